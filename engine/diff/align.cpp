#include "diff/align_internal.h"

#include <algorithm>
#include <cstdint>

namespace zielbaum::diff {

namespace {

/// So much work at most goes into looking for similar passages before those that are the same are fixed.
constexpr std::size_t kMostPatience = std::size_t{1} << 20;

std::uint32_t common_weight(const Passage& a, const Passage& b) {
  std::uint32_t common = 0;
  for (std::size_t i = 0, j = 0; i < a.words.size() && j < b.words.size();) {
    if (a.words[i].number == b.words[j].number) {
      common += a.words[i].weight;
      ++i, ++j;
    } else if (a.words[i].number < b.words[j].number) {
      ++i;
    } else {
      ++j;
    }
  }
  return common;
}

double dice(const Passage& a, const Passage& b, std::uint32_t common) {
  if (a.sort != b.sort) return 0;
  if (a.words.empty() && b.words.empty()) return 1;
  return 2.0 * common / (static_cast<double>(a.weight) + b.weight);
}

/// What is kept if these two are a pair, 0 if they cannot be one. Those that are the same are worth more than those of
/// the same words; and those that begin alike more than others: a paragraph that was parted is rather its first part.
std::uint64_t worth(const Passage& a, const Passage& b, double least) {
  constexpr std::uint64_t kPlain = 10;
  const std::uint32_t common = common_weight(a, b);
  if (a.identity != b.identity && dice(a, b, common) < least) return 0;
  const std::uint64_t same = a.identity == b.identity ? 1 : 0;
  const std::uint64_t begins_alike = a.beginning == b.beginning ? 2 : 0;
  return 1 + same + (kPlain + same + begins_alike) * common;
}

std::size_t words_in(const std::vector<Passage>& passages, std::size_t begin, std::size_t end) {
  std::size_t sum = 0;
  for (std::size_t i = begin; i < end; ++i) sum += passages[i].words.size() + 1;
  return sum;
}

/// The steps that align_similar() takes. Infinite where they are beyond `most`.
std::size_t work_in(const std::vector<Passage>& before, const std::vector<Passage>& after, const Gap& gap,
                    std::size_t most) {
  const std::size_t n = gap.before_end - gap.before_begin;
  const std::size_t m = gap.after_end - gap.after_begin;
  const std::size_t old_words = words_in(before, gap.before_begin, gap.before_end);
  const std::size_t new_words = words_in(after, gap.after_begin, gap.after_end);
  // Checked by division, since the product of two large gaps would overflow.
  if (n > most / (new_words + 1) || m > most / (old_words + 1)) return SIZE_MAX;
  return n * new_words + m * old_words;
}

void align_similar(const std::vector<Passage>& before, const std::vector<Passage>& after, const Gap& gap, double least,
                   std::size_t& work, std::vector<Pair>& out) {
  const std::size_t n = gap.before_end - gap.before_begin;
  const std::size_t m = gap.after_end - gap.after_begin;
  if (n == 0 || m == 0) return;
  const std::size_t needed = work_in(before, after, gap, work);
  if (needed > work) return;
  work -= needed;

  // best[i][j]: the greatest sum for what begins at the i-th old and j-th new passage of the gap.
  std::vector<std::uint64_t> best((n + 1) * (m + 1), 0);
  std::vector<std::uint64_t> worths(n * m, 0);
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t j = m; j-- > 0;) {
      const std::uint64_t value = worth(before[gap.before_begin + i], after[gap.after_begin + j], least);
      worths[i * m + j] = value;
      const std::uint64_t sum = std::max(best[(i + 1) * (m + 1) + j], best[i * (m + 1) + j + 1]);
      best[i * (m + 1) + j] = value == 0 ? sum : std::max(sum, value + best[(i + 1) * (m + 1) + j + 1]);
    }
  }
  for (std::size_t i = 0, j = 0; i < n && j < m;) {
    const std::uint64_t here = best[i * (m + 1) + j];
    const std::uint64_t value = worths[i * m + j];
    if (value > 0 && here == value + best[(i + 1) * (m + 1) + j + 1]) {
      const bool same = before[gap.before_begin + i].identity == after[gap.after_begin + j].identity;
      out.push_back({gap.before_begin + i++, gap.after_begin + j++, same});
    } else if (here == best[(i + 1) * (m + 1) + j]) {
      ++i;
    } else {
      ++j;
    }
  }
}

/// Pairs of the same passages in `gap`, and its end.
std::vector<Match> same_passages(const std::vector<Passage>& before, const std::vector<Passage>& after, const Gap& gap,
                                 std::size_t& work) {
  const auto elements = [](const std::vector<Passage>& passages, std::size_t begin, std::size_t end) {
    std::vector<Element> out;
    for (std::size_t i = begin; i < end; ++i) out.push_back({passages[i].identity, passages[i].weight + 1});
    return out;
  };
  std::vector<Match> out = heaviest_common(elements(before, gap.before_begin, gap.before_end),
                                           elements(after, gap.after_begin, gap.after_end), work);
  for (Match& match : out) match = {match.before + gap.before_begin, match.after + gap.after_begin};
  out.push_back({gap.before_end, gap.after_end});
  return out;
}

}  // namespace

Passage passage_of(const TokenText& text, std::size_t begin, std::size_t end) {
  Passage out;
  for (std::size_t i = begin; i < end; ++i) {
    const Token& token = text.tokens[i];
    if (!token.is_word()) continue;
    if (out.words.size() < out.beginning.size()) out.beginning[out.words.size()] = token.number;
    out.words.push_back({token.number, weight(token)});
    out.weight += out.words.back().weight;
  }
  std::sort(out.words.begin(), out.words.end());
  return out;
}

std::string identity_of(const TokenText& text, std::size_t begin, std::size_t end) {
  while (end > begin + 1 && is_gap(text.tokens[end - 1])) --end;
  std::string out;
  for (std::size_t i = begin; i < end; ++i)
    out.append(reinterpret_cast<const char*>(&text.tokens[i].number), sizeof(text.tokens[i].number));
  return out;
}

double similarity(const Passage& a, const Passage& b) {
  return dice(a, b, common_weight(a, b));
}

std::vector<Pair> align(const std::vector<Passage>& before, const std::vector<Passage>& after, double least,
                        std::size_t& work) {
  Gap middle{0, before.size(), 0, after.size()};
  std::vector<Pair> out;
  while (middle.before_begin < middle.before_end && middle.after_begin < middle.after_end &&
         before[middle.before_begin].identity == after[middle.after_begin].identity)
    out.push_back({middle.before_begin++, middle.after_begin++, true});
  while (middle.before_begin < middle.before_end && middle.after_begin < middle.after_end &&
         before[middle.before_end - 1].identity == after[middle.after_end - 1].identity)
    --middle.before_end, --middle.after_end;

  const std::size_t patience = std::min(work, kMostPatience);
  if (work_in(before, after, middle, patience) <= patience) {
    align_similar(before, after, middle, least, work, out);
  } else {
    Gap gap = middle;
    for (const Match& match : same_passages(before, after, middle, work)) {
      gap.before_end = match.before;
      gap.after_end = match.after;
      align_similar(before, after, gap, least, work, out);
      if (match.before < middle.before_end) out.push_back({match.before, match.after, true});
      gap.before_begin = match.before + 1;
      gap.after_begin = match.after + 1;
    }
  }
  for (std::size_t i = 0; middle.before_end + i < before.size(); ++i)
    out.push_back({middle.before_end + i, middle.after_end + i, true});
  return out;
}

}  // namespace zielbaum::diff
