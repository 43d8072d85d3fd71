#include "flow/flow.h"

#include <algorithm>
#include <set>

namespace zielbaum::flow {

namespace {

template <typename... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};
template <typename... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

class PlainText {
 public:
  explicit PlainText(const Flow& flow) : flow_(flow) {}

  std::string all() {
    add(flow_.blocks);
    for (const Note& note : flow_.notes) add(note.blocks);
    return std::move(text_);
  }

 private:
  void line(std::string_view text) {
    if (text.empty()) return;
    if (!text_.empty()) text_ += '\n';
    text_ += text;
  }

  static std::string words(const Runs& runs) {
    std::string text;
    for (const Run& run : runs) {
      if (run.medium == Medium::Print) continue;
      if (run.kind == RunKind::LineBreak) {
        text += '\n';
      } else if (run.kind != RunKind::NoteMark) {
        text += run.text;
      }
    }
    return text;
  }

  static std::string words(const Heading& heading) {
    const std::string text = words(shown_words(heading));
    if (heading.number.empty() || text.empty()) return heading.number + text;
    return heading.number + " " + text;
  }

  void add(const std::vector<Row>& rows) {
    for (const Row& row : rows) {
      for (const Cell& cell : row.cells) add(cell.blocks);
    }
  }

  void add(const Blocks& blocks) {
    for (const Block& block : blocks) {
      std::visit(Overloaded{
                     [&](const Heading& heading) { line(words(heading)); },
                     [&](const Paragraph& paragraph) { line(words(paragraph.runs)); },
                     [&](const List& list) {
                       for (const ListItem& item : list.items) add(item.blocks);
                     },
                     [&](const Table& table) {
                       line(words(table.caption));
                       add(table.header);
                       add(table.rows);
                     },
                     [&](const Figure& figure) {
                       line(figure.alt);
                       line(words(figure.caption));
                     },
                     [&](const Drawing& drawing) { add(drawing); },
                     [&](const Quote& quote) { add(quote.blocks); },
                     [&](const Code& code) { line(code.text); },
                     [&](const Rule&) {},
                     [&](const Contents& contents) { add(contents); },
                     [&](const PageBreak&) {},
                 },
                 block.content);
    }
  }

  void add(const Drawing& drawing) {
    line(drawing.alt);
    for (const Shape& shape : drawing.shapes) {
      if (const auto* const label = std::get_if<Label>(&shape)) line(label->text);
    }
    line(words(drawing.caption));
  }

  void add(const Contents& contents) {
    line(contents.title);
    for (const Block& block : flow_.blocks) {
      const auto* const heading = std::get_if<Heading>(&block.content);
      if (heading != nullptr && heading->in_contents && heading->level <= contents.depth) line(words(*heading));
    }
  }

  const Flow& flow_;
  std::string text_;
};

/// Goes through all blocks once; links are checked when all anchors are known.
class Rules {
 public:
  explicit Rules(const Flow& flow) : flow_(flow) {}

  std::vector<std::string> all() {
    check(flow_.blocks, Depth::Top);
    for (const Note& note : flow_.notes) check(note.blocks, Depth::Inside);
    if (flow_.note_placement == NotePlacement::End && !flow_.notes.empty() && !ends_with_heading()) {
      broken("the notes at the end have no heading");
    }
    for (const std::string& target : targets_) {
      if (!anchors_.contains(target)) broken("the link to #" + target + " has no target");
    }
    return std::move(broken_);
  }

 private:
  enum class Depth { Top, Inside };

  void broken(std::string sentence) { broken_.push_back(std::move(sentence)); }

  bool ends_with_heading() const {
    return !flow_.blocks.empty() && std::holds_alternative<Heading>(flow_.blocks.back().content);
  }

  void anchor(const std::string& name) {
    if (!name.empty() && !anchors_.insert(name).second) broken("the anchor " + name + " occurs twice");
  }

  void check(const Runs& runs) {
    for (const Run& run : runs) {
      if (run.kind == RunKind::NoteMark && run.note >= flow_.notes.size()) {
        broken("the mark for note " + std::to_string(run.note + 1) + " has no note");
      }
      if (run.link.starts_with('#')) {
        targets_.push_back(run.link.substr(1));
      } else if (run.kind == RunKind::PageNumber) {
        broken("a page number names no anchor");
      }
    }
  }

  void check(const Heading& heading, Depth depth) {
    if (depth != Depth::Top) broken("a heading stands inside another block");
    if (heading.level < 1 || heading.level > 9) broken("a heading has level " + std::to_string(heading.level));
    if (heading.level > last_level_ + 1) {
      broken("a heading of level " + std::to_string(heading.level) + " follows one of level " +
             std::to_string(last_level_));
    }
    last_level_ = heading.level;
    const bool has_words =
        std::any_of(heading.runs.begin(), heading.runs.end(), [](const Run& run) { return !run.text.empty(); });
    if (heading.number.empty() && !has_words) broken("a heading is empty");
    check(heading.runs);
    anchor(heading.anchor);
  }

