// Whole numbers in as few bytes as they need: seven bits a byte, the lowest first; a byte of 128 and more says that
// another follows (LEB128). Reading is left to each reader, since only some must expect damage.
#pragma once

#include <cstdint>
#include <string>

namespace zielbaum {

inline void append_packed(std::string& out, std::uint64_t number) {
  for (; number > 127; number >>= 7) out += static_cast<char>(number | 128);
  out += static_cast<char>(number);
}

/// A number of either sign as one that is small where it is near zero, and back ("zigzag").
[[nodiscard]] constexpr std::uint64_t folded_sign(std::int64_t value) {
  return value < 0 ? ~(static_cast<std::uint64_t>(value) << 1) : static_cast<std::uint64_t>(value) << 1;
}
[[nodiscard]] constexpr std::int64_t unfolded_sign(std::uint64_t value) {
  const auto half = static_cast<std::int64_t>(value >> 1);
  return (value & 1) == 0 ? half : ~half;
}

}  // namespace zielbaum
