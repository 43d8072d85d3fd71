// Both Berlin documents and one made of what is hard to set, all the way: read, checked, set, written as PDF and read
// back by other programs.
#include <algorithm>
#include <clocale>
#include <cstdlib>
#include <filesystem>
#include <regex>
#include <sstream>

#include "audit/audit.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/process.h"
#include "model/paths.h"
#include "publishing/pages_internal.h"
#include "support/catch.h"
#include "support/markup.h"
#include "support/reading.h"
#include "support/source_folder.h"
#include "support/temp_folder.h"
#include "workspace/reasons.h"
#include "workspace/workspace.h"
#include "xml/xml.h"

using namespace zielbaum;

namespace {

const std::filesystem::path kSource = test::kSourceFolder;

/// A workspace with a copy of documents and schemas from a folder.
struct Copy {
  test::TempFolder folder;
  std::optional<workspace::Workspace> workspace;

  explicit Copy(const std::filesystem::path& source) {
    for (const char* part : {"documents", "schemas"}) {
      std::filesystem::copy(source / part, folder.path() / part, std::filesystem::copy_options::recursive);
    }
    Result<workspace::Workspace> made = workspace::create(folder.path(), kSource / "schemas", "");
    REQUIRE(made.has_value());
    workspace.emplace(std::move(*made));
  }
};

/// The repository's own documents.
struct Berlin : Copy {
  Berlin() : Copy(kSource) {}
};

Result<std::string> resource(std::string_view name) {
  const std::filesystem::path fonts = "/usr/share/fonts";
  if (name == publish::kColourProfile) return read_file(std::filesystem::path("/usr/share/color/icc") / name);
  return read_file(fonts / name);
}

std::vector<std::string> split(std::string_view text) {
  std::string plain(text);
  for (const std::string_view space : {"\u00A0", "\u202F"}) {
    for (std::size_t at = plain.find(space); at != std::string::npos; at = plain.find(space, at)) {
      plain.replace(at, space.size(), " ");
    }
  }
  // What nobody sees: a place to divide a word, and the second glyph of a character that a font draws with two.
  for (const std::string_view unseen : {"\u00AD", "\u200B"}) {
    for (std::size_t at = plain.find(unseen); at != std::string::npos; at = plain.find(unseen, at)) {
      plain.erase(at, unseen.size());
    }
  }
  std::istringstream in(plain);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

/// The words that `pdfinfo -struct-text` finds in the structure tree, in its order.
std::vector<std::string> structure_words(std::string pdf) {
  // Of a copy without colour profile: poppler, which goes through a page for each of its elements, reads it each time.
  const std::string_view profiles = "/OutputIntents";
  REQUIRE(pdf.find(profiles) != std::string::npos);
  pdf.replace(pdf.find(profiles), profiles.size(), "/NoIntentions!");
  const test::TempFolder folder;
  const std::string file = (folder.path() / "a.pdf").string();
  REQUIRE(write_file(file, pdf).has_value());
  const Result<Finished> listed = run_process({"pdfinfo", "-struct-text", file});
  REQUIRE(listed.has_value());
  REQUIRE(listed->exit_code == 0);
  std::istringstream lines(listed->out);
  std::string text;
  for (std::string line; std::getline(lines, line);) {
    const std::size_t first = line.find_first_not_of(' ');
    if (first == std::string::npos) continue;
    if (line[first] == '"') {
      text += line.substr(first + 1, line.rfind('"') - first - 1);
    } else if (line.find("(inline)") == std::string::npos && line.compare(first, 6, "Object") != 0 &&
               line[first] != '/') {
      text += ' ';
    }
  }
  // The pages that references lead to are said in print only.
  static const std::regex kPage(" ?\\(Seite\xC2\xA0[0-9]+\\)|, Seite\xC2\xA0[0-9]+");
  return split(std::regex_replace(text, kPage, ""));
}

/// A word without the number of the note that stands behind it.
std::string without_note_mark(std::string word) {
  while (!word.empty() && word.back() >= '0' && word.back() <= '9') word.pop_back();
  return word;
}

bool is_number_or_bullet(const std::string& word) {
  return word == "•" || word == "–" ||
         std::all_of(word.begin(), word.end(), [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
}

const Date kToday{2026, 11, 22};

}  // namespace

TEST_CASE("documents: both are sound, canonical, and written back byte by byte") {
  const Berlin berlin;
  for (const workspace::Checked& checked : *workspace::check(*berlin.workspace, {}, {})) {
    INFO(checked.document.text);
    CHECK_FALSE(has_errors(checked.findings));
    CHECK(std::none_of(checked.findings.begin(), checked.findings.end(),
                       [](const Finding& finding) { return finding.severity == Severity::Warning; }));
  }
  const std::vector<DocumentId> documents = *workspace::documents(*berlin.workspace, {});
  CHECK(documents == std::vector<DocumentId>{{"strategischer-rahmen"}, {"smart-city-strategie"}});
  for (const DocumentId& document : documents) {
    const workspace::Loaded loaded = *workspace::load(*berlin.workspace, document, {});
    CHECK(xml::write_document(loaded.document, loaded.type) == *read_file(kSource / model::document_path(document)));
  }
}

namespace {

/// The PDF. The same twice, sound for qpdf, and accessible as far as a machine can tell.
std::string written_pdf(const Copy& copy, const DocumentId& document) {
  const std::string pdf = *publishing::pdf(*copy.workspace, document, {}, kToday, resource);
  CHECK(pdf == *publishing::pdf(*copy.workspace, document, {}, kToday, resource));
  const std::string file = (copy.folder.path() / (document.text + ".pdf")).string();
  REQUIRE(write_file(file, pdf).has_value());
  const Result<Finished> checked = run_process({"qpdf", "--check", file});
  REQUIRE(checked.has_value());
  INFO(checked->out << checked->err);
  CHECK(checked->exit_code == 0);
  const Result<audit::Inspection> inspection = audit::inspect(pdf);
  REQUIRE(inspection.has_value());
  CHECK(inspection->failed() == std::vector<std::string>{});
  return pdf;
}

/// Every word of the document's Flow in its order; beyond them only numbers of pages and notes, and bullets.
void check_words(const Copy& copy, const DocumentId& document, const std::string& pdf) {
  const workspace::Shown shown =
      *workspace::shown(*copy.workspace, *workspace::load(*copy.workspace, document, {}), kToday);
  flow::Flow flow = *publishing::flow_of(*copy.workspace, shown);
  CHECK(flow::broken_rules(flow).empty());
  // Alternative texts are attributes in the PDF, heard but not listed as text.
  for (flow::Block& block : flow.blocks) {
    if (auto* figure = std::get_if<flow::Figure>(&block.content)) figure->alt.clear();
    if (auto* drawing = std::get_if<flow::Drawing>(&block.content)) drawing->alt.clear();
  }
  const std::vector<std::string> expected = split(flow::plain_text(flow));
  CHECK(expected.size() > 2000);
  auto next = expected.begin();
  for (const std::string& word : structure_words(pdf)) {
    if (next != expected.end() && (word == *next || without_note_mark(word) == *next)) {
      ++next;
      continue;
    }
    INFO(word << " stands where " << (next == expected.end() ? "nothing" : *next) << " should");
    REQUIRE(is_number_or_bullet(word));
  }
  CHECK(next == expected.end());
}

}  // namespace

TEST_CASE(
    "documents: the PDF is the same twice, sound, says all words in order, and is accessible as far as a machine can "
    "tell") {
  const Berlin berlin;
  for (const DocumentId& document : *workspace::documents(*berlin.workspace, {}))
    check_words(berlin, document, written_pdf(berlin, document));
}

TEST_CASE("documents: what is hard to set is sound, and the same in another locale and time zone") {
  const Copy hard(kSource / "tests" / "documents" / "hard");
  const DocumentId document{"hart"};
  for (const workspace::Checked& checked : *workspace::check(*hard.workspace, document, {})) {
    for (const Finding& finding : checked.findings) {
      INFO(finding.code << " " << render(finding.message, Language::English));
      CHECK(finding.severity != Severity::Error);
    }
  }
  const std::string here = written_pdf(hard, document);
  check_words(hard, document, here);
  const char* const zone = std::getenv("TZ");
  const std::string old_zone = zone == nullptr ? "" : zone;
  ::setenv("TZ", "Pacific/Auckland", 1);
  for (const char* locale : {"de_DE.UTF-8", "C.UTF-8"}) {
    if (std::setlocale(LC_ALL, locale) == nullptr) continue;
    CHECK(*publishing::pdf(*hard.workspace, document, {}, kToday, resource) == here);
  }
  std::setlocale(LC_ALL, "C");
  zone == nullptr ? ::unsetenv("TZ") : ::setenv("TZ", old_zone.c_str(), 1);
}

TEST_CASE("documents: in HTML, every part that scrolls has a name of its own and no head of a table is empty") {
  const Berlin berlin;
  for (const DocumentId& document : *workspace::documents(*berlin.workspace, {})) {
    const workspace::Shown shown =
        *workspace::shown(*berlin.workspace, *workspace::load(*berlin.workspace, document, {}), kToday);
    const html::MediaAddress media =
        publishing::address_of(publishing::media_of(*berlin.workspace, {workspace::State{}}));
    const std::string html = *html::page(*publishing::flow_of(*berlin.workspace, shown), media);
    CHECK(html.find("\"></th>") == std::string::npos);
    const test::Markup markup = test::read_markup(html);
    CHECK(markup.mistakes.empty());
    std::vector<std::string> names;
    for (const test::Tag& tag : markup.tags) {
      if (tag.get("role") == "region") names.push_back(tag.get("aria-label"));
    }
    CHECK(names.size() > 1);
    std::sort(names.begin(), names.end());
    CHECK(std::adjacent_find(names.begin(), names.end()) == names.end());
  }
}

TEST_CASE("documents: a redline reads as the edition without what is gone, and its PDF is accessible") {
  Berlin berlin;
  const store::Act act = {{"Änne Beispiel", "aenne@example.org"}, 1'790'000'000};
  const DocumentId document{"smart-city-strategie"};
  REQUIRE(workspace::save(*berlin.workspace, "Anfang", act).has_value());
  const std::string measure = "smart-city-strategie/kuehle-orte-ehvq";
  for (const char* text : {"data-governance-vecc", "kuehle-orte-ehvq"}) {
    const std::string name = std::string(text) + ".md";
    std::filesystem::copy(kSource / "tools/demo-update/smart-city-strategie" / name,
                          berlin.folder.path() / "documents/smart-city-strategie/text" / name,
                          std::filesystem::copy_options::overwrite_existing);
  }
  REQUIRE(workspace::move_node(*berlin.workspace, measure, {.under = "stadtentwicklung-794y"}, act).has_value());
  REQUIRE(workspace::set_fields(*berlin.workspace, measure, {"title=Kühle Orte", "target+=2027=400 Orte"}, act));
  REQUIRE(workspace::remove_node(*berlin.workspace, "smart-city-strategie/pendeldaten-dha4", act).has_value());

  const workspace::State saved = *workspace::resolve(*berlin.workspace, "saved", document);
  const workspace::WholeComparison comparison = *workspace::compare_whole(*berlin.workspace, document, saved, {});
  const workspace::Shown before = *workspace::shown(*berlin.workspace, comparison.before(), kToday);
  const workspace::Shown after = *workspace::shown(*berlin.workspace, comparison.after(), kToday);
  const flow::Flow flow = *publishing::redline_of(*berlin.workspace, before, after, comparison.changes);
  CHECK(flow::broken_rules(flow).empty());
  flow::Flow edition = *publishing::flow_of(*berlin.workspace, after);
  const std::vector<std::string> whole = test::words_read(test::text_of_redline(edition), flow::Mark::None);
  const std::vector<std::string> read = test::words_read(test::text_of_redline(flow), flow::Mark::Deleted);
  // Behind the text an edition has lists.
  REQUIRE(read.size() < whole.size());
  CHECK(read.size() > 5000);
  const auto different = std::mismatch(read.begin(), read.end(), whole.begin());
  UNSCOPED_INFO(std::distance(read.begin(), different.first) << ": " << *different.second);
  CHECK(different.first == read.end());

  const std::string pdf =
      *publishing::redline(*berlin.workspace, comparison, kToday, {publishing::Format::Pdf, true, "", ""}, resource);
  const Result<audit::Inspection> inspection = audit::inspect(pdf);
  REQUIRE(inspection.has_value());
  CHECK(inspection->failed() == std::vector<std::string>{});
}

TEST_CASE("documents: a Synopse with three versions and reasons is accessible, and a publication has no reasons") {
  Berlin berlin;
  const store::Act act = {{"Änne Beispiel", "aenne@example.org"}, 1'790'000'000};
  const store::Act later = {act.author, act.unix_time + 1};
  const DocumentId document{"smart-city-strategie"};
  const std::string measure = "smart-city-strategie/kuehle-orte-ehvq";
  const workspace::State first = workspace::save(*berlin.workspace, "Anfang", act)->version;
  REQUIRE(workspace::move_node(*berlin.workspace, measure, {.under = "stadtentwicklung-794y"}, act).has_value());
  const workspace::State second = workspace::save(*berlin.workspace, "Entwurf", act)->version;
  REQUIRE(workspace::set_fields(*berlin.workspace, measure, {"title=Kühle Orte"}, act).has_value());
  REQUIRE(workspace::give_reason(*berlin.workspace, measure, "Kürzer.\n\nVerständlicher.", later).has_value());

  const workspace::WholeComparison step = *workspace::compare_whole(*berlin.workspace, document, first, second);
  workspace::WholeComparison last = *workspace::compare_whole(*berlin.workspace, document, second, {});
  REQUIRE(workspace::add_reasons(*berlin.workspace, last, workspace::SaveMessages::LeaveOut)->empty());
  CHECK(last.reasons.size() == 1);
  const publishing::ComparisonFile file{publishing::Format::Pdf, true, "", ""};
  for (const Result<std::string>& pdf :
       {publishing::synopsis(*berlin.workspace, last, kToday, file, resource),
        publishing::synopsis_of_three(*berlin.workspace, step, last, kToday, file, resource),
        publishing::change_list(*berlin.workspace, last, kToday, file, resource)}) {
    REQUIRE(pdf.has_value());
    const Result<audit::Inspection> inspection = audit::inspect(*pdf);
    REQUIRE(inspection.has_value());
    CHECK(inspection->failed() == std::vector<std::string>{});
  }
  const workspace::Shown before = *workspace::shown(*berlin.workspace, last.before(), kToday);
  const workspace::Shown after = *workspace::shown(*berlin.workspace, last.after(), kToday);
  const flow::Flow published = *publishing::synopsis_of(*berlin.workspace, before, after, last.changes);
  CHECK(flow::plain_text(published).find("Verständlicher") == std::string::npos);
}

TEST_CASE("documents: only a file that people looked at is called accessible, all others checked by machine") {
  Berlin berlin;
  const store::Act act = {{"Änne Beispiel", "aenne@example.org"}, 1'790'000'000};
  REQUIRE(workspace::save(*berlin.workspace, "Anfang", act).has_value());
  const std::filesystem::path folder = berlin.folder.path() / "downloads";
  const DocumentId document{"strategischer-rahmen"};
  const EditionId edition{"muster-2021"};
  REQUIRE(publishing::publish_edition(*berlin.workspace, document, edition, folder, act, resource).has_value());
  const std::string name = "strategischer-rahmen-muster-2021.pdf";
  REQUIRE(publishing::publish_all(*berlin.workspace, folder, resource).has_value());
  const std::string before = *read_file(folder / "index.html");
  CHECK(before.find("maschinell geprüft") != std::string::npos);
  CHECK(before.find("</a>, barrierefrei") == std::string::npos);
  const std::string pdf = *read_file(folder / name);
  CHECK(audit::inspect(pdf)->passed());

  std::string record =
      "<accessibility xmlns=\"urn:zielbaum:accessibility:1\" edition=\"muster-2021\" office=\"Amt\" "
      "date=\"2026-11-20\" sha256=\"" +
      sha256(pdf) + "\">\n";
  for (const audit::Condition& condition : audit::conditions()) {
    if (condition.judge == audit::Judge::Machine) continue;
    record += "  <condition number=\"" + condition.number + "\" answer=\"met\" />\n";
  }
  record += "</accessibility>\n";
  const std::filesystem::path path = berlin.folder.path() / model::accessibility_path(document, edition);
  REQUIRE(write_file(path, record).has_value());
  const auto findings = [&] {
    Findings all;
    for (const workspace::Checked& checked : *publishing::check(*berlin.workspace, {}, {}, resource)) {
      all.insert(all.end(), checked.findings.begin(), checked.findings.end());
    }
    return all;
  };
  CHECK_FALSE(has_errors(findings()));
  REQUIRE(publishing::publish_all(*berlin.workspace, folder, resource).has_value());
  CHECK(read_file(folder / "index.html")->find("</a>, barrierefrei") != std::string::npos);
  CHECK(read_file(folder / "manifest.json")->find("\"accessibility\": \"accessible\"") != std::string::npos);
  CHECK(*read_file(folder / name) == pdf);

  // With the sources in it, it is another file, about which nobody has said anything.
  publishing::PdfWishes wishes;
  wishes.embed_source = true;
  wishes.compact = true;
  wishes.report = publishing::Format::Html;
  wishes.file_name = name;
  const workspace::Found what = *workspace::find_node(*berlin.workspace, document.text + "@muster-2021", {});
  const Result<publishing::PdfFile> made = publishing::pdf_file(*berlin.workspace, what, kToday, wishes, resource);
  REQUIRE(made.has_value());
  CHECK(made->judgement == publish::Judgement::MachineChecked);
  CHECK(audit::inspect(made->bytes)->pdfa_part == 3);
  CHECK(made->report.find(name) != std::string::npos);

  REQUIRE(write_file(path, record.replace(record.find("01-001"), 6, "01-005")).has_value());
  CHECK(has_errors(findings()));
}
