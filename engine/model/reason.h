// zielbaum/discussion: <document>/reviews/<id>.xml: why a node was changed. Kept apart from the text; no part of a
// version or a publication.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/ids.h"

namespace zielbaum::model {

/// Written once, never changed. Who wrote it stands in git, not here: the file has no names of persons.
struct Reason {
  std::string id;  ///< as of a node
  DocumentId document;
  NodeId node;
  VersionId upon;  ///< the version that the working copy was based on
  std::int64_t unix_time = 0;
  std::vector<std::string> paragraphs;  ///< plain text, white space collapsed; none is empty
  bool operator==(const Reason&) const = default;
};

}  // namespace zielbaum::model
