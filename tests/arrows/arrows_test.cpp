// Reads every #include line of engine/ and tools/ against the table in README.md. The table is the rule; this test has
// no list of modules of its own.
#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "base/file.h"
#include "support/catch.h"
#include "support/source_folder.h"

using namespace zielbaum;

namespace {

struct Arrows {
  std::set<std::string> modules;  ///< that it may include
  std::set<std::string> foreign;  ///< libraries that it may include
};

/// The lines between "```arrows" and "```": `module -> module... [library...]`.
std::map<std::string, Arrows> read_table(const std::string& readme) {
  std::map<std::string, Arrows> table;
  std::istringstream lines(readme);
  std::string line;
  bool inside = false;
  while (std::getline(lines, line)) {
    if (line == "```arrows") {
      inside = true;
      continue;
    }
    if (line == "```") inside = false;
    if (!inside) continue;
    std::istringstream words(line);
    std::string module;
    std::string word;
    words >> module >> word;
    Arrows& arrows = table[module];
    bool foreign = false;
    while (words >> word) {
      if (word.starts_with("[")) foreign = true;
      std::string bare;
      std::copy_if(word.begin(), word.end(), std::back_inserter(bare),
                   [](char c) { return c != '[' && c != ']' && c != ','; });
      (foreign ? arrows.foreign : arrows.modules).insert(bare);
      if (word.ends_with("]")) foreign = false;
    }
    if (module != "base" && module != "store") arrows.modules.insert({"base", "model"});
    if (module == "store") arrows.modules.insert("base");
    arrows.modules.insert(module);
  }
  return table;
}

/// Which library a system header belongs to; "" for the C++ and POSIX ones.
std::string library_of(const std::string& header) {
  static const std::vector<std::pair<std::string, std::string>> kPrefixes = {
      {"unicode/", "ICU"},      {"openssl/", "libcrypto"}, {"cmark", "cmark"},      {"libxml/", "libxml2"},
      {"pugi", "pugixml"},      {"git2", "libgit2"},       {"png", "libpng"},       {"jpeglib", "libjpeg"},
      {"jerror", "libjpeg"},    {"hb", "HarfBuzz"},        {"hyphen", "libhyphen"}, {"hpdf", "libharu"},
      {"zlib", "zlib"},         {"qpdf/", "libqpdf"},      {"CLI/", "CLI11"},       {"nlohmann/", "nlohmann-json"},
      {"gif_lib", "giflib"},    {"webp/", "libwebp"},      {"lcms2", "Little-CMS"}, {"fmt/", "fmt"},
      {"ft2build", "FreeType"}, {"zip.", "libzip"},
  };
  for (const auto& [prefix, library] : kPrefixes) {
    if (header.starts_with(prefix)) return library;
  }
  // POSIX and glibc.
  static const std::set<std::string> kSystem = {"fcntl.h",     "poll.h",      "pwd.h",      "signal.h",
                                                "spawn.h",     "unistd.h",    "dirent.h",   "setjmp.h",
                                                "malloc.h",    "sys/file.h",  "sys/stat.h", "sys/wait.h",
                                                "sys/types.h", "sys/ioctl.h", "sys/mman.h", "sys/resource.h"};
  const bool standard = header.find('.') == std::string::npos && header.find('/') == std::string::npos;
  return standard || kSystem.contains(header) ? "" : "unknown header " + header;
}

struct Include {
  std::string name;
  bool quoted = false;
  int line = 0;
};

std::vector<Include> includes_of(const std::string& text) {
  std::vector<Include> found;
  std::istringstream lines(text);
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    if (!line.starts_with("#include")) continue;
    const std::size_t begin = line.find_first_of("\"<");
    const std::size_t end = line.find_last_of("\">");
    if (begin == std::string::npos || end <= begin) continue;
    found.push_back({line.substr(begin + 1, end - begin - 1), line[begin] == '"', number});
  }
  return found;
}

std::vector<std::string> violations(const std::filesystem::path& root, const std::map<std::string, Arrows>& table) {
  std::vector<std::string> out;
  for (const char* part : {"engine", "tools/zielbaum"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root / part)) {
      const std::filesystem::path path = entry.path();
      if (path.extension() != ".h" && path.extension() != ".cpp") continue;
      const std::string name = std::filesystem::relative(path, root).string();
      const bool tool = std::string(part) != "engine";
      const std::string module = tool ? "tools/zielbaum" : path.parent_path().filename().string();
      const bool public_header = path.extension() == ".h" && !path.stem().string().ends_with("_internal");
      if (!table.contains(module)) {
        out.push_back(name + ": its module is not in the README's table");
        continue;
      }
      const Arrows& arrows = table.at(module);
      for (const Include& include : includes_of(*read_file(path))) {
        const std::string place = name + ":" + std::to_string(include.line) + ": ";
        if (include.quoted) {
          const std::string target = include.name.substr(0, include.name.find('/'));
          const bool own = tool && include.name.find('/') == std::string::npos;
          const bool content_source = module == "store" && include.name == "model/prose_source.h";
          if (!own && !content_source && !arrows.modules.contains(target)) {
            out.push_back(place + module + " must not include " + include.name);
          }
        } else if (const std::string library = library_of(include.name); !library.empty()) {
          if (!arrows.foreign.contains(library)) out.push_back(place + module + " must not include " + library);
          if (public_header && !tool) out.push_back(place + "a public header includes " + library);
        }
      }
    }
  }
  return out;
}

}  // namespace

TEST_CASE("arrows: every #include is allowed by the table in the README") {
  const std::filesystem::path root = test::kSourceFolder;
  const auto table = read_table(*read_file(root / "README.md"));
  REQUIRE(table.size() > 10);
  for (const std::string& violation : violations(root, table)) {
    UNSCOPED_INFO(violation);
    CHECK(violation.empty());
  }
}

TEST_CASE("arrows: the test sees a forbidden arrow") {
  const std::filesystem::path root = test::kSourceFolder;
  auto table = read_table(*read_file(root / "README.md"));
  table.at("xml").foreign.erase("pugixml");
  table.at("text").modules.erase("model");
  CHECK(violations(root, table).size() >= 2);
}

TEST_CASE("arrows: only the tool prints, reads the environment or asks the clock") {
  const std::filesystem::path root = test::kSourceFolder;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root / "engine")) {
    if (entry.path().extension() != ".cpp" && entry.path().extension() != ".h") continue;
    const std::string text = *read_file(entry.path());
    for (const char* word :
         {"std::cout", "std::cerr", "printf(\"", "getenv", "system_clock", "std::time(", "setlocale"}) {
      CAPTURE(entry.path().string(), word);
      CHECK(text.find(word) == std::string::npos);
    }
  }
}
