#include "diff/text_words_internal.h"

#include <algorithm>
#include <iterator>

#include "diff/text_side_internal.h"
#include "diff/words_internal.h"
#include "text/text.h"

namespace zielbaum::diff {

namespace {

/// How many words before an insertion are quoted to say where it is, and by how many a quotation is widened at most.
constexpr std::size_t kWordsBefore = 3;
constexpr std::size_t kMostWidening = 8;
/// A text of which less than one word in so many was kept is worded anew, unless it is very short.
constexpr std::size_t kKeptOfReworded = 3;

bool has_word(std::string_view text) {
  const std::vector<std::string_view> tokens = text::words(text);
  return std::any_of(tokens.begin(), tokens.end(), text::is_word);
}

/// A change of tokens; or a border between two units that came or went.
struct Hunk {
  Region tokens;
  TextChangeKind what = TextChangeKind::Replaced;
  bool each = false;
  bool same = false;  ///< reads the same on both sides: nothing to tell but the look
  [[nodiscard]] bool is_words() const { return what == TextChangeKind::Replaced && !same; }
};

class WordTeller {
 public:
  WordTeller(const UnitTexts& texts, const NoteNames& names, std::size_t& work) : places_(texts.places), work_(work) {
    old_.make(texts.before, names.before, numbers_);
    new_.make(texts.after, names.after, numbers_);
  }

