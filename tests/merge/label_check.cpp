#include "merge/label_check.h"

#include <algorithm>
#include <set>

#include "xml/xml.h"

namespace zielbaum::test {

namespace {

using model::Document;
using model::Node;

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

class LabelCheck {
 public:
  LabelCheck(const merge::Merged& merged, const MergeCase& merge_case, const CaseVersions& versions, CorpusBase& base)
      : merged_(merged), case_(merge_case), versions_(versions), base_(base) {}

  std::string complaints() {
    compare(case_.label.conflicts, merged_.conflicts);
    compare(case_.label.notes, merged_.notes);
    if (case_.label.result) check_result();
    for (const CaseLine& statement : case_.label.statements) check(statement);
    check_errors();
    return out_;
  }

 private:
  void complain(const std::string& what) { out_ += what + "\n"; }
  void unless(bool holds, const CaseLine& statement, const std::string& is) {
    if (!holds) complain(statement.place + ": not " + statement.text + ", but " + is);
  }

  template <typename T>
  void compare(const std::vector<T>& labelled, const std::vector<T>& is) {
    for (const T& one : labelled)
      if (std::find(is.begin(), is.end(), one) == is.end()) complain("missing: " + label_line(one));
    for (const T& one : is)
      if (std::find(labelled.begin(), labelled.end(), one) == labelled.end())
        complain("not labelled: " + label_line(one));
  }

  void check_result() {
    const Document wanted = labelled_result(case_, base_);
    if (wanted == merged_.document) return;
    const std::vector<std::string> wanted_lines = listing(wanted, base_.texts);
    const std::vector<std::string> lines = listing(merged_.document, base_.texts);
    const auto only_in = [&](const auto& these, const auto& those, const char* sign) {
      for (const std::string& line : these)
        if (std::find(those.begin(), those.end(), line) == those.end()) complain(sign + line);
    };
    complain("another result (- labelled, + merged):");
    only_in(wanted_lines, lines, "- ");
    only_in(lines, wanted_lines, "+ ");
    if (std::is_permutation(lines.begin(), lines.end(), wanted_lines.begin(), wanted_lines.end()))
      complain("in another order");
  }

  void check(const CaseLine& statement) {
    WordReader words(statement);
    const std::string what = words.word();
    if (what == "warning") {
      RuleBroken wanted;
      wanted.code = words.word();
      wanted.node = words.word();
      return check_warning(statement, wanted);
    }
    if (what == "no") {
      const std::string id = words.word();
      return unless(find(id) == nullptr, statement, "it is there");
    }
    std::string id = words.word();
    const bool lists = id.ends_with(":");
    if (lists) id.pop_back();
    const NodeName name = parse_node_name(id);
    const Node* const node = find(name.node.text);
    if (node == nullptr) return unless(false, statement, "it is gone");
    if (what == "under") return check_parent(statement, *node, words.word());
    if (what == "order" && lists) return check_order(statement, *node, words.rest());
    if (what == "title") return check_title(statement, *node, name.lang, words.word());
    if (what == "text") return check_text(statement, *node, name.lang, words);
    if (what == "field") return check_field(statement, *node, words);
    if (what == "link" || what == "no-link") return check_link(statement, *node, words, what == "link");
    if (what == "basis") return check_basis(statement, *node, name.lang, words.word());
    refuse(statement, "no such statement");
  }

  void check_errors() {
    const std::set<RuleBroken> found = rules_broken(merged_.document, base_, Severity::Error);
    // As long as somebody has to choose, a link may lead nowhere.
    if (merged_.clean())
      for (const RuleBroken& one : found)
        if (!case_.label.errors.contains(one)) complain("not labelled: error " + one.code + " " + one.node);
    for (const RuleBroken& one : case_.label.errors)
      if (!found.contains(one)) complain("missing: error " + one.code + " " + one.node);
  }
  void check_warning(const CaseLine& statement, const RuleBroken& wanted) {
    unless(rules_broken(merged_.document, base_, Severity::Warning).contains(wanted), statement, "nothing is said");
  }

