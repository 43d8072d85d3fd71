// A text in which it is not decided what counts: both wordings, and the one before them, between git's marks.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace zielbaum {

/// One text of three, which has what all three begin and end with once, and between that
///   <<<<<<< NAME      ours
///   ||||||| base      the one before
///   =======           theirs
///   >>>>>>> NAME
[[nodiscard]] std::string with_merge_marks(std::string_view base, std::string_view ours, std::string_view theirs,
                                           std::string_view our_name, std::string_view their_name);

/// The line on which such a place begins; nothing where there is none.
[[nodiscard]] std::optional<std::uint32_t> first_merge_mark(std::string_view text);

}  // namespace zielbaum
