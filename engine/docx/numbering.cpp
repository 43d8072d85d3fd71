#include <algorithm>

#include "docx/writing_internal.h"

namespace zielbaum::docx {

namespace {

constexpr std::int32_t kBullets = 1;  // the list of all items without numbers

void add_kind(pugi::xml_node root, std::int32_t id, bool ordered) {
  const pugi::xml_node kind = add(root, "w:abstractNum", {{"w:abstractNumId", std::to_string(id)}});
  add_value(kind, "w:multiLevelType", "hybridMultilevel");
  for (std::int32_t depth = 0; depth <= Numbering::kDeepest; ++depth) {
    const pugi::xml_node level = add(kind, "w:lvl", {{"w:ilvl", std::to_string(depth)}});
    add_value(level, "w:start", "1");
    add_value(level, "w:numFmt", ordered ? "decimal" : "bullet");
    const std::string number = "%" + std::to_string(depth + 1) + ".";
    add_value(level, "w:lvlText", ordered ? number : depth % 2 == 0 ? "•" : "–");
    add_value(level, "w:lvlJc", "left");
    add(add(level, "w:pPr"), "w:ind",
        {{"w:left", std::to_string((depth + 1) * kListIndent)}, {"w:hanging", std::to_string(kListIndent)}});
  }
}

}  // namespace

ListPlace Numbering::place(const flow::List& list, std::int32_t depth) {
  depth = std::min(depth, kDeepest);
  if (!list.ordered) return {kBullets, depth};
  ordered_.push_back({depth, std::max(0, list.start)});
  return {kBullets + static_cast<std::int32_t>(ordered_.size()), depth};
}

std::string Numbering::bytes() const {
  pugi::xml_document part;
  const pugi::xml_node root = add_text_root(part, "w:numbering");
  add_kind(root, 0, false);
  add_kind(root, 1, true);
  add_value(add(root, "w:num", {{"w:numId", std::to_string(kBullets)}}), "w:abstractNumId", "0");
  for (std::size_t i = 0; i < ordered_.size(); ++i) {
    const pugi::xml_node list = add(root, "w:num", {{"w:numId", std::to_string(i + kBullets + 1)}});
    add_value(list, "w:abstractNumId", "1");
    const pugi::xml_node level = add(list, "w:lvlOverride", {{"w:ilvl", std::to_string(ordered_[i].depth)}});
    add_value(level, "w:startOverride", std::to_string(ordered_[i].start));
  }
  return bytes_of(part);
}

}  // namespace zielbaum::docx
