#include <algorithm>
#include <map>

#include "compose/update.h"
#include "support/reading.h"

using namespace zielbaum;
using namespace zielbaum::test;
using compose::Source;

namespace {

flow::Flow redline_of(Update& update, const std::string& status = "draft") {
  compose::ComparisonOptions options;
  options.old_name = "Geltende Fassung";
  options.new_name = "Entwurf";
  const Source before = update.source(update.before, "decided");
  const Source after = update.source(update.after, status);
  const Result<flow::Flow> flow = compose::redline(before, after, diff::compare(update.before, update.after), options);
  REQUIRE(flow.has_value());
  CHECK(flow::broken_rules(*flow) == std::vector<std::string>{});
  return *flow;
}

/// The whole text of a version as its edition has it, from the first node on.
flow::Blocks text_of(Update& update, const model::Document& document, std::vector<flow::Note>& notes) {
  const Source source = update.source(document, "decided");
  flow::Blocks out;
  for (model::NodeIndex i = 1; i < document.nodes.size(); ++i) {
    if (document.nodes[i].parent != 0) continue;
    const Result<flow::Flow> part = compose::part(source, document.nodes[i].id);
    REQUIRE(part.has_value());
    out.insert(out.end(), part->blocks.begin(), part->blocks.end());
    notes.insert(notes.end(), part->notes.begin(), part->notes.end());
  }
  return out;
}

/// Without the signs behind words, which may stand apart after a change, and without the names of notes that are gone.
std::map<std::string, int> counted(const std::vector<std::string>& words) {
  std::map<std::string, int> out;
  for (std::string word : words) {
    if (const std::size_t note = word.find('('); note != std::string::npos && note > 0) word.erase(note);
    while (!word.empty() && std::string(".,;:").find(word.back()) != std::string::npos) word.pop_back();
    if (!word.empty()) ++out[word];
  }
  return out;
}

/// One node with the prose of two versions.
Update rewritten(const std::string& before, const std::string& after) {
  Update update;
  update.before.nodes.resize(2);
  update.after = update.before;
  update.before.nodes[1].prose = update.prose.add(before);
  update.after.nodes[1].prose = update.prose.add(after);
  return update;
}

/// Both laws of a redline: who passes over what is gone reads the new text; who passes over what is new finds each word
/// of the old one.
void check_laws(Update& update) {
  const flow::Flow flow = redline_of(update);
  flow::Flow after, before;
  after.blocks = text_of(update, update.after, after.notes);
  before.blocks = text_of(update, update.before, before.notes);
  const flow::Blocks text = text_of_redline(flow);
  CHECK(words_read(text, flow::Mark::Deleted) == words_read(after.blocks, flow::Mark::None));
  REQUIRE(flow.notes.size() == after.notes.size());
  for (std::size_t i = 0; i < flow.notes.size(); ++i) {
    CHECK(words_read(flow.notes[i].blocks, flow::Mark::Deleted) == words_read(after.notes[i].blocks, flow::Mark::None));
  }
  flow::Blocks all = text;
  for (const flow::Note& note : flow.notes) all.insert(all.end(), note.blocks.begin(), note.blocks.end());
  std::map<std::string, int> found = counted(words_read(all, flow::Mark::Inserted));
  flow::Blocks old = before.blocks;
  for (const flow::Note& note : before.notes) old.insert(old.end(), note.blocks.begin(), note.blocks.end());
  for (const auto& [word, count] : counted(words_read(old, flow::Mark::None))) {
    INFO(word);
    CHECK(found[word] >= count);
  }
}

const flow::Block* block_at(const flow::Flow& flow, const std::string& anchor) {
  for (const flow::Block& block : flow.blocks) {
    const auto* const heading = std::get_if<flow::Heading>(&block.content);
    if (heading != nullptr && heading->anchor == anchor) return &block;
    const auto* const paragraph = std::get_if<flow::Paragraph>(&block.content);
    if (paragraph != nullptr && paragraph->anchor == anchor) return &block;
  }
  return nullptr;
}

std::string shown(const flow::Runs& runs) {
  std::string out;
  for (const flow::Run& run : runs) out += run.mark == flow::Mark::Inserted ? "*" + run.text + "*" : run.text;
  return out;
}

/// All paragraphs, those inside lists, tables and quotes too.
void add_lines(const flow::Blocks& blocks, std::vector<std::string>& out) {
  for (const flow::Block& block : blocks) {
    if (const auto* const paragraph = std::get_if<flow::Paragraph>(&block.content)) {
      out.push_back((block.changed ? "| " : "") + shown(paragraph->runs));
    } else if (const auto* const list = std::get_if<flow::List>(&block.content)) {
      for (const flow::ListItem& item : list->items) add_lines(item.blocks, out);
    } else if (const auto* const table = std::get_if<flow::Table>(&block.content)) {
      for (const std::vector<flow::Row>* rows : {&table->header, &table->rows})
        for (const flow::Row& row : *rows)
          for (const flow::Cell& cell : row.cells) add_lines(cell.blocks, out);
    }
  }
}

std::vector<std::string> lines_of(const flow::Flow& flow) {
  std::vector<std::string> out;
  add_lines(text_of_redline(flow), out);
  return out;
}

}  // namespace

