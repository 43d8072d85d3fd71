// Both laws of a redline for any two texts: who passes over what is gone reads the new one; who passes over what is new
// finds all of the old one.
#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>

#include "compose/redline_internal.h"
#include "diff/random_prose.h"
#include "schema/schema.h"
#include "support/catch.h"
#include "support/reading.h"
#include "support/rounds.h"
#include "support/source_folder.h"
#include "text/text.h"

using namespace zielbaum;

namespace {

struct Section {
  flow::Blocks blocks;
  std::vector<flow::Note> notes;

  [[nodiscard]] flow::Blocks all() const {
    flow::Blocks out = blocks;
    for (const flow::Note& note : notes) out.insert(out.end(), note.blocks.begin(), note.blocks.end());
    return out;
  }
};

/// Random tables may be empty.
bool is_sound(const Section& section) {
  flow::Flow flow;
  flow.blocks = section.blocks;
  flow.notes = section.notes;
  return flow::broken_rules(flow).empty();
}

compose::ProseSetting setting() {
  compose::ProseSetting out;
  out.document.text = "plan";
  return out;
}

Section shown(const model::Prose& prose) {
  Section out;
  out.blocks = compose::prose_blocks(prose, setting(), out.notes);
  return out;
}

Section redlined(const model::Prose& before, const model::Prose& after) {
  Section out;
  std::vector<flow::Note> old_notes;
  const compose::ProseSetting where = setting();
  compose::ProseInParts old_section{before, where, old_notes};
  compose::ProseInParts new_section{after, where, out.notes};
  out.blocks = compose::redlined_prose(diff::compare_prose(before, after),
                                       {old_section, new_section, Language::German, "knoten"});
  return out;
}

/// Without spaces: before a sign, "(verschoben)" has one of its own.
std::string read(const flow::Blocks& blocks, flow::Mark passed_over) {
  std::string out;
  for (const std::string& word : test::words_read(blocks, passed_over)) out += word;
  return out;
}

/// What the columns of a Synopse show of a text, in which footnotes go by their names: its blocks, then its notes.
flow::Blocks column(const diff::ProseChange& change, compose::BothSections& sections, compose::Sides side) {
  const auto is_old = side == compose::Sides::Old;
  flow::Blocks out;
  for (const std::vector<diff::BlockPair>* const pairs : {&change.blocks, &change.notes}) {
    for (const diff::BlockPair& pair : *pairs) {
      if (!(is_old ? pair.before : pair.after)) continue;
      diff::BlockPair other;
      if (pair.elsewhere) other = (*pairs)[*pair.elsewhere];
      const diff::BlockPair& now = is_old ? other : pair;
      flow::Blocks shown =
          pair.elsewhere && compose::is_reworded(now)
              ? compose::redlined_alone(is_old ? *pair.before : *other.before, *now.after, sections, side)
              : compose::redlined_block(pair, sections, side);
      out.insert(out.end(), shown.begin(), shown.end());
    }
  }
  compose::name_note_marks(out, compose::name_by_label(is_old ? sections.before : sections.after));
  return out;
}

/// Without spaces that hold words together, of which those of the new text are shown, and without the names of
/// footnotes.
std::string without_names(std::string text) {
  for (std::size_t at = 0; (at = text.find("\u00A0", at)) != std::string::npos;) text.erase(at, 2);
  for (const auto& [opening, closing] : {std::pair("(", ")"), std::pair("[^", "]")}) {
    for (std::size_t at = 0; (at = text.find(opening, at)) != std::string::npos;) {
      const std::size_t end = text.find(closing, at);
      if (end == std::string::npos) break;
      text.erase(at, end - at + 1);
    }
  }
  return text;
}

/// Each column alone reads as its version does, and what is marked in it is not in the other.
void check_column_laws(const model::Prose& before, const model::Prose& after) {
  const compose::ProseSetting where = setting();
  std::vector<flow::Note> old_notes, new_notes;
  compose::ProseInParts old_section{before, where, old_notes};
  compose::ProseInParts new_section{after, where, new_notes};
  compose::BothSections sections{old_section, new_section, Language::German, "knoten"};
  const diff::ProseChange change = diff::compare_prose(before, after);
  for (const compose::Sides side : {compose::Sides::Old, compose::Sides::New}) {
    const bool is_old = side == compose::Sides::Old;
    const flow::Blocks shown = column(change, sections, side);
    std::vector<flow::Note> notes;
    compose::ProseInParts whole{is_old ? before : after, where, notes};
    flow::Blocks wanted;
    for (const diff::BlockPair& pair : change.blocks) {
      const std::optional<model::Block>& block = is_old ? pair.before : pair.after;
      if (!block) continue;
      for (flow::Block& made : compose::prose_block(*block, whole)) wanted.push_back(std::move(made));
    }
    for (const diff::BlockPair& pair : change.notes) {
      const std::optional<model::Block>& block = is_old ? pair.before : pair.after;
      if (!block) continue;
      for (flow::Block& made : compose::prose_block(*block, whole)) wanted.push_back(std::move(made));
    }
    compose::name_note_marks(wanted, compose::name_by_label(whole));
    const std::string words = without_names(read(shown, flow::Mark::None));
    INFO((is_old ? "old" : "new") << " column: " << words);
    CHECK(words == without_names(read(wanted, flow::Mark::None)));
    CHECK(without_names(read(shown, is_old ? flow::Mark::Inserted : flow::Mark::Deleted)) == words);
    CHECK(is_sound({shown, {}}) == is_sound({wanted, {}}));
  }
}

/// How often each byte of a word occurs. Spaces are none.
std::array<int, 256> bytes_of(const std::vector<std::string>& words) {
  std::array<int, 256> out{};
  for (const std::string& word : words)
    for (const char byte : word) ++out[static_cast<unsigned char>(byte)];
  return out;
}

void check_prose_laws(const model::Prose& before, const model::Prose& after) {
  const Section both = redlined(before, after);
  const Section now = shown(after);
  CHECK(read(both.blocks, flow::Mark::Deleted) == read(now.blocks, flow::Mark::None));
  REQUIRE(both.notes.size() == now.notes.size());
  if (is_sound(now) && is_sound(shown(before))) CHECK(is_sound(both));
  for (std::size_t i = 0; i < now.notes.size(); ++i) {
    CHECK(read(both.notes[i].blocks, flow::Mark::Deleted) == read(now.notes[i].blocks, flow::Mark::None));
  }
  const std::array<int, 256> old = bytes_of(test::words_read(shown(before).all(), flow::Mark::None));
  INFO("old: " << read(shown(before).all(), flow::Mark::None));
  INFO("redline: " << read(both.all(), flow::Mark::Inserted));
  const std::array<int, 256> found = bytes_of(test::words_read(both.all(), flow::Mark::Inserted));
  for (std::size_t byte = 0; byte < old.size(); ++byte) {
    if (byte == 0xC2 || byte == 0xA0) continue;  // spaces that hold words together
    if (found[byte] < old[byte]) FAIL_CHECK("lost " << old[byte] - found[byte] << " of byte " << byte);
  }
}

/// Ten texts, under the ids that random nodes have.
class TenTexts final : public model::ProseSource {
 public:
  Result<std::string> read(const ContentId& content) const override {
    const std::string number = content.text.substr(content.text.size() - 1);
    return "Die Kiezbox " + number + " misst die Luft.[^n]\n\n- in Kiezen\n- an Straßen " + number +
           "\n\n[^n]: Siehe [den Anfang](node:n0).\n";
  }
};

std::vector<std::string> sorted(std::vector<std::string> words) {
  std::sort(words.begin(), words.end());
  return words;
}

model::Prose parsed(const std::string& markdown) {
  return text::parse(markdown).prose;
}

}  // namespace

