#include "workspace/concerning.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/nearest.h"
#include "compose/words_for.h"
#include "diff/counts.h"
#include "workspace/files.h"

namespace zielbaum::workspace {

namespace {

using model::kNoNode;
using model::NodeIndex;

/// What is asked for: by each sort that is not empty.
struct Filter {
  std::set<std::string, std::less<>> changes;  ///< words of diff::what()
  std::set<std::string, std::less<>> kinds;
  std::set<PartyId> parties;
  std::set<std::string, std::less<>> party_names;  ///< of these, folded: free text may name them as well
  std::set<std::pair<DocumentId, NodeId>> nodes;   ///< with those below them
};

/// What a party is called, folded.
std::array<std::string, 3> names_of(const model::Party& party) {
  return {folded(party.id.text), folded(party.short_name), folded(party.full_name)};
}

bool is_one_of(const std::string& word, const std::array<std::string, 3>& names) {
  return !word.empty() && std::find(names.begin(), names.end(), word) != names.end();
}

/// Reads the words against all that the comparisons have.
class FilterReader {
 public:
  explicit FilterReader(const std::vector<WholeComparison>& comparisons) : comparisons_(comparisons) {
    for (const WholeComparison& one : comparisons)
      parties_ = model::laid_over(parties_, model::laid_over(one.before().parties, one.after().parties));
  }

  Result<void> read(const std::string& text) {
    using Take = bool (FilterReader::*)(const std::string& word);
    constexpr std::array<std::pair<std::string_view, Take>, 4> kSorts = {{{"change:", &FilterReader::take_change},
                                                                          {"kind:", &FilterReader::take_kind},
                                                                          {"party:", &FilterReader::take_party},
                                                                          {"node:", &FilterReader::take_node}}};
    for (const auto& [prefix, take] : kSorts) {
      if (!text.starts_with(prefix)) continue;
      if ((this->*take)(text.substr(prefix.size()))) return {};
      return unknown(text);
    }
    for (const auto& [prefix, take] : kSorts) {
      if ((this->*take)(text)) return {};
    }
    return unknown(text);
  }

  [[nodiscard]] const Filter& filter() const { return filter_; }

 private:
  bool take_change(const std::string& text) {
    const std::string word = folded(text);
    for (const std::string_view what : diff::kWhat) {
      std::vector<Message> names = compose::other_words_for(what);
      names.push_back(compose::word_for(what));
      const bool meant =
          folded(what) == word || std::any_of(names.begin(), names.end(), [&](const Message& name) {
            return folded(render(name, Language::German)) == word || folded(render(name, Language::English)) == word;
          });
      if (!meant) continue;
      filter_.changes.emplace(what);
      return true;
    }
    return false;
  }

  bool take_kind(const std::string& text) {
    const std::string word = folded(text);
    const auto is_called = [&](const model::LocalText& label) {
      return std::any_of(label.begin(), label.end(), [&](const auto& entry) { return folded(entry.second) == word; });
    };
    bool found = false;
    each_side([&](const LoadedPart& loaded) {
      for (const model::KindRule& kind : loaded.type.kinds) {
        if (folded(kind.name) != word && !is_called(kind.label) && !is_called(kind.plural)) continue;
        filter_.kinds.insert(kind.name);
        found = true;
      }
    });
    return found;
  }

  bool take_party(const std::string& text) {
    const std::string word = folded(text);
    bool found = false;
    for (const model::Party& meant : parties_) {
      if (!is_one_of(word, names_of(meant))) continue;
      found = true;
      const std::vector<PartyId> after = model::succession(parties_, meant.id);
      for (const model::Party& other : parties_) {
        const std::vector<PartyId> after_other = model::succession(parties_, other.id);
        const bool same = std::find(after.begin(), after.end(), other.id) != after.end() ||
                          std::find(after_other.begin(), after_other.end(), meant.id) != after_other.end();
        if (!same) continue;
        filter_.parties.insert(other.id);
        for (std::string& name : names_of(other)) filter_.party_names.insert(std::move(name));
      }
    }
    filter_.party_names.erase("");
    return found;
  }

