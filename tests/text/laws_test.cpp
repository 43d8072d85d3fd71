// Laws that hold for any bytes, tried on a corpus and on thousands of seeded mutations of it.
#include <algorithm>
#include <filesystem>

#include "base/file.h"
#include "base/utf8.h"
#include "support/catch.h"
#include "support/rounds.h"
#include "support/source_folder.h"
#include "text/text.h"

using namespace zielbaum;
using namespace zielbaum::model;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

std::vector<std::string> corpus() {
  std::vector<std::string> paths;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::string(test::kSourceFolder) + "/tests/fuzz/corpus/text")) {
    paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> texts;
  for (const std::string& path : paths) texts.push_back(read_file(path).value());
  return texts;
}

template <typename See>
void each_block(Blocks& blocks, const See& see) {
  for (Block& block : blocks) {
    see(block);
    if (auto* quote = std::get_if<Quote>(&block.content)) each_block(quote->blocks, see);
    if (auto* list = std::get_if<List>(&block.content)) {
      for (ListItem& item : list->items) each_block(item.blocks, see);
    }
  }
}

template <typename See>
void each_run(Prose& prose, const See& see) {
  const auto in_block = [&](Block& block) {
    const auto in_runs = [&](Runs& runs) {
      for (Run& run : runs) see(block, run);
    };
    if (auto* paragraph = std::get_if<Paragraph>(&block.content)) in_runs(paragraph->runs);
    if (auto* table = std::get_if<Table>(&block.content)) {
      for (Runs& cell : table->header) in_runs(cell);
      for (auto& row : table->rows) {
        for (Runs& cell : row) in_runs(cell);
      }
    }
  };
  each_block(prose.blocks, in_block);
  for (Footnote& note : prose.footnotes) each_block(note.blocks, in_block);
}

Prose without_places(Prose prose) {
  each_run(prose, [](Block&, Run& run) { run.source = {}; });
  const auto clear = [](Block& block) { block.source = {}; };
  each_block(prose.blocks, clear);
  for (Footnote& note : prose.footnotes) {
    note.source = {};
    each_block(note.blocks, clear);
  }
  return prose;
}

bool lies_in(ByteRange inner, ByteRange outer) {
  return inner.begin <= inner.end && inner.begin >= outer.begin && inner.end <= outer.end;
}

void check_laws(const std::string& markdown) {
  Prose prose = text::parse(markdown).prose;
  const ByteRange all{0, static_cast<std::uint32_t>(markdown.size())};
  bool in_place = true;
  bool same_words = true;
  each_block(prose.blocks, [&](const Block& block) { in_place = in_place && lies_in(block.source, all); });
  each_run(prose, [&](const Block& block, const Run& run) {
    in_place = in_place && lies_in(run.source, block.source) && !find_invalid_utf8(run.text);
    if (run.kind != RunKind::Text || run.source == block.source) return;
    const std::string_view there =
        std::string_view(markdown).substr(run.source.begin, run.source.end - run.source.begin);
    // Escapes, entities, prefixes of lines, odd bytes and removed markup make text and source differ; else they are
    // equal.
    const auto plain = [](char c) {
      return c == ' ' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    };
    if (std::all_of(there.begin(), there.end(), plain)) same_words = same_words && there == run.text;
  });
  CHECK(in_place);
  CHECK(same_words);
  const std::string escaped = text::with_german_escapes(markdown);
  CHECK(text::with_german_escapes(escaped) == escaped);
  CHECK(without_places(text::parse(escaped).prose) == without_places(prose));
  const std::string written = text::write(without_places(prose));
  INFO("written: " << written);
  CHECK(without_places(text::parse(written).prose) == without_places(prose));
  CHECK(text::write(text::parse(written).prose) == written);
}

/// Runs that no Markdown was written for: each style beside each other, with letters, spaces and marks at the seams.
class RandomRuns {
 public:
  explicit RandomRuns(std::uint32_t seed) : state_(seed) {}

  std::size_t below(std::size_t end) {
    state_ = state_ * 1664525u + 1013904223u;
    return (state_ >> 8) % end;
  }

  Runs runs(bool breaks) {
    Runs made;
    for (std::size_t count = 1 + below(6); count > 0; --count) {
      Run run{RunKind::Text, words(), {below(3) == 0, below(3) == 0, below(6) == 0}, {}, {}};
      if (below(4) == 0 && run.text.find_first_not_of(" \n") != std::string::npos)
        run.link = below(2) == 0 ? "https://a.de/x_(1)?a&b=*" : "node:ziel";
      if (breaks && below(8) == 0 && !made.empty() && made.back().kind == RunKind::Text && count > 1) {
        // Markdown cannot end emphasis or a link right before a break.
        run = {RunKind::LineBreak, "\n", made.back().style, made.back().link, {}};
        run.style.code = false;
        made.push_back(run);
        run = {RunKind::Text, "a" + words(), run.style, run.link, {}};
      }
      Run* const last = made.empty() ? nullptr : &made.back();
      const bool same =
          last != nullptr && last->kind == RunKind::Text && last->style == run.style && last->link == run.link;
      if (!same) made.push_back(run);
    }
    return made;
  }

