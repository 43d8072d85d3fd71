// Blocks -> paragraphs and tables.
#include <algorithm>

#include "docx/writing_internal.h"

namespace zielbaum::docx {

namespace {

bool is_table(pugi::xml_node node) {
  return std::string_view(node.name()) == "w:tbl";
}

const char* style_of(flow::ParagraphRole role, const Area& area) {
  switch (role) {
    case flow::ParagraphRole::Body:
      return area.style;
    case flow::ParagraphRole::Title:
      return "Title";
    case flow::ParagraphRole::Subtitle:
      return "Subtitle";
    case flow::ParagraphRole::Notice:
      return "Notice";
    case flow::ParagraphRole::Small:
      return "Small";
    case flow::ParagraphRole::Term:
      return "Term";
  }
  return area.style;
}

/// A list or a table begins with no paragraph of its own that could bear the number of an item.
bool begins_with_paragraph(const flow::Blocks& blocks) {
  return !blocks.empty() && !std::holds_alternative<flow::List>(blocks.front().content) &&
         !std::holds_alternative<flow::Table>(blocks.front().content) &&
         !std::holds_alternative<flow::PageBreak>(blocks.front().content);
}

std::string number_of(const flow::Heading& heading) {
  return heading.number.empty() || heading.runs.empty() ? heading.number : heading.number + " ";
}

Result<void> write_list(Writing& writing, const Area& area, const flow::List& list) {
  const ListPlace place = writing.numbering.place(list, area.list_depth);
  Area inside = area;
  inside.list_depth = place.depth + 1;
  inside.indent = inside.list_depth * kListIndent;
  if (*area.style == '\0') inside.style = "ListParagraph";
  for (const flow::ListItem& item : list.items) {
    writing.pending.item = place;
    if (!begins_with_paragraph(item.blocks)) open_paragraph(writing, inside, {.style = inside.style});
    TRY(write_blocks(writing, inside, item.blocks));
  }
  return {};
}

/// One kind of block each.
struct BlockWriter {
  Writing& writing;
  const Area& area;

