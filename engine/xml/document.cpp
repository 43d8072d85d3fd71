// document.xml, read and written.
//
//   <document xmlns="urn:zielbaum:type:NAME:VERSION" id="…" lang="de" [layout="sharded"] [sample="true"]>
//     <title>…</title>                          the root and every node: its title
//     <title xml:lang="en">…</title>            translations, by language
//     <short>…</short>                          short title, optional
//     <FIELD …>…</FIELD>                        fields in the type's order, one element a value
//     <link role="…" to="…" />                  by role and target
//     <translation lang="…" basis="…" />        prose translations, by language; basis: content id of the original
//     <KIND id="…" [sample="true"]>…</KIND>     child nodes
//   </document>
//
// The root's element name is the type's root kind. This order is the canonical one; another is read as well.
#include <algorithm>
#include <unordered_map>

#include "base/ids.h"
#include "value_internal.h"
#include "xml/xml.h"

namespace zielbaum::xml {

namespace {

using model::Document;
using model::DocumentType;
using model::FieldRule;
using model::KindRule;
using model::Node;
using model::NodeIndex;

constexpr std::string_view kNamespaceStart = "urn:zielbaum:type:";

/// The type, ready for looking names up.
struct Names {
  const DocumentType& type;
  struct Kind {
    const KindRule* rule = nullptr;
    std::unordered_map<std::string_view, std::size_t> fields;  ///< their place in the rule
  };
  std::unordered_map<std::string_view, Kind> kinds;

  explicit Names(const DocumentType& of) : type(of) {
    for (const KindRule& rule : of.kinds) {
      Kind& kind = kinds[rule.name];
      kind.rule = &rule;
      for (std::size_t i = 0; i < rule.fields.size(); ++i) kind.fields.emplace(rule.fields[i].name, i);
    }
  }
};

/// A field while its elements are being collected: its place in the type's order stands beside it.
struct FoundField {
  std::size_t order = 0;
  std::uint32_t line = 0;
  model::Field field;
};
struct FoundLink {
  model::Link link;
  std::uint32_t line = 0;
};

class DocumentReader {
 public:
  DocumentReader(Source& source, const Names& names, ReadDocument& out) : source_(source), names_(names), out_(out) {}

  /// Recursion is as deep as the gate lets elements be.
  void read_node(const Element& element, NodeIndex parent, std::uint32_t depth) {
    const auto index = static_cast<NodeIndex>(out_.document.nodes.size());
    const Names::Kind& kind = names_.kinds.at(element.name);
    Node node;
    node.parent = parent;
    node.kind = element.name;
    source_.node = attribute(source_, element, "id");
    source_.title = title_of(element);
    if (depth > kMostDepth) {
      complain(source_, element, "too-deep", msg("The elements are nested more than {0} deep", kMostDepth),
               msg("Move the inner parts up: no document needs so many levels."));
      return;
    }
    if (parent == model::kNoNode) {
      expect_attributes(source_, element, {"id", "lang", "layout", "sample"});
    } else {
      expect_attributes(source_, element, {"id", "sample"});
    }
    expect_no_text(source_, element);
    // A bad id is left out: paths are made of ids.
    node.id.text = id_attribute(source_, element, "id");
    node.sample = bool_attribute(source_, element, "sample", false);

    NodeLines lines;
    lines.node = element.line;
    std::vector<FoundField> fields;
    std::vector<FoundLink> links;
    std::vector<const Element*> children;
    for_each_child(source_, element, [&](const Element& child) {
      if (child.name == "title") {
        read_title(child, node);
      } else if (child.name == "short") {
        read_short(child, node);
      } else if (child.name == "link") {
        read_link(child, links);
      } else if (child.name == "translation") {
        read_translation(child, node);
      } else if (const auto field = kind.fields.find(child.name); field != kind.fields.end()) {
        read_field(child, kind.rule->fields[field->second], field->second, fields);
      } else if (names_.kinds.count(child.name) != 0) {
        children.push_back(&child);
      } else {
        report_unknown(child, *kind.rule);
      }
    });

    std::sort(fields.begin(), fields.end(), [](const auto& a, const auto& b) { return a.order < b.order; });
    for (FoundField& found : fields) {
      lines.fields.push_back(found.line);
      node.fields.push_back(std::move(found.field));
    }
    keep_links(std::move(links), node, lines);
    const auto by_language = [](const auto& a, const auto& b) { return a.lang < b.lang; };
    std::sort(node.titles.begin(), node.titles.end(), by_language);
    std::sort(node.translations.begin(), node.translations.end(), by_language);
    out_.document.nodes.push_back(std::move(node));
    out_.lines.push_back(std::move(lines));
    for (const Element* child : children) read_node(*child, index, depth + 1);
  }

