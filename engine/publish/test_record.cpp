#include "publish/test_record.h"

#include <algorithm>
#include <map>

#include "audit/audit.h"

namespace zielbaum::publish {

namespace {

using audit::Condition;
using audit::Verdict;

/// "14" of "14-003"; "" for conditions beyond the Matterhorn Protocol.
std::string_view checkpoint_of(std::string_view number) {
  return number.size() == 6 && number[2] == '-' ? number.substr(0, 2) : std::string_view();
}

const model::ConditionAnswer* answer_to(const Condition& condition,
                                        const std::optional<model::AccessibilityRecord>& record) {
  if (!record) return nullptr;
  const model::ConditionAnswer* found = nullptr;
  for (const model::ConditionAnswer& answer : record->answers) {
    if (answer.condition == condition.number) return &answer;
    if (answer.condition == checkpoint_of(condition.number)) found = &answer;
  }
  return found;
}

flow::Run text_run(std::string text) {
  flow::Run run;
  run.text = std::move(text);
  return run;
}
flow::Block paragraph(std::string text, flow::ParagraphRole role = flow::ParagraphRole::Body) {
  flow::Paragraph made;
  made.role = role;
  made.runs = {text_run(std::move(text))};
  return {std::move(made), {}};
}
flow::Cell cell(std::string text, flow::Scope scope = flow::Scope::None) {
  flow::Cell made;
  made.scope = scope;
  if (!text.empty()) made.blocks = {paragraph(std::move(text))};
  return made;
}
flow::Row row(std::vector<std::string> texts, flow::Scope first, flow::Scope others) {
  flow::Row made;
  for (std::size_t i = 0; i < texts.size(); ++i)
    made.cells.push_back(cell(std::move(texts[i]), i == 0 ? first : others));
  return made;
}

/// Digits that can be read aloud and compared by eye: four groups.
std::string grouped(std::string_view digits) {
  std::string out;
  for (std::size_t i = 0; i < digits.size(); i += 16) out += (i == 0 ? "" : " ") + std::string(digits.substr(i, 16));
  return out;
}

class Composer {
 public:
  Composer(const TestedFile& file, const audit::Inspection& inspection, std::string_view lang)
      : file_(file), inspection_(inspection), language_(interface_language(lang)) {
    for (const Verdict& verdict : inspection.verdicts) verdicts_.emplace(verdict.number, &verdict);
    made_.metadata.lang = language_ == Language::German ? "de" : "en";
    holds_ = file.record && file.record->sha256 == file.sha256;
  }

  flow::Flow compose(std::optional<std::int64_t> unix_time) {
    made_.metadata.title = say(msg("Accessibility test record: {0}", file_.title));
    made_.metadata.author = file_.publisher;
    made_.metadata.unix_time = unix_time;
    made_.running_title = made_.metadata.title;
    heading(1, made_.metadata.title);
    add_judgement();
    add_file();
    add_machine_part();
    add_people_part();
    return std::move(made_);
  }

 private:
  [[nodiscard]] std::string say(const Message& message) const { return render(message, language_); }
  void heading(std::uint8_t level, std::string text) {
    flow::Heading made;
    made.level = level;
    made.anchor = "abschnitt-" + std::to_string(++anchors_);
    made.runs = {text_run(std::move(text))};
    made_.blocks.push_back({std::move(made), {}});
  }
  void add(Message message, flow::ParagraphRole role = flow::ParagraphRole::Body) {
    made_.blocks.push_back(paragraph(say(message), role));
  }
  void facts(const std::vector<std::pair<std::string, std::string>>& lines) {
    flow::Table table;
    table.role = flow::TableRole::Facts;
    table.shares = {3, 7};
    for (const auto& [label, text] : lines) {
      table.rows.push_back(row({label, text}, flow::Scope::Row, flow::Scope::None));
    }
    made_.blocks.push_back({std::move(table), {}});
  }

  void add_judgement() {
    const Judgement judgement = judge(inspection_, file_.sha256, file_.record);
    add(msg("Result: {0}", say(name_of(judgement))), flow::ParagraphRole::Notice);
    switch (judgement) {
      case Judgement::Failed:
        add(msg("Not all conditions are met. The file must not be called accessible."));
        break;
      case Judgement::MachineChecked:
        add(
            msg("All conditions that a machine can judge are met. Whether the file is accessible is for people to say: "
                "their part is not recorded yet, or not in full."));
        break;
      case Judgement::Accessible:
        add(msg("All conditions that a machine can judge are met, and {0} has looked at the others ({1}).",
                file_.record->office, written_out(file_.record->date, language_)));
        break;
    }
  }

