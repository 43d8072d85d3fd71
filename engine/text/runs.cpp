#include <algorithm>
#include <cstring>
#include <optional>

#include "base/ascii.h"
#include "base/utf8.h"
#include "text/links_internal.h"
#include "text/reading_internal.h"

namespace zielbaum::text {

namespace {

using model::ByteRange;
using model::Run;
using model::RunKind;
using model::Runs;

std::string unmasked(std::string_view text) {
  std::string out;
  append_unmasked(out, text);
  return out;
}

bool is_ascii_mark(char c) {
  return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
}

// The length of "&name;" or "&#123;" at the beginning of `text`, 0 if there is none.
std::size_t entity_length(std::string_view text) {
  constexpr std::size_t kLongest = 34;
  for (std::size_t at = 1; at < std::min(text.size(), kLongest); ++at) {
    const char c = text[at];
    if (c == ';') return at > 1 ? at + 1 : 0;
    if (c != '#' && !is_ascii_alphanumeric(c)) return 0;
  }
  return 0;
}

// Walks a block's inlines. cmark 0.30 gives columns that count on from the last line break it has noticed, without the
// prefixes ("> ") of later lines, and does not notice line breaks inside code and links. So positions are kept in the
// stream of the block's lines without prefixes, where such columns are right, and every text found is compared with the
// source; where it differs, the run's range is that of the block.
class RunReader {
 public:
  RunReader(Reading& reading, const Sheet& sheet, cmark_node* block, ByteRange range)
      : reading_(reading), sheet_(sheet), block_(block), range_(range) {
    column_offset_ = static_cast<std::size_t>(std::max(cmark_node_get_start_column(block) - 1, 0));
    lay_out_lines();
    runs_.reserve(4);
  }

  Runs read() {
    cmark_node* node = cmark_node_first_child(block_);
    while (node != nullptr) {
      enter(node);
      if (cmark_node* child = cmark_node_first_child(node)) {
        node = child;
        continue;
      }
      leave(node);
      while (cmark_node_next(node) == nullptr) {
        node = cmark_node_parent(node);
        if (node == block_) return finish();
        leave(node);
      }
      node = cmark_node_next(node);
    }
    return finish();
  }

 private:
  struct StreamLine {
    std::size_t stream = 0;  // position of its first byte in the stream
    std::uint32_t source = 0;
  };
  struct Found {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
  };

  void lay_out_lines() {
    const auto first = static_cast<std::size_t>(std::max(cmark_node_get_start_line(block_), 1)) - 1;
    const auto last =
        std::min(static_cast<std::size_t>(std::max(cmark_node_get_end_line(block_), 1)), sheet_.origins.size());
    std::size_t stream = 0;
    for (std::size_t line = first; line < last; ++line) {
      const std::uint32_t length = sheet_.begins[line + 1] - sheet_.begins[line];
      const std::uint32_t begin = sheet_.origins[line];
      const auto size = static_cast<std::uint32_t>(masked().size());
      const std::uint32_t text =
          line == first || begin > size ? begin : skip_prefix(masked(), begin, std::min(begin + length, size));
      lines_.push_back({stream, text});
      stream += length - (text - begin);
    }
    stream_end_ = stream;
    if (lines_.empty()) lines_.push_back({0, range_.begin});
  }

  [[nodiscard]] const std::string& masked() const { return reading_.source.masked; }

  // The offset in the source; wraps below the first column of a cell, where nothing is ever looked up.
  [[nodiscard]] std::uint32_t to_source(std::size_t stream) {
    while (hint_ > 0 && lines_[hint_].stream > stream) --hint_;
    while (hint_ + 1 < lines_.size() && lines_[hint_ + 1].stream <= stream) ++hint_;
    return lines_[hint_].source + static_cast<std::uint32_t>(stream - lines_[hint_].stream);
  }

  [[nodiscard]] std::size_t stream_position(int column, std::size_t base) const {
    const auto at = static_cast<std::size_t>(std::max(column - 1, 0));
    const std::size_t offset = base == 0 ? 0 : column_offset_;
    return base + (at >= offset ? at - offset : 0);
  }

  void move_cursor(std::size_t stream) { cursor_ = std::max(cursor_, std::min(stream, stream_end_)); }

