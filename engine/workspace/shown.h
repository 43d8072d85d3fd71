// One version of a document made ready for compose.
#pragma once

#include "workspace/files.h"

namespace zielbaum::workspace {

struct Shown {
  LoadedPart loaded;
  model::Edition edition;
  std::optional<std::int64_t> unix_time;
};

/// The edition's file. NotFound ("unknown-edition").
[[nodiscard]] Result<model::Edition> edition_at(const Workspace& workspace, const State& state,
                                                const DocumentId& document, const EditionId& edition);
/// With its edition, if the version is one, else a draft's cover; `today` dates a working copy.
[[nodiscard]] Result<Shown> shown(const Workspace& workspace, LoadedPart loaded, const Date& today);
/// Views into all three arguments.
[[nodiscard]] compose::Source source_of(const Workspace& workspace, const Shown& shown, Others& others);

}  // namespace zielbaum::workspace
