// Edits of German administrative prose and what a careful reader would report of each: tests/diff/corpus/*.txt.
//
//   # a remark
//   @ name of the case
//   < the old text, Markdown, line by line
//   > the new text
//   = what is to be reported, a line for each block: "bis [-2025-]{+2026+}", [~went away~] {~came here~} of what moved,
//     <same words in another style>, " | " between items and cells, † for the mark of a footnote, "[^a] " before its
//     text
//   ! why the program reports something else (only of known misses)
//
// The reports were written before the program was asked. A case that is no known miss must be reported exactly so, and
// a known miss that is reported exactly must lose its "!".
#include <algorithm>
#include <iostream>

#include "diff/diff.h"
#include "labelled_edits.h"
#include "support/catch.h"
#include "text/text.h"

using namespace zielbaum;
using test::labelled_edits;
using test::LabelledEdit;

namespace {

std::string said(const model::Run& run) {
  if (run.kind == model::RunKind::NoteMark) return "†";
  std::string out;
  for (const char c : run.text) {
    if (c == '\n') {
      out += " | ";
    } else {
      out += c;
    }
  }
  return out;
}

std::pair<std::string, std::string> brackets(const diff::Edit& edit) {
  if (edit.kind == diff::EditKind::Same) return edit.reformatted ? std::pair("<", ">") : std::pair("", "");
  if (edit.kind == diff::EditKind::Deleted) return edit.moved ? std::pair("[~", "~]") : std::pair("[-", "-]");
  return edit.moved ? std::pair("{~", "~}") : std::pair("{+", "+}");
}

std::string said(const diff::Edits& edits) {
  std::string out;
  std::string closing;
  for (const diff::Edit& edit : edits) {
    const auto [open, close] = brackets(edit);
    if (close != closing) out += closing + open;
    closing = close;
    out += said(edit.run);
  }
  return out + closing;
}

std::vector<std::string> report(const diff::ProseChange& change) {
  std::vector<std::string> out;
  for (const auto* pairs : {&change.blocks, &change.notes}) {
    for (const diff::BlockPair& pair : *pairs) {
      const bool came = pair.elsewhere && pair.change == diff::BlockChange::Inserted;
      out.push_back((pair.note.empty() ? "" : "[^" + pair.note + "] ") +
                    (came ? "{~" + said(pair.reworded) + "~}" : said(pair.edits)));
    }
  }
  return out;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& line : lines) out += "  " + line + "\n";
  return out;
}

/// The text of one side of a report, without white space and what parts the blocks.
std::string side_of_report(const std::vector<std::string>& lines, std::string_view dropped) {
  std::string out;
  for (const std::string& whole : lines) {
    std::string_view line = whole;
    if (line.starts_with("[^")) line = line.substr(line.find("] ") + 2);
    std::vector<char> open;  // the brackets around what is read
    for (std::size_t i = 0; i < line.size(); ++i) {
      const std::string_view two = line.substr(i, 2);
      if (two == "[-" || two == "{+" || two == "[~" || two == "{~") {
        open.push_back(two[0]);
        ++i;
      } else if (!open.empty() && (two == "-]" || two == "+}" || two == "~]" || two == "~}")) {
        open.pop_back();
        ++i;
      } else if (std::string_view(" |<>\xC2\xA0").find(line[i]) == std::string_view::npos) {
        if (std::none_of(open.begin(), open.end(), [&](char c) { return dropped.find(c) != std::string_view::npos; }))
          out += line[i];
      }
    }
  }
  return out;
}

}  // namespace

TEST_CASE("corpus: edits are reported as a careful reader labelled them") {
  const std::vector<LabelledEdit> edits = labelled_edits();
  CHECK(edits.size() >= 60);
  std::size_t exact = 0;
  std::string missed;
  for (const LabelledEdit& edit : edits) {
    const std::vector<std::string> now =
        report(diff::compare_prose(text::parse(edit.before).prose, text::parse(edit.after).prose));
    INFO(edit.name << "\nlabelled\n" << joined(edit.report) << "reported\n" << joined(now));
    // A label that does not say both texts could never be met.
    CHECK(side_of_report(edit.report, "{") == side_of_report(now, "{"));
    CHECK(side_of_report(edit.report, "[") == side_of_report(now, "["));
    const bool is_exact = now == edit.report;
    CHECK(is_exact == edit.miss.empty());
    exact += is_exact ? 1 : 0;
    if (!is_exact) missed += "\n  " + edit.name + ": " + edit.miss;
  }
  std::cout << "labelled edits: " << exact << " of " << edits.size() << " exact; missed:" << missed << "\n";
}
