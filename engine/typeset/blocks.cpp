#include "typeset/blocks_internal.h"

#include <algorithm>
#include <utility>

namespace zielbaum::typeset {

namespace {

constexpr Length kListIndent = Length::points(18);
constexpr Length kQuoteIndent = Length::points(14);
constexpr Length kBar = Length::points(3);
constexpr Length kHeadingGap = Length::points(7);
constexpr Length kAccentWidth = Length::millimetres(18);
constexpr Length kAccentHeight = Length::points(3);
constexpr Length kChangeBarGap = Length::points(14);  ///< from the text to the far edge of the bar
constexpr Length kChangeBarWidth = Length::millipoints(1500);

/// Makes the spaces between a block's strips part of them, so that what is drawn behind them has no gaps.
void close_gaps(std::vector<Strip>& strips, std::size_t first) {
  for (std::size_t i = first + 1; i < strips.size(); ++i) {
    Strip& strip = strips[i];
    for (Item& item : strip.items) shift(item, -strip.before);
    strip.height += strip.before;
    strip.before = {};
  }
}

ElementRole heading_role(std::uint8_t level) {
  const int index = std::clamp<int>(level, 1, 9) - 1;
  return static_cast<ElementRole>(static_cast<int>(ElementRole::Heading1) + index);
}

Result<void> set_heading(Setting& setting, const flow::Heading& heading, const std::string& lang, const Area& area,
                         Galley& galley) {
  const model::TextStyle& style = heading_style(setting.theme, heading.level);
  Element& element = setting.open(heading_role(heading.level), area.parent, lang);
  const std::string text = plain(flow::listed_words(heading));
  const std::string whole = heading.number.empty() ? text : heading.number + " " + text;
  element.title = whole;
  const ElementId id = element.id;
  const Face face = style.bold ? Face::Bold : Face::Regular;

  Length indent;
  if (!heading.number.empty()) {
    const SetWords number = TRY(set_words(setting, heading.number, face, style.size, style.colour));
    indent = number.width + kHeadingGap;
    if (indent > area.width / 2) indent = {};  // a number this long stands in the text's own line
  }
  flow::Runs runs;
  if (!heading.number.empty() && indent == Length()) {
    runs.push_back({});
    runs.back().text = heading.number + " ";
  }
  const flow::Runs shown = flow::shown_words(heading);
  runs.insert(runs.end(), shown.begin(), shown.end());
  Inline words = TRY(shape_in_style(setting, runs, style, id, area));
  std::vector<Strip> strips =
      set_lines(setting, words, {.x = area.x + indent, .width = area.width - indent, .leading = style.leading});
  if (strips.empty()) return {};
  if (indent > Length()) TRY(put_before(setting, strips.front(), heading.number + " ", face, style, area.x, id));
  for (Strip& strip : strips) strip.keep_next = true;
  Strip& first = strips.front();
  first.anchors.push_back(setting.anchor_of_heading[&heading]);
  first.new_page = heading.opens_page;
  if (heading.level == 1) first.chapter = whole;
  if (heading.opens_page) {
    for (Item& item : first.items) shift(item, -(kAccentHeight * 3));
    first.height += kAccentHeight * 3;
    first.items.push_back(artifact(area.x, -kAccentHeight, kAccentWidth, kAccentHeight, setting.theme.accent));
  }
  galley.add(std::move(strips), style.before, style.after);
  return {};
}

Filling filling_of(const model::Theme& theme, const Area& area) {
  if (!theme.hyphenated && !theme.justified) return Filling::Ragged;
  if (area.align != flow::Align::Left) return Filling::Ragged;
  return theme.justified && !area.narrow ? Filling::Justified : Filling::RaggedHyphenated;
}

Result<void> set_paragraph(Setting& setting, const flow::Paragraph& paragraph, const std::string& lang,
                           const Area& area, Galley& galley) {
  const model::Theme& theme = setting.theme;
  const model::TextStyle& style = paragraph.role == flow::ParagraphRole::Title      ? theme.title
                                  : paragraph.role == flow::ParagraphRole::Subtitle ? theme.subtitle
                                  : paragraph.role == flow::ParagraphRole::Small    ? theme.small
                                                                                    : *area.body;
  const bool is_notice = paragraph.role == flow::ParagraphRole::Notice;
  const bool is_term = paragraph.role == flow::ParagraphRole::Term;
  const bool is_title = paragraph.role == flow::ParagraphRole::Title;
  const ElementId id = setting.open(ElementRole::Paragraph, area.parent, lang).id;
  Inline words = TRY(shape_runs(setting, paragraph.runs,
                                {.element = id,
                                 .lang = area.lang,
                                 .size = style.size,
                                 .colour = style.colour,
                                 .bold = style.bold || area.bold || is_term,
                                 .mark = area.mark}));
  Measure measure{.x = area.x,
                  .width = area.width,
                  .leading = style.leading,
                  .align = area.align,
                  .filling = is_title ? Filling::Ragged : filling_of(theme, area)};
  const Length notice_padding = Length::points(8);
  if (is_notice) {
    measure.x += kBar + notice_padding;
    measure.width -= kBar + notice_padding * 2;
  }
  std::vector<Strip> strips = set_lines(setting, words, measure);
  if (strips.empty()) return {};
  if (is_notice) {
    for (Item& item : strips.front().items) shift(item, -(notice_padding * 3 / 4));
    strips.front().height += notice_padding * 3 / 4;
    strips.back().height += notice_padding * 3 / 4;
    for (Strip& strip : strips) {
      draw_behind(strip, area.x, area.width, theme.fill);
      strip.items.insert(strip.items.begin() + 1, artifact(area.x, -strip.height, kBar, strip.height, theme.accent));
      for (NumberSlot& slot : strip.numbers) ++slot.item;
    }
  }
  if (is_term) {
    for (Strip& strip : strips) strip.keep_next = true;
  }
  if (!paragraph.anchor.empty()) strips.front().anchors.push_back(paragraph.anchor);
  galley.add(std::move(strips), style.before, is_term ? Length::points(1) : style.after);
  return {};
}

Result<void> set_list(Setting& setting, const flow::List& list, const std::string& lang, const Area& area,
                      Galley& galley) {
  Element& element = setting.open(ElementRole::List, area.parent, lang);
  element.ordered = list.ordered;
  const ElementId list_id = element.id;
  const model::TextStyle& style = *area.body;
  const Face face = area.bold ? Face::Bold : Face::Regular;
  // What stands in a list belongs together more closely than paragraphs do.
  model::TextStyle tight = style;
  if (area.list_depth == 0) tight.after = style.after / 2;

  Length indent = kListIndent;
  std::vector<std::string> labels;
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    const std::string bullet = area.list_depth % 2 == 0 ? "•" : "–";
    labels.push_back(list.ordered ? std::to_string(list.start + static_cast<std::int32_t>(i)) + "." : bullet);
    const SetWords label = TRY(set_words(setting, labels.back() + " ", face, style.size, style.colour));
    indent = std::max(indent, label.width + Length::points(4));
  }
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    const ElementId item = setting.open(ElementRole::ListItem, list_id).id;
    const ElementId label = setting.open(ElementRole::Label, item).id;
    const ElementId body = setting.open(ElementRole::ListBody, item).id;
    Area inner = area;
    inner.x += indent;
    inner.width -= indent;
    inner.parent = body;
    inner.body = &tight;
    inner.list_depth = static_cast<std::uint8_t>(area.list_depth + 1);
    Galley item_galley;
    TRY(set_blocks(setting, list.items[i].blocks, inner, item_galley));
    if (item_galley.strips.empty()) continue;
    TRY(put_before(setting, item_galley.strips.front(), labels[i] + " ", face, style, area.x, label));
    const Length before = item_galley.strips.front().before;
    const bool last = i + 1 == list.items.size();
    galley.add(std::move(item_galley.strips), before, last ? style.after : tight.after);
  }
  return {};
}

