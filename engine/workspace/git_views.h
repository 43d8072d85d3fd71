// What plain git shows of a workspace: git diff, git log -p and git show by nodes and words instead of lines of XML.
//
// git gives single files, of any version, and shows whatever comes back; so nothing here fails because of what stands
// in a file. A file is read by the document types that lie in the working copy.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "workspace/workspace.h"

namespace zielbaum::workspace {

/// What a document.xml is read by. What is missing or broken is left out.
struct GitContext {
  std::vector<model::DocumentType> types;
  model::Parties parties;
};
/// Of the workspace at or above `start`; empty where there is none.
[[nodiscard]] GitContext git_context(const std::filesystem::path& start);

/// A file as lines that can be compared by line: of a document.xml the tree with numbers, titles, fields and links;
/// anything else, and what cannot be read, as it is. Of a document with errors what could be understood, then its
/// bytes.
[[nodiscard]] std::string git_text(std::string_view bytes, std::string_view path, const GitContext& context,
                                   Language language);

/// What changed in a document.xml, by structure, or in prose (.md), by words. A side that is absent does not have the
/// file. Nothing where it cannot be said in this way: whoever asks shows the lines then.
[[nodiscard]] std::optional<std::vector<compose::TextLine>> git_diff(const std::optional<std::string>& before,
                                                                     const std::optional<std::string>& after,
                                                                     std::string_view path, const GitContext& context,
                                                                     Language language);

/// Teaches plain git these views, and to merge by our rules (git_merge.h): documents/.gitattributes, which is saved
/// with the documents and kept if it exists, and settings of this clone, which git does not carry from one to another.
/// The merge strategy is set only where git finds the program. Where it is not installed, git goes on with lines. Doing
/// it again changes nothing. NotFound ("no-git"), Storage.
[[nodiscard]] Result<void> set_up_git_views(const std::filesystem::path& root);
/// Whether this clone was taught so. Errors of set_up_git_views().
[[nodiscard]] Result<bool> shows_git_views(const std::filesystem::path& root);

}  // namespace zielbaum::workspace
