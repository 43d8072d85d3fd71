// Nodes that were split or merged: told beside the changes, since a node keeps its id and never becomes two.
//
// What speaks for it is a link of the new version ("predecessor", from a node to what it was before), or words: the
// texts that changed are cut into shingles, all runs of kShingleWords words (Broder, "On the resemblance and
// containment of documents", 1997). A shingle went from one node to another if it is gone from the text of that one
// only and new in the text of this one only; what several have is a set phrase and proves nothing. Splitting and
// merging are then read off the way that the words went, as origin analysis does for functions of a program (Godfrey
// and Zou, "Using origin analysis to detect merging and splitting of source code entities", 2005).
//
// Laws (tests/diff/lineage_test.cpp): a text that is parted between two paragraphs, on two nodes, is a split; what the
// way there splits by its words, the way back merges; where texts are only reworded, or strangers, nothing is told.
#pragma once

#include <cstddef>
#include <vector>

#include "base/result.h"
#include "model/document.h"
#include "model/prose_source.h"

namespace zielbaum::diff {

/// As many words as a stretch that `moved` has at least (diff.h): shorter ones return by chance.
inline constexpr std::size_t kShingleWords = 4;
/// A short sentence: the fewest words that must have gone from one node to the other. Fewer are soon the same item of a
/// list; the shortest texts of measures have about as many.
inline constexpr std::size_t kFewestDescended = 10;
/// Of the node that the version gains by a split, or loses by a merge, this part of the words (or more) must stand in
/// the other one: half, so that no two of them can each be the greater part of it.
inline constexpr double kLeastDescended = 0.5;

/// That a node of the new version has something from another one of the old version, and what says so.
struct Descent {
  NodeId from;
  NodeId to;
  bool linked = false;  ///< `to` names `from` as its predecessor
  /// The words that went that way, in both texts: those of shingles that the two share. They differ where words repeat.
  std::size_t words_before = 0;
  std::size_t words_after = 0;
  double share_before = 0;  ///< the part that they are of the whole old text of `from`; 0 to 1
  double share_after = 0;   ///< and of the new text of `to`
  bool operator==(const Descent&) const = default;
};

/// A node whose words are those of several ones in the new version.
struct Split {
  NodeId node;
  bool remains = false;       ///< it is still there itself, with a part of its text
  std::vector<Descent> into;  ///< new nodes, in the order of the new version; at least two, or one besides itself
  bool operator==(const Split&) const = default;
};

/// A node whose words are those of several ones in the old version.
struct Merge {
  NodeId node;
  bool existed = false;       ///< it was there already, and goes on
  std::vector<Descent> from;  ///< nodes that are gone, in the order of the old version; at least two, or one and itself
  bool operator==(const Merge&) const = default;
};

struct Lineage {
  std::vector<Split> splits;  ///< in the order of the old version
  std::vector<Merge> merges;  ///< in the order of the new version
  [[nodiscard]] bool empty() const { return splits.empty() && merges.empty(); }
  bool operator==(const Lineage&) const = default;
};

/// Reads the texts that differ, and only where nodes came or went. O(n log n) in nodes and in the words of these texts,
/// however many came and went. Fails where a text cannot be read.
[[nodiscard]] Result<Lineage> lineage(const model::Document& before, const model::Document& after,
                                      const model::ProseSource& prose);

}  // namespace zielbaum::diff