  // Compares `literal` with the source from a position in the stream; gives the position behind it.
  [[nodiscard]] std::optional<std::size_t> match(std::size_t stream, std::string_view literal, bool verbatim) {
    if (stream >= stream_end_) return std::nullopt;
    const std::uint32_t begin = to_source(stream);
    if (masked().compare(std::min<std::size_t>(begin, masked().size()), literal.size(), literal) == 0) {
      return stream + literal.size();
    }
    std::size_t at = stream;
    for (std::size_t i = 0; i < literal.size();) {
      if (at >= stream_end_) return std::nullopt;
      const std::uint32_t offset = to_source(at);
      if (offset >= masked().size()) return std::nullopt;
      const char c = masked()[offset];
      const char next = offset + 1 < masked().size() ? masked()[offset + 1] : '\0';
      if (verbatim && (c == '\n' || c == '\r')) {
        if (literal[i] != ' ' && literal[i] != '\n' && literal[i] != '\r') return std::nullopt;
        if (c == '\r' && next == '\n' && !(i + 1 < literal.size() && literal[i] == '\r' && literal[i + 1] == '\n'))
          ++at;
        ++at;
        ++i;
      } else if (!verbatim && c == '\\' && is_ascii_mark(next)) {
        if (literal[i] != next) return std::nullopt;
        at += 2;
        ++i;
      } else if (const std::size_t entity =
                     !verbatim && c == '&' ? entity_length(std::string_view(masked()).substr(offset)) : 0;
                 entity > 0 && literal.substr(i, entity) != std::string_view(masked()).substr(offset, entity)) {
        at += entity;
        i += decode_utf8(literal, i).size;
      } else {
        if (literal[i] != c) return std::nullopt;
        ++at;
        ++i;
      }
    }
    return at;
  }

  // Where a leaf's text stands in the source; nothing if it cannot be told.
  [[nodiscard]] std::optional<Found> locate(cmark_node* node, std::string_view literal, bool verbatim) {
    const int column = cmark_node_get_start_column(node);
    std::size_t begin = stream_position(column, base_);
    auto end = match(begin, literal, verbatim);
    if (!end && verbatim) {
      // Code loses one space at either end.
      end = match(begin + 1, literal, verbatim);
      if (end) ++begin;
    }
    // Link definitions at the head of a paragraph and line breaks within links leave cmark on an earlier line.
    constexpr std::size_t kLinesTried = 8;
    if (!end && literal.size() > 1) {
      std::size_t line = 0;
      while (line < lines_.size() && lines_[line].stream <= base_) ++line;
      for (std::size_t tried = 0; !end && tried < kLinesTried && line < lines_.size(); ++tried, ++line) {
        begin = stream_position(column, lines_[line].stream);
        end = match(begin, literal, verbatim);
        if (end) base_ = lines_[line].stream;
      }
    }
    if (!end || *end == begin) return std::nullopt;
    move_cursor(*end);
    return Found{to_source(begin), to_source(*end - 1) + 1};
  }

  // Where a construct that begins with one of `marks` stands; the block's beginning if it cannot be told.
  [[nodiscard]] std::uint32_t locate_mark(cmark_node* node, std::string_view marks) {
    const auto is_mark = [&](std::size_t stream) {
      const std::uint32_t offset = to_source(stream);
      return stream < stream_end_ && offset < masked().size() && marks.find(masked()[offset]) != std::string_view::npos;
    };
    const std::size_t told = stream_position(cmark_node_get_start_column(node), base_);
    if (told >= cursor_ && is_mark(told)) return to_source(told);
    for (std::size_t at = cursor_; at < stream_end_; ++at) {
      if (is_mark(at)) return to_source(at);
    }
    return range_.begin;
  }

  void enter(cmark_node* node) {
    switch (cmark_node_get_type(node)) {
      case CMARK_NODE_TEXT:
        text(node);
        break;
      case CMARK_NODE_SOFTBREAK:
        line_break(RunKind::Text);
        break;
      case CMARK_NODE_LINEBREAK:
        line_break(RunKind::LineBreak);
        break;
      case CMARK_NODE_CODE:
        code(node);
        break;
      case CMARK_NODE_HTML_INLINE:
      case CMARK_NODE_CUSTOM_INLINE:
        html(node);
        break;
      case CMARK_NODE_EMPH:
        ++emphasis_;
        break;
      case CMARK_NODE_STRONG:
        ++strong_;
        break;
      case CMARK_NODE_LINK:
        open_link(node);
        break;
      case CMARK_NODE_IMAGE:
        if (images_++ == 0) image_at_ = locate_mark(node, "!");
        break;
      default:
        break;
    }
  }