  void add_file() {
    heading(2, say(msg("The file")));
    std::string made_with;
    for (const auto& [name, version] : file_.toolchain)
      made_with += (made_with.empty() ? "" : ", ") + name + " " + version;
    std::string standard = "PDF/UA-1";
    if (inspection_.pdfa_part > 0) standard += ", PDF/A-" + std::to_string(inspection_.pdfa_part) + "a";
    facts({{say(msg("File")), file_.name},
           {say(msg("Document")), file_.title},
           {say(msg("Version")), file_.version},
           {"SHA-256", grouped(file_.sha256)},
           {say(msg("Size")), say(msg("{0} bytes", file_.size))},
           {say(msg("Extent")), say(msg("{0} pages, {1} structure elements", inspection_.pages, inspection_.elements))},
           {say(msg("Standards claimed")), standard},
           {say(msg("Made and tested with")), made_with}});
  }

  // ---- the machine's part ----

  void add_machine_part() {
    heading(2, say(msg("Part for machines")));
    const std::vector<std::string> failed = inspection_.failed();
    add(
        msg("Judged were {0} conditions: of the Matterhorn Protocol 1.1 for PDF/UA-1 by its numbers, of PDF/A by the "
            "clauses of ISO 19005 (A-…), and some of our own (Z-…). Not met: {1}.",
            inspection_.verdicts.size(), failed.size()));
    if (!failed.empty()) add_faults();
    for_each_group(audit::Judge::Machine, [this](const std::vector<const Condition*>& group) { add_verdicts(group); });
  }

  void add_faults() {
    heading(3, say(msg("What is not met")));
    flow::List list;
    for (const Verdict& verdict : inspection_.verdicts) {
      for (const audit::Fault& fault : verdict.faults) {
        std::string text = std::string(verdict.number);
        if (fault.page > 0) text += ", " + say(msg("page {0}", fault.page));
        for (const std::string& part : {fault.element, fault.detail}) text += part.empty() ? "" : ", " + part;
        list.items.push_back({{paragraph(std::move(text))}});
      }
      if (verdict.failed > verdict.faults.size()) {
        list.items.push_back(
            {{paragraph(say(msg("{0}: {1} more places", verdict.number, verdict.failed - verdict.faults.size())))}});
      }
    }
    made_.blocks.push_back({std::move(list), {}});
  }

  /// Calls `visit` with the conditions of one judge, checkpoint by checkpoint, each under its heading.
  template <typename Visit>
  void for_each_group(audit::Judge judge, Visit visit) {
    std::vector<const Condition*> group;
    const auto flush = [&] {
      if (!group.empty()) {
        heading(3, title_of(group.front()->number));
        visit(group);
      }
      group.clear();
    };
    for (const Condition& condition : audit::conditions()) {
      if (condition.judge != judge) continue;
      if (!group.empty() && title_of(group.front()->number) != title_of(condition.number)) flush();
      group.push_back(&condition);
    }
    flush();
  }
  [[nodiscard]] std::string title_of(std::string_view number) const {
    const std::string_view checkpoint = checkpoint_of(number);
    if (checkpoint.empty()) return say(number.starts_with("A") ? msg("PDF/A") : msg("Our own conditions"));
    const unsigned value = static_cast<unsigned>((checkpoint[0] - '0') * 10 + (checkpoint[1] - '0'));
    return say(msg("Checkpoint {0}: {1}", checkpoint, say(audit::checkpoint_name(value))));
  }

  void add_verdicts(const std::vector<const Condition*>& group) {
    flow::Table table;
    table.role = flow::TableRole::Listing;
    table.shares = {3, 10, 3, 4};
    table.header = {row({say(msg("Number")), say(msg("Condition")), say(msg("Checked")), say(msg("Finding"))},
                        flow::Scope::Column, flow::Scope::Column)};
    for (const Condition* condition : group) {
      const Verdict& verdict = *verdicts_.at(condition->number);
      const std::string finding = verdict.failed > 0    ? say(msg("not met ({0})", verdict.failed))
                                  : verdict.checked > 0 ? say(msg("met"))
                                                        : say(msg("does not occur"));
      table.rows.push_back(row({condition->number, say(condition->statement), std::to_string(verdict.checked), finding},
                               flow::Scope::Row, flow::Scope::None));
      table.rows.back().cells[2].align = flow::Align::Right;
    }
    table.header.front().cells[2].align = flow::Align::Right;
    made_.blocks.push_back({std::move(table), {}});
  }

  // ---- people's part ----

  void add_people_part() {
    heading(2, say(msg("Part for people")));
    if (file_.record && !holds_) {
      add(msg("There is a record of {0}, but about another file. It counts for nothing here.",
              written_out(file_.record->date, language_)));
    }
    if (!holds_) {
      add(msg("Print this part or fill it in; then write down the answers in {0}.", file_.record_path));
    }
    const std::string blank = "______________________________";
    facts({{say(msg("Office")), holds_ ? file_.record->office : blank},
           {say(msg("Date")), holds_ ? written_out(file_.record->date, language_) : blank},
           {say(msg("Tried with (program, screen reader)")), holds_ ? std::string("–") : blank}});
    for_each_group(audit::Judge::Person, [this](const std::vector<const Condition*>& group) { add_questions(group); });
    add_how_to_record();
  }

