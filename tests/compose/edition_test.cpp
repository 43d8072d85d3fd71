#include <map>
#include <set>

#include "compose/compose.h"
#include "schema/schema.h"
#include "support/catch.h"
#include "support/documents.h"

using namespace zielbaum;

namespace {

/// Prose in memory.
class Texts final : public model::ProseSource {
 public:
  ContentId add(std::string markdown) {
    const ContentId id{std::to_string(texts_.size())};
    texts_[id] = std::move(markdown);
    return id;
  }
  Result<std::string> read(const ContentId& content) const override {
    const auto found = texts_.find(content);
    if (found == texts_.end()) return error(ErrorKind::NotFound, "no-prose", msg("The file does not exist: {0}", "x"));
    return found->second;
  }

 private:
  std::map<ContentId, std::string> texts_;
};

model::Parties parties() {
  model::Party office;
  office.id.text = "senmvku";
  office.short_name = "SenMVKU";
  office.full_name = "Senatsverwaltung für Mobilität, Verkehr, Klimaschutz und Umwelt";
  model::Party foundation;
  foundation.id.text = "technologiestiftung";
  foundation.full_name = "Technologiestiftung Berlin";
  return {office, foundation};
}

model::Settings settings() {
  model::Settings made;
  made.publisher = "Senatskanzlei Musterstadt";
  made.address = {"Rathausplatz 1", "12345 Musterstadt"};
  made.phone = "030 12345";
  made.email = "redaktion@example.org";
  made.accessibility_contact = "barrierefrei@example.org";
  made.licence = "CC BY 4.0";
  made.imprint = {{{"editing", ""}, "", "Fachreferat Smart City"}};
  return made;
}

/// Everything that a Source looks at.
struct World {
  model::DocumentType type = test::city_type();
  model::Parties all_parties = parties();
  model::Settings house = settings();
  Texts texts;
  model::Document document;
  model::Edition edition;

  World() {
    edition.status = "decided";
    edition.decision_body = "Senat von Berlin";
    edition.decision_date = Date{2021, 8, 3};
    edition.as_of = Date{2022, 12, 0};
  }

  model::Node& add(model::NodeIndex parent, const char* kind, const char* id, const char* title) {
    model::Node node;
    node.parent = parent;
    node.kind = kind;
    node.id.text = id;
    node.title = title;
    document.nodes.push_back(std::move(node));
    return document.nodes.back();
  }

  compose::Source source() const {
    return {document,
            type,
            schema::counts(document, type),
            all_parties,
            house,
            texts,
            [](const model::Target& target) -> std::optional<compose::Elsewhere> {
              if (target.document.text != "strategischer-rahmen") return std::nullopt;
              return compose::Elsewhere{"Strategischer Rahmen", "Prinzip 2", "Offen und vertrauenswürdig"};
            },
            edition,
            std::nullopt,
            std::nullopt};
  }
};

/// A small strategy: one area with a project that has a bit of everything.
World strategy() {
  World world;
  world.document.type = world.type.name;
  world.add(model::kNoNode, "strategie", "stadtstrategie", "Gemeinsam Digital: Musterstadt");
  world.add(0, "handlungsfeld", "lernorte-m3xa", "Begegnungs- und Lernorte").prose =
      world.texts.add("Lernorte stehen allen offen.[^1]\n\n[^1]: Quelle: Bürgerumfrage.\n");
  model::Node& project = world.add(1, "leitprojekt", "kiezbox-q2vh", "Kiezbox 2.0");
  project.fields = {{"federfuehrung", {model::PartyRef{{"senmvku"}, {}}}},
                    {"zeitraum", {Period{Date{2022, 7, 0}, Date{2026, 9, 0}}}},
                    {"stand-der-dinge", {model::Choice{"laufend"}}},
                    {"mittel", {model::Money{{1'200'000, 0}, "EUR"}}}};
  project.links = {{"dient", {{}, {"lernorte-m3xa"}, {}}},
                   {"verweist-auf", {{"strategischer-rahmen"}, {"offen-p7dk"}, {}}}};
  project.prose = world.texts.add("Siehe auch [die Lernorte](node:lernorte-m3xa).[^1]\n\n[^1]: Zweite Quelle.\n");
  return world;
}

flow::Flow edition_of(const World& world) {
  const Result<flow::Flow> made = compose::edition(world.source());
  REQUIRE(made.has_value());
  return *made;
}

bool says(const flow::Flow& flow, std::string_view words) {
  return flow::plain_text(flow).find(words) != std::string::npos;
}

const flow::Table* table_of(const flow::Flow& flow, flow::TableRole role) {
  for (const flow::Block& block : flow.blocks) {
    const auto* const table = std::get_if<flow::Table>(&block.content);
    if (table != nullptr && table->role == role) return table;
  }
  return nullptr;
}

template <typename Content>
std::vector<const Content*> all(const flow::Flow& flow) {
  std::vector<const Content*> found;
  for (const flow::Block& block : flow.blocks) {
    if (const auto* const content = std::get_if<Content>(&block.content)) found.push_back(content);
  }
  return found;
}

}  // namespace

