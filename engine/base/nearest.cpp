#include "base/nearest.h"

#include <algorithm>
#include <numeric>

#include "base/utf8.h"

namespace zielbaum {

namespace {

/// How many characters have to be added, dropped, replaced or swapped with their neighbour (optimal string alignment).
std::size_t distance(const std::u32string& a, const std::u32string& b) {
  std::vector<std::size_t> before_above(b.size() + 1);
  std::vector<std::size_t> above(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    before_above.swap(above);
    above.swap(row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0u : 1u)});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before_above[j - 2] + 1);
    }
  }
  return row[b.size()];
}

}  // namespace

std::string folded(std::string_view text) {
  std::string out;
  const std::string lower = lower_case(nfc(text));
  for (std::size_t i = 0; i < lower.size();) {
    const Decoded next = decode_utf8(lower, i);
    if (!is_space(next.character) && next.character != 0xA0) out.append(lower, i, next.size);
    i += next.size;
  }
  return out;
}

std::vector<std::string> nearest(std::string_view wanted, const std::vector<std::string>& names) {
  constexpr std::size_t kMost = 200;
  const std::string folded_wanted = folded(wanted.substr(0, kMost));
  const std::u32string target = to_utf32(folded_wanted);
  std::vector<std::pair<std::size_t, std::string>> scored;
  for (const std::string& name : names) {
    const std::string candidate = folded(name);
    if (candidate.empty() || candidate.size() > kMost) continue;
    // Whoever types the beginning or a part of a name means it.
    const bool part = folded_wanted.size() >= 3 && candidate.find(folded_wanted) != std::string::npos;
    const std::size_t score = part ? 1 : distance(target, to_utf32(candidate));
    if (score <= std::max<std::size_t>(1, target.size() / 3)) scored.emplace_back(score, name);
  }
  std::sort(scored.begin(), scored.end());
  scored.erase(std::unique(scored.begin(), scored.end()), scored.end());
  std::vector<std::string> best;
  for (std::size_t i = 0; i < scored.size() && i < 3; ++i) best.push_back(scored[i].second);
  return best;
}

}  // namespace zielbaum
