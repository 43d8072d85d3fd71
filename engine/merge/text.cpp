// Markdown, sentence by sentence.
#include <algorithm>
#include <optional>
#include <string>

#include "merge/three_way_internal.h"
#include "text/text.h"

namespace zielbaum::merge {

namespace {

std::string words_of(const Passages& passages) {
  return text::plain_text(text::parse(joined(passages)).prose);
}

std::optional<Passages> no_way(const Gap&) {
  return std::nullopt;
}

/// One side, or both, only formatted what the other one may have reworded.
std::optional<Passages> formatted(const Gap& gap) {
  const std::string before = words_of(gap.base);
  const std::string ours = words_of(gap.ours);
  const std::string theirs = words_of(gap.theirs);
  if (before.empty() || (ours != before && theirs != before)) return std::nullopt;
  const Merging words = merge_passages(
      {words_in(joined(gap.base)), words_in(joined(gap.ours)), words_in(joined(gap.theirs))}, no_way, Side::Base);
  if (!words.conflicts.empty()) return std::nullopt;
  Passage one;
  one.text = joined(words.passages);
  one.key = one.text;
  if (words_of({one}) != (ours == before ? theirs : ours)) return std::nullopt;
  return Passages{one};
}

bool has_sentence(const Passages& passages) {
  return std::any_of(passages.begin(), passages.end(), [](const Passage& one) { return one.between == Between::No; });
}

bool begins_block(const Passages& passages) {
  return !passages.empty() && (passages.front().between == Between::Line || passages.front().between == Between::Block);
}
bool ends_block(const Passages& passages) {
  return !passages.empty() && (passages.back().between == Between::Line || passages.back().between == Between::Block);
}

/// Both sides put whole paragraphs, items or lines at one place: both stay.
std::optional<Passages> both_added(const Gap& gap) {
  if (!gap.base.empty() || !has_sentence(gap.ours) || !has_sentence(gap.theirs)) return std::nullopt;
  const bool before = begins_block(gap.ours) && begins_block(gap.theirs);
  const bool behind = ends_block(gap.ours) && ends_block(gap.theirs);
  if (before == behind) return std::nullopt;
  Passages out = joined(gap.ours) < joined(gap.theirs) ? gap.ours : gap.theirs;
  const Passages& second = joined(gap.ours) < joined(gap.theirs) ? gap.theirs : gap.ours;
  out.insert(out.end(), second.begin(), second.end());
  return out;
}

std::optional<Passages> closed(const Gap& gap) {
  std::optional<Passages> out = both_added(gap);
  return out ? out : formatted(gap);
}

}  // namespace

MergedText merge_text(std::string_view base, std::string_view ours, std::string_view theirs, Side where_both) {
  if (ours == theirs || theirs == base) return {std::string(ours), {}};
  if (ours == base) return {std::string(theirs), {}};
  Merging merged = merge_passages({passages_in(base), passages_in(ours), passages_in(theirs)}, closed, where_both);
  std::string text = joined(merged.passages);
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
  if (!text.empty()) text += '\n';
  return {std::move(text), std::move(merged.conflicts)};
}

}  // namespace zielbaum::merge
