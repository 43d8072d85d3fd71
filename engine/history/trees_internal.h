// The trees of documents in versions. Of two that have most in common only what they have not is parsed.
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
#include "xml/outline.h"

namespace zielbaum::history {

/// Which nodes a tree has, and in which languages each of them has a translation. All that prose has to know of it.
class Roster {
 public:
  explicit Roster(const model::Document& document);
  /// The roster of a tree that has the nodes of `after` where this one's has those of `before`, or parts of both.
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

/// A document.xml that can be read, without prose ids.
class Tree {
 public:
  /// `bytes` can be read by `type`; `outline` is theirs, if they are laid out as we write them.
  Tree(std::string bytes, std::optional<xml::Outline> outline, const model::DocumentType& type, DocumentId id,
       Roster roster)
      : bytes_(std::move(bytes)),
        outline_(std::move(outline)),
        type_(type),
        id_(std::move(id)),
        roster_(std::move(roster)) {}
  Tree(const Tree&) = delete;
  Tree& operator=(const Tree&) = delete;
  [[nodiscard]] const model::DocumentType& type() const { return type_; }
  [[nodiscard]] const Roster& roster() const { return roster_; }
  [[nodiscard]] xml::Outline* outline() const { return outline_ ? &*outline_ : nullptr; }
  /// Parsed when it is asked for first.
  [[nodiscard]] const model::Document& document() const;

 private:
  std::string bytes_;                            ///< where there is no outline
  mutable std::optional<xml::Outline> outline_;  ///< reads own lines when they are asked for
  const model::DocumentType& type_;
  DocumentId id_;
  Roster roster_;
  mutable std::optional<model::Document> document_;
};
using TreePointer = std::shared_ptr<const Tree>;

/// What of two trees is not the same (xml/differing.h), as small documents of their own.
struct DifferingParts {
  model::Document before;
  model::Document after;
};
/// Nothing where what differs cannot be read.
[[nodiscard]] std::optional<DifferingParts> differing_parts(xml::Outline& before, xml::Outline& after,
                                                            const model::DocumentType& type, const DocumentId& id);

/// A file of a version, or nothing where there is no regular one.
[[nodiscard]] Result<std::optional<store::File>> find_file(const store::Store& store, const VersionId& version,
                                                           const std::string& path);

class Trees {
 public:
  explicit Trees(const store::Store& store) : store_(store) {}
  /// nullptr where the version has no such document, or none that can be read in it or in its first parents. Valid
  /// while this object is there.
  [[nodiscard]] Result<TreePointer> of(const VersionId& version, const DocumentId& document);

 private:
  struct Known {
    std::pair<ContentId, ContentId> key;  ///< of document.xml and of its type
    DocumentId document;
    TreePointer tree;
  };
  struct Rules {
    ContentId content;
    const model::DocumentType* type = nullptr;  ///< none: it is not there, or cannot be read
  };
  /// nullptr where it cannot be read.
  [[nodiscard]] Result<TreePointer> read(const VersionId& version, const store::File& file, const DocumentId& document);
  [[nodiscard]] TreePointer parsed(std::string bytes, const Rules& rules, const DocumentId& document) const;
  [[nodiscard]] Result<Rules> rules(const VersionId& version, const std::string& type);

  const store::Store& store_;
  std::deque<Known> known_;                      ///< used last at the front
  std::map<ContentId, std::string> type_names_;  ///< of document.xml files; "" where it asks for none
  std::map<ContentId, std::optional<model::DocumentType>> types_;
  std::map<std::pair<VersionId, DocumentId>, TreePointer> stand_ins_;  ///< for those that cannot be read
};

}  // namespace zielbaum::history
