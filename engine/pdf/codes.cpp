#include "pdf/codes_internal.h"

#include <algorithm>

#include "pdf/syntax_internal.h"

namespace zielbaum::pdf {

namespace {

/// "<41>"
void append_hex_code(std::string& out, std::size_t cid) {
  std::string digits;
  append_hex16(digits, static_cast<std::uint16_t>(cid < 0x80 ? cid : 0x8000 | cid));
  out += '<';
  out += cid < 0x80 ? std::string_view(digits).substr(2) : std::string_view(digits);
  out += '>';
}

/// A map whose entries are of one kind: "bfchar", "cidrange".
std::string map_of(std::string_view head, std::string_view kind, const std::vector<std::string>& entries) {
  std::string map = "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n";
  map += head;
  map += "2 begincodespacerange\n<00><7F>\n<8000><FFFF>\nendcodespacerange\n";
  constexpr std::size_t kMostInBlock = 100;  // by the CMap specification
  for (std::size_t i = 0; i < entries.size(); i += kMostInBlock) {
    const std::size_t count = std::min(kMostInBlock, entries.size() - i);
    append_integer(map, static_cast<std::int64_t>(count));
    map += " begin" + std::string(kind) + "\n";
    for (std::size_t j = i; j < i + count; ++j) map += entries[j];
    map += "end" + std::string(kind) + "\n";
  }
  return map + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
}

}  // namespace

std::string cids_of_codes(std::size_t count) {
  std::vector<std::string> ranges;
  for (std::size_t begin = 0; begin < count;) {  // the codes of a range differ in their last byte only
    const std::size_t end = begin < 0x80 ? 0x80 : (begin | 0xFF) + 1;
    std::string& range = ranges.emplace_back();
    append_hex_code(range, begin);
    append_hex_code(range, end - 1);
    range += ' ' + std::to_string(begin) + '\n';
    begin = end;
  }
  return map_of("/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>def\n/CMapName/" +
                    std::string(kCodesName) + " def\n/CMapType 1 def\n/WMode 0 def\n",
                "cidrange", ranges);
}

std::string texts_of_codes(const std::vector<std::u32string>& text_of_cid) {
  std::vector<std::string> texts;
  for (std::size_t cid = 1; cid < text_of_cid.size(); ++cid) {
    if (text_of_cid[cid].empty()) continue;
    append_hex_code(texts.emplace_back(), cid);
    texts.back() += "<" + utf16_hex(text_of_cid[cid]) + ">\n";
  }
  return map_of(
      "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
      "/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n",
      "bfchar", texts);
}

}  // namespace zielbaum::pdf
