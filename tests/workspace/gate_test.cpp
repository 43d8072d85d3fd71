// What the editing commands take can be read back: whatever people type is refused, and nothing changed, or loaded,
// checked and printed afterwards.
#include <random>

#include "base/file.h"
#include "model/paths.h"
#include "publishing/publishing.h"
#include "support/catch.h"
#include "support/city_type_xml.h"
#include "support/source_folder.h"
#include "support/theme.h"
#include "workspace/workspace.h"

using namespace zielbaum;
using workspace::Workspace;

namespace {

const store::Act kTyping{{"Ada Muster", "ada@example.org"}, 1'767'225'600};

std::unique_ptr<store::Store> city_files(std::string_view type, const char* name) {
  std::unique_ptr<store::Store> store = store::create_memory();
  const std::string source = test::kSourceFolder;
  const std::vector<store::Write> files = {
      {model::type_path(name), std::string(type)},
      {"schemas/themes/standard.xml", *read_file(source + "/schemas/themes/standard.xml")},
      {std::string(model::kPartiesFile),
       "<parties xmlns=\"urn:zielbaum:parties:1\">\n  <party id=\"amt\"><short>Amt</short> <name>Amt für alles</name>"
       "</party>\n</parties>\n"},
      {std::string(model::kWorkspaceFile),
       "<workspace xmlns=\"urn:zielbaum:workspace:1\" format=\"1\">\n  <publisher>Stadt Muster</publisher>\n"
       "</workspace>\n"}};
  REQUIRE(store->write_working(files, kTyping, "test", {"start"}).has_value());
  return store;
}

Workspace typed_city() {
  Workspace workspace("memory", city_files(test::kCityTypeXml, "musterstadt"));
  REQUIRE(workspace::add_document(workspace, {"Stadtstrategie", "plan", "Plan", "de"}, kTyping).has_value());
  REQUIRE(workspace::add_node(workspace, {"handlungsfeld", "plan", "", "Feld", "feld"}, 0, kTyping).has_value());
  REQUIRE(workspace::add_node(workspace, {"Leitprojekte", "feld", "", "Eins", "eins"}, 0, kTyping).has_value());
  REQUIRE(workspace::add_node(workspace, {"leitprojekt", "feld", "", "Zwei", "zwei"}, 0, kTyping).has_value());
  const std::string picture =
      *read_file(std::string(test::kSourceFolder) + "/documents/smart-city-strategie/media/phasen.png");
  const std::string folder = "documents/plan/media/";
  REQUIRE(workspace.store()
              .write_working({{folder + "gut.png", picture}, {folder + "schlecht.png", picture.substr(0, 2000)}},
                             kTyping, "test", {"pictures"})
              .has_value());
  return workspace;
}

/// All that there is, in one string.
std::string all_files(const Workspace& workspace) {
  std::string all;
  for (const store::File& file : *workspace.store().list_working("documents"))
    all += file.path + " " + file.content.text + "\n";
  return all;
}

std::string type_in(Workspace& workspace, std::string_view node, const std::string& assignment) {
  const Result<workspace::Edited> done =
      workspace::set_fields(workspace, node, {assignment}, kTyping, Language::German);
  return done ? "" : done.error().code;
}

/// What a field holds, as it is printed.
std::string held(const Workspace& workspace, std::string_view node, std::string_view field) {
  const workspace::Found found = *workspace::find_node(workspace, node, {});
  const model::Field* const field_held = model::find_field(found.value(), field);
  const model::KindRule* const kind = found.loaded.type.kind(found.value().kind);
  std::string out;
  for (const model::FieldValue& one : field_held == nullptr ? std::vector<model::FieldValue>() : field_held->values) {
    out += (out.empty() ? "" : "; ") +
           compose::value_for_people(one, *model::find_field(*kind, field), found.loaded.parties, "de");
  }
  return out;
}

Result<std::string> machine_file(std::string_view name) {
  if (name == publish::kColourProfile) return read_file("/usr/share/color/icc/sRGB.icc");
  return test::read_font(name);
}

/// Texts that people, programs and accidents give.
class Given {
 public:
  explicit Given(std::uint32_t seed) : random_(seed) {}
  std::size_t below(std::size_t most) { return std::uniform_int_distribution<std::size_t>(0, most - 1)(random_); }
  template <std::size_t N>
  std::string one_of(const char* const (&words)[N]) {
    return words[below(N)];
  }
  std::string text() {
    static constexpr const char* kPieces[] = {"",
                                              " ",
                                              "\t",
                                              "\n",
                                              "\r\n",
                                              "Wort",
                                              "Bürger*innen",
                                              "<b>&amp;\"'",
                                              "\x01",
                                              "\x1b[31m",
                                              "\x7f",
                                              "\u0085",
                                              "\u00a0",
                                              "\u200b",
                                              "\u202e",
                                              "\u2066",
                                              "\u00ad",
                                              "\ufeff",
                                              "\ufffe",
                                              "\uffff",
                                              "\ufffd",
                                              "\xff",
                                              "\xc3",
                                              "ä\u0308",
                                              "\U0001F984",
                                              "漢字",
                                              "Ω",
                                              "850.000",
                                              "1,2",
                                              "2026",
                                              "EUR",
                                              "Mio. €",
                                              "..",
                                              "–",
                                              "=",
                                              ";",
                                              "01.01.2026",
                                              "ab",
                                              "laufend",
                                              "]]>",
                                              "<!--",
                                              "@saved",
                                              "plan/eins",
                                              "]",
                                              "#",
                                              "- Punkt\n",
                                              "1. x\n",
                                              "| a | b |\n",
                                              "node:eins",
                                              "[x](node:eins)",
                                              "\\",
                                              "{0}",
                                              "%",
                                              "„Wort“"};
    std::string out;
    for (std::size_t pieces = below(6); pieces > 0; --pieces) out += one_of(kPieces) + (below(3) == 0 ? " " : "");
    if (below(40) == 0) out += std::string(2000 + below(70'000), 'x');
    return out;
  }
  /// What is pasted into texts.
  std::string prose() {
    static constexpr const char* kBlocks[] = {"Ein Satz mit Worten.",
                                              "Ein Satz.[^a]\n\n[^a]: Quelle[^b]\n\n[^b]: innere",
                                              "Noch einer.[^fehlt]",
                                              "---",
                                              "- ---\n- Punkt",
                                              "> ***",
                                              "![Bild](media/gut.png)",
                                              "![Bild](media/gut.png \"Unter \U0001F984 Schrift\")",
                                              "![](media/gut.png)",
                                              "![Kaputt](media/schlecht.png)",
                                              "![Weg](media/fehlt.png)",
                                              "![Fremd](https://example.org/a.png)",
                                              "![Hinaus](../../workspace.xml)",
                                              "| a | b |\n| - | - |\n| 1 | \U0001F600 |",
                                              "| | b |\n| - | - |\n| 1 | ![Bild](media/schlecht.png) |",
                                              "| 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 |\n|-|-|-|-|-|-|-|-|\n| 1.200.000 € |",
                                              "```\nint a;\t\u2611\n```",
                                              "    eingerückt",
                                              "\u2022\tPunkt\n\u2022\tPunkt",
                                              "- [ ] offen",
                                              "שלום עולם und \u0627\u0628",
                                              "x\u030c =\u0338 o\u0302\u0301 n\u0308 \u0338 \u2260",
                                              "*\u25a1* **\u25a1** ***\u2713*** `\u2713`",
                                              "[](https://example.org) [](node:zwei) [Weg](node:weg)",
                                              "<b>roh</b>",
                                              "# Überschrift\n## Noch\nText\n---",
                                              "\U0001D11E \u1100\u1161 \U000E0001 \ufe0f\u20e3",
                                              "Zeile\\\nZeile  \nZeile",
                                              "$x^2$ ~~alt~~ H~2~O"};
    std::string out;
    for (std::size_t blocks = below(4); blocks > 0; --blocks)
      out += one_of(kBlocks) + "\n\n" + (below(3) == 0 ? text() : "");
    return out;
  }
  std::string name() {
    static constexpr const char* kNames[] = {
        "title",    "Titel",    "title.en",     "title.English", "Titel (en)",    "title.leicht", "title.de-x-leicht",
        "title.",   "short",    "Kurztitel",    "sample",        "Mittel",        "mittel",       "anteil",
        "zeitraum", "Zeitraum", "pilot",        "schlagwort",    "federfuehrung", "Beteiligte",   "stand-der-dinge",
        "zielwert", "stand",    "ohne-projekt", "farbe"};
    return one_of(kNames);
  }
  std::string lang() {
    static constexpr const char* kTags[] = {"",     "de", "en", "English", "leicht", "de-x-leicht",
                                            "../x", "EN", "e",  "\x01"};
    return one_of(kTags);
  }
  std::string node() {
    static constexpr const char* kNodes[] = {
        "plan", "feld", "eins", "zwei", "L 1", "Leitprojekt L 1", "Handlungsfeld 1", "[plan/zwei]", "nirgends"};
    return one_of(kNodes);
  }

 private:
  std::mt19937 random_;
};

Result<workspace::Edited> any_typing(Workspace& workspace, Given& given) {
  static constexpr const char* kSigns[] = {"=", "=", "=", "+=", "-="};
  const std::string node = given.node();
  switch (given.below(6)) {
    case 0:
    case 1:
      return workspace::set_fields(workspace, node, {given.name() + given.one_of(kSigns) + given.text()}, kTyping,
                                   given.below(2) == 0 ? Language::German : Language::English);
    case 2:
      return workspace::add_node(workspace,
                                 {"leitprojekt", "feld", "", given.text(), given.below(2) == 0 ? "" : given.text()},
                                 static_cast<std::uint32_t>(given.below(1'000'000)), kTyping);
    case 3:
    case 4: {
      const workspace::Found found = TRY(workspace::find_node(workspace, node, {}));
      const std::string lang = given.lang();
      const workspace::ProseText before = TRY(workspace::prose(workspace, found, lang));
      return workspace::write_prose(workspace, found, lang, before, given.below(3) == 0 ? given.text() : given.prose(),
                                    kTyping);
    }
    default:
      return workspace::add_document(workspace, {"musterstadt", given.text(), given.text(), given.lang()}, kTyping);
  }
}

}  // namespace

TEST_CASE("edit: what is taken can be loaded, checked and printed; what is refused changes nothing and says why") {
  Given given(7);
  std::size_t taken = 0, refused = 0;
  for (int round = 0; round < 12; ++round) {
    Workspace workspace = typed_city();
    for (int i = 0; i < 60; ++i) {
      const std::string before = all_files(workspace);
      const Result<workspace::Edited> done = any_typing(workspace, given);
      if (!done) {
        CAPTURE(done.error().message.text);
        CHECK(all_files(workspace) == before);
        CHECK(render(done.error().message, Language::German) != render(done.error().message, Language::English));
        continue;
      }
      ++taken;
      for (const DocumentId& id : *workspace::documents(workspace, {})) {
        const Result<workspace::Loaded> loaded = workspace::load_sound(workspace, id, {});
        CAPTURE(id.text);
        REQUIRE(loaded.has_value());
      }
    }
    for (const workspace::Checked& checked : *publishing::check(workspace, {}, {}, machine_file)) {
      // Whatever check finds, it found by reading: nothing was stored in another form than it is read.
      for (const Finding& finding : checked.findings) CHECK(finding.code != "not-canonical");
      if (checked.document.empty()) continue;
      const Result<std::string> pdf =
          publishing::pdf(workspace, checked.document, {}, Date{2026, 11, 30}, machine_file);
      CAPTURE(pdf ? "" : pdf.error().code + " " + pdf.error().message.text + " " + pdf.error().place.file);
      CHECK((pdf.has_value() || has_errors(checked.findings)));
      refused += pdf ? 0 : 1;
      // What no page can show is marked in a draft, and keeps nobody from seeing the rest.
      const workspace::Found whole = *workspace::find_node(workspace, checked.document.text, {});
      const auto drop = [](std::string_view) -> Result<void> { return {}; };
      const Result<Findings> draft = publishing::write_pdf(workspace, whole, Date{2026, 11, 30}, machine_file, drop);
      REQUIRE(draft.has_value());
      // A picture that nobody described is shown, and says so to those who do not see it.
      CHECK((pdf.has_value() || !draft->empty() || pdf.error().code == "missing-alt-text"));
    }
    CHECK(workspace::save(workspace, "Stand", kTyping).has_value());
  }
  CHECK(taken > 60);
  CHECK(refused > 2);
}

TEST_CASE("edit: titles, parties and languages that cannot be read back are refused") {
  Workspace workspace = typed_city();
  const std::string before = all_files(workspace);
  CHECK(type_in(workspace, "eins", "title=   ") == "missing-title");
  CHECK(type_in(workspace, "eins", "title=\u00a0\u200b") == "missing-title");
  CHECK(type_in(workspace, "eins",
                "title=a\x01"
                "b") == "control-character");
  CHECK(type_in(workspace, "eins", "short=  ") == "empty-field");
  CHECK(type_in(workspace, "eins", "title.leicht=X") == "bad-language");
  CHECK(type_in(workspace, "eins", "title.en=  ") == "empty-field");
  CHECK(type_in(workspace, "eins", "federfuehrung=  ") == "empty-field");
  CHECK(type_in(workspace, "eins", "title+=X") == "single-field");
  CHECK(workspace::add_node(workspace, {"leitprojekt", "feld", "", "  ", ""}, 0, kTyping).error().code ==
        "missing-title");
  CHECK(workspace::add_document(workspace, {"musterstadt", "neu", " ", "de"}, kTyping).error().code == "missing-title");
  CHECK(workspace::add_document(workspace, {"musterstadt", "neu", "Neu", "English"}, kTyping).error().code ==
        "bad-language");
  const Result<workspace::Edited> tag = workspace::set_fields(workspace, "eins", {"title.English=X"}, kTyping);
  REQUIRE_FALSE(tag.has_value());
  CHECK(tag.error().hint->args == std::vector<std::string>{"en"});
  const workspace::Found found = *workspace::find_node(workspace, "eins", {});
  CHECK(workspace::prose(workspace, found, "English").error().code == "bad-language");
  const workspace::ProseText none = *workspace::prose(workspace, found, "en");
  CHECK(workspace::write_prose(workspace, found, "en", none, "Text.\n", kTyping).error().code == "no-original");
  const workspace::ProseText own = *workspace::prose(workspace, found);
  CHECK(workspace::write_prose(workspace, found, "", own, "a\x1b[31mb\n", kTyping).error().code == "control-character");
  CHECK(all_files(workspace) == before);
}

TEST_CASE("edit: amounts, dates and labels as Germans write them, and as they are printed") {
  Workspace workspace = typed_city();
  CHECK(type_in(workspace, "eins", "Mittel=850.000 EUR") == "");
  CHECK(held(workspace, "eins", "mittel") == "850.000\u00a0€");
  CHECK(type_in(workspace, "eins", "mittel=" + held(workspace, "eins", "mittel")) == "");
  CHECK(held(workspace, "eins", "mittel") == "850.000\u00a0€");
  CHECK(type_in(workspace, "eins", "mittel=850,000 EUR") == "two-meanings");
  CHECK(type_in(workspace, "eins", "mittel=1,2 Mio. €") == "");
  CHECK(held(workspace, "eins", "mittel") == "1.200.000\u00a0€");
  CHECK(type_in(workspace, "eins", "anteil=1.200 Bäume") == "");
  CHECK(held(workspace, "eins", "anteil") == "1200\u00a0Bäume");
  CHECK(type_in(workspace, "eins", "Zeitraum=01.01.2026 – 31.12.2028") == "");
  CHECK(held(workspace, "eins", "zeitraum") == "01.01.2026–31.12.2028");
  CHECK(type_in(workspace, "eins", "Zeitraum=ab 2026") == "");
  CHECK(held(workspace, "eins", "zeitraum") == "ab 2026");
  CHECK(type_in(workspace, "eins", "Stand der Dinge=laufend") == "");
  CHECK(type_in(workspace, "feld", "zielwert=2026: 1.200 Bäume; 2030: 2.000 Bäume") == "");
  CHECK(held(workspace, "feld", "zielwert") == "2026: 1200\u00a0Bäume; 2030: 2000\u00a0Bäume");
  CHECK(type_in(workspace, "feld", "zielwert=" + held(workspace, "feld", "zielwert")) == "");
  CHECK(type_in(workspace, "eins", "Beteiligte=Amt; Verein") == "");
  CHECK(held(workspace, "eins", "beteiligte") == "Amt für alles; Verein");
  CHECK(type_in(workspace, "eins", "Titel=Anders") == "");
  CHECK(type_in(workspace, "eins", "Titel (en)=Other") == "");
  CHECK(type_in(workspace, "eins", "Kurztitel=And.") == "");
  const workspace::Found found = *workspace::find_node(workspace, "eins", {});
  CHECK(found.value().title == "Anders");
  CHECK(found.value().titles == std::vector<model::Translated>{{"en", "Other"}});
  CHECK(found.value().short_title == "And.");
}

TEST_CASE("edit: taking a party out says nothing of taking one in") {
  Workspace workspace = typed_city();
  const Result<workspace::Edited> in = workspace::set_fields(workspace, "eins", {"beteiligte+=Wasserwerk"}, kTyping);
  REQUIRE(in.has_value());
  CHECK(in->notes.size() == 1);
  const Result<workspace::Edited> out = workspace::set_fields(workspace, "eins", {"beteiligte-=Wasserwerk"}, kTyping);
  REQUIRE(out.has_value());
  CHECK(out->notes.empty());
  CHECK(held(workspace, "eins", "beteiligte").empty());
}

TEST_CASE("names: a node is found by what is printed of it") {
  Workspace workspace = typed_city();
  REQUIRE(type_in(workspace, "zwei", "title=Rad/Fuß @ Stadt") == "");
  for (const char* name : {"L 2", "Leitprojekt L 2", "leitprojekt l 2", "[zwei]", "[plan/zwei]", "plan/Leitprojekt L 2",
                           "Leitprojekt L 2 „Rad/Fuß @ Stadt“"}) {
    CAPTURE(name);
    const Result<workspace::Found> found = workspace::find_node(workspace, name, {});
    REQUIRE(found.has_value());
    CHECK(found->value().id.text == "zwei");
  }
  for (const char* name : {"Handlungsfeld 1", "Field 1", "Field of action 1"}) {
    CAPTURE(name);
    CHECK(workspace::find_node(workspace, name, {}).has_value() == (std::string_view(name) != "Field of action 1"));
  }
  REQUIRE(workspace::add_document(workspace, {"musterstadt", "rahmen", "Rahmen", "de"}, kTyping).has_value());
  REQUIRE(workspace::add_node(workspace, {"handlungsfeld", "rahmen", "", "Feld", "feld-zwei"}, 0, kTyping).has_value());
  CHECK(workspace::find_node(workspace, "Handlungsfeld 1", {}).error().code == "ambiguous-node");
}

TEST_CASE("edit: a node can be put first, and before another") {
  Workspace workspace = typed_city();
  const auto order = [&] {
    const model::Document document = workspace::load(workspace, DocumentId{"plan"}, {})->document;
    std::string ids;
    for (const model::Node& node : document.nodes) ids += (ids.empty() ? "" : " ") + node.id.text;
    return ids;
  };
  REQUIRE(workspace::move_node(workspace, "zwei", {.first = true}, kTyping));
  CHECK(order() == "plan feld zwei eins");
  REQUIRE(workspace::move_node(workspace, "eins", {.before = "zwei"}, kTyping));
  CHECK(order() == "plan feld eins zwei");
  REQUIRE(workspace::add_node(workspace, {"handlungsfeld", "plan", "", "Neu", "neu", "", true}, 0, kTyping));
  CHECK(order() == "plan neu feld eins zwei");
  REQUIRE(workspace::move_node(workspace, "eins", {.under = "neu", .first = true}, kTyping));
  CHECK(order() == "plan neu eins feld zwei");
  CHECK(workspace::move_node(workspace, "eins", {.after = "zwei", .before = "zwei"}, kTyping).error().code ==
        "two-places");
  CHECK(workspace::move_node(workspace, "eins", {}, kTyping).error().code == "no-place");
}

TEST_CASE("edit: what still refers to a node is told apart, links from texts") {
  Workspace workspace = typed_city();
  const auto advice = [&] { return workspace::remove_node(workspace, "zwei", kTyping).error().hint->text; };
  const workspace::Found found = *workspace::find_node(workspace, "eins", {});
  REQUIRE(workspace::write_prose(workspace, found, "", *workspace::prose(workspace, found),
                                 "Siehe [Zwei](node:zwei).\n", kTyping));
  CHECK(advice().find("unlink") == std::string::npos);
  REQUIRE(workspace::link_nodes(workspace, "eins", "verweist-auf", "zwei", kTyping));
  CHECK(advice().find("unlink") != std::string::npos);
  CHECK(advice().find("zielbaum edit") != std::string::npos);
}

TEST_CASE("check: a wrong file that all documents share is told once; a name that is not its file's is found") {
  Workspace workspace = typed_city();
  REQUIRE(workspace::add_document(workspace, {"musterstadt", "rahmen", "Rahmen", "de"}, kTyping).has_value());
  const auto found = [&](std::string_view code) {
    std::size_t count = 0;
    for (const workspace::Checked& checked : *workspace::check(workspace, {}, {})) {
      for (const Finding& finding : checked.findings) count += finding.code == code ? 1 : 0;
    }
    return count;
  };
  const std::string theme = *workspace.store().read_working("schemas/themes/standard.xml");
  REQUIRE(workspace.store().write_working({{"schemas/themes/anders.xml", theme}}, kTyping, "test", {"copy"}));
  CHECK(found("wrong-file-name") == 1);
  REQUIRE(
      workspace.store().write_working({{std::string(model::kPartiesFile), "<parties/>"}}, kTyping, "test", {"break"}));
  CHECK(found("wrong-root") == 1);
  REQUIRE(workspace.store().write_working({{model::type_path("musterstadt"), "<type/>"}}, kTyping, "test", {"break"}));
  CHECK(found("wrong-root") == 2);
  CHECK(found("not-checked") == 2);
}
