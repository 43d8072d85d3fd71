// A document.xml that git gave us, read as well as it can be.
#pragma once

#include <optional>
#include <string_view>

#include "workspace/git_views.h"
#include "xml/xml.h"

namespace zielbaum::workspace {

struct ReadTree {
  xml::ReadDocument read;
  const model::DocumentType* type = nullptr;  ///< one of the context's
};
/// Nothing if it cannot be read at all.
[[nodiscard]] std::optional<ReadTree> read_tree(std::string_view bytes, std::string_view path,
                                                const GitContext& context);

}  // namespace zielbaum::workspace
