#include "diff/myers_internal.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace zielbaum::diff {

namespace {

/// Elements [begin, end) of both sequences.
struct Window {
  std::size_t a_begin, a_end, b_begin, b_end;
};

/// A run of equal elements in the middle of a shortest edit script.
struct Snake {
  std::size_t a_begin, b_begin, length;
};

class Search {
 public:
  Search(const Sequence& a, const Sequence& b, std::size_t& work) : a_(a), b_(b), work_(work) {
    // Paths of d edits take about d * d steps, so that longer ones than this are never walked.
    const long longest = static_cast<long>(std::sqrt(static_cast<double>(work))) + 2;
    half_ = std::min(static_cast<long>(a.size() + b.size() + 1) / 2 + 1, longest);
  }

  /// False when the work is used up.
  bool solve(Window window, std::vector<Match>& out) {
    while (window.a_begin < window.a_end && window.b_begin < window.b_end && a_[window.a_begin] == b_[window.b_begin]) {
      out.push_back({window.a_begin++, window.b_begin++});
    }
    std::size_t tail = 0;
    while (window.a_begin < window.a_end && window.b_begin < window.b_end &&
           a_[window.a_end - 1] == b_[window.b_end - 1]) {
      --window.a_end, --window.b_end, ++tail;
    }
    if (window.a_begin < window.a_end && window.b_begin < window.b_end) {
      const std::optional<Snake> snake = middle(window);
      if (!snake) return false;
      if (!solve({window.a_begin, snake->a_begin, window.b_begin, snake->b_begin}, out)) return false;
      for (std::size_t i = 0; i < snake->length; ++i) out.push_back({snake->a_begin + i, snake->b_begin + i});
      if (!solve({snake->a_begin + snake->length, window.a_end, snake->b_begin + snake->length, window.b_end}, out))
        return false;
    }
    for (std::size_t i = 0; i < tail; ++i) out.push_back({window.a_end + i, window.b_end + i});
    return true;
  }

 private:
  static constexpr long kUnreachable = -(1L << 60);

  /// How far a path of d edits that ends on diagonal k gets, before it follows equal elements. `reached` holds the
  /// paths of d - 1 edits; n and m bound the window.
  static long step(const std::vector<long>& reached, long origin, long d, long k, long n, long m) {
    if (d == 0) return 0;
    long best = kUnreachable;
    if (k + 1 <= d - 1) {
      const long x = reached[static_cast<std::size_t>(origin + k + 1)];
      if (x - k <= m) best = x;
    }
    if (k - 1 >= -(d - 1)) {
      const long x = reached[static_cast<std::size_t>(origin + k - 1)] + 1;
      if (x <= n && x > best) best = x;
    }
    return best;
  }

  /// Searches from both ends until the paths meet. Nothing when the work is used up.
  std::optional<Snake> middle(const Window& window) {
    const auto n = static_cast<long>(window.a_end - window.a_begin);
    const auto m = static_cast<long>(window.b_end - window.b_begin);
    const long delta = n - m;
    const bool odd = delta % 2 != 0;
    const auto size = static_cast<std::size_t>(2 * half_ + 1);
    if (forward_.size() < size) {
      forward_.resize(size);
      backward_.resize(size);
    }
    const auto a = [&](long i) { return a_[window.a_begin + static_cast<std::size_t>(i)]; };
    const auto b = [&](long i) { return b_[window.b_begin + static_cast<std::size_t>(i)]; };
    const auto snake = [&](long x, long y, long length) {
      return Snake{window.a_begin + static_cast<std::size_t>(x), window.b_begin + static_cast<std::size_t>(y),
                   static_cast<std::size_t>(length)};
    };
    for (long d = 0; d <= (n + m + 1) / 2; ++d) {
      for (const bool is_forward : {true, false}) {
        std::vector<long>& own = is_forward ? forward_ : backward_;
        const std::vector<long>& other = is_forward ? backward_ : forward_;
        // The other side has walked d - 1 edits when we go forward, and d when we go backward.
        const long others = is_forward ? d - 1 : d;
        const bool may_meet = is_forward == odd;
        for (long k = -d; k <= d; k += 2) {
          const auto slot = static_cast<std::size_t>(half_ + k);
          if (work_ == 0) return std::nullopt;
          --work_;
          if (k < -m || k > n) {
            own[slot] = kUnreachable;
            continue;
          }
          const long start = step(own, half_, d, k, n, m);
          if (start < 0) {
            own[slot] = kUnreachable;
            continue;
          }
          long x = start;
          while (x < n && x - k < m && (is_forward ? a(x) == b(x - k) : a(n - 1 - x) == b(m - 1 - (x - k)))) ++x;
          own[slot] = x;
          const auto walked = static_cast<std::size_t>(x - start);
          work_ -= std::min(work_, walked);
          const long mirrored = delta - k;
          if (!may_meet || mirrored < -others || mirrored > others) continue;
          if (x + other[static_cast<std::size_t>(half_ + mirrored)] < n) continue;
          return is_forward ? snake(start, start - k, x - start) : snake(n - x, m - (x - k), x - start);
        }
      }
    }
    return std::nullopt;  // not reached: paths of half the length always meet
  }

  const Sequence& a_;
  const Sequence& b_;
  std::size_t& work_;
  long half_ = 0;
  std::vector<long> forward_;  // by diagonal: how far the paths from the beginning got
  std::vector<long> backward_;
};

}  // namespace

std::vector<Match> longest_common(const Sequence& before, const Sequence& after, std::size_t& work) {
  std::vector<Match> out;
  if (Search(before, after, work).solve({0, before.size(), 0, after.size()}, out)) return out;
  out.clear();
  const std::size_t shorter = std::min(before.size(), after.size());
  std::size_t head = 0;
  while (head < shorter && before[head] == after[head]) {
    out.push_back({head, head});
    ++head;
  }
  std::size_t tail = 0;
  while (tail < shorter - head && before[before.size() - 1 - tail] == after[after.size() - 1 - tail]) ++tail;
  for (; tail > 0; --tail) out.push_back({before.size() - tail, after.size() - tail});
  return out;
}

}  // namespace zielbaum::diff
