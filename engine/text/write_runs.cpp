// Runs to Markdown. The runs are laid out as a row of pieces (characters, marks of emphasis, code, links), and each
// piece is then written in the plainest form that its neighbours allow: as it is, escaped by a backslash, or as an
// entity.
//
// Entities ("&#32;") make what CommonMark cannot say otherwise: white space at the edge of emphasis, and emphasis
// inside a word. They count as punctuation on either side, where marks of emphasis open and close freely.
#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/utf8.h"
#include "text/links_internal.h"
#include "text/write_internal.h"

namespace zielbaum::text {

namespace {

using model::Run;
using model::RunKind;
using model::Runs;

/// What CommonMark takes a character for, next to a mark of emphasis.
enum class Side { Space, Punctuation, Letter, Unsure };

/// Quotation marks, dashes and the like. Symbols are punctuation for newer versions of cmark only.
bool is_common_punctuation(char32_t character) {
  constexpr std::u32string_view kLatin = U"¡§«¶·»¿";
  if (character < 0x2000) return kLatin.find(character) != std::u32string_view::npos;
  const bool general = (character >= 0x2010 && character <= 0x2027) || (character >= 0x2030 && character <= 0x205E);
  return general && character != 0x2044 && character != 0x2052;
}

Side side_of(char32_t character) {
  if (character < 0x80) {
    const auto c = static_cast<char>(character);
    if (character <= ' ')
      return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' ? Side::Space : Side::Unsure;
    return is_ascii_alphanumeric(c) ? Side::Letter : character == 0x7F ? Side::Unsure : Side::Punctuation;
  }
  if (is_letter(character) || is_digit(character)) return Side::Letter;
  if (is_space(character) || character == U'\u00A0' || character == U'\u202F' || character == U'\u2007')
    return Side::Space;
  return is_common_punctuation(character) ? Side::Punctuation : Side::Unsure;
}

enum class PieceKind { Character, Open, Close, LinkOpen, LinkClose, Code, Note, Picture, Break };

struct Piece {
  PieceKind kind = PieceKind::Character;
  char32_t character = 0;  ///< of a Character; `*` or `_` of Open and Close
  std::size_t count = 1;   ///< of Open and Close: 1 emphasis, 2 strong
  bool armoured = false;   ///< a Character that has to be an entity
  bool in_link = false;
  std::string text;  ///< of the others, as it is written
};

/// What is open, the outermost first.
enum class Span { Emphasis, Strong, Link };

std::string escaped_address(std::string_view address, Site site) {
  std::string out;
  for (std::size_t i = 0; i < address.size(); ++i) {
    const char c = address[i];
    constexpr std::string_view kEscaped = "()<>*`&\\[]";
    if (kEscaped.find(c) != std::string_view::npos || (c == '|' && site == Site::Cell)) out += '\\';
    out += c;
  }
  return out;
}

/// "media/NAME", what is not plain as percent escapes.
std::string media_path(std::string_view name) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out = "media/";
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (is_ascii_alphanumeric(c) || c == '-' || c == '.' || c == '_' || c == '~' || byte >= 0x80) {
      out += c;
    } else {
      out += '%';
      out += kDigits[byte >> 4];
      out += kDigits[byte & 15u];
    }
  }
  return out;
}

/// Backquotes around code, more of them than it has in a row.
std::string code_span(std::string_view code, Site site) {
  std::size_t longest = 0;
  for (std::size_t at = 0, row = 0; at < code.size(); ++at) {
    row = code[at] == '`' ? row + 1 : 0;
    longest = std::max(longest, row);
  }
  std::string inner(code);
  if (site == Site::Cell) {
    for (std::size_t at = 0; (at = inner.find('|', at)) != std::string::npos; at += 2) inner.insert(at, 1, '\\');
  }
  const bool blank = code.find_first_not_of(' ') == std::string_view::npos;
  const bool pad =
      code.starts_with('`') || code.ends_with('`') || (code.starts_with(' ') && code.ends_with(' ') && !blank);
  const std::string marks(longest + 1, '`');
  const char* const space = pad ? " " : "";
  return marks + space + inner + space + marks;
}

class RunWriter {
 public:
  explicit RunWriter(Site site) : site_(site) {}

