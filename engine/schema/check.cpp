#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "model/no_id.h"
#include "model/paths.h"
#include "schema/check_internal.h"

namespace zielbaum::schema {

namespace {

using model::Node;
using model::NodeIndex;

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string join(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
  return out;
}

/// "850.000": nobody gives tenths of cents; whoever wrote it may have meant thousands.
bool is_odd(const Decimal& amount) {
  const std::int64_t whole = (amount.units < 0 ? -amount.units : amount.units) / 1000;
  return amount.scale == 3 && whole > 0 && whole < 1000;
}

/// Of one kind: its rule, and its fields by name.
struct Kind {
  const model::KindRule* rule = nullptr;
  std::unordered_map<std::string_view, const model::FieldRule*> fields;
};

class Check {
 public:
  explicit Check(const CheckInput& input)
      : input_(input), nodes_(input.document.nodes), index_(input.document), prose_(input, index_) {
    for (const model::KindRule& rule : input.type.kinds) {
      Kind& kind = kinds_[rule.name];
      kind.rule = &rule;
      for (const model::FieldRule& field : rule.fields) kind.fields.emplace(field.name, &field);
    }
    for (const model::Party& party : input.parties) parties_.emplace(party.id.text, &party);
  }

  Findings run() {
    // Everything below walks the tree upwards, which must end.
    if (!check_shape()) return std::move(findings_);
    find_what_lies_below();
    for (NodeIndex i = 0; i < nodes_.size(); ++i) {
      check_id(i);
      check_place(i);
      if (input_.asks_about && !input_.asks_about(i)) continue;
      if (nodes_[i].title.empty()) {
        add(i, Severity::Error, "missing-title", msg("The node has no title"), msg("Add <title>…</title>."));
      }
      check_fields(i);
      for (std::size_t link = 0; link < nodes_[i].links.size(); ++link) check_link(i, link);
      prose_.check_node(i, findings_);
      check_coverage(i);
    }
    prose_.check_files(findings_);
    check_successors();
    return std::move(findings_);
  }

 private:
  void add(NodeIndex node, Severity severity, std::string code, Message message, std::optional<Message> hint,
           std::uint32_t line = 0) {
    findings_.push_back({severity, std::move(code), std::move(message), place_of(input_, node, line), std::move(hint)});
  }

  [[nodiscard]] std::uint32_t field_line(NodeIndex node, std::size_t field) const {
    if (node >= input_.lines.size() || field >= input_.lines[node].fields.size()) return 0;
    return input_.lines[node].fields[field];
  }

  bool check_shape() {
    bool sound = !nodes_.empty();
    for (NodeIndex i = 0; i < nodes_.size(); ++i) {
      const bool right = i == 0 ? nodes_[i].parent == model::kNoNode : nodes_[i].parent < i;
      if (right) continue;
      sound = false;
      add(i, Severity::Error, "cycle", msg("The node stands outside the tree or inside itself"),
          msg("Take the last saved version of the document."));
    }
    return sound;
  }

  void check_id(NodeIndex i) {
    const std::string& id = nodes_[i].id.text;
    // read_document has reported an id that is bad in the file, or given twice.
    if (model::is_no_id(nodes_[i].id)) return;
    if (!is_valid_id(id)) {
      add(i, Severity::Error, "bad-id", msg("{0} is no valid id", id),
          msg("An id has 1 to 64 characters out of a-z, 0-9 and -, and does not begin with -."));
    }
    const auto [first, inserted] = ids_.emplace(id, i);
    if (inserted) return;
    const Place before = place_of(input_, first->second);
    add(i, Severity::Error, "duplicate-id", msg("The id {0} is given twice, first on line {1}", id, before.line),
        msg("Give the newer of the two an id of its own; links point at the first."));
  }

