// Child processes: a program with its arguments, never a shell line.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace zielbaum {

/// What a child process left.
struct Finished {
  int exit_code = 0;  ///< 128 + signal number if a signal ended it
  std::string out;    ///< its standard output
  std::string err;    ///< its standard error
};

/// Runs `arguments[0]`, looked up in PATH, with `input` on its standard input, and waits.
/// NotFound if there is no such program; Storage if it could not be started, wrote more than `most_output` bytes or
/// ran longer than `seconds` (it is killed then). An exit code other than 0 is no Error.
[[nodiscard]] Result<Finished> run_process(const std::vector<std::string>& arguments, std::string_view input = {},
                                           std::uint32_t seconds = 60, std::uint64_t most_output = 64u << 20);

/// Runs a program that talks to the user on our terminal (an editor, a pager), and waits. Returns its exit code.
[[nodiscard]] Result<int> run_on_terminal(const std::vector<std::string>& arguments);

}  // namespace zielbaum
