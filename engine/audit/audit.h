// What a program can find out about the accessibility of a PDF: every condition of the Matterhorn Protocol 1.1 (the
// PDF Association's list of ways to fail PDF/UA-1) that can be tested by machine, conditions of PDF/A-2a and 3a, and
// conditions of our own about things that validators tend to miss. The judge knows nothing of how the file was made:
// it reads the bytes with libqpdf.
//
// **Judged by machine** (numbers of the Matterhorn Protocol, of clauses of ISO 19005-2 with "A-", ours with "Z-"):
//   01-003 to 005, 007   02-001, 003, 004   06-001 to 003   07-001, 002   09-004 to 008   10-001   11-001 to 006
//   13-004   14-002, 003, 006, 007   15-003   17-002   19-003, 004   20-001 to 003   21-001   25-001   26-002
//   28-002, 004 to 012, 014 to 017   30-001, 002   31-001 to 009, 011, 014 to 016, 027 to 030
//   … and Z-01 … Z-17: see conditions().
// **Not judged**, though a machine could: 15 of the protocol's 87. Where a file could fail one of them, Z-17 fails.
//   17-003  there is no test for it beside 10-001
//   26-001  libqpdf cannot open such a file at all
//   28-018  printer's marks; their being there at all fails Z-17
//   31-012, 013  Type 1 fonts;  31-017 to 026 (ten)  simple TrueType fonts: any font but Type 0 with TrueType outlines
//           fails Z-17
// **For people**: all others; conditions() lists them with their questions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/message.h"
#include "base/result.h"

namespace zielbaum::audit {

enum class Judge : std::uint8_t { Machine, Person };

/// One condition: how the standard numbers it, and what is so where it is met.
struct Condition {
  std::string number;  ///< "14-003", "A-6.1.3", "Z-01"
  Judge judge = Judge::Machine;
  Message statement;
};

/// All conditions in order: Matterhorn's (its checkpoints, "01" to "31", are the first two digits), PDF/A's, ours.
[[nodiscard]] const std::vector<Condition>& conditions();
/// The name of a Matterhorn checkpoint, 1 to 31.
[[nodiscard]] Message checkpoint_name(unsigned checkpoint);

/// Where a condition is broken.
struct Fault {
  std::uint32_t page = 0;  ///< from 1; 0: not on a page, or not known
  std::string element;     ///< "Document/Table[2]/TR[3]/TH[1]", "" where none is meant
  std::string detail;      ///< in the words of PDF: "/Tabs", "MCID 12"
};

/// What was found about one condition that a machine judges.
struct Verdict {
  std::string_view number;    ///< of conditions()
  std::uint64_t checked = 0;  ///< how many things it could have been broken by
  std::uint64_t failed = 0;   ///< how many broke it
  std::vector<Fault> faults;  ///< the first of them, at most kMostFaults
};
inline constexpr std::size_t kMostFaults = 20;

struct Inspection {
  std::vector<Verdict> verdicts;  ///< one for each condition a machine judges, in the order of conditions()
  std::uint32_t pages = 0;
  std::uint64_t elements = 0;  ///< of the structure tree
  int pdfa_part = 0;           ///< as the file says of itself: 2 or 3; 0: not at all, or another
  char pdfa_level = ' ';       ///< 'A', 'B' or 'U', as the file says of itself
  bool claims_ua = false;      ///< it says of itself that it is PDF/UA-1
  [[nodiscard]] bool passed() const;
  /// The conditions that are not met.
  [[nodiscard]] std::vector<std::string> failed() const;
};

/// What conditions belong to. Own: ours, about what validators tend to miss.
enum class Standard : std::uint8_t { PdfUa1, PdfA, Own };
/// Whether a condition belongs to a standard, at the level that the file claims. Z-17 belongs to none: what is not
/// judged is no fault.
[[nodiscard]] bool concerns(Standard standard, const Inspection& inspection, std::string_view number);
/// Whether the file says of itself that it meets a standard.
[[nodiscard]] bool claims(Standard standard, const Inspection& inspection);
[[nodiscard]] bool meets(Standard standard, const Inspection& inspection);
/// Whether nothing was found that the judge cannot judge.
[[nodiscard]] bool is_wholly_judged(const Inspection& inspection);

/// Looks through a whole PDF. Invalid ("pdf-unreadable") where the bytes are no PDF or need a password, and
/// ("pdf-too-much") where a file asks for more than a gigabyte of decoded streams or a hundred million operators. Never
/// trusts the bytes: cycles, wrong types and missing parts are faults. Time and memory are linear in the decoded size.
[[nodiscard]] Result<Inspection> inspect(std::string_view pdf);

}  // namespace zielbaum::audit
