// The overview: the upper levels of the tree as boxes in columns, read from left to right.
#include <algorithm>
#include <array>
#include <optional>

#include "compose/drawings_internal.h"
#include "compose/prose_blocks_internal.h"

namespace zielbaum::compose {

namespace {

constexpr std::size_t kMostColumns = 3;
constexpr std::int32_t kSpine = 6;  ///< where the line from the document to its parts runs
constexpr std::int32_t kStroke = 2;
constexpr std::int32_t kPadding = 5;  ///< between a box and its words, above and below
constexpr std::int32_t kIndent = 14;  ///< the same at the left
constexpr std::int32_t kLeafGap = 6;  ///< between parts that have no parts of their own
constexpr std::size_t kMostLines = 5;

struct Column {
  std::int32_t x = 0, width = 0;
  std::int32_t gap = 0;  ///< between the boxes in it
};
/// By how many columns there are.
constexpr std::array<std::array<Column, kMostColumns>, kMostColumns> kColumns = {{
    {{{28, 972, 14}, {}, {}}},
    {{{28, 290, 14}, {344, 656, 6}, {}}},
    {{{28, 206, 14}, {258, 376, 6}, {658, 342, 0}}},
}};

/// A node that the overview may show; the first entry is the document.
struct Entry {
  model::NodeIndex node = 0;
  std::vector<std::size_t> children;
  std::vector<std::size_t> below;  ///< how many entries stand below it, by kind in the order of DocumentType::overview
};

class Overview {
 public:
  explicit Overview(const Source& source) : source_(source), names_(source) { collect(); }

  [[nodiscard]] flow::Blocks blocks() {
    if (entries_.size() == 1) return {};
    choose_columns();
    flow::Blocks blocks;
    blocks.push_back(chapter_heading(names_.say(msg("Overview"))));
    blocks.push_back(drawing());
    blocks.push_back(section_heading(names_.say(msg("As a list"))));
    blocks.push_back({list(0, 0), {}});
    if (left_out_ > 0) blocks.push_back(text_paragraph(more()));
    return blocks;
  }

 private:
  /// What stands in a box.
  struct Words {
    std::vector<std::string> name;
    std::vector<std::string> count;  ///< of what is below and not drawn
    bool beside = false;             ///< the count stands right of the name, not under it
    /// The last column has no boxes, so its words need room only above them.
    [[nodiscard]] std::int32_t height(std::size_t level) const {
      const std::size_t lines = beside ? std::max(name.size(), count.size()) : name.size() + count.size();
      return static_cast<std::int32_t>(lines) * Canvas::kLine + (level < kMostColumns ? 2 : 1) * kPadding;
    }
  };

  void collect() {
    const std::vector<std::string>& kinds = source_.type.overview;
    const std::vector<model::Node>& nodes = source_.document.nodes;
    entries_.push_back({0, {}, std::vector<std::size_t>(kinds.size())});
    std::vector<std::size_t> nearest(nodes.size());  // the entry that a node is, or stands below
    std::vector<std::size_t> parents = {0};
    std::vector<std::size_t> levels = {0};
    for (model::NodeIndex i = 1; i < nodes.size(); ++i) {
      nearest[i] = nearest[nodes[i].parent];
      const auto kind = std::find(kinds.begin(), kinds.end(), nodes[i].kind);
      if (kind == kinds.end()) continue;
      const std::size_t entry = entries_.size();
      parents.push_back(nearest[i]);
      levels.push_back(levels[nearest[i]] + 1);
      deepest_ = std::max(deepest_, levels.back());
      entries_[nearest[i]].children.push_back(entry);
      nearest[i] = entry;
      entries_.push_back({i, {}, std::vector<std::size_t>(kinds.size())});
      for (std::size_t above = entry; above != 0;) {
        above = parents[above];
        ++entries_[above].below[static_cast<std::size_t>(kind - kinds.begin())];
      }
    }
  }

  /// As many as fit; where not even one does, its last boxes are left out.
  void choose_columns() {
    for (columns_ = std::min(deepest_, kMostColumns); columns_ > 1; --columns_) {
      if (root_height() + height_below(0, 1) <= Canvas::kTallest) return;
    }
    if (root_height() + height_below(0, 1) <= Canvas::kTallest) return;
    std::vector<std::size_t>& shown = entries_.front().children;
    std::int32_t used = root_height() + kPadding + Canvas::kLine;
    std::size_t fit = 0;
    for (; fit < shown.size() && used <= Canvas::kTallest; ++fit) used += height(shown[fit], 1) + gap(0, fit, 1);
    left_out_ = shown.size() - --fit;
    shown.resize(fit);
  }

