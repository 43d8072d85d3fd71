#include "diff/align_internal.h"

#include <algorithm>

namespace zielbaum::diff {

namespace {

std::size_t words_in(const std::vector<Passage>& passages, std::size_t begin, std::size_t end) {
  std::size_t sum = 0;
  for (std::size_t i = begin; i < end; ++i) sum += passages[i].words.size() + 1;
  return sum;
}

void align_similar(const std::vector<Passage>& before, const std::vector<Passage>& after, const Gap& gap, double least,
                   std::size_t& work, std::vector<Pair>& out) {
  const std::size_t n = gap.before_end - gap.before_begin;
  const std::size_t m = gap.after_end - gap.after_begin;
  if (n == 0 || m == 0) return;
  const std::size_t old_words = words_in(before, gap.before_begin, gap.before_end);
  const std::size_t new_words = words_in(after, gap.after_begin, gap.after_end);
  // Checked by division, since the product of two large gaps would overflow.
  if (n > work / new_words || m > work / old_words || n * new_words + m * old_words > work) return;
  work -= n * new_words + m * old_words;

  // best[i][j]: the greatest sum for what begins at the i-th old and j-th new passage of the gap.
  std::vector<double> best((n + 1) * (m + 1), 0);
  std::vector<double> alike(n * m, 0);
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t j = m; j-- > 0;) {
      const double value = similarity(before[gap.before_begin + i], after[gap.after_begin + j]);
      alike[i * m + j] = value;
      double sum = std::max(best[(i + 1) * (m + 1) + j], best[i * (m + 1) + j + 1]);
      if (value >= least) sum = std::max(sum, value + best[(i + 1) * (m + 1) + j + 1]);
      best[i * (m + 1) + j] = sum;
    }
  }
  for (std::size_t i = 0, j = 0; i < n && j < m;) {
    const double here = best[i * (m + 1) + j];
    if (alike[i * m + j] >= least && here == alike[i * m + j] + best[(i + 1) * (m + 1) + j + 1]) {
      out.push_back({gap.before_begin + i++, gap.after_begin + j++, false});
    } else if (here == best[(i + 1) * (m + 1) + j]) {
      ++i;
    } else {
      ++j;
    }
  }
}

}  // namespace

double similarity(const Passage& a, const Passage& b) {
  if (a.sort != b.sort) return 0;
  if (a.words.empty() && b.words.empty()) return 1;
  std::size_t common = 0;
  for (std::size_t i = 0, j = 0; i < a.words.size() && j < b.words.size();) {
    if (a.words[i] == b.words[j]) {
      ++common, ++i, ++j;
    } else if (a.words[i] < b.words[j]) {
      ++i;
    } else {
      ++j;
    }
  }
  return 2.0 * static_cast<double>(common) / static_cast<double>(a.words.size() + b.words.size());
}

std::vector<Pair> align(const std::vector<Passage>& before, const std::vector<Passage>& after, double least,
                        std::size_t& work) {
  const auto identities = [](const std::vector<Passage>& passages) {
    Sequence out;
    for (const Passage& passage : passages) out.push_back(passage.identity);
    return out;
  };
  std::vector<Match> same = longest_common(identities(before), identities(after), work);
  same.push_back({before.size(), after.size()});
  std::vector<Pair> out;
  Gap gap{0, 0, 0, 0};
  for (const Match& match : same) {
    gap.before_end = match.before;
    gap.after_end = match.after;
    align_similar(before, after, gap, least, work, out);
    if (match.before < before.size()) out.push_back({match.before, match.after, true});
    gap.before_begin = match.before + 1;
    gap.after_begin = match.after + 1;
  }
  return out;
}

}  // namespace zielbaum::diff
