// The timeline: a bar for each period on an axis of years. Nothing depends on the day on which it is drawn.
#include <algorithm>
#include <optional>

#include "compose/drawings_internal.h"
#include "compose/prose_blocks_internal.h"

namespace zielbaum::compose {

namespace {

constexpr std::int32_t kNameWidth = 350;
constexpr std::int32_t kLeft = 376, kRight = 976;  ///< edges of the axis
constexpr std::int32_t kAxisHeight = 34;
constexpr std::int32_t kGroupHeight = 48;  ///< of the name of a kind, with the room above and below
constexpr std::int32_t kGroupBand = 32;
constexpr std::int32_t kRowPadding = 5;
constexpr std::int32_t kBar = 18;
constexpr std::int32_t kArrow = 16;
constexpr std::int32_t kLineStroke = 2;
constexpr std::int32_t kNarrowestYear = 62;  ///< room that a year's number needs
constexpr std::size_t kMostNameLines = 5;
constexpr std::int64_t kDaysOfMonth = 31, kDaysOfYear = 12 * kDaysOfMonth;  // a calendar of equal months

/// The first day of what a date says, counted in that calendar; `Date{2022, 5}` is the 1st of May.
std::int64_t first_day(const Date& date) {
  return date.year * kDaysOfYear + std::max(0, date.month - 1) * kDaysOfMonth + std::max(0, date.day - 1);
}
/// The day after the last one.
std::int64_t day_after(const Date& date) {
  return first_day(date) + (date.month == 0 ? kDaysOfYear : date.day == 0 ? kDaysOfMonth : 1);
}

struct Looks {
  bool hollow = false, closed = false, striped = false;
};

struct Bar {
  model::NodeIndex node = 0;
  const model::KindRule* kind = nullptr;
  Period period;
  Looks looks;
  std::string remarks;             ///< what the looks say, in words
  std::vector<std::string> lines;  ///< its name
  [[nodiscard]] std::int32_t height() const {
    return static_cast<std::int32_t>(lines.size()) * Canvas::kLine + 2 * kRowPadding;
  }
};

/// Where days stand on the axis.
struct Axis {
  std::int32_t first_year = 0, last_year = 0;
  [[nodiscard]] std::int32_t x(std::int64_t day) const {
    const std::int64_t begin = first_year * kDaysOfYear;
    const std::int64_t all = (last_year + 1 - first_year) * kDaysOfYear;
    return kLeft + static_cast<std::int32_t>(std::clamp<std::int64_t>(day - begin, 0, all) * (kRight - kLeft) / all);
  }
  [[nodiscard]] std::int32_t year(std::int32_t number) const { return x(number * kDaysOfYear); }
  /// Every how many years a number can be written.
  [[nodiscard]] std::int32_t step() const {
    constexpr std::int32_t kSteps[] = {1, 2, 5, 10, 20, 50, 100, 200, 500};
    for (const std::int32_t step : kSteps) {
      if (std::int64_t{kRight - kLeft} * step / (last_year + 1 - first_year) >= kNarrowestYear) return step;
    }
    return 1000;
  }
};

const model::FieldRule* period_field(const model::KindRule& kind) {
  const auto found = std::find_if(kind.fields.begin(), kind.fields.end(), [](const model::FieldRule& rule) {
    return rule.type == model::FieldType::Period && rule.listing == model::Listing::Single;
  });
  return found == kind.fields.end() ? nullptr : &*found;
}

class Timeline {
 public:
  explicit Timeline(const Source& source) : source_(source), names_(source) {
    collect();
    find_axis();
  }

  [[nodiscard]] flow::Blocks blocks() {
    flow::Blocks blocks;
    if (bars_.empty()) return blocks;
    blocks.push_back(chapter_heading(names_.say(msg("Timeline"))));
    const std::vector<std::size_t> ends = parts();
    std::size_t begin = 0;
    for (std::size_t part = 0; part < ends.size(); ++part) {
      if (part > 0) blocks.push_back({flow::PageBreak{}, {}});
      blocks.push_back(drawing(begin, ends[part], part, ends.size()));
      blocks.push_back(section_heading(names_.say(msg("As a table"))));
      for (std::size_t from = begin; from < ends[part];) {
        const std::size_t to = group_end(from, ends[part]);
        blocks.push_back({table(from, to), {}});
        from = to;
      }
      begin = ends[part];
    }
    return blocks;
  }

