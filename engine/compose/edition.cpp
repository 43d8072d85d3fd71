#include <algorithm>

#include "compose/compose.h"
#include "compose/drawings_internal.h"
#include "compose/front_matter_internal.h"
#include "compose/glossary_internal.h"
#include "compose/lists_internal.h"
#include "compose/prose_blocks_internal.h"
#include "model/paths.h"
#include "text/text.h"

namespace zielbaum::compose {

namespace {

constexpr std::uint32_t kDeepestHeading = 6;
constexpr std::uint8_t kContentsDepth = 3;

flow::Block body(flow::Runs runs) {
  return {flow::Paragraph{flow::ParagraphRole::Body, std::move(runs), {}}, {}};
}

/// The part of a document from one node to another, as blocks.
class Tree {
 public:
  /// Shows nodes [begin, end); those at `top_depth` get headings of level 1.
  Tree(const Source& source, const NodeNames& names, model::NodeIndex begin, model::NodeIndex end,
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
  }
  Tree(const Tree&) = delete;
  Tree& operator=(const Tree&) = delete;

  /// Adds headings and contents of the nodes from `from` on.
  [[nodiscard]] Result<void> add_nodes(model::NodeIndex from, flow::Flow& flow) const {
    for (model::NodeIndex i = from; i < end_; ++i) {
      flow.blocks.push_back({heading(i), {}});
      TRY(add_content(i, flow));
    }
    return {};
  }

  /// Adds what a node says below its heading: facts, prose, other fields, links.
  [[nodiscard]] Result<void> add_content(model::NodeIndex i, flow::Flow& flow) const {
    const model::Node& node = source_.document.nodes[i];
    const model::KindRule* const kind = source_.type.kind(node.kind);
    const std::size_t first_note = flow.notes.size();
    flow::Blocks blocks;
    if (begins_sample(node)) {
      blocks.push_back(text_paragraph(render(msg("Sample text"), language_), flow::ParagraphRole::Small));
    }
    add_facts(node, kind, blocks);
    TRY(add_prose(node, blocks, flow.notes));
    add_other_fields(node, kind, blocks);
    add_links(node, blocks);
    Glossary::Seen seen;
    glossary_.mark(blocks, seen);
    for (std::size_t note = first_note; note < flow.notes.size(); ++note) {
      glossary_.mark(flow.notes[note].blocks, seen);
    }
    std::move(blocks.begin(), blocks.end(), std::back_inserter(flow.blocks));
    return {};
  }

  /// The pictures among blocks, each with the section that it stands in first. Pictures stand in lists and quotes, too.
  [[nodiscard]] std::vector<ShownPicture> shown_pictures(const flow::Blocks& blocks) const {
    std::vector<ShownPicture> shown;
    ShownPicture section{{}, source_.document.id().text, names_.title(0)};
    add_pictures(blocks, section, shown);
    return shown;
  }

  [[nodiscard]] bool opens_page(model::NodeIndex i) const {
    const model::KindRule* const kind = source_.type.kind(source_.document.nodes[i].kind);
    return kind != nullptr && kind->opens_page;
  }

