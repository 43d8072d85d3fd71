// document.xml, read and written.
//
//   <document xmlns="urn:zielbaum:type:NAME:VERSION" id="…" lang="de" [layout="sharded"] [sample="true"]>
//     <title>…</title>                          the root and every node: its title
//     <title xml:lang="en">…</title>            translations, by language
//     <short>…</short>                          short title, optional
//     <FIELD …>…</FIELD>                        fields in the type's order, one element a value
//     <link role="…" to="…" />                  by role and target
//     <translation lang="…" basis="…" />        prose translations, by language; basis: content id of the original
//     <undecided part="…" ours="…" theirs="…" /> left by a merge that people have to decide about; an error
//     <KIND id="…" [sample="true"]>…</KIND>     child nodes
//   </document>
//
// The root's element name is the type's root kind. This order is the canonical one; another is read as well.
#include <algorithm>
#include <unordered_map>

#include "base/blank.h"
#include "base/ids.h"
#include "model/no_id.h"
#include "xml/elements.h"
#include "xml/value_internal.h"
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
  Element element;  ///< of the first value
  model::Field field;
};
struct FoundLink {
  model::Link link;
  Element element;
};

class DocumentReader {
 public:
  DocumentReader(Source& source, const Names& names, ReadDocument& out) : source_(source), names_(names), out_(out) {}

  /// False, if there are too many nodes. Recursion is as deep as the gate lets elements be.
  bool read_node(Element element, NodeIndex parent, std::uint32_t depth) {
    const auto index = static_cast<NodeIndex>(out_.document.nodes.size());
    if (index == kMostNodes) return false;
    const Names::Kind& kind = names_.kinds.at(name_of(element));
    Node node;
    node.parent = parent;
    node.kind = name_of(element);
    source_.node = element;
    if (depth > kMostDepth) {
      complain(source_, element, "too-deep", msg("The elements are nested more than {0} deep", kMostDepth),
               msg("Move the inner parts up: no document needs so many levels."));
      return true;
    }
    if (parent == model::kNoNode) {
      expect_attributes(source_, element, {"id", "lang", "layout", "sample"});
    } else {
      expect_attributes(source_, element, {"id", "sample"});
    }
    expect_no_text(source_, element);
    node.id.text = own_id(element, index);
    node.sample = bool_attribute(source_, element, "sample", false);

    NodeLines lines;
    lines.node = line_of(source_, element);
    fields_.clear();
    links_.clear();
    std::vector<Element> children;
    for_each_child(element, [&](Element child) {
      const std::string_view name = name_of(child);
      if (name == "title") {
        read_title(child, node);
      } else if (name == "short") {
        read_short(child, node);
      } else if (name == "link") {
        read_link(child);
      } else if (name == "translation") {
        read_translation(child, node);
      } else if (const auto field = kind.fields.find(name); field != kind.fields.end()) {
        read_field(child, kind.rule->fields[field->second], field->second);
      } else if (names_.kinds.count(name) != 0) {
        children.push_back(child);
      } else {
        report_unknown(child, *kind.rule);
      }
    });

    std::sort(fields_.begin(), fields_.end(), [](const auto& a, const auto& b) { return a.order < b.order; });
    node.fields.reserve(fields_.size());
    lines.fields.reserve(fields_.size());
    for (FoundField& found : fields_) {
      lines.fields.push_back(line_of(source_, found.element));
      node.fields.push_back(std::move(found.field));
    }
    keep_links(node, lines);
    const auto by_language = [](const auto& a, const auto& b) { return a.lang < b.lang; };
    std::sort(node.titles.begin(), node.titles.end(), by_language);
    std::sort(node.translations.begin(), node.translations.end(), by_language);
    out_.document.nodes.push_back(std::move(node));
    out_.lines.push_back(std::move(lines));
    return std::all_of(children.begin(), children.end(),
                       [&](Element child) { return read_node(child, index, depth + 1); });
  }

 private:
  /// The node's id. Whoever reads the tree may trust that no two nodes have one id, and paths are made of ids: where it
  /// is bad or taken, the node gets a name that can be none.
  std::string own_id(Element element, NodeIndex index) {
    const std::string_view id = id_attribute(source_, element, "id");
    const std::string instead = std::string(id) + model::kNoId + std::to_string(index + 1);
    if (id.empty()) return instead;
    const auto [first, inserted] = ids_.emplace(id, element);
    if (inserted) return std::string(id);
    complain(source_, element, "duplicate-id",
             msg("The id {0} is given twice, first on line {1}", id, line_of(source_, first->second)),
             msg("Give the newer of the two an id of its own; links point at the first."));
    return instead;
  }

  /// A language tag in an attribute; reports and gives "" if it is none.
  std::string language(Element element, std::string_view name) {
    const std::string_view lang = required_attribute(source_, element, name);
    return lang.empty() ? std::string() : language_tag(source_, element, lang);
  }