  void leave(cmark_node* node) {
    switch (cmark_node_get_type(node)) {
      case CMARK_NODE_EMPH:
        --emphasis_;
        break;
      case CMARK_NODE_STRONG:
        --strong_;
        break;
      case CMARK_NODE_LINK:
        close_link(node);
        // cmark counts the columns of <https://...> from the block's beginning.
        if (cursor_ < stream_end_ && to_source(cursor_) < masked().size() && masked()[to_source(cursor_)] == '>')
          return;
        break;
      case CMARK_NODE_IMAGE:
        if (--images_ == 0) close_image(node);
        break;
      default:
        return;
    }
    if (cmark_node_get_end_column(node) > 0) {
      move_cursor(stream_position(cmark_node_get_end_column(node) + 1, base_));
    }
  }

  void text(cmark_node* node) {
    const std::string_view literal = view(cmark_node_get_literal(node));
    const auto found = locate(node, literal, false);
    if (!reading_.source.maybe_masked) {
      append(RunKind::Text, literal, found);
      return;
    }
    note_stars(literal, found);
    std::uint32_t at = found ? found->begin : 0;
    std::string_view rest = literal;
    std::size_t searched = 0;
    while (true) {
      const std::size_t mark = rest.find(kNote, searched);
      const std::size_t close = mark == std::string_view::npos ? mark : rest.find(']', mark);
      if (close == std::string_view::npos) break;
      const std::string_view marked = rest.substr(mark, close + 1 - mark);
      std::optional<Found> place;
      if (found) {
        const std::size_t begin = masked().find(marked, at);
        if (begin != std::string::npos && begin < found->end) {
          place = Found{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + marked.size())};
        }
      }
      const std::string label = unmasked(marked.substr(2, marked.size() - 3));
      Note* note = find_note(label, place ? place->begin : search_note(marked));
      if (note == nullptr) {
        searched = close + 1;
        continue;
      }
      note->used = true;
      if (mark > 0)
        append(RunKind::Text, rest.substr(0, mark), place ? std::optional(Found{at, place->begin}) : std::nullopt);
      append(RunKind::NoteMark, note->label, place);
      if (place) at = place->end;
      rest.remove_prefix(close + 1);
      searched = 0;
    }
    if (!rest.empty()) append(RunKind::Text, rest, found ? std::optional(Found{at, found->end}) : std::nullopt);
  }

  [[nodiscard]] std::uint32_t search_note(std::string_view marked) const {
    const std::size_t begin = masked().find(marked, range_.begin);
    return begin < range_.end ? static_cast<std::uint32_t>(begin) : range_.begin;
  }

  Note* find_note(const std::string& label, std::uint32_t offset) {
    const auto note = reading_.notes.find(lower_case(label));
    if (note != reading_.notes.end()) return &note->second;
    report(reading_, Severity::Warning, "undefined-footnote", msg("The footnote {0} has no text", label), offset,
           msg("Add a line [^{0}]: followed by the text of the footnote.", label));
    return nullptr;
  }

  // Stars and dots that are text; those whose place is not known are taken if all of the block's are text.
  void note_stars(std::string_view literal, const std::optional<Found>& found) {
    const auto in_text = static_cast<std::size_t>(
        std::count_if(literal.begin(), literal.end(), [](char c) { return c == kStar || c == kDot; }));
    if (in_text == 0) return;
    masks_in_text_ += in_text;
    if (!found) return;
    for (std::uint32_t at = found->begin; at < found->end; ++at) {
      if (masked()[at] == kStar || masked()[at] == kDot) text_masks_.push_back(at);
    }
  }

  void code(cmark_node* node) {
    const std::string_view literal = view(cmark_node_get_literal(node));
    const auto found = locate(node, literal, true);
    ++code_;
    if (sheet_.cells && literal.find("\\|") != std::string_view::npos) {
      std::string unescaped(literal);
      for (std::size_t at = 0; (at = unescaped.find("\\|", at)) != std::string::npos; ++at) unescaped.erase(at, 1);
      append(RunKind::Text, unescaped, found);
    } else {
      append(RunKind::Text, literal, found);
    }
    --code_;
  }