 private:
  static void add_pictures(const flow::Blocks& blocks, ShownPicture& section, std::vector<ShownPicture>& shown) {
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

  static std::string words_of(const flow::Runs& runs) {
    std::string words;
    for (const flow::Run& run : runs) words += run.text;
    return words;
  }

  [[nodiscard]] bool is_here(model::NodeIndex i) const { return i != model::kNoNode && i >= begin_ && i < end_; }

  [[nodiscard]] Place place(const model::Node& node) const {
    Place place;
    place.file = model::prose_path(source_.document.id(), source_.document.layout, node.id);
    place.node = source_.document.id().text + "/" + node.id.text;
    place.title = node.title;
    return place;
  }

  [[nodiscard]] Result<void> add_prose(const model::Node& node, flow::Blocks& blocks,
                                       std::vector<flow::Note>& notes) const {
    if (!node.prose) return {};
    const Result<std::string> markdown = source_.prose.read(*node.prose);
    if (!markdown) return at(markdown.error(), place(node));
    const text::Parsed parsed = text::parse(*markdown);
    TRY(pictures_are_sound(node, *markdown, parsed));
    flow::Blocks made = prose_blocks(parsed.prose, setting_, notes);
    std::move(made.begin(), made.end(), std::back_inserter(blocks));
    return {};
  }

  /// A picture that is not there, or that a blind reader would hear nothing of, stops the edition.
  [[nodiscard]] Result<void> pictures_are_sound(const model::Node& node, std::string_view markdown,
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

  [[nodiscard]] flow::Heading heading(model::NodeIndex i) const {
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

  /// Sample text is marked once, at the topmost node.
  [[nodiscard]] bool begins_sample(const model::Node& node) const {
    if (!node.sample) return false;
    return node.parent == model::kNoNode || !source_.document.nodes[node.parent].sample;
  }

  /// Several values follow one another, but stand on lines of their own where order matters or one holds a comma.
  [[nodiscard]] std::vector<std::string> lines_of(const model::Field& field, const model::FieldRule& rule) const {
    std::vector<std::string> values;
    for (const model::FieldValue& value : field.values) {
      values.push_back(value_for_people(value, rule, source_.parties, source_.document.lang));
    }
    const bool on_lines = rule.listing == model::Listing::Sequence ||
                          std::any_of(values.begin(), values.end(),
                                      [](const std::string& one) { return one.find(',') != std::string::npos; });
    if (on_lines) return values;
    std::string line;
    for (const std::string& one : values) line += (line.empty() ? "" : ", ") + one;
    return {std::move(line)};
  }

  [[nodiscard]] static const model::FieldRule* rule_of(const model::KindRule* kind, const std::string& field) {
    return kind == nullptr ? nullptr : model::find_field(*kind, field);
  }

  void add_facts(const model::Node& node, const model::KindRule* kind, flow::Blocks& blocks) const {
    flow::Table table;
    table.role = flow::TableRole::Facts;
    table.shares = {1, 2};
    for (const model::Field& field : node.fields) {
      const model::FieldRule* const rule = rule_of(kind, field.name);
      if (rule == nullptr || !rule->in_fact_table) continue;
      flow::Row row;
      row.cells.push_back(paragraph_cell({plain_run(names_.label(*rule))}, flow::Scope::Row));
      flow::Cell& cell = row.cells.emplace_back();
      // Each line a paragraph: a voice pauses between them.
      for (std::string& line : lines_of(field, *rule)) cell.blocks.push_back(body({plain_run(std::move(line))}));
      table.rows.push_back(std::move(row));
    }
    if (!table.rows.empty()) blocks.push_back({std::move(table), {}});
  }

  void add_other_fields(const model::Node& node, const model::KindRule* kind, flow::Blocks& blocks) const {
    for (const model::Field& field : node.fields) {
      const model::FieldRule* const known = rule_of(kind, field.name);
      if (known != nullptr && known->in_fact_table) continue;
      // What language a term has is heard, not read.
      if (known != nullptr && known->glossary == model::GlossaryUse::Language) continue;
      model::FieldRule unknown;
      unknown.name = field.name;
      const model::FieldRule& rule = known == nullptr ? unknown : *known;
      flow::Runs runs = {strong_run(names_.label(rule) + ": ")};
      for (std::string& line : lines_of(field, rule)) {
        if (runs.size() > 1) runs.push_back(line_break());
        runs.push_back(plain_run(std::move(line)));
      }
      blocks.push_back(body(std::move(runs)));
    }
  }

  /// One paragraph for each role, "dient: Ziel 1.2 …; …", in the order of the links, which is that of the roles' names.
  void add_links(const model::Node& node, flow::Blocks& blocks) const {
    for (auto link = node.links.begin(); link != node.links.end();) {
      const std::string& role = link->role;
      flow::Runs runs = {strong_run(role_label(role) + ": ")};
      bool first = true;
      for (; link != node.links.end() && link->role == role; ++link) {
        if (!first) runs.push_back(plain_run("; "));
        first = false;
        runs.push_back(reference(link->to));
        if (!runs.back().link.starts_with('#')) continue;
        flow::Runs page = page_of(std::string_view(runs.back().link).substr(1), language_);
        std::move(page.begin(), page.end(), std::back_inserter(runs));
      }
      blocks.push_back(body(std::move(runs)));
    }
  }

  [[nodiscard]] std::string role_label(const std::string& role) const {
    const model::RoleRule* const rule = source_.type.role(role);
    if (rule != nullptr) return names_.local(rule->label, role);
    return role == model::kPredecessor ? render(msg("developed from"), language_) : role;
  }

  [[nodiscard]] flow::Run reference(const model::Target& target) const {
    const bool same_document = target.document.empty() || target.document == source_.document.id();
    if (same_document && target.edition.empty()) {
      const model::NodeIndex i = index_.find(target.node.text);
      if (i != model::kNoNode) {
        flow::Run run = plain_run(names_.number_and_title(i));
        if (is_here(i)) run.link = "#" + target.node.text;
        return run;
      }
    }
    const std::optional<Elsewhere> found = source_.elsewhere ? source_.elsewhere(target) : std::nullopt;
    if (!found) return plain_run(to_string(target));
    std::string words = with_number(found->number, found->title);
    if (!same_document) words = found->document_title + ", " + words;
    if (!target.edition.empty()) words += " (" + target.edition.text + ")";
    return plain_run(std::move(words));
  }

  const Source& source_;
  Language language_;
  const NodeNames& names_;
  model::Index index_;
  Glossary glossary_;
  model::NodeIndex begin_;
  model::NodeIndex end_;
  std::uint32_t top_depth_;
  std::vector<std::uint32_t> depths_;
  ProseSetting setting_;
};

flow::Metadata metadata(const Source& source) {
  flow::Metadata data;
  data.title = edition_title(source);
  const std::string_view label = model::in_language(source.type.label, source.document.lang);
  data.subject = source.edition.subtitle.empty() ? std::string(label) : source.edition.subtitle;
  data.author = source.settings.publisher;
  data.lang = source.document.lang;
  data.unix_time = source.unix_time;
  data.identifier = edition_identifier(source);
  return data;
}

flow::Flow empty_flow(const Source& source) {
  flow::Flow flow;
  flow.metadata = metadata(source);
  flow.running_title = flow.metadata.title;
  flow.running_mark = edition_mark(source);
  return flow;
}

}  // namespace

Result<flow::Flow> edition(const Source& source) {
  const auto count = static_cast<model::NodeIndex>(source.document.nodes.size());
  const Language language = interface_language(source.document.lang);
  const NodeNames names(source);
  const Tree tree(source, names, 0, count, 1);
  flow::Flow flow = empty_flow(source);
  const auto append = [&](flow::Blocks blocks) {
    std::move(blocks.begin(), blocks.end(), std::back_inserter(flow.blocks));
  };
  append(cover(source));
  flow.blocks.push_back({flow::PageBreak{}, {}});
  const std::size_t place_of_imprint = flow.blocks.size();
  flow.blocks.push_back({flow::PageBreak{}, {}});
  flow.blocks.push_back({flow::Contents{render(msg("Contents"), language), kContentsDepth}, {}});

  const std::size_t front = flow.blocks.size();
  TRY(tree.add_content(0, flow));
  const bool says_nothing = flow.blocks.size() == front;
  if (!says_nothing) {
    flow.blocks.insert(flow.blocks.begin() + static_cast<std::ptrdiff_t>(front),
                       chapter(render(msg("At a glance"), language)));
  } else if (count < 2 || !tree.opens_page(1)) {
    flow.blocks.push_back({flow::PageBreak{}, {}});
  }
  TRY(tree.add_nodes(1, flow));
  // Only now it is known which pictures the imprint has to name.
  flow::Blocks about = imprint(source, tree.shown_pictures(flow.blocks));
  flow.blocks.insert(flow.blocks.begin() + static_cast<std::ptrdiff_t>(place_of_imprint),
                     std::make_move_iterator(about.begin()), std::make_move_iterator(about.end()));
  for (const model::KindRule& kind : source.type.kinds) {
    if (kind.listed) append(list_of(source, names, kind));
  }
  append(overview(source));
  append(timeline(source));
  append(party_register(source, names));
  if (source.type.notes == model::Notes::Endnotes && !flow.notes.empty()) {
    flow.blocks.push_back(chapter(render(msg("Notes"), language)));
    flow.note_placement = flow::NotePlacement::End;
  }
  return flow;
}

Result<flow::Flow> part(const Source& source, const NodeId& node) {
  const model::NodeIndex root = model::find_node(source.document, node);
  if (root == model::kNoNode) {
    return error(ErrorKind::NotFound, "no-such-node", msg("There is no node “{0}” in this document.", node.text));
  }
  const NodeNames names(source);
  const Tree tree(source, names, root, model::subtree_end(source.document, root),
                  model::depth_of(source.document, root));
  flow::Flow flow = empty_flow(source);
  TRY(tree.add_nodes(root, flow));
  return flow;
}

}  // namespace zielbaum::compose
