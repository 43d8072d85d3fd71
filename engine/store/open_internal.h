// Opening a repository without trusting it: who owns it, what its configuration says, which format it has.
#pragma once

#include "store/git_internal.h"

namespace zielbaum::store {

/// Errors as open_git().
[[nodiscard]] Result<Repository> open_repository(const std::filesystem::path& root);
/// Makes an empty one with branch main. Refused if there is one already.
[[nodiscard]] Result<void> make_repository(const std::filesystem::path& root);

[[nodiscard]] Result<std::optional<Author>> author_of_configuration(const Repository& repository);
[[nodiscard]] Result<void> write_author(const Repository& repository, const Author& author);

}  // namespace zielbaum::store