 private:
  void collect() {
    for (const std::string& name : source_.type.timeline.of) {
      const model::KindRule* const kind = source_.type.kind(name);
      const model::FieldRule* const rule = kind == nullptr ? nullptr : period_field(*kind);
      if (rule == nullptr) continue;
      for (model::NodeIndex i = 0; i < source_.document.nodes.size(); ++i) {
        const model::Node& node = source_.document.nodes[i];
        if (node.kind != name) continue;
        const model::Field* const field = model::find_field(node, rule->name);
        const Period* const period = field == nullptr ? nullptr : std::get_if<Period>(&field->values.front());
        if (period == nullptr || (!period->from && !period->to)) continue;
        Bar bar{.node = i, .kind = kind, .period = *period, .looks = {}, .remarks = {}, .lines = {}};
        mark(bar, node);
        bar.lines = flow::label_lines(names_.brief(i), flow::Weight::Regular, kNameWidth, kMostNameLines);
        bars_.push_back(std::move(bar));
      }
    }
  }

  void mark(Bar& bar, const model::Node& node) {
    std::vector<std::string_view> told;
    for (const model::BarMark& mark : source_.type.timeline.marks) {
      const model::Field* const field = model::find_field(node, mark.field);
      const model::FieldRule* const rule = model::find_field(*bar.kind, mark.field);
      if (field == nullptr || rule == nullptr) continue;
      const auto* const choice = std::get_if<model::Choice>(&field->values.front());
      const auto* const flag = std::get_if<model::Flag>(&field->values.front());
      const bool holds = choice != nullptr ? choice->key == mark.value : flag != nullptr && flag->on;
      if (holds) look_of(bar.looks, mark.look) = true;
      if (flag != nullptr && !flag->on) continue;
      if (std::find(told.begin(), told.end(), mark.field) != told.end()) continue;
      told.push_back(mark.field);
      if (!bar.remarks.empty()) bar.remarks += ", ";
      bar.remarks += choice != nullptr ? value_for_people(*choice, *rule, source_.parties, source_.document.lang)
                                       : names_.local(rule->label, rule->name);
    }
  }

  static bool& look_of(Looks& looks, model::BarLook look) {
    switch (look) {
      case model::BarLook::Hollow:
        return looks.hollow;
      case model::BarLook::Closed:
        return looks.closed;
      case model::BarLook::Striped:
        break;
    }
    return looks.striped;
  }

  void find_axis() {
    for (const Bar& bar : bars_) {
      for (const std::optional<Date>& date : {bar.period.from, bar.period.to}) {
        if (!date) continue;
        axis_.first_year = axis_.first_year == 0 ? date->year : std::min<std::int32_t>(axis_.first_year, date->year);
        axis_.last_year = std::max<std::int32_t>(axis_.last_year, date->year);
      }
    }
  }

  /// One past the last bar of the same kind.
  [[nodiscard]] std::size_t group_end(std::size_t from, std::size_t end) const {
    std::size_t to = from;
    while (to < end && bars_[to].kind == bars_[from].kind) ++to;
    return to;
  }

  // ---- on pages ----

  /// Where the drawings end: as few as possible, and as equally high as the bars allow.
  [[nodiscard]] std::vector<std::size_t> parts() const {
    std::int32_t highest = Canvas::kTallest - kAxisHeight - foot_height();
    const std::size_t count = ends_within(highest).size();
    std::int32_t lowest = 0;
    while (lowest < highest) {
      const std::int32_t middle = lowest + (highest - lowest) / 2;
      if (ends_within(middle).size() > count) {
        lowest = middle + 1;
      } else {
        highest = middle;
      }
    }
    return ends_within(highest);
  }

  /// Where they end if the bars in each take `room` at most.
  [[nodiscard]] std::vector<std::size_t> ends_within(std::int32_t room) const {
    std::vector<std::size_t> ends;
    std::int32_t used = 0;
    for (std::size_t i = 0; i < bars_.size(); ++i) {
      if (used > 0 && used + needed(i, used) > room) {
        ends.push_back(i);
        used = 0;
      }
      used += needed(i, used);
    }
    ends.push_back(bars_.size());
    return ends;
  }

