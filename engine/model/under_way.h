// <git dir>/zielbaum/under-way: a merge that waits for decisions. Local to a working copy; no part of any version.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"

namespace zielbaum::model {

/// What people decided about one conflict, in the words that the commands use.
struct Decision {
  DocumentId document;              ///< empty: of a file that is no part of a document's tree
  NodeId node;                      ///< empty: as `document`
  std::string sort;                 ///< "place", "prose", "file", ...
  std::string part;                 ///< a field, a language, a link, the path of a file; "" where there is but one
  std::string side;                 ///< "ours", "theirs", "base", or "both" of a node that both added
  std::optional<std::string> text;  ///< words of their own
  std::string fresh;                ///< with "both": the id that the other side's node gets
  bool operator==(const Decision&) const = default;
};

struct UnderWay {
  std::string line;   ///< the line of work that takes the other one in
  std::string other;  ///< what is worked in, as people call it
  VersionId base, ours, theirs;
  bool finish = false;  ///< the other line is a draft and done with it
  bool by_git = false;  ///< git began it, and git will end it
  std::vector<Decision> decisions;
  bool operator==(const UnderWay&) const = default;
};

}  // namespace zielbaum::model
