// What people say about a change, apart from its text. Front door of the module.
//
// A reason says why a node was changed. Which reasons belong to a comparison OLD -> NEW:
//   those written upon NEW or a version behind it (of the working copy: upon the version it is based on, or behind),
//   and later than the common ancestor of OLD and NEW was saved; where they have none in common, whenever.
//   Of several for one node, the newest counts.
// A reason that was written upon the very version where two lines parted belongs to both: nothing says on which of them
// the change that it is about was saved.
// But for that, the reasons of a draft stay with the draft until it is worked in, and those that led to OLD are not
// told again.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/reason.h"

namespace zielbaum::review {

/// A text is parted at empty lines.
inline constexpr std::size_t kMostBytes = 64 * 1024;

/// What a reason is about, and when and upon what it is written.
struct About {
  DocumentId document;
  NodeId node;
  VersionId upon;
  std::int64_t unix_time = 0;
};

/// A reason with an id of its own, made of its time and of all that it says. Usage: "no-reason" where the text says
/// nothing, "too-long", "bad-text" where it has characters that no file can hold.
[[nodiscard]] Result<model::Reason> make_reason(const About& about, std::string_view text);

/// Where a document's records lie: "<document>/reviews".
[[nodiscard]] std::string folder(const DocumentId& document);
[[nodiscard]] std::string path(const model::Reason& reason);

/// Whether `a` was written before `b`; of the same second, an order that stays.
[[nodiscard]] bool is_older(const model::Reason& a, const model::Reason& b);

/// The versions that a comparison OLD -> NEW is about.
struct Span {
  std::set<VersionId> within;         ///< NEW and all behind it
  std::optional<std::int64_t> since;  ///< when the common ancestor was saved; none: there is none
};

/// By node the reasons that belong to the comparison.
[[nodiscard]] std::map<NodeId, model::Reason> belonging(const std::vector<model::Reason>& reasons, const Span& span);

}  // namespace zielbaum::review