  /// By a bar below others of that height, with the name of its kind where that begins.
  [[nodiscard]] std::int32_t needed(std::size_t i, std::int32_t used) const {
    return bars_[i].height() + (used == 0 || bars_[i].kind != bars_[i - 1].kind ? kGroupHeight : 0);
  }

  // ---- drawing ----

  [[nodiscard]] flow::Block drawing(std::size_t begin, std::size_t end, std::size_t part, std::size_t of) {
    std::int32_t bottom = kAxisHeight;
    for (std::size_t i = begin; i < end; ++i) {
      bottom += bars_[i].height() + (i == begin || bars_[i].kind != bars_[i - 1].kind ? kGroupHeight : 0);
    }
    draw_axis(bottom);
    std::int32_t y = kAxisHeight;
    for (std::size_t i = begin; i < end; ++i) {
      const Bar& bar = bars_[i];
      const bool begins_group = i == begin || bar.kind != bars_[i - 1].kind;
      if (begins_group) {
        const std::int32_t band = y + (kGroupHeight - kGroupBand) / 2;
        canvas_.rectangle(0, band, flow::Drawing::kWidth, kGroupBand, flow::Ink::Fill);
        canvas_.words({names_.plural(*bar.kind)},
                      {.x = 10, .y = band + 3, .width = flow::Drawing::kWidth - 20, .strong = true, .text = {}});
        y += kGroupHeight;
      } else {
        canvas_.rectangle(0, y, kLeft, 1, flow::Ink::Fill);
      }
      canvas_.words(bar.lines, {.x = 10, .y = y + kRowPadding, .width = kNameWidth, .text = {}});
      draw_bar(bar.period, bar.looks, y + (bar.height() - kBar) / 2);
      y += bar.height();
    }
    draw_as_of(bottom);
    draw_legend(bottom + 2 * kRowPadding + Canvas::kLine);
    return canvas_.drawing(bottom + foot_height(), alt(begin, end), caption(part, of));
  }

  void draw_axis(std::int32_t bottom) {
    const std::int32_t step = axis_.step();
    for (std::int32_t year = axis_.first_year; year <= axis_.last_year + 1; ++year) {
      const bool named = (year - axis_.first_year) % step == 0 || year == axis_.last_year + 1;
      if (!named && step > 2) continue;
      canvas_.rectangle(axis_.year(year), kAxisHeight - (named ? 6 : 0), 1, bottom - kAxisHeight + (named ? 6 : 0),
                        flow::Ink::Rule);
    }
    for (std::int32_t year = axis_.first_year; year <= axis_.last_year; year += step) {
      const std::int32_t from = axis_.year(year);
      const std::int32_t room = std::max(kNarrowestYear, axis_.year(year + 1) - from);
      if (from + room > flow::Drawing::kWidth) break;
      canvas_.words({std::to_string(year)},
                    {.x = from, .width = room, .align = flow::Align::Centre, .strong = true, .text = {}});
    }
  }

  void draw_bar(const Period& period, const Looks& looks, std::int32_t y) {
    const std::int32_t from = period.from ? axis_.x(first_day(*period.from)) : kLeft;
    const std::int32_t to = std::max(from + 6, period.to ? axis_.x(day_after(*period.to)) : kRight);
    draw_bar(from, to, y, looks, !period.from, !period.to);
  }

  void draw_bar(std::int32_t from, std::int32_t to, std::int32_t y, const Looks& looks, bool open_start,
                bool open_end) {
    canvas_.rectangle(from, y, to - from, kBar, flow::Ink::Accent);
    if (looks.hollow && to - from > 8) {
      canvas_.rectangle(from + 3, y + 3, to - from - 6, kBar - 6, flow::Ink::Paper);
    }
    if (looks.striped) {
      for (std::int32_t x = from + 10; x + 4 < to; x += 14) {
        canvas_.rectangle(x, y, 4, kBar, looks.hollow ? flow::Ink::Accent : flow::Ink::Paper);
      }
    }
    const std::int32_t middle = y + kBar / 2;
    if (open_start) {
      canvas_.polygon({{from, y - 6}, {from - kArrow, middle}, {from, y + kBar + 6}}, flow::Ink::Accent);
    }
    if (open_end) canvas_.polygon({{to, y - 6}, {to + kArrow, middle}, {to, y + kBar + 6}}, flow::Ink::Accent);
    if (looks.closed) canvas_.rectangle(std::max(from, to - 6), y - 4, 6, kBar + 8, flow::Ink::Text);
  }

