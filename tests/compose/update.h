// A small strategy before and after an update: what comparisons are tried on.
#pragma once

#include <algorithm>
#include <map>
#include <string>

#include "compose/compose.h"
#include "schema/schema.h"
#include "support/catch.h"

namespace zielbaum::test {

class MemoryProse : public model::ProseSource {
 public:
  ContentId add(const std::string& markdown) {
    const std::string number = std::to_string(texts_.size());
    const ContentId id{std::string(40 - number.size(), '0') + number};
    texts_.emplace(id.text, markdown);
    return id;
  }
  Result<std::string> read(const ContentId& content) const override {
    const auto found = texts_.find(content.text);
    if (found == texts_.end()) return error(ErrorKind::NotFound, "no-content", msg("no content"));
    return found->second;
  }

 private:
  std::map<std::string, std::string> texts_;
};

/// The strategy before and after an update: a measure moved and reworded, one new, one dropped, fields changed.
struct Update {
  MemoryProse prose;
  model::DocumentType type;
  model::Parties parties;
  model::Settings settings;
  model::Document before;
  model::Document after;

  static model::KindRule kind(const std::string& name, const std::string& label, const std::string& plural) {
    model::KindRule out;
    out.name = name;
    out.label = {{"de", label}, {"en", name}};
    out.plural = {{"de", plural}, {"en", name + "s"}};
    return out;
  }
  static model::Node node(const std::string& node_kind, const std::string& id, const std::string& title,
                          model::NodeIndex parent) {
    model::Node out;
    out.parent = parent;
    out.kind = node_kind;
    out.id.text = id;
    out.title = title;
    return out;
  }

  Update() {
    type.name = "smart-city-strategy";
    type.root = "strategy";
    model::KindRule goal = kind("goal", "Ziel", "Ziele");
    goal.numbering = {model::Counter::Siblings, model::NumberStyle::Decimal, false, {{"de", "Ziel"}}};
    model::KindRule measure = kind("measure", "Maßnahme", "Maßnahmen");
    measure.numbering = {model::Counter::Kind, model::NumberStyle::Decimal, false, {{"de", "M"}}};
    model::FieldRule period;
    period.name = "period";
    period.type = model::FieldType::Period;
    period.label = {{"de", "Zeitraum"}};
    measure.fields = {period};
    type.kinds = {kind("strategy", "Strategie", "Strategien"), goal, measure};
    model::RoleRule serves;
    serves.name = "serves";
    serves.label = {{"de", "dient"}};
    type.roles = {serves};

    before.type = after.type = type.name;
    before.nodes = {node("strategy", "strategie", "Gemeinsam Digital", model::kNoNode),
                    node("goal", "lernorte", "Lernorte", 0),
                    node("measure", "kiezbox", "Kiezbox", 1),
                    node("measure", "werkstatt", "Werkstatt", 1),
                    node("goal", "teilhabe", "Teilhabe", 0),
                    node("measure", "beratung", "Beratung", 4)};
    after.nodes = {before.nodes[0], before.nodes[1], node("measure", "bibliothek", "Offene Bibliothek", 1),
                   before.nodes[4], before.nodes[5], before.nodes[2]};
    after.nodes[3].parent = 0;
    after.nodes[4].parent = after.nodes[5].parent = 3;
    before.nodes[2].prose = prose.add("Die Kiezbox misst Daten in allen Bezirken bis 2025.\n\nSie bleibt offen.\n");
    after.nodes[5].prose = prose.add("Die Kiezbox misst Daten in allen Bezirken bis 2026.\n\nSie bleibt offen.\n");
    before.nodes[3].prose = prose.add("Die Werkstatt lädt ein.\n");
    after.nodes[2].prose = prose.add("Die Bibliothek öffnet.\n");
    before.nodes[5].fields = {{"period", {Period{Date{2022, 7, 0}, Date{2026, 9, 0}}}}};
    after.nodes[4].fields = {{"period", {Period{Date{2022, 7, 0}, Date{2027, 12, 0}}}}};
    after.nodes[4].links = {{"serves", {DocumentId{}, NodeId{"lernorte"}, EditionId{}}}};
  }

  compose::Source source(const model::Document& document, const std::string& status) {
    model::Edition edition;
    edition.status = status;
    edition.as_of = {2022, 12, 0};
    return {document,     type,        schema::counts(document, type), parties, settings, prose, {}, edition,
            std::nullopt, std::nullopt};
  }
};

inline std::string words_of(const std::vector<compose::TextLine>& lines) {
  std::string out;
  for (const compose::TextLine& line : lines) {
    for (const compose::TextSpan& span : line) out += span.text;
    out += "\n";
  }
  return out;
}

/// Of all paragraphs, those in tables too.
inline std::string words_of(const flow::Blocks& blocks) {
  std::string out;
  for (const flow::Block& block : blocks) {
    if (const auto* paragraph = std::get_if<flow::Paragraph>(&block.content)) {
      for (const flow::Run& run : paragraph->runs) out += run.text;
      out += "\n";
    }
    if (const auto* table = std::get_if<flow::Table>(&block.content)) {
      for (const flow::Row& row : table->rows)
        for (const flow::Cell& cell : row.cells) out += words_of(cell.blocks);
    }
    if (const auto* list = std::get_if<flow::List>(&block.content)) {
      for (const flow::ListItem& item : list->items) out += words_of(item.blocks);
    }
  }
  return out;
}

/// Of blocks of a Synopse: new words between stars, paragraphs parted by " / ", items by their numbers or "-", the
/// cells of a table by "; " and its rows in { }.
inline std::string marked_words(const flow::Blocks& blocks) {
  std::string out;
  for (const flow::Block& block : blocks) {
    if (!out.empty()) out += " / ";
    if (const auto* const paragraph = std::get_if<flow::Paragraph>(&block.content)) {
      for (const flow::Run& run : paragraph->runs)
        out += run.mark == flow::Mark::Inserted ? "*" + run.text + "*" : run.text;
    }
    if (const auto* const list = std::get_if<flow::List>(&block.content)) {
      for (std::size_t i = 0; i < list->items.size(); ++i) {
        const std::string number = std::to_string(list->start + static_cast<std::int32_t>(i)) + ".";
        out += (i > 0 ? " " : "") + (list->ordered ? number : std::string("-")) + " " +
               marked_words(list->items[i].blocks);
      }
    }
    if (const auto* const table = std::get_if<flow::Table>(&block.content)) {
      for (const std::vector<flow::Row>* const rows : {&table->header, &table->rows}) {
        for (const flow::Row& row : *rows) {
          std::string cells;
          for (const flow::Cell& cell : row.cells) cells += (cells.empty() ? "" : "; ") + marked_words(cell.blocks);
          out += "{" + cells + "}";
        }
      }
    }
    if (const auto* const figure = std::get_if<flow::Figure>(&block.content)) {
      out += "<" + figure->media + ">";
      for (const flow::Run& run : figure->caption) out += run.text;
    }
  }
  return out;
}
inline std::string marked_words(const flow::Cell& cell) {
  return marked_words(cell.blocks);
}

inline const flow::Table& first_table(const flow::Flow& flow) {
  const auto found = std::find_if(flow.blocks.begin(), flow.blocks.end(), [](const flow::Block& block) {
    return std::holds_alternative<flow::Table>(block.content);
  });
  REQUIRE(found != flow.blocks.end());
  return std::get<flow::Table>(found->content);
}

}  // namespace zielbaum::test
