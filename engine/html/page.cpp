#include <algorithm>
#include <optional>
#include <utility>

#include "html/changes_internal.h"
#include "html/drawing_internal.h"
#include "html/html.h"

namespace zielbaum::html {

namespace {

// Identifiers of our own begin with an underscore, which no node id does.
constexpr std::string_view kMain = "_main";
constexpr std::string_view kSame = "same";  ///< class of what did not change

std::string attribute(std::string_view name, std::string_view value) {
  if (value.empty()) return {};
  return " " + std::string(name) + "=\"" + escape(value) + "\"";
}

bool may_be_followed(std::string_view link) {
  return link.starts_with('#') || link.starts_with("https://") || link.starts_with("mailto:");
}

std::string words(const flow::Runs& runs) {
  std::string text;
  for (const flow::Run& run : runs) {
    if (run.medium != flow::Medium::Print) text += run.kind == flow::RunKind::LineBreak ? " " : run.text;
  }
  return text;
}

/// A block that is just one paragraph of running text, so that a cell or item need not wrap it in <p>.
const flow::Paragraph* only_paragraph(const flow::Blocks& blocks) {
  if (blocks.size() != 1 || !blocks.front().lang.empty() || blocks.front().changed) return nullptr;
  const auto* const paragraph = std::get_if<flow::Paragraph>(&blocks.front().content);
  const bool plain = paragraph != nullptr && paragraph->role == flow::ParagraphRole::Body && paragraph->anchor.empty();
  return plain ? paragraph : nullptr;
}

/// Whether a cell says nothing but on which page something stands, which means nothing on a screen.
bool is_page_number_only(const flow::Cell& cell) {
  const flow::Paragraph* const paragraph = only_paragraph(cell.blocks);
  return paragraph != nullptr && cell.column_span == 1 && !paragraph->runs.empty() &&
         std::all_of(paragraph->runs.begin(), paragraph->runs.end(),
                     [](const flow::Run& run) { return run.kind == flow::RunKind::PageNumber && run.text.empty(); });
}

bool ends_with_page_numbers(const flow::Table& table) {
  return table.role == flow::TableRole::Listing && !table.rows.empty() &&
         std::all_of(table.rows.begin(), table.rows.end(), [](const flow::Row& row) {
           return row.cells.size() > 1 && is_page_number_only(row.cells.back());
         });
}

class Writer {
 public:
  Writer(const flow::Flow& flow, const MediaAddress& media)
      : flow_(flow),
        media_(media),
        language_(interface_language(flow.metadata.lang)),
        uses_(flow.notes.size(), 0),
        levels_above_(levels_above()) {
    const bool has_contents = std::any_of(flow.blocks.begin(), flow.blocks.end(), [](const flow::Block& block) {
      return std::holds_alternative<flow::Contents>(block.content);
    });
    if (has_contents &&
        std::any_of(flow.blocks.begin(), flow.blocks.end(), [](const flow::Block& block) { return has_change(block); }))
      changes_ = map_changes(flow);
  }

  /// Whether the page leads from change to change beside a list of its headings.
  bool is_review() const { return changes_.has_value(); }

  Result<std::string> body() {
    std::string out =
        "<a class=\"skip\" href=\"#" + std::string(kMain) + "\">" + say(msg("Skip to the text")) + "</a>\n<header>\n";
    if (!has_title()) out += "<h1" + title_id() + ">" + escape(flow_.metadata.title) + "</h1>\n";
    const std::size_t front = front_matter();
    for (std::size_t i = 0; i < flow_.blocks.size(); ++i) {
      if (i == front) out += open_main();
      if (i == 0 && repeats_title()) continue;
      if (is_review() && i + 1 == front) out += "</header>\n";
      if (is_review() && i >= front) out += step_line(*changes_, i, language_);
      write(flow_.blocks[i], i, out);
    }
    if (front >= flow_.blocks.size()) out += open_main();
    out += endnotes();
    out += "</main>\n";
    if (failure_) return *failure_;
    return out;
  }

 private:
  std::string say(const Message& message) const { return escape(render(message, language_)); }

  /// The title of the whole is the h1, and stands above all headings; but it can be the one of level 1 itself.
  int levels_above() const {
    const auto is_chapter = [](const flow::Block& block) {
      const auto* const heading = std::get_if<flow::Heading>(&block.content);
      return heading != nullptr && heading->level == 1;
    };
    return repeats_title() && std::count_if(flow_.blocks.begin(), flow_.blocks.end(), is_chapter) == 1 ? 0 : 1;
  }

