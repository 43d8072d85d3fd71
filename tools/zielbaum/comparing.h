// What commands that compare versions share: how versions are named.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "commands.h"
#include "workspace/workspace.h"

namespace zielbaum::tool {

/// What "[DOCUMENT] OLD [NEW]" means. A first word that is a document's id is one.
struct Wanted {
  std::optional<DocumentId> document;
  std::string before = "saved";
  std::string after = "working";
};

[[nodiscard]] Wanted wanted_of(const workspace::Workspace& workspace, std::vector<std::string> words);
/// With the only document where none is named.
[[nodiscard]] Result<Wanted> one_document(const workspace::Workspace& workspace, std::vector<std::string> words);

struct States {
  workspace::State before, after;
};
[[nodiscard]] Result<States> states_of(const workspace::Workspace& workspace, const DocumentId& document,
                                       const Wanted& wanted);
/// As whoever shows the changes wants them.
[[nodiscard]] Result<workspace::Comparison> compare(const workspace::Workspace& workspace, const DocumentId& document,
                                                    const Wanted& wanted);
[[nodiscard]] Result<workspace::WholeComparison> compare_whole(const workspace::Workspace& workspace,
                                                               const DocumentId& document, const Wanted& wanted);

/// The argument that wanted_of() reads.
void add_versions(Commands& commands, CLI::App* command, std::vector<std::string>& words);
/// The option that workspace::concerning() reads.
void add_only(Commands& commands, CLI::App* command, std::vector<std::string>& only);

}  // namespace zielbaum::tool
