// Talking with a person: questions, editor, pager.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace zielbaum::tool {

/// Makes sure that the first three descriptors are open, so that no file of ours becomes somebody's output.
void open_standard_streams();

[[nodiscard]] bool output_is_terminal();
/// Whether there is somebody to ask: input and error output are a terminal.
[[nodiscard]] bool can_ask();
[[nodiscard]] std::optional<std::string> ask(std::string_view question);

enum class Pager { None, OnTerminal };

/// Writes to standard output. Storage if not all could be written; where nobody reads any more, it ends the program
/// without a word. On a terminal and if wanted, through ZIELBAUM_PAGER, PAGER or less; leaving that early is no
/// failure.
[[nodiscard]] Result<void> show(std::string_view text, Pager wanted = Pager::None);
/// Writes to standard error; nothing can be done if that fails.
void show_talk(std::string_view text);

/// Opens a file in VISUAL, EDITOR, nano or sensible-editor, and waits. Never vi unasked: NotFound ("no-editor").
[[nodiscard]] Result<void> edit_file(const std::string& path);

}  // namespace zielbaum::tool