TEST_CASE("redline: without what is gone it reads as the edition, without what is new each old word is there") {
  Update update;
  // Numbers of nodes and the titles of those that moved are told apart.
  update.before.nodes[2].links = {{"serves", {DocumentId{}, NodeId{"teilhabe"}, EditionId{}}}};
  update.after.nodes[5].links = {{"serves", {DocumentId{}, NodeId{"lernorte"}, EditionId{}}}};
  const flow::Flow flow = redline_of(update);
  std::vector<flow::Note> notes;
  CHECK(words_read(text_of_redline(flow), flow::Mark::Deleted) ==
        words_read(text_of(update, update.after, notes), flow::Mark::None));
  std::map<std::string, int> found = counted(words_read(text_of_redline(flow), flow::Mark::Inserted));
  for (const char* word : {"2025", "07/2022–09/2026", "Werkstatt", "lädt", "Teilhabe"}) {
    INFO(word);
    CHECK(found[word] >= 1);
  }
}

TEST_CASE("redline: a moved node stands in full at its new place, and a line at the old one leads to it") {
  Update update;
  const flow::Flow flow = redline_of(update);
  const flow::Block* const here = block_at(flow, "kiezbox");
  const flow::Block* const there = block_at(flow, "kiezbox.old");
  REQUIRE(here != nullptr);
  REQUIRE(there != nullptr);
  CHECK(there < here);
  CHECK(here->changed);
  CHECK(std::get<flow::Heading>(here->content).status.text() == "verschoben");
  CHECK(shown(std::get<flow::Paragraph>(there->content).runs) == "M 1 Kiezbox: jetzt M 3");
  CHECK(shown(std::get<flow::Paragraph>((here + 1)->content).runs) == "bisher M 1");
  CHECK(std::get<flow::Paragraph>((here + 1)->content).runs[0].link == "#kiezbox.old");
}

TEST_CASE("redline: what became of a node is said in its heading; what did not change says nothing") {
  Update update;
  const flow::Flow flow = redline_of(update, "decided");
  const auto status = [&](const std::string& anchor) {
    const flow::Block* const block = block_at(flow, anchor);
    REQUIRE(block != nullptr);
    return std::get<flow::Heading>(block->content).status.text();
  };
  CHECK(status("bibliothek") == "neu");
  CHECK(status("werkstatt") == "entfallen");
  CHECK(status("beratung") == "geändert");
  CHECK(status("lernorte").empty());
  CHECK_FALSE(block_at(flow, "lernorte")->changed);
  CHECK(shown(std::get<flow::Heading>(block_at(flow, "werkstatt")->content).runs) == "[M 2 Werkstatt]");
  CHECK(flow::plain_text(flow).find("M 1 Offene Bibliothek (neu)") != std::string::npos);
}

TEST_CASE("redline: words, values and whole paragraphs carry their marks, and a bar only where something changed") {
  Update update;
  const std::vector<std::string> lines = lines_of(redline_of(update));
  const auto holds = [&](const std::string& wanted) {
    for (const std::string& line : lines) UNSCOPED_INFO(line);
    CHECK(std::find(lines.begin(), lines.end(), wanted) != lines.end());
  };
  holds("| Die Kiezbox misst Daten in allen Bezirken bis [2025] *2026*.");
  holds("Sie bleibt offen.");
  holds("| *Die Bibliothek öffnet.*");
  holds("| [Die Werkstatt lädt ein.]");
  holds("| Zeitraum: 07/2022–[09/2026] *12/2027*");
}

