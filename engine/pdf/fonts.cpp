#include "pdf/codes_internal.h"
#include "pdf/parts_internal.h"
#include "pdf/syntax_internal.h"

namespace zielbaum::pdf {

namespace {

/// "ABCDEF+": six letters that tell subsets apart.
std::string subset_tag(std::uint32_t number) {
  std::string tag(6, 'A');
  for (std::size_t i = tag.size(); i-- > 0; number /= 26) tag[i] = static_cast<char>('A' + number % 26);
  return tag + "+";
}

}  // namespace

Object add_codes(Haru& haru, std::size_t count) {
  return haru.add_stream("/Type/CMap/CMapName/" + std::string(kCodesName) +
                             "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/WMode 0",
                         cids_of_codes(count), Haru::Bytes::Plain);
}

Object add_font(Haru& haru, const typeset::FontSubset& font, Object codes, std::uint32_t number) {
  const std::string name = subset_tag(number) + font.postscript_name;
  const Object file = haru.add_stream("/Length1 " + std::to_string(font.bytes.size()), font.bytes, Haru::Bytes::Plain);

  std::string descriptor = "/Type/FontDescriptor/FontName/" + name + "/FontBBox[";
  for (const std::int32_t edge : font.box) {
    append_integer(descriptor, edge);
    descriptor += ' ';
  }
  constexpr int kSymbolic = 4;
  constexpr int kItalic = 64;
  descriptor += "]/Flags " + std::to_string(kSymbolic + (font.italic_angle != 0 ? kItalic : 0)) + "/ItalicAngle " +
                std::to_string(font.italic_angle) + "/Ascent " + std::to_string(font.ascent) + "/Descent " +
                std::to_string(font.descent) + "/CapHeight " + std::to_string(font.cap_height) + "/StemV " +
                (font.weight >= 600 ? "140" : "85") + "/FontFile2 " + file.reference();

  std::string glyph_of_cid;
  std::string widths = "[0[";
  for (std::size_t cid = 0; cid < font.glyph_of_cid.size(); ++cid) {
    glyph_of_cid += static_cast<char>(font.glyph_of_cid[cid] >> 8);
    glyph_of_cid += static_cast<char>(font.glyph_of_cid[cid] & 0xFF);
    append_integer(widths, font.width_of_cid[cid]);
    widths += ' ';
  }
  widths += "]]";
  const Object map = haru.add_stream("", glyph_of_cid, Haru::Bytes::Plain);
  const Object cid_font =
      haru.add("/Type/Font/Subtype/CIDFontType2/BaseFont/" + name +
               "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 0/W" + widths + "/CIDToGIDMap " +
               map.reference() + "/FontDescriptor " + haru.add(descriptor).reference());
  const Object unicode = haru.add_stream("", texts_of_codes(font.text_of_cid), Haru::Bytes::Plain);
  return haru.add("/Type/Font/Subtype/Type0/BaseFont/" + name + "/Encoding " + codes.reference() + "/DescendantFonts[" +
                  cid_font.reference() + "]/ToUnicode " + unicode.reference());
}

}  // namespace zielbaum::pdf
