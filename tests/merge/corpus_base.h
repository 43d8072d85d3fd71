// The document that the merge cases start from: tests/merge/corpus/base, a workspace without its schemas.
#pragma once

#include <filesystem>
#include <set>
#include <string>

#include "base/error.h"
#include "merge/texts.h"
#include "model/document.h"
#include "model/type.h"
#include "model/workspace.h"

namespace zielbaum::test {

struct CorpusBase {
  model::DocumentType type;
  model::Parties parties;
  model::Document document;
  Texts texts;
  std::set<ContentId> checked_texts;  ///< those of `document`: nothing is wrong with them
};

[[nodiscard]] std::filesystem::path corpus_folder();

/// Throws std::runtime_error where a file cannot be read or breaks the rules of its type.
[[nodiscard]] CorpusBase read_corpus_base();

/// Writes the document and its texts below `workspace`, as the program would.
void write_files(const std::filesystem::path& workspace, const model::Document& document, const CorpusBase& base);

struct RuleBroken {
  std::string code;
  std::string node;
  auto operator<=>(const RuleBroken&) const = default;
};
/// What schema::check finds of that severity.
[[nodiscard]] std::set<RuleBroken> rules_broken(const model::Document& document, const CorpusBase& base,
                                                Severity severity);

}  // namespace zielbaum::test