TEST_CASE("redline: lists, tables, notes and code keep both laws") {
  for (const auto& [before, after] : std::map<std::string, std::string>{
           {"- eins\n- zwei\n- drei\n", "- eins\n- drei neu\n- vier\n"},
           {"- außen\n    - innen eins\n    - innen zwei\n- Schluss\n",
            "- außen\n    - innen eins\n- Schluss der Liste\n"},
           {"1. erstens gilt dies\n2. zweitens gilt das\n3. drittens\n", "1. erstens gilt dies\n2. drittens\n"},
           {"| Jahr | Wert |\n| --- | --- |\n| 2024 | 10 |\n| 2025 | 20 |\n",
            "| Jahr | Wert | Quelle |\n| --- | --- | --- |\n| 2025 | 25 | Amt |\n| 2026 | 30 | Amt |\n"},
           {"Satz mit Fußnote.[^a]\n\n[^a]: Bericht von 2021.\n",
            "Ein Satz mit Fußnote.[^a]\n\n[^a]: Bericht von 2023.\n"},
           {"Satz mit Fußnote[^a] und Rest.\n\n[^a]: Bericht.\n", "Satz mit Rest.\n"},
           {"Satz ohne.\n", "Satz ohne.\n\nEin neuer Satz mit Fußnote.[^b]\n\n[^b]: Neue Quelle.\n"},
           {"> Alte Worte des Rates zur Stadt.\n", "> Neue Worte des Rates zur Stadt.\n>\n> Und mehr.\n"},
           {"Eins steht hier.\n\n---\n\nZwei steht da.\n", "Eins steht hier.\n\nZwei steht da.\n"},
           {"```\nalt = 1\nrest\n```\n", "```\nneu = 2\nrest\n```\n"},
           {"Erster Absatz mit vielen Worten hier.\n\nZweiter steht dahinter.\n",
            "Zweiter steht dahinter.\n\nErster Absatz mit vielen Worten dort.\n"},
           {"Das Amt prüft jede Anfrage.\n", "- ganz\n- anders\n"},
           {"Ganz und gar anderer Text stand hier einmal.\n", "Die Stadt misst Wasser, Luft und Lärm.\n"}}) {
    INFO(before << "-> " << after);
    Update update = rewritten(before, after);
    check_laws(update);
    Update back = rewritten(after, before);
    check_laws(back);
  }
}

TEST_CASE("redline: an item that is gone takes no number of an ordered list, and a cell is compared for itself") {
  Update update = rewritten("1. eins eins\n2. zwei zwei\n3. drei drei\n", "1. eins eins\n2. drei drei\n");
  const flow::Blocks text = text_of_redline(redline_of(update));
  const auto list = std::find_if(text.begin(), text.end(), [](const flow::Block& block) {
    return std::holds_alternative<flow::List>(block.content);
  });
  REQUIRE(list != text.end());
  CHECK(std::get<flow::List>(list->content).items.size() == 2);

  Update table = rewritten("| A | B |\n| - | - |\n| Nord | 10 Orte |\n", "| A | B |\n| - | - |\n| Nord | 12 Orte |\n");
  CHECK(lines_of(redline_of(table)) == std::vector<std::string>{"A", "B", "Nord", "| [10] *12* Orte"});
}

TEST_CASE("redline: a new picture says so, and one that is gone leaves its description") {
  Update update =
      rewritten("Text.\n\n![Alter Plan](media/alt.png)\n", "Text.\n\n![Neuer Umriss der Stadt](media/neu.png)\n");
  const std::string text = flow::plain_text(redline_of(update));
  INFO(text);
  CHECK(text.find("Alter Plan") != std::string::npos);
  CHECK(text.find("Neuer Umriss der Stadt") != std::string::npos);
}

TEST_CASE("redline: two equal versions carry no mark, and prose that cannot be read is an error") {
  Update update;
  const Source source = update.source(update.before, "decided");
  const Result<flow::Flow> same = compose::redline(source, source, {}, {});
  REQUIRE(same.has_value());
  CHECK(flow::plain_text(*same).find("keine Änderungen") != std::string::npos);
  CHECK(flow::broken_rules(*same).empty());
  CHECK(std::none_of(same->blocks.begin(), same->blocks.end(), [](const flow::Block& block) { return block.changed; }));

  update.after.nodes[5].prose = ContentId{std::string(40, 'f')};
  const Source broken = update.source(update.after, "draft");
  CHECK_FALSE(compose::redline(source, broken, diff::compare(update.before, update.after), {}).has_value());
}
