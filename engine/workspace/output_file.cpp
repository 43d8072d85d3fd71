#include "workspace/output_file.h"

#include <algorithm>
#include <fstream>
#include <string>
#include <system_error>

#include "base/utf8.h"
#include "model/paths.h"
#include "model/workspace.h"

namespace zielbaum::workspace {

namespace fs = std::filesystem;

namespace {

std::string_view ending_of(FileKind kind) {
  switch (kind) {
    case FileKind::Pdf:
      return ".pdf";
    case FileKind::Html:
      return ".html";
    case FileKind::Docx:
      return ".docx";
    case FileKind::Png:
      return ".png";
  }
  return "";
}

/// What files of a kind begin with.
std::string_view beginning_of(FileKind kind) {
  switch (kind) {
    case FileKind::Pdf:
      return "%PDF";
    case FileKind::Html:
      return "<";
    case FileKind::Docx:
      return "PK";
    case FileKind::Png:
      return "\x89PNG";
  }
  return "";
}

Error refused(std::string_view code, const fs::path& file, Message message, Message hint) {
  return advise(at(error(ErrorKind::Refused, std::string(code), std::move(message)), {file.string(), 0, 0, "", ""}),
                std::move(hint));
}

/// With links and dots resolved, as far as it exists.
fs::path real(const fs::path& path) {
  std::error_code failed;
  fs::path absolute = fs::absolute(path, failed).lexically_normal();
  if (!absolute.has_filename()) absolute = absolute.parent_path();
  const fs::path folder = fs::weakly_canonical(absolute.parent_path(), failed);
  return failed ? absolute : folder / absolute.filename();
}

bool is_within(const fs::path& path, const fs::path& folder) {
  const auto [in_folder, in_path] = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
  return in_folder == folder.end();
}

/// Whether a workspace's sources lie at `path`, or are it.
bool is_source(const fs::path& path) {
  std::error_code ignored;
  for (fs::path folder = path; folder != folder.parent_path(); folder = folder.parent_path()) {
    if (folder.filename() == ".git") return true;
    if (!fs::is_regular_file(folder / model::kWorkspaceFile, ignored)) continue;
    if (is_within(path, folder / "documents") || is_within(path, folder / "schemas")) return true;
  }
  return false;
}

Result<void> has_right_ending(const OutputFile& file) {
  const std::string ending = lower_case(file.path.extension().string());
  const bool fits =
      ending.empty() || ending == ending_of(file.kind) || (ending == ".htm" && file.kind == FileKind::Html);
  if (fits) return {};
  return advise(
      error(ErrorKind::Usage, "wrong-ending",
            msg("{0} would be a {1} file with another ending", file.path.string(), ending_of(file.kind).substr(1))),
      msg("Let its name end in {0}.", ending_of(file.kind)));
}

Result<void> is_of_its_kind(const OutputFile& file) {
  std::error_code failed;
  const fs::file_status status = fs::status(file.path, failed);
  if (!fs::exists(status)) return {};
  if (!fs::is_regular_file(status)) {
    return refused("other-kind", file.path, msg("{0} exists and is no file", file.path.string()),
                   msg("Choose another name."));
  }
  std::string head(beginning_of(file.kind).size(), '\0');
  std::ifstream stream(file.path, std::ios::binary);
  stream.read(head.data(), static_cast<std::streamsize>(head.size()));
  head.resize(static_cast<std::size_t>(stream.gcount()));
  if (head.empty() || head == beginning_of(file.kind)) return {};
  return refused("other-kind", file.path,
                 msg("{0} exists and is no {1} file", file.path.string(), ending_of(file.kind).substr(1)),
                 msg("Choose another name, or move that file away first."));
}

}  // namespace

Result<void> may_be_written(const std::vector<OutputFile>& files) {
  for (auto file = files.begin(); file != files.end(); ++file) {
    const fs::path path = real(file->path);
    const bool twice =
        std::any_of(files.begin(), file, [&](const OutputFile& other) { return real(other.path) == path; });
    if (twice) {
      return advise(
          error(ErrorKind::Usage, "same-file", msg("Two results would be written to {0}", file->path.string())),
          msg("Give each a name of its own."));
    }
    TRY(has_right_ending(*file));
    if (is_source(path)) {
      return refused("source-file", file->path,
                     msg("{0} lies where the workspace has its documents", file->path.string()),
                     msg("Write it elsewhere: not below documents, schemas or .git."));
    }
    TRY(is_of_its_kind(*file));
  }
  return {};
}

Result<void> may_hold_publication(const fs::path& root, const fs::path& folder) {
  const fs::path path = real(folder);
  if (!is_within(real(root), path) && !is_source(path)) return {};
  return refused("source-file", folder, msg("{0} lies where the workspace has its documents", folder.string()),
                 msg("Name a folder for the publication alone, for instance “downloads”."));
}

}  // namespace zielbaum::workspace
