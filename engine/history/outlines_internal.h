// The trees of documents in versions, each parsed at most once while it is among those used lately.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "history/history.h"
#include "model/document.h"
#include "model/type.h"

namespace zielbaum::history {

/// A document.xml as read, without prose ids.
struct Outline {
  explicit Outline(model::Document read) : document(std::move(read)), index(document) {}
  Outline(const Outline&) = delete;
  Outline& operator=(const Outline&) = delete;
  model::Document document;
  model::Index index;
};
using OutlinePointer = std::shared_ptr<const Outline>;

class Outlines {
 public:
  explicit Outlines(const store::Store& store) : store_(store) {}
  /// nullptr where the version has no such document, or none that can be read in it or in its first parents.
  [[nodiscard]] Result<OutlinePointer> of(const VersionId& version, const DocumentId& document);

 private:
  struct Known {
    std::pair<ContentId, ContentId> key;  ///< of document.xml and of its type
    OutlinePointer outline;
  };
  /// nullptr where it cannot be read.
  [[nodiscard]] Result<OutlinePointer> read(const VersionId& version, const store::File& file,
                                            const DocumentId& document);
  struct Rules {
    ContentId content;
    const model::DocumentType* type = nullptr;  ///< none: it is not there, or cannot be read
  };
  [[nodiscard]] Result<Rules> rules(const VersionId& version, const std::string& type);

  const store::Store& store_;
  std::deque<Known> known_;                      ///< used last at the front
  std::map<ContentId, std::string> type_names_;  ///< of document.xml files; "" where it asks for none
  std::map<ContentId, std::optional<model::DocumentType>> types_;
  std::map<std::pair<VersionId, DocumentId>, OutlinePointer> stand_ins_;  ///< for those that cannot be read
};

}  // namespace zielbaum::history
