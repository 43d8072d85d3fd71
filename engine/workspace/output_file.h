// Where results may be written: never over what a workspace is made of, nor over a file of another kind.
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace zielbaum::workspace {

enum class FileKind { Pdf, Html, Docx, Png };

/// A file that is to be written.
struct OutputFile {
  std::filesystem::path path;
  FileKind kind = FileKind::Pdf;
};
/// Usage ("wrong-ending", "same-file") where a name does not fit its kind, or two are one file; Refused
/// ("source-file", "other-kind") where a file lies in the documents/, schemas/ or .git of a workspace, or exists and is
/// of another kind. A name without an ending fits all kinds.
[[nodiscard]] Result<void> may_be_written(const std::vector<OutputFile>& files);

/// Refused ("source-file") where a folder is no place for a publication: a workspace, a folder above it, and what it is
/// made of.
[[nodiscard]] Result<void> may_hold_publication(const std::filesystem::path& root, const std::filesystem::path& folder);

}  // namespace zielbaum::workspace
