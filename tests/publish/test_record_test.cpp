// Laws of the test record: only people's full word about the very file makes it accessible; the record is itself one.
#include "publish/test_record.h"

#include <algorithm>

#include "audit/audit.h"
#include "html/html.h"
#include "support/pdf_of.h"

using namespace zielbaum;
using namespace zielbaum::test;
using publish::Judgement;

namespace {

const std::string kHash(64, 'a');

audit::Inspection good() {
  audit::Inspection inspection;
  for (const audit::Condition& condition : audit::conditions()) {
    if (condition.judge != audit::Judge::Machine) continue;
    audit::Verdict verdict;
    verdict.number = condition.number;
    verdict.checked = 3;
    inspection.verdicts.push_back(std::move(verdict));
  }
  inspection.pages = 4;
  inspection.elements = 100;
  inspection.pdfa_part = 2;
  return inspection;
}

audit::Inspection bad() {
  audit::Inspection inspection = good();
  inspection.verdicts.front().failed = 30;
  inspection.verdicts.front().faults = {{2, "Document/P[1]", "/Artifact"}};
  return inspection;
}

model::AccessibilityRecord full_record() {
  model::AccessibilityRecord record;
  record.edition.text = "muster";
  record.sha256 = kHash;
  record.office = "Senatskanzlei";
  record.date = {2026, 11, 20};
  for (const audit::Condition& condition : audit::conditions()) {
    if (condition.judge == audit::Judge::Person) record.answers.push_back({condition.number, model::Answer::Met, ""});
  }
  return record;
}

publish::TestedFile tested(std::optional<model::AccessibilityRecord> record) {
  publish::TestedFile file;
  file.name = "plan.pdf";
  file.sha256 = kHash;
  file.size = 1234;
  file.title = "Plan";
  file.version = "plan@muster";
  file.publisher = "Senatskanzlei";
  file.record_path = "documents/plan/accessibility/muster.xml";
  file.record = std::move(record);
  file.toolchain = publish::toolchain();
  return file;
}

}  // namespace

TEST_CASE("judgement: accessible only with people's full word about this very file") {
  CHECK(publish::judge(good(), kHash, std::nullopt) == Judgement::MachineChecked);
  CHECK(publish::judge(good(), kHash, full_record()) == Judgement::Accessible);
  CHECK(publish::judge(bad(), kHash, full_record()) == Judgement::Failed);
  CHECK(publish::judge(good(), std::string(64, 'b'), full_record()) == Judgement::MachineChecked);

  model::AccessibilityRecord record = full_record();
  record.answers.pop_back();
  CHECK(publish::judge(good(), kHash, record) == Judgement::MachineChecked);
  record = full_record();
  record.answers.back().answer = model::Answer::NotApplicable;
  CHECK(publish::judge(good(), kHash, record) == Judgement::Accessible);
  record.answers.back().answer = model::Answer::NotMet;
  CHECK(publish::judge(good(), kHash, record) == Judgement::Failed);
}

TEST_CASE("judgement: a checkpoint can be answered at once, and a condition of it apart") {
  model::AccessibilityRecord record = full_record();
  std::erase_if(record.answers,
                [](const model::ConditionAnswer& answer) { return answer.condition.starts_with("13"); });
  CHECK(publish::judge(good(), kHash, record) == Judgement::MachineChecked);
  record.answers.push_back({"13", model::Answer::NotApplicable, ""});
  CHECK(publish::judge(good(), kHash, record) == Judgement::Accessible);
  record.answers.push_back({"13-005", model::Answer::NotMet, ""});
  CHECK(publish::judge(good(), kHash, record) == Judgement::Failed);
}

TEST_CASE("judgement: nobody is asked about what a machine judges, or what does not exist") {
  model::AccessibilityRecord record = full_record();
  CHECK(publish::unknown_conditions(record).empty());
  record.answers.push_back({"01-005", model::Answer::Met, ""});
  record.answers.push_back({"99", model::Answer::Met, ""});
  CHECK(publish::unknown_conditions(record) == std::vector<std::string>{"01-005", "99"});
}

TEST_CASE("test record: a sound Flow that tells file, conditions and result, in both languages") {
  for (const char* lang : {"de", "en"}) {
    const flow::Flow flow = publish::test_record(tested(std::nullopt), bad(), lang, 1'700'000'000);
    CHECK(flow::broken_rules(flow).empty());
    const std::string text = flow::plain_text(flow);
    for (const audit::Condition& condition : audit::conditions()) {
      INFO(condition.number);
      CHECK(text.find(condition.number) != std::string::npos);
      CHECK(text.find(render(condition.statement, interface_language(lang))) != std::string::npos);
    }
    CHECK(text.find("plan.pdf") != std::string::npos);
    CHECK(text.find("Document/P[1]") != std::string::npos);
    CHECK(text.find("libharu") != std::string::npos);
  }
  const auto text_of = [](const std::optional<model::AccessibilityRecord>& record) {
    return flow::plain_text(publish::test_record(tested(record), good(), "de", std::nullopt));
  };
  CHECK(text_of(std::nullopt).find("maschinell geprüft") != std::string::npos);
  CHECK(text_of(std::nullopt).find("◻ nicht erfüllt") != std::string::npos);
  CHECK(text_of(full_record()).find("Ergebnis: barrierefrei") != std::string::npos);
  CHECK(text_of(full_record()).find("◻") == std::string::npos);
  model::AccessibilityRecord other = full_record();
  other.sha256 = std::string(64, 'b');
  CHECK(text_of(other).find("zu einer anderen Datei") != std::string::npos);
}

TEST_CASE("test record: is accessible itself") {
  const flow::Flow flow = publish::test_record(tested(std::nullopt), bad(), "de", 1'700'000'000);
  const Result<audit::Inspection> inspection = audit::inspect(test::pdf_of(flow));
  REQUIRE(inspection.has_value());
  CHECK(inspection->failed().empty());
  CHECK(html::page(flow, [](std::string_view) -> Result<std::string> { return std::string(); }).has_value());
}
