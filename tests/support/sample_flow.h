// A Flow in the manner of a Berlin strategy: cover, contents, chapters, goals, measures with fact tables, notes. As
// long as wanted; the same for the same seed.
#pragma once

#include <string>
#include <vector>

#include "flow/flow.h"

namespace zielbaum::test {

inline flow::Run run(std::string text) {
  flow::Run made;
  made.text = std::move(text);
  return made;
}

inline flow::Run note_mark(std::uint32_t note) {
  flow::Run made;
  made.kind = flow::RunKind::NoteMark;
  made.note = note;
  return made;
}

inline flow::Block paragraph(flow::Runs runs, flow::ParagraphRole role = flow::ParagraphRole::Body) {
  flow::Paragraph made;
  made.role = role;
  made.runs = std::move(runs);
  flow::Block block;
  block.content = std::move(made);
  return block;
}

inline flow::Block paragraph(std::string text, flow::ParagraphRole role = flow::ParagraphRole::Body) {
  return paragraph(flow::Runs{run(std::move(text))}, role);
}

inline flow::Block heading(std::uint8_t level, std::string number, std::string text, std::string anchor) {
  flow::Heading made;
  made.level = level;
  made.number = std::move(number);
  made.runs = {run(std::move(text))};
  made.anchor = std::move(anchor);
  made.opens_page = level == 1;
  flow::Block block;
  block.content = std::move(made);
  return block;
}

inline flow::Cell cell(std::string text, flow::Scope scope = flow::Scope::None) {
  flow::Cell made;
  made.scope = scope;
  if (!text.empty()) made.blocks.push_back(paragraph(std::move(text)));
  return made;
}

inline flow::Row row(std::vector<flow::Cell> cells) {
  flow::Row made;
  made.cells = std::move(cells);
  return made;
}

template <typename Content>
flow::Block block_of(Content content) {
  flow::Block block;
  block.content = std::move(content);
  return block;
}

/// Sentences put together at random from parts of real administrative German.
class Sentences {
 public:
  explicit Sentences(std::uint32_t seed) : state_(seed) {}
  std::uint32_t next(std::uint32_t below) {
    state_ = state_ * 1664525u + 1013904223u;
    return (state_ >> 8) % below;
  }
  std::string paragraph(std::uint32_t count) {
    static const std::vector<std::string> kSubjects = {"Die Senatsverwaltung",
                                                       "Das Bezirksamt",
                                                       "Die Geschäftsstelle",
                                                       "Das Projektteam",
                                                       "Die Landesbeauftragte für Digitalisierung",
                                                       "Der Rat für Stadtentwicklung",
                                                       "Die Technologiestiftung"};
    static const std::vector<std::string> kVerbs = {
        "erprobt gemeinsam mit Bürger*innen",    "entwickelt bis Ende 2026",
        "stellt für die Straßenverkehrsordnung", "übernimmt in den Bezirken",
        "veröffentlicht vierteljährlich",        "verstetigt über den Haushalts- und Stellenplan"};
    static const std::vector<std::string> kObjects = {"offene Begegnungs- und Lernorte",
                                                      "ein gemeinsames Datenverständnis",
                                                      "die Nachhaltigkeitsberichterstattung der Landesbetriebe",
                                                      "rund 1.250 Sensoren für Wasser, Wärme und Verkehr",
                                                      "das Förderprogramm „Gemeinsam Digital“",
                                                      "den Wissensspeicher für die öffentliche Verwaltung"};
    static const std::vector<std::string> kEnds = {"und berichtet dem Abgeordnetenhaus.",
                                                   "– mit einem Budget von 1,2 Mio. Euro.",
                                                   "und wertet die Ergebnisse öffentlich aus.",
                                                   "(Stand: 30. Juni 2026).",
                                                   "damit alle Berliner*innen gleichermaßen teilhaben können.",
                                                   "soweit § 3 Abs. 2 EGovG Bln dies zulässt."};
    std::string text;
    for (std::uint32_t i = 0; i < count; ++i) {
      if (i > 0) text += ' ';
      text += pick(kSubjects) + " " + pick(kVerbs) + " " + pick(kObjects) + " " + pick(kEnds);
    }
    return text;
  }