 private:
  std::string title_of(const Element& element) {
    const std::vector<Element>& elements = source_.tree.elements;
    ElementIndex child = static_cast<ElementIndex>(&element - elements.data()) + 1;
    for (; child < element.end; child = elements[child].end) {
      if (elements[child].name != "title") continue;
      const std::string* lang = find_attribute(source_.tree, elements[child], "xml:lang");
      if (lang == nullptr || *lang == out_.document.lang) return elements[child].text;
    }
    return {};
  }

  /// A language tag in an attribute; reports and gives "" if it is none.
  std::string language(const Element& element, std::string_view name) {
    std::string lang = required_attribute(source_, element, name);
    if (lang.empty() || is_language_tag(lang)) return lang;
    complain(source_, element, "bad-language", msg("{0} is no language tag", lang),
             msg("Give a tag such as de, en or de-x-leicht."));
    return {};
  }

  void read_title(const Element& element, Node& node) {
    std::string text = leaf_text(source_, element, {"xml:lang"});
    const bool translated = find_attribute(source_.tree, element, "xml:lang") != nullptr;
    const std::string lang = translated ? language(element, "xml:lang") : out_.document.lang;
    if (lang.empty()) return;
    if (text.empty()) {
      return complain(source_, element, "empty-field", msg("The title is empty"),
                      msg("Give a value or delete the element."));
    }
    const bool main = lang == out_.document.lang;
    const bool taken = main ? !node.title.empty()
                            : std::any_of(node.titles.begin(), node.titles.end(),
                                          [&](const model::Translated& other) { return other.lang == lang; });
    if (taken) return report_twice(element);
    if (main) {
      node.title = std::move(text);
    } else {
      node.titles.push_back({lang, std::move(text)});
    }
  }

  void read_short(const Element& element, Node& node) {
    std::string text = leaf_text(source_, element);
    if (text.empty()) {
      return complain(source_, element, "empty-field", msg("The field {0} is empty", element.name),
                      msg("Give a value or delete the element."));
    }
    if (!node.short_title.empty()) return report_twice(element);
    node.short_title = std::move(text);
  }

  void read_link(const Element& element, std::vector<FoundLink>& links) {
    (void)leaf_text(source_, element, {"role", "to"});
    expect_no_text(source_, element);
    const std::string role = required_attribute(source_, element, "role");
    const std::string to = required_attribute(source_, element, "to");
    if (role.empty() || to.empty()) return;
    std::optional<model::Target> target = model::parse_target(to);
    if (!target) {
      return complain(source_, element, "bad-target", msg("{0} is no target of a link", to),
                      msg("Targets are written node, document/node or document/node@edition."));
    }
    links.push_back({{role, std::move(*target)}, element.line});
  }

  void read_translation(const Element& element, Node& node) {
    (void)leaf_text(source_, element, {"lang", "basis"});
    expect_no_text(source_, element);
    const std::string lang = language(element, "lang");
    const std::string basis = required_attribute(source_, element, "basis");
    if (lang.empty() || basis.empty()) return;
    if (!is_hex(basis, 40, 40)) {
      return complain(source_, element, "bad-value", msg("{0} is no content id", basis),
                      msg("A content id has 40 characters out of 0-9 and a-f; the program writes it."));
    }
    const bool taken = std::any_of(node.translations.begin(), node.translations.end(),
                                   [&](const model::ProseTranslation& other) { return other.lang == lang; });
    if (taken) return report_twice(element);
    node.translations.push_back({lang, ContentId{basis}, std::nullopt});
  }

  void read_field(const Element& element, const FieldRule& rule, std::size_t order, std::vector<FoundField>& fields) {
    std::optional<model::FieldValue> value = read_value(source_, element, rule);
    if (!value) return;
    const auto found =
        std::find_if(fields.begin(), fields.end(), [&](const FoundField& field) { return field.order == order; });
    if (found == fields.end()) {
      fields.push_back({order, element.line, {rule.name, {std::move(*value)}}});
    } else if (rule.listing == model::Listing::Single && rule.type != model::FieldType::Series) {
      report_twice(element);
    } else {
      found->field.values.push_back(std::move(*value));
    }
  }

