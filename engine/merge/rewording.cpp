// A sentence or cell that both sides changed.
#include <algorithm>

#include "base/ascii.h"
#include "merge/closing_internal.h"
#include "merge/inline_internal.h"
#include "merge/matching_internal.h"
#include "text/text.h"

namespace zielbaum::merge {

namespace {

bool is_prose(const Passages& passages) {
  return std::all_of(passages.begin(), passages.end(),
                     [](const Passage& one) { return one.joint() || one.sort == PassageSort::Sentence; });
}
bool is_prose(const Gap& gap) {
  return is_prose(gap.base) && is_prose(gap.ours) && is_prose(gap.theirs);
}

Gap in_words(const Gap& gap) {
  return {words_in(joined(gap.base)), words_in(joined(gap.ours)), words_in(joined(gap.theirs))};
}

struct Change {
  std::size_t begin = 0, end = 0;            ///< of the base
  std::size_t side_begin = 0, side_end = 0;  ///< of the side
  std::vector<std::string> put;              ///< keys
};

std::vector<Change> changes_between(const Passages& base, const Passages& side) {
  std::vector<Change> out;
  std::vector<Match> matches = common(base, side, Reworded::Other);
  matches.push_back({base.size(), side.size()});
  std::size_t done = 0;
  std::size_t side_done = 0;
  for (const Match& match : matches) {
    if (match.before > done || match.after > side_done) {
      Change change{done, match.before, side_done, match.after, {}};
      for (; side_done < match.after; ++side_done) change.put.push_back(side[side_done].key);
      out.push_back(std::move(change));
    }
    done = match.before + 1;
    side_done = match.after + 1;
  }
  return out;
}

bool is_part(const Change& small, const Change& large) {
  if (large.begin > small.begin || small.end > large.end) return false;
  if (small.put.empty()) return large.put.empty();
  if (small.begin != large.begin || small.end != large.end || small.put.size() > large.put.size()) return false;
  if (small.put == large.put) return true;
  // A star is no part of two.
  const auto is_word = [](const std::string& key) { return text::is_word(key); };
  if (std::none_of(small.put.begin(), small.put.end(), is_word)) return false;
  return std::equal(small.put.begin(), small.put.end(), large.put.begin()) ||
         std::equal(small.put.rbegin(), small.put.rend(), large.put.rbegin());
}

/// Whether what the larger one has beside the smaller one is none of what was there: that was dropped, and is not to
/// come back in other words.
bool drops_too(const Change& small, const Change& large, const Passages& base, const Passages& side) {
  if (small.put.empty() || small.put.size() == large.put.size()) return true;
  const bool first = std::equal(small.put.begin(), small.put.end(), large.put.begin());
  const std::size_t begin = large.side_begin + (first ? small.put.size() : 0);
  for (std::size_t i = 0; i < large.put.size() - small.put.size(); ++i)
    for (std::size_t j = large.begin; j < large.end; ++j)
      if (!side[begin + i].joint() && !base[j].joint() && alike(base[j], side[begin + i])) return false;
  return true;
}

bool are_part(const std::vector<Change>& small, const std::vector<Change>& large, const Passages& base,
              const Passages& side) {
  return std::all_of(small.begin(), small.end(), [&](const Change& one) {
    return std::any_of(large.begin(), large.end(),
                       [&](const Change& other) { return is_part(one, other) && drops_too(one, other, base, side); });
  });
}

std::string words_of(std::string_view markdown) {
  return with_plain_spaces(text::plain_text(text::parse(markdown).prose));
}

/// One side, or both, only formatted what the other one may have reworded.
std::optional<std::string> formatted(std::string_view base, std::string_view ours, std::string_view theirs) {
  const std::string before = words_of(base);
  const std::string our_words = words_of(ours);
  const std::string their_words = words_of(theirs);
  if (before.empty() || (our_words != before && their_words != before)) return std::nullopt;
  const Merging words = merge_passages({words_in(base), words_in(ours), words_in(theirs)}, no_way, Side::Base);
  if (!words.conflicts.empty()) return std::nullopt;
  std::string out = joined(words.passages);
  if (words_of(out) != (our_words == before ? their_words : our_words)) return std::nullopt;
  return out;
}

Passages with_ends_parted(const Passages& words) {
  Passages out;
  for (const Passage& word : words) {
    for (const std::string_view end : ends_in(word.text)) {
      out.push_back(word);
      if (end.size() < word.text.size()) out.back().text = out.back().key = end;
    }
  }
  return out;
}

bool joins_ends(const Passages& words, std::size_t begin, std::size_t end) {
  bool joins = false;
  for (std::size_t i = begin; i < end; ++i) {
    const std::string& key = words[i].key;
    joins = joins || key == "\u2013" || key == "-" || key == "bis";
    if (key != " " && key != "\u2013" && key != "-" && key != "bis") return false;
  }
  return joins;
}

/// A year or day as what can be compared; "" for others.
std::string in_order(std::string_view text) {
  const auto all_digits = [](std::string_view one) { return std::all_of(one.begin(), one.end(), is_ascii_digit); };
  if (text.size() == 4 && all_digits(text)) return std::string(text);
  if (text.size() == 10 && text[2] == '.' && text[5] == '.')
    return std::string(text.substr(6)) + std::string(text.substr(3, 2)) + std::string(text.substr(0, 2));
  return "";
}

/// One side moved the beginning of a period or range, the other one its end.
std::optional<std::string> both_ends(std::string_view base, std::string_view ours, std::string_view theirs) {
  const Passages before = with_ends_parted(words_in(base));
  const Passages our_words = with_ends_parted(words_in(ours));
  const Passages their_words = with_ends_parted(words_in(theirs));
  const std::vector<Change> our_changes = changes_between(before, our_words);
  const std::vector<Change> their_changes = changes_between(before, their_words);
  if (our_changes.size() != 1 || their_changes.size() != 1) return std::nullopt;
  const bool ours_first = our_changes[0].begin < their_changes[0].begin;
  const Change& from = ours_first ? our_changes[0] : their_changes[0];
  const Change& to = ours_first ? their_changes[0] : our_changes[0];
  for (const Change* const one : {&from, &to})
    if (one->end != one->begin + 1 || one->put.size() != 1 || !has_digit(one->put[0]) ||
        !has_digit(before[one->begin].key))
      return std::nullopt;
  if (from.end > to.begin || !joins_ends(before, from.end, to.begin)) return std::nullopt;
  const std::string begins = in_order(from.put[0]);
  const std::string ends = in_order(to.put[0]);
  if (!begins.empty() && begins.size() == ends.size() && begins > ends) return std::nullopt;
  const Merging merged = merge_passages({before, our_words, their_words}, no_way, Side::Base);
  return merged.conflicts.empty() ? std::optional(joined(merged.passages)) : std::nullopt;
}

}  // namespace

std::optional<Merging> larger(const Gap& gap, Side) {
  const auto larger_of = [&](const Gap& parts) -> std::optional<Merging> {
    const std::vector<Change> ours = changes_between(parts.base, parts.ours);
    const std::vector<Change> theirs = changes_between(parts.base, parts.theirs);
    if (ours.empty() || theirs.empty()) return std::nullopt;  // spaces alone, see reworded()
    if (are_part(ours, theirs, parts.base, parts.theirs)) return Merging{gap.theirs, {}};
    if (are_part(theirs, ours, parts.base, parts.ours)) return Merging{gap.ours, {}};
    return std::nullopt;
  };
  if (std::optional<Merging> out = larger_of(gap)) return out;
  // A sentence that one side dropped and the other one shortened is for people to decide.
  const std::size_t was = gap.base.size();
  if (was == 0 || gap.ours.size() < was || gap.theirs.size() < was || !is_prose(gap)) return std::nullopt;
  return larger_of(in_words(gap));
}

std::optional<Merging> reworded(const Gap& gap, Side) {
  if (gap.base.empty() || !is_prose(gap)) return std::nullopt;
  for (const auto how : {formatted, both_ends}) {
    if (how == both_ends && (gap.base.size() != 1 || gap.base.front().joint())) continue;
    const std::optional<std::string> text = how(joined(gap.base), joined(gap.ours), joined(gap.theirs));
    if (!text) continue;
    Passage one = gap.base.front();
    one.text = *text;
    one.key = one.joint() ? *text : normal(*text);
    return Merging{{one}, {}};
  }
  return std::nullopt;
}

std::optional<std::string> closed_sentence(std::string_view base, std::string_view ours, std::string_view theirs) {
  const Gap gap{{sentence_of(base)}, {sentence_of(ours)}, {sentence_of(theirs)}};
  for (const Close close : {larger, reworded}) {
    const std::optional<Merging> out = close(gap, Side::Base);
    if (out && accounts_for(gap, out->passages)) return joined(out->passages);
  }
  return std::nullopt;
}

}  // namespace zielbaum::merge
