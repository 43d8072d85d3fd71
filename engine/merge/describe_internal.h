// Values as texts, only to order them in a way that does not depend on which side is which.
#pragma once

#include <string>

#include "model/document.h"

namespace zielbaum::merge {

/// Equal exactly for equal values.
[[nodiscard]] std::string describe(const model::FieldValue& value);
/// Equal exactly for values that say the same: "1.50 EUR" is "1.5 EUR".
[[nodiscard]] std::string meaning(const model::FieldValue& value);
/// Equal exactly for equal nodes below whatever parents.
[[nodiscard]] std::string describe(const model::Node& node);

}  // namespace zielbaum::merge