TEST_CASE("redline: both laws hold for edits of administrative prose, there and back") {
  const std::filesystem::path folder = std::filesystem::path(test::kSourceFolder) / "tests/diff/corpus";
  std::size_t edits = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream lines(entry.path());
    std::string name, before, after;
    const auto check = [&] {
      if (name.empty()) return;
      INFO(name);
      check_prose_laws(parsed(before), parsed(after));
      check_prose_laws(parsed(after), parsed(before));
      check_column_laws(parsed(before), parsed(after));
      check_column_laws(parsed(after), parsed(before));
      ++edits;
    };
    for (std::string line; std::getline(lines, line);) {
      const std::string text = line.substr(std::min<std::size_t>(2, line.size()));
      if (line.starts_with('@')) {
        check();
        name = text;
        before.clear();
        after.clear();
      }
      if (line.starts_with('<')) before += text + "\n";
      if (line.starts_with('>')) after += text + "\n";
    }
    check();
  }
  CHECK(edits > 140);
}

TEST_CASE("redline: both laws hold for random texts and random edits of them") {
  test::Random random(27);
  for (int round = 0; round < test::rounds(400); ++round) {
    const model::Prose before = test::random_prose(random);
    model::Prose after = round % 5 == 0 ? test::random_prose(random) : before;
    for (std::size_t edits = test::pick(random, 4); edits > 0; --edits) test::random_prose_edit(random, after);
    INFO("round " << round);
    check_prose_laws(before, after);
    check_column_laws(before, after);
  }
}

TEST_CASE("redline: without what is gone it reads as the edition, whatever happened to the tree") {
  test::Random random(28);
  const model::DocumentType type;
  const model::Parties parties;
  const model::Settings settings;
  const TenTexts texts;
  for (int round = 0; round < test::rounds(150); ++round) {
    model::Document before = test::random_document(random, 12, 1 + test::pick(random, 12));
    before.nodes.front().id.text = "n0";  // the document itself stays
    for (std::size_t i = 1; i < before.nodes.size(); ++i)
      if (before.nodes[i].id.text == "n0") before.nodes[i].id.text = "n12";
    model::Document after = before;
    std::size_t next_id = 0;
    for (std::size_t edits = test::pick(random, 8); edits > 0; --edits) test::random_edit(random, after, next_id);
    // What the edition does not show, the redline tells only where it changed.
    for (model::Document* const document : {&before, &after}) {
      for (model::Node& node : document->nodes) {
        node.kind = "measure";
        node.short_title.clear();
        node.sample = false;
        node.titles.clear();
        node.translations.clear();
      }
    }
    const auto source = [&](const model::Document& document) {
      return compose::Source{
          document, type, schema::counts(document, type), parties, settings, texts, {}, {}, std::nullopt, std::nullopt};
    };
    const Result<flow::Flow> redline =
        compose::redline(source(before), source(after), diff::compare(before, after), {});
    const Result<flow::Flow> edition = compose::edition(source(after));
    INFO("round " << round);
    REQUIRE(redline.has_value());
    REQUIRE(edition.has_value());
    CHECK(flow::broken_rules(*redline) == std::vector<std::string>{});
    // Fields that no type knows have no order of their own.
    CHECK(sorted(test::words_read(test::text_of_redline(*redline), flow::Mark::Deleted)) ==
          sorted(test::words_read(test::text_of_redline(*edition), flow::Mark::None)));
  }
}
