// Every sentence that the program can say has a German translation.
#include <filesystem>
#include <string>
#include <vector>

#include "base/file.h"
#include "base/message.h"
#include "support/catch.h"
#include "support/source_folder.h"

using namespace zielbaum;

namespace {

/// String literals (adjacent ones joined) that follow `call` directly; for counted() those after the first comma.
std::vector<std::string> literals_after(const std::string& text, const std::string& call, bool after_comma) {
  std::vector<std::string> found;
  for (std::size_t at = text.find(call); at != std::string::npos; at = text.find(call, at + 1)) {
    if (at > 0 && (std::isalnum(static_cast<unsigned char>(text[at - 1])) != 0 || text[at - 1] == '_')) continue;
    std::size_t i = at + call.size();
    int wanted = 1;
    if (after_comma) {
      wanted = 2;
      for (int depth = 0; i < text.size() && (text[i] != ',' || depth > 0); ++i)
        depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
      ++i;
    }
    while (wanted-- > 0) {
      std::string literal;
      for (;;) {
        while (i < text.size() && (text[i] == ' ' || text[i] == '\n')) ++i;
        if (i >= text.size() || text[i] != '"') break;
        for (++i; i < text.size() && text[i] != '"'; ++i) {
          if (text[i] == '\\') {
            ++i;
            literal += text[i] == 'n' ? '\n' : text[i];
          } else {
            literal += text[i];
          }
        }
        ++i;
      }
      if (!literal.empty()) found.push_back(literal);
      while (i < text.size() && (text[i] == ',' || text[i] == ' ' || text[i] == '\n')) ++i;
    }
  }
  return found;
}

}  // namespace

TEST_CASE("catalogue: every message has a German translation") {
  const std::filesystem::path root = test::kSourceFolder;
  std::size_t seen = 0;
  for (const char* part : {"engine", "tools/zielbaum"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root / part)) {
      if (entry.path().extension() != ".cpp") continue;
      const std::string text = *read_file(entry.path());
      std::vector<std::string> sentences = literals_after(text, "msg(", false);
      const std::vector<std::string> plurals = literals_after(text, "counted(", true);
      sentences.insert(sentences.end(), plurals.begin(), plurals.end());
      for (const std::string& sentence : sentences) {
        CAPTURE(std::filesystem::relative(entry.path(), root).string(), sentence);
        CHECK_FALSE(german(sentence).empty());
        ++seen;
      }
    }
  }
  CHECK(seen > 50);
}