  void keep_links(std::vector<FoundLink> links, Node& node, NodeLines& lines) {
    std::stable_sort(links.begin(), links.end(), [](const auto& a, const auto& b) { return a.link < b.link; });
    for (FoundLink& found : links) {
      if (!node.links.empty() && node.links.back() == found.link) {
        Element at;
        at.line = found.line;
        complain(source_, at, "duplicate-link",
                 msg("The link {0} to {1} is given twice", found.link.role, model::to_string(found.link.to)),
                 msg("It will be written once."), Severity::Warning);
        continue;
      }
      lines.links.push_back(found.line);
      node.links.push_back(std::move(found.link));
    }
  }

  void report_twice(const Element& element) {
    complain(source_, element, "duplicate-field", msg("<{0}> is given twice", element.name),
             msg("Delete one of the two."));
  }

  /// An element that the type does not know at all: with an id it is meant as a node, else as a field.
  void report_unknown(const Element& element, const KindRule& rule) {
    std::vector<std::string_view> known;
    if (find_attribute(source_.tree, element, "id") != nullptr) {
      for (const KindRule& kind : names_.type.kinds) known.push_back(kind.name);
      return complain(source_, element, "unknown-kind", msg("The document type has no kind {0}", element.name),
                      suggest(element.name, known));
    }
    known = {"title", "short", "link", "translation"};
    for (const FieldRule& field : rule.fields) known.push_back(field.name);
    complain(source_, element, "unknown-field", msg("{0} has no field {1}", rule.name, element.name),
             suggest(element.name, known));
  }

  Source& source_;
  const Names& names_;
  ReadDocument& out_;
};

/// Counts the elements that are nodes, so that too large a document is refused before its values are made.
std::size_t count_nodes(const Source& source, const Names& names) {
  return static_cast<std::size_t>(
      std::count_if(source.tree.elements.begin(), source.tree.elements.end(),
                    [&](const Element& element) { return names.kinds.count(element.name) != 0; }));
}

std::optional<TypeName> type_name_of(std::string_view name_space) {
  if (!name_space.starts_with(kNamespaceStart)) return std::nullopt;
  name_space.remove_prefix(kNamespaceStart.size());
  const std::size_t colon = name_space.find(':');
  if (colon == std::string_view::npos || !is_valid_id(name_space.substr(0, colon))) return std::nullopt;
  const std::optional<Decimal> version = parse_decimal(name_space.substr(colon + 1));
  if (!version || version->scale != 0 || version->units < 1 || version->units > 1'000'000) return std::nullopt;
  return TypeName{std::string(name_space.substr(0, colon)), static_cast<int>(version->units)};
}

/// All of a node but its end. Requires it in canonical order.
void write_node(Writer& writer, const Document& document, const Node& node, NodeIndex index) {
  writer.open(node.kind);
  if (index == 0) writer.attribute("xmlns", model::namespace_of(document.type, document.type_version));
  writer.attribute("id", node.id.text);
  if (index == 0) {
    writer.attribute("lang", document.lang);
    if (document.layout == model::Layout::Sharded) writer.attribute("layout", "sharded");
  }
  if (node.sample) writer.attribute("sample", "true");
  writer.leaf_if("title", node.title);
  for (const model::Translated& title : node.titles) {
    writer.open("title");
    writer.attribute("xml:lang", title.lang);
    writer.text_and_close("title", title.text);
  }
  writer.leaf_if("short", node.short_title);
  for (const model::Field& field : node.fields) {
    for (const model::FieldValue& value : field.values) write_value(writer, field.name, value);
  }
  for (const model::Link& link : node.links) {
    writer.open("link");
    writer.attribute("role", link.role);
    writer.attribute("to", model::to_string(link.to));
    writer.close("link");
  }
  for (const model::ProseTranslation& translation : node.translations) {
    writer.open("translation");
    writer.attribute("lang", translation.lang);
    writer.attribute("basis", translation.basis.text);
    writer.close("translation");
  }
}

/// What the canonical order of a node's parts goes by.
struct InOrder {
  const Names::Kind* kind = nullptr;

