#include "progress.h"

#include <unistd.h>

#include <chrono>

#include "terminal.h"

namespace zielbaum::tool {

namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds kPatience{1000};
constexpr std::chrono::milliseconds kBetween{200};

/// Begins with its first call.
class ProgressLine {
 public:
  explicit ProgressLine(Language language) : language_(language) {}

  void operator()(std::size_t done, std::size_t all) {
    const Clock::time_point now = Clock::now();
    if (done == 0) next_ = now + kPatience;
    const bool last = done + 1 >= all;
    if (last && shown_) show_talk("\r\033[K");
    if (last || now < next_) return;
    next_ = now + kBetween;
    shown_ = true;
    show_talk("\r" + render(msg("Reading the history: {0} of {1} versions", done, all), language_) + "\033[K");
  }

 private:
  Language language_;
  Clock::time_point next_;
  bool shown_ = false;
};

}  // namespace

history::Progress progress_on_terminal(const Session& session) {
  if (::isatty(STDERR_FILENO) != 1) return {};
  return ProgressLine(session.language);
}

}  // namespace zielbaum::tool
