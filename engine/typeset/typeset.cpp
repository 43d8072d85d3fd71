#include "typeset/typeset.h"

#include "typeset/pager_internal.h"

namespace zielbaum::typeset {

namespace {

/// How far below the upper margin a cover's title stands.
constexpr Length kCoverDrop = Length::millimetres(62);
constexpr Length kCoverBarWidth = Length::millimetres(36);
constexpr Length kCoverBarHeight = Length::points(6);

/// Whether the Flow begins with a cover: nothing but paragraphs, the first a title, up to a page break.
bool has_cover(const flow::Flow& flow) {
  bool first = true;
  for (const flow::Block& block : flow.blocks) {
    if (std::holds_alternative<flow::PageBreak>(block.content)) return !first;
    const auto* paragraph = std::get_if<flow::Paragraph>(&block.content);
    if (paragraph == nullptr || (first && paragraph->role != flow::ParagraphRole::Title)) return false;
    first = false;
  }
  return !first;
}

Strip cover_bar(const Setting& setting) {
  Strip strip;
  strip.height = kCoverDrop;
  strip.keep_next = true;
  strip.items.push_back(artifact(setting.theme.margin_left, -(kCoverDrop - Length::points(14)), kCoverBarWidth,
                                 kCoverBarHeight, setting.theme.accent));
  return strip;
}

std::vector<Bookmark> name_headings(Setting& setting) {
  std::vector<Bookmark> bookmarks;
  std::uint32_t count = 0;
  for (const flow::Block& block : setting.flow.blocks) {
    const auto* heading = std::get_if<flow::Heading>(&block.content);
    if (heading == nullptr) continue;
    ++count;
    std::string anchor = heading->anchor.empty() ? "heading:" + std::to_string(count) : heading->anchor;
    if (heading->in_bookmarks) {
      std::string title = plain(flow::listed_words(*heading));
      if (!heading->number.empty()) title = heading->number + " " + title;
      bookmarks.push_back({.level = heading->level, .title = std::move(title), .anchor = anchor});
    }
    setting.anchor_of_heading.emplace(heading, std::move(anchor));
  }
  return bookmarks;
}

/// Says where in the text something could not be set, below which heading, unless the place is known better.
Error near_heading(Error failed, const flow::Heading* heading) {
  if (heading == nullptr || !failed.place.node.empty()) return failed;
  failed.place.node = heading->anchor;
  failed.place.title = plain(heading->runs);
  return failed;
}

Error broken_flow(std::string_view what) {
  return error(ErrorKind::Invalid, "broken-flow", msg("The pages cannot be set: {0}", what));
}

/// Checks what would otherwise be read out of bounds later, wherever runs stand.
struct NoteMarkCheck {
  std::size_t notes;
  [[nodiscard]] bool good(const flow::Runs& runs) const {
    for (const flow::Run& run : runs) {
      if (run.kind == flow::RunKind::NoteMark && run.note >= notes) return false;
    }
    return true;
  }
  [[nodiscard]] bool good(const flow::Blocks& blocks) const {
    for (const flow::Block& block : blocks) {
      if (!std::visit([this](const auto& content) { return good(content); }, block.content)) return false;
    }
    return true;
  }
  [[nodiscard]] bool good(const flow::Heading& heading) const { return good(heading.runs); }
  [[nodiscard]] bool good(const flow::Paragraph& paragraph) const { return good(paragraph.runs); }
  [[nodiscard]] bool good(const flow::Figure& figure) const { return good(figure.caption); }
  [[nodiscard]] bool good(const flow::Drawing& drawing) const { return good(drawing.caption); }
  [[nodiscard]] bool good(const flow::Quote& quote) const { return good(quote.blocks); }
  [[nodiscard]] bool good(const flow::List& list) const {
    for (const flow::ListItem& item : list.items) {
      if (!good(item.blocks)) return false;
    }
    return true;
  }
  [[nodiscard]] bool good(const flow::Table& table) const {
    for (const std::vector<flow::Row>* rows : {&table.header, &table.rows}) {
      for (const flow::Row& row : *rows) {
        for (const flow::Cell& cell : row.cells) {
          if (!good(cell.blocks)) return false;
        }
      }
    }
    return good(table.caption);
  }
  [[nodiscard]] bool good(const flow::Code&) const { return true; }
  [[nodiscard]] bool good(const flow::Rule&) const { return true; }
  [[nodiscard]] bool good(const flow::Contents&) const { return true; }
  [[nodiscard]] bool good(const flow::PageBreak&) const { return true; }
};

}  // namespace

Result<Summary> typeset(flow::Flow flow, const model::Theme& theme, Fonts& fonts, const ReadMedia& media,
                        PageSink& sink) {
  const NoteMarkCheck check{flow.notes.size()};
  bool notes_are_good = check.good(flow.blocks);
  for (const flow::Note& note : flow.notes) notes_are_good = notes_are_good && check.good(note.blocks);
  if (!notes_are_good) return broken_flow("a footnote is marked that does not exist");

  const bool landscape = flow.orientation == flow::Orientation::Landscape;
  Setting setting{.flow = flow,
                  .theme = theme,
                  .fonts = fonts.impl(),
                  .media = media,
                  .page_width = landscape ? theme.page_height : theme.page_width,
                  .page_height = landscape ? theme.page_width : theme.page_height,
                  .new_elements = {},
                  .pictures = {},
                  .picture_of_key = {},
                  .anchor_of_heading = {}};
  if (setting.text_width() <= Length::points(50) || setting.text_height() <= Length::points(100)) {
    return error(ErrorKind::Invalid, "page-too-small", msg("The theme's margins leave no room for text"));
  }
  setting.open(ElementRole::Document, kNoElement);
  Summary summary;
  summary.bookmarks = name_headings(setting);

  Pager pager(setting, sink);
  const Area area{.x = theme.margin_left, .width = setting.text_width(), .body = &theme.body};
  if (has_cover(flow)) {
    std::vector<Strip> bar;
    bar.push_back(cover_bar(setting));
    TRY(pager.add(std::move(bar)));
  }
  Galley galley;
  galley.outlet = [&pager](std::vector<Strip> strips) { return pager.add(std::move(strips)); };
  bool under_heading = false;
  const flow::Heading* last_heading = nullptr;
  for (flow::Block& block : flow.blocks) {
    if (std::holds_alternative<flow::PageBreak>(block.content)) {
      TRY(pager.break_chapter());
      galley.after = {};
      under_heading = false;
      continue;
    }
    if (const auto* heading = std::get_if<flow::Heading>(&block.content)) last_heading = heading;
    if (Result<void> set = set_block(setting, block, area, galley); !set) {
      return near_heading(std::move(set).error(), last_heading);
    }
    if (galley.strips.empty()) continue;
    // A small line under a heading ("Mustertext") belongs to it: what follows must stand on the same page.
    const auto* paragraph = std::get_if<flow::Paragraph>(&block.content);
    if (under_heading && paragraph != nullptr && paragraph->role == flow::ParagraphRole::Small) {
      for (Strip& strip : galley.strips) strip.keep_next = true;
    }
    under_heading = std::holds_alternative<flow::Heading>(block.content);
    if (Result<void> added = galley.let_go(); !added) {
      return near_heading(std::move(added).error(), last_heading);  // a footnote
    }
    // Headings stay: a contents list may follow.
    if (!under_heading) block.content = flow::PageBreak{};
  }
  if (flow.note_placement == flow::NotePlacement::End) {
    for (std::uint32_t note = 0; note < flow.notes.size(); ++note) {
      Galley set = TRY(set_note(setting, note));
      if (set.strips.empty()) continue;
      const Length before = set.strips.front().before;
      galley.add(std::move(set.strips), before, set.after);
      TRY(galley.let_go());
    }
  }
  TRY(pager.finish());
  summary.pages = pager.pages();
  summary.destinations = pager.destinations();
  if (summary.pages == 0) return broken_flow("there is nothing to print");
  return summary;
}

}  // namespace zielbaum::typeset
