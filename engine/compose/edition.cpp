#include <algorithm>
#include <array>

#include "compose/compose.h"
#include "compose/drawings_internal.h"
#include "compose/front_matter_internal.h"
#include "compose/prose_blocks_internal.h"
#include "schema/schema.h"
#include "text/text.h"

namespace zielbaum::compose {

namespace {

constexpr std::uint32_t kDeepestHeading = 6;
constexpr std::uint8_t kContentsDepth = 3;

flow::Run plain(std::string text) {
  flow::Run run;
  run.text = std::move(text);
  return run;
}

flow::Run strong(std::string text) {
  flow::Run run = plain(std::move(text));
  run.strong = true;
  return run;
}

flow::Run line_break() {
  flow::Run run;
  run.kind = flow::RunKind::LineBreak;
  return run;
}

flow::Block body(flow::Runs runs) {
  return {flow::Paragraph{flow::ParagraphRole::Body, std::move(runs), {}}, {}};
}

std::string title_with_number(const std::string& number, const std::string& title) {
  if (number.empty() || title.empty()) return number + title;
  return number + " " + title;
}

/// The part of a document from one node to another, as blocks.
class Tree {
 public:
  /// Shows nodes [begin, end); those at `top_depth` get headings of level 1.
  Tree(const Source& source, model::NodeIndex begin, model::NodeIndex end, std::uint32_t top_depth)
      : source_(source),
        language_(interface_language(source.document.lang)),
        numbers_(schema::numbers(source.document, source.type, source.document.lang)),
        index_(source.document),
        begin_(begin),
        end_(end),
        top_depth_(top_depth) {
    depths_.reserve(source.document.nodes.size());
    for (const model::Node& node : source.document.nodes) {
      depths_.push_back(node.parent == model::kNoNode ? 0 : depths_[node.parent] + 1);
    }
    setting_.document = source.document.id();
    setting_.language = language_;
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
    if (begins_sample(node)) {
      flow.blocks.push_back(text_paragraph(render(msg("Sample text"), language_), flow::ParagraphRole::Small));
    }
    add_facts(node, kind, flow.blocks);
    if (node.prose) {
      const Result<std::string> markdown = source_.prose.read(*node.prose);
      if (!markdown) return at(markdown.error(), place(node));
      const text::Parsed parsed = text::parse(*markdown);
      flow::Blocks blocks = prose_blocks(parsed.prose, setting_, flow.notes);
      std::move(blocks.begin(), blocks.end(), std::back_inserter(flow.blocks));
    }
    add_other_fields(node, kind, flow.blocks);
    add_links(node, flow.blocks);
    return {};
  }

  /// Adds a list of all nodes of a kind with the page on which each stands; nothing where there are none.
  void add_list_of(const model::KindRule& kind, flow::Blocks& blocks) const {
    const std::array<const model::FieldRule*, 3> columns = {first_field(kind, model::FieldType::Party),
                                                            first_field(kind, model::FieldType::Period),
                                                            first_field(kind, model::FieldType::Choice)};
    flow::Table table;
    table.role = flow::TableRole::Listing;
    const bool numbered = kind.numbering.counter != model::Counter::None;
    flow::Row head;
    const auto add_column = [&](std::string_view name, std::uint16_t share) {
      head.cells.push_back(paragraph_cell({plain(std::string(name))}, flow::Scope::Column));
      table.shares.push_back(share);
    };
    if (numbered) add_column(render(msg("No."), language_), 3);
    add_column(local(kind.label, kind.name), 11);
    constexpr std::array<std::uint16_t, 3> kShares = {7, 6, 5};
    for (std::size_t column = 0; column < columns.size(); ++column) {
      if (columns[column] != nullptr) add_column(label_of(*columns[column]), kShares[column]);
    }
    add_column(render(msg("Page"), language_), 3);
    head.cells.back().align = flow::Align::Right;
    table.header.push_back(std::move(head));

    for (model::NodeIndex i = begin_; i < end_; ++i) {
      const model::Node& node = source_.document.nodes[i];
      if (node.kind != kind.name) continue;
      flow::Row row;
      if (numbered) row.cells.push_back(paragraph_cell({plain(numbers_[i])}));
      flow::Run name = plain(title_of(i));
      name.link = "#" + node.id.text;
      row.cells.push_back(paragraph_cell({std::move(name)}, flow::Scope::Row));
      for (const model::FieldRule* const column : columns) {
        if (column != nullptr) row.cells.push_back(paragraph_cell(in_brief(node, *column)));
      }
      flow::Run page;
      page.kind = flow::RunKind::PageNumber;
      page.link = "#" + node.id.text;
      row.cells.push_back(paragraph_cell({std::move(page)}));
      row.cells.back().align = flow::Align::Right;
      table.rows.push_back(std::move(row));
    }
    if (table.rows.empty()) return;

    flow::Heading heading;
    heading.runs = {plain(render(msg("List of {0}", local(kind.plural, kind.name)), language_))};
    heading.opens_page = true;
    blocks.push_back({std::move(heading), {}});
    blocks.push_back({std::move(table), {}});
  }