  [[nodiscard]] const Column& column(std::size_t level) const { return kColumns[columns_ - 1][level - 1]; }

  /// A part without parts of its own has the whole line.
  [[nodiscard]] std::int32_t width(std::size_t entry, std::size_t level) const {
    const Column& own = column(level);
    return level == 1 && entries_[entry].children.empty() ? flow::Drawing::kWidth - own.x : own.width;
  }

  [[nodiscard]] std::string counts(std::size_t entry) const {
    std::string words;
    const std::vector<std::string>& kinds = source_.type.overview;
    for (std::size_t i = 0; i < kinds.size(); ++i) {
      const model::KindRule* const kind = source_.type.kind(kinds[i]);
      if (kind == nullptr || entries_[entry].below[i] == 0) continue;
      if (!words.empty()) words += ", ";
      words += names_.amount(*kind, entries_[entry].below[i]);
    }
    return words;
  }

  /// Between the child of `entry` at this place and the one before it.
  [[nodiscard]] std::int32_t gap(std::size_t entry, std::size_t place, std::size_t level) const {
    const std::vector<std::size_t>& children = entries_[entry].children;
    const auto is_leaf = [&](std::size_t child) { return columns_ == 1 || entries_[children[child]].children.empty(); };
    const bool close = level == 1 && place > 0 && is_leaf(place - 1) && is_leaf(place);
    return close ? kLeafGap : column(level).gap;
  }

  [[nodiscard]] static flow::Weight weight(std::size_t level) {
    return level == 1 ? flow::Weight::Strong : flow::Weight::Regular;
  }

  [[nodiscard]] Words words(std::size_t entry, std::size_t level) const {
    Words made;
    std::int32_t room = width(entry, level) - 2 * kIndent;
    if (level == columns_ && !entries_[entry].children.empty()) {
      const std::string count = counts(entry);
      const std::int32_t needed = flow::label_width(count, flow::Weight::Regular);
      made.beside = needed * 2 < room;
      made.count = flow::label_lines(count, flow::Weight::Regular, room, 2);
      if (made.beside) room -= needed + 2 * kIndent;
    }
    const model::NodeIndex node = entries_[entry].node;
    made.name = flow::label_lines(level == kMostColumns ? names_.brief(node) : names_.full(node), weight(level), room,
                                  kMostLines);
    return made;
  }

  [[nodiscard]] std::int32_t root_height() const {
    return static_cast<std::int32_t>(root_lines().size()) * Canvas::kLine + 2 * kPadding;
  }
  [[nodiscard]] std::vector<std::string> root_lines() const {
    return flow::label_lines(names_.full(0), flow::Weight::Strong, flow::Drawing::kWidth - 2 * kIndent, 2);
  }

  /// Of the boxes below an entry with the gaps between them; in the first column also above them.
  [[nodiscard]] std::int32_t height_below(std::size_t entry, std::size_t level) const {
    std::int32_t sum = 0;
    if (level > columns_) return sum;
    const std::vector<std::size_t>& children = entries_[entry].children;
    for (std::size_t place = 0; place < children.size(); ++place) {
      if (place > 0 || level == 1) sum += gap(entry, place, level);
      sum += height(children[place], level);
      if (sum > 2 * Canvas::kTallest) break;  // it does not fit anyway
    }
    return sum;
  }
  [[nodiscard]] std::int32_t height(std::size_t entry, std::size_t level) const {
    return std::max(words(entry, level).height(level), height_below(entry, level + 1));
  }

