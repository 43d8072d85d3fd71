// Which command a command line names, before anything of it is parsed. Needs no library: the launcher reads it, too.
#pragma once

#include <cstring>
#include <initializer_list>

namespace zielbaum::tool {

/// The options before a command that take the next word.
inline bool takes_next_word(const char* word) {
  for (const char* const option : {"-C", "--lang", "--color", "--author"})
    if (std::strcmp(word, option) == 0) return true;
  return false;
}

/// Null where none is named.
inline const char* command_word(int argc, const char* const* argv) {
  for (int i = 1; i < argc; ++i) {
    if (takes_next_word(argv[i])) {
      ++i;
    } else if (argv[i][0] != '-') {
      return argv[i];
    }
  }
  return nullptr;
}

}  // namespace zielbaum::tool