  void html(cmark_node* node) {
    const std::string_view literal = view(cmark_node_get_literal(node));
    const std::uint32_t begin = locate_mark(node, "<");
    const auto found = locate(node, literal, true);
    report(reading_, Severity::Warning, "raw-html", msg("HTML is shown as text here"), found ? found->begin : begin,
           msg("Write it in Markdown, or put it between backquotes if it is meant to be read."));
    append(RunKind::Text, literal, found);
  }

  void line_break(RunKind kind) {
    std::size_t at = cursor_;
    while (at < stream_end_) {
      const std::uint32_t offset = to_source(at);
      if (offset >= masked().size() || masked()[offset] == '\n' || masked()[offset] == '\r') break;
      ++at;
    }
    std::optional<Found> found;
    if (at < stream_end_ && to_source(at) < masked().size()) {
      const std::uint32_t begin = to_source(at);
      std::size_t next = at + 1;
      if (masked()[begin] == '\r' && next < stream_end_ && masked()[begin + 1] == '\n') ++next;
      found = Found{begin, begin + static_cast<std::uint32_t>(next - at)};
      base_ = next;
      move_cursor(next);
    }
    append(kind, kind == RunKind::Text ? " " : "\n", found);
  }

  void open_link(cmark_node* node) {
    link_has_words_ = false;
    const std::string address = unmasked(view(cmark_node_get_url(node)));
    switch (judge_address(address)) {
      case Address::Allowed:
        link_ = canonical_address(address);
        break;
      case Address::Http:
        report(reading_, Severity::Warning, "http-link",
               msg("The link {0} is not encrypted and is shown as text", address), locate_mark(node, "[<"),
               msg("Use the address with https:// if there is one."));
        break;
      case Address::Unsafe:
        report(reading_, Severity::Warning, "unsafe-link",
               msg("The link {0} is not allowed and is shown as text", address), locate_mark(node, "[<"),
               msg("Links lead to https:// addresses, to mailto: addresses, or to node: and the id of a node."));
        break;
    }
  }

  // Without words nobody would see the link, so its address is shown.
  void close_link(cmark_node* node) {
    const std::string address = unmasked(view(cmark_node_get_url(node)));
    if (!link_has_words_ && images_ == 0 && !address.empty()) {
      report(reading_, Severity::Warning, "link-without-words",
             msg("The link {0} has no words; its address is shown", address), locate_mark(node, "["),
             msg("Write in the square brackets where it leads: [words]({0})", address));
      constexpr std::string_view kNode = "node:";
      append(RunKind::Text, link_.starts_with(kNode) ? link_.substr(kNode.size()) : address, std::nullopt);
    }
    link_.clear();
  }

  void close_image(cmark_node* node) {
    const std::string path = unmasked(view(cmark_node_get_url(node)));
    const std::string alt = std::move(alt_);
    alt_.clear();
    // cmark gives the place of the "!"; behind its text there is at least "](".
    const std::uint32_t end = to_source(std::min(stream_end_ - std::min<std::size_t>(stream_end_, 1),
                                                 stream_position(cmark_node_get_end_column(node), base_))) +
                              1;
    const bool exact = image_at_ < end && end <= masked().size() && masked()[image_at_] == '!' &&
                       (masked()[end - 1] == ')' || masked()[end - 1] == ']');
    const auto found = exact ? std::optional(Found{image_at_, end}) : std::nullopt;
    if (alt.find_first_not_of(' ') == std::string::npos) {
      report(reading_, Severity::Error, "missing-alt-text",
             msg("The picture {0} has no text for people who do not see it", path), image_at_,
             msg("Describe in the square brackets what the picture shows: ![description](media/name.png)"));
    }
    const auto name = media_name(path);
    if (!name) {
      report(reading_, Severity::Warning, "bad-image-path", msg("The picture {0} is not shown", path), image_at_,
             msg("Put the picture into the document's folder media and write media/ and its name."));
      append(RunKind::Text, alt.empty() ? path : alt, found);
      return;
    }
    append(RunKind::Image, alt, found);
    runs_.back().link = *name;
    runs_.back().text = alt;
  }