  Result<void> operator()(const flow::Heading& heading) const {
    writing.pending.page_break |= heading.opens_page && area.parent.first_child();
    if (!heading.anchor.empty()) writing.pending.bookmarks.push_back(bookmark_name(heading.anchor));
    const int level = std::clamp<int>(heading.level, 1, 9);
    const pugi::xml_node paragraph = open_paragraph(writing, area, {.style = "Heading" + std::to_string(level)});
    Area bold = area;
    bold.bold = true;
    write_words(bold, number_of(heading), paragraph);
    write_runs(writing, bold, heading.runs, paragraph);
    return {};
  }
  Result<void> operator()(const flow::Paragraph& paragraph) const {
    if (!paragraph.anchor.empty()) writing.pending.bookmarks.push_back(bookmark_name(paragraph.anchor));
    const ParagraphLook look{.style = style_of(paragraph.role, area), .keep_with_next = area.keep_with_next};
    write_runs(writing, area, paragraph.runs, open_paragraph(writing, area, look));
    return {};
  }
  Result<void> operator()(const flow::List& list) const { return write_list(writing, area, list); }
  Result<void> operator()(const flow::Table& table) const {
    if (is_table(area.parent.last_child())) end_with_paragraph(writing, area);  // or Word makes one of them
    return write_table(writing, area, table);
  }
  Result<void> operator()(const flow::Figure& figure) const { return write_figure(writing, area, figure); }
  Result<void> operator()(const flow::Drawing& drawing) const {
    write_words(area, drawing.alt, open_paragraph(writing, area, {.style = "Small"}));
    write_caption(writing, area, drawing.caption, Caption::Below);
    return {};
  }
  Result<void> operator()(const flow::Quote& quote) const {
    Area inside = area;
    inside.style = "Quote";
    return write_blocks(writing, inside, quote.blocks);
  }
  Result<void> operator()(const flow::Code& code) const {
    write_words(area, code.text, open_paragraph(writing, area, {.style = "Code"}));
    return {};
  }
  Result<void> operator()(const flow::Rule&) const {
    open_paragraph(writing, area, {.style = "Rule"});
    return {};
  }
  Result<void> operator()(const flow::Contents& contents) const {
    write_contents(writing, area, contents);
    return {};
  }
  Result<void> operator()(const flow::PageBreak&) const {
    writing.pending.page_break = static_cast<bool>(area.parent.first_child());
    return {};
  }
};

}  // namespace

pugi::xml_node open_paragraph(Writing& writing, const Area& area, const ParagraphLook& look) {
  const Pending pending = std::exchange(writing.pending, {});
  const bool below_table = is_table(area.parent.last_child());
  const pugi::xml_node paragraph = add(area.parent, "w:p");
  pugi::xml_node properties = add(paragraph, "w:pPr");
  if (!look.style.empty()) add_value(properties, "w:pStyle", look.style);
  if (look.keep_with_next) add(properties, "w:keepNext");
  if (pending.page_break) add(properties, "w:pageBreakBefore");
  if (pending.item) {
    const pugi::xml_node item = add(properties, "w:numPr");
    add_value(item, "w:ilvl", std::to_string(pending.item->depth));
    add_value(item, "w:numId", std::to_string(pending.item->list));
  }
  // Tables have no space below them; headings bring their own.
  if (below_table && !look.style.starts_with("Heading")) {
    add(properties, "w:spacing", {{"w:before", std::to_string(kSpaceAfterTable)}});
  }
  if (!pending.item && area.indent > 0) add(properties, "w:ind", {{"w:left", std::to_string(area.indent)}});
  if (area.align != flow::Align::Left) {
    add_value(properties, "w:jc", area.align == flow::Align::Right ? "right" : "center");
  }
  if (!properties.first_child()) pugi::xml_node(paragraph).remove_child(properties);
  for (const std::string& name : pending.bookmarks) {
    open_bookmark(writing, paragraph, name);
    close_bookmark(writing, paragraph);
  }
  if (pending.note) {
    const NoteNames names = note_names(writing.flow);
    const pugi::xml_node number = add(paragraph, "w:r");
    add_value(add(number, "w:rPr"), "w:rStyle", names.capitalised + "Reference");
    add(number, ("w:" + names.singular + "Ref").c_str());
    write_text(add(paragraph, "w:r"), " ");
  }
  return paragraph;
}

void write_caption(Writing& writing, const Area& area, const flow::Runs& caption, Caption place) {
  if (caption.empty()) return;
  Area bold = area;
  bold.bold = true;
  const ParagraphLook look{.style = "Caption", .keep_with_next = place == Caption::Above};
  write_runs(writing, bold, caption, open_paragraph(writing, area, look));
}

void end_with_paragraph(Writing& writing, const Area& area) {
  if (area.parent.last_child() && std::string_view(area.parent.last_child().name()) == "w:p") return;
  open_paragraph(writing, area, {.style = area.style});
}

Result<void> write_blocks(Writing& writing, const Area& area, const flow::Blocks& blocks) {
  const bool listed = writing.has_contents && &blocks == &writing.flow.blocks;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const flow::Block& block = blocks[i];
    if (listed && std::holds_alternative<flow::Heading>(block.content)) {
      writing.pending.bookmarks.push_back(contents_bookmark(i));
    }
    Area inside = area;
    if (!block.lang.empty()) inside.lang = block.lang.text();
    TRY(std::visit(BlockWriter{writing, inside}, block.content));
  }
  return {};
}

void write_contents(Writing& writing, const Area& area, const flow::Contents& contents) {
  if (!contents.title.empty()) {
    write_words(area, contents.title, open_paragraph(writing, area, {.style = "ContentsHeading"}));
  }
  pugi::xml_node last;
  for (std::size_t i = 0; i < writing.flow.blocks.size(); ++i) {
    const auto* const heading = std::get_if<flow::Heading>(&writing.flow.blocks[i].content);
    if (heading == nullptr || !heading->in_contents || heading->level > contents.depth) continue;
    const bool first = !last;
    last = open_paragraph(writing, area, {.style = "TOC" + std::to_string(std::clamp<int>(heading->level, 1, 6))});
    if (first) {
      open_field("TOC \\o \"1-" + std::to_string(contents.depth) + "\" \\h \\z", Freshness::Fresh, last);
    }
    const pugi::xml_node link = add(last, "w:hyperlink", {{"w:anchor", contents_bookmark(i)}});
    flow::Runs runs = heading->runs;
    std::erase_if(runs, [](const flow::Run& run) { return run.kind == flow::RunKind::NoteMark; });
    for (flow::Run& run : runs) run.link.clear();  // no link stands inside another
    write_words(area, number_of(*heading), link);
    write_runs(writing, area, runs, link);
    write_text(add(link, "w:r"), "\t");
    write_field("PAGEREF " + contents_bookmark(i), "", Freshness::Dirty, link);
  }
  if (last) close_field(last);
}

}  // namespace zielbaum::docx
