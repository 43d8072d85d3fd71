// git's merge driver: three states of one file.
#include <array>

#include "accounting/accounting.h"
#include "base/merge_marks.h"
#include "workspace/git_merge.h"
#include "workspace/git_tree_internal.h"
#include "workspace/undecided_internal.h"
#include "xml/elements.h"

namespace zielbaum::workspace {

namespace {

constexpr std::string_view kOurs = "ours";
constexpr std::string_view kTheirs = "theirs";

/// git for Windows may hand over what it laid out.
std::string with_line_feeds(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  for (std::size_t i = 0; i < bytes.size(); ++i)
    if (bytes[i] != '\r' || i + 1 == bytes.size() || bytes[i + 1] != '\n') out += bytes[i];
  return out;
}

FileForGit by_sentences(const std::string& base, const std::string& ours, const std::string& theirs) {
  merge::MergedText merged = merge::merge_text(base, ours, theirs);
  if (merged.conflicts.empty()) {
    if (accounting::is_accounted_text(base, ours, theirs, merged.text)) return {std::move(merged.text)};
    return {with_merge_marks(base, ours, theirs, kOurs, kTheirs), false};
  }
  // What only one side changed is in all three.
  return {with_merge_marks(merged.text, merge::merge_text(base, ours, theirs, merge::Side::Ours).text,
                           merge::merge_text(base, ours, theirs, merge::Side::Theirs).text, kOurs, kTheirs),
          false};
}

/// Whether a tree made of three has all that either side did. Of texts a tree says nothing.
bool has_all(const std::array<std::optional<ReadTree>, 3>& trees, const model::DocumentType& type,
             const std::string& made) {
  std::vector<xml::Outline> outlines;
  for (const std::optional<ReadTree>& tree : trees)
    if (auto outline = xml::Outline::of(xml::write_document(tree->read.document, *tree->type), *tree->type))
      outlines.push_back(std::move(*outline));
  if (auto outline = xml::Outline::of(made, type)) outlines.push_back(std::move(*outline));
  if (outlines.size() != 4) return false;
  const accounting::Versions versions{{outlines[0], *trees[0]->type},
                                      {outlines[1], *trees[1]->type},
                                      {outlines[2], *trees[2]->type},
                                      {outlines[3], type},
                                      {}};
  const auto no_text = [](const ContentId&) -> Result<std::string> { return std::string(); };
  const Result<std::vector<accounting::Item>> lost = accounting::unaccounted(versions, {}, no_text);
  return lost && lost->empty();
}

/// Nothing where one of them cannot be read, or where something would be lost.
std::optional<FileForGit> by_tree(const std::array<std::string, 3>& files, std::string_view path,
                                  const GitContext& context) {
  std::array<std::optional<ReadTree>, 3> trees;
  for (std::size_t i = 0; i < files.size(); ++i) {
    trees[i] = read_tree(files[i], path, context);
    if (!trees[i] || has_errors(trees[i]->read.findings)) return std::nullopt;
  }
  const auto no_prose = [](const std::optional<ContentId>&, const ContentId&, const ContentId&,
                           merge::Side) -> Result<merge::MergedProse> { return merge::MergedProse{}; };
  const model::DocumentType& type = *trees[1]->type;
  const Result<merge::Merged> merged =
      merge::merge(trees[0]->read.document, trees[1]->read.document, trees[2]->read.document, type, no_prose);
  if (!merged) return std::nullopt;
  std::string bytes = xml::write_document(merged->document, type);
  if (merged->clean()) {
    if (!has_all(trees, type, bytes)) return std::nullopt;
    return FileForGit{std::move(bytes)};
  }
  std::vector<xml::Undecided> marks;
  for (const merge::Conflict& conflict : merged->conflicts) {
    std::string part(sort_word({merged->document.id(), conflict}));
    if (!conflict.part.empty()) part += " " + conflict.part;
    marks.push_back({conflict.node.text, std::move(part), part_in(trees[1]->read.document, conflict),
                     part_in(trees[2]->read.document, conflict)});
  }
  std::optional<std::string> marked = xml::with_marks(bytes, marks);
  return marked ? std::optional(FileForGit{std::move(*marked), false}) : std::nullopt;
}

}  // namespace

FileForGit merge_file_for_git(std::string_view base, std::string_view ours, std::string_view theirs,
                              std::string_view path, const GitContext& context) {
  const std::array<std::string, 3> files = {with_line_feeds(base), with_line_feeds(ours), with_line_feeds(theirs)};
  if (path.ends_with(".md")) return by_sentences(files[0], files[1], files[2]);
  if (std::optional<FileForGit> merged = by_tree(files, path, context)) return std::move(*merged);
  return {with_merge_marks(files[0], files[1], files[2], kOurs, kTheirs), false};
}

}  // namespace zielbaum::workspace
