#include "change_line.h"

#include "changes.h"

namespace zielbaum::tool {

namespace {

using diff::TextChangeKind;
using diff::TextUnit;

std::string_view word_of(compose::LineKind what) {
  switch (what) {
    case compose::LineKind::Added:
      return "added";
    case compose::LineKind::Removed:
      return "removed";
    case compose::LineKind::Moved:
      return "moved";
    case compose::LineKind::Title:
      return "title";
    case compose::LineKind::Text:
      return "text";
    case compose::LineKind::Translation:
      return "translation";
    case compose::LineKind::Field:
      return "field";
    case compose::LineKind::Lineage:
      return "lineage";
    case compose::LineKind::Numbers:
      return "numbers";
    case compose::LineKind::Office:
      return "office";
    case compose::LineKind::Whole:
      return "whole";
  }
  return "";
}

std::string_view word_of(TextChangeKind what) {
  constexpr std::string_view kWords[] = {"replaced", "inserted", "deleted", "reworded",  "added",  "dropped",
                                         "moved",    "split",    "joined",  "formatted", "linked", "reshaped"};
  return kWords[static_cast<std::size_t>(what)];
}

std::string_view word_of(TextUnit unit) {
  constexpr std::string_view kWords[] = {"paragraph", "list", "table", "quotation", "picture", "code", "rule",   "item",
                                         "number",    "row",  "head",  "column",    "note",    "alt",  "caption"};
  return kWords[static_cast<std::size_t>(unit)];
}

Json place_json(const diff::TextPlace& place) {
  Json json = Json::array();
  for (const diff::TextStep& step : place) {
    Json one{{"unit", word_of(step.unit)}};
    if (step.number > 0) one["number"] = step.number;
    if (!step.name.empty()) one["name"] = step.name;
    json.push_back(std::move(one));
  }
  return json;
}

Json style_json(const model::Style& style) {
  Json json = Json::array();
  if (style.strong) json.push_back("bold");
  if (style.emphasis) json.push_back("italic");
  if (style.code) json.push_back("code");
  return json;
}

Json change_json(const diff::TextChange& change) {
  Json json{{"what", word_of(change.what)}, {"place", place_json(change.place)}};
  if (change.sentence) json["sentence"] = *change.sentence;
  if (!change.anchor.empty()) json["after_words"] = change.anchor;
  if (!change.before.empty()) json["old"] = change.before;
  if (!change.after.empty()) json["new"] = diff::plain_words(change.after);
  if (change.each) json["each"] = true;
  if (change.nth) json["nth"] = *change.nth;
  if (!change.to.empty()) json["to"] = place_json(change.to);
  const bool has_where = change.what == TextChangeKind::Inserted || change.what == TextChangeKind::Added ||
                         change.what == TextChangeKind::Moved || change.what == TextChangeKind::Split;
  if (has_where) {
    json["where"] = change.where == diff::Where::Behind        ? "behind"
                    : change.where == diff::Where::AtBeginning ? "beginning"
                                                               : "end";
  }
  if (change.what == TextChangeKind::Added || change.what == TextChangeKind::Dropped ||
      change.what == TextChangeKind::Moved)
    json["unit"] = word_of(change.unit);
  if (change.what == TextChangeKind::Formatted) {
    json["old_style"] = style_json(change.old_style);
    json["new_style"] = style_json(change.new_style);
  }
  if (change.what == TextChangeKind::Linked) {
    json["old_address"] = change.old_link;
    json["new_address"] = change.new_link;
  }
  return json;
}

}  // namespace

Json line_json(const DocumentId& document, const compose::ChangeLine& line) {
  Json json{{"node", full_id(document, line.node)},
            {"text", line.text},
            {"details", line.details},
            {"what", word_of(line.what)}};
  if (!line.part.empty()) json["part"] = line.part;
  if (!line.before.empty()) json["old"] = line.before;
  if (!line.after.empty()) json["new"] = line.after;
  if (line.change) json["change"] = change_json(*line.change);
  if (!line.reason.empty()) json["reason"] = line.reason;
  return json;
}

}  // namespace zielbaum::tool
