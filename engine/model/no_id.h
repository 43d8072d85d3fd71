// What stands for the id of a node that has none of its own: no two nodes of a document have the same id.
#pragma once

#include <string>

#include "base/ids.h"

namespace zielbaum::model {

inline constexpr char kNoId = '?';  ///< in no id that is valid

[[nodiscard]] inline bool is_no_id(const NodeId& id) {
  return id.text.find(kNoId) != std::string::npos;
}

}  // namespace zielbaum::model