  std::string open_main() const {
    return (is_review() ? "" : "</header>\n") + ("<main id=\"" + std::string(kMain)) + "\" tabindex=\"-1\">\n";
  }

  static bool is_title(const flow::Block& block) {
    const auto* const paragraph = std::get_if<flow::Paragraph>(&block.content);
    return paragraph != nullptr && paragraph->role == flow::ParagraphRole::Title;
  }
  bool has_title() const { return std::any_of(flow_.blocks.begin(), flow_.blocks.end(), is_title); }

  /// Whether the text opens with the title as its heading, which then stands as the h1 already.
  bool repeats_title() const {
    if (has_title() || flow_.blocks.empty()) return false;
    const auto* const heading = std::get_if<flow::Heading>(&flow_.blocks.front().content);
    return heading != nullptr && heading->level == 1 && heading->number.empty() &&
           words(heading->runs) == flow_.metadata.title;
  }

  /// Links and the contents list lead to the heading that the h1 stands for.
  std::string title_id() const {
    if (!repeats_title()) return {};
    return attribute("id", heading_id(std::get<flow::Heading>(flow_.blocks.front().content), 0));
  }

  /// How many blocks stand before the text itself: all down to the contents list, or else the paragraphs of the cover.
  std::size_t front_matter() const {
    const auto& blocks = flow_.blocks;
    const auto contents = std::find_if(blocks.begin(), blocks.end(), [](const flow::Block& block) {
      return std::holds_alternative<flow::Contents>(block.content);
    });
    if (contents != blocks.end()) return static_cast<std::size_t>(contents - blocks.begin()) + 1;
    if (!has_title()) return 0;
    const auto first = std::find_if(blocks.begin(), blocks.end(), [](const flow::Block& block) {
      return !std::holds_alternative<flow::Paragraph>(block.content);
    });
    return static_cast<std::size_t>(first - blocks.begin());
  }

  // ---- runs ----

  void write(const flow::Runs& runs, std::string& out) {
    for (auto run = runs.begin(); run != runs.end();) {
      const flow::Mark mark = run->mark;
      const auto end = std::find_if(run, runs.end(), [&](const flow::Run& next) { return next.mark != mark; });
      open_mark(mark, out);
      while (run != end) {
        const auto link_end = std::find_if(run, end, [&](const flow::Run& next) { return !same_link(*run, next); });
        write_linked(run, link_end, out);
        run = link_end;
      }
      close_mark(mark, out);
    }
  }

  static bool same_link(const flow::Run& a, const flow::Run& b) {
    return a.link == b.link && (a.kind == flow::RunKind::NoteMark) == (b.kind == flow::RunKind::NoteMark);
  }

  void open_mark(flow::Mark mark, std::string& out) const {
    if (mark == flow::Mark::None) return;
    out += mark == flow::Mark::Inserted ? "<ins>" + unseen(msg("inserted: ")) : "<del>" + unseen(msg("struck out: "));
  }
  void close_mark(flow::Mark mark, std::string& out) const {
    if (mark == flow::Mark::None) return;
    out += unseen(msg(" (end)"));
    out += mark == flow::Mark::Inserted ? "</ins>" : "</del>";
  }
  std::string unseen(const Message& message) const { return "<span class=\"unseen\">" + say(message) + "</span>"; }

  template <typename Iterator>
  void write_linked(Iterator begin, Iterator end, std::string& out) {
    const bool linked = may_be_followed(begin->link) && begin->kind != flow::RunKind::NoteMark &&
                        std::any_of(begin, end, [](const flow::Run& run) {
                          return run.medium != flow::Medium::Print && !run.text.empty();
                        });
    if (linked) out += "<a" + attribute("href", begin->link) + ">";
    for (; begin != end; ++begin) write(*begin, out);
    if (linked) out += "</a>";
  }

