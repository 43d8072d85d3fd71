// Versions that are the folder of another workspace: ../entwurf, workspace:entwurf@muster-2022.
#pragma once

#include <string>
#include <vector>

#include "session.h"

namespace zielbaum::tool {

/// A workspace that all of `words` can be looked up in.
struct OpenedFor {
  workspace::Workspace workspace;
  std::vector<std::string> words;  ///< as given, but folders by the name that their state has in the workspace
};
/// Opens the session's workspace, and beside it the one of each word that names a folder: a word that begins with "/",
/// "./", "../" or "workspace:", or is "." or "..". Behind the folder may stand "@VERSION"; without, its working copy is
/// meant. Outside of a workspace the first of those folders takes the session's place. NotFound ("no-such-folder");
/// errors of workspace::open_beside().
[[nodiscard]] Result<OpenedFor> open_for(const Session& session, std::vector<std::string> words);

}  // namespace zielbaum::tool
