#include "diff/readable_internal.h"

#include <algorithm>
#include <string>

#include "base/utf8.h"

namespace zielbaum::diff {

namespace {

/// Islands of at most this many words go under between two larger changes.
constexpr std::size_t kMostIslandWords = 2;

struct Counts {
  std::size_t deleted, inserted;
};

Counts words_of(const Region& region, const TokenText& before, const TokenText& after) {
  return {words_between(before.tokens, region.before_begin, region.before_end),
          words_between(after.tokens, region.after_begin, region.after_end)};
}

/// The words of tokens [begin, end) in small letters.
std::string small_words(const TokenText& text, std::size_t begin, std::size_t end) {
  std::string out;
  for (std::size_t i = begin; i < end; ++i)
    if (text.tokens[i].is_word()) out += lower_case(text.at(i)) + " ";
  return out;
}

/// Whether words went over the island: "Der Senat beschließt" and "Zudem beschließt der Senat".
bool change_sides(const Region& first, const Region& second, const TokenText& before, const TokenText& after) {
  const std::string gone = small_words(before, first.before_begin, first.before_end);
  const std::string come = small_words(after, first.after_begin, first.after_end);
  return (!gone.empty() && gone == small_words(after, second.after_begin, second.after_end)) ||
         (!come.empty() && come == small_words(before, second.before_begin, second.before_end));
}

bool belong_together(const Region& first, const Region& second, const TokenText& before, const TokenText& after) {
  for (std::size_t i = first.before_end; i < second.before_begin; ++i)
    if (before.tokens[i].sort == TokenSort::Break) return false;
  const bool deletes = first.before_end > first.before_begin || second.before_end > second.before_begin;
  const bool inserts = first.after_end > first.after_begin || second.after_end > second.after_begin;
  if (!deletes || !inserts) return false;
  const std::size_t island = words_between(before.tokens, first.before_end, second.before_begin);
  if (island == 0) return true;
  if (island > kMostIslandWords) return false;
  const auto is_mark = [](const Token& token) { return token.sort == TokenSort::Mark; };
  const auto tokens = before.tokens.begin();
  if (std::none_of(tokens + static_cast<std::ptrdiff_t>(first.before_end),
                   tokens + static_cast<std::ptrdiff_t>(second.before_begin), is_mark) &&
      change_sides(first, second, before, after))
    return true;
  const Counts a = words_of(first, before, after);
  const Counts b = words_of(second, before, after);
  const bool both_replace = a.deleted > 0 && a.inserted > 0 && b.deleted > 0 && b.inserted > 0;
  return both_replace && 2 * island <= std::min(std::max(a.deleted, a.inserted), std::max(b.deleted, b.inserted));
}

std::vector<Region> without_islands(const std::vector<Region>& regions, const TokenText& before,
                                    const TokenText& after) {
  std::vector<Region> out;
  for (Region region : regions) {
    while (!out.empty() && belong_together(out.back(), region, before, after)) {
      region.before_begin = out.back().before_begin;
      region.after_begin = out.back().after_begin;
      out.pop_back();
    }
    out.push_back(region);
  }
  return out;
}

/// Without the spaces and breaks that both sides of a change begin or end with.
Region trimmed(Region region, const TokenText& before, const TokenText& after) {
  const auto same_gap = [&](std::size_t old_token, std::size_t new_token) {
    return is_gap(before.tokens[old_token]) && before.tokens[old_token].number == after.tokens[new_token].number;
  };
  while (region.before_begin < region.before_end && region.after_begin < region.after_end &&
         same_gap(region.before_begin, region.after_begin))
    ++region.before_begin, ++region.after_begin;
  while (region.before_begin < region.before_end && region.after_begin < region.after_end &&
         same_gap(region.before_end - 1, region.after_end - 1))
    --region.before_end, --region.after_end;
  return region;
}

/// How well tokens [begin, end) read as one insertion.
int reads_well(const std::vector<Token>& tokens, const std::vector<std::size_t>& sentences, std::size_t begin,
               std::size_t end) {
  int score = 0;
  if (std::binary_search(sentences.begin(), sentences.end(), begin)) score += 4;
  if (begin == 0 || tokens[begin - 1].is_space()) score += 2;
  if (tokens[end - 1].is_space()) score += 1;
  return score;
}

Region shifted(const Region& region, std::size_t left, std::size_t right) {
  return {region.before_begin - left + right, region.before_end - left + right, region.after_begin - left + right,
          region.after_end - left + right};
}

/// Moves each pure insertion or deletion to its best place; one that reaches a neighbour becomes one with it.
std::vector<Region> well_placed(const std::vector<Region>& regions, const TokenText& before, const TokenText& after) {
  std::vector<Region> out;
  for (std::size_t i = 0; i < regions.size(); ++i) {
    Region region = regions[i];
    const bool inserts = region.before_begin == region.before_end;
    const bool deletes = region.after_begin == region.after_end;
    if (inserts == deletes) {
      out.push_back(region);
      continue;
    }
    const TokenText& text = inserts ? after : before;
    const std::vector<Token>& tokens = text.tokens;
    const std::size_t begin = inserts ? region.after_begin : region.before_begin;
    const std::size_t end = inserts ? region.after_end : region.before_end;
    const std::size_t space_left = region.before_begin - (out.empty() ? 0 : out.back().before_end);
    const std::size_t space_right =
        (i + 1 < regions.size() ? regions[i + 1].before_begin : before.tokens.size()) - region.before_end;
    std::size_t left = 0;
    while (left < space_left && tokens[begin - 1 - left].number == tokens[end - 1 - left].number) ++left;
    std::size_t right = 0;
    while (right < space_right && tokens[begin + right].number == tokens[end + right].number) ++right;

    if (!out.empty() && left == space_left) {
      region = shifted(region, left, 0);
      region.before_begin = out.back().before_begin;
      region.after_begin = out.back().after_begin;
      out.back() = region;
      continue;
    }
    if (i + 1 < regions.size() && right == space_right) {
      out.push_back(shifted(region, 0, right));  // touches the next one; joined below
      continue;
    }
    const std::size_t first = begin - left;
    const std::size_t length = end - begin;
    std::size_t best = begin;
    for (std::size_t at = first; at <= begin + right; ++at) {
      if (reads_well(tokens, text.sentences, at, at + length) > reads_well(tokens, text.sentences, best, best + length))
        best = at;
    }
    out.push_back(best < begin ? shifted(region, begin - best, 0) : shifted(region, 0, best - begin));
  }
  std::vector<Region> joined;
  for (const Region& region : out) {
    if (!joined.empty() && joined.back().before_end == region.before_begin &&
        joined.back().after_end == region.after_begin) {
      joined.back().before_end = region.before_end;
      joined.back().after_end = region.after_end;
    } else {
      joined.push_back(region);
    }
  }
  return joined;
}

}  // namespace

std::size_t words_between(const std::vector<Token>& tokens, std::size_t begin, std::size_t end) {
  std::size_t count = 0;
  for (std::size_t i = begin; i < end; ++i) count += tokens[i].is_word() ? 1 : 0;
  return count;
}

std::vector<Region> regions_between(const std::vector<Match>& matches, std::size_t before_size,
                                    std::size_t after_size) {
  std::vector<Region> out;
  Region gap{0, 0, 0, 0};
  const auto close = [&](std::size_t before, std::size_t after) {
    gap.before_end = before;
    gap.after_end = after;
    if (gap.before_begin < before || gap.after_begin < after) out.push_back(gap);
    gap.before_begin = before + 1;
    gap.after_begin = after + 1;
  };
  for (const Match& match : matches) close(match.before, match.after);
  close(before_size, after_size);
  return out;
}

std::vector<Region> readable(std::vector<Region> regions, const TokenText& before, const TokenText& after) {
  std::vector<Region> out = without_islands(well_placed(regions, before, after), before, after);
  for (Region& region : out) region = trimmed(region, before, after);
  std::erase_if(out, [](const Region& r) { return r.before_begin == r.before_end && r.after_begin == r.after_end; });
  return out;
}

}  // namespace zielbaum::diff
