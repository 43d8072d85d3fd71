#include "compose/tree_internal.h"

#include <algorithm>

#include "model/paths.h"

namespace zielbaum::compose {

namespace {

std::string words_of(const flow::Runs& runs) {
  std::string words;
  for (const flow::Run& run : runs) words += run.text;
  return words;
}

void add_pictures(const flow::Blocks& blocks, ShownPicture& section, std::vector<ShownPicture>& shown) {
  for (const flow::Block& block : blocks) {
    if (const auto* const heading = std::get_if<flow::Heading>(&block.content)) {
      section.section = heading->anchor;
      section.title = with_number(heading->number, words_of(heading->runs));
    } else if (const auto* const figure = std::get_if<flow::Figure>(&block.content)) {
      ShownPicture picture = section;
      picture.file = figure->media.substr(figure->media.find('/') + 1);
      const bool known = std::any_of(shown.begin(), shown.end(),
                                     [&](const ShownPicture& other) { return other.file == picture.file; });
      if (!known) shown.push_back(std::move(picture));
    } else if (const auto* const list = std::get_if<flow::List>(&block.content)) {
      for (const flow::ListItem& item : list->items) add_pictures(item.blocks, section, shown);
    } else if (const auto* const quote = std::get_if<flow::Quote>(&block.content)) {
      add_pictures(quote->blocks, section, shown);
    } else if (const auto* const table = std::get_if<flow::Table>(&block.content)) {
      for (const flow::Row& row : table->rows) {
        for (const flow::Cell& cell : row.cells) add_pictures(cell.blocks, section, shown);
      }
    }
  }
}

}  // namespace

flow::Block body(flow::Runs runs) {
  return {flow::Paragraph{flow::ParagraphRole::Body, std::move(runs), {}}, {}};
}

flow::Table fact_table() {
  flow::Table table;
  table.role = flow::TableRole::Facts;
  table.shares = {1, 2};
  return table;
}

void add_notes_chapter(const Source& source, flow::Flow& flow) {
  if (source.type.notes != model::Notes::Endnotes || flow.notes.empty()) return;
  flow.blocks.push_back(chapter(render(msg("Notes"), interface_language(source.document.lang))));
  flow.note_placement = flow::NotePlacement::End;
}

Tree::Tree(const Source& source, const NodeNames& names, model::NodeIndex begin, model::NodeIndex end,
           std::uint32_t top_depth)
    : source_(source),
      language_(interface_language(source.document.lang)),
      names_(names),
      index_(source.document),
      glossary_(source.document, source.type, source.parties),
      begin_(begin),
      end_(end),
      top_depth_(top_depth) {
  depths_.reserve(source.document.nodes.size());
  for (const model::Node& node : source.document.nodes) {
    depths_.push_back(node.parent == model::kNoNode ? 0 : depths_[node.parent] + 1);
  }
  setting_.document = source.document.id();
  setting_.language = language_;
  setting_.page_numbers = true;
  setting_.here = [this](const NodeId& id) { return is_here(index_.find(id.text)); };
  setting_.name = [this](const NodeId& id) {
    const model::NodeIndex node = index_.find(id.text);
    return node == model::kNoNode ? std::string() : names_.number_and_title(node);
  };
}

Result<void> Tree::add_nodes(model::NodeIndex from, flow::Flow& flow) const {
  for (model::NodeIndex i = from; i < end_; ++i) {
    flow.blocks.push_back({heading(i), {}});
    TRY(add_content(i, flow));
  }
  return {};
}

Result<void> Tree::add_content(model::NodeIndex i, flow::Flow& flow) const {
  const model::Node& node = source_.document.nodes[i];
  const std::size_t first_note = flow.notes.size();
  flow::Blocks blocks;
  if (begins_sample(node)) {
    blocks.push_back(text_paragraph(render(msg("Sample text"), language_), flow::ParagraphRole::Small));
  }
  add_facts(node, blocks);
  flow::Blocks made = prose_blocks(TRY(prose(node)), setting_, flow.notes);
  std::move(made.begin(), made.end(), std::back_inserter(blocks));
  add_other_fields(node, blocks);
  add_links(node, blocks);
  mark_terms(blocks, flow.notes, first_note);
  std::move(blocks.begin(), blocks.end(), std::back_inserter(flow.blocks));
  return {};
}

void Tree::mark_terms(flow::Blocks& blocks, std::vector<flow::Note>& notes, std::size_t first_note) const {
  Glossary::Seen seen;
  glossary_.mark(blocks, seen);
  for (std::size_t note = first_note; note < notes.size(); ++note) glossary_.mark(notes[note].blocks, seen);
}

std::vector<ShownPicture> Tree::shown_pictures(const flow::Blocks& blocks) const {
  std::vector<ShownPicture> shown;
  ShownPicture section{{}, source_.document.id().text, names_.title(0)};
  add_pictures(blocks, section, shown);
  return shown;
}

bool Tree::opens_page(model::NodeIndex i) const {
  const model::KindRule* const kind = source_.type.kind(source_.document.nodes[i].kind);
  return kind != nullptr && kind->opens_page;
}

Place Tree::place(const model::Node& node) const {
  Place place;
  place.file = model::prose_path(source_.document.id(), source_.document.layout, node.id);
  place.node = source_.document.id().text + "/" + node.id.text;
  place.title = node.title;
  return place;
}

Result<model::Prose> Tree::prose(const model::Node& node) const {
  if (!node.prose) return model::Prose{};
  const Result<std::string> markdown = source_.prose.read(*node.prose);
  if (!markdown) return at(markdown.error(), place(node));
  text::Parsed parsed = text::parse(*markdown);
  if (!source_.draft) TRY(pictures_are_sound(node, *markdown, parsed));
  return std::move(parsed.prose);
}

/// A picture that is not there, or that a blind reader would hear nothing of, stops the edition.
Result<void> Tree::pictures_are_sound(const model::Node& node, std::string_view markdown,
                                      const text::Parsed& parsed) const {
  Place where = place(node);
  for (const Finding& finding : parsed.findings) {
    if (finding.code != "missing-alt-text") continue;
    where.line = finding.place.line;
    where.column = finding.place.column;
    Error failed = at(error(ErrorKind::Invalid, finding.code, finding.message), where);
    failed.hint = finding.hint;
    return failed;
  }
  if (!source_.media) return {};
  for (const text::NodeReference& picture : text::media_references(markdown, parsed.prose)) {
    if (std::find(source_.media->begin(), source_.media->end(), picture.target) != source_.media->end()) continue;
    where.line = picture.line;
    return advise(
        at(error(ErrorKind::NotFound, "missing-media", msg("The picture media/{0} does not exist", picture.target)),
           where),
        msg("Put the file there, or correct the name."));
  }
  return {};
}

flow::Heading Tree::heading(model::NodeIndex i) const {
  const model::Node& node = source_.document.nodes[i];
  const model::KindRule* const kind = source_.type.kind(node.kind);
  flow::Heading heading;
  heading.level = static_cast<std::uint8_t>(std::min(depths_[i] - top_depth_ + 1, kDeepestHeading));
  heading.number = names_.number(i);
  heading.runs = {plain_run(names_.title(i))};
  glossary_.mark_languages(heading.runs);
  if (index_.find(node.id.text) == i) heading.anchor = node.id.text;
  heading.in_contents = kind == nullptr || kind->in_contents;
  heading.opens_page = opens_page(i);
  return heading;
}

bool Tree::begins_sample(const model::Node& node) const {
  if (!node.sample) return false;
  return node.parent == model::kNoNode || !source_.document.nodes[node.parent].sample;
}

std::vector<std::string> Tree::values_of(const model::Field& field, const model::FieldRule& rule) const {
  std::vector<std::string> values;
  for (const model::FieldValue& value : field.values) {
    values.push_back(value_for_people(value, rule, source_.parties, source_.document.lang));
  }
  return values;
}

bool Tree::stands_on_lines(const model::Field& field, const model::FieldRule& rule) const {
  const std::vector<std::string> values = values_of(field, rule);
  return rule.listing == model::Listing::Sequence ||
         std::any_of(values.begin(), values.end(),
                     [](const std::string& one) { return one.find(',') != std::string::npos; });
}

std::vector<std::string> Tree::lines_of(const model::Field& field, const model::FieldRule& rule) const {
  std::vector<std::string> values = values_of(field, rule);
  if (stands_on_lines(field, rule)) return values;
  std::string line;
  for (const std::string& one : values) line += (line.empty() ? "" : ", ") + one;
  return {std::move(line)};
}

const model::FieldRule* Tree::rule_of(const model::Node& node, std::string_view field) const {
  const model::KindRule* const kind = source_.type.kind(node.kind);
  return kind == nullptr ? nullptr : model::find_field(*kind, field);
}

flow::Row Tree::fact(const model::Field& field, const model::FieldRule& rule) const {
  flow::Row row;
  row.cells.push_back(paragraph_cell({plain_run(names_.label(rule))}, flow::Scope::Row));
  flow::Cell& cell = row.cells.emplace_back();
  // Each line a paragraph: a voice pauses between them.
  for (std::string& line : lines_of(field, rule)) cell.blocks.push_back(body({plain_run(std::move(line))}));
  return row;
}

flow::Block Tree::other_field(const model::Field& field, const model::FieldRule& rule) const {
  flow::Runs runs = {strong_run(names_.label(rule) + ": ")};
  for (std::string& line : lines_of(field, rule)) {
    if (runs.size() > 1) runs.push_back(line_break());
    runs.push_back(plain_run(std::move(line)));
  }
  return body(std::move(runs));
}

void Tree::add_facts(const model::Node& node, flow::Blocks& blocks) const {
  flow::Table table = fact_table();
  for (const model::Field& field : node.fields) {
    const model::FieldRule* const rule = rule_of(node, field.name);
    if (rule != nullptr && rule->in_fact_table) table.rows.push_back(fact(field, *rule));
  }
  if (!table.rows.empty()) blocks.push_back({std::move(table), {}});
}

void Tree::add_other_fields(const model::Node& node, flow::Blocks& blocks) const {
  for (const model::Field& field : node.fields) {
    const model::FieldRule* const known = rule_of(node, field.name);
    if (known != nullptr && known->in_fact_table) continue;
    // What language a term has is heard, not read.
    if (known != nullptr && known->glossary == model::GlossaryUse::Language) continue;
    model::FieldRule unknown;
    unknown.name = field.name;
    blocks.push_back(other_field(field, known == nullptr ? unknown : *known));
  }
}

/// One paragraph for each role, "dient: Ziel 1.2 …; …", in the order of the links, which is that of the roles' names.
void Tree::add_links(const model::Node& node, flow::Blocks& blocks) const {
  for (auto link = node.links.begin(); link != node.links.end();) {
    const std::string& role = link->role;
    flow::Runs runs = {strong_run(role_label(role) + ": ")};
    bool first = true;
    for (; link != node.links.end() && link->role == role; ++link) {
      if (!first) runs.push_back(plain_run("; "));
      first = false;
      flow::Runs name = reference(link->to);
      std::move(name.begin(), name.end(), std::back_inserter(runs));
    }
    blocks.push_back(body(std::move(runs)));
  }
}

std::string Tree::role_label(const std::string& role) const {
  const model::RoleRule* const rule = source_.type.role(role);
  if (rule != nullptr) return names_.local(rule->label, role);
  return role == model::kPredecessor ? render(msg("developed from"), language_) : role;
}

flow::Runs Tree::reference(const model::Target& target) const {
  const bool same_document = target.document.empty() || target.document == source_.document.id();
  if (same_document && target.edition.empty()) {
    const model::NodeIndex i = index_.find(target.node.text);
    if (i != model::kNoNode) {
      flow::Runs runs = {plain_run(names_.number_and_title(i))};
      if (!is_here(i)) return runs;
      runs.front().link = "#" + target.node.text;
      flow::Runs page = page_of(target.node.text, language_);
      std::move(page.begin(), page.end(), std::back_inserter(runs));
      return runs;
    }
  }
  const std::optional<Elsewhere> found = source_.elsewhere ? source_.elsewhere(target) : std::nullopt;
  if (!found) return {plain_run(to_string(target))};
  std::string words = with_number(found->number, found->title);
  if (!same_document) words = found->document_title + ", " + words;
  if (!target.edition.empty()) words += " (" + target.edition.text + ")";
  return {plain_run(std::move(words))};
}

}  // namespace zielbaum::compose
