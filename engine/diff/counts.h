// How much changed: the counts behind a summary, a table or a report. Reads the prose that changed, nothing else.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "diff/diff.h"
#include "model/prose_source.h"

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

/// What happened to one node, and to how many of its words.
struct NodeCounts {
  NodeId node;
  std::string kind;                    ///< in the newer version that has it
  std::vector<std::string_view> what;  ///< what(), with "formatted" for prose whose wording is the same
  WordSum words;
  bool operator==(const NodeCounts&) const = default;
};
[[nodiscard]] Result<NodeCounts> count(const Change& change, const model::ProseSource& prose);

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
  bool operator==(const Counts&) const = default;
};
/// `changes` are those between the two versions, or some of them.
[[nodiscard]] Result<Counts> count(const model::Document& before, const model::Document& after, const Changes& changes,
                                   const model::ProseSource& prose);

}  // namespace zielbaum::diff