  void write(const flow::Run& run, std::string& out) {
    if (run.medium == flow::Medium::Print) return;
    switch (run.kind) {
      case flow::RunKind::LineBreak:
        out += "<br>\n";
        return;
      case flow::RunKind::NoteMark:
        write_note_mark(run, out);
        return;
      case flow::RunKind::Text:
      case flow::RunKind::PageNumber:
        break;
    }
    if (run.text.empty()) return;
    if (!run.lang.empty()) out += "<span" + attribute("lang", run.lang.text()) + ">";
    if (run.strong) out += "<strong>";
    if (run.emphasis) out += "<em>";
    if (run.code) out += "<code>";
    if (!run.expansion.empty()) out += "<abbr" + attribute("title", run.expansion.text()) + ">";
    out += escape(run.text);
    if (!run.expansion.empty()) out += "</abbr>";
    if (run.code) out += "</code>";
    if (run.emphasis) out += "</em>";
    if (run.strong) out += "</strong>";
    if (!run.lang.empty()) out += "</span>";
  }

  // ---- notes ----

  static std::string reference_id(std::size_t note, std::uint32_t use) {
    return "_ref-" + std::to_string(note + 1) + (use == 1 ? "" : "-" + std::to_string(use));
  }
  static std::string note_id(std::size_t note) { return "_note-" + std::to_string(note + 1); }

  void write_note_mark(const flow::Run& run, std::string& out) {
    if (run.note >= uses_.size()) return;
    const std::uint32_t use = ++uses_[run.note];
    const std::string number = std::to_string(run.note + 1);
    out += "<sup><a id=\"" + reference_id(run.note, use) + "\" href=\"#" + note_id(run.note) +
           "\" role=\"doc-noteref\" aria-label=\"" + say(msg("Footnote {0}", number)) + "\">" + number + "</a></sup>";
  }

  /// The notes' texts are made first: they may refer to other notes, and each note leads back to all its marks.
  std::string endnotes() {
    if (flow_.notes.empty()) return {};
    std::vector<std::string> texts(flow_.notes.size());
    for (std::size_t i = 0; i < texts.size(); ++i) write_inside(flow_.notes[i].blocks, texts[i]);
    std::string out = "<section class=\"endnotes\" role=\"doc-endnotes\"";
    // Notes that are a chapter have its heading already.
    const flow::Heading* const own =
        flow_.blocks.empty() ? nullptr : std::get_if<flow::Heading>(&flow_.blocks.back().content);
    if (flow_.note_placement == flow::NotePlacement::End && own != nullptr) {
      out += attribute("aria-labelledby", heading_id(*own, flow_.blocks.size() - 1)) + ">\n<ol>\n";
    } else {
      out += " aria-labelledby=\"_notes\">\n<h2 id=\"_notes\">" + say(msg("Footnotes")) + "</h2>\n<ol>\n";
    }
    for (std::size_t i = 0; i < texts.size(); ++i) {
      out += "<li id=\"" + note_id(i) + "\">" + texts[i];
      for (std::uint32_t use = 1; use <= uses_[i]; ++use) {
        const bool once = uses_[i] == 1;  // else the places are told apart
        const Message back = once ? msg("Back to the text at footnote {0}", i + 1)
                                  : msg("Back to the text at footnote {0}, place {1}", i + 1, use);
        out += " <a href=\"#" + reference_id(i, use) + "\" role=\"doc-backlink\" aria-label=\"" + say(back) + "\">↩" +
               (once ? "" : "<sup>" + std::to_string(use) + "</sup>") + "</a>";
      }
      out += "</li>\n";
    }
    return out + "</ol>\n</section>\n";
  }

  // ---- changes ----

  /// The class attribute of the element that a block becomes; those inside of it have their own.
  std::string classes(std::string_view own) {
    std::string all(own);
    const std::string_view mark = std::exchange(mark_, "");
    if (!all.empty() && !mark.empty()) all += ' ';
    return attribute("class", all.append(mark));
  }

  // ---- blocks ----

  void write(const flow::Blocks& blocks, std::string& out) {
    for (const flow::Block& block : blocks) write(block, kInside, out);
  }

  /// Blocks of a cell, item or note: a single paragraph needs no element of its own.
  void write_inside(const flow::Blocks& blocks, std::string& out) {
    if (const flow::Paragraph* const only = only_paragraph(blocks)) {
      write(only->runs, out);
    } else {
      write(blocks, out);
    }
  }

  void write(const flow::Block& block, std::size_t index, std::string& out) {
    mark_ = block.changed ? "changed" : "";
    if (is_review() && index != kInside && !changes_->kept[index]) mark_ = kSame;
    const std::string lang = attribute("lang", block.lang.text());
    std::visit([&](const auto& content) { write(content, lang, index, out); }, block.content);
  }

