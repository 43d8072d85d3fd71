// The contents list: made from the headings of the Flow; its page numbers are filled in when the pages are known.
#include <algorithm>

#include "typeset/blocks_internal.h"

namespace zielbaum::typeset {

namespace {

constexpr Length kIndent = Length::points(14);
constexpr Length kNumberGap = Length::points(6);
constexpr Length kDotStep = Length::points(5);

/// Dots from `from` to `to`, all on the same grid, so that those of different lines stand under one another.
Result<void> add_dots(Setting& setting, Strip& strip, const model::TextStyle& style, Length from, Length to) {
  const SetWords dot = TRY(set_words(setting, ".", Face::Regular, style.size, style.colour));
  if (dot.runs.empty() || dot.runs.front().glyphs.empty()) return {};
  const std::int64_t step = kDotStep.in_micropoints();
  const std::int64_t first = (from.in_micropoints() + step - 1) / step * step;
  const std::int64_t count = (to.in_micropoints() - first) / step;
  if (count < 2) return {};
  GlyphRun dots = dot.runs.front();
  dots.x = Length::micropoints(first);
  dots.y = -baseline(style.leading);
  Glyph glyph = dots.glyphs.front();
  glyph.advance = static_cast<std::int32_t>(step * 1000 / style.size.in_micropoints());
  dots.glyphs.assign(static_cast<std::size_t>(count), glyph);
  strip.items.push_back({.owner = {.artifact = Artifact::Layout}, .content = std::move(dots)});
  return {};
}

/// What the texts of entries are set in by, so that they stand under one another beside their numbers. Measured for
/// each run of siblings whose numbers look alike ("1.1", "1.2"): "Phase 1" between them sets only its like apart.
Result<std::vector<Length>> indents_of(Setting& setting, const std::vector<const flow::Block*>& entries) {
  struct Run {
    std::string prefix;
    std::vector<std::size_t> entries;
    Length widest;
  };
  std::vector<Length> indents(entries.size());
  std::vector<std::vector<Run>> open(8);  // by level: the siblings so far
  const auto close = [&](std::vector<Run>& runs) {
    for (const Run& run : runs) {
      for (const std::size_t entry : run.entries) indents[entry] = run.widest;
    }
    runs.clear();
  };
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const auto& heading = std::get<flow::Heading>(entries[i]->content);
    const std::size_t level = std::clamp<std::size_t>(heading.level, 1, 6);
    for (std::size_t deeper = level + 1; deeper < open.size(); ++deeper) close(open[deeper]);
    if (heading.number.empty()) continue;
    const std::size_t space = heading.number.rfind(' ');
    const std::string prefix = space == std::string::npos ? std::string() : heading.number.substr(0, space);
    std::vector<Run>& runs = open[level];
    auto run = std::find_if(runs.begin(), runs.end(), [&](const Run& one) { return one.prefix == prefix; });
    if (run == runs.end()) run = runs.insert(runs.end(), Run{prefix, {}, {}});
    const model::TextStyle& style = setting.theme.body;
    const Face face = level == 1 ? Face::Bold : Face::Regular;
    const SetWords number = TRY(set_words(setting, heading.number + " ", face, style.size, style.colour));
    run->entries.push_back(i);
    run->widest = std::max(run->widest, number.width + kNumberGap);
  }
  for (std::vector<Run>& runs : open) close(runs);
  return indents;
}

}  // namespace