  void add_questions(const std::vector<const Condition*>& group) {
    flow::Table table;
    table.role = flow::TableRole::Listing;
    table.shares = {3, 9, 5, 4};
    table.header = {row({say(msg("Number")), say(msg("Condition")), say(msg("Finding")), say(msg("Remark"))},
                        flow::Scope::Column, flow::Scope::Column)};
    for (const Condition* condition : group) {
      const model::ConditionAnswer* answer = holds_ ? answer_to(*condition, file_.record) : nullptr;
      flow::Row made = row({condition->number, say(condition->statement),
                            answer == nullptr ? "" : in_words(answer->answer), answer == nullptr ? "" : answer->note},
                           flow::Scope::Row, flow::Scope::None);
      if (answer == nullptr) made.cells[2].blocks = boxes();
      table.rows.push_back(std::move(made));
    }
    made_.blocks.push_back({std::move(table), {}});
  }
  [[nodiscard]] std::string in_words(model::Answer answer) const {
    switch (answer) {
      case model::Answer::Met:
        return say(msg("met"));
      case model::Answer::NotMet:
        return say(msg("not met"));
      case model::Answer::NotApplicable:
        break;
    }
    return say(msg("does not occur"));
  }
  /// What can be ticked on paper.
  [[nodiscard]] flow::Blocks boxes() const {
    flow::Blocks made;
    for (const model::Answer answer : {model::Answer::Met, model::Answer::NotMet, model::Answer::NotApplicable}) {
      made.push_back(paragraph("◻ " + in_words(answer)));
    }
    return made;
  }

  void add_how_to_record() {
    heading(2, say(msg("How people's part is recorded")));
    add(
        msg("Write the file {0} and save it. A whole checkpoint may be answered at once. The file is called accessible "
            "when all conditions for people are answered and none is “not-met”.",
            file_.record_path));
    flow::Code code;
    code.text =
        "<accessibility xmlns=\"urn:zielbaum:accessibility:1\"\n  edition=\"…\" office=\"…\" date=\"2026-11-20\"\n"
        "  sha256=\"" +
        file_.sha256 +
        "\">\n  <condition number=\"01-001\" answer=\"met\" />\n"
        "  <condition number=\"03\" answer=\"not-applicable\" />\n"
        "  <condition number=\"09-001\" answer=\"not-met\">…</condition>\n</accessibility>";
    made_.blocks.push_back({std::move(code), {}});
  }

  const TestedFile& file_;
  const audit::Inspection& inspection_;
  Language language_;
  std::map<std::string_view, const Verdict*> verdicts_;
  flow::Flow made_;
  bool holds_ = false;  ///< the record is about this very file
  int anchors_ = 0;
};

}  // namespace

Judgement judge(const audit::Inspection& inspection, std::string_view sha256,
                const std::optional<model::AccessibilityRecord>& record) {
  if (!inspection.passed()) return Judgement::Failed;
  if (!record || record->sha256 != sha256) return Judgement::MachineChecked;
  bool all = true;
  for (const Condition& condition : audit::conditions()) {
    if (condition.judge != audit::Judge::Person) continue;
    const model::ConditionAnswer* answer = answer_to(condition, record);
    if (answer != nullptr && answer->answer == model::Answer::NotMet) return Judgement::Failed;
    all = all && answer != nullptr;
  }
  return all ? Judgement::Accessible : Judgement::MachineChecked;
}

Message name_of(Judgement judgement) {
  switch (judgement) {
    case Judgement::Failed:
      return msg("not accessible");
    case Judgement::MachineChecked:
      return msg("checked by machine");
    case Judgement::Accessible:
      break;
  }
  return msg("accessible");
}

std::vector<std::string> unknown_conditions(const model::AccessibilityRecord& record) {
  std::vector<std::string> unknown;
  for (const model::ConditionAnswer& answer : record.answers) {
    const bool known =
        std::any_of(audit::conditions().begin(), audit::conditions().end(), [&](const Condition& condition) {
          return condition.judge == audit::Judge::Person &&
                 (condition.number == answer.condition || checkpoint_of(condition.number) == answer.condition);
        });
    if (!known) unknown.push_back(answer.condition);
  }
  return unknown;
}

flow::Flow test_record(const TestedFile& file, const audit::Inspection& inspection, std::string_view lang,
                       std::optional<std::int64_t> unix_time) {
  return Composer(file, inspection, lang).compose(unix_time);
}

}  // namespace zielbaum::publish
