// A PDF made smaller, and judged again.
#pragma once

#include <string>
#include <string_view>

#include "audit/audit.h"
#include "base/result.h"

namespace zielbaum::pdf {

/// A file, and what was found about it.
struct Judged {
  std::string bytes;
  audit::Inspection inspection;
};
/// The same document in fewer bytes, by compressed object streams, and judged again. Internal ("pdf-not-compact") where
/// what came out is worse than what went in; Invalid where that is no PDF. Same bytes in, same bytes out.
[[nodiscard]] Result<Judged> compacted(std::string_view pdf);

}  // namespace zielbaum::pdf