TEST_CASE("edition: every document gives a Flow that keeps the rules, with every node's title and anchor") {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    World world;
    world.document = test::random_document(world.type, 1 + seed * 3, seed);
    std::size_t number = 0;
    for (model::Node& node : world.document.nodes) {
      if (++number % 2 == 0) {
        const std::string other = world.document.nodes[number / 2].id.text;
        node.prose = world.texts.add("Text zu **" + std::to_string(number) + "** und [anderem](node:" + other +
                                     ").[^a]\n\n- Punkt\n\n[^a]: Fußnote.\n");
      }
    }
    const flow::Flow flow = edition_of(world);
    for (const std::string& rule : flow::broken_rules(flow)) FAIL_CHECK(rule << " with seed " << seed);
    std::set<std::string> anchors;
    for (const flow::Heading* const heading : all<flow::Heading>(flow)) anchors.insert(heading->anchor);
    const std::string text = flow::plain_text(flow);
    for (model::NodeIndex i = 1; i < world.document.nodes.size(); ++i) {
      CHECK(anchors.contains(world.document.nodes[i].id.text));
      CHECK(text.find(world.document.nodes[i].title) != std::string::npos);
    }
    CHECK(edition_of(world) == flow);
  }
}

TEST_CASE("part: every node gives a Flow that keeps the rules and begins with its heading") {
  World world;
  world.document = test::random_document(world.type, 60, 7);
  for (const model::Node& node : world.document.nodes) {
    const Result<flow::Flow> made = compose::part(world.source(), node.id);
    REQUIRE(made.has_value());
    for (const std::string& rule : flow::broken_rules(*made)) FAIL_CHECK(rule << " at " << node.id.text);
    const auto* const heading = std::get_if<flow::Heading>(&made->blocks.front().content);
    REQUIRE(heading != nullptr);
    CHECK(heading->anchor == node.id.text);
    CHECK(heading->level == 1);
  }
  const Result<flow::Flow> none = compose::part(world.source(), NodeId{"gibt-es-nicht"});
  REQUIRE_FALSE(none.has_value());
  CHECK(none.error().kind == ErrorKind::NotFound);
}

TEST_CASE("edition: the cover says title, publisher, decision, date and that it is a sample") {
  World world = strategy();
  world.edition.subtitle = "Strategie";
  world.edition.sample = true;
  world.edition.in_force = Date{2023, 1, 1};
  world.edition.note = "Dient der Erprobung.";
  world.edition.id.text = "muster-2022";
  const flow::Flow flow = edition_of(world);
  const auto& title = std::get<flow::Paragraph>(flow.blocks.front().content);
  CHECK(title.role == flow::ParagraphRole::Title);
  CHECK(title.runs.front().text == "Gemeinsam Digital: Musterstadt");
  CHECK(flow::plain_text(flow).starts_with(
      "Gemeinsam Digital: Musterstadt\nStrategie\nSenatskanzlei Musterstadt\n"
      "Beschlossen vom Senat von Berlin am 3. August 2021\nStand: Dezember 2022\nGültig ab 1. Januar 2023\n"
      "Ausgabe: muster-2022\n"
      "Musterfassung, nach öffentlichen Angaben nacherzählt; keine amtliche Veröffentlichung.\n"
      "Dient der Erprobung.\nImpressum\n"));
  CHECK(flow.running_mark == "Musterfassung");
}

