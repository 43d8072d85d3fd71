// The use cases: everything the tool and, later, the web application do. The only door for them.
//
// A Workspace is a session over one folder. It prints nothing, asks nobody, reads no environment and no clock: author,
// time and language come in with each call.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "compose/compose.h"
#include "diff/diff.h"
#include "model/document.h"
#include "model/type.h"
#include "model/workspace.h"
#include "publish/publish.h"
#include "store/store.h"

namespace zielbaum::workspace {

/// A document as it stands in some version or in the working copy, with all that belongs to it.
struct Loaded {
  model::Document document;  ///< prose ids filled in
  std::vector<xml::NodeLines> lines;
  model::DocumentType type;
  Findings findings;  ///< of reading; errors mean: must not be written back
  bool canonical = true;
  std::vector<std::string> numbers;  ///< in the document's language, parallel to nodes
};

}  // namespace zielbaum::workspace
