// The rules of one loaded document, and of the files beside the documents.
#pragma once

#include "workspace/in_question_internal.h"
#include "workspace/workspace.h"

namespace zielbaum::workspace {

/// Which texts are asked about: CheckInput::asks_for.
using AsksFor = std::function<bool(const schema::ProseFile&)>;

/// Findings of reading and of all rules but the XML Schema (which says nothing that these do not say better).
[[nodiscard]] Findings rules_broken(const Workspace& workspace, const Loaded& loaded,
                                    const MakeFurtherCheck& further = {}, const AsksFor& asks_for = {});

/// The same of the part that is in question, which has to be there; of its texts only those in question.
[[nodiscard]] Findings rules_broken(const Workspace& workspace, const InQuestion& question);

/// What may be saved although it is an error: a draft may be unfinished, but never unreadable.
[[nodiscard]] bool is_unfinished(const Finding& finding);

/// documents/workspace.xml, parties.xml, editions, types and themes: whether each can be read; links among the files.
[[nodiscard]] Result<Checked> check_own_files(const Workspace& workspace, const State& state);

}  // namespace zielbaum::workspace
