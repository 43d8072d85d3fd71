#include "merge/edits.h"

#include <algorithm>
#include <iterator>
#include <map>

#include "xml/xml.h"

namespace zielbaum::test {

namespace {

using model::Document;
using model::kNoNode;
using model::Node;
using model::NodeIndex;

/// A document while nodes come, go and move: each knows its parent by id.
class MovingNodes {
 public:
  explicit MovingNodes(Document& document) : document_(document) {
    std::vector<std::string> ids;
    for (Node& node : document.nodes) {
      ids.push_back(node.id.text);
      const std::string parent = node.parent == kNoNode ? "" : ids[node.parent];
      nodes_.push_back({std::move(node), parent});
    }
  }
  struct Placed {
    Node node;
    std::string parent;
  };
  using Part = std::vector<Placed>;

  [[nodiscard]] bool has(const std::string& id) const { return find(id) < nodes_.size(); }
  [[nodiscard]] std::string parent_of(const std::string& id) const { return nodes_[find(id)].parent; }
  [[nodiscard]] std::size_t begin_of(const std::string& id) const { return find(id); }
  [[nodiscard]] std::size_t end_of(const std::string& id) const {
    std::size_t end = find(id);
    std::vector<std::string> inside = {nodes_[end++].node.id.text};
    while (end < nodes_.size() && std::find(inside.begin(), inside.end(), nodes_[end].parent) != inside.end())
      inside.push_back(nodes_[end++].node.id.text);
    return end;
  }
  Part take(const std::string& id) {
    const auto begin = nodes_.begin() + static_cast<std::ptrdiff_t>(begin_of(id));
    const auto end = nodes_.begin() + static_cast<std::ptrdiff_t>(end_of(id));
    Part out(std::make_move_iterator(begin), std::make_move_iterator(end));
    nodes_.erase(begin, end);
    return out;
  }
  void put(std::size_t at, Part part) {
    nodes_.insert(nodes_.begin() + static_cast<std::ptrdiff_t>(at), std::make_move_iterator(part.begin()),
                  std::make_move_iterator(part.end()));
  }
  void write_back() {
    std::map<std::string, NodeIndex> places;
    document_.nodes.clear();
    for (Placed& placed : nodes_) {
      placed.node.parent = placed.parent.empty() ? kNoNode : places.at(placed.parent);
      places.emplace(placed.node.id.text, static_cast<NodeIndex>(document_.nodes.size()));
      document_.nodes.push_back(std::move(placed.node));
    }
  }

 private:
  [[nodiscard]] std::size_t find(const std::string& id) const {
    const auto found =
        std::find_if(nodes_.begin(), nodes_.end(), [&](const Placed& placed) { return placed.node.id.text == id; });
    return static_cast<std::size_t>(found - nodes_.begin());
  }
  Document& document_;
  std::vector<Placed> nodes_;
};

/// One edit, done to a document.
class EditRun {
 public:
  EditRun(const CaseLine& line, Document& document, CorpusBase& base)
      : line_(line), words_(line), document_(document), base_(base) {}

  void run() {
    using Verb = void (EditRun::*)();
    static const std::map<std::string, Verb> kVerbs = {
        {"add", &EditRun::add},       {"move", &EditRun::move},   {"remove", &EditRun::remove},
        {"kind", &EditRun::kind},     {"title", &EditRun::title}, {"short", &EditRun::short_title},
        {"sample", &EditRun::sample}, {"set", &EditRun::set},     {"link", &EditRun::link},
        {"unlink", &EditRun::unlink}, {"text", &EditRun::text},   {"basis", &EditRun::basis},
        {"whole", &EditRun::whole},
    };
    const auto verb = kVerbs.find(words_.word());
    if (verb == kVerbs.end()) refuse(line_, "no such edit");
    (this->*verb->second)();
    words_.expect_end();
  }