  std::string words() {
    static constexpr std::string_view kPieces[] = {"Wort",
                                                   "a",
                                                   "Ü",
                                                   " ",
                                                   "  ",
                                                   "*",
                                                   "_",
                                                   "`",
                                                   "``",
                                                   "[",
                                                   "]",
                                                   "(",
                                                   ")",
                                                   "!",
                                                   "|",
                                                   "\\",
                                                   "<b>",
                                                   "&",
                                                   "&lt;",
                                                   "#",
                                                   "1.",
                                                   "2) ",
                                                   "-",
                                                   "+ ",
                                                   "„",
                                                   "“",
                                                   "…",
                                                   "€",
                                                   "\t",
                                                   "==",
                                                   "~~~",
                                                   "é",
                                                   "[^1]",
                                                   "> ",
                                                   ":",
                                                   "]:",
                                                   "---",
                                                   "/*",
                                                   "\n",
                                                   "\u00A0",
                                                   "3. August 2021"};
    std::string text;
    for (std::size_t count = 1 + below(3); count > 0; --count) text += kPieces[below(std::size(kPieces))];
    return text;
  }

 private:
  std::uint32_t state_;
};

/// What code cannot hold: line feeds; in cells a backslash; "[`]:`](…)" would define a link.
void make_sound(Runs& runs, bool cell) {
  for (Run& run : runs) {
    if (!run.style.code) continue;
    std::replace(run.text.begin(), run.text.end(), '\n', ' ');
    std::replace(run.text.begin(), run.text.end(), ':', ';');
    if (cell) std::replace(run.text.begin(), run.text.end(), '\\', '/');
  }
}

}  // namespace

TEST_CASE("laws: ranges lie in their block and hold the run's text; escaping is idempotent and changes nothing read") {
  for (const std::string& text : corpus()) {
    INFO(text);
    check_laws(text);
  }
}

TEST_CASE("laws: they hold for random bytes") {
  const std::vector<std::string> texts = corpus();
  const std::string_view pieces[] = {"*",       "**",  "_",     "`",      "[",       "]",  "[^1]",  "[^1]: ", "(",
                                     ")",       "|",   "\n",    "\n\n",   "|-|-|\n", "> ", "- ",    "    ",   "1. Mai",
                                     "3. Juni", "a*b", "~~~\n", "<b>",    "<!--",    "\\", "&amp;", "\xff",   "\r",
                                     "media/",  "![",  "](",    "node:a", "# ",      "\t"};
  std::uint32_t seed = 20;
  const auto next = [&seed](std::size_t below) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
  };
  for (int round = 0; round < test::rounds(3000); ++round) {
    const std::string& whole = texts[next(texts.size())];
    std::string text = whole.substr(next(whole.size()), 20 + next(160));
    for (std::size_t change = next(6); change > 0; --change) {
      const std::size_t at = next(text.size() + 1);
      if (next(3) == 0) {
        text.erase(at, 1 + next(4));
      } else {
        text.insert(at, pieces[next(std::size(pieces))]);
      }
    }
    INFO(text);
    check_laws(text);
  }
}

TEST_CASE("laws: what is written reads as the same blocks, whatever runs stand beside each other") {
  RandomRuns random(5);
  for (int round = 0; round < test::rounds(6000); ++round) {
    Prose prose;
    if (round % 3 == 0) {
      Table table;
      table.columns.assign(1 + random.below(3), Align::Right);
      for (std::size_t row = 0; row < 3; ++row) {
        std::vector<Runs> cells(table.columns.size());
        for (Runs& cell : cells) {
          if (random.below(4) != 0) cell = random.runs(false);
          make_sound(cell, true);
        }
        (row == 0 ? table.header : table.rows.emplace_back()) = std::move(cells);
      }
      prose.blocks.push_back({std::move(table), {}});
    } else {
      Paragraph paragraph{random.runs(true)};
      make_sound(paragraph.runs, false);
      prose.blocks.push_back({std::move(paragraph), {}});
    }
    const std::string written = text::write(prose);
    INFO(written);
    CHECK(without_places(text::parse(written).prose) == prose);
  }
}

TEST_CASE("laws: they hold for the documents here") {
  std::size_t files = 0;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(std::string(test::kSourceFolder) + "/documents")) {
    if (entry.path().extension() != ".md") continue;
    const std::string text = read_file(entry.path().string()).value();
    INFO(entry.path());
    CHECK(without_places(text::parse(text::write(text::parse(text).prose)).prose) ==
          without_places(text::parse(text).prose));
    ++files;
  }
  CHECK(files > 200);
}

TEST_CASE("write: plain words stay plain") {
  const std::string_view samples[] = {
      "Bürger\\*innen & Gäste (2026) – „Orte“ für alle; 5 < 6, a_b, z. B. 50 %!\n",
      "- Punkt\n\n- zweiter\n\n  mit Absatz\n\n1. eins\n2. zwei\n",
      "- Punkt\n  - darunter\n- zweiter\n",
      "| Jahr | Orte |\n| --- | ---: |\n| 2026 | 20 |\n",
      "Siehe [Ziel](node:z)[^1] und **fett *und* schräg**.\n\n[^1]: Eine Note.\n\n    Zweiter Absatz.\n",
      "![Plan](media/plan.png \"Unterschrift\")\n",
      "> Zitat\n>\n> mit Absatz\n\n---\n\n```\nCode\n```\n",
      "1\\. Januar\\\nnächste Zeile\n",
  };
  for (const std::string_view sample : samples) {
    CHECK(text::write(text::parse(sample).prose) == sample);
  }
}

TEST_CASE("fuzz: the corpus is read without complaint") {
  for (const std::string& text : corpus()) {
    CHECK(LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()) == 0);
  }
}
