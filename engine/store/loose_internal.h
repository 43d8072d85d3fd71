// An object that has a file of its own, as git writes it: "TYPE SIZE", a zero byte and the bytes, deflated.
//
// Read by ourselves: libgit2 1.5 writes past its buffer where the size that a damaged file begins with is too small,
// and its stream never ends where the file does too early.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace zielbaum::store {

struct LooseObject {
  std::string type;
  std::string bytes;
};

/// From the bytes of its file. Nothing where they are damaged: at most as much is inflated as the file says.
[[nodiscard]] std::optional<LooseObject> inflate_loose(std::string_view file);

}  // namespace zielbaum::store
