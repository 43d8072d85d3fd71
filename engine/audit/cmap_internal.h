// Character maps of PDF (CMap), as far as fonts of codes of one and of two bytes need them.
#pragma once

#include <bitset>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace zielbaum::audit {

struct CharacterMap {
  std::map<std::uint32_t, std::vector<std::uint16_t>> unicode;  ///< UTF-16 of each code: bfchar, bfrange
  std::map<std::uint32_t, std::uint32_t> cids;                  ///< cidchar, cidrange
  std::bitset<256> single;                                      ///< which bytes are codes by themselves
  std::string uses;                                             ///< another map that it builds upon (usecmap)
  int writing_mode = 0;                                         ///< WMode
};

/// Reads what it understands of a map, and passes over the rest. Codes above 0xFFFF are left out.
[[nodiscard]] CharacterMap read_character_map(std::string_view bytes);

}  // namespace zielbaum::audit
