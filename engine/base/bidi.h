// Text in which words from right to left stand among words from left to right: Unicode's bidirectional algorithm
// (UAX #9).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace zielbaum {

/// Whether a character of `text` belongs to a script that is written from right to left. Cheap where none does.
[[nodiscard]] bool has_right_to_left(std::string_view text);
/// Whether a language (BCP 47) is written from right to left.
[[nodiscard]] bool is_right_to_left(std::string_view lang);

/// The embedding level of each byte of a paragraph, which itself runs from left to right or from right to left. What
/// has an odd level runs from right to left.
[[nodiscard]] std::vector<std::uint8_t> bidi_levels(std::string_view paragraph, bool right_to_left);
/// The places of what has these levels within one line, in the order in which it is seen from left to right (rule L2).
[[nodiscard]] std::vector<std::size_t> visual_order(const std::vector<std::uint8_t>& levels);

}  // namespace zielbaum
