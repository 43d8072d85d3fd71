// The record of testing a PDF for accessibility ("Prüfprotokoll"): which file, what the machine found, what people
// found or have still to look at, and what the file may be called.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "flow/flow.h"
#include "model/accessibility.h"
#include "publish/publish.h"

namespace zielbaum::audit {
struct Inspection;
}

namespace zielbaum::publish {

/// Only what a machine and people have looked at is called accessible ("barrierefrei").
enum class Judgement : std::uint8_t {
  Failed,          ///< a condition is not met, as a machine or people found
  MachineChecked,  ///< "maschinell geprüft"
  Accessible,      ///< "barrierefrei": people looked at this very file as well, and at all conditions
};

/// `sha256` is the file's; a record about another file counts for nothing.
[[nodiscard]] Judgement judge(const audit::Inspection& inspection, std::string_view sha256,
                              const std::optional<model::AccessibilityRecord>& record);
/// "barrierefrei", "maschinell geprüft", "nicht barrierefrei"
[[nodiscard]] Message name_of(Judgement judgement);

/// Answers of a record to what nobody asks people: no condition of the Matterhorn Protocol, or one for machines.
[[nodiscard]] std::vector<std::string> unknown_conditions(const model::AccessibilityRecord& record);

/// What was tested.
struct TestedFile {
  std::string name;    ///< "strategie.pdf"
  std::string sha256;  ///< lower-case hex digits
  std::uint64_t size = 0;
  std::string title;    ///< of the document
  std::string version;  ///< "muster-2022 (3f2a…)"
  std::string publisher;
  std::string record_path;                           ///< where people's part is to be written down
  std::optional<model::AccessibilityRecord> record;  ///< as found there
  Toolchain toolchain;
};

/// The record as a Flow, to be shown and printed like any document. Same input, same Flow.
[[nodiscard]] flow::Flow test_record(const TestedFile& file, const audit::Inspection& inspection, std::string_view lang,
                                     std::optional<std::int64_t> unix_time);

}  // namespace zielbaum::publish