  [[nodiscard]] flow::Block drawing() {
    const std::int32_t root = root_height();
    canvas_.rectangle(0, 0, flow::Drawing::kWidth, root, flow::Ink::Text);
    canvas_.words(root_lines(), {.x = kIndent,
                                 .y = kPadding,
                                 .width = flow::Drawing::kWidth - 2 * kIndent,
                                 .ink = flow::Ink::Paper,
                                 .strong = true,
                                 .text = {}});
    std::int32_t y = root;
    std::int32_t last_tick = root;
    const std::vector<std::size_t>& parts = entries_.front().children;
    for (std::size_t place = 0; place < parts.size(); ++place) {
      y += gap(0, place, 1);
      last_tick = y + kPadding + Canvas::kLine / 2;
      draw(parts[place], 1, y);
      y += height(parts[place], 1);
    }
    canvas_.rectangle(kSpine, root, kStroke, last_tick - root + kStroke, flow::Ink::Rule);
    if (left_out_ > 0) {
      y += kPadding;
      canvas_.words({more()}, {.x = column(1).x, .y = y, .width = column(1).width, .text = {}});
      y += Canvas::kLine;
    }
    return canvas_.drawing(y, alt(), caption());
  }

  void draw(std::size_t entry, std::size_t level, std::int32_t y) {
    const Column& own = column(level);
    const std::int32_t wide = width(entry, level);
    const std::int32_t high = height(entry, level);
    const std::int32_t from = level == 1 ? kSpine : column(level - 1).x + column(level - 1).width;
    canvas_.rectangle(from, y + kPadding + Canvas::kLine / 2, own.x - from, kStroke, flow::Ink::Rule);
    if (level == 1) {
      canvas_.rectangle(own.x, y, wide, high, flow::Ink::Fill);
      canvas_.rectangle(own.x, y, 6, high, flow::Ink::Accent);
    } else if (level == 2) {
      canvas_.rectangle(own.x, y, wide, high, flow::Ink::Rule);
      canvas_.rectangle(own.x + kStroke, y + kStroke, wide - 2 * kStroke, high - 2 * kStroke, flow::Ink::Paper);
    }
    const Words text = words(entry, level);
    flow::Label look{.x = own.x + kIndent,
                     .y = y + kPadding,
                     .width = wide - 2 * kIndent,
                     .strong = weight(level) == flow::Weight::Strong,
                     .text = {}};
    if (text.beside) look.width -= flow::label_width(text.count.front(), flow::Weight::Regular) + 2 * kIndent;
    canvas_.words(text.name, look);
    look.strong = false;
    look.width = wide - 2 * kIndent;
    if (text.beside) {
      look.align = flow::Align::Right;
    } else {
      look.y += static_cast<std::int32_t>(text.name.size()) * Canvas::kLine;
    }
    canvas_.words(text.count, look);
    if (level == columns_) return;
    const std::vector<std::size_t>& children = entries_[entry].children;
    for (std::size_t place = 0; place < children.size(); ++place) {
      if (place > 0) y += gap(entry, place, level + 1);
      draw(children[place], level + 1, y);
      y += height(children[place], level + 1);
    }
  }

  [[nodiscard]] std::string more() const { return names_.say(msg("and {0} more", left_out_)); }

  [[nodiscard]] std::string alt() const {
    const std::string end = names_.say(msg("The list below says the same."));
    const std::string head = names_.say(msg("Tree diagram of “{0}”", shortened(names_.full(0), 80)));
    return shortened(head + ": " + counts(0), flow::Drawing::kLongestAlt - 40) + ". " + end;
  }

  [[nodiscard]] std::string caption() const {
    std::string words = counts(0);
    if (columns_ < deepest_) words += ". " + names_.say(msg("Only the upper levels are drawn; below them is counted."));
    return words;
  }

  [[nodiscard]] flow::List list(std::size_t entry, std::size_t level) const {
    flow::List made;
    for (const std::size_t child : entries_[entry].children) {
      flow::Runs runs = {names_.linked(entries_[child].node)};
      const bool is_last = level + 1 == columns_;
      if (is_last && !entries_[child].children.empty()) {
        runs.emplace_back();
        runs.back().text = " (" + counts(child) + ")";
      }
      flow::ListItem item;
      item.blocks.push_back({flow::Paragraph{flow::ParagraphRole::Body, std::move(runs), {}}, {}});
      if (!is_last && !entries_[child].children.empty()) item.blocks.push_back({list(child, level + 1), {}});
      made.items.push_back(std::move(item));
    }
    return made;
  }

  const Source& source_;
  Names names_;
  std::vector<Entry> entries_;
  std::size_t deepest_ = 0;
  std::size_t columns_ = 0;
  std::size_t left_out_ = 0;
  Canvas canvas_;
};

}  // namespace

flow::Blocks overview(const Source& source) {
  if (source.type.overview.empty()) return {};
  return Overview(source).blocks();
}

}  // namespace zielbaum::compose
