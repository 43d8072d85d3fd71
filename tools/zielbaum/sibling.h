// Starting one of our other programs in the place of this one. Needs no library: the launcher does it, too.
#pragma once

#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <initializer_list>

namespace zielbaum::tool {

/// The program of that name beside this one, or in ../libexec/zielbaum. Returns only where there is none: 70, with
/// words.
inline int start_sibling(const char* name, char* const* argv) {
  char own[4096];
  const ssize_t length = readlink("/proc/self/exe", own, sizeof own - 1);
  if (length > 0) {
    own[length] = '\0';
    *std::strrchr(own, '/') = '\0';
    for (const char* const folder : {"", "/../libexec/zielbaum"}) {
      char path[4096 + 64];
      std::snprintf(path, sizeof path, "%s%s/%s", own, folder, name);
      execv(path, argv);
    }
  }
  std::fprintf(stderr, "zielbaum: %s is missing beside this program; install Zielbaum again.\n", name);
  return 70;
}

}  // namespace zielbaum::tool
