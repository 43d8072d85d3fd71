// Records in git: a branch whose tree holds one file for each, and whose versions each add one.
#pragma once

#include "store/references_internal.h"

namespace zielbaum::store {

inline constexpr const char* kDiscussion = "refs/heads/zielbaum/discussion";

/// Refused ("bad-path") unless `path` can be a record's.
[[nodiscard]] Result<void> check_record_path(std::string_view path);
[[nodiscard]] Error record_exists(std::string_view path);

/// Refused ("record-changed") if a record is not as it was.
[[nodiscard]] Result<void> check_no_record_changed(const std::vector<ChangedFile>& changed);

/// As Store::take_records(), for records that were checked. Requires the writer lock.
[[nodiscard]] Result<void> take_records(const Repository& repository, const std::optional<VersionId>& from,
                                        const VersionId& to, const Message& sentence, const Act& act);

/// As Store::add_record(). Requires the writer lock.
[[nodiscard]] Result<void> add_record(const Repository& repository, std::string_view path, std::string_view bytes,
                                      std::string_view message, const Act& act);

}  // namespace zielbaum::store