  void check_place(NodeIndex i) {
    const Node& node = nodes_[i];
    if (kinds_.count(node.kind) == 0) {
      return add(i, Severity::Error, "unknown-kind", msg("The document type has no kind {0}", node.kind), std::nullopt);
    }
    if (i == 0) {
      if (node.kind == input_.type.root) return;
      return add(i, Severity::Error, "misplaced-kind", msg("The document cannot be of the kind {0}", node.kind),
                 msg("Expected here: {0}", input_.type.root));
    }
    const Node& parent = nodes_[node.parent];
    const auto kind = kinds_.find(parent.kind);
    if (kind == kinds_.end() || contains(kind->second.rule->children, node.kind)) return;
    const std::vector<std::string>& allowed = kind->second.rule->children;
    add(i, Severity::Error, "misplaced-kind", msg("{0} cannot stand in {1}", node.kind, parent.kind),
        allowed.empty() ? msg("Move it to another node; nothing can stand in {0}.", parent.kind)
                        : msg("In {0} can stand: {1}", parent.kind, join(allowed)));
  }

  void check_fields(NodeIndex i) {
    const Node& node = nodes_[i];
    const auto kind = kinds_.find(node.kind);
    if (kind == kinds_.end()) return;
    for (const model::FieldRule& rule : kind->second.rule->fields) {
      if (!rule.required || model::find_field(node, rule.name) != nullptr) continue;
      add(i, Severity::Error, "missing-field", msg("The field {0} is missing", rule.name),
          msg("Add <{0}>; this kind needs it.", rule.name));
    }
    for (std::size_t f = 0; f < node.fields.size(); ++f) {
      const model::Field& field = node.fields[f];
      if (kind->second.fields.count(field.name) == 0) {
        add(i, Severity::Error, "unknown-field", msg("{0} has no field {1}", node.kind, field.name),
            msg("Delete the field; the kind may have changed."), field_line(i, f));
      }
      for (const model::FieldValue& value : field.values) check_value(i, field, value, field_line(i, f));
    }
  }

  void check_value(NodeIndex i, const model::Field& field, const model::FieldValue& value, std::uint32_t line) {
    if (const auto* period = std::get_if<Period>(&value); period != nullptr && !is_ordered(*period)) {
      add(i, Severity::Error, "period-order",
          msg("{0} ends on {1}, before it begins on {2}", field.name, to_string(*period->to), to_string(*period->from)),
          msg("Exchange begin and end, or correct one of them."), line);
    }
    if (const auto* money = std::get_if<model::Money>(&value); money != nullptr && is_odd(money->amount)) {
      add(i, Severity::Warning, "odd-amount",
          msg("{0} holds {1} {2}, with three digits behind the point", field.name, to_string(money->amount),
              money->currency),
          msg("If {0} is meant, write it without the point.", money->amount.units), line);
    }
    const auto* party = std::get_if<model::PartyRef>(&value);
    if (party == nullptr) return;
    if (party->party.empty()) {
      add(i, Severity::Note, "party-as-text", msg("{0} names {1} as text only", field.name, party->text),
          msg("Add it to {0} and refer to it by its id.", model::kPartiesFile), line);
    } else if (parties_.count(party->party.text) == 0) {
      add(i, Severity::Error, "unknown-party", msg("There is no party {0}", party->party.text),
          msg("Add it to {0} or correct the id.", model::kPartiesFile), line);
    }
  }

  void check_link(NodeIndex i, std::size_t number) {
    const Node& node = nodes_[i];
    const model::Link& link = node.links[number];
    const std::uint32_t line =
        i < input_.lines.size() && number < input_.lines[i].links.size() ? input_.lines[i].links[number] : 0;
    // What a node was before may be gone.
    if (link.role == model::kPredecessor) return;
    const model::RoleRule* role = input_.type.role(link.role);
    if (role == nullptr) {
      std::vector<std::string> known{std::string(model::kPredecessor)};
      for (const model::RoleRule& rule : input_.type.roles) known.push_back(rule.name);
      return add(i, Severity::Error, "unknown-role", msg("The document type has no role {0}", link.role),
                 msg("Known here: {0}", join(known)), line);
    }
    if (!role->from.empty() && !contains(role->from, node.kind)) {
      add(i, Severity::Error, "role-not-allowed", msg("No link {0} can go out from {1}", link.role, node.kind),
          msg("It can go out from: {0}", join(role->from)), line);
    }
    const bool here = link.to.document.empty() || link.to.document == input_.document.id();
    if (!here && !role->across_documents) {
      return add(i, Severity::Error, "role-not-allowed", msg("A link {0} cannot lead to another document", link.role),
                 msg("Link to a node of this document."), line);
    }
    // An edition stays as it is; whether it has the node is not for this version to say.
    if (!link.to.edition.empty()) return;
    std::optional<std::string> kind;
    if (here) {
      if (const NodeIndex target = index_.find(link.to.node.text); target != model::kNoNode) kind = nodes_[target].kind;
    } else {
      if (!input_.kind_elsewhere) return;
      kind = input_.kind_elsewhere(link.to.document, link.to.node);
    }
    if (!kind) {
      return add(i, Severity::Error, "dangling-link",
                 msg("The link {0} leads to {1}, which does not exist", link.role, model::to_string(link.to)),
                 msg("Correct the target or delete the link."), line);
    }
    if (!role->to.empty() && !contains(role->to, *kind)) {
      add(i, Severity::Error, "role-not-allowed", msg("No link {0} can lead to {1}", link.role, *kind),
          msg("It can lead to: {0}", join(role->to)), line);
    }
  }