  void append(RunKind kind, std::string_view text, const std::optional<Found>& found) {
    if (images_ > 0) {
      if (kind != RunKind::NoteMark) append_unmasked(alt_, kind == RunKind::LineBreak ? " " : text);
      return;
    }
    if (kind == RunKind::Text && text.find_first_not_of(kNothing) == std::string_view::npos) return;
    if (kind != RunKind::LineBreak && text.find_first_not_of(' ') != std::string_view::npos) link_has_words_ = true;
    const model::Style style{emphasis_ > 0, strong_ > 0, code_ > 0};
    const bool exact = found && found->begin >= range_.begin && found->end <= range_.end;
    const ByteRange source = exact ? ByteRange{found->begin, found->end} : range_;
    if (kind == RunKind::Text && !runs_.empty()) {
      Run& last = runs_.back();
      if (last.kind == RunKind::Text && last.style == style && last.link == link_) {
        add_text(last.text, text);
        last.source.begin = std::min(last.source.begin, source.begin);
        last.source.end = std::max(last.source.end, source.end);
        return;
      }
    }
    runs_.push_back({kind, {}, style, link_, source});
    add_text(runs_.back().text, text);
  }

  void add_text(std::string& out, std::string_view text) const {
    if (reading_.source.maybe_masked) {
      append_unmasked(out, text);
    } else {
      out.append(text);
    }
  }

  Runs finish() {
    keep_escapes();
    if (reading_.source.maybe_unnormal) {
      for (Run& run : runs_) run.text = nfc(run.text);
    }
    return std::move(runs_);
  }

  void keep_escapes() {
    if (masks_in_text_ == 0) return;
    const auto& source = reading_.source;
    if (masks_in_text_ != text_masks_.size()) {
      std::vector<std::uint32_t> all;
      for (std::uint32_t at = range_.begin; at < range_.end; ++at) {
        if (masked()[at] == kStar || masked()[at] == kDot) all.push_back(at);
      }
      if (all.size() == masks_in_text_) text_masks_ = std::move(all);
    }
    const auto star =
        std::find_if(text_masks_.begin(), text_masks_.end(), [&](std::uint32_t at) { return masked()[at] == kStar; });
    if (star != text_masks_.end()) report_star(*star);
    for (const std::uint32_t at : text_masks_) {
      if (masked()[at] != kDot) continue;
      const auto date = std::lower_bound(source.dates.begin(), source.dates.end(), at,
                                         [](const DateLine& line, std::uint32_t dot) { return line.dot < dot; });
      if (date == source.dates.end() || date->dot != at) continue;
      // In the middle of a paragraph only a 1 begins a list.
      const bool first_line = lines_.size() == 1 || date->day < lines_[1].source;
      if (!first_line && !date->breaks_paragraph) continue;
      report(reading_, Severity::Note, "date-as-list",
             msg("Other programs take this date for the number of a list item"), date->day,
             msg("Write a \\ before the full stop after the day."));
    }
    reading_.escapes.insert(reading_.escapes.end(), text_masks_.begin(), text_masks_.end());
  }

  // One star alone is text for everybody; two can become emphasis.
  void report_star(std::uint32_t at) {
    std::size_t stars = 0;
    for (std::uint32_t i = range_.begin; i < range_.end && stars < 2; ++i) {
      const char c = masked()[i];
      if (c == '\\') {
        ++i;
      } else if (c == '*' || c == kStar) {
        ++stars;
      }
    }
    if (stars < 2) return;
    report(reading_, Severity::Note, "star-between-letters",
           msg("Other programs may take the * between letters for emphasis"), at, msg("Write \\* instead of *."));
  }

  Reading& reading_;
  const Sheet& sheet_;
  cmark_node* block_;
  ByteRange range_;
  std::size_t column_offset_ = 0;
  std::vector<StreamLine> lines_;
  std::size_t stream_end_ = 0;
  std::size_t hint_ = 0;
  std::size_t base_ = 0;    // stream position of the line that cmark believes to be on
  std::size_t cursor_ = 0;  // stream position behind what was found last
  Runs runs_;
  int emphasis_ = 0;
  int strong_ = 0;
  int code_ = 0;
  int images_ = 0;
  std::string link_;
  bool link_has_words_ = false;
  std::string alt_;
  std::uint32_t image_at_ = 0;
  std::size_t masks_in_text_ = 0;
  std::vector<std::uint32_t> text_masks_;
};

}  // namespace

model::Runs read_runs(Reading& reading, const Sheet& sheet, cmark_node* block, model::ByteRange range) {
  return RunReader(reading, sheet, block, range).read();
}

bool is_lone_image(const model::Runs& runs) {
  return runs.size() == 1 && runs[0].kind == RunKind::Image;
}

}  // namespace zielbaum::text
