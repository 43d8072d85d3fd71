// How far a long task is, for whoever waits at a terminal.
#pragma once

#include "session.h"

namespace zielbaum::tool {

/// From the first second on a line of error output that says how much of the history is read; it goes away when all is.
/// Says nothing where error output is no terminal.
[[nodiscard]] history::Progress progress_on_terminal(const Session& session);

}  // namespace zielbaum::tool