Result<void> set_figure(Setting& setting, const flow::Figure& figure, const std::string& lang, const Area& area,
                        Galley& galley) {
  auto known = setting.picture_of_key.find(figure.media);
  if (known == setting.picture_of_key.end()) {
    const std::string bytes = TRY(setting.media(figure.media));
    auto picture = std::make_shared<const media::Picture>(TRY(media::decode(bytes, figure.media)));
    ReadPicture read{.picture = picture, .width = picture->width, .height = picture->height};
    known = setting.picture_of_key.emplace(figure.media, static_cast<std::uint32_t>(setting.pictures.size())).first;
    setting.pictures.push_back(std::move(read));
  }
  const ReadPicture& picture = setting.pictures[known->second];
  // A pixel is 1/96 inch where there is room; never larger.
  Length width = std::min(Length::millipoints(std::int64_t{picture.width} * 750), area.width);
  Length height = width * picture.height / picture.width;
  const Length tallest = setting.text_height() * 6 / 10;
  if (height > tallest) {
    height = tallest;
    width = height * picture.width / picture.height;
  }
  Element& element = setting.open(ElementRole::Figure, area.parent, lang);
  element.alt = figure.alt;
  const ElementId id = element.id;
  Strip strip;
  strip.height = height;
  strip.items.push_back({.owner = {.element = id},
                         .content = PlacedPicture{
                             .picture = known->second, .x = area.x, .y = -height, .width = width, .height = height}});
  std::vector<Strip> strips;
  strips.push_back(std::move(strip));
  galley.add(std::move(strips), area.body->after, area.body->after);
  return set_caption(setting, figure.caption, id, area, galley);
}

