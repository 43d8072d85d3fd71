#include "terminal.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
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

bool fits_on_screen(std::string_view text) {
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_row == 0) return true;
  return std::count(text.begin(), text.end(), '\n') < size.ws_row - 1;
}

/// A command as people write it into EDITOR or PAGER: words divided by spaces.
std::vector<std::string> words_of(const std::string& command) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : command + " ") {
    if (c != ' ') {
      word += c;
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  return words;
}

/// False if the pager could not be started; the caller prints the text itself then.
bool page(std::string_view text) {
  std::string command = environment("ZIELBAUM_PAGER");
  if (command.empty()) command = environment("PAGER");
  if (command.empty()) command = "less";
  const std::vector<std::string> words = words_of(command);
  if (words.empty() || words.front() == "cat") return false;
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return false;
  ::setenv("LESS", "FRX", 0);
  const pid_t child = ::fork();
  if (child < 0) {
    ::close(ends[0]);
    ::close(ends[1]);
    return false;
  }
  if (child == 0) {
    ::dup2(ends[0], STDIN_FILENO);
    ::execvp(arguments[0], arguments.data());
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

Result<void> show(std::string_view text) {
  if (text.empty()) return {};
  if (output_is_terminal() && !fits_on_screen(text) && page(text)) return {};
  if (write_all(STDOUT_FILENO, text)) return {};
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
    if (words_of(command).empty()) continue;
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
