// The trees of documents in versions. Of two trees that have most in common only what they have not is parsed.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "history/history.h"
#include "model/document.h"
#include "model/type.h"

namespace zielbaum::history {

/// Which nodes a tree has, and in which languages each of them has a translation. All that prose has to know of it.
class Roster {
 public:
  explicit Roster(const model::Document& document);
  /// The roster of a tree that has the nodes of `after` where this one's has those of `before`.
  [[nodiscard]] Roster with(const model::Document& before, const model::Document& after) const;
  [[nodiscard]] model::Layout layout() const { return layout_; }
  [[nodiscard]] bool contains(const NodeId& node) const { return find(node) != nullptr; }
  [[nodiscard]] bool translates(const NodeId& node, std::string_view lang) const;

 private:
  using Nodes = std::vector<model::Node>::const_iterator;
  Roster() = default;
  struct Entry {
    std::string id;
    std::vector<std::string> languages;
  };
  [[nodiscard]] const Entry* find(const NodeId& node) const;
  void add(Nodes begin, Nodes end);

  model::Layout layout_ = model::Layout::Flat;
  std::vector<Entry> entries_;  ///< by id
};

/// The parts of two trees that differ, as small documents of their own: the root, and in it the innermost node that
/// holds every difference. Nothing of the rest differs.
struct Middle {
  model::Document before;
  model::Document after;
};
/// Nothing where there is no such node below the root, or the files are not laid out as we write them: then the whole
/// documents have to be compared. Costs a look at the bytes, and the parsing of that node.
[[nodiscard]] std::optional<Middle> middle_of(std::string_view before, std::string_view after,
                                              const model::DocumentType& type);

/// A document.xml that can be read, without prose ids.
class Outline {
 public:
  Outline(std::string bytes, const model::DocumentType& type, DocumentId id, Roster roster)
      : bytes_(std::move(bytes)), type_(type), id_(std::move(id)), roster_(std::move(roster)) {}
  Outline(const Outline&) = delete;
  Outline& operator=(const Outline&) = delete;
  [[nodiscard]] const std::string& bytes() const { return bytes_; }
  [[nodiscard]] const model::DocumentType& type() const { return type_; }
  [[nodiscard]] const Roster& roster() const { return roster_; }
  /// Parsed when it is asked for first.
  [[nodiscard]] const model::Document& document() const;

 private:
  std::string bytes_;
  const model::DocumentType& type_;
  DocumentId id_;
  Roster roster_;
  mutable std::optional<model::Document> document_;
};
using OutlinePointer = std::shared_ptr<const Outline>;

/// A file of a version, or nothing where there is no regular one.
[[nodiscard]] Result<std::optional<store::File>> find_file(const store::Store& store, const VersionId& version,
                                                           const std::string& path);

class Outlines {
 public:
  explicit Outlines(const store::Store& store) : store_(store) {}
  /// nullptr where the version has no such document, or none that can be read in it or in its first parents. Valid
  /// while this object is there.
  [[nodiscard]] Result<OutlinePointer> of(const VersionId& version, const DocumentId& document);

 private:
  struct Known {
    std::pair<ContentId, ContentId> key;  ///< of document.xml and of its type
    DocumentId document;
    OutlinePointer outline;
  };
  struct Rules {
    ContentId content;
    const model::DocumentType* type = nullptr;  ///< none: it is not there, or cannot be read
  };
  /// nullptr where it cannot be read.
  [[nodiscard]] Result<OutlinePointer> read(const VersionId& version, const store::File& file,
                                            const DocumentId& document);
  [[nodiscard]] OutlinePointer parsed(std::string bytes, const Rules& rules, const DocumentId& document) const;
  [[nodiscard]] Result<Rules> rules(const VersionId& version, const std::string& type);

  const store::Store& store_;
  std::deque<Known> known_;                      ///< used last at the front
  std::map<ContentId, std::string> type_names_;  ///< of document.xml files; "" where it asks for none
  std::map<ContentId, std::optional<model::DocumentType>> types_;
  std::map<std::pair<VersionId, DocumentId>, OutlinePointer> stand_ins_;  ///< for those that cannot be read
};

}  // namespace zielbaum::history