  [[nodiscard]] bool opens_page(model::NodeIndex i) const {
    const model::KindRule* const kind = source_.type.kind(source_.document.nodes[i].kind);
    return kind != nullptr && kind->opens_page;
  }

 private:
  [[nodiscard]] bool is_here(model::NodeIndex i) const { return i != model::kNoNode && i >= begin_ && i < end_; }

  [[nodiscard]] Place place(const model::Node& node) const {
    Place place;
    place.node = source_.document.id().text + "/" + node.id.text;
    place.title = node.title;
    return place;
  }

  [[nodiscard]] std::string local(const model::LocalText& text, const std::string& otherwise) const {
    const std::string_view words = model::in_language(text, source_.document.lang);
    return words.empty() ? otherwise : std::string(words);
  }
  [[nodiscard]] std::string label_of(const model::FieldRule& rule) const { return local(rule.label, rule.name); }

  [[nodiscard]] std::string title_of(model::NodeIndex i) const {
    const model::Node& node = source_.document.nodes[i];
    if (!node.title.empty()) return node.title;
    const model::KindRule* const kind = source_.type.kind(node.kind);
    return kind == nullptr ? node.kind : local(kind->label, kind->name);
  }

  [[nodiscard]] flow::Heading heading(model::NodeIndex i) const {
    const model::Node& node = source_.document.nodes[i];
    const model::KindRule* const kind = source_.type.kind(node.kind);
    flow::Heading heading;
    heading.level = static_cast<std::uint8_t>(std::min(depths_[i] - top_depth_ + 1, kDeepestHeading));
    heading.number = numbers_[i];
    heading.runs = {plain(title_of(i))};
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
  [[nodiscard]] flow::Runs values(const model::Field& field, const model::FieldRule& rule) const {
    std::vector<std::string> words;
    for (const model::FieldValue& value : field.values) {
      words.push_back(value_for_people(value, rule, source_.parties, source_.document.lang));
    }
    const bool on_lines = rule.listing == model::Listing::Sequence ||
                          std::any_of(words.begin(), words.end(),
                                      [](const std::string& one) { return one.find(',') != std::string::npos; });
    flow::Runs runs;
    for (std::string& one : words) {
      if (!runs.empty()) runs.push_back(on_lines ? line_break() : plain(", "));
      runs.push_back(plain(std::move(one)));
    }
    return runs;
  }

  /// As values(), with the short names of parties, for narrow columns.
  [[nodiscard]] flow::Runs in_brief(const model::Node& node, const model::FieldRule& rule) const {
    const model::Field* const field = model::find_field(node, rule.name);
    if (field == nullptr) return {};
    flow::Runs runs;
    for (const model::FieldValue& value : field->values) {
      if (!runs.empty()) runs.push_back(plain(", "));
      const auto* const ref = std::get_if<model::PartyRef>(&value);
      const model::Party* const party = ref == nullptr ? nullptr : model::find_party(source_.parties, ref->party);
      const bool has_short = party != nullptr && !party->short_name.empty();
      runs.push_back(
          plain(has_short ? party->short_name : value_for_people(value, rule, source_.parties, source_.document.lang)));
    }
    return runs;
  }

  [[nodiscard]] static const model::FieldRule* rule_of(const model::KindRule* kind, const std::string& field) {
    return kind == nullptr ? nullptr : model::find_field(*kind, field);
  }

  [[nodiscard]] static const model::FieldRule* first_field(const model::KindRule& kind, model::FieldType type) {
    const auto found = std::find_if(kind.fields.begin(), kind.fields.end(), [&](const model::FieldRule& rule) {
      return rule.type == type && rule.listing == model::Listing::Single;
    });
    return found == kind.fields.end() ? nullptr : &*found;
  }

  void add_facts(const model::Node& node, const model::KindRule* kind, flow::Blocks& blocks) const {
    flow::Table table;
    table.role = flow::TableRole::Facts;
    table.shares = {1, 2};
    for (const model::Field& field : node.fields) {
      const model::FieldRule* const rule = rule_of(kind, field.name);
      if (rule == nullptr || !rule->in_fact_table) continue;
      flow::Row row;
      row.cells.push_back(paragraph_cell({plain(label_of(*rule))}, flow::Scope::Row));
      row.cells.push_back(paragraph_cell(values(field, *rule)));
      table.rows.push_back(std::move(row));
    }
    if (!table.rows.empty()) blocks.push_back({std::move(table), {}});
  }

  void add_other_fields(const model::Node& node, const model::KindRule* kind, flow::Blocks& blocks) const {
    for (const model::Field& field : node.fields) {
      const model::FieldRule* const known = rule_of(kind, field.name);
      if (known != nullptr && known->in_fact_table) continue;
      model::FieldRule unknown;
      unknown.name = field.name;
      const model::FieldRule& rule = known == nullptr ? unknown : *known;
      flow::Runs runs = {strong(label_of(rule) + ": ")};
      flow::Runs words = values(field, rule);
      std::move(words.begin(), words.end(), std::back_inserter(runs));
      blocks.push_back(body(std::move(runs)));
    }
  }

  /// One paragraph for each role, "dient: Ziel 1.2 …; …", in the order of the links, which is that of the roles' names.
  void add_links(const model::Node& node, flow::Blocks& blocks) const {
    for (auto link = node.links.begin(); link != node.links.end();) {
      const std::string& role = link->role;
      flow::Runs runs = {strong(role_label(role) + ": ")};
      bool first = true;
      for (; link != node.links.end() && link->role == role; ++link) {
        if (!first) runs.push_back(plain("; "));
        first = false;
        runs.push_back(reference(link->to));
      }
      blocks.push_back(body(std::move(runs)));
    }
  }

  [[nodiscard]] std::string role_label(const std::string& role) const {
    const model::RoleRule* const rule = source_.type.role(role);
    if (rule != nullptr) return local(rule->label, role);
    return role == model::kPredecessor ? render(msg("developed from"), language_) : role;
  }

  [[nodiscard]] flow::Run reference(const model::Target& target) const {
    const bool same_document = target.document.empty() || target.document == source_.document.id();
    if (same_document && target.edition.empty()) {
      const model::NodeIndex i = index_.find(target.node.text);
      if (i != model::kNoNode) {
        flow::Run run = plain(title_with_number(numbers_[i], title_of(i)));
        if (is_here(i)) run.link = "#" + target.node.text;
        return run;
      }
    }
    const std::optional<Elsewhere> found = source_.elsewhere ? source_.elsewhere(target) : std::nullopt;
    if (!found) return plain(to_string(target));
    std::string words = title_with_number(found->number, found->title);
    if (!same_document) words = found->document_title + ", " + words;
    if (!target.edition.empty()) words += " (" + target.edition.text + ")";
    return plain(std::move(words));
  }

  const Source& source_;
  Language language_;
  std::vector<std::string> numbers_;
  model::Index index_;
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
  const Tree tree(source, 0, count, 1);
  flow::Flow flow = empty_flow(source);
  const auto append = [&](flow::Blocks blocks) {
    std::move(blocks.begin(), blocks.end(), std::back_inserter(flow.blocks));
  };
  append(cover(source));
  flow.blocks.push_back({flow::PageBreak{}, {}});
  append(imprint(source));
  flow.blocks.push_back({flow::PageBreak{}, {}});
  const Language language = interface_language(source.document.lang);
  flow.blocks.push_back({flow::Contents{render(msg("Contents"), language), kContentsDepth}, {}});

  const std::size_t front = flow.blocks.size();
  TRY(tree.add_content(0, flow));
  const bool has_own_page = flow.blocks.size() == front && count > 1 && tree.opens_page(1);
  if (!has_own_page) {
    flow.blocks.insert(flow.blocks.begin() + static_cast<std::ptrdiff_t>(front), {flow::PageBreak{}, {}});
  }
  TRY(tree.add_nodes(1, flow));
  for (const model::KindRule& kind : source.type.kinds) {
    if (kind.listed) tree.add_list_of(kind, flow.blocks);
  }
  append(overview(source));
  append(timeline(source));
  return flow;
}

Result<flow::Flow> part(const Source& source, const NodeId& node) {
  const model::NodeIndex root = model::find_node(source.document, node);
  if (root == model::kNoNode) {
    return error(ErrorKind::NotFound, "no-such-node", msg("There is no node “{0}” in this document.", node.text));
  }
  const Tree tree(source, root, model::subtree_end(source.document, root), model::depth_of(source.document, root));
  flow::Flow flow = empty_flow(source);
  TRY(tree.add_nodes(root, flow));
  return flow;
}

}  // namespace zielbaum::compose