  /// The day that the edition tells of, where the axis has it.
  void draw_as_of(std::int32_t bottom) {
    const Date& date = source_.edition.as_of;
    if (date.year < axis_.first_year || date.year > axis_.last_year) return;
    const std::int32_t x = axis_.x(first_day(date));
    canvas_.rectangle(x, kAxisHeight, kLineStroke, bottom - kAxisHeight + kRowPadding, flow::Ink::Text);
    const std::string words = names_.say(msg("As of {0}", written_out(date, names_.language())));
    const std::int32_t room = flow::label_width(words, flow::Weight::Regular) + 4;
    canvas_.words({words}, {.x = std::clamp(x - room / 2, 0, flow::Drawing::kWidth - room),
                            .y = bottom + kRowPadding,
                            .width = room,
                            .align = flow::Align::Centre,
                            .text = {}});
  }

  // ---- legend ----

  struct Sign {
    Looks looks;
    bool open_start = false, open_end = false;
    std::string words;
  };
  static constexpr std::int32_t kSample = 42, kSignGap = 22;

  /// The looks that occur, in words.
  [[nodiscard]] std::vector<Sign> signs() const {
    std::vector<Sign> signs;
    for (const model::BarMark& mark : source_.type.timeline.marks) {
      const auto used = std::find_if(bars_.begin(), bars_.end(), [&](const Bar& bar) {
        Looks looks = bar.looks;
        return look_of(looks, mark.look) && model::find_field(*bar.kind, mark.field) != nullptr;
      });
      if (used == bars_.end()) continue;
      const model::FieldRule& rule = *model::find_field(*used->kind, mark.field);
      Sign sign;
      look_of(sign.looks, mark.look) = true;
      sign.words = mark.value.empty()
                       ? names_.local(rule.label, rule.name)
                       : value_for_people(model::Choice{mark.value}, rule, source_.parties, source_.document.lang);
      signs.push_back(std::move(sign));
    }
    const auto any = [&](auto open) { return std::any_of(bars_.begin(), bars_.end(), open); };
    if (any([](const Bar& bar) { return !bar.period.from; })) {
      signs.push_back({{}, true, false, names_.say(msg("start open"))});
    }
    if (any([](const Bar& bar) { return !bar.period.to; })) {
      signs.push_back({{}, false, true, names_.say(msg("end open"))});
    }
    return signs;
  }

  static std::int32_t sign_width(const Sign& sign) {
    return std::min(flow::Drawing::kWidth, kSample + 10 + flow::label_width(sign.words, flow::Weight::Regular));
  }

  /// Calls put(sign, x, row) for each sign; gives the number of rows.
  template <typename Put>
  [[nodiscard]] std::int32_t lay_out(const std::vector<Sign>& signs, Put&& put) const {
    std::int32_t x = 0;
    std::int32_t row = 0;
    for (const Sign& sign : signs) {
      const std::int32_t width = sign_width(sign);
      if (x > 0 && x + width > flow::Drawing::kWidth) {
        x = 0;
        ++row;
      }
      put(sign, x, row);
      x += width + kSignGap;
    }
    return signs.empty() ? 0 : row + 1;
  }

  static constexpr std::int32_t kSignHeight = Canvas::kLine + 10;

  /// Below the last bar: the name of the day shown, and the legend.
  [[nodiscard]] std::int32_t foot_height() const {
    const std::int32_t rows = lay_out(signs(), [](const Sign&, std::int32_t, std::int32_t) {});
    return 3 * kRowPadding + Canvas::kLine + rows * kSignHeight;
  }

  void draw_legend(std::int32_t top) {
    (void)lay_out(signs(), [&](const Sign& sign, std::int32_t x, std::int32_t row) {
      const std::int32_t y = top + row * kSignHeight;
      const std::int32_t from = x + (sign.open_start ? kArrow : 0);
      const std::int32_t to = x + kSample - (sign.open_end ? kArrow : 0);
      draw_bar(from, to, y + (Canvas::kLine - kBar) / 2 + 3, sign.looks, sign.open_start, sign.open_end);
      canvas_.words({sign.words},
                    {.x = x + kSample + 10, .y = y + 3, .width = sign_width(sign) - kSample - 10, .text = {}});
    });
  }

