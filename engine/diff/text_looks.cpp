// What changed in the look of words that were kept.
#include <algorithm>

#include "diff/text_side_internal.h"

namespace zielbaum::diff {

namespace {

/// A stretch of the old text that is one run on either side.
struct Look {
  Range bytes;
  const model::Run* before = nullptr;
  const model::Run* after = nullptr;
};

class LookTeller {
 public:
  LookTeller(const TextSide& before, const TextSide& after, const std::vector<TextPlace>& places)
      : old_(before), new_(after), places_(places) {}

  void collect(const std::vector<Match>& kept) {
    for (const auto& [i, j] : kept) {
      if (is_gap(old_.text.tokens[i])) continue;
      const Range was = old_.bytes(i, i + 1);
      const Range is = new_.bytes(j, j + 1);
      // A note's mark may have another name, a word another place to be divided at.
      const bool alike = was.end - was.begin == is.end - is.begin;
      for (std::size_t byte = 0; byte < was.end - was.begin; ++byte)
        add(was.begin + byte, old_.look(was.begin + byte), new_.look(is.begin + (alike ? byte : 0)));
    }
  }

  std::vector<PlacedChange> tell() {
    std::vector<PlacedChange> out;
    add_changes(TextChangeKind::Formatted, &model::Run::style, out);
    add_changes(TextChangeKind::Linked, &model::Run::link, out);
    return out;
  }

 private:
  void add(std::size_t byte, const model::Run& before, const model::Run& after) {
    if (!looks_.empty() && looks_.back().before == &before && looks_.back().after == &after &&
        goes_on(looks_.back().bytes.end, byte)) {
      looks_.back().bytes.end = byte + 1;
    } else {
      looks_.push_back({{byte, byte + 1}, &before, &after});
    }
  }

  /// Whether nothing but spaces stands between two places of one unit.
  [[nodiscard]] bool goes_on(std::size_t end, std::size_t begin) const {
    return old_.part_of(end) == old_.part_of(begin) && without_spaces(old_.shown, {end, begin}).begin == begin;
  }

  template <typename Part>
  void add_changes(TextChangeKind what, Part model::Run::*part, std::vector<PlacedChange>& out) const {
    for (std::size_t i = 0; i < looks_.size();) {
      const Look& first = looks_[i++];
      if (first.before->*part == first.after->*part) continue;
      Range bytes = first.bytes;
      while (i < looks_.size() && looks_[i].before->*part == first.before->*part &&
             looks_[i].after->*part == first.after->*part && goes_on(bytes.end, looks_[i].bytes.begin))
        bytes.end = looks_[i++].bytes.end;
      TextChange change;
      change.what = what;
      change.place = places_[old_.part_of(bytes.begin)];
      change.before = old_.at(bytes);
      const Range scope = old_.scope_of(change, bytes);
      if (occurrences(old_.at(scope), change.before) > 1)
        change.nth = occurrences(old_.at(scope), change.before, bytes.begin - scope.begin) + 1;
      if (what == TextChangeKind::Formatted) {
        change.old_style = first.before->style;
        change.new_style = first.after->style;
      } else {
        change.old_link = first.before->link;
        change.new_link = first.after->link;
      }
      out.push_back({bytes.begin, std::move(change)});
    }
  }

  const TextSide& old_;
  const TextSide& new_;
  const std::vector<TextPlace>& places_;
  std::vector<Look> looks_;
};

}  // namespace

std::vector<PlacedChange> look_changes(const TextSide& before, const TextSide& after, const std::vector<Match>& kept,
                                       const std::vector<TextPlace>& places) {
  LookTeller teller(before, after, places);
  teller.collect(kept);
  return teller.tell();
}

}  // namespace zielbaum::diff
