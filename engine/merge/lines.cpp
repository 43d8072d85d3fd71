// Files that are no prose: by lines, or by the elements of XML.
#include <algorithm>

#include "merge/elements_internal.h"
#include "merge/three_way_internal.h"

namespace zielbaum::merge {

namespace {

/// Whether a line begins an element (or a comment) directly below the root, as we write XML.
bool begins_child(std::string_view line) {
  return line.size() > 3 && line.starts_with("  <") && line[3] != '/';
}

Passages lines_of(std::string_view text, Lines how) {
  Passages out;
  bool below_root = false;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end);
    const bool child = how == Lines::OfElements && begins_child(line);
    const bool inside = how == Lines::OfElements && below_root && !child && line.starts_with("  ");
    below_root = child || inside;
    if (!inside) out.emplace_back();
    out.back().text += line;
  }
  for (Passage& passage : out) passage.key = passage.text;
  return out;
}

/// Both sides put whole elements at one place: both stay.
std::optional<Merging> elements_of_both(const Gap& gap, Side) {
  const auto all_children = [](const Passages& side) {
    return std::all_of(side.begin(), side.end(), [](const Passage& one) { return begins_child(one.text); });
  };
  if (!gap.base.empty() || !all_children(gap.ours) || !all_children(gap.theirs)) return std::nullopt;
  Passages out = joined(gap.ours) < joined(gap.theirs) ? gap.ours : gap.theirs;
  const Passages& second = joined(gap.ours) < joined(gap.theirs) ? gap.theirs : gap.ours;
  for (const Passage& one : second) {
    const bool there = std::any_of(out.begin(), out.end(), [&](const Passage& other) { return other.key == one.key; });
    if (!there) out.push_back(one);
  }
  return Merging{std::move(out), {}};
}

}  // namespace

MergedText merge_lines(std::string_view base, std::string_view ours, std::string_view theirs, Lines how,
                       Side where_both) {
  if (ours == theirs || theirs == base) return {std::string(ours), {}};
  if (ours == base) return {std::string(theirs), {}};
  const auto by_elements = how == Lines::OfElements ? merge_elements({base, ours, theirs}) : std::nullopt;
  if (by_elements && by_elements->text) return {*by_elements->text, {}};
  if (by_elements)
    return {std::string(where_both == Side::Ours     ? ours
                        : where_both == Side::Theirs ? theirs
                                                     : base),
            {{std::string(base), std::string(ours), std::string(theirs)}}};
  Merging merged = merge_passages({lines_of(base, how), lines_of(ours, how), lines_of(theirs, how)},
                                  how == Lines::OfElements ? elements_of_both : no_way, where_both);
  return {joined(merged.passages), std::move(merged.conflicts)};
}

}  // namespace zielbaum::merge
