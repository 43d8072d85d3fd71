// Whether words got lost, or came back.
#include <algorithm>
#include <array>
#include <map>

#include "merge/closing_internal.h"
#include "merge/inline_internal.h"
#include "text/text.h"

namespace zielbaum::merge {

namespace {

using Counts = std::map<std::string, std::array<std::ptrdiff_t, 4>>;

/// Short words that are no numbers are everywhere.
bool tells(std::string_view word) {
  constexpr std::size_t kLongWord = 4;
  return word.size() >= kLongWord || has_digit(word);
}

void count(const Passages& passages, std::size_t version, Counts& counts) {
  for (const Passage& passage : passages)
    if (!passage.joint())
      for (const std::string_view token : tokens_in(passage.text))
        for (const std::string_view word : ends_in(token))
          if (text::is_word(word) && tells(word) && !is_note_mark(token))
            ++counts[normal(with_plain_spaces(word))][version];
}

bool is_accounted(const std::array<std::ptrdiff_t, 4>& one) {
  const auto [base, ours, theirs, is] = one;
  const std::ptrdiff_t ours_more = ours - base;
  const std::ptrdiff_t theirs_more = theirs - base;
  const std::ptrdiff_t both = base + ours_more + theirs_more;
  if (ours_more > 0 && theirs_more > 0) return is >= std::max(ours, theirs) && is <= both;
  if (ours_more < 0 && theirs_more < 0) return is <= std::min(ours, theirs) && is >= both;
  return is == both;
}

Counts counts_of(const Gap& gap, const Passages& result) {
  Counts counts;
  std::size_t version = 0;
  for (const Passages* const one : {&gap.base, &gap.ours, &gap.theirs, &result}) count(*one, version++, counts);
  return counts;
}

}  // namespace

bool accounts_for(const Gap& gap, const Passages& result) {
  const Counts counts = counts_of(gap, result);
  return std::all_of(counts.begin(), counts.end(), [](const auto& entry) { return is_accounted(entry.second); });
}

bool has_all_of(const Gap& gap, Side side, const Passages& result) {
  const Counts counts = counts_of(gap, result);
  return std::all_of(counts.begin(), counts.end(), [&](const auto& entry) {
    const auto [base, ours, theirs, is] = entry.second;
    const std::ptrdiff_t own = side == Side::Ours ? ours : theirs;
    const std::ptrdiff_t added = std::max<std::ptrdiff_t>((side == Side::Ours ? theirs : ours) - base, 0);
    if (own > base) return is >= own && is <= own + added;
    return own == base || is <= own + added;
  });
}

}  // namespace zielbaum::merge