TEST_CASE("edition: a decision is told in German as one would say it") {
  World world = strategy();
  const auto told = [&](const char* body, std::optional<Date> date, const char* number) {
    world.edition.decision_body = body;
    world.edition.decision_date = date;
    world.edition.decision_number = number;
    const std::string text = flow::plain_text(edition_of(world));
    const std::size_t begin = text.find("Beschlossen");
    return text.substr(begin, text.find('\n', begin) - begin);
  };
  CHECK(told("Rat der Bürgermeister", Date{2021, 8, 0}, "") == "Beschlossen vom Rat der Bürgermeister im August 2021");
  CHECK(told("Bezirksverordnetenversammlung Mitte", Date{2021, 0, 0}, "") ==
        "Beschlossen von der Bezirksverordnetenversammlung Mitte 2021");
  CHECK(told("", Date{2021, 8, 3}, "") == "Beschlossen am 3. August 2021");
  CHECK(told("Senat", std::nullopt, "S-1/2021") == "Beschlossen vom Senat (Beschluss S-1/2021)");
  CHECK(told("", std::nullopt, "") == "Beschlossen");
}

TEST_CASE("edition: what is not decided says so on every page") {
  World world = strategy();
  world.edition.status = "draft";
  CHECK(edition_of(world).running_mark == "Entwurf – nicht abgestimmt, Stand Dezember 2022");
  world.edition.sample = true;
  world.edition.as_of.day = 24;
  CHECK(edition_of(world).running_mark == "Musterfassung, Entwurf – nicht abgestimmt, Stand 24.12.2022");
  world.edition.status = "updating";
  world.edition.as_of.day = 0;
  CHECK(edition_of(world).running_mark == "Musterfassung, in Fortschreibung, Stand Dezember 2022");
  world.edition.sample = false;
  world.edition.status = "consultation";
  CHECK(edition_of(world).running_mark.starts_with("Entwurf zur Beteiligung"));
  world.edition.status = "decided";
  CHECK(edition_of(world).running_mark.empty());
}

