#include "terminal.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <vector>

#include "base/process.h"
#include "session.h"

namespace zielbaum::tool {

namespace {

bool write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t wrote = ::write(descriptor, text.data(), text.size());
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(wrote));
  }
  return true;
}

/// The pager as git chooses it: of the variables that are set, even to nothing, the first. "" for none.
std::string pager() {
  for (const char* name : {"ZIELBAUM_PAGER", "PAGER"}) {
    if (const char* const wanted = std::getenv(name); wanted != nullptr)
      return std::strcmp(wanted, "cat") == 0 ? "" : wanted;
  }
  return "less -FRX";
}

/// False if there is no pager, or it could not be started; the caller prints the text itself then.
bool page(std::string_view text) {
  const std::string command = pager();
  if (command.empty()) return false;
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return false;
  // What git tells pagers that are not told otherwise: quit if all fits, show colours, leave the text standing.
  ::setenv("LESS", "FRX", 0);
  ::setenv("LV", "-c", 0);
  const pid_t child = ::fork();
  if (child < 0) {
    ::close(ends[0]);
    ::close(ends[1]);
    return false;
  }
  if (child == 0) {
    ::dup2(ends[0], STDIN_FILENO);
    // Through a shell, since people put options and pipes into PAGER.
    ::execlp("sh", "sh", "-c", command.c_str(), static_cast<char*>(nullptr));
    ::_exit(127);
  }
  ::close(ends[0]);
  // Whoever leaves the pager early closes the pipe; that is no failure.
  struct sigaction ignore {};
  struct sigaction before {};
  ignore.sa_handler = SIG_IGN;
  ::sigaction(SIGPIPE, &ignore, &before);
  (void)write_all(ends[1], text);
  ::close(ends[1]);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  ::sigaction(SIGPIPE, &before, nullptr);
  return !(WIFEXITED(status) && WEXITSTATUS(status) == 127);
}

/// Nobody reads any more: ends as programs do to which nothing else was said, and as git does.
[[noreturn]] void end_quietly() {
  std::signal(SIGPIPE, SIG_DFL);
  std::raise(SIGPIPE);
  ::_exit(128 + SIGPIPE);
}

}  // namespace

void open_standard_streams() {
  for (;;) {
    const int descriptor = ::open("/dev/null", O_RDWR);
    if (descriptor < 0) return;
    if (descriptor <= STDERR_FILENO) continue;
    ::close(descriptor);
    return;
  }
}

bool output_is_terminal() {
  return ::isatty(STDOUT_FILENO) == 1;
}

bool can_ask() {
  return ::isatty(STDIN_FILENO) == 1 && ::isatty(STDERR_FILENO) == 1;
}

std::optional<std::string> ask(std::string_view question) {
  show_talk(question);
  std::string answer;
  if (!std::getline(std::cin, answer) || answer.empty()) return std::nullopt;
  return answer;
}

Result<void> show(std::string_view text, Pager wanted) {
  if (text.empty()) return {};
  if (wanted == Pager::OnTerminal && output_is_terminal() && page(text)) return {};
  if (write_all(STDOUT_FILENO, text)) return {};
  if (errno == EPIPE) end_quietly();
  return error(ErrorKind::Storage, "output-failed", msg("The result could not be printed: {0}", std::strerror(errno)));
}

void show_talk(std::string_view text) {
  (void)write_all(STDERR_FILENO, text);
}

Result<void> edit_file(const std::string& path) {
  std::vector<std::string> commands = {environment("VISUAL"), environment("EDITOR"), "nano", "sensible-editor"};
  // sensible-editor falls back to vi where nothing else is installed: not for people who never left vi before.
  if (environment("VISUAL").empty() && environment("EDITOR").empty() && environment("SENSIBLE_EDITOR").empty())
    commands.pop_back();
  for (const std::string& command : commands) {
    if (command.find_first_not_of(' ') == std::string::npos) continue;
    // Through a shell as git does it, since people put options and quotes into EDITOR.
    const Result<int> finished = run_on_terminal({"sh", "-c", command + " \"$@\"", command, path});
    if (!finished) return finished.error();
    if (*finished == 127) continue;  // the shell found no such program
    if (*finished == 0) return {};
    return error(ErrorKind::Refused, "editor-failed", msg("The editor {0} ended with an error", command));
  }
  return advise(error(ErrorKind::NotFound, "no-editor", msg("No editor was found")),
                msg("Open {0} in a program of your choice, or set EDITOR.", path));
}

}  // namespace zielbaum::tool
