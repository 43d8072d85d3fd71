#include "base/blank.h"

#include <unicode/uchar.h>

#include "base/utf8.h"

namespace zielbaum {

bool is_blank_text(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const Decoded next = decode_utf8(text, at);
    const auto character = static_cast<UChar32>(next.character);
    if (u_isUWhiteSpace(character) == 0 && u_charType(character) != U_FORMAT_CHAR) return false;
    at += next.size;
  }
  return true;
}

}  // namespace zielbaum