TEST_CASE("edition: the imprint names publisher, contacts, licence and the version") {
  World world = strategy();
  world.edition.id.text = "muster-2022";
  compose::Source source = world.source();
  source.version = VersionId{std::string(40, 'a')};
  source.unix_time = 1'640'000'000;
  const Result<flow::Flow> made = compose::edition(source);
  REQUIRE(made.has_value());
  for (const char* words :
       {"Impressum", "Rathausplatz 1\n12345 Musterstadt", "Telefon: 030 12345", "E-Mail: redaktion@example.org",
        "unter: barrierefrei@example.org", "Redaktion: Fachreferat Smart City", "Lizenz des Textes: CC BY 4.0",
        "Fassung: stadtstrategie@muster-2022 (aaaaaaaaaaaa)"}) {
    CHECK(says(*made, words));
  }
  CHECK(made->metadata.unix_time == 1'640'000'000);
  CHECK(made->metadata.author == "Senatskanzlei Musterstadt");
}

TEST_CASE("edition: a node shows its facts in a table and its other fields as labelled paragraphs") {
  const flow::Flow flow = edition_of(strategy());
  const flow::Table* const facts = table_of(flow, flow::TableRole::Facts);
  REQUIRE(facts != nullptr);
  CHECK(facts->rows.size() == 1);
  CHECK(facts->rows[0].cells[0].scope == flow::Scope::Row);
  CHECK(says(flow, "Stand der Dinge\nlaufend"));
  CHECK(says(flow, "Federführung: Senatsverwaltung für Mobilität, Verkehr, Klimaschutz und Umwelt"));
  CHECK(says(flow, "Mittel: 1.200.000\u00A0€"));
}

TEST_CASE("edition: links lead inside the Flow, and across documents they name what they mean") {
  const flow::Flow flow = edition_of(strategy());
  CHECK(says(flow, "verweist-auf: Strategischer Rahmen, Prinzip 2 Offen und vertrauenswürdig"));
  bool found = false;
  for (const flow::Paragraph* const paragraph : all<flow::Paragraph>(flow)) {
    if (paragraph->runs.front().text != "dient: ") continue;
    found = true;
    CHECK(paragraph->runs[1].link == "#lernorte-m3xa");
    CHECK(paragraph->runs[1].text.ends_with("Begegnungs- und Lernorte"));
  }
  CHECK(found);
  const Result<flow::Flow> alone = compose::part(strategy().source(), NodeId{"kiezbox-q2vh"});
  REQUIRE(alone.has_value());
  CHECK(flow::broken_rules(*alone).empty());
  CHECK(says(*alone, "Begegnungs- und Lernorte"));
}

TEST_CASE("edition: footnotes are numbered through the document in the order of their mention") {
  const flow::Flow flow = edition_of(strategy());
  REQUIRE(flow.notes.size() == 2);
  CHECK(flow::plain_text(flow).ends_with("Quelle: Bürgerumfrage.\nZweite Quelle."));
}

TEST_CASE("edition: measures are listed at the end with number, lead, period, status and page") {
  const flow::Flow flow = edition_of(strategy());
  const flow::Table* const listing = table_of(flow, flow::TableRole::Listing);
  REQUIRE(listing != nullptr);
  CHECK(says(flow, "Übersicht der Leitprojekte"));
  CHECK(says(flow, "SenMVKU\n07/2022–09/2026\nlaufend"));
  REQUIRE(listing->rows.size() == 1);
  const flow::Cell& last = listing->rows[0].cells.back();
  const flow::Run& page = std::get<flow::Paragraph>(last.blocks.front().content).runs.front();
  CHECK(page.kind == flow::RunKind::PageNumber);
  CHECK(page.link == "#kiezbox-q2vh");
}

TEST_CASE("edition: sample text is marked once, at its topmost node") {
  World world = strategy();
  const auto marks = [&] {
    const std::string text = flow::plain_text(edition_of(world));
    std::size_t count = 0;
    for (std::size_t at = text.find("Mustertext"); at != std::string::npos; at = text.find("Mustertext", at + 1)) {
      ++count;
    }
    return count;
  };
  CHECK(marks() == 0);
  world.document.nodes[1].sample = true;
  world.document.nodes[2].sample = true;
  CHECK(marks() == 1);
}

TEST_CASE("edition: prose that cannot be read stops it, naming the node") {
  World world = strategy();
  world.document.nodes[2].prose = ContentId{"fehlt"};
  const Result<flow::Flow> made = compose::edition(world.source());
  REQUIRE_FALSE(made.has_value());
  CHECK(made.error().place.node == "stadtstrategie/kiezbox-q2vh");
  CHECK(made.error().place.title == "Kiezbox 2.0");
}

TEST_CASE("edition: the imprint names its roles, the edition's lines replace the workspace's, languages keep apart") {
  World world = strategy();
  world.house.imprint = {{{"responsible", ""}, "", "Senatskanzlei"},
                         {{"funding", ""}, "", "Bund"},
                         {{"", "ISSN"}, "", "1234-5678"},
                         {{"", "Please note"}, "en", "A sample"}};
  world.edition.imprint = {{{"funding", ""}, "", "Land Berlin"}, {{"participation", ""}, "de", "Werkstätten"}};
  const flow::Flow flow = edition_of(world);
  for (const char* words : {"Verantwortlich für den Inhalt: Senatskanzlei\n", "Förderhinweis: Land Berlin\n",
                            "Beteiligung: Werkstätten\n", "ISSN: 1234-5678\n"}) {
    CHECK(says(flow, words));
  }
  CHECK_FALSE(says(flow, "Bund"));
  CHECK_FALSE(says(flow, "A sample"));

  world.house.required_imprint = {{"responsible", ""}, {"design", ""}, {"", "ISSN"}, {"", "Please note"}};
  CHECK(model::missing_imprint(world.house, world.edition, "de") ==
        std::vector<model::ImprintName>{{"design", ""}, {"", "Please note"}});
  CHECK(model::missing_imprint(world.house, world.edition, "en") == std::vector<model::ImprintName>{{"design", ""}});
}

TEST_CASE("edition: it says itself how to cite it") {
  World world = strategy();
  world.edition.subtitle = "Smart-City-Strategie";
  world.edition.id.text = "muster-2022";
  CHECK(says(edition_of(world),
             "Zitiervorschlag: Senatskanzlei Musterstadt (2022): Gemeinsam Digital: Musterstadt. Smart-City-Strategie. "
             "Stand: Dezember 2022, stadtstrategie@muster-2022\n"));
}

TEST_CASE("edition: the imprint tells whose the pictures are that the document shows, and where they stand") {
  World world = strategy();
  world.document.nodes[2].prose = world.texts.add("- Bild:\n\n  ![Ein Turm](media/turm.png)\n");
  const model::PictureCredits credits = {{"turm.png", "Stadtarchiv", "CC BY 4.0"}, {"haus.png", "Niemand", ""}};
  compose::Source source = world.source();
  source.pictures = credits;
  const Result<flow::Flow> made = compose::edition(source);
  REQUIRE(made.has_value());
  CHECK(flow::broken_rules(*made).empty());
  CHECK(says(*made, "Bildnachweis: L 1 Kiezbox 2.0: Stadtarchiv, CC BY 4.0\n"));
  CHECK_FALSE(says(*made, "Niemand"));
}

TEST_CASE("edition: a picture that is missing or not described stops it, naming file, line and node") {
  World world = strategy();
  const std::vector<std::string> media = {"turm.png"};
  const auto stopped = [&](const char* markdown) {
    world.document.nodes[2].prose = world.texts.add(markdown);
    compose::Source source = world.source();
    source.media = media;
    const Result<flow::Flow> made = compose::edition(source);
    if (made) return std::string("made");
    CHECK(made.error().hint.has_value());
    const Place& place = made.error().place;
    CHECK(place.title == "Kiezbox 2.0");
    return made.error().code + " " + place.file + ":" + std::to_string(place.line) + " " + place.node;
  };
  const std::string where = "documents/stadtstrategie/text/kiezbox-q2vh.md:3 stadtstrategie/kiezbox-q2vh";
  CHECK(stopped("Text.\n\n![Ein Turm](media/turm.png)\n") == "made");
  CHECK(stopped("Text.\n\n![](media/turm.png)\n") == "missing-alt-text " + where);
  CHECK(stopped("Text.\n\n![Ein Haus](media/haus.png)\n") == "missing-media " + where);
}

TEST_CASE("edition: references say the page in print, and no word more on screen or to the ear") {
  World world = strategy();
  world.document.nodes[2].prose = world.texts.add(
      "Siehe [die Lernorte](node:lernorte-m3xa) (auch [dort](node:lernorte-m3xa)), [draußen](https://example.org).\n");
  const flow::Flow flow = edition_of(world);
  CHECK(flow::broken_rules(flow).empty());
  const auto printed = [&](std::string_view beginning) {
    for (const flow::Paragraph* const paragraph : all<flow::Paragraph>(flow)) {
      if (paragraph->runs.empty() || paragraph->runs.front().text != beginning) continue;
      std::string words;
      for (const flow::Run& run : paragraph->runs) words += run.kind == flow::RunKind::PageNumber ? "#" : run.text;
      return words;
    }
    return std::string("nowhere");
  };
  CHECK(printed("Siehe ") == "Siehe die Lernorte (Seite\u00A0#) (auch dort, Seite\u00A0#), draußen.");
  CHECK(printed("dient: ") == "dient: Handlungsfeld 1 Begegnungs- und Lernorte (Seite\u00A0#)");
  CHECK(says(flow, "Siehe die Lernorte (auch dort), draußen."));
}

TEST_CASE("edition: notes stand at the foot of pages or in a chapter at the end, as the type says") {
  World world = strategy();
  CHECK(edition_of(world).note_placement == flow::NotePlacement::Foot);
  world.type.notes = model::Notes::Endnotes;
  const flow::Flow flow = edition_of(world);
  CHECK(flow.note_placement == flow::NotePlacement::End);
  CHECK(flow::broken_rules(flow).empty());
  const auto* const last = std::get_if<flow::Heading>(&flow.blocks.back().content);
  REQUIRE(last != nullptr);
  CHECK(last->runs.front().text == "Anmerkungen");
  CHECK(last->in_contents);
}

TEST_CASE("edition: the register tells of every party that is named, its past and its tasks") {
  World world = strategy();
  model::Party old;
  old.id.text = "senumvk";
  old.short_name = "SenUMVK";
  old.full_name = "Senatsverwaltung für Umwelt";
  old.valid_from = Date{2021, 12, 0};
  old.successor.text = "senmvku";
  world.all_parties.insert(world.all_parties.begin(), old);
  world.document.nodes[2].fields.insert(
      world.document.nodes[2].fields.begin(),
      {"beteiligte",
       {model::PartyRef{{"senmvku"}, {}}, model::PartyRef{{"senumvk"}, {}}, model::PartyRef{{}, "Verein"}}});
  const flow::Flow flow = edition_of(world);
  CHECK(says(flow,
             "Verzeichnis der zuständigen Stellen\nStelle\nName und Aufgaben\n"
             "SenUMVK\nSenatsverwaltung für Umwelt (seit Dezember 2021, jetzt SenMVKU)\n"
             "Beteiligte:\nL 1 Kiezbox 2.0\n"
             "SenMVKU\nSenatsverwaltung für Mobilität, Verkehr, Klimaschutz und Umwelt (vorher SenUMVK)\n"
             "Federführung:\nL 1 Kiezbox 2.0\nBeteiligte:\nL 1 Kiezbox 2.0"));
  const flow::Table* const table = all<flow::Table>(flow).back();
  CHECK(table->rows.size() == 2);  // no party that is not named, and none that is free text
  CHECK(table->rows[0].cells[0].scope == flow::Scope::Row);
  CHECK(flow::broken_rules(flow).empty());
}

TEST_CASE("edition: abbreviations and foreign words of the glossary are marked in the text by themselves") {
  World world = strategy();
  model::KindRule term;
  term.name = "begriff";
  term.fields.resize(3);
  term.fields[0].name = "steht-fuer";
  term.fields[0].glossary = model::GlossaryUse::Expansion;
  term.fields[1].name = "kurz";
  term.fields[1].glossary = model::GlossaryUse::Abbreviation;
  term.fields[1].in_fact_table = true;
  term.fields[2].name = "sprache";
  term.fields[2].glossary = model::GlossaryUse::Language;
  world.type.kinds.push_back(term);
  world.add(0, "begriff", "t-ki", "KI").fields = {{"steht-fuer", {model::Text{"Künstliche Intelligenz"}}}};
  world.add(0, "begriff", "t-plan", "Bebauungsplan").fields = {{"kurz", {model::Text{"B-Plan"}}}};
  world.add(0, "begriff", "t-stadt", "Smart City").fields = {{"sprache", {model::Text{"en"}}}};
  world.add(0, "begriff", "t-einheit", "Smart City Unit").fields = {{"sprache", {model::Text{"en-GB"}}}};

  // What is marked, as "words=expansion|language".
  const auto marked = [&](const char* markdown) {
    world.document.nodes[2].prose = world.texts.add(markdown);
    const flow::Flow flow = edition_of(world);
    std::string found;
    for (const flow::Paragraph* const paragraph : all<flow::Paragraph>(flow)) {
      for (const flow::Run& run : paragraph->runs) {
        if (!run.expansion.empty() || !run.lang.empty())
          found += run.text + "=" + run.expansion.text() + "|" + run.lang.text() + " ";
      }
    }
    return found;
  };
  CHECK(marked("Die KI hilft, sagt die KI.") == "KI=Künstliche Intelligenz| ");
  CHECK(marked("KI-Strategie, KIs, Kino, ki, die `KI`, [KI](https://example.org).").empty());
  CHECK(marked("(KI)/„KI“") == "KI=Künstliche Intelligenz| ");
  CHECK(marked("Der B-Plan der SenMVKU.") ==
        "B-Plan=Bebauungsplan| SenMVKU=Senatsverwaltung für Mobilität, Verkehr, Klimaschutz und Umwelt| ");
  CHECK(marked("Smart City, Smart City Unit, Smart Citys, *Smart City*") ==
        "Smart City=|en Smart City Unit=|en-GB Smart City=|en ");

  std::string words;
  const flow::Flow last = edition_of(world);
  for (const flow::Heading* const heading : all<flow::Heading>(last)) {
    for (const flow::Run& run : heading->runs)
      words += run.text + "|" + run.lang.text() + "|" + run.expansion.text() + "\n";
  }
  CAPTURE(words);
  CHECK(words.find("Smart City|en|\n") != std::string::npos);
  CHECK(words.find("KI||\n") != std::string::npos);
}

TEST_CASE("edition: in an English document every word of the furniture is English") {
  World world = strategy();
  world.document.lang = "en";
  world.type.notes = model::Notes::Endnotes;
  world.type.kinds[1].label["en"] = "Field of action";
  world.document.nodes[2].prose = world.texts.add("See [the places](node:lernorte-m3xa).[^1]\n\n[^1]: Source.\n");
  world.edition.status = "draft";
  world.edition.sample = true;
  world.edition.id.text = "draft-1";
  world.edition.in_force = Date{2023, 1, 1};
  world.document.nodes[1].sample = true;
  const flow::Flow flow = edition_of(world);
  const std::string text = flow::plain_text(flow);
  for (const char* words : {"As of December 2022", "In force from", "Edition: draft-1", "Imprint\n", "Telephone: 030",
                            "E-mail: ", "Editing: Fachreferat", "To be cited as: ", "For other accessible formats",
                            "Version: stadtstrategie@draft-1", "Contents\n", "Sample text\n", "List of ", "\nPage\n",
                            "Responsible bodies\n", "Name and tasks\n", "Notes\n", "Draft\n"}) {
    CAPTURE(words);
    CHECK(text.find(words) != std::string::npos);
  }
  CHECK(flow.running_mark == "Sample edition, draft – not agreed, as of December 2022");
  for (const char* german : {"Stand", "Seite", "Impressum", "Inhalt", "Fassung", "Entwurf", "Ausgabe", "Anmerkung"}) {
    CAPTURE(german);
    if (german != std::string_view("Stand")) CHECK(text.find(german) == std::string::npos);
  }
}

TEST_CASE("values: told as people write them") {
  model::FieldRule rule;
  rule.options = {{"laufend", {{"de", "laufend"}, {"en", "running"}}}};
  const auto german = [&](const model::FieldValue& value) {
    return compose::value_for_people(value, rule, parties(), "de");
  };
  const auto english = [&](const model::FieldValue& value) {
    return compose::value_for_people(value, rule, parties(), "en");
  };
  CHECK(german(model::Text{"Text"}) == "Text");
  CHECK(german(model::Choice{"laufend"}) == "laufend");
  CHECK(english(model::Choice{"laufend"}) == "running");
  CHECK(german(model::Choice{"unbekannt"}) == "unbekannt");
  CHECK(german(Date{2021, 8, 3}) == "03.08.2021");
  CHECK(german(Period{Date{2022, 7, 0}, Date{2026, 9, 0}}) == "07/2022–09/2026");
  CHECK(german(model::Number{{405, 1}, "%"}) == "40,5\u00A0%");
  CHECK(english(model::Number{{405, 1}, "%"}) == "40.5%");
  CHECK(german(model::Money{{1'200'000, 0}, "EUR"}) == "1.200.000\u00A0€");
  CHECK(english(model::Money{{1'200'000, 0}, "EUR"}) == "€1,200,000");
  CHECK(german(model::Money{{50, 0}, "CHF"}) == "50\u00A0CHF");
  CHECK(german(model::YearValue{2026, {40, 0}, "%"}) == "2026: 40\u00A0%");
  CHECK(german(model::PartyRef{{"technologiestiftung"}, {}}) == "Technologiestiftung Berlin");
  CHECK(german(model::PartyRef{{"unbekannt"}, {}}) == "unbekannt");
  CHECK(german(model::PartyRef{{}, "ein Verein"}) == "ein Verein");
  CHECK(german(model::Flag{true}) == "ja");
  CHECK(english(model::Flag{false}) == "no");
}

TEST_CASE("node names: kind, number and title, the kind said once") {
  const model::DocumentType type = test::city_type();
  model::Node node;
  node.kind = "leitprojekt";
  node.title = "Kiezbox 2.0";
  CHECK(compose::node_name(node, "L 14", type, "de") == "Leitprojekt L 14 „Kiezbox 2.0“");
  CHECK(compose::node_name(node, "", type, "de") == "Leitprojekt „Kiezbox 2.0“");
  node.kind = "handlungsfeld";
  CHECK(compose::node_name(node, "Handlungsfeld 1.2", type, "de") == "Handlungsfeld 1.2 „Kiezbox 2.0“");
  CHECK(compose::node_name(node, "1.2", type, "en") == "Field of action 1.2 “Kiezbox 2.0”");
  node.title.clear();
  CHECK(compose::node_name(node, "1", type, "de") == "Handlungsfeld 1");
}
