// SHA-256, for the manifests of publications and the exact naming of fonts.
#pragma once

#include <string>
#include <string_view>

namespace zielbaum {

/// 64 lower-case hex digits.
[[nodiscard]] std::string sha256(std::string_view bytes);

}  // namespace zielbaum