Result<void> set_quote(Setting& setting, const flow::Quote& quote, const std::string& lang, const Area& area,
                       Galley& galley) {
  Area inner = area;
  inner.x += kQuoteIndent;
  inner.width -= kQuoteIndent;
  inner.parent = setting.open(ElementRole::Quote, area.parent, lang).id;
  Galley quoted;
  TRY(set_blocks(setting, quote.blocks, inner, quoted));
  if (quoted.strips.empty()) return {};
  const Length before = quoted.strips.front().before;
  close_gaps(quoted.strips, 0);
  for (Strip& strip : quoted.strips) draw_behind(strip, area.x, Length::points(2), setting.theme.rule);
  galley.add(std::move(quoted.strips), before, quoted.after);
  return {};
}

}  // namespace

Element& Setting::open(ElementRole role, ElementId parent, const std::string& lang) {
  Element& element = new_elements.emplace_back();
  element.id = next_element++;
  element.parent = parent;
  element.role = role;
  element.lang = lang;
  return element;
}

void shift(Item& item, Length up) {
  std::visit([up](auto& content) { content.y += up; }, item.content);
}

std::string plain(const flow::Runs& runs) {
  std::string out;
  for (const flow::Run& run : runs) {
    if (run.kind == flow::RunKind::Text) out += run.text;
    if (run.kind == flow::RunKind::LineBreak) out += ' ';
  }
  constexpr std::string_view kSoftHyphen = "\xC2\xAD";
  for (std::size_t i = out.find(kSoftHyphen); i != std::string::npos; i = out.find(kSoftHyphen, i)) {
    out.erase(i, kSoftHyphen.size());
  }
  return out;
}

void Galley::add(std::vector<Strip> block, Length space_before, Length space_after) {
  if (block.empty()) return;
  block.front().before = std::max(after, space_before);
  after = space_after;
  if (strips.empty()) {
    strips = std::move(block);
  } else {
    strips.insert(strips.end(), std::make_move_iterator(block.begin()), std::make_move_iterator(block.end()));
  }
}

Result<void> Galley::let_go() {
  if (!outlet || strips.empty()) return {};
  return outlet(std::exchange(strips, {}));
}

Length Galley::height() const {
  Length sum;
  for (std::size_t i = 0; i < strips.size(); ++i) sum += strips[i].height + (i == 0 ? Length() : strips[i].before);
  return sum;
}

const model::TextStyle& heading_style(const model::Theme& theme, std::uint8_t level) {
  if (theme.headings.empty()) return theme.body;
  return theme.headings[std::min<std::size_t>(level == 0 ? 0 : level - 1u, theme.headings.size() - 1)];
}

void draw_behind(Strip& strip, Length x, Length width, model::Colour colour) {
  strip.items.insert(strip.items.begin(), artifact(x, -strip.height, width, strip.height, colour));
  for (NumberSlot& slot : strip.numbers) ++slot.item;
}

Result<void> put_before(Setting& setting, Strip& first, std::string_view words, Face face,
                        const model::TextStyle& style, Length x, ElementId element) {
  SetWords set = TRY(set_words(setting, words, face, style.size, style.colour));
  // On the baseline of the line's own text, which may lie lower than the strip's edge lets expect.
  Length y = -baseline(style.leading);
  for (const Item& item : first.items) {
    if (const auto* run = std::get_if<GlyphRun>(&item.content); run != nullptr && run->size == style.size) {
      y = run->y;
      break;
    }
  }
  std::vector<Item> items;
  add_words(items, std::move(set), x, y, {.element = element});
  for (NumberSlot& slot : first.numbers) slot.item += items.size();
  first.items.insert(first.items.begin(), std::make_move_iterator(items.begin()), std::make_move_iterator(items.end()));
  return {};
}

Result<Inline> shape_in_style(Setting& setting, const flow::Runs& runs, const model::TextStyle& style,
                              ElementId element, const Area& area) {
  return shape_runs(setting, runs,
                    {.element = element,
                     .lang = area.lang,
                     .size = style.size,
                     .colour = style.colour,
                     .bold = style.bold,
                     .mark = area.mark});
}

Result<void> set_caption(Setting& setting, const flow::Runs& caption, ElementId figure, const Area& area,
                         Galley& galley) {
  if (caption.empty()) return {};
  const model::TextStyle& style = setting.theme.caption;
  const ElementId id = setting.open(ElementRole::Caption, figure).id;
  Inline words = TRY(shape_in_style(setting, caption, style, id, area));
  galley.strips.back().keep_next = true;
  galley.after = style.before;
  galley.add(set_lines(setting, words, {.x = area.x, .width = area.width, .leading = style.leading}), style.before,
             style.after);
  return {};
}

