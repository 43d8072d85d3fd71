#include "pdf/content_internal.h"

#include <cstdlib>

#include "base/error.h"
#include "pdf/codes_internal.h"
#include "pdf/syntax_internal.h"

namespace zielbaum::pdf {

namespace {

std::string_view artifact_beginning(typeset::Artifact artifact) {
  switch (artifact) {
    case typeset::Artifact::Header:
      return "/Artifact/H BDC\n";
    case typeset::Artifact::Footer:
      return "/Artifact/F BDC\n";
    case typeset::Artifact::None:
    case typeset::Artifact::Layout:
      break;
  }
  return "/Artifact/L BDC\n";
}

void append_component(std::string& out, std::uint8_t value) {
  append_length(out, Length::micropoints(std::int64_t{value} * 1'000'000 / 255));
}

/// Smaller moves wait until they are as much together: a twelfth of a point in running text. In thousandths of the
/// size.
constexpr std::int64_t kSeen = 8;

/// What is shown of one run: glyphs as bytes, and moves where a glyph's advance is not its own width. Lengths in
/// micropoints, before scaling.
class GlyphText {
 public:
  /// `ahead`: how far the pen stands right of where the run begins. `wider`: by how much spaces are.
  GlyphText(std::string& out, Length size, std::int64_t ahead, std::int64_t wider)
      : out_(out),
        size_(size),
        unit_(size.in_micropoints() / 1000),
        wider_(wider),
        start_(out.size()),
        pending_(ahead) {
    out_ += '[';
  }

  void add(const typeset::Glyph& glyph) {
    if (glyph.dy != rise_) set_rise(glyph.dy);
    std::int64_t left = pending_ - glyph.dx * unit_;
    if (glyph.dx != 0 || left <= -kSeen * unit_ || left >= kSeen * unit_) left -= move(left);
    if (!in_string_) out_ += '(';
    in_string_ = true;
    append(glyph.cid);
    pending_ = left + (glyph.width - glyph.advance + glyph.dx) * unit_;
    if (glyph.cid == typeset::kSpaceCid) pending_ += wider_;
    advance_ += glyph.advance;
  }
  /// Gives where the pen then stands, from where the run begins.
  std::int64_t finish() {
    if (rise_ != 0) set_rise(0);
    close_string();
    if (plain_) {
      out_[start_] = ' ';
      out_ += "Tj\n";
    } else {
      out_ += "]TJ\n";
    }
    return advance_ * unit_ + pending_;
  }

 private:
  void append(std::uint16_t cid) {
    const std::size_t begin = out_.size();
    append_code(out_, cid);
    for (std::size_t i = begin; i < out_.size(); ++i) {
      const char byte = out_[i];
      if (byte != '(' && byte != ')' && byte != '\\' && byte != '\r') continue;
      if (byte == '\r') out_[i] = 'r';  // a reader would take it for the end of a line
      out_.insert(i++, 1, '\\');
    }
  }
  void close_string() {
    if (in_string_) out_ += ')';
    in_string_ = false;
  }
  /// To the left, in whole thousandths of the size. Gives how far.
  std::int64_t move(std::int64_t wanted) {
    if (unit_ == 0) return 0;
    const std::int64_t thousandths = (wanted + (wanted < 0 ? -unit_ : unit_) / 2) / unit_;
    if (thousandths == 0) return 0;
    close_string();
    append_integer(out_, thousandths);
    plain_ = false;
    return thousandths * unit_;
  }
  void set_rise(std::int32_t rise) {
    close_string();
    out_ += "]TJ ";
    append_length(out_, size_ * rise / 1000);
    out_ += " Ts[";
    rise_ = rise;
    plain_ = false;
  }

