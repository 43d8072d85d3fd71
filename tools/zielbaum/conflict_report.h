// A merge told in the words of the document.
#pragma once

#include "report.h"
#include "session.h"
#include "workspace/merging.h"

namespace zielbaum::tool {

/// What is to be decided, with what each side did, and what was decided without asking.
[[nodiscard]] Result<void> print_conflicts(Session& session, const workspace::Workspace& workspace,
                                           const workspace::MergeResult& result);
[[nodiscard]] Result<Json> conflicts_json(const Session& session, const workspace::Workspace& workspace,
                                          const workspace::MergeResult& result);

/// "Saved: …", "Changed: …": an entry of the operation log for people.
[[nodiscard]] std::string operation_in_words(const Session& session, const store::Operation& operation);

}  // namespace zielbaum::tool