  void read_title(Element element, Node& node) {
    std::string text = leaf_text(source_, element, {"xml:lang"});
    const bool translated = find_attribute(element, "xml:lang").has_value();
    const std::string lang = translated ? language(element, "xml:lang") : out_.document.lang;
    if (lang.empty()) return;
    if (is_blank_text(text)) {
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

  void read_short(Element element, Node& node) {
    std::string text = leaf_text(source_, element);
    if (is_blank_text(text)) {
      return complain(source_, element, "empty-field", msg("The field {0} is empty", name_of(element)),
                      msg("Give a value or delete the element."));
    }
    if (!node.short_title.empty()) return report_twice(element);
    node.short_title = std::move(text);
  }

  void read_link(Element element) {
    expect_leaf(source_, element, {"role", "to"});
    expect_no_text(source_, element);
    const std::string_view role = required_attribute(source_, element, "role");
    const std::string_view to = required_attribute(source_, element, "to");
    if (role.empty() || to.empty()) return;
    std::optional<model::Target> target = model::parse_target(to);
    if (!target) {
      return complain(source_, element, "bad-target", msg("{0} is no target of a link", to),
                      msg("Targets are written node, document/node or document/node@edition."));
    }
    links_.push_back({{std::string(role), std::move(*target)}, element});
  }

  void read_translation(Element element, Node& node) {
    expect_leaf(source_, element, {"lang", "basis"});
    expect_no_text(source_, element);
    const std::string lang = language(element, "lang");
    const std::string_view basis = required_attribute(source_, element, "basis");
    if (lang.empty() || basis.empty()) return;
    if (!is_hex(basis, 40, 40)) {
      return complain(source_, element, "bad-value", msg("{0} is no content id", basis),
                      msg("A content id has 40 characters out of 0-9 and a-f; the program writes it."));
    }
    const bool taken = std::any_of(node.translations.begin(), node.translations.end(),
                                   [&](const model::ProseTranslation& other) { return other.lang == lang; });
    if (taken) return report_twice(element);
    node.translations.push_back({lang, ContentId{std::string(basis)}, std::nullopt});
  }

  void read_field(Element element, const FieldRule& rule, std::size_t order) {
    std::optional<model::FieldValue> value = read_value(source_, element, rule);
    if (!value) return;
    const auto found =
        std::find_if(fields_.begin(), fields_.end(), [&](const FoundField& field) { return field.order == order; });
    if (found == fields_.end()) {
      fields_.push_back({order, element, {rule.name, {}}});
      fields_.back().field.values.push_back(std::move(*value));
    } else if (rule.listing == model::Listing::Single && rule.type != model::FieldType::Series) {
      report_twice(element);
    } else {
      found->field.values.push_back(std::move(*value));
    }
  }

  void keep_links(Node& node, NodeLines& lines) {
    const auto by_link = [](const auto& a, const auto& b) { return a.link < b.link; };
    if (!std::is_sorted(links_.begin(), links_.end(), by_link)) {
      std::stable_sort(links_.begin(), links_.end(), by_link);
    }
    node.links.reserve(links_.size());
    lines.links.reserve(links_.size());
    for (FoundLink& found : links_) {
      if (!node.links.empty() && node.links.back() == found.link) {
        complain(source_, found.element, "duplicate-link",
                 msg("The link {0} to {1} is given twice", found.link.role, model::to_string(found.link.to)),
                 msg("It will be written once."), Severity::Warning);
        continue;
      }
      lines.links.push_back(line_of(source_, found.element));
      node.links.push_back(std::move(found.link));
    }
  }

  void report_twice(Element element) {
    complain(source_, element, "duplicate-field", msg("<{0}> is given twice", name_of(element)),
             msg("Delete one of the two."));
  }

  /// What a merge left to be decided (elements.h).
  void report_undecided(Element element) {
    complain(source_, element, "undecided",
             msg("It is not decided what counts: {0}, “{1}” or “{2}”", attribute(element, "part"),
                 attribute(element, "ours"), attribute(element, "theirs")),
             msg("Write into the node what counts, and delete this line."));
  }

  /// An element that the type does not know at all: with an id it is meant as a node, else as a field.
  void report_unknown(Element element, const KindRule& rule) {
    if (name_of(element) == kUndecided) return report_undecided(element);
    std::vector<std::string_view> known;
    if (find_attribute(element, "id")) {
      for (const KindRule& kind : names_.type.kinds) known.push_back(kind.name);
      return complain(source_, element, "unknown-kind", msg("The document type has no kind {0}", name_of(element)),
                      suggest(name_of(element), known));
    }
    known = {"title", "short", "link", "translation"};
    for (const FieldRule& field : rule.fields) known.push_back(field.name);
    complain(source_, element, "unknown-field", msg("{0} has no field {1}", rule.name, name_of(element)),
             suggest(name_of(element), known));
  }

  Source& source_;
  const Names& names_;
  ReadDocument& out_;
  std::unordered_map<std::string_view, Element> ids_;  ///< views into the source
  // Of the node being read; kept for their room.
  std::vector<FoundField> fields_;
  std::vector<FoundLink> links_;
};

std::optional<TypeName> type_name_of(std::string_view name_space) {
  if (!name_space.starts_with(kNamespaceStart)) return std::nullopt;
  name_space.remove_prefix(kNamespaceStart.size());
  const std::size_t colon = name_space.find(':');
  if (colon == std::string_view::npos || !is_valid_id(name_space.substr(0, colon))) return std::nullopt;
  const std::optional<Decimal> version = parse_decimal(name_space.substr(colon + 1));
  if (!version || version->scale != 0 || version->units < 1 || version->units > 1'000'000) return std::nullopt;
  return TypeName{std::string(name_space.substr(0, colon)), static_cast<int>(version->units)};
}

/// Requires the node in canonical order.
void write_node(pugi::xml_node element, const Document& document, const Node& node, NodeIndex index) {
  if (index == 0) set(element, "xmlns", model::namespace_of(document.type, document.type_version));
  set(element, "id", node.id.text);
  if (index == 0) {
    set(element, "lang", document.lang);
    if (document.layout == model::Layout::Sharded) set(element, "layout", "sharded");
  }
  if (node.sample) set(element, "sample", "true");
  add_if(element, "title", node.title);
  for (const model::Translated& title : node.titles) {
    set(add(element, "title", title.text), "xml:lang", title.lang);
  }
  add_if(element, "short", node.short_title);
  for (const model::Field& field : node.fields) {
    for (const model::FieldValue& value : field.values) write_value(element, field.name, value);
  }
  for (const model::Link& link : node.links) {
    const pugi::xml_node written = add(element, "link");
    set(written, "role", link.role);
    set(written, "to", model::to_string(link.to));
  }
  for (const model::ProseTranslation& translation : node.translations) {
    const pugi::xml_node written = add(element, "translation");
    set(written, "lang", translation.lang);
    set(written, "basis", translation.basis.text);
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
  const std::string name_space = TRY(gate(bytes, file, Look::Root));
  const std::optional<TypeName> name = type_name_of(name_space);
  if (name) return *name;
  Source source;
  source.file = file;
  complain(
      source, source.tree, "no-type", msg("The root element names no document type: xmlns=\"{0}\"", name_space),
      msg("Documents begin like <document xmlns=\"urn:zielbaum:type:smart-city-strategy:1\" id=\"…\" lang=\"de\">."));
  return invalid(std::move(source));
}

Result<ReadDocument> read_document(std::string_view bytes, const DocumentType& type, std::string_view file) {
  const Names names(type);
  ENSURE(names.kinds.count(type.root) != 0);
  ReadDocument read;
  Source source = TRY(open_source(bytes, file, type.root, model::namespace_of(type.name, type.version)));
  const Element root = source.tree.document_element();
  read.document.type = type.name;
  read.document.type_version = type.version;
  source.node = root;
  if (const std::string_view lang = required_attribute(source, root, "lang"); !lang.empty()) {
    read.document.lang = language_tag(source, root, lang);
  }
  if (read.document.lang.empty()) read.document.lang = "de";
  const bool sharded = choice_attribute(source, root, "layout", {"flat", "sharded"}) == 1;
  read.document.layout = sharded ? model::Layout::Sharded : model::Layout::Flat;
  if (!DocumentReader(source, names, read).read_node(root, model::kNoNode, 0)) {
    source.findings.clear();
    complain(source, root, "too-large", msg("The document has more than {0} nodes", kMostNodes),
             msg("Split the document in two."));
    return invalid(std::move(source));
  }
  read.findings = std::move(source.findings);
  return read;
}

bool is_canonical(std::string_view bytes, const Document& document, const DocumentType& type) {
  return write_document(document, type) == bytes;
}

std::string write_document(const Document& document, const DocumentType& type) {
  const Names names(type);
  pugi::xml_document tree;
  std::vector<pugi::xml_node> elements;
  elements.reserve(document.nodes.size());
  for (NodeIndex i = 0; i < document.nodes.size(); ++i) {
    const Node& node = document.nodes[i];
    elements.push_back(add(i == 0 ? tree : elements[node.parent], node.kind));
    const auto kind = names.kinds.find(node.kind);
    const InOrder order{kind == names.kinds.end() ? nullptr : &kind->second};
    if (is_in_order(node, order)) {
      write_node(elements.back(), document, node, i);
    } else {
      write_node(elements.back(), document, put_in_order(node, order), i);
    }
  }
  return bytes_of(tree, document.nodes.size() * 512);
}

}  // namespace zielbaum::xml
