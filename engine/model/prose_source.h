// Where the bytes of prose come from: the working copy, git, or memory. Documents hold content ids only.
#pragma once

#include <string>

#include "base/ids.h"
#include "base/result.h"

namespace zielbaum::model {

class ProseSource {
 public:
  virtual ~ProseSource() = default;
  /// The Markdown bytes with this content id. NotFound or Storage.
  [[nodiscard]] virtual Result<std::string> read(const ContentId& content) const = 0;
};

}  // namespace zielbaum::model
