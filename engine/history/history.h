// Going through time: which versions touched a node and how, what a version changed, where the sentences come from.
// Front door of the module.
//
// A node is what its id says, whatever it is called and wherever it hangs. So its history goes on through new titles,
// moves and renumbering, and through other layouts of the prose files.
//
// The rule. A version touches a node if the node differs from what it was in each of the version's parents: its parts,
// its place (as diff::compare explains it) or its prose; not being there is one way of being. So a merge touches only
// what it did not take over from one side as it was; what is said to have happened there is seen from its first parent.
// Where a shallow clone begins, nothing is said to be touched.
// A document that cannot be read in some version is taken as it was in the first parent of that version.
//
// Laws (tests/history):
//   an index gives exactly the versions that comparing each one with its parents finds
//   however many steps it was made in, an index gives the same answers
//   what is no longer reachable from the version asked for is never given
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "diff/diff.h"
#include "store/store.h"

namespace zielbaum::history {

/// What happened to a node: a set of diff::what()'s words, with "formatted" for prose whose wording is the same.
struct Happened {
  std::uint16_t bits = 0;

  static const std::array<std::string_view, 10> kWords;  ///< in their order; bit i stands for word i
  /// Requires a word of kWords.
  void add(std::string_view word);
  [[nodiscard]] bool contains(std::string_view word) const;
  [[nodiscard]] std::vector<std::string> words() const;
  [[nodiscard]] bool empty() const { return bits == 0; }
  bool operator==(const Happened&) const = default;
};

// ---- two versions ----

struct TouchedNode {
  Happened what;
  diff::Became<ContentId> prose;  ///< in the document's language; of a node that is in both versions
  bool operator==(const TouchedNode&) const = default;
};

struct Touched {
  std::map<DocumentId, std::map<NodeId, TouchedNode>> documents;  ///< only those with a touched node
  std::size_t other_files = 0;  ///< that changed and are no part of a document's tree or prose
};

class Trees;  // trees_internal.h

/// Compares versions by what their trees have not alike: only that is parsed. A whole tree that is laid out as we write
/// them is parsed at most once while it is among those used lately.
class Versions {
 public:
  /// `store` must stay.
  explicit Versions(const store::Store& store);
  Versions(const Versions&) = delete;
  Versions& operator=(const Versions&) = delete;
  ~Versions();
  /// What touched a node between two versions; with no `before`, every node of `after` is added. NotFound and Storage
  /// errors of the store.
  [[nodiscard]] Result<Touched> compare(const std::optional<VersionId>& before, const VersionId& after);

 private:
  const store::Store& store_;
  std::unique_ptr<Trees> trees_;
};

// ---- all versions ----

/// A version that touched a node.
struct Touch {
  VersionId version;
  Happened what;
  bool operator==(const Touch&) const = default;
};

/// One version of a node's past; `parents` are places in the same list.
struct PastStep {
  VersionId version;
  std::vector<std::size_t> parents;
  Happened what;  ///< empty: it was not touched
};

/// Told, as a long task goes on, how much of it is done. Called often; must be quick.
using Progress = std::function<void(std::size_t done, std::size_t all)>;

/// For all nodes of all documents the versions that touched them. About 40 bytes a version. It only grows: versions
/// that a rewritten history has left behind stay in, but are never given.
class Index {
 public:
  /// The index that bytes() was called on; nothing where the bytes are of another form.
  [[nodiscard]] static std::optional<Index> from(std::string_view bytes);
  [[nodiscard]] std::string bytes() const;

  /// Takes in `tip` and what is behind it, as far as that is not in yet; gives how many versions these were. Costs
  /// nothing for those that are in. On an error what was taken in before it stays, and is right.
  [[nodiscard]] Result<std::size_t> extend(const store::Store& store, const VersionId& tip,
                                           const Progress& progress = {});

  /// The versions at or behind `tip` that touched the node, newest first, each before its parents. Requires that `tip`
  /// is in. O(n log n) in the number of versions, without reading any.
  [[nodiscard]] std::vector<Touch> touches(const VersionId& tip, const DocumentId& document, const NodeId& node) const;
  /// All versions at or behind `tip`, parents first, with what each did to the node. Requires that `tip` is in.
  [[nodiscard]] std::vector<PastStep> past(const VersionId& tip, const DocumentId& document, const NodeId& node) const;
  /// Documents that a node of this id is, or was, in.
  [[nodiscard]] std::vector<DocumentId> documents_of(const NodeId& node) const;
  /// Versions that have nothing before them here; an index over others was made of another clone.
  [[nodiscard]] std::vector<VersionId> roots() const;
  [[nodiscard]] std::size_t size() const { return versions_.size(); }

 private:
  using RawId = std::array<std::uint8_t, 20>;
  struct Entry {
    std::uint32_t node = 0;  ///< place in nodes_
    Happened what;
  };
  struct Indexed {
    RawId id{};
    std::int64_t unix_time = 0;
    std::vector<std::uint32_t> parents;  ///< places in versions_, all before this one
    std::vector<Entry> entries;          ///< by node
  };
  [[nodiscard]] std::size_t place_of(const VersionId& version) const;
  [[nodiscard]] std::vector<bool> reachable(std::size_t tip) const;
  [[nodiscard]] Happened happened(const Indexed& version, std::size_t node) const;
  [[nodiscard]] std::size_t number_of(const DocumentId& document, const NodeId& node) const;
  void take(Indexed version, const Touched& touched, std::map<std::string, std::uint32_t, std::less<>>& numbers);

  std::vector<Indexed> versions_;   ///< parents first
  std::vector<std::string> nodes_;  ///< "document/node"
};

/// The index of the repository, brought up to `tip`: what the store keeps as "history", or where that is missing,
/// damaged, of another format or of a clone with other roots, made anew. Kept again if it has grown.
struct UpToDate {
  Index index;
  std::size_t taken_in = 0;  ///< versions that were not in yet
};
[[nodiscard]] Result<UpToDate> up_to_date(store::Store& store, const VersionId& tip, const Progress& progress = {});

// ---- sentences ----

/// A sentence of a node's text in the document's language, without formatting.
struct Sentence {
  std::string text;
  std::size_t paragraph = 0;         ///< also of a list's item and a table's cell, from 0
  std::optional<VersionId> version;  ///< that it comes from; none: it was not saved yet
  bool operator==(const Sentence&) const = default;
};

/// The sentences of a node's text in the version `tip`, each with the version since which it stands there word for
/// word; other formatting, spaces and places in the text make no other sentence. A merge takes over what any of its
/// parents has. Requires that `tip` is in the index. Reads only the versions that touched the text.
[[nodiscard]] Result<std::vector<Sentence>> origin(const store::Store& store, const Index& index, const VersionId& tip,
                                                   const DocumentId& document, const NodeId& node);
/// The sentences of a text that came after `before`: the same ones keep their version, the others have none.
[[nodiscard]] std::vector<Sentence> carried_on(const std::vector<Sentence>& before, std::string_view markdown);

}  // namespace zielbaum::history