  // ---- words ----

  [[nodiscard]] std::string alt(std::size_t begin, std::size_t end) const {
    std::string counts;
    for (std::size_t from = begin; from < end;) {
      const std::size_t to = group_end(from, end);
      if (!counts.empty()) counts += ", ";
      counts += names_.amount(*bars_[from].kind, to - from);
      from = to;
    }
    const auto open =
        std::count_if(bars_.begin() + static_cast<std::ptrdiff_t>(begin),
                      bars_.begin() + static_cast<std::ptrdiff_t>(end), [](const Bar& bar) { return !bar.period.to; });
    std::string head = names_.say(msg("Bar chart from {0} to {1}: {2}", axis_.first_year, axis_.last_year, counts));
    if (open > 0) head += ", " + names_.say(msg("{0} of them with an open end", open));
    return shortened(head, flow::Drawing::kLongestAlt - 60) + ". " +
           names_.say(msg("The table below gives each period."));
  }

  [[nodiscard]] std::string caption(std::size_t part, std::size_t of) const {
    std::string words = names_.say(msg("Timeline {0} to {1}", axis_.first_year, axis_.last_year));
    if (of > 1) words += ", " + names_.say(msg("part {0} of {1}", part + 1, of));
    return words;
  }

  // ---- table ----

  [[nodiscard]] std::string when(const Period& period) const {
    const auto written = [&](const Date& date) {
      std::string words = written_out(date, names_.language());
      for (std::size_t at = words.find(' '); at != std::string::npos; at = words.find(' ', at)) {
        words.replace(at, 1, "\u00A0");
      }
      return words;
    };
    if (!period.to) return names_.say(msg("from {0}, end open", written(*period.from)));
    if (!period.from) return names_.say(msg("until {0}, start open", written(*period.to)));
    return names_.say(msg("{0} to {1}", written(*period.from), written(*period.to)));
  }

  static flow::Cell cell(std::string text, flow::Scope scope = flow::Scope::None) {
    flow::Run run;
    run.text = std::move(text);
    return paragraph_cell({std::move(run)}, scope);
  }

  [[nodiscard]] flow::Table table(std::size_t from, std::size_t to) const {
    const model::KindRule& kind = *bars_[from].kind;
    const bool remarks =
        std::any_of(bars_.begin() + static_cast<std::ptrdiff_t>(from), bars_.begin() + static_cast<std::ptrdiff_t>(to),
                    [](const Bar& bar) { return !bar.remarks.empty(); });
    flow::Table made;
    made.role = flow::TableRole::Listing;
    made.caption.emplace_back();
    made.caption.back().text = names_.plural(kind);
    flow::Row head;
    const auto add_column = [&](std::string name) { head.cells.push_back(cell(std::move(name), flow::Scope::Column)); };
    add_column(names_.local(kind.label, kind.name));
    const model::FieldRule& period = *period_field(kind);
    add_column(names_.local(period.label, period.name));
    if (remarks) add_column(names_.say(msg("Remarks")));
    add_column(names_.say(msg("Page")));
    head.cells.back().align = flow::Align::Right;
    made.header.push_back(std::move(head));
    for (std::size_t i = from; i < to; ++i) {
      const Bar& bar = bars_[i];
      flow::Row row;
      row.cells.push_back(paragraph_cell({names_.linked(bar.node)}, flow::Scope::Row));
      row.cells.push_back(cell(when(bar.period)));
      if (remarks) row.cells.push_back(cell(bar.remarks.empty() ? "–" : bar.remarks));
      row.cells.push_back(paragraph_cell({names_.page_number(bar.node)}));
      row.cells.back().align = flow::Align::Right;
      made.rows.push_back(std::move(row));
    }
    return made;
  }

  const Source& source_;
  Names names_;
  std::vector<Bar> bars_;
  Axis axis_;
  Canvas canvas_;
};

}  // namespace

flow::Blocks timeline(const Source& source) {
  if (source.type.timeline.of.empty()) return {};
  return Timeline(source).blocks();
}

}  // namespace zielbaum::compose