  std::string write(const Runs& runs) {
    for (std::size_t i = 0; i < runs.size(); ++i) add_run(runs, i);
    while (!open_.empty()) close_last();
    protect_edges();
    protect_marks();
    return rendered();
  }

  /// Alternative text of a picture.
  std::string alternative(std::string_view text) {
    add_characters(text, true);
    return rendered();
  }

 private:
  struct Opened {
    Span span;
    char32_t mark = U'*';
    bool joined = false;     ///< its marks and others make one row
    bool left_over = false;  ///< of such a row, a part has closed
  };

  // ---- laying out ----

  static bool has(const Run& run, Span span, const std::string& link) {
    switch (span) {
      case Span::Emphasis:
        return run.style.emphasis;
      case Span::Strong:
        return run.style.strong;
      case Span::Link:
        return run.kind != RunKind::Image && !run.link.empty() && run.link == link;
    }
    return false;
  }

  /// How many runs from `from` on have it.
  static std::size_t reach(const Runs& runs, std::size_t from, Span span) {
    std::size_t at = from;
    while (at < runs.size() && has(runs[at], span, runs[from].link)) ++at;
    return at - from;
  }

  [[nodiscard]] bool is_open(Span span) const {
    return std::any_of(open_.begin(), open_.end(), [span](const Opened& one) { return one.span == span; });
  }

  void add_run(const Runs& runs, std::size_t index) {
    const Run& run = runs[index];
    std::size_t stays = 0;
    while (stays < open_.size() && has(run, open_[stays].span, link_)) ++stays;
    while (open_.size() > stays) close_last();
    open_what_begins(runs, index);
    switch (run.kind) {
      case RunKind::Text:
        if (run.style.code) {
          pieces_.push_back({.kind = PieceKind::Code, .text = code_span(run.text, site_)});
        } else {
          add_characters(run.text, is_open(Span::Link));
        }
        break;
      case RunKind::LineBreak:
        pieces_.push_back({.kind = PieceKind::Break, .text = "\\\n"});
        break;
      case RunKind::NoteMark:
        pieces_.push_back({.kind = PieceKind::Note, .text = "[^" + run.text + "]"});
        break;
      case RunKind::Image:
        pieces_.push_back({.kind = PieceKind::Picture,
                           .text = "![" + RunWriter(site_).alternative(run.text) + "](" + media_path(run.link) + ")"});
        break;
    }
  }

