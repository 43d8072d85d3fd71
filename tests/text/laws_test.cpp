// Laws that hold for any bytes, tried on a corpus and on thousands of seeded mutations of it.
#include <algorithm>
#include <filesystem>

#include "base/file.h"
#include "base/utf8.h"
#include "support/catch.h"
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
  for (int round = 0; round < 3000; ++round) {
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

TEST_CASE("fuzz: the corpus is read without complaint") {
  for (const std::string& text : corpus()) {
    CHECK(LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()) == 0);
  }
}