  std::string& out_;
  Length size_;
  std::int64_t unit_;  ///< a thousandth of the size
  std::int64_t wider_;
  std::size_t start_;
  bool plain_ = true;  ///< one string, no moves
  bool in_string_ = false;
  std::int64_t pending_;      ///< how far the pen stands right of where it should
  std::int64_t advance_ = 0;  ///< of the glyphs so far, in thousandths
  std::int32_t rise_ = 0;
};

constexpr std::int64_t kHundredth = 10'000;  // of a point, in micropoints

/// A length in hundredths of a point: finer than any printer.
std::int64_t hundredths(Length length) {
  const std::int64_t micropoints = length.in_micropoints();
  return (micropoints + (micropoints < 0 ? -kHundredth : kHundredth) / 2) / kHundredth;
}

}  // namespace

std::string_view role_name(typeset::ElementRole role) {
  using enum typeset::ElementRole;
  switch (role) {
    case Document:
      return "Document";
    case Heading1:
      return "H1";
    case Heading2:
      return "H2";
    case Heading3:
      return "H3";
    case Heading4:
      return "H4";
    case Heading5:
      return "H5";
    case Heading6:
      return "H6";
    case Heading7:
      return "H7";
    case Heading8:
      return "H8";
    case Heading9:
      return "H9";
    case Paragraph:
      return "P";
    case List:
      return "L";
    case ListItem:
      return "LI";
    case Label:
      return "Lbl";
    case ListBody:
      return "LBody";
    case Table:
      return "Table";
    case Caption:
      return "Caption";
    case TableHead:
      return "THead";
    case TableBody:
      return "TBody";
    case TableRow:
      return "TR";
    case HeaderCell:
      return "TH";
    case DataCell:
      return "TD";
    case Figure:
      return "Figure";
    case Link:
      return "Link";
    case Reference:
      return "Reference";
    case Contents:
      return "TOC";
    case ContentsItem:
      return "TOCI";
    case Note:
      return "Note";
    case Quote:
      return "BlockQuote";
    case Code:
      return "Code";
    case Span:
      return "Span";
  }
  return "P";
}

std::string_view artifact_properties() {
  return "/H<</Type/Pagination/Subtype/Header/Attached[/Top]>>"
         "/F<</Type/Pagination/Subtype/Footer/Attached[/Bottom]>>"
         "/L<</Type/Layout>>";
}

PageContent ContentWriter::write(const typeset::Page& page) {
  out_.stream.reserve(16 * 1024);
  for (std::uint32_t i = 0; i < page.items.size(); ++i) {
    const typeset::Item& item = page.items[i];
    if (std::holds_alternative<typeset::LinkArea>(item.content)) continue;
    if (const auto* run = std::get_if<typeset::GlyphRun>(&item.content); run != nullptr && run->glyphs.empty())
      continue;
    own(item.owner, i, std::holds_alternative<typeset::GlyphRun>(item.content) ? Inside::Text : Inside::Page);
    std::visit([this](const auto& content) { write(content); }, item.content);
  }
  close();
  go(Inside::Page);
  return std::move(out_);
}

void ContentWriter::own(const typeset::Owner& owner, std::uint32_t item, Inside where) {
  ENSURE((owner.element == typeset::kNoElement) != (owner.artifact == typeset::Artifact::None));
  if (open_ && owner == owner_ && where == inside_) return;
  close();
  go(where);
  open_ = true;
  owner_ = owner;
  if (owner.artifact != typeset::Artifact::None) {
    out_.stream += artifact_beginning(owner.artifact);
    return;
  }
  out_.stream += '/';
  out_.stream += role_name(roles_.at(owner.element));
  out_.stream += "<</MCID ";
  append_integer(out_.stream, static_cast<std::int64_t>(out_.marked.size()));
  out_.stream += ">>BDC\n";
  out_.marked.push_back({.element = owner.element, .item = item});
}

void ContentWriter::close() {
  if (open_) out_.stream += "EMC\n";
  open_ = false;
}

void ContentWriter::go(Inside where) {
  if (where == inside_) return;
  inside_ = where;
  out_.stream += where == Inside::Text ? "BT\n" : "ET\n";
  x_ = y_ = pen_ = 0;
}

void ContentWriter::colour(model::Colour wanted) {
  if (wanted == colour_) return;
  colour_ = wanted;
  append_component(out_.stream, wanted.red);
  if (wanted.red == wanted.green && wanted.green == wanted.blue) {
    out_.stream += " g\n";
    return;
  }
  out_.stream += ' ';
  append_component(out_.stream, wanted.green);
  out_.stream += ' ';
  append_component(out_.stream, wanted.blue);
  out_.stream += " rg\n";
}

/// What all spaces of a justified line have in common is said once.
void ContentWriter::spaces(const typeset::GlyphRun& run) {
  std::int64_t count = 0, thousandths = 0;
  for (std::size_t i = 0; i < run.glyphs.size(); ++i) {
    const typeset::Glyph& glyph = run.glyphs[i];
    const std::int64_t wider = glyph.advance - glyph.width;
    const bool ends_line = i + 1 == run.glyphs.size() && wider == 0;
    if (glyph.cid != typeset::kSpaceCid || ends_line) continue;
    ++count;
    thousandths += wider;
  }
  const std::int64_t unit = run.size.in_micropoints() / 1000;
  const std::int64_t all = thousandths * unit;
  if (count == 0 || std::abs(all - count * wider_) < kSeen * unit / 2) return;
  const Length wider = Length::millipoints(hundredths(Length::micropoints(all / count)) * 10);
  wider_ = wider.in_micropoints();
  append_length(out_.stream, wider);
  out_.stream += " Tw ";
}

void ContentWriter::write(const typeset::GlyphRun& run) {
  colour(run.colour);
  std::string& out = out_.stream;
  if (run.font != font_ || run.size != size_) {
    font_ = run.font;
    size_ = run.size;
    out += "/F";
    append_integer(out, run.font);
    out += ' ';
    append_length(out, run.size);
    out += " Tf ";
  }
  if (run.scale != scale_) {
    scale_ = run.scale;
    append_length(out, Length::millipoints(std::int64_t{run.scale} * 100));  // in hundredths
    out += " Tz ";
  }
  spaces(run);
  const std::int64_t x = hundredths(run.x), y = hundredths(run.y);
  const std::int64_t begin = run.x.in_micropoints();
  // What goes on where the pen stands needs no place of its own; so the next line begins below this one's beginning.
  if (y != y_ || std::abs(pen_ - begin) > run.size.in_micropoints()) {
    append_length(out, Length::millipoints((x - x_) * 10));
    out += ' ';
    append_length(out, Length::millipoints((y - y_) * 10));
    out += " Td";
    x_ = x;
    y_ = y;
    pen_ = x * kHundredth;
  }
  if (run.reversed) out += "/ReversedChars BMC\n";  // ISO 32000-1, 14.8.2.3.3
  GlyphText text(out, run.size, (pen_ - begin) * 1000 / run.scale, wider_);
  for (const typeset::Glyph& glyph : run.glyphs) text.add(glyph);
  pen_ = begin + text.finish() * run.scale / 1000;
  if (run.reversed) out += "EMC\n";
}

void ContentWriter::write(const typeset::FilledRectangle& rectangle) {
  colour(rectangle.colour);
  for (const Length length : {rectangle.x, rectangle.y, rectangle.width, rectangle.height}) {
    append_length(out_.stream, length);
    out_.stream += ' ';
  }
  out_.stream += "re f\n";
}

void ContentWriter::write(const typeset::FilledPolygon& polygon) {
  if (polygon.corners.empty()) return;
  colour(polygon.colour);
  std::string& out = out_.stream;
  for (const typeset::FilledPolygon::Corner& corner : polygon.corners) {
    append_length(out, polygon.x + corner.x);
    out += ' ';
    append_length(out, polygon.y + corner.y);
    out += &corner == polygon.corners.data() ? " m " : " l ";
  }
  out += "h f\n";
}

void ContentWriter::write(const typeset::PlacedPicture& picture) {
  std::string& out = out_.stream;
  out += "q ";
  append_length(out, picture.width);
  out += " 0 0 ";
  append_length(out, picture.height);
  out += ' ';
  append_length(out, picture.x);
  out += ' ';
  append_length(out, picture.y);
  out += " cm/I";
  append_integer(out, picture.picture);
  out += " Do Q\n";
}

}  // namespace zielbaum::pdf