  /// What reaches furthest is opened first.
  void open_what_begins(const Runs& runs, std::size_t index) {
    const Run& run = runs[index];
    std::vector<std::pair<std::size_t, Span>> begins;
    for (const Span span : {Span::Link, Span::Strong, Span::Emphasis}) {
      if (!is_open(span) && has(run, span, run.link)) begins.emplace_back(reach(runs, index, span), span);
    }
    std::stable_sort(begins.begin(), begins.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    for (const auto& [length, span] : begins) {
      if (span == Span::Link) {
        link_ = run.link;
        pieces_.push_back({.kind = PieceKind::LinkOpen, .text = "["});
        open_.push_back({span});
        continue;
      }
      // A row of equal marks is one to CommonMark: what closes and what opens must differ.
      char32_t mark = U'*';
      for (const Opened& around : open_) {
        if (around.left_over) mark = around.mark == U'*' ? U'_' : U'*';
      }
      bool joined = false;
      if (!pieces_.empty()) {
        const Piece& last = pieces_.back();
        if (last.kind == PieceKind::Open) {
          mark = last.character;
          joined = open_.back().joined = true;
        }
        if (last.kind == PieceKind::Close && last.character == mark) mark = mark == U'*' ? U'_' : U'*';
      }
      pieces_.push_back(
          {.kind = PieceKind::Open, .character = mark, .count = span == Span::Strong ? 2u : 1u, .text = {}});
      open_.push_back({span, mark, joined});
    }
  }

  void close_last() {
    const Opened last = open_.back();
    open_.pop_back();
    if (last.span == Span::Link) {
      pieces_.push_back({.kind = PieceKind::LinkClose, .text = "](" + escaped_address(link_, site_) + ")"});
      return;
    }
    if (last.joined && !open_.empty() && open_.back().joined) open_.back().left_over = true;
    pieces_.push_back(
        {.kind = PieceKind::Close, .character = last.mark, .count = last.span == Span::Strong ? 2u : 1u, .text = {}});
  }

  void add_characters(std::string_view text, bool in_link) {
    for (std::size_t at = 0; at < text.size();) {
      const Decoded decoded = decode_utf8(text, at);
      Piece piece{.kind = PieceKind::Character, .character = decoded.character, .in_link = in_link, .text = {}};
      const bool control = decoded.character < U' ' && decoded.character != U'\t';
      piece.armoured = control || decoded.character == 0x7F || decoded.character == 0xFEFF;
      pieces_.push_back(std::move(piece));
      at += decoded.size;
    }
  }

  // ---- what neighbours ask for ----

  [[nodiscard]] Side first_side(std::size_t at) const {
    if (at >= pieces_.size()) return Side::Space;
    const Piece& piece = pieces_[at];
    if (piece.kind == PieceKind::Note) return Side::Letter;  // its mask is no punctuation
    if (piece.kind != PieceKind::Character || piece.armoured) return Side::Punctuation;
    return side_of(piece.character);
  }
  [[nodiscard]] Side last_side(std::size_t end) const {
    if (end == 0) return Side::Space;
    const Piece& piece = pieces_[end - 1];
    if (piece.kind == PieceKind::Break) return Side::Space;
    if (piece.kind != PieceKind::Character || piece.armoured) return Side::Punctuation;
    return side_of(piece.character);
  }
  void armour(std::size_t at) {
    if (at >= pieces_.size() || pieces_[at].kind != PieceKind::Character || pieces_[at].armoured) return;
    pieces_[at].armoured = true;
    armoured_more_ = true;
  }

  /// White space at the edges of a line and of a cell is text only as an entity.
  void protect_edges() {
    const auto is_blank_at = [&](std::size_t at) {
      return pieces_[at].kind == PieceKind::Character &&
             (pieces_[at].character == U' ' || pieces_[at].character == U'\t');
    };
    for (std::size_t at = 0; at < pieces_.size(); ++at) {
      if (!is_blank_at(at)) continue;
      const bool first = at == 0 || pieces_[at - 1].kind == PieceKind::Break;
      const bool last = at + 1 == pieces_.size() || pieces_[at + 1].kind == PieceKind::Break;
      if (first || last) armour(at);
    }
  }

  /// Lets each mark of emphasis open or close: see "left-flanking" and "right-flanking" in CommonMark.
  void protect_marks() {
    do {  // what one mark asks for may be another one's neighbour
      armoured_more_ = false;
      protect_each_mark();
    } while (armoured_more_);
  }

  void protect_each_mark() {
    for (std::size_t at = 0; at < pieces_.size(); ++at) {
      const PieceKind kind = pieces_[at].kind;
      if (kind != PieceKind::Open && kind != PieceKind::Close) continue;
      const char32_t mark = pieces_[at].character;
      std::size_t end = at;
      std::size_t count = 0;
      while (end < pieces_.size() && pieces_[end].kind == kind && pieces_[end].character == mark) {
        count += pieces_[end].count;
        ++end;
      }
      protect(at, end, kind, mark, count);
      at = end - 1;
    }
  }

  void protect(std::size_t begin, std::size_t end, PieceKind kind, char32_t mark, std::size_t count) {
    // `inner` is the side of what is emphasised, which must not be white space.
    const bool opens = kind == PieceKind::Open;
    const auto inside = [&] { return opens ? first_side(end) : last_side(begin); };
    const auto outside = [&] { return opens ? last_side(begin) : first_side(end); };
    const auto armour_inside = [&] { opens ? armour(end) : armour(begin - 1); };
    const auto armour_outside = [&] {
      if (opens && begin == 0) return;
      opens ? armour(begin - 1) : armour(end);
    };
    if (inside() == Side::Space || inside() == Side::Unsure) armour_inside();
    if (outside() == Side::Unsure) armour_outside();
    if (inside() == Side::Punctuation && outside() == Side::Letter) armour_outside();
    // "_" does nothing inside a word, and our reader takes a single "*" between two letters for text.
    const bool between = inside() == Side::Letter && outside() == Side::Letter;
    if (between && (mark == U'_' || count == 1)) armour_outside();
  }

  // ---- writing ----

  [[nodiscard]] char32_t plain_at(std::size_t at) const {
    const bool plain = at < pieces_.size() && pieces_[at].kind == PieceKind::Character && !pieces_[at].armoured;
    return plain ? pieces_[at].character : 0;
  }

  [[nodiscard]] std::string rendered() const {
    std::string out;
    std::size_t line = 0;  // index of the line's first piece
    for (std::size_t at = 0; at < pieces_.size(); ++at) {
      const Piece& piece = pieces_[at];
      switch (piece.kind) {
        case PieceKind::Character:
          add_character(out, at, line);
          break;
        case PieceKind::Open:
        case PieceKind::Close:
          out.append(piece.count, static_cast<char>(piece.character));
          break;
        case PieceKind::Break:
          out += piece.text;
          line = at + 1;
          break;
        default:
          out += piece.text;
          break;
      }
    }
    return out;
  }

  void add_character(std::string& out, std::size_t at, std::size_t line) const {
    const Piece& piece = pieces_[at];
    if (piece.armoured) {
      out += as_entity(piece.character);
      return;
    }
    if (needs_backslash(at) || (site_ == Site::Lines && begins_block(at, line))) out += '\\';
    append_utf8(out, piece.character);
  }

  [[nodiscard]] bool needs_backslash(std::size_t at) const {
    const Piece& piece = pieces_[at];
    const char32_t next = plain_at(at + 1);
    const bool before_letter = next < 0x80 && is_ascii_alphanumeric(static_cast<char>(next));
    switch (piece.character) {
      case U'\\':
      case U'`':
      case U'*':
      case U'[':
        return true;
      case U']':
        return piece.in_link;
      case U'|':
        return site_ == Site::Cell;
      case U'_': {
        const Side before = at == 0 || plain_at(at - 1) == 0 ? Side::Punctuation : side_of(plain_at(at - 1));
        const Side after = next == 0 ? Side::Punctuation : side_of(next);
        return before != Side::Letter || after != Side::Letter;
      }
      case U'&':
        return before_letter || next == U'#';
      case U'<':
        return before_letter || next == U'/' || next == U'!' || next == U'?';
      case U'!':
        return at + 1 < pieces_.size() && pieces_[at + 1].kind == PieceKind::LinkOpen;
      default:
        return false;
    }
  }

  /// Whether the character, at or near the beginning of a line, would make a block of what follows.
  [[nodiscard]] bool begins_block(std::size_t at, std::size_t line) const {
    const char32_t c = pieces_[at].character;
    if (at == line) {
      if (c == U'#' || c == U'>' || c == U'=' || c == U'|' || c == U':' || c == U'<') return true;
      if (c == U'~') return true;
      if (c == U'-' || c == U'+') {
        const char32_t next = plain_at(at + 1);
        return next == 0 || side_of(next) != Side::Letter;
      }
      return false;
    }
    if (c == U':') return at == line + 1 && pieces_[line].kind == PieceKind::Note;  // "[^1]:" defines
    if (c != U'.' && c != U')') return false;
    // "12." and "12)" number items.
    for (std::size_t i = line; i < at; ++i) {
      const char32_t digit = plain_at(i);
      if (digit < U'0' || digit > U'9') return false;
    }
    const char32_t next = plain_at(at + 1);
    return at - line <= 9 && (next == 0 || side_of(next) == Side::Space);
  }

  Site site_;
  std::vector<Piece> pieces_;
  std::vector<Opened> open_;
  std::string link_;
  bool armoured_more_ = false;
};

}  // namespace

std::string as_entity(char32_t character) {
  return "&#" + std::to_string(static_cast<std::uint32_t>(character)) + ";";
}

std::string write_runs(const Runs& runs, Site site) {
  return RunWriter(site).write(runs);
}

std::string write_figure(const model::Figure& figure) {
  std::string out = "![" + RunWriter(Site::Lines).alternative(figure.alt) + "](" + media_path(figure.media);
  if (!figure.caption.empty()) {
    out += " \"";
    for (std::size_t at = 0; at < figure.caption.size();) {
      const Decoded decoded = decode_utf8(figure.caption, at);
      const char32_t c = decoded.character;
      if (c < U' ' || c == 0x7F || c == 0xFEFF || c == U'&') {
        out += c == U'&' ? "&amp;" : as_entity(c);
      } else {
        if (c == U'"' || c == U'\\' || c == U'*' || c == U'[') out += '\\';
        append_utf8(out, c);
      }
      at += decoded.size;
    }
    out += '"';
  }
  return out + ")";
}

}  // namespace zielbaum::text
