// "Did you mean …?": the names that come nearest to what somebody typed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace zielbaum {

/// Lower case, NFC, without spaces: how names and numbers given by people are compared.
[[nodiscard]] std::string folded(std::string_view text);

/// Of `names` those nearest to `wanted`, best first, at most three; none that is too far off. Capitals and spaces do
/// not count. A name that contains `wanted` (from three characters on) is near; else Levenshtein's distance in
/// characters must be at most a third of its length. Names over 200 bytes are passed over.
[[nodiscard]] std::vector<std::string> nearest(std::string_view wanted, const std::vector<std::string>& names);

}  // namespace zielbaum
