// Where German typography forbids a line to end although a space stands there: "§ 3", "12 %", "3. August".
#pragma once

#include <string_view>

namespace zielbaum::typeset {

/// Whether no line may end between `before` and `after`, two words of one paragraph with nothing but a space between
/// them. `then` is the word that follows `after`, or "".
[[nodiscard]] bool belong_together(std::string_view before, std::string_view after, std::string_view then);

}  // namespace zielbaum::typeset
