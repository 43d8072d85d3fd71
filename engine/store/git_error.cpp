#include "store/git_internal.h"

namespace zielbaum::store {

std::string reason() {
  const git_error* last = git_error_last();
  return last != nullptr && last->message != nullptr ? last->message : "?";
}

Error failure(int number, Message doing) {
  const std::string said = reason();
  const auto says = [&](std::string_view words) { return said.find(words) != std::string::npos; };
  if (says("No space left on device") || says("Disk quota exceeded")) {
    return advise(error(ErrorKind::Storage, "disk-full", std::move(doing)),
                  msg("Free some space and run the command again; nothing was changed."));
  }
  if (says("Permission denied") || says("Read-only file system")) {
    return advise(error(ErrorKind::Storage, "no-permission", std::move(doing)),
                  msg("Check who owns the file and whether the drive is read-only."));
  }
  if (says("fsync")) return error(ErrorKind::Storage, "untrusted-medium", std::move(doing));
  switch (number) {
    case GIT_ELOCKED:
      return error(ErrorKind::Locked, "locked", std::move(doing));
    case GIT_EMODIFIED:
      return error(ErrorKind::Conflict, "stale-base", std::move(doing));
    case GIT_ENOTFOUND:
      return error(ErrorKind::NotFound, "not-stored", std::move(doing));
    default:
      return error(ErrorKind::Storage, "storage-failed", std::move(doing));
  }
}

bool is_untrusted_medium(const Error& error) {
  return error.code == "untrusted-medium";
}

}  // namespace zielbaum::store