  bool take_node(const std::string& text) {
    bool found = false;
    each_side([&](const LoadedPart& loaded) {
      const DocumentId document = loaded.document.id();
      const std::string whole = document.text + "/";
      const std::string rest = text.starts_with(whole) ? text.substr(whole.size()) : text;
      for (NodeIndex i = 0; i < loaded.document.nodes.size(); ++i) {
        const bool has_number = i < loaded.numbers.size() && !loaded.numbers[i].empty();
        const NodeId& id = loaded.document.nodes[i].id;
        if (id.text != rest && !(has_number && folded(loaded.numbers[i]) == folded(rest))) continue;
        filter_.nodes.emplace(document, id);
        found = true;
      }
    });
    return found;
  }

  template <typename Visit>
  void each_side(const Visit& visit) const {
    for (const WholeComparison& one : comparisons_) {
      visit(one.before());
      visit(one.after());
    }
  }

  [[nodiscard]] Error unknown(const std::string& text) const {
    std::vector<std::string> changes;
    for (const std::string_view what : diff::kWhat) changes.emplace_back(what);
    std::vector<std::string> kinds;
    std::vector<std::string> parties;
    std::vector<std::string> names = changes;
    each_side([&](const LoadedPart& loaded) {
      for (const model::KindRule& kind : loaded.type.kinds) {
        if (std::find(kinds.begin(), kinds.end(), kind.name) == kinds.end()) kinds.push_back(kind.name);
        for (const auto& label : kind.label) names.push_back(label.second);
      }
      for (const model::Node& node : loaded.document.nodes) names.push_back(node.id.text);
    });
    names.insert(names.end(), kinds.begin(), kinds.end());
    for (const model::Party& party : parties_) {
      parties.push_back(party.short_name.empty() ? party.id.text : party.short_name);
      names.insert(names.end(), {party.id.text, party.short_name, party.full_name});
    }
    Error failed = error(ErrorKind::Usage, "unknown-filter",
                         msg("“{0}” is no kind of change, kind of node, party or node of these versions", text));
    if (const std::vector<std::string> near = nearest(text, names); !near.empty())
      return advise(std::move(failed), msg("Did you mean {0}?", joined(near)));
    return advise(std::move(failed), msg("Changes: {0}. Kinds: {1}. Parties: {2}. Or the id or number of a node.",
                                         joined(changes), joined(kinds), joined(parties)));
  }

  const std::vector<WholeComparison>& comparisons_;
  model::Parties parties_;
  Filter filter_;
};

/// The changes of one comparison against what is asked for.
class Sieve {
 public:
  Sieve(const WholeComparison& comparison, const Filter& filter)
      : comparison_(comparison),
        filter_(filter),
        old_nodes_(comparison.before().document),
        new_nodes_(comparison.after().document) {}

  Result<bool> keeps(const Workspace& workspace, const diff::Change& change) const {
    const model::Node* const old_one = node_of(comparison_.before(), old_nodes_, change.node);
    const model::Node* const new_one = node_of(comparison_.after(), new_nodes_, change.node);
    const auto either = [&](const auto& holds) {
      return (old_one != nullptr && holds(*old_one)) || (new_one != nullptr && holds(*new_one));
    };
    if (!filter_.kinds.empty() && !either([&](const model::Node& node) { return filter_.kinds.contains(node.kind); }))
      return false;
    if (!filter_.parties.empty() && !either([&](const model::Node& node) { return names_party(node); })) return false;
    if (!filter_.nodes.empty() && !is_below(comparison_.before(), old_nodes_, change.node) &&
        !is_below(comparison_.after(), new_nodes_, change.node))
      return false;
    if (filter_.changes.empty()) return true;
    // Last, since it may read the texts.
    for (const std::string& what : TRY(what_happened(workspace, comparison_, change))) {
      if (filter_.changes.contains(what)) return true;
    }
    return false;
  }