  /// Headings without an anchor get one from their place, so that the contents list can lead to them.
  static std::string heading_id(const flow::Heading& heading, std::size_t index) {
    if (!heading.anchor.empty() || index == kInside) return heading.anchor;
    return "_heading-" + std::to_string(index);
  }

  void write_words(const flow::Heading& heading, std::string& out) {
    if (!heading.number.empty()) out += "<span class=\"number\">" + escape(heading.number) + "</span> ";
    write(flow::shown_words(heading), out);
  }

  void write(const flow::Heading& heading, const std::string& lang, std::size_t index, std::string& out) {
    const int level = heading.level + levels_above_;
    const std::string tag = "h" + std::to_string(std::min(level, 6));
    out += "<" + tag + attribute("id", heading_id(heading, index)) + lang;
    if (level > 6) out += " aria-level=\"" + std::to_string(level) + "\"";
    out += classes(heading.opens_page ? "opens-page" : "") + ">";
    write_words(heading, out);
    out += "</" + tag + ">\n";
  }

  void write(const flow::Paragraph& paragraph, const std::string& lang, std::size_t, std::string& out) {
    std::string tag = "p";
    std::string of_role;
    switch (paragraph.role) {
      case flow::ParagraphRole::Body:
        break;
      case flow::ParagraphRole::Title:
        if (!title_written_) tag = "h1";
        title_written_ = true;
        break;
      case flow::ParagraphRole::Subtitle:
        of_role = classes("subtitle");
        break;
      case flow::ParagraphRole::Notice:
        of_role = classes("notice") + " role=\"note\"";
        break;
      case flow::ParagraphRole::Small:
        of_role = classes("small");
        break;
      case flow::ParagraphRole::Term:
        of_role = classes("term");
        break;
    }
    if (of_role.empty()) of_role = classes("");
    out += "<" + tag + attribute("id", paragraph.anchor) + lang + of_role + ">";
    write(paragraph.runs, out);
    out += "</" + tag + ">\n";
  }

  void write(const flow::List& list, const std::string& lang, std::size_t, std::string& out) {
    const std::string tag = list.ordered ? "ol" : "ul";
    out += "<" + tag + lang + classes("");
    if (list.ordered && list.start != 1) out += " start=\"" + std::to_string(list.start) + "\"";
    out += ">\n";
    for (const flow::ListItem& item : list.items) {
      out += "<li>";
      write_inside(item.blocks, out);
      out += "</li>\n";
    }
    out += "</" + tag + ">\n";
  }

  void write(const flow::Quote& quote, const std::string& lang, std::size_t, std::string& out) {
    out += "<blockquote" + lang + classes("") + ">\n";
    write(quote.blocks, out);
    out += "</blockquote>\n";
  }

  void write(const flow::Code& code, const std::string& lang, std::size_t, std::string& out) {
    out += "<pre" + lang + classes("") + "><code>" + escape(code.text) + "</code></pre>\n";
  }

  void write(const flow::Rule&, const std::string&, std::size_t, std::string& out) {
    out += "<hr" + classes("") + ">\n";
  }

  void write(const flow::Figure& figure, const std::string& lang, std::size_t, std::string& out) {
    const Result<std::string> address = media_(figure.media);
    if (!address) {
      if (!failure_) failure_ = address.error();
      return;
    }
    out +=
        "<figure" + lang + classes("") + "><img" + attribute("src", *address) + " alt=\"" + escape(figure.alt) + "\">";
    if (!figure.caption.empty()) {
      out += "<figcaption>";
      write(figure.caption, out);
      out += "</figcaption>";
    }
    out += "</figure>\n";
  }

  void write(const flow::Drawing& drawing, const std::string& lang, std::size_t, std::string& out) {
    // On a narrow screen it scrolls sideways, so it can be reached with the keyboard and has a name of its own.
    std::string name = say(msg("Drawing {0}", ++drawings_));
    if (!drawing.caption.empty()) name += ": " + escape(words(drawing.caption));
    out += "<figure" + lang + classes("") + "><div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"" +
           name + "\">" + svg(drawing) + "</div>";
    if (!drawing.caption.empty()) {
      out += "<figcaption>";
      write(drawing.caption, out);
      out += "</figcaption>";
    }
    out += "</figure>\n";
  }

