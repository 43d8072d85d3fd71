#include <algorithm>
#include <array>

#include "html/changes_internal.h"
#include "html/html.h"

namespace zielbaum::html {

namespace {

bool any_change(const flow::Blocks& blocks) {
  return std::any_of(blocks.begin(), blocks.end(), [](const flow::Block& block) { return has_change(block); });
}

bool any_change(const std::vector<flow::Row>& rows) {
  return std::any_of(rows.begin(), rows.end(), [](const flow::Row& row) { return has_change(row); });
}

constexpr std::size_t kLevels = 8;

std::string step_id(std::size_t step) {
  return "_change-" + std::to_string(step);
}

std::string link_to(std::size_t step, const std::string& words) {
  return "<a href=\"#" + step_id(step) + "\">" + words + "</a>";
}

/// The rest of an element that opens with its tag.
std::string step_words(std::size_t step, std::size_t steps, Language language) {
  const auto say = [&](const Message& message) { return escape(render(message, language)); };
  std::string out = " id=\"" + step_id(step) + "\">" + say(msg("Change {0} of {1}", step, steps));
  if (step > 1) out += " " + link_to(step - 1, say(msg("previous change")));
  if (step < steps) out += " " + link_to(step + 1, say(msg("next change")));
  return out;
}

}  // namespace

bool has_change(const flow::Block& block) {
  if (block.changed) return true;
  if (const auto* const list = std::get_if<flow::List>(&block.content)) {
    return std::any_of(list->items.begin(), list->items.end(),
                       [](const flow::ListItem& item) { return any_change(item.blocks); });
  }
  if (const auto* const quote = std::get_if<flow::Quote>(&block.content)) return any_change(quote->blocks);
  if (const auto* const table = std::get_if<flow::Table>(&block.content)) {
    return any_change(table->header) || any_change(table->rows);
  }
  return false;
}

bool has_change(const flow::Row& row) {
  return std::any_of(row.cells.begin(), row.cells.end(),
                     [](const flow::Cell& cell) { return any_change(cell.blocks); });
}

ChangeMap map_changes(const flow::Flow& flow) {
  ChangeMap map;
  map.kept.resize(flow.blocks.size(), false);
  map.step.resize(flow.blocks.size(), 0);
  bool follows_change = false;
  for (std::size_t i = 0; i < flow.blocks.size(); ++i) {
    const auto* const heading = std::get_if<flow::Heading>(&flow.blocks[i].content);
    const auto* const paragraph = std::get_if<flow::Paragraph>(&flow.blocks[i].content);
    map.kept[i] = has_change(flow.blocks[i]) || (heading != nullptr && !heading->status.empty());
    if (map.kept[i] && (heading != nullptr || !follows_change)) map.step[i] = ++map.steps;
    const bool is_remark = paragraph != nullptr && paragraph->role == flow::ParagraphRole::Small;
    follows_change = map.kept[i] || (is_remark && follows_change);
  }
  // From below: whether something changed under a heading of each level, were one met next.
  std::array<bool, kLevels> below{};
  for (std::size_t i = flow.blocks.size(); i-- > 0;) {
    if (map.kept[i]) below.fill(true);
    const auto* const heading = std::get_if<flow::Heading>(&flow.blocks[i].content);
    if (heading == nullptr) continue;
    const std::size_t level = std::min<std::size_t>(heading->level, kLevels - 1);
    if (below[level]) map.kept[i] = true;
    std::fill(below.begin() + static_cast<std::ptrdiff_t>(level), below.end(), false);
  }
  return map;
}

std::vector<std::size_t> map_changes(const flow::Table& table) {
  std::vector<std::size_t> steps;
  std::size_t last = 0;
  bool follows_change = false;
  for (const flow::Row& row : table.rows) {
    const bool changed = !row.kind.empty();
    steps.push_back(changed && (!row.anchor.empty() || !follows_change) ? ++last : 0);
    follows_change = changed;
  }
  return steps;
}

std::string step_line(const ChangeMap& map, std::size_t block, Language language) {
  const std::size_t step = map.step[block];
  return step == 0 ? std::string() : "<p class=\"step\"" + step_words(step, map.steps, language) + "</p>\n";
}

std::string step_row(std::size_t step, std::size_t steps, std::size_t columns, Language language) {
  return "<tr class=\"steps\"><td colspan=\"" + std::to_string(columns) + "\"><div class=\"step\"" +
         step_words(step, steps, language) + "</div></td></tr>\n";
}

std::string first_step(std::size_t steps, Language language) {
  if (steps == 0) return {};
  return "<p class=\"first-step\">" + link_to(1, escape(render(msg("To the first change"), language))) + "</p>\n";
}

std::string only_changes_switch(const ChangeMap& map, Language language) {
  return "<p class=\"switch\"><label><input type=\"checkbox\" id=\"_only-changes\"> " +
         escape(render(msg("Show changes only"), language)) + "</label></p>\n" + first_step(map.steps, language);
}

}  // namespace zielbaum::html
