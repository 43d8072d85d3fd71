#include <utility>

#include "diff/diff.h"

namespace zielbaum::diff {

namespace {

template <typename T>
void turn(Became<T>& became) {
  std::swap(became.before, became.after);
}

}  // namespace

Changes reversed(const Changes& changes) {
  Changes out = changes;
  for (Change& change : out.nodes) {
    turn(change.kind);
    turn(change.place);
    turn(change.title);
    turn(change.short_title);
    turn(change.sample);
    for (auto& title : change.titles) turn(title);
    for (FieldChange& field : change.fields) {
      turn(field.value);
      turn(field.index);
    }
    for (auto& link : change.links) turn(link);
    turn(change.prose);
    for (auto& translation : change.translations) turn(translation);
  }
  turn(out.type);
  turn(out.type_version);
  turn(out.lang);
  turn(out.layout);
  for (RenamedParty& renamed : out.renamed_parties) turn(renamed.name);
  for (PrintedChange& printed : out.printed) turn(printed.value);
  return out;
}

std::vector<std::string_view> what(const Change& change) {
  if (change.added()) return {"added"};
  if (change.removed()) return {"removed"};
  std::vector<std::string_view> out;
  if (change.moved()) out.push_back("moved");
  if (change.reordered()) out.push_back("reordered");
  if (change.title.changed() || change.short_title.changed() || !change.titles.empty()) out.push_back("retitled");
  if (!change.fields.empty() || change.sample.changed()) out.push_back("fields");
  if (!change.links.empty()) out.push_back("links");
  if (change.prose.changed() || !change.translations.empty()) out.push_back("reworded");
  if (change.kind.changed()) out.push_back("kind");
  return out;
}

}  // namespace zielbaum::diff