  /// For each coverage rule that asks for a kind below: which nodes have one. One walk from the leaves up for each.
  void find_what_lies_below() {
    for (const model::CoverageRule& rule : input_.type.coverage) {
      std::vector<bool> below(rule.needs_child.empty() ? 0 : nodes_.size());
      for (NodeIndex i = static_cast<NodeIndex>(below.size()); i-- > 1;) {
        if (below[i] || nodes_[i].kind == rule.needs_child) below[nodes_[i].parent] = true;
      }
      below_.push_back(std::move(below));
    }
  }

  void check_coverage(NodeIndex i) {
    const Node& node = nodes_[i];
    for (std::size_t r = 0; r < input_.type.coverage.size(); ++r) {
      const model::CoverageRule& rule = input_.type.coverage[r];
      if (rule.kind != node.kind) continue;
      const bool covered = rule.needs_child.empty()
                               ? std::any_of(node.links.begin(), node.links.end(),
                                             [&](const model::Link& link) { return link.role == rule.needs_role; })
                               : below_[r][i];
      if (covered || (!rule.unless_field.empty() && model::find_field(node, rule.unless_field) != nullptr)) continue;
      const std::string_view said = model::in_language(rule.message, input_.document.lang);
      add(i, rule.severity, "coverage", msg("{0}", said.empty() ? std::string_view(rule.name) : said),
          rule.unless_field.empty()
              ? msg("The document type asks for this (rule {0}).", rule.name)
              : msg("Mend it, or say why in the field {1} (rule {0}).", rule.name, rule.unless_field));
    }
  }

  /// Whoever looks for the present name of an office follows successors, which must end.
  void check_successors() {
    std::unordered_set<std::string_view> ended;
    for (const model::Party& party : input_.parties) {
      std::unordered_set<std::string_view> seen;
      const model::Party* at = &party;
      while (at != nullptr && ended.count(at->id.text) == 0 && seen.insert(at->id.text).second) {
        const auto next = parties_.find(at->successor.text);
        at = next == parties_.end() ? nullptr : next->second;
      }
      if (at != nullptr && seen.count(at->id.text) != 0) {
        findings_.push_back({Severity::Error, "cycle", msg("The successors of {0} lead back to it", at->id.text),
                             Place{std::string(model::kPartiesFile), 0, 0, at->id.text, at->short_name},
                             msg("Delete the attribute successor of one of them.")});
      }
      ended.insert(seen.begin(), seen.end());
    }
  }

  const CheckInput& input_;
  const std::vector<Node>& nodes_;
  const model::Index index_;
  const ProseCheck prose_;
  Findings findings_;
  std::unordered_map<std::string_view, Kind> kinds_;
  std::unordered_map<std::string_view, const model::Party*> parties_;
  std::unordered_map<std::string_view, NodeIndex> ids_;
  std::vector<std::vector<bool>> below_;  ///< parallel to the type's coverage rules, then to nodes
};

}  // namespace

Place place_of(const CheckInput& input, NodeIndex node, std::uint32_t line) {
  if (line == 0 && node < input.lines.size()) line = input.lines[node].node;
  const Node& of = input.document.nodes[node];
  return {input.file, line, 0, of.id.text, of.title};
}

Findings check(const CheckInput& input) {
  return Check(input).run();
}

}  // namespace zielbaum::schema
