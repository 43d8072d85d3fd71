// documents/<document>/accessibility/<edition>.xml: what people found when they looked at a published file.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/ids.h"

namespace zielbaum::model {

enum class Answer : std::uint8_t { Met, NotMet, NotApplicable };

/// What an office says about one condition.
struct ConditionAnswer {
  std::string condition;  ///< "14-001", or a whole checkpoint: "03"
  Answer answer = Answer::Met;
  std::string note;
  bool operator==(const ConditionAnswer&) const = default;
};

struct AccessibilityRecord {
  EditionId edition;
  std::string sha256;  ///< of the very PDF that was looked at
  std::string office;
  Date date;
  std::vector<ConditionAnswer> answers;
  bool operator==(const AccessibilityRecord&) const = default;
};

}  // namespace zielbaum::model
