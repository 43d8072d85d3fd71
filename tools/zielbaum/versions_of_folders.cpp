#include "versions_of_folders.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <string_view>

namespace zielbaum::tool {

namespace {

namespace fs = std::filesystem;

struct NamedFolder {
  std::string folder;
  std::string version = "working";
};

bool is_folder(const std::string& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

std::optional<NamedFolder> folder_in(const std::string& word) {
  constexpr std::string_view kExactly = "workspace:";
  constexpr std::array<std::string_view, 3> kBeginnings = {"/", "./", "../"};
  std::string path = word;
  if (word.starts_with(kExactly)) {
    path = word.substr(kExactly.size());
  } else {
    const std::string alone = word.substr(0, word.find('@'));
    const bool begins_so = std::any_of(kBeginnings.begin(), kBeginnings.end(),
                                       [&](std::string_view beginning) { return word.starts_with(beginning); });
    if (!begins_so && alone != "." && alone != "..") return std::nullopt;
  }
  // The name of a folder may hold an "@".
  const std::size_t mark = is_folder(path) ? std::string::npos : path.rfind('@');
  if (mark == std::string::npos) return NamedFolder{path};
  return NamedFolder{path.substr(0, mark), path.substr(mark + 1)};
}

Result<workspace::Workspace> open_near(const Session& session, const std::vector<std::string>& words) {
  Result<workspace::Workspace> opened = open(session);
  if (opened || opened.error().code != "no-workspace") return opened;
  for (const std::string& word : words)
    if (const std::optional<NamedFolder> named = folder_in(word)) return workspace::open(named->folder);
  return opened;
}

Result<fs::path> root_of(const std::string& folder) {
  Result<fs::path> root = workspace::find_root(folder);
  if (root || root.error().code != "no-such-folder") return root;
  return advise(root.error(),
                msg("A version that begins with /, ./ or ../ is the folder of a workspace; correct its path."));
}

}  // namespace

Result<OpenedFor> open_for(const Session& session, std::vector<std::string> words) {
  OpenedFor out{TRY(open_near(session, words)), std::move(words)};
  const DocumentId document{out.words.size() > 2 ? out.words.front() : ""};
  for (std::string& word : out.words) {
    std::optional<NamedFolder> named = folder_in(word);
    if (!named) continue;
    const fs::path root = TRY(root_of(named->folder));
    if (root == out.workspace.root()) {
      word = std::move(named->version);
      continue;
    }
    workspace::Beside beside =
        TRY(workspace::open_beside(std::move(out.workspace), root, named->version, document, now()));
    out.workspace = std::move(beside.workspace);
    word = "commit:" + beside.other.text;
  }
  return out;
}

}  // namespace zielbaum::tool
