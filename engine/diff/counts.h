// How much changed: the counts behind a summary, a table or a report. Reads the prose that changed, nothing else.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "diff/diff.h"
#include "model/prose_source.h"
#include "model/workspace.h"

namespace zielbaum::diff {

/// Words of prose, as ProseChange counts them. All of an added node are inserted, all of a removed one deleted.
struct WordSum {
  std::size_t inserted = 0;
  std::size_t deleted = 0;
  std::size_t changed = 0;
  std::size_t moved = 0;
  WordSum& operator+=(const WordSum& more);
  bool operator==(const WordSum&) const = default;
};

/// All words of NodeCounts::what, in their order.
inline constexpr std::array<std::string_view, 11> kWhat = {"added",    "removed",   "moved",      "reordered",
                                                           "retitled", "fields",    "succession", "links",
                                                           "reworded", "formatted", "kind"};

/// What happened to one node, and to how many of its words.
struct NodeCounts {
  NodeId node;
  std::string kind;  ///< in the newer version that has it
  /// what(), with "formatted" for prose whose wording is the same, and "succession" for fields in which only offices
  /// go by the name of who took over from them.
  std::vector<std::string_view> what;
  WordSum words;
  bool operator==(const NodeCounts&) const = default;
};
/// `parties`: the registers of both versions as one (model::laid_over).
[[nodiscard]] Result<NodeCounts> count(const Change& change, const model::Parties& parties,
                                       const model::ProseSource& prose);

/// A name and to how many nodes it applies.
struct Tally {
  std::string name;
  std::size_t nodes = 0;
  bool operator==(const Tally&) const = default;
};

struct Counts {
  std::vector<NodeCounts> nodes;  ///< in the order of the changes
  std::vector<Tally> by_what;     ///< in the order of what(); a node counts once for each thing that happened to it
  std::vector<Tally> by_kind;     ///< by name of the kind; each node counts once
  WordSum words;
  WordSum words_in_kept;  ///< of those, the ones of nodes that both versions have
  bool operator==(const Counts&) const = default;
};
/// `changes` are those between the two versions, or some of them.
[[nodiscard]] Result<Counts> count(const model::Document& before, const model::Document& after, const Changes& changes,
                                   const model::Parties& parties, const model::ProseSource& prose);

}  // namespace zielbaum::diff