  [[nodiscard]] const Node* find(const std::string& id) const {
    const model::NodeIndex index = model::find_node(merged_.document, NodeId{id});
    return index == model::kNoNode ? nullptr : &merged_.document.nodes[index];
  }
  void check_parent(const CaseLine& statement, const Node& node, const std::string& wanted) {
    const std::string parent = node.parent == model::kNoNode ? "nothing" : merged_.document.nodes[node.parent].id.text;
    unless(parent == wanted, statement, "under " + parent);
  }
  void check_order(const CaseLine& statement, const Node& node, const std::string& wanted) {
    std::vector<std::string> children;
    for (const Node& child : merged_.document.nodes)
      if (child.parent != model::kNoNode && merged_.document.nodes[child.parent].id == node.id)
        children.push_back(child.id.text);
    unless(joined(children) == wanted, statement, joined(children));
  }
  void check_title(const CaseLine& statement, const Node& node, const std::string& lang, const std::string& wanted) {
    std::string title = lang.empty() ? node.title : "";
    for (const model::Translated& one : node.titles)
      if (one.lang == lang) title = one.text;
    unless(title == wanted, statement, title);
  }
  void check_text(const CaseLine& statement, const Node& node, const std::string& lang, WordReader& words) {
    const ContentId* const content = text_of(node, lang);
    const std::string text = content == nullptr ? "" : base_.texts.at(*content);
    const std::string how = words.word();
    const bool has = text.find(words.word()) != std::string::npos;
    unless(how == (has ? "has" : "lacks"), statement, text);
  }
  void check_field(const CaseLine& statement, const Node& node, WordReader& words) {
    const std::string name = words.word();
    words.expect("=");
    const model::Field* const field = model::find_field(node, name);
    const auto wanted = parse_values(statement, words.values(), node, name, base_.type);
    const std::vector<model::FieldValue> values = field == nullptr ? std::vector<model::FieldValue>() : field->values;
    std::string is;
    for (const model::FieldValue& value : values) is += xml::value_text(value) + " | ";
    const bool any_order = model::find_field(*base_.type.kind(node.kind), name)->listing == model::Listing::Set;
    unless(
        any_order ? std::is_permutation(values.begin(), values.end(), wanted.begin(), wanted.end()) : values == wanted,
        statement, is);
  }
  void check_link(const CaseLine& statement, const Node& node, WordReader& words, bool wanted) {
    const std::string role = words.word();
    const std::string to = words.word();
    const bool is = std::any_of(node.links.begin(), node.links.end(), [&](const model::Link& link) {
      return link.role == role && model::to_string(link.to) == to;
    });
    unless(is == wanted, statement, is ? "there is one" : "there is none");
  }
  void check_basis(const CaseLine& statement, const Node& node, const std::string& lang, const std::string& of) {
    const Document& version = of == "base" ? versions_.base : of == "ours" ? versions_.ours : versions_.theirs;
    const model::NodeIndex there = model::find_node(version, node.id);
    for (const model::ProseTranslation& translation : node.translations)
      if (translation.lang == lang)
        return unless(there != model::kNoNode && version.nodes[there].prose == translation.basis, statement,
                      base_.texts.at(translation.basis));
    unless(false, statement, "there is no translation");
  }

  const merge::Merged& merged_;
  const MergeCase& case_;
  const CaseVersions& versions_;
  CorpusBase& base_;
  std::string out_;
};

}  // namespace

std::string complaints_about(const merge::Merged& merged, const MergeCase& merge_case, const CaseVersions& versions,
                             CorpusBase& base) {
  return LabelCheck(merged, merge_case, versions, base).complaints();
}

std::vector<std::string> listing(const Document& document, const Texts& texts) {
  std::vector<std::string> out = {"document " + document.lang +
                                  (document.layout == model::Layout::Sharded ? " sharded" : "")};
  for (const Node& node : document.nodes) {
    const std::string parent = node.parent == model::kNoNode ? "" : document.nodes[node.parent].id.text;
    const std::string& id = node.id.text;
    out.push_back(id + ": " + node.kind + " under " + parent + " \"" + node.title + "\" \"" + node.short_title + "\"" +
                  (node.sample ? " sample" : ""));
    for (const model::Translated& title : node.titles)
      out.push_back(id + " title." + title.lang + " \"" + title.text + "\"");
    for (const model::Field& field : node.fields) {
      std::string line = id + " " + field.name + " =";
      for (const model::FieldValue& value : field.values) line += " " + xml::value_text(value) + " |";
      out.push_back(line);
    }
    for (const model::Link& link : node.links)
      out.push_back(id + " link " + link.role + " " + model::to_string(link.to));
    if (node.prose) out.push_back(id + " text:\n" + texts.at(*node.prose));
    for (const model::ProseTranslation& translation : node.translations)
      out.push_back(id + " text." + translation.lang + " of \"" + texts.at(translation.basis) + "\":\n" +
                    (translation.prose ? texts.at(*translation.prose) : ""));
  }
  return out;
}

}  // namespace zielbaum::test