Result<Galley> set_note(Setting& setting, std::uint32_t note) {
  const bool at_end = setting.flow.note_placement == flow::NotePlacement::End;
  model::TextStyle style = at_end ? setting.theme.body : setting.theme.note;
  const Length left = setting.theme.margin_left;
  const Length indent = Length::points(at_end ? 27 : 16);
  const std::string number = std::to_string(note + 1);
  const ElementId id = setting.open(ElementRole::Note, kRoot).id;
  ElementId label = setting.open(ElementRole::Label, id).id;
  if (at_end) label = setting.open(ElementRole::Link, label).id;
  const Area area{.x = left + indent, .width = setting.text_width() - indent, .parent = id, .body = &style};
  Galley galley;
  TRY(set_blocks(setting, setting.flow.notes[note].blocks, area, galley));
  if (galley.strips.empty()) return galley;
  Strip& first = galley.strips.front();
  if (at_end) style.colour = setting.theme.accent;
  TRY(put_before(setting, first, number + " ", Face::Regular, style, left, label));
  if (at_end) {
    LinkArea back;
    back.x = left;
    back.y = -style.leading;
    back.width = indent;
    back.height = style.leading;
    back.target = "#" + note_reference(note);
    back.description = render(msg("Back to the text at note {0}", number), setting.language());
    first.items.emplace_back().owner.element = label;
    first.items.back().content = std::move(back);
  }
  first.anchors.push_back("note:" + number);
  return galley;
}

namespace {

/// In the middle of a line of the text.
void set_rule(const Setting& setting, const Area& area, Galley& galley) {
  const Length line = Length::millipoints(500);
  Strip strip;
  strip.height = area.body->leading;
  strip.items.push_back(artifact(area.x, -(strip.height + line) / 2, area.width, line, setting.theme.rule));
  galley.add({std::move(strip)}, area.body->before, area.body->after);
}

Result<void> set_content(Setting& setting, const flow::Block& block, const Area& area, Galley& galley) {
  struct Visitor {
    Setting& setting;
    const flow::Block& block;
    const Area& area;
    Galley& galley;
    Result<void> operator()(const flow::Heading& heading) const {
      return set_heading(setting, heading, block.lang, area, galley);
    }
    Result<void> operator()(const flow::Paragraph& paragraph) const {
      return set_paragraph(setting, paragraph, block.lang, area, galley);
    }
    Result<void> operator()(const flow::List& list) const { return set_list(setting, list, block.lang, area, galley); }
    Result<void> operator()(const flow::Table& table) const {
      return set_table(setting, table, block.lang, area, galley);
    }
    Result<void> operator()(const flow::Figure& figure) const {
      return set_figure(setting, figure, block.lang, area, galley);
    }
    Result<void> operator()(const flow::Drawing& drawing) const {
      return set_drawing(setting, drawing, block.lang, area, galley);
    }
    Result<void> operator()(const flow::Quote& quote) const {
      return set_quote(setting, quote, block.lang, area, galley);
    }
    Result<void> operator()(const flow::Code& code) const { return set_code(setting, code, block.lang, area, galley); }
    Result<void> operator()(const flow::Rule&) const {
      set_rule(setting, area, galley);
      return {};
    }
    Result<void> operator()(const flow::Contents& contents) const {
      return set_contents(setting, contents, area, galley);
    }
    Result<void> operator()(const flow::PageBreak&) const { return {}; }  // the main loop's; nothing inside a cell
  };
  if (block.lang.empty()) return std::visit(Visitor{setting, block, area, galley}, block.content);
  Area inner = area;
  inner.lang = block.lang;
  return std::visit(Visitor{setting, block, inner, galley}, block.content);
}

}  // namespace

Result<void> set_block(Setting& setting, const flow::Block& block, const Area& area, Galley& galley) {
  if (!block.changed) return set_content(setting, block, area, galley);
  Galley changed;
  TRY(set_content(setting, block, area, changed));
  if (changed.strips.empty()) return {};
  // In the page's margin, however deep inside the block stands.
  const Length x = std::max(setting.theme.margin_left - kChangeBarGap, Length());
  for (std::size_t i = 0; i < changed.strips.size(); ++i) {
    Strip& strip = changed.strips[i];
    const Length above = i == 0 ? Length() : strip.before;
    strip.items.push_back(artifact(x, -strip.height, kChangeBarWidth, strip.height + above, setting.theme.body.colour));
  }
  const Length before = changed.strips.front().before;
  galley.add(std::move(changed.strips), before, changed.after);
  return {};
}

Result<void> set_blocks(Setting& setting, const flow::Blocks& blocks, const Area& area, Galley& galley) {
  for (const flow::Block& block : blocks) TRY(set_block(setting, block, area, galley));
  return {};
}

}  // namespace zielbaum::typeset