Result<void> set_contents(Setting& setting, const flow::Contents& contents, const Area& area, Galley& galley) {
  const model::TextStyle& style = setting.theme.body;
  std::vector<const flow::Block*> entries;
  for (const flow::Block& block : setting.flow.blocks) {
    const auto* heading = std::get_if<flow::Heading>(&block.content);
    if (heading == nullptr || !heading->in_contents || heading->level > contents.depth) continue;
    entries.push_back(&block);
  }
  const std::vector<Length> indents = TRY(indents_of(setting, entries));

  if (!contents.title.empty()) {
    const model::TextStyle& title_style = heading_style(setting.theme, 1);
    Element& element = setting.open(ElementRole::Heading1, area.parent);
    element.title = contents.title;
    flow::Runs runs(1);
    runs[0].text = contents.title;
    Inline words = TRY(shape_runs(
        setting, runs,
        {.element = element.id, .size = title_style.size, .colour = title_style.colour, .bold = title_style.bold}));
    std::vector<Strip> strips =
        set_lines(setting, words, {.x = area.x, .width = area.width, .leading = title_style.leading});
    for (Strip& strip : strips) strip.keep_next = true;
    if (!strips.empty()) strips.front().chapter = contents.title;
    galley.add(std::move(strips), title_style.before, title_style.after);
  }
  if (entries.empty()) return {};

  const ElementId list = setting.open(ElementRole::Contents, area.parent).id;
  const SetWords room = TRY(set_words(setting, "0000", Face::Bold, style.size, style.colour));
  for (std::size_t at = 0; at < entries.size(); ++at) {
    const flow::Block* entry = entries[at];
    const auto* heading = std::get_if<flow::Heading>(&entry->content);
    const bool chapter = heading->level == 1;
    const Face face = chapter ? Face::Bold : Face::Regular;
    const std::string& anchor = setting.anchor_of_heading[heading];
    const ElementId item = setting.open(ElementRole::ContentsItem, list, entry->lang).id;
    const ElementId reference = setting.open(ElementRole::Reference, item).id;
    const ElementId link = setting.open(ElementRole::Link, reference).id;
    const Length x = area.x + kIndent * (std::min<int>(heading->level, 6) - 1);
    const Length indent = indents[at];
    const Length right = area.x + area.width;

    const flow::Runs runs = flow::listed_words(*heading);
    Result<Inline> shaped =
        shape_runs(setting, runs,
                   {.element = link, .lang = entry->lang, .size = style.size, .colour = style.colour, .bold = chapter});
    if (!shaped) {  // a character without a glyph, first met here, stands in the heading itself
      Error error = std::move(shaped).error();
      error.place.node = heading->anchor;
      return error;
    }
    Inline words = std::move(*shaped);
    std::vector<Strip> strips = set_lines(
        setting, words, {.x = x + indent, .width = right - room.width - x - indent, .leading = style.leading});
    if (strips.empty()) continue;
    if (!heading->number.empty()) {
      TRY(put_before(setting, strips.front(), heading->number + " ", face, style, x, link));
    }
    Strip& last = strips.back();
    Length end = x;
    for (const Item& shown : last.items) {
      const auto* run = std::get_if<GlyphRun>(&shown.content);
      if (run == nullptr) continue;
      std::int64_t sum = 0;
      for (const Glyph& glyph : run->glyphs) sum += glyph.advance;
      end = std::max(end, run->x + run->size * sum / 1000);
    }
    SetWords space = TRY(set_words(setting, " ", face, style.size, style.colour));
    add_words(last.items, std::move(space), end, -baseline(style.leading), {.element = link});
    TRY(add_dots(setting, last, style, end + kDotStep, right - room.width));
    last.numbers.push_back({.item = last.items.size(), .anchor = anchor, .face = face, .right_aligned = true});
    GlyphRun number{.font = setting.fonts.font_of_face[static_cast<std::size_t>(face)],
                    .size = style.size,
                    .x = right,
                    .y = -baseline(style.leading),
                    .colour = style.colour,
                    .glyphs = {}};
    last.items.push_back({.owner = {.element = link}, .content = std::move(number)});
    // A chapter does not stand at the foot of a page without the first of its sections.
    const bool leads_on =
        at + 1 < entries.size() && std::get<flow::Heading>(entries[at + 1]->content).level > heading->level;
    for (std::size_t i = 0; i < strips.size(); ++i) {
      strips[i].keep_next = i + 1 < strips.size() || leads_on;
      strips[i].items.push_back({.owner = {.element = link},
                                 .content = LinkArea{.x = x,
                                                     .y = -style.leading,
                                                     .width = right - x,
                                                     .height = style.leading,
                                                     .target = "#" + anchor,
                                                     .description = plain(runs)}});
    }
    galley.add(std::move(strips), chapter ? Length::points(8) : Length::points(2), Length::points(2));
    TRY(galley.let_go());
  }
  galley.after = style.after;
  return {};
}

}  // namespace zielbaum::typeset
