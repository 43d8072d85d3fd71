#include "html/html.h"

#include "html/style_internal.h"
#include "support/catch.h"
#include "support/markup.h"
#include "support/sample_flow.h"

using namespace zielbaum;
using namespace zielbaum::flow;
using test::Markup;
using test::note_mark;
using test::read_markup;

namespace {

Run text(std::string words) {
  Run run;
  run.text = std::move(words);
  return run;
}
Run marked(std::string words, Mark mark) {
  Run run = text(std::move(words));
  run.mark = mark;
  return run;
}
Run linked(std::string words, std::string link) {
  Run run = text(std::move(words));
  run.link = std::move(link);
  return run;
}
Block paragraph(Runs runs, ParagraphRole role = ParagraphRole::Body) {
  return {Paragraph{role, std::move(runs), {}}, {}};
}
Block heading(std::uint8_t level, std::string number, std::string words, std::string anchor) {
  Heading made;
  made.level = level;
  made.number = std::move(number);
  made.runs = {text(std::move(words))};
  made.anchor = std::move(anchor);
  return {made, {}};
}
Cell cell(Runs runs, Scope scope = Scope::None) {
  Cell made;
  made.scope = scope;
  made.blocks = {paragraph(std::move(runs))};
  return made;
}

/// A little of everything.
Flow sample() {
  Flow flow;
  flow.metadata.title = "Gemeinsam Digital: Berlin";
  flow.metadata.author = "Senatskanzlei Berlin";
  flow.running_mark = "Musterfassung";
  flow.notes = {{{paragraph({text("Quelle: siehe auch"), note_mark(1)})}}, {{paragraph({text("Zweite Fußnote")})}}};

  Table facts;
  facts.role = TableRole::Facts;
  facts.shares = {1, 2};
  facts.rows = {Row{{cell({text("Federführung")}, Scope::Row), cell({text("Technologiestiftung Berlin")})}, {}, {}}};

  Table listing;
  listing.role = TableRole::Listing;
  listing.shares = {3, 1};
  listing.header = {Row{{cell({text("Maßnahme")}, Scope::Column), cell({text("Seite")}, Scope::Column)}, {}, {}}};
  Run page;
  page.kind = RunKind::PageNumber;
  page.link = "#kiezbox-q2vh";
  listing.rows = {Row{{cell({linked("Kiezbox 2.0", "#kiezbox-q2vh")}, Scope::Row), cell({page})}, {}, {}}};

  Table comparison;
  comparison.role = TableRole::Comparison;
  comparison.caption = {text("Gegenüberstellung")};
  comparison.shares = {1, 1};
  comparison.header = {
      Row{{cell({text("Geltende Fassung")}, Scope::Column), cell({text("Neue Fassung")}, Scope::Column)}, {}, {}}};
  comparison.rows = {Row{{cell({text("Die Stadt "), marked("plant", Mark::Deleted)}),
                          cell({text("Die Stadt "), marked("baut", Mark::Inserted)})},
                         "zeile-1",
                         "changed"}};

  flow.blocks = {paragraph({text("Gemeinsam Digital: Berlin")}, ParagraphRole::Title),
                 paragraph({text("Musterfassung")}, ParagraphRole::Notice),
                 Block{PageBreak{}, {}},
                 Block{Contents{"Inhalt", 3}, {}},
                 heading(1, "1", "Zukunftschancen für alle", "zukunft"),
                 heading(2, "Ziel 1.1", "Lernorte", "lernorte"),
                 heading(3, "M 1", "Kiezbox 2.0", "kiezbox-q2vh"),
                 Block{facts, {}},
                 paragraph({text("Ein Netz"), note_mark(0), text(" für Kieze, noch einmal"), note_mark(0)}),
                 Block{List{true, 3, {ListItem{{paragraph({text("Sensoren")})}}}}, {}},
                 Block{Figure{"doc/phasen.png", "Drei Phasen", {text("Phasen")}}, {}},
                 Block{Quote{{paragraph({text("Smart ist, was hilft.")})}}, "en"},
                 Block{Code{"a < b"}, {}},
                 heading(1, "", "Übersicht", ""),
                 Block{listing, {}},
                 Block{comparison, {}}};
  return flow;
}

std::string page_of(const Flow& flow) {
  const Result<std::string> made = html::page(flow, [](std::string_view key) -> Result<std::string> {
    return "media/" + std::string(key.substr(key.find('/') + 1));
  });
  REQUIRE(made.has_value());
  return *made;
}

bool holds(const std::string& html, std::string_view part) {
  return html.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("html: a page is well formed, its ids are unique and its links arrive") {
  CHECK(broken_rules(sample()).empty());
  const Markup markup = read_markup(page_of(sample()));
  for (const std::string& mistake : markup.mistakes) FAIL_CHECK(mistake);
}

TEST_CASE("html: the page names its language and title and has one h1, landmarks and a skip link") {
  const std::string html = page_of(sample());
  const Markup markup = read_markup(html);
  CHECK(markup.find("html")->get("lang") == "de");
  CHECK(holds(html, "<title>Gemeinsam Digital: Berlin – Musterfassung</title>"));
  CHECK(markup.count("h1") == 1);
  CHECK(markup.count("main") == 1);
  CHECK(markup.count("nav") == 1);
  CHECK(markup.find("a")->get("href") == "#" + markup.find("main")->get("id"));
  CHECK(holds(html, "Zum Text springen"));
}

TEST_CASE("html: a Flow without a cover is headed by its title") {
  Flow flow;
  flow.metadata.title = "Teil";
  flow.blocks = {heading(1, "", "Lernorte", "lernorte")};
  const std::string html = page_of(flow);
  CHECK(read_markup(html).mistakes.empty());
  CHECK(holds(html, "<h1>Teil</h1>"));
  CHECK(holds(html, "<main id=\"_main\" tabindex=\"-1\">\n<h2 id=\"lernorte\">"));
}

TEST_CASE("html: headings stand below the title and never skip a level") {
  const Markup markup = read_markup(page_of(sample()));
  int last = 0;
  for (const test::Tag& tag : markup.tags) {
    if (tag.name.size() != 2 || tag.name[0] != 'h' || tag.name[1] < '1' || tag.name[1] > '6') continue;
    const int level = tag.name[1] - '0';
    CHECK(level <= last + 1);
    last = level;
  }
  Flow deep;
  for (std::uint8_t level = 1; level <= 6; ++level) deep.blocks.push_back(heading(level, "", "Ebene", {}));
  CHECK(holds(page_of(deep), "<h6 id=\"_heading-5\" aria-level=\"7\">"));
}

TEST_CASE("html: a title that is the only heading of its level is followed by the level below it") {
  Flow flow;
  flow.metadata.title = "Synopse";
  flow.blocks = {heading(1, "", "Synopse", ""), heading(2, "", "Änderungsliste", "liste")};
  CHECK(holds(page_of(flow), "<h2 id=\"liste\">"));
  flow.blocks.push_back(heading(1, "", "Fußnoten", "fuss"));
  CHECK(holds(page_of(flow), "<h3 id=\"liste\">"));
}

TEST_CASE("html: the contents list is nested as the headings are and leads to each of them") {
  const std::string html = page_of(sample());
  CHECK(holds(html,
              "<li><a href=\"#zukunft\"><span class=\"number\">1</span> Zukunftschancen für alle</a><ol>\n<li>"
              "<a href=\"#lernorte\">"));
  CHECK(holds(html, "</li>\n</ol>\n</li>\n</ol>\n</li>\n<li><a href=\"#_heading-13\">Übersicht</a></li>"));
}

TEST_CASE("html: header cells have a scope, and no element says the role that it has anyway") {
  const std::string html = page_of(sample());
  for (const test::Tag& tag : read_markup(html).tags) {
    if (tag.name == "th") CHECK_FALSE(tag.get("scope").empty());
  }
  CHECK(holds(html, "<table class=\"comparison\">\n<caption>Gegenüberstellung</caption>"));
  CHECK(holds(html, "<tr id=\"zeile-1\" class=\"changed\">"));
  CHECK(holds(html, "<td data-head=\"Neue Fassung\">"));
}

TEST_CASE("html: inserted and deleted words are told to those who do not see colours") {
  const std::string html = page_of(sample());
  CHECK(holds(html, "<del><span class=\"unseen\">gestrichen: </span>plant<span class=\"unseen\"> (Ende)</span></del>"));
  CHECK(holds(html, "<ins><span class=\"unseen\">eingefügt: </span>baut<span class=\"unseen\"> (Ende)</span></ins>"));
}

TEST_CASE("html: links lead from change to change through the rows of a Synopse, tables in its cells are their own") {
  Flow flow = sample();
  CHECK_FALSE(holds(page_of(flow), "_change-1"));  // nowhere to go
  Table& comparison = std::get<Table>(flow.blocks.back().content);
  comparison.rows.push_back(comparison.rows.front());
  comparison.rows.back().anchor.clear();  // belongs to the row before
  comparison.rows.push_back(comparison.rows.front());
  comparison.rows.back().anchor = "zeile-3";
  Table inside;
  inside.header = {Row{{cell({text("Jahr")}, Scope::Column)}, {}, {}}};
  inside.rows = {Row{{cell({text("2024")})}, {}, {}}};
  comparison.rows.back().cells[0].blocks = {Block{inside, {}}};
  const std::string html = page_of(flow);
  CHECK(holds(html, "<p class=\"first-step\"><a href=\"#_change-1\">Zur ersten Änderung</a></p>\n<table"));
  CHECK(holds(html,
              "<tr class=\"steps\"><td colspan=\"2\"><div class=\"step\" id=\"_change-2\">Änderung 2 von 2 "
              "<a href=\"#_change-1\">vorige Änderung</a></div></td></tr>\n<tr id=\"zeile-3\""));
  CHECK_FALSE(holds(html, "_change-3"));
  CHECK(holds(html, "<th scope=\"col\">Jahr</th>"));
}

TEST_CASE(
    "html: where blocks changed, links lead from change to change and a switch hides what did not, without script") {
  Flow flow = sample();
  flow.blocks.pop_back();  // one column
  CHECK_FALSE(holds(page_of(flow), "id=\"_only-changes\""));
  Heading& measure = std::get<Heading>(flow.blocks[6].content);
  measure.status = "geändert";
  Table& facts = std::get<Table>(flow.blocks[7].content);
  facts.rows.push_back(facts.rows.front());
  facts.rows.back().cells.back().blocks.front().changed = true;
  List& list = std::get<List>(flow.blocks[9].content);
  list.items.front().blocks.front().changed = true;
  flow.blocks[12].changed = true;
  const std::string html = page_of(flow);
  const Markup markup = read_markup(html);
  CHECK(markup.mistakes.empty());
  CHECK(markup.count("script") == 0);
  CHECK(markup.count("nav") == 1);
  CHECK(holds(html, "<body class=\"review\">"));
  CHECK(holds(html, "<label><input type=\"checkbox\" id=\"_only-changes\"> Nur Änderungen zeigen</label>"));
  // The measure with its facts, the list, the code.
  for (const char* step : {"Änderung 1 von 3 <a href=\"#_change-2\">", "Änderung 2 von 3 <a href=\"#_change-1\">",
                           "Änderung 3 von 3 <a href=\"#_change-2\">vorige Änderung</a></p>"})
    CHECK(holds(html, step));
  CHECK(holds(html, "M 1</span> Kiezbox 2.0 (geändert)</h4>"));
  // Headings above a change stay, what did not change can go, the row beside the one that changed too.
  CHECK(holds(html, "<h3 id=\"lernorte\">"));
  CHECK(holds(html, "<h2 id=\"_heading-13\" class=\"same\">"));
  CHECK(holds(html, "<tr class=\"same\">"));
  CHECK(holds(html, "<p class=\"changed\">Sensoren</p>"));
  CHECK(holds(html, "<pre class=\"changed\">"));
  CHECK(holds(html, "<li class=\"same\"><a href=\"#_heading-13\">"));
  CHECK(html.find("</header>") < html.find("<nav"));
  CHECK(html.find("</nav>") < html.find("<main"));
}

TEST_CASE("html: a line across is one for those who hear it, too") {
  Flow flow = sample();
  flow.blocks.insert(flow.blocks.end() - 1, Block{Rule{}, {}});
  CHECK(holds(page_of(flow), "\n<hr>\n"));
}

TEST_CASE("html: each footnote leads back to all its marks") {
  const std::string html = page_of(sample());
  CHECK(holds(html, "role=\"doc-endnotes\""));
  CHECK(holds(html, "<a id=\"_ref-1\" href=\"#_note-1\" role=\"doc-noteref\" aria-label=\"Fußnote 1\">1</a>"));
  CHECK(holds(html, "<a href=\"#_ref-1\" role=\"doc-backlink\""));
  CHECK(holds(html, "<a href=\"#_ref-1-2\" role=\"doc-backlink\""));
  // Of one with several marks they are told apart by number, for the eye and the ear.
  CHECK(holds(html, "aria-label=\"Zurück zum Text bei Fußnote 1, Stelle 2\">↩<sup>2</sup></a>"));
  CHECK(holds(html, "aria-label=\"Zurück zum Text bei Fußnote 2\">↩</a>"));
  CHECK(holds(html, "<a href=\"#_ref-2\" role=\"doc-backlink\""));
}

TEST_CASE("html: numbers of pages mean nothing on a screen and are left out with their column") {
  const std::string html = page_of(sample());
  CHECK_FALSE(holds(html, "Seite"));
  CHECK(holds(html, "<a href=\"#kiezbox-q2vh\">Kiezbox 2.0</a>"));
}

TEST_CASE("html: what stands in print only is left out, and a link of nothing else is none") {
  Run page = linked(" (Seite 12)", "#a");
  page.medium = Medium::Print;
  Flow flow;
  flow.metadata.title = "Titel";
  flow.blocks = {heading(1, "", "A", "a"), paragraph({linked("siehe A", "#a"), page}), paragraph({page})};
  const std::string html = page_of(flow);
  CHECK(html.find("Seite") == std::string::npos);
  CHECK(html.find("<p><a href=\"#a\">siehe A</a></p>") != std::string::npos);
  CHECK(html.find("<p></p>") != std::string::npos);
}

TEST_CASE("html: abbreviations say what they stand for, in their language") {
  Run abbreviation = text("SCU");
  abbreviation.expansion = "Smart City Unit";
  abbreviation.lang = "en";
  Flow flow;
  flow.metadata.title = "Titel";
  flow.blocks = {paragraph({text("Die "), abbreviation})};
  CHECK(page_of(flow).find("<span lang=\"en\"><abbr title=\"Smart City Unit\">SCU</abbr></span>") != std::string::npos);
}

TEST_CASE("html: the contents list says the language of foreign words, and holds no link or note inside a link") {
  Flow flow;
  flow.metadata.title = "Titel";
  flow.notes = {{{paragraph({text("Quelle")})}}};
  Block chapter = heading(1, "1", "Die ", "a");
  Run foreign = text("Smart City");
  foreign.lang = "en";
  Heading& words = std::get<Heading>(chapter.content);
  words.runs.push_back(foreign);
  words.runs.push_back(linked(" Berlin", "https://example.org"));
  words.runs.push_back(note_mark(0));
  flow.blocks = {Block{Contents{"Inhalt", 3}, {}}, chapter};
  const std::string html = page_of(flow);
  CHECK(html.find("<li><a href=\"#a\"><span class=\"number\">1</span> Die <span lang=\"en\">Smart City</span> "
                  "Berlin</a>") != std::string::npos);
  CHECK(read_markup(html).mistakes.empty());
}

TEST_CASE("html: notes that are a chapter stand under its heading, with links both ways") {
  Flow flow;
  flow.metadata.title = "Titel";
  flow.notes = {{{paragraph({text("Quelle")})}}};
  flow.note_placement = NotePlacement::End;
  flow.blocks = {heading(1, "", "A", "a"), paragraph({text("Text"), note_mark(0)}), heading(1, "", "Anmerkungen", "")};
  const std::string html = page_of(flow);
  const Markup markup = read_markup(html);
  CHECK(markup.mistakes.empty());
  CHECK(html.find("Fußnoten") == std::string::npos);
  CHECK(html.find("role=\"doc-endnotes\" aria-labelledby=\"_heading-2\"") != std::string::npos);
  CHECK(html.find("href=\"#_note-1\"") != std::string::npos);
  CHECK(html.find("href=\"#_ref-1\"") != std::string::npos);
}

TEST_CASE("html: whatever stands in the document is shown and never becomes markup") {
  const std::vector<std::string> hostile = {"\"><svg onload=1>",
                                            "<script>alert(1)</script>",
                                            "' onmouseover='x",
                                            "&lt;b&gt;",
                                            "]]><!--",
                                            "\u202Eevil",
                                            std::string("a\x01"
                                                        "b")};
  for (const std::string& words : hostile) {
    Flow flow = sample();
    flow.metadata.title = flow.metadata.author = flow.metadata.lang = flow.running_mark = words;
    flow.blocks.push_back(heading(1, words, words, words));
    flow.blocks.push_back(paragraph({text(words), linked(words, "#" + words), linked(words, "javascript:" + words)}));
    flow.blocks.push_back(Block{Figure{"doc/" + words, words, {text(words)}}, words});
    flow.blocks.push_back(Block{Code{words}, words});
    Table table;
    table.shares = {1};
    table.caption = {text(words)};
    table.rows = {Row{{cell({text(words)})}, words, words}};
    table.rows[0].anchor += "2";
    flow.blocks.push_back(Block{table, {}});
    const std::string html = page_of(flow);
    const Markup markup = read_markup(html);
    for (const std::string& mistake : markup.mistakes) FAIL_CHECK(mistake << " with " << words);
    for (const char* name : {"svg", "script", "b"}) CHECK(markup.count(name) == 0);
    for (const test::Tag& tag : markup.tags) {
      for (const auto& [attribute, value] : tag.attributes) {
        CHECK_FALSE(attribute.starts_with("on"));
        CHECK_FALSE((attribute == "href" && value.starts_with("javascript:")));
      }
    }
    CHECK_FALSE(holds(html, "\u202E"));
    CHECK_FALSE(holds(html, "\x01"));
  }
}

TEST_CASE("html: only https, mailto and places in the page can be followed") {
  for (const char* link : {"javascript:alert(1)", "JavaScript:x", "http://example.org", "//evil", "data:text/html,x",
                           "vbscript:x", "file:///etc/passwd", " https://x"}) {
    Flow flow;
    flow.blocks = {paragraph({linked("Text", link)})};
    const std::string html = page_of(flow);
    CHECK(read_markup(html).count("a") == 1);  // the skip link
    CHECK(holds(html, ">Text<"));
  }
  Flow flow;
  flow.blocks = {paragraph({linked("A", "https://a.example/?x=1&y=2"), linked("B", "mailto:a@example.org")})};
  CHECK(holds(page_of(flow), "<a href=\"https://a.example/?x=1&amp;y=2\">A</a>"));
  CHECK(read_markup(page_of(flow)).count("a") == 3);
}

TEST_CASE("html: the page is self-contained, and its policy allows nothing else than its own style") {
  const std::string html = page_of(sample());
  CHECK(read_markup(html).count("script") == 0);
  CHECK(read_markup(html).count("link") == 0);
  const std::string style = html::style_sheet({});
  CHECK(holds(html, "default-src 'none'; style-src '" + html::style_hash(style) + "'"));
  CHECK(holds(html, "<style>" + style + "</style>"));
  for (const test::Tag& tag : read_markup(html).tags) CHECK(tag.get("style").empty());
  CHECK(html::style_hash(style).size() == std::string_view("sha256-").size() + 44);
}

TEST_CASE("html: the same Flow gives the same bytes") {
  CHECK(page_of(sample()) == page_of(sample()));
}

TEST_CASE("html: a drawing is one image that says its alternative text, and its words are no markup") {
  Drawing drawing;
  drawing.height = 120;
  drawing.alt = "Baum \"der\" Ziele";
  drawing.caption = {text("Überblick")};
  Label label;
  label.y = 40;
  label.width = 300;
  label.text = "Forschung & <Entwicklung>";
  label.align = Align::Right;
  label.ink = Ink::Paper;
  Label cut = label;
  cut.width = 60;
  cut.text = "Begegnungsorte";
  drawing.shapes = {Rectangle{0, 0, 10, 20, Ink::Accent}, Polygon{{{0, 0}, {5, 5}, {0, 9}}, Ink::Rule}, label, cut};
  Flow flow = sample();
  flow.blocks.push_back({drawing, {}});
  flow.blocks.push_back({drawing, {}});
  const std::string html = page_of(flow);
  const Markup markup = read_markup(html);
  for (const std::string& mistake : markup.mistakes) FAIL_CHECK(mistake);
  REQUIRE(markup.count("svg") == 2);
  const test::Tag& svg = *markup.find("svg");
  CHECK(svg.get("role") == "img");
  CHECK(svg.get("aria-label") == "Baum &quot;der&quot; Ziele");
  CHECK(svg.get("viewBox") == "0 0 1000 120");
  CHECK(markup.count("title") == 1);  // none of the drawing's, which would be said twice
  CHECK(holds(
      html, "<text class=\"paper\" x=\"300\" text-anchor=\"end\" y=\"40\">Forschung &amp; &lt;Entwicklung&gt;</text>"));
  CHECK(holds(html, "<polygon class=\"rule\" points=\"0,0 5,5 0,9\">"));
  CHECK_FALSE(holds(html, "Begegnungsorte"));
  CHECK(holds(html, "…</text>"));
  CHECK(holds(html, "aria-label=\"Zeichnung 1: Überblick\""));
  CHECK(holds(html, "aria-label=\"Zeichnung 2: Überblick\""));
  CHECK_FALSE(holds(html, "style=\""));  // the policy of the page forbids it
}

TEST_CASE("html: a picture that cannot be had is an error, not a gap") {
  const Result<std::string> made = html::page(sample(), [](std::string_view key) -> Result<std::string> {
    return error(ErrorKind::NotFound, "no-picture", msg("The file does not exist: {0}", key));
  });
  REQUIRE_FALSE(made.has_value());
  CHECK(made.error().code == "no-picture");
}

TEST_CASE("html: an English page speaks English") {
  Flow flow = sample();
  flow.metadata.lang = "en";
  CHECK(holds(page_of(flow), "Skip to the text"));
  CHECK(holds(page_of(flow), "struck out: "));
}
