// documents/<document>/accessibility/<edition>.xml
//
//   <accessibility xmlns="urn:zielbaum:accessibility:1" edition="muster-2022" sha256="64 hex digits" office="…"
//                  date="2026-11-20">
//     <condition number="14-001" answer="met">note</condition>*
//   </accessibility>
//
// `number` is a condition of the Matterhorn Protocol or a whole checkpoint ("03"); `answer` is met, not-met or
// not-applicable.
#include <algorithm>
#include <set>

#include "xml/read_internal.h"
#include "xml/xml.h"

namespace zielbaum::xml {

namespace {

constexpr std::string_view kNamespace = "urn:zielbaum:accessibility:1";
const std::vector<std::string_view> kAnswers = {"met", "not-met", "not-applicable"};

bool is_sha256(std::string_view text) {
  return text.size() == 64 &&
         std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

/// "03" or "14-001"
bool is_condition(std::string_view text) {
  if (text.size() != 2 && (text.size() != 6 || text[2] != '-')) return false;
  return std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || c == '-'; });
}

}  // namespace

Result<model::AccessibilityRecord> read_accessibility(std::string_view bytes, std::string_view file) {
  Source source = TRY(open_source(bytes, file, "accessibility", kNamespace));
  const Element root = source.tree.document_element();
  expect_attributes(source, root, {"edition", "sha256", "office", "date"});
  expect_no_text(source, root);
  model::AccessibilityRecord record;
  record.edition.text = id_attribute(source, root, "edition");
  source.node = root;
  record.sha256 = required_attribute(source, root, "sha256");
  if (!record.sha256.empty() && !is_sha256(record.sha256)) {
    complain(source, root, "bad-value", msg("{0} is no SHA-256", record.sha256),
             msg("Copy the 64 digits from the test record of the file that was looked at."));
  }
  record.office = required_attribute(source, root, "office");
  (void)required_attribute(source, root, "date");
  record.date = date_attribute(source, root, "date").value_or(Date{});
  std::set<std::string> given;
  for_each_child(root, [&](Element child) {
    if (name_of(child) != "condition") return unknown_element(source, child, {"condition"});
    model::ConditionAnswer answer;
    answer.note = leaf_text(source, child, {"number", "answer"});
    answer.condition = required_attribute(source, child, "number");
    (void)required_attribute(source, child, "answer");
    answer.answer = static_cast<model::Answer>(choice_attribute(source, child, "answer", kAnswers));
    if (!answer.condition.empty() && !is_condition(answer.condition)) {
      complain(source, child, "bad-value", msg("{0} is no condition", answer.condition),
               msg("Give a condition (14-001) or a whole checkpoint (14)."));
    } else if (!given.insert(answer.condition).second) {
      complain(source, child, "duplicate-field", msg("{0} is answered twice", answer.condition),
               msg("Delete one of the two."));
    }
    record.answers.push_back(std::move(answer));
  });
  if (has_errors(source.findings)) return invalid(std::move(source));
  return record;
}

}  // namespace zielbaum::xml
