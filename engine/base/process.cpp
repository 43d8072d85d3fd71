#include "base/process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>

extern char** environ;

namespace zielbaum {

namespace {

struct Pipe {
  std::array<int, 2> ends{-1, -1};
  Pipe() = default;
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  ~Pipe() {
    close(0);
    close(1);
  }
  [[nodiscard]] bool open() { return ::pipe2(ends.data(), O_CLOEXEC) == 0; }
  void close(std::size_t end) {
    if (ends[end] >= 0) ::close(std::exchange(ends[end], -1));
  }
};

std::vector<char*> c_arguments(const std::vector<std::string>& arguments) {
  std::vector<char*> out;
  out.reserve(arguments.size() + 1);
  for (const std::string& argument : arguments) out.push_back(const_cast<char*>(argument.c_str()));
  out.push_back(nullptr);
  return out;
}

Error start_error(const std::string& program, int number) {
  if (number == ENOENT) {
    return error(ErrorKind::NotFound, "no-such-program", msg("The program {0} was not found", program));
  }
  return error(ErrorKind::Storage, "process-failed",
               msg("The program {0} could not be started: {1}", program, std::string_view(std::strerror(number))));
}

int exit_code_of(int status) {
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

Result<Finished> run_process(const std::vector<std::string>& arguments, std::string_view input, std::uint32_t seconds,
                             std::uint64_t most_output) {
  ENSURE(!arguments.empty());
  Pipe in;
  Pipe out;
  Pipe err;
  if (!in.open() || !out.open() || !err.open()) return start_error(arguments[0], errno);

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in.ends[0], 0);
  posix_spawn_file_actions_adddup2(&actions, out.ends[1], 1);
  posix_spawn_file_actions_adddup2(&actions, err.ends[1], 2);
  pid_t child = 0;
  const int failed =
      ::posix_spawnp(&child, arguments[0].c_str(), &actions, nullptr, c_arguments(arguments).data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) return start_error(arguments[0], failed);
  in.close(0);
  out.close(1);
  err.close(1);
  ::fcntl(in.ends[1], F_SETFL, O_NONBLOCK);

  Finished finished;
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  bool too_long = false;
  bool too_much = false;
  if (input.empty()) in.close(1);
  // A child that stops reading must not end us; the mask is ours alone (no threads in the engine).
  struct sigaction ignore {};
  struct sigaction before {};
  ignore.sa_handler = SIG_IGN;
  ::sigaction(SIGPIPE, &ignore, &before);
  while (out.ends[0] >= 0 || err.ends[0] >= 0) {
    std::array<pollfd, 3> watched = {{{in.ends[1], POLLOUT, 0}, {out.ends[0], POLLIN, 0}, {err.ends[0], POLLIN, 0}}};
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now()).count();
    const int ready = left <= 0 ? 0 : ::poll(watched.data(), watched.size(), static_cast<int>(left));
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) {
      too_long = true;
      break;
    }
    if (watched[0].revents != 0 && in.ends[1] >= 0) {
      const ssize_t put = ::write(in.ends[1], input.data(), input.size());
      if (put > 0) input.remove_prefix(static_cast<std::size_t>(put));
      if (input.empty() || (put < 0 && errno != EAGAIN && errno != EINTR)) in.close(1);
    }
    const auto take = [&](Pipe& pipe, short events, std::string& into) {
      if (events == 0 || pipe.ends[0] < 0) return;
      std::array<char, 65536> buffer{};
      const ssize_t got = ::read(pipe.ends[0], buffer.data(), buffer.size());
      if (got > 0) into.append(buffer.data(), static_cast<std::size_t>(got));
      if (got == 0 || (got < 0 && errno != EINTR)) pipe.close(0);
    };
    take(out, watched[1].revents, finished.out);
    take(err, watched[2].revents, finished.err);
    if (finished.out.size() + finished.err.size() > most_output) {
      too_much = true;
      break;
    }
  }
  ::sigaction(SIGPIPE, &before, nullptr);
  if (too_long || too_much) ::kill(child, SIGKILL);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (too_long) {
    return error(ErrorKind::Storage, "process-too-long",
                 msg("The program {0} ran longer than {1} seconds and was stopped", arguments[0], seconds));
  }
  if (too_much) {
    return error(ErrorKind::Storage, "process-too-much",
                 msg("The program {0} wrote more than {1} bytes and was stopped", arguments[0], most_output));
  }
  finished.exit_code = exit_code_of(status);
  return finished;
}

Result<int> run_on_terminal(const std::vector<std::string>& arguments) {
  ENSURE(!arguments.empty());
  pid_t child = 0;
  const int failed =
      ::posix_spawnp(&child, arguments[0].c_str(), nullptr, nullptr, c_arguments(arguments).data(), environ);
  if (failed != 0) return start_error(arguments[0], failed);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return exit_code_of(status);
}

}  // namespace zielbaum
