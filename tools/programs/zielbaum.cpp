// zielbaum: starts the program that has the command. Most commands read and write documents (zielbaum-core); the others
// make pages, which needs thirty libraries more (zielbaum-pages). Loading these takes longer than most commands.
#include <cstdio>
#include <cstring>

#include "command_word.h"
#include "sibling.h"

using namespace zielbaum::tool;

namespace {

// With their German names. One that is missing here is found all the same, by zielbaum-core, only later.
constexpr const char* kPageCommands[] = {"audit",
                                         "pruefen-pdf",
                                         "prüfen-pdf",
                                         "changes",
                                         "änderungsliste",
                                         "aenderungsliste",
                                         "check",
                                         "prüfen",
                                         "pruefen",
                                         "pdf",
                                         "drucken",
                                         "preview",
                                         "vorschau",
                                         "publish",
                                         "veröffentlichen",
                                         "veroeffentlichen",
                                         "redline",
                                         "änderungsfassung",
                                         "aenderungsfassung",
                                         "synopse",
                                         "gegenüberstellen",
                                         "gegenueberstellen"};

bool makes_pages(const char* command) {
  for (const char* const one : kPageCommands)
    if (std::strcmp(command, one) == 0) return true;
  return false;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 2 && std::strcmp(argv[1], "--version") == 0) {
    std::puts("zielbaum " ZIELBAUM_VERSION);
    return 0;
  }
  const char* const command = command_word(argc, argv);
  return start_sibling(command != nullptr && makes_pages(command) ? "zielbaum-pages" : "zielbaum-core", argv);
}