 private:
  const std::string& pick(const std::vector<std::string>& from) {
    return from[next(static_cast<std::uint32_t>(from.size()))];
  }
  std::uint32_t state_;
};

inline flow::Block facts_table(const std::string& office, std::uint32_t number) {
  flow::Table table;
  table.role = flow::TableRole::Facts;
  table.shares = {3, 7};
  table.rows = {row({cell("Federführung", flow::Scope::Row), cell(office)}),
                row({cell("Beteiligte", flow::Scope::Row), cell("Technologiestiftung Berlin, CityLAB Berlin")}),
                row({cell("Zeitraum", flow::Scope::Row), cell("07/2022–09/2026")}),
                row({cell("Umsetzungsstand", flow::Scope::Row), cell("laufend")}),
                row({cell("Budget", flow::Scope::Row), cell(std::to_string(100 + number) + ".000 EUR")})};
  return block_of(std::move(table));
}

/// About a page and a third for each measure, eight measures a chapter.
inline flow::Flow sample_flow(std::uint32_t measures, std::uint32_t seed = 1) {
  Sentences sentences(seed);
  flow::Flow made;
  made.metadata.title = "Gemeinsam Digital: Berlin";
  made.metadata.subject = "Smart-City-Strategie";
  made.metadata.author = "Senatskanzlei Berlin";
  made.metadata.keywords = {"Strategie", "Digitalisierung"};
  made.metadata.unix_time = 1'671'494'400;
  made.metadata.identifier = "smart-city-strategie@muster-2022";
  made.running_title = "Gemeinsam Digital: Berlin";
  made.running_mark = "Musterfassung";
  flow::Blocks& blocks = made.blocks;
  blocks.push_back(paragraph("Gemeinsam Digital: Berlin", flow::ParagraphRole::Title));
  blocks.push_back(
      paragraph("Smart-City-Strategie des Landes Berlin, Fortschreibung 2026", flow::ParagraphRole::Subtitle));
  blocks.push_back(
      paragraph("Musterfassung: nach öffentlich bekannten Tatsachen nacherzählt, keine amtliche "
                "Veröffentlichung.",
                flow::ParagraphRole::Notice));
  blocks.push_back(paragraph("Stand: Dezember 2022", flow::ParagraphRole::Small));
  blocks.push_back(block_of(flow::PageBreak{}));
  flow::Contents contents;
  contents.title = "Inhalt";
  contents.depth = 3;
  blocks.push_back(block_of(contents));
  for (std::uint32_t m = 0; m < measures; ++m) {
    const std::string number = std::to_string(m + 1);
    if (m % 8 == 0) {
      const std::string chapter = std::to_string(m / 8 + 1);
      blocks.push_back(heading(1, chapter, "Handlungsfeld Öffentliche Räume und Begegnung", "feld-" + chapter));
      blocks.push_back(paragraph(sentences.paragraph(4)));
      flow::List list;
      for (int i = 0; i < 3; ++i) {
        flow::ListItem item;
        item.blocks.push_back(paragraph(sentences.paragraph(1)));
        if (i == 1) {
          flow::List inner;
          inner.ordered = true;
          for (int j = 0; j < 2; ++j) {
            inner.items.emplace_back();
            inner.items.back().blocks.push_back(paragraph(sentences.paragraph(1)));
          }
          item.blocks.push_back(block_of(inner));
        }
        list.items.push_back(std::move(item));
      }
      blocks.push_back(block_of(list));
    }
    if (m % 4 == 0) {
      blocks.push_back(heading(2, "Ziel " + std::to_string(m / 8 + 1) + "." + std::to_string(m % 8 / 4 + 1),
                               "Begegnungs- und Lernorte für alle Menschen in der Stadt", "ziel-" + number));
      blocks.push_back(paragraph(sentences.paragraph(3)));
    }
    blocks.push_back(heading(3, "M " + number, "Kiezbox 2.0 – Hilfe bei Stromausfall", "kiezbox-" + number));
    blocks.push_back(facts_table("Senatsverwaltung für Umwelt, Mobilität, Verbraucher- und Klimaschutz", m));
    for (int i = 0; i < 3; ++i) {
      flow::Runs runs{run(sentences.paragraph(2))};
      if (i == 1) {
        flow::Run strong = run("Wichtig ist die Auffindbarkeit.");
        strong.strong = true;
        runs.push_back(run(" "));
        runs.push_back(strong);
        flow::Run mark;
        mark.kind = flow::RunKind::NoteMark;
        mark.note = static_cast<std::uint32_t>(made.notes.size());
        runs.push_back(mark);
        flow::Note note;
        note.blocks.push_back(paragraph("Quelle: Haushaltsplan von Berlin, Einzelplan 12, Kapitel " + number + "."));
        made.notes.push_back(note);
        flow::Run link = run("Handlungsfeld " + std::to_string(m / 8 + 1));
        link.link = "#feld-" + std::to_string(m / 8 + 1);
        runs.push_back(run(" Mehr dazu steht im "));
        runs.push_back(link);
        runs.push_back(run(" und unter "));
        flow::Run site = run("https://www.berlin.de/sen/kulturgb/smart-city/gemeinsam-digital/");
        site.link = site.text;
        runs.push_back(site);
        runs.push_back(run(". " + sentences.paragraph(2)));
      }
      blocks.push_back(paragraph(runs));
    }
  }
  return made;
}

}  // namespace zielbaum::test