  void write(const flow::PageBreak&, const std::string&, std::size_t, std::string& out) {
    mark_ = "";
    out += "<div class=\"page-break\"></div>\n";
  }

  void write(const flow::Contents& contents, const std::string& lang, std::size_t, std::string& out) {
    mark_ = "";
    out += "<nav class=\"contents\" aria-labelledby=\"_contents\"" + lang + ">\n<h2 id=\"_contents\">" +
           escape(contents.title) + "</h2>\n";
    if (is_review()) out += only_changes_switch(*changes_, language_);
    std::vector<std::uint8_t> open;  // levels of the lists that are open
    for (std::size_t i = 0; i < flow_.blocks.size(); ++i) {
      const auto* const heading = std::get_if<flow::Heading>(&flow_.blocks[i].content);
      if (heading == nullptr || !heading->in_contents || heading->level > contents.depth) continue;
      if (open.empty() || heading->level > open.back()) {
        out += "<ol>\n";
        open.push_back(heading->level);
      } else {
        while (open.size() > 1 && heading->level < open.back() && heading->level <= open[open.size() - 2]) {
          out += "</li>\n</ol>\n";
          open.pop_back();
        }
        out += "</li>\n";
        open.back() = heading->level;
      }
      out += is_review() && !changes_->kept[i] ? "<li class=\"" + std::string(kSame) + "\"><a" : "<li><a";
      out +=
          attribute("href", "#" + heading_id(*heading, i)) + attribute("class", heading->status.empty() ? "" : "told");
      out += ">";
      if (!heading->number.empty()) out += "<span class=\"number\">" + escape(heading->number) + "</span> ";
      write(flow::listed_words(*heading), out);
      out += "</a>";
    }
    for (std::size_t i = 0; i < open.size(); ++i) out += "</li>\n</ol>\n";
    out += "</nav>\n";
  }

  // ---- tables ----

  void write(const flow::Table& table, const std::string& lang, std::size_t, std::string& out) {
    const bool comparison = table.role == flow::TableRole::Comparison;
    const bool scrolls = table.role == flow::TableRole::Plain || table.role == flow::TableRole::Listing;
    if (scrolls) {
      // Regions need names of their own to be told apart; captions may be alike.
      std::string name = say(msg("Table {0}", ++tables_));
      if (!table.caption.empty()) name += ": " + escape(words(table.caption));
      out += "<div" + classes("scroll") + " role=\"region\" tabindex=\"0\" aria-label=\"" + name + "\">";
    }
    if (comparison) {
      row_steps_ = map_changes(table);
      if (count_of(row_steps_) < 2) row_steps_.clear();
      out += first_step(count_of(row_steps_), language_);
    }
    const bool hides_rows =
        is_review() && table.role == flow::TableRole::Facts &&
        std::any_of(table.rows.begin(), table.rows.end(), [](const flow::Row& row) { return has_change(row); });
    out += "<table" + classes(class_of(table.role)) + lang + ">\n";
    if (!table.caption.empty()) {
      out += "<caption>";
      write(table.caption, out);
      out += "</caption>\n";
    }
    std::vector<std::string> heads;
    if (comparison && !table.header.empty()) heads = head_words(table.header.back());
    const std::size_t dropped = ends_with_page_numbers(table) ? 1 : 0;
    write_rows("thead", table.header, {}, dropped, out);
    const bool outer_hides = std::exchange(hides_rows_, hides_rows);
    write_rows("tbody", table.rows, heads, dropped, out);
    hides_rows_ = outer_hides;
    out += "</table>";
    out += scrolls ? "</div>\n" : "\n";
  }

  static std::size_t count_of(const std::vector<std::size_t>& steps) {
    return steps.empty() ? 0 : *std::max_element(steps.begin(), steps.end());
  }

  static std::string_view class_of(flow::TableRole role) {
    switch (role) {
      case flow::TableRole::Plain:
        return "";
      case flow::TableRole::Facts:
        return "facts";
      case flow::TableRole::Listing:
        return "listing";
      case flow::TableRole::Comparison:
        return "comparison";
    }
    return "";
  }

  static std::vector<std::string> head_words(const flow::Row& row) {
    std::vector<std::string> heads;
    for (const flow::Cell& cell : row.cells) {
      const flow::Paragraph* const paragraph = only_paragraph(cell.blocks);
      heads.resize(heads.size() + cell.column_span, paragraph == nullptr ? std::string() : words(paragraph->runs));
    }
    return heads;
  }

