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

std::string to_unicode(const typeset::FontSubset& font) {
  std::vector<std::string> lines;
  for (std::size_t cid = 1; cid < font.text_of_cid.size(); ++cid) {
    if (font.text_of_cid[cid].empty()) continue;
    std::string line = "<";
    append_hex16(line, static_cast<std::uint16_t>(cid));
    lines.push_back(line + "><" + utf16_hex(font.text_of_cid[cid]) + ">\n");
  }
  std::string map =
      "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
      "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
      "/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n"
      "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n";
  constexpr std::size_t kMostInBlock = 100;  // by the CMap specification
  for (std::size_t i = 0; i < lines.size(); i += kMostInBlock) {
    const std::size_t count = std::min(kMostInBlock, lines.size() - i);
    append_integer(map, static_cast<std::int64_t>(count));
    map += " beginbfchar\n";
    for (std::size_t j = i; j < i + count; ++j) map += lines[j];
    map += "endbfchar\n";
  }
  return map + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
}

}  // namespace

Object add_font(Haru& haru, const typeset::FontSubset& font, std::uint32_t number) {
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
  const Object unicode = haru.add_stream("", to_unicode(font), Haru::Bytes::Plain);
  return haru.add("/Type/Font/Subtype/Type0/BaseFont/" + name + "/Encoding/Identity-H/DescendantFonts[" +
                  cid_font.reference() + "]/ToUnicode " + unicode.reference());
}

}  // namespace zielbaum::pdf