  std::optional<TextChanges> tell() {
    regions_ = changed_regions(old_.text, new_.text, work_);
    const bool is_one = old_.parts.size() == 1 && new_.parts.size() == 1;
    if (is_one && is_reworded()) {
      TextChange change;
      change.what = TextChangeKind::Reworded;
      change.place = places_.front();
      change.after = new_.slice(without_spaces(new_.shown, {0, new_.shown.size()}));
      return TextChanges{change};
    }
    for (const Region& region : regions_)
      if (!add(region)) return std::nullopt;
    take_same();
    if (!settle() || !joins_read_right()) return std::nullopt;
    join_equal();
    std::vector<PlacedChange> told;
    for (std::size_t i = 0; i < hunks_.size(); ++i)
      if (!hunks_[i].same) told.push_back({old_.offsets[hunks_[i].tokens.before_begin], change_of(i)});
    std::vector<PlacedChange> looks = look_changes(old_, new_, kept_tokens(), places_);
    std::move(looks.begin(), looks.end(), std::back_inserter(told));
    std::stable_sort(told.begin(), told.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
    TextChanges out;
    for (PlacedChange& one : told) out.push_back(std::move(one.change));
    return out;
  }

 private:
  [[nodiscard]] Range old_bytes(const Hunk& hunk) const {
    return old_.bytes(hunk.tokens.before_begin, hunk.tokens.before_end);
  }
  [[nodiscard]] Range new_bytes(const Hunk& hunk) const {
    return new_.bytes(hunk.tokens.after_begin, hunk.tokens.after_end);
  }
  [[nodiscard]] std::string_view old_words(const Hunk& hunk) const {
    return old_.at(without_spaces(old_.shown, old_bytes(hunk)));
  }
  [[nodiscard]] std::string_view new_words(const Hunk& hunk) const {
    return new_.at(without_spaces(new_.shown, new_bytes(hunk)));
  }
  [[nodiscard]] bool reads_the_same(const Hunk& hunk) const {
    return plainly_spaced(old_words(hunk)) == plainly_spaced(new_words(hunk));
  }

  /// Token by token alike, it is kept as what stands beside it is; else it parts the changes on its sides.
  void take_same() {
    for (Hunk& hunk : hunks_) {
      if (!hunk.is_words() || !reads_the_same(hunk)) continue;
      hunk.same = true;
      const Region& region = hunk.tokens;
      std::vector<std::size_t> was, is;
      for (std::size_t i = region.before_begin; i < region.before_end; ++i)
        if (!is_gap(old_.text.tokens[i])) was.push_back(i);
      for (std::size_t j = region.after_begin; j < region.after_end; ++j)
        if (!is_gap(new_.text.tokens[j])) is.push_back(j);
      for (std::size_t i = 0; i < std::min(was.size(), is.size()); ++i) same_.push_back({was[i], is[i]});
    }
    std::erase_if(hunks_, [](const Hunk& hunk) {
      const Region& region = hunk.tokens;
      return hunk.same && region.before_end - region.before_begin == region.after_end - region.after_begin;
    });
  }

  [[nodiscard]] bool is_reworded() const {
    const std::size_t old_count = words_between(old_.text.tokens, 0, old_.text.tokens.size());
    const std::size_t new_count = words_between(new_.text.tokens, 0, new_.text.tokens.size());
    std::size_t kept = old_count;
    for (const Region& region : regions_)
      kept -= words_between(old_.text.tokens, region.before_begin, region.before_end);
    return kKeptOfReworded * kept < old_count && new_count > 0 && old_count > kWordsBefore;
  }

  /// How many of the words [begin, end) of the old text stand among those of the new one.
  [[nodiscard]] std::size_t common(Range before, Range after) const {
    std::size_t count = 0;
    for (std::size_t i = before.begin; i < before.end; ++i) {
      const Token& token = old_.text.tokens[i];
      if (!token.is_word()) continue;
      for (std::size_t j = after.begin; j < after.end; ++j) count += new_.text.tokens[j].number == token.number ? 1 : 0;
    }
    return count;
  }

  void add(const Region& region, TextChangeKind what) {
    if (region.before_begin < region.before_end || region.after_begin < region.after_end)
      hunks_.push_back({region, what, false});
  }

  /// A border of units parts the words beside it: those of the other side go with the side that they are more like.
  bool add(const Region& region) {
    std::vector<std::size_t> old_borders, new_borders;
    for (std::size_t i = region.before_begin; i < region.before_end; ++i)
      if (old_.is_border(i)) old_borders.push_back(i);
    for (std::size_t j = region.after_begin; j < region.after_end; ++j)
      if (new_.is_border(j)) new_borders.push_back(j);
    const auto [ob, oe, nb, ne] = region;
    if (old_borders.empty() && new_borders.empty()) {
      add(region, TextChangeKind::Replaced);
      return true;
    }
    if (old_borders.size() + new_borders.size() > 1) return false;
    if (!new_borders.empty()) {
      const std::size_t at = new_borders.front();
      const bool left = common({ob, oe}, {nb, at}) > common({ob, oe}, {at + 1, ne}) ||
                        words_between(new_.text.tokens, at + 1, ne) == 0;
      const std::size_t border = left ? oe : ob;
      add({ob, border, nb, at}, TextChangeKind::Replaced);
      add({border, border, at, at + 1}, TextChangeKind::Split);
      add({border, oe, at + 1, ne}, TextChangeKind::Replaced);
      return true;
    }
    const std::size_t at = old_borders.front();
    const bool left =
        common({ob, at}, {nb, ne}) > common({at + 1, oe}, {nb, ne}) || words_between(old_.text.tokens, at + 1, oe) == 0;
    const std::size_t border = left ? ne : nb;
    add({ob, at, nb, border}, TextChangeKind::Replaced);
    add({at, at + 1, border, border}, TextChangeKind::Joined);
    add({at + 1, oe, border, ne}, TextChangeKind::Replaced);
    return true;
  }

  [[nodiscard]] Region free_around(std::size_t i) const {
    const Region whole{0, old_.text.tokens.size(), 0, new_.text.tokens.size()};
    Region out = whole;
    if (i > 0) out.before_begin = hunks_[i - 1].tokens.before_end, out.after_begin = hunks_[i - 1].tokens.after_end;
    if (i + 1 < hunks_.size())
      out.before_end = hunks_[i + 1].tokens.before_begin, out.after_end = hunks_[i + 1].tokens.after_begin;
    return out;
  }

  /// By what is kept beside it, up to a word. False where there is nothing.
  bool widen_left(Hunk& hunk, const Region& free) const {
    bool widened = false;
    while (hunk.tokens.before_begin > free.before_begin) {
      --hunk.tokens.before_begin, --hunk.tokens.after_begin;
      widened = true;
      if (!is_gap(old_.text.tokens[hunk.tokens.before_begin])) break;
    }
    return widened;
  }
  bool widen_right(Hunk& hunk, const Region& free) const {
    bool widened = false;
    while (hunk.tokens.before_end < free.before_end) {
      ++hunk.tokens.before_end, ++hunk.tokens.after_end;
      widened = true;
      if (!is_gap(old_.text.tokens[hunk.tokens.before_end - 1])) break;
    }
    return widened;
  }

  /// The unit of the old text with the change in it, as it is and as a reader would make it.
  [[nodiscard]] bool reads_right(const Hunk& hunk, const Region& free) const {
    const Range old_range = old_bytes(hunk);
    const Range part = old_.parts[old_.part_of(old_range.begin)];
    if (old_range.end > part.end) return false;
    const Range quote = without_spaces(old_.shown, old_range);
    const std::string_view come = new_words(hunk);
    const std::string_view new_text = new_.at(new_bytes(hunk));
    const std::string actual = std::string(old_.at({part.begin, old_range.begin})) + std::string(new_text) +
                               std::string(old_.at({old_range.end, part.end}));
    std::string read;
    if (quote.begin == quote.end) {
      const Range kept = without_spaces(old_.shown, old_.bytes(free.before_begin, hunk.tokens.before_begin));
      const bool at_edge = without_spaces(old_.shown, {part.begin, old_range.begin}).begin == old_range.begin ||
                           without_spaces(old_.shown, {old_range.end, part.end}).begin == part.end;
      if (kept.begin == kept.end && !at_edge) return false;  // nothing to say where it stands
      read =
          put_together(put_together(old_.at({part.begin, old_range.begin}), come), old_.at({old_range.end, part.end}));
    } else if (come.empty()) {
      read = put_together(old_.at({part.begin, quote.begin}), old_.at({quote.end, part.end}));
    } else {
      read = std::string(old_.at({part.begin, quote.begin})) + std::string(come) +
             std::string(old_.at({quote.end, part.end}));
    }
    return plainly_spaced(read) == plainly_spaced(actual);
  }

  /// Widens and joins the changes of words until each can be followed by hand.
  bool settle() {
    for (std::size_t i = 0; i < hunks_.size();) {
      if (!hunks_[i].is_words()) {
        ++i;
        continue;
      }
      Hunk hunk = hunks_[i];
      const Region free = free_around(i);
      const auto is_good = [&] {
        const std::string_view quote = old_words(hunk);
        return (quote.empty() || has_word(quote)) && reads_right(hunk, free);
      };
      bool good = is_good();
      for (bool left = true; !good;) {
        const bool widened = left ? widen_left(hunk, free) || widen_right(hunk, free)
                                  : widen_right(hunk, free) || widen_left(hunk, free);
        if (!widened) break;
        left = !left;
        good = is_good();
      }
      if (good || (free.before_begin == 0 && free.before_end == old_.text.tokens.size())) {
        hunks_[i++] = hunk;
        continue;
      }
      // Nothing is left beside it: one with its neighbour.
      const std::size_t with = i > 0 && hunks_[i - 1].is_words() ? i - 1 : i;
      if (with + 1 >= hunks_.size() || !hunks_[with + 1].is_words()) return false;
      hunks_[with].tokens.before_end = hunks_[with + 1].tokens.before_end;
      hunks_[with].tokens.after_end = hunks_[with + 1].tokens.after_end;
      hunks_.erase(hunks_.begin() + static_cast<std::ptrdiff_t>(with) + 1);
      i = with;
    }
    return true;
  }

  /// Whether units that became one are put together as a reader would.
  [[nodiscard]] bool joins_read_right() const {
    return std::all_of(hunks_.begin(), hunks_.end(), [&](const Hunk& hunk) {
      if (hunk.what != TextChangeKind::Joined) return true;
      const std::size_t at = new_.offsets[hunk.tokens.after_begin];
      const std::string put = put_together(new_.at({0, at}), new_.at({at, new_.shown.size()}));
      return plainly_spaced(put) == plainly_spaced(new_.shown);
    });
  }

  /// The same replacement at several places of a unit is told once, if the words stand nowhere else in it.
  void join_equal() {
    for (std::size_t i = 0; i < hunks_.size(); ++i) {
      const Hunk first = hunks_[i];
      if (!first.is_words() || old_words(first).empty() || new_words(first).empty()) continue;
      const std::size_t part = old_.part_of(old_bytes(first).begin);
      const auto is_equal = [&](const Hunk& other) {
        return other.is_words() && old_.part_of(old_bytes(other).begin) == part &&
               old_words(other) == old_words(first) && same_runs(new_bytes(other), new_bytes(first));
      };
      const auto count = static_cast<std::size_t>(std::count_if(hunks_.begin(), hunks_.end(), is_equal));
      if (count < 2 || occurrences(old_.at(old_.parts[part]), old_words(first)) != count) continue;
      for (const Hunk& hunk : hunks_)
        if (is_equal(hunk)) told_.push_back(old_bytes(hunk));
      hunks_[i].each = true;
      hunks_.erase(std::remove_if(hunks_.begin() + static_cast<std::ptrdiff_t>(i) + 1, hunks_.end(), is_equal),
                   hunks_.end());
    }
  }
  [[nodiscard]] bool same_runs(Range a, Range b) const {
    const model::Runs one = new_.slice(without_spaces(new_.shown, a));
    const model::Runs other = new_.slice(without_spaces(new_.shown, b));
    return std::equal(one.begin(), one.end(), other.begin(), other.end(), [](const auto& x, const auto& y) {
      return x.text == y.text && x.style == y.style && x.link == y.link;
    });
  }

  void look_of(TextChange& change, std::size_t byte) const {
    change.old_style = old_.look(byte).style;
    change.old_link = old_.look(byte).link;
  }

  TextChange change_of(std::size_t i) {
    const Hunk& hunk = hunks_[i];
    TextChange change;
    change.place = places_[old_.part_of(old_bytes(hunk).begin)];
    if (hunk.what == TextChangeKind::Joined) {
      change.what = hunk.what;
      change.to = places_[old_.part_of(old_bytes(hunk).begin) + 1];
      return change;
    }
    const Range quote = without_spaces(old_.shown, old_bytes(hunk));
    if (!hunk.is_words() || quote.begin == quote.end) {
      change.what = hunk.is_words() ? TextChangeKind::Inserted : hunk.what;
      if (quote.begin > old_.parts[old_.part_of(quote.begin)].begin) look_of(change, quote.begin - 1);
      if (hunk.is_words()) change.after = new_.slice(without_spaces(new_.shown, new_bytes(hunk)));
      say_where(change, i);
      return change;
    }
    change.after = new_.slice(without_spaces(new_.shown, new_bytes(hunk)));
    change.what = change.after.empty() ? TextChangeKind::Deleted : TextChangeKind::Replaced;
    look_of(change, quote.begin);
    if (hunk.each) {
      change.each = true;
      change.before = old_.at(quote);
      return change;
    }
    const Range scope = old_.scope_of(change, quote);
    quote_once(change, hunk, free_around(i), scope);
    return change;
  }

  /// Widens a quotation to the left until the unit has it once, or else its sentence; else says which one it is.
  void quote_once(TextChange& change, const Hunk& hunk, const Region& free, const Range& scope) {
    const std::string_view unit = old_.at(old_.parts[old_.part_of(scope.begin)]);
    Hunk wider = hunk;
    std::size_t words = 0;
    const auto quote_of = [&](const Hunk& one) { return without_spaces(old_.shown, old_bytes(one)); };
    while (occurrences(unit, old_.at(quote_of(wider))) > 1) {
      if (words++ == kMostWidening || !widen_left(wider, free) || quote_of(wider).begin < scope.begin) {
        const Range quote = quote_of(hunk);
        change.before = old_.at(quote);
        if (occurrences(old_.at(scope), change.before) > 1)
          change.nth = occurrences(old_.at(scope), change.before, quote.begin - scope.begin) + 1;
        return;
      }
    }
    change.before = old_.at(quote_of(wider));
    if (words == 0) return;
    change.after = new_.slice(without_spaces(new_.shown, new_bytes(wider)));
    change.what = TextChangeKind::Replaced;
    told_.push_back(old_bytes(wider));
  }

  /// Of an insertion or a border: the words behind which it stands, the sentence, the beginning or the end.
  void say_where(TextChange& change, std::size_t i) const {
    const Hunk& hunk = hunks_[i];
    const std::size_t at = old_.offsets[hunk.tokens.before_begin];
    const Range part = old_.parts[old_.part_of(at)];
    const Range before = without_spaces(old_.shown, {part.begin, at});
    const Range after = without_spaces(old_.shown, {std::min(at, part.end), part.end});
    if (before.begin == before.end || after.begin == after.end) {
      change.where = before.begin == before.end ? Where::AtBeginning : Where::AtEnd;
      return;
    }
    const std::vector<Range> sentences = old_.sentences_of(part);
    for (std::size_t k = 0; k + 1 < sentences.size(); ++k) {
      if (sentences[k].end != before.end) continue;
      const std::string come = plain_words(change.after);
      const bool is_whole = !hunk.is_words() || come.ends_with('.') || come.ends_with('!') || come.ends_with('?');
      change.sentence = is_whole ? k + 1 : k + 2;
      change.where = is_whole ? Where::AtEnd : Where::AtBeginning;
      return;
    }
    // A border may be told by words that another change is about: all places are those of the old text.
    const std::size_t from = hunk.is_words() ? old_.offsets[free_around(i).before_begin] : part.begin;
    const Range kept = without_spaces(old_.shown, {std::max(from, part.begin), before.end});
    const Range scope = old_.scope_of(change, {before.end, before.end});
    const std::string_view text = old_.at({std::max(kept.begin, scope.begin), kept.end});
    const std::string_view unit = old_.at(part);
    for (std::size_t words = kWordsBefore; words <= kMostWidening; ++words) {
      change.anchor = last_words(text, words);
      if (occurrences(unit, change.anchor) == 1) return;
    }
    change.anchor = last_words(text, kWordsBefore);
    if (occurrences(old_.at(scope), change.anchor) == 1) return;
    const std::size_t begin = before.end - change.anchor.size();
    change.nth = occurrences(old_.at(scope), change.anchor, begin - scope.begin) + 1;
  }

  static std::string last_words(std::string_view text, std::size_t count) {
    const std::vector<std::string_view> tokens = text::words(text);
    std::size_t begin = tokens.size();
    while (begin > 0 && count > 0)
      if (text::is_word(tokens[--begin])) --count;
    std::string out;
    for (std::size_t i = begin; i < tokens.size(); ++i) out += tokens[i];
    const Range range = without_spaces(out, {0, out.size()});
    return std::string(within(out, range));
  }

  /// Pairs of tokens outside of all changes.
  [[nodiscard]] std::vector<Match> kept_tokens() const {
    std::vector<Match> out;
    std::size_t i = 0;
    std::size_t j = 0;
    std::vector<Region> regions = regions_;
    regions.push_back({old_.text.tokens.size(), 0, new_.text.tokens.size(), 0});
    for (const Region& region : regions) {
      for (; i < region.before_begin; ++i, ++j)
        if (!is_told(old_.bytes(i, i + 1))) out.push_back({i, j});
      i = region.before_end;
      j = region.after_end;
    }
    for (const Match& pair : same_)
      if (!is_told(old_.bytes(pair.before, pair.before + 1))) out.push_back(pair);
    std::sort(out.begin(), out.end(), [](const Match& a, const Match& b) { return a.before < b.before; });
    return out;
  }

  [[nodiscard]] bool is_told(Range bytes) const {
    const auto holds = [&](Range range) { return range.begin <= bytes.begin && bytes.end <= range.end; };
    return std::any_of(hunks_.begin(), hunks_.end(),
                       [&](const Hunk& hunk) { return !hunk.same && holds(old_bytes(hunk)); }) ||
           std::any_of(told_.begin(), told_.end(), holds);
  }

  const std::vector<TextPlace>& places_;
  std::size_t& work_;
  Numbers numbers_;
  TextSide old_, new_;
  std::vector<Region> regions_;
  std::vector<Hunk> hunks_;
  std::vector<Match> same_;  ///< within hunks that read the same
  std::vector<Range> told_;  ///< by changes that quote more than what changed, or stand for several
};

}  // namespace

std::optional<TextChanges> word_changes(const UnitTexts& texts, const NoteNames& names, std::size_t& work) {
  return WordTeller(texts, names, work).tell();
}

}  // namespace zielbaum::diff