  void write_rows(const std::string& tag, const std::vector<flow::Row>& rows, const std::vector<std::string>& heads,
                  std::size_t dropped, std::string& out) {
    if (rows.empty()) return;
    std::vector<std::size_t> steps;
    if (tag == "tbody") steps = std::exchange(row_steps_, {});  // not of the tables inside of cells
    const std::size_t last_step = count_of(steps);
    std::size_t next_step = 0;
    out += "<" + tag + ">\n";
    for (const flow::Row& row : rows) {
      const bool same = hides_rows_ && !has_change(row);
      const std::size_t step = next_step < steps.size() ? steps[next_step++] : 0;
      if (step > 0) out += step_row(step, last_step, std::max<std::size_t>(1, heads.size()), language_);
      out += "<tr" + attribute("id", row.anchor) + attribute("class", same ? kSame : row.kind) + ">";
      const std::size_t count = row.cells.size() - std::min(dropped, row.cells.size());
      std::size_t column = 0;
      for (std::size_t i = 0; i < count; ++i) {
        const std::string_view head = column < heads.size() && count > 1 ? std::string_view(heads[column]) : "";
        write_cell(row.cells[i], head, out);
        column += row.cells[i].column_span;
      }
      out += "</tr>\n";
    }
    out += "</" + tag + ">\n";
  }

  void write_cell(const flow::Cell& cell, std::string_view head, std::string& out) {
    const bool is_header = cell.scope != flow::Scope::None;
    const std::string tag = is_header ? "th" : "td";
    out += "<" + tag;
    if (cell.scope == flow::Scope::Column) out += " scope=\"col\"";
    if (cell.scope == flow::Scope::Row) out += " scope=\"row\"";
    if (!is_header) out += attribute("data-head", head);
    if (cell.column_span != 1) out += " colspan=\"" + std::to_string(cell.column_span) + "\"";
    if (cell.align != flow::Align::Left)
      out += cell.align == flow::Align::Right ? " class=\"right\"" : " class=\"centre\"";
    out += ">";
    open_cell_mark(cell.mark, out);
    write_inside(cell.blocks, out);
    out += "</" + tag + ">";
  }

  /// The words of a cell's mark; the look comes from the marks of its runs and the class of its row.
  void open_cell_mark(flow::Mark mark, std::string& out) const {
    if (mark == flow::Mark::Inserted) out += unseen(msg("Inserted: "));
    if (mark == flow::Mark::Deleted) out += unseen(msg("Struck out: "));
  }

  static constexpr std::size_t kInside = static_cast<std::size_t>(-1);

  const flow::Flow& flow_;
  const MediaAddress& media_;
  Language language_;
  std::vector<std::uint32_t> uses_;  ///< how often each note was mentioned so far
  int levels_above_;                 ///< what stands above the headings of level 1
  bool title_written_ = false;
  std::size_t tables_ = 0;  ///< that scroll, written so far
  std::size_t drawings_ = 0;
  std::vector<std::size_t> row_steps_;  ///< of the Comparison whose rows are written next
  std::optional<ChangeMap> changes_;    ///< of a Flow with changes and a contents list
  std::string_view mark_;               ///< class of the block that is written next
  bool hides_rows_ = false;             ///< of the table: rows that did not change can be left out
  std::optional<Error> failure_;
};

}  // namespace

Result<std::string> page(const flow::Flow& flow, const MediaAddress& media, const Palette& palette) {
  Writer writer(flow, media);
  const std::string body = TRY(writer.body());
  Shell shell;
  shell.palette = palette;
  shell.lang = flow.metadata.lang;
  shell.title = flow.metadata.title;
  if (!flow.running_mark.empty()) shell.title += " – " + flow.running_mark;
  shell.description = flow.metadata.subject;
  shell.author = flow.metadata.author;
  if (writer.is_review()) shell.room = Room::BesideContents;
  const bool is_wide = flow.orientation == flow::Orientation::Landscape ||
                       std::any_of(flow.blocks.begin(), flow.blocks.end(), [](const flow::Block& block) {
                         const auto* const table = std::get_if<flow::Table>(&block.content);
                         return table != nullptr && table->role == flow::TableRole::Comparison;
                       });
  if (is_wide) shell.room = Room::TwoColumns;
  return in_shell(shell, body);
}

}  // namespace zielbaum::html