 private:
  Node& node(const NodeId& id) {
    const NodeIndex index = model::find_node(document_, id);
    if (index == kNoNode) refuse(line_, "there is no " + id.text);
    return document_.nodes[index];
  }
  Node& next_node() { return node(NodeId{words_.word()}); }

  /// Reads PLACE and puts the part there.
  void put(MovingNodes& nodes, MovingNodes::Part part) {
    const std::string how = words_.word();
    if (how == "first") words_.expect("under");
    const std::string other = words_.word();
    if (!nodes.has(other)) refuse(line_, "there is no " + other + " outside of what is put");
    const bool under = how == "under" || how == "first";
    if (!under && how != "after" && how != "before") refuse(line_, "no such place");
    part.front().parent = under ? other : nodes.parent_of(other);
    const std::size_t at = how == "first"    ? nodes.begin_of(other) + 1
                           : how == "before" ? nodes.begin_of(other)
                                             : nodes.end_of(other);
    nodes.put(at, std::move(part));
    nodes.write_back();
  }

  void add() {
    Node made;
    made.kind = words_.word();
    made.id.text = words_.word();
    if (model::find_node(document_, made.id) != kNoNode) refuse(line_, "there is such a node");
    MovingNodes nodes(document_);
    put(nodes, {{made, ""}});
    node(made.id).title = words_.word();
  }
  void move() {
    const NodeId id = next_node().id;
    MovingNodes nodes(document_);
    MovingNodes::Part part = nodes.take(id.text);
    put(nodes, std::move(part));
  }
  void remove() {
    const NodeId id = next_node().id;
    MovingNodes nodes(document_);
    nodes.take(id.text);
    nodes.write_back();
  }
  void kind() {
    Node& changed = next_node();
    changed.kind = words_.word();
  }
  void title() {
    const NodeName name = parse_node_name(words_.word());
    Node& changed = node(name.node);
    const std::string title = words_.word();
    if (name.lang.empty()) {
      changed.title = title;
      return;
    }
    std::erase_if(changed.titles, [&](const model::Translated& one) { return one.lang == name.lang; });
    if (!title.empty()) changed.titles.push_back({name.lang, title});
    std::sort(changed.titles.begin(), changed.titles.end(),
              [](const auto& a, const auto& b) { return a.lang < b.lang; });
  }
  void short_title() {
    Node& changed = next_node();
    changed.short_title = words_.word();
  }
  void sample() {
    Node& changed = next_node();
    changed.sample = words_.word() == "yes";
  }

  void set() {
    Node& changed = next_node();
    const std::string name = words_.word();
    const std::string how = words_.word();
    const std::vector<model::FieldValue> values = parse_values(line_, words_.values(), changed, name, base_.type);
    auto field = std::find_if(changed.fields.begin(), changed.fields.end(),
                              [&](const model::Field& one) { return one.name == name; });
    if (field == changed.fields.end()) field = changed.fields.insert(field, {name, {}});
    if (how == "=") {
      field->values = values;
    } else if (how == "+=") {
      field->values.insert(field->values.end(), values.begin(), values.end());
    } else if (how == "-=") {
      for (const model::FieldValue& value : values)
        if (std::erase(field->values, value) != 1) refuse(line_, "there is no such value");
    } else {
      refuse(line_, "no such way to set");
    }
    if (field->values.empty()) changed.fields.erase(field);
    const model::KindRule& rule = *base_.type.kind(changed.kind);
    std::sort(changed.fields.begin(), changed.fields.end(), [&](const model::Field& a, const model::Field& b) {
      return model::find_field(rule, a.name) < model::find_field(rule, b.name);  // in one array
    });
  }

  model::Link next_link() {
    model::Link out;
    out.role = words_.word();
    const std::optional<model::Target> to = model::parse_target(words_.word());
    if (!to) refuse(line_, "no target");
    out.to = *to;
    return out;
  }
  void link() {
    Node& changed = next_node();
    changed.links.push_back(next_link());
    std::sort(changed.links.begin(), changed.links.end());
  }
  void unlink() {
    Node& changed = next_node();
    if (std::erase(changed.links, next_link()) != 1) refuse(line_, "there is no such link");
  }