  void check(const Table& table) {
    check(table.caption);
    const std::size_t columns = column_count(table);
    if (columns == 0) broken("a table has no columns");
    if (!table.shares.empty() && table.shares.size() != columns)
      broken("a table does not share its width among columns");
    for (const std::vector<Row>* rows : {&table.header, &table.rows}) {
      for (const Row& row : *rows) {
        std::size_t width = 0;
        for (const Cell& cell : row.cells) {
          width += cell.column_span;
          if (cell.column_span == 0) broken("a cell spans no column");
          check(cell.blocks, Depth::Inside);
        }
        if (width != columns) {
          broken("a table row has " + std::to_string(width) + " columns instead of " + std::to_string(columns));
        }
        anchor(row.anchor);
      }
    }
  }

  void check(const Drawing& drawing) {
    if (drawing.alt.empty()) broken("a drawing has no alternative text");
    if (characters(drawing.alt) > Drawing::kLongestAlt) broken("the alternative text of a drawing is too long");
    if (drawing.height < 1 || drawing.height > Drawing::kTallest) {
      broken("a drawing is " + std::to_string(drawing.height) + " units high");
    }
    for (const Shape& shape : drawing.shapes) {
      if (!is_inside(shape, drawing.height)) broken("a shape reaches over the edge of its drawing");
    }
    check(drawing.caption);
  }

  static std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }));
  }

  /// Of a label, the room of its words counts, from a line above its baseline down to a quarter below.
  static bool is_inside(const Shape& shape, std::int32_t height) {
    const auto fits = [height](const Rectangle& room) {
      return room.x >= 0 && room.y >= 0 && room.width >= 0 && room.height >= 0 &&
             room.x <= Drawing::kWidth - room.width && room.y <= height - room.height;
    };
    if (const auto* const label = std::get_if<Label>(&shape)) {
      constexpr std::int32_t kSize = Drawing::kLabelSize;
      return fits({label->x, label->y - kSize, label->width, kSize + kSize / 4, label->ink});
    }
    if (const auto* const polygon = std::get_if<Polygon>(&shape)) {
      return std::all_of(polygon->corners.begin(), polygon->corners.end(), [&](const Point& corner) {
        return fits({corner.x, corner.y, 0, 0, polygon->ink});
      });
    }
    return fits(std::get<Rectangle>(shape));
  }

  void check(const Blocks& blocks, Depth depth) {
    for (const Block& block : blocks) {
      std::visit(Overloaded{
                     [&](const Heading& heading) { check(heading, depth); },
                     [&](const Paragraph& paragraph) {
                       check(paragraph.runs);
                       anchor(paragraph.anchor);
                     },
                     [&](const List& list) {
                       for (const ListItem& item : list.items) check(item.blocks, Depth::Inside);
                     },
                     [&](const Table& table) { check(table); },
                     [&](const Figure& figure) {
                       if (figure.alt.empty()) broken("the figure " + figure.media + " has no alternative text");
                       check(figure.caption);
                     },
                     [&](const Drawing& drawing) { check(drawing); },
                     [&](const Quote& quote) { check(quote.blocks, Depth::Inside); },
                     [&](const Code&) {},
                     [&](const Rule&) {},
                     [&](const Contents&) {
                       if (depth != Depth::Top) broken("a contents list stands inside another block");
                     },
                     [&](const PageBreak&) {
                       if (depth != Depth::Top) broken("a page break stands inside another block");
                     },
                 },
                 block.content);
    }
  }

  const Flow& flow_;
  std::vector<std::string> broken_;
  std::set<std::string, std::less<>> anchors_;
  std::vector<std::string> targets_;
  std::uint8_t last_level_ = 0;
};

}  // namespace

std::size_t column_count(const Table& table) {
  const std::vector<Row>& rows = table.header.empty() ? table.rows : table.header;
  std::size_t count = 0;
  if (!rows.empty()) {
    for (const Cell& cell : rows.front().cells) count += std::max<std::size_t>(1, cell.column_span);
  }
  return count;
}

Runs shown_words(const Heading& heading) {
  Runs out = heading.runs;
  if (!heading.status.empty()) out.emplace_back().text = " (" + heading.status.text() + ")";
  return out;
}

Runs listed_words(const Heading& heading) {
  const bool all_gone = std::all_of(heading.runs.begin(), heading.runs.end(),
                                    [](const Run& run) { return run.mark == Mark::Deleted || run.text.empty(); });
  Runs out = shown_words(heading);
  std::erase_if(
      out, [&](const Run& run) { return run.kind == RunKind::NoteMark || (run.mark == Mark::Deleted && !all_gone); });
  for (Run& run : out) {
    run.link.clear();  // no link stands inside another
    if (run.mark == Mark::Inserted) run.mark = Mark::None;
  }
  return out;
}

std::string plain_text(const Flow& flow) {
  return PlainText(flow).all();
}

std::vector<std::string> broken_rules(const Flow& flow) {
  return Rules(flow).all();
}

}  // namespace zielbaum::flow
