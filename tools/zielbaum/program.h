// A program over engine/workspace with some of our commands.
#pragma once

#include "commands.h"

namespace zielbaum::tool {

using AddCommands = void (*)(Commands& commands);
/// Goes on in another program; returns only if it cannot.
using Elsewhere = int (*)(char* const* argv);

/// `elsewhere`, if not null, gets what names no command that was added: help on all of them, another's command, errors.
[[nodiscard]] int run_program(int argc, char** argv, AddCommands add_commands, Elsewhere elsewhere);

}  // namespace zielbaum::tool
