// Which addresses prose may hold. Everything else becomes text.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace zielbaum::text {

enum class Address { Allowed, Http, Unsafe };

/// https with a host, mailto, and node: with a valid target are allowed. Schemes are compared without regard to case.
[[nodiscard]] Address judge_address(std::string_view address);

/// The address with its scheme in lower case. Requires an allowed one.
[[nodiscard]] std::string canonical_address(std::string_view address);

/// The file name of "media/NAME", percent escapes decoded; nothing where it leads elsewhere.
[[nodiscard]] std::optional<std::string> media_name(std::string_view path);

}  // namespace zielbaum::text