  /// Where what is asked for names the party.
  [[nodiscard]] bool keeps(const diff::RenamedParty& renamed) const {
    if (!filter_.changes.empty() && !filter_.changes.contains("succession")) return false;
    if (!filter_.parties.empty() && !filter_.parties.contains(renamed.party)) return false;
    const auto is_it = [&](const model::PartyRef& ref) { return ref.party == renamed.party; };
    const std::vector<model::Node>& nodes = comparison_.after().document.nodes;
    return std::any_of(nodes.begin(), nodes.end(), [&](const model::Node& node) {
      return (filter_.kinds.empty() || filter_.kinds.contains(node.kind)) && names(node, is_it) &&
             (filter_.nodes.empty() || is_below(comparison_.after(), new_nodes_, node.id));
    });
  }

  [[nodiscard]] bool keeps_document() const {
    return filter_.changes.empty() && filter_.kinds.empty() && filter_.parties.empty() &&
           is_below(comparison_.after(), new_nodes_, comparison_.after().document.nodes.front().id);
  }

 private:
  static const model::Node* node_of(const LoadedPart& loaded, const model::Index& index, const NodeId& id) {
    const NodeIndex found = index.find(id.text);
    return found == kNoNode ? nullptr : &loaded.document.nodes[found];
  }

  /// Whether `is_meant` holds for a party that the node names.
  template <typename IsMeant>
  static bool names(const model::Node& node, const IsMeant& is_meant) {
    const auto is_it = [&](const model::FieldValue& value) {
      const auto* const ref = std::get_if<model::PartyRef>(&value);
      return ref != nullptr && is_meant(*ref);
    };
    return std::any_of(node.fields.begin(), node.fields.end(), [&](const model::Field& field) {
      return std::any_of(field.values.begin(), field.values.end(), is_it);
    });
  }

  [[nodiscard]] bool names_party(const model::Node& node) const {
    return names(node, [&](const model::PartyRef& ref) {
      return filter_.parties.contains(ref.party) || filter_.party_names.contains(folded(ref.text));
    });
  }

  [[nodiscard]] bool is_below(const LoadedPart& loaded, const model::Index& index, const NodeId& node) const {
    for (NodeIndex i = index.find(node.text); i != kNoNode; i = loaded.document.nodes[i].parent) {
      if (filter_.nodes.contains({loaded.document.id(), loaded.document.nodes[i].id})) return true;
    }
    return false;
  }

  const WholeComparison& comparison_;
  const Filter& filter_;
  model::Index old_nodes_;
  model::Index new_nodes_;
};

}  // namespace

Result<std::vector<WholeComparison>> concerning(const Workspace& workspace, std::vector<WholeComparison> comparisons,
                                                const std::vector<std::string>& words) {
  if (words.empty() || comparisons.empty()) return comparisons;
  FilterReader reader(comparisons);
  for (const std::string& word : words) TRY(reader.read(word));
  for (WholeComparison& one : comparisons) {
    const Sieve sieve(one, reader.filter());
    diff::Changes kept;
    if (sieve.keeps_document()) kept = one.changes;
    kept.nodes.clear();
    kept.narrowed = true;
    kept.renamed_parties.clear();
    for (const diff::RenamedParty& renamed : one.changes.renamed_parties)
      if (sieve.keeps(renamed)) kept.renamed_parties.push_back(renamed);
    for (const diff::Change& change : one.changes.nodes) {
      if (TRY(sieve.keeps(workspace, change))) kept.nodes.push_back(change);
    }
    one.changes = std::move(kept);
  }
  return comparisons;
}

Result<WholeComparison> concerning(const Workspace& workspace, WholeComparison comparison,
                                   const std::vector<std::string>& words) {
  std::vector<WholeComparison> one;
  one.push_back(std::move(comparison));
  return std::move(TRY(concerning(workspace, std::move(one), words)).front());
}

}  // namespace zielbaum::workspace