  void text() {
    const NodeName name = parse_node_name(words_.word());
    Node& changed = node(name.node);
    const ContentId* const was = text_of(changed, name.lang);
    const std::string before = was == nullptr ? "" : base_.texts.at(*was);
    const std::string how = words_.word();
    if (how == "none") {
      if (name.lang.empty()) changed.prose.reset();
      std::erase_if(changed.translations, [&](const auto& one) { return one.lang == name.lang; });
    } else if (how == "is") {
      put_text(changed, name.lang, line_.block);
    } else if (how == "append") {
      put_text(changed, name.lang, before + words_.word() + "\n");
    } else if (how == "replace") {
      const std::string old = words_.word();
      words_.expect("->");
      const std::size_t at = before.find(old);
      if (at == std::string::npos || before.find(old, at + 1) != std::string::npos)
        refuse(line_, "does not stand in the text once");
      put_text(changed, name.lang, std::string(before).replace(at, old.size(), words_.word()));
    } else {
      refuse(line_, "no such edit of a text");
    }
  }
  void put_text(Node& changed, const std::string& lang, const std::string& bytes) {
    const ContentId content = base_.texts.keep(bytes);
    if (lang.empty()) {
      changed.prose = content;
      return;
    }
    for (model::ProseTranslation& translation : changed.translations)
      if (translation.lang == lang) return void(translation.prose = content);
    if (!changed.prose) refuse(line_, "there is no original");
    changed.translations.push_back({lang, *changed.prose, content});
    std::sort(changed.translations.begin(), changed.translations.end(),
              [](const auto& a, const auto& b) { return a.lang < b.lang; });
  }
  void basis() {
    const NodeName name = parse_node_name(words_.word());
    Node& changed = node(name.node);
    for (model::ProseTranslation& translation : changed.translations)
      if (translation.lang == name.lang) translation.basis = changed.prose.value();
  }

  void whole() {
    const std::string part = words_.word();
    const std::string value = words_.word();
    if (part == "lang") {
      document_.lang = value;
    } else if (part == "layout" && value == "sharded") {
      document_.layout = model::Layout::Sharded;
    } else {
      refuse(line_, "no such part of the whole");
    }
  }

  const CaseLine& line_;
  WordReader words_;
  Document& document_;
  CorpusBase& base_;
};

}  // namespace

void apply_edits(const std::vector<CaseLine>& edits, Document& document, CorpusBase& base) {
  for (const CaseLine& edit : edits) EditRun(edit, document, base).run();
}

NodeName parse_node_name(const std::string& text) {
  const std::size_t dot = std::min(text.find('.'), text.size());
  return {NodeId{text.substr(0, dot)}, dot == text.size() ? "" : text.substr(dot + 1)};
}

const ContentId* text_of(const Node& node, const std::string& lang) {
  if (lang.empty()) return node.prose ? &*node.prose : nullptr;
  for (const model::ProseTranslation& translation : node.translations)
    if (translation.lang == lang && translation.prose) return &*translation.prose;
  return nullptr;
}

std::vector<model::FieldValue> parse_values(const CaseLine& line, const std::vector<std::string>& values,
                                            const Node& node, const std::string& field,
                                            const model::DocumentType& type) {
  const model::KindRule* const kind = type.kind(node.kind);
  const model::FieldRule* const rule = kind == nullptr ? nullptr : model::find_field(*kind, field);
  if (rule == nullptr) refuse(line, "no such field");
  std::vector<model::FieldValue> out;
  for (const std::string& value : values) {
    Result<model::FieldValue> parsed = xml::parse_value(*rule, value);
    if (!parsed) refuse(line, "no value: " + value);
    out.push_back(std::move(*parsed));
  }
  return out;
}

}  // namespace zielbaum::test
