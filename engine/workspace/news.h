// "What changed since I last looked": which version of each document a reviewer saw last, and what came after it.
//
// The marks are local to a clone and never pushed; losing them costs a look, no words. They lie with what the store
// keeps
// ("looks"), one line each: `<version> <seconds since 1970> <document> <reviewer>`, below a line that names the format.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "workspace/workspace.h"

namespace zielbaum::workspace {

/// When somebody looked at a document, and which version they saw.
struct Look {
  VersionId version;
  std::int64_t unix_time = 0;
  bool operator==(const Look&) const = default;
};

/// What is new to a reviewer in one document.
struct News {
  DocumentId document;
  std::optional<Look> last;  ///< absent: they never looked
  bool is_new = false;       ///< they looked, but the document was not there yet
  std::optional<WholeComparison>
      comparison;  ///< from there to the last saved version; absent at a first look or if is_new
};

/// Of one document or (empty) all, from the version that each was last looked at, or from `since` (a VERSION), if that
/// is given, to the last saved one: what is not saved yet is nobody's news. A reviewer is any name, most often an
/// e-mail address. NotFound ("nothing-saved", "look-gone": the version is not in this clone any more, as after a
/// rewritten history), Usage ("bad-reviewer").
[[nodiscard]] Result<std::vector<News>> news(const Workspace& workspace, std::string_view reviewer,
                                             const DocumentId& document, std::string_view since);

/// Remembers that the reviewer has seen the last saved version of these documents. Of several at once the last one
/// wins. Storage ("look-not-kept").
[[nodiscard]] Result<void> remember_look(Workspace& workspace, std::string_view reviewer,
                                         const std::vector<DocumentId>& seen, std::int64_t unix_time);

}  // namespace zielbaum::workspace
