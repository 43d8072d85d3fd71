// Build step: turns `de.po` files (gettext's format: msgid, msgstr, continued lines) into one sorted C++ table.
//
//   compile_catalogue OUT.cpp FILE.po...
//
// Refuses a translation whose placeholders differ from the original's, and one text translated in two ways.
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <map>
#include <string>
#include <vector>

namespace {

std::string unquote(const std::string& line) {
  const std::size_t first = line.find('"');
  const std::size_t last = line.rfind('"');
  std::string out;
  for (std::size_t i = first + 1; i < last; ++i) {
    if (line[i] != '\\') {
      out += line[i];
      continue;
    }
    const char escaped = line[++i];
    out += escaped == 'n' ? '\n' : escaped == 't' ? '\t' : escaped;
  }
  return out;
}

std::string quote(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else {
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
  }
  return out + '"';
}

std::vector<char> placeholders(const std::string& text) {
  std::vector<char> found;
  for (std::size_t i = 0; i + 2 < text.size(); ++i) {
    if (text[i] == '{' && text[i + 2] == '}' && text[i + 1] >= '0' && text[i + 1] <= '9') found.push_back(text[i + 1]);
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace

int main(int argc, char** argv) {
  std::map<std::string, std::string> entries;
  bool failed = false;
  for (int i = 2; i < argc; ++i) {
    std::ifstream in(argv[i], std::ios::binary);
    std::string line;
    std::string english;
    std::string german;
    std::string* current = nullptr;
    int number = 0;
    const auto finish = [&] {
      if (!english.empty() && !german.empty()) {
        if (placeholders(english) != placeholders(german)) {
          std::cerr << argv[i] << ':' << number << ": placeholders differ: " << english << '\n';
          failed = true;
        }
        const auto [place, added] = entries.emplace(english, german);
        if (!added && place->second != german) {
          std::cerr << argv[i] << ':' << number << ": translated in two ways: " << english << '\n';
          failed = true;
        }
      }
      english.clear();
      german.clear();
      current = nullptr;
    };
    while (std::getline(in, line)) {
      ++number;
      if (line.starts_with("msgid ")) {
        finish();
        current = &english;
        english = unquote(line);
      } else if (line.starts_with("msgstr ")) {
        current = &german;
        german = unquote(line);
      } else if (line.starts_with("\"") && current != nullptr) {
        *current += unquote(line);
      }
    }
    finish();
  }
  if (failed || argc < 2) return 1;
  std::ofstream out(argv[1], std::ios::binary);
  out << "#include \"base/catalogue_internal.h\"\n\nnamespace zielbaum {\n\nstatic const CatalogueEntry kEntries[] = "
         "{\n";
  out << "    {\"\", \"\"},\n";
  for (const auto& [english, german] : entries) out << "    {" << quote(english) << ", " << quote(german) << "},\n";
  out << "};\n\nextern const CatalogueEntry* const catalogue_entries = kEntries;\n"
      << "extern const std::size_t catalogue_size = sizeof(kEntries) / sizeof(kEntries[0]);\n\n}  // namespace "
         "zielbaum\n";
  return out.good() ? 0 : 1;
}