  [[nodiscard]] std::size_t place(const model::Field& field) const {
    if (kind == nullptr) return 0;
    const auto found = kind->fields.find(field.name);
    return found == kind->fields.end() ? kind->fields.size() : found->second;
  }
  bool operator()(const model::Field& a, const model::Field& b) const { return place(a) < place(b); }
  bool operator()(const model::Translated& a, const model::Translated& b) const { return a.lang < b.lang; }
  bool operator()(const model::ProseTranslation& a, const model::ProseTranslation& b) const { return a.lang < b.lang; }
  bool operator()(const model::Link& a, const model::Link& b) const { return a < b; }
};

bool is_in_order(const Node& node, const InOrder& order) {
  const auto sorted = [&](const auto& parts) { return std::is_sorted(parts.begin(), parts.end(), order); };
  return sorted(node.titles) && sorted(node.fields) && sorted(node.links) && sorted(node.translations);
}

Node put_in_order(Node node, const InOrder& order) {
  const auto sort = [&](auto& parts) { std::stable_sort(parts.begin(), parts.end(), order); };
  sort(node.titles);
  sort(node.fields);
  sort(node.links);
  sort(node.translations);
  return node;
}

}  // namespace

Result<TypeName> read_type_name(std::string_view bytes, std::string_view file) {
  Source source;
  source.file = file;
  source.tree = TRY(gate(bytes, file, Keep::Root));
  const std::optional<TypeName> name = type_name_of(source.tree.name_space);
  if (name) return *name;
  complain(
      source, source.tree.elements.front(), "no-type",
      msg("The root element names no document type: xmlns=\"{0}\"", source.tree.name_space),
      msg("Documents begin like <document xmlns=\"urn:zielbaum:type:smart-city-strategy:1\" id=\"…\" lang=\"de\">."));
  return invalid(std::move(source));
}

Result<ReadDocument> read_document(std::string_view bytes, const DocumentType& type, std::string_view file) {
  Source source = TRY(open_source(bytes, file, type.root, model::namespace_of(type.name, type.version)));
  const Names names(type);
  ENSURE(names.kinds.count(type.root) != 0);
  const Element& root = source.tree.elements.front();
  const std::size_t node_count = count_nodes(source, names);
  if (node_count > kMostNodes) {
    complain(source, root, "too-large", msg("The document has more than {0} nodes", kMostNodes),
             msg("Split the document in two."));
    return invalid(std::move(source));
  }
  ReadDocument read;
  read.document.nodes.reserve(node_count);
  read.lines.reserve(node_count);
  read.document.type = type.name;
  read.document.type_version = type.version;
  source.node = attribute(source, root, "id");
  read.document.lang = required_attribute(source, root, "lang");
  if (!is_language_tag(read.document.lang)) {
    if (!read.document.lang.empty()) {
      complain(source, root, "bad-language", msg("{0} is no language tag", read.document.lang),
               msg("Give a tag such as de, en or de-x-leicht."));
    }
    read.document.lang = "de";
  }
  read.document.layout =
      choice_attribute(source, root, "layout", {"flat", "sharded"}) == 1 ? model::Layout::Sharded : model::Layout::Flat;
  DocumentReader(source, names, read).read_node(root, model::kNoNode, 0);
  read.findings = std::move(source.findings);
  read.canonical = write_document(read.document, type) == bytes;
  return read;
}

std::string write_document(const Document& document, const DocumentType& type) {
  const Names names(type);
  Writer writer;
  writer.reserve(document.nodes.size() * 256);
  std::vector<NodeIndex> open;
  for (NodeIndex i = 0; i < document.nodes.size(); ++i) {
    while (!open.empty() && open.back() != document.nodes[i].parent) {
      writer.close(document.nodes[open.back()].kind);
      open.pop_back();
    }
    const Node& node = document.nodes[i];
    const auto kind = names.kinds.find(node.kind);
    const InOrder order{kind == names.kinds.end() ? nullptr : &kind->second};
    if (is_in_order(node, order)) {
      write_node(writer, document, node, i);
    } else {
      write_node(writer, document, put_in_order(node, order), i);
    }
    open.push_back(i);
  }
  for (; !open.empty(); open.pop_back()) writer.close(document.nodes[open.back()].kind);
  return std::move(writer).take();
}

}  // namespace zielbaum::xml
