#include "typeset/breaking_internal.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/error.h"

namespace zielbaum::typeset {

namespace {

// Ragged setting. Demerits of a line: the square of its gap in hundredths of the measure, and what its end costs.
constexpr std::int64_t kRaggedLine = 20;         // fewer lines where all else is equal
constexpr std::int64_t kRaggedSeam = 200;        // "Haushalts-/plan"
constexpr std::int64_t kRaggedHyphen = 900;      // as bad as a gap of 30 hundredths
constexpr std::int64_t kRaggedShortEnd = 300;    // a paragraph's last line of a syllable or two
constexpr std::int64_t kRaggedHyphenRun = 1200;  // a second line in a row that ends in a hyphen

// Justified setting. A line is made as wide as the measure by the scaling of glyphs as far as it goes, then by its
// spaces. Badness is TeX's: 100 where a space has grown by a half or shrunk by a third, and the cube of that. To its
// square comes the square of the gap, since badness alone takes small unevenness for none.
//
// The numbers are tuned on 70 and 670 pages of administrative German (tools/bench lines): a division is worth avoiding
// as long as the spaces then grow by less than a half.
constexpr std::int64_t kLine = 10;
constexpr std::int64_t kGap = 80'000;     // for a space that has doubled
constexpr std::int64_t kScaling = 4'000;  // for a line that makes full use of it
constexpr std::int64_t kMostStretch = 940, kMostShrink = 333, kMostShrinkLenient = 450;  // thousandths of a space
constexpr std::int64_t kMostBadness = 800'000;
constexpr std::int64_t kSeam = 3'000;
constexpr std::int64_t kOwnHyphen = 12'000;  // a seam after the text's own hyphen
constexpr std::int64_t kCompound = 29'000;
constexpr std::int64_t kSyllable = 32'000;
constexpr std::int64_t kHyphenRun = 2'000;  // a second line in a row that ends in a hyphen
constexpr std::int64_t kMismatch = 1'000;   // a loose line next to a tight one
constexpr std::int64_t kHyphenBeforeEnd = 20'000;
constexpr std::int64_t kShortEnd = 100'000;
constexpr std::int64_t kForbiddenRun = 1'000'000'000'000;
constexpr std::int64_t kStickingOut = 1'000'000'000'000;  ///< a line with a piece that no line could hold

/// How tightly a line is set, in four classes; neighbours should not be further than one apart.
using Fitness = std::uint8_t;
constexpr Fitness kTight = 0, kDecent = 1, kLoose = 2, kVeryLoose = 3;
constexpr std::size_t kFitnesses = 4;
constexpr std::size_t kMostRun = 10;

/// A line between two breaks, seen alone.
struct Fit {
  enum class Verdict : std::uint8_t { Good, TooWide, TooLoose };
  Verdict verdict = Verdict::Good;
  bool hopeless = false;  ///< too wide, and any line from the same beginning to a later end is too
  Fitness fitness = kDecent;
  std::int64_t cost = 0;
};

bool ends_paragraph(const Break& to) {
  return to.kind == BreakKind::End || to.kind == BreakKind::Forced;
}

Fit fit_ragged(std::int64_t width, const Break& from, const Break& to, const BreakRules& rules) {
  Fit fit;
  if (width > rules.measure) return {.verdict = Fit::Verdict::TooWide, .hopeless = width > rules.measure + rules.em};
  const std::int64_t gap = rules.measure <= 0 ? 0 : (rules.measure - width) * 100 / rules.measure;
  fit.cost = kRaggedLine;
  if (ends_paragraph(to)) {
    fit.cost += gap > 88 || (from.hyphen && to.kind == BreakKind::End) ? kRaggedShortEnd : 0;
    return fit;
  }
  fit.cost += gap * gap;
  if (to.kind == BreakKind::Seam) fit.cost += kRaggedSeam;
  if (to.kind == BreakKind::Syllable || to.kind == BreakKind::Compound) fit.cost += kRaggedHyphen;
  return fit;
}

/// Adds what a line costs whose spaces are so much wider (or narrower) by so many thousandths of their width, where
/// `full` thousandths are a badness of 100.
void add_gap(Fit& fit, std::int64_t thousandths, std::int64_t full) {
  const std::int64_t ratio = thousandths * 1000 / full;
  const std::int64_t badness = std::min(kMostBadness, ratio * ratio * ratio / 10'000'000);
  fit.cost += (kLine + badness) * (kLine + badness) + kGap * thousandths / 1000 * thousandths / 1000;
}

Fit fit_justified(std::int64_t width, const Break& from, const Break& to, const BreakRules& rules,
                  Strictness strictness) {
  constexpr std::int64_t kHalf = 500, kThird = 333;
  const std::int64_t spaces = std::max<std::int64_t>(0, to.end_spaces - from.begin_spaces);
  const std::int64_t scalable = (width - spaces) * rules.scaling / 1000;
  const std::int64_t missing = rules.measure - width;
  const std::int64_t scaled = std::clamp(missing, -scalable, scalable);
  const std::int64_t rest = missing - scaled;  // for the spaces
  Fit fit;
  if (rest < 0) {
    const std::int64_t most = strictness == Strictness::Strict ? kMostShrink : kMostShrinkLenient;
    const std::int64_t too_wide = -rest - spaces * most / 1000;
    if (too_wide > 0) return {.verdict = Fit::Verdict::TooWide, .hopeless = too_wide > rules.em};
    const std::int64_t by = -rest * 1000 / spaces;
    add_gap(fit, by, kThird);
    if (by > kThird / 2) fit.fitness = kTight;
  } else if (!ends_paragraph(to)) {
    const bool can_grow = spaces > 0 && rest / 20 < spaces;
    const std::int64_t by = can_grow ? rest * 1000 / spaces : kMostStretch * 20;
    if (by > kMostStretch && strictness == Strictness::Strict) return {.verdict = Fit::Verdict::TooLoose};
    add_gap(fit, by, kHalf);
    // Where there is no space that could grow, the fuller line is still the better one.
    if (!can_grow) fit.cost += rest / std::max<std::int64_t>(1, rules.measure / 1000);
    if (by > kHalf / 2) fit.fitness = by > kHalf ? kVeryLoose : kLoose;
  }
  if (scalable > 0 && !(missing > 0 && ends_paragraph(to))) {
    fit.cost += kScaling * scaled / scalable * scaled / scalable;
  }
  switch (to.kind) {
    case BreakKind::Space:
      break;
    case BreakKind::Seam:
      fit.cost += to.hyphen ? kOwnHyphen : kSeam;
      break;
    case BreakKind::Compound:
      fit.cost += kCompound;
      break;
    case BreakKind::Syllable:
      fit.cost += kSyllable;
      break;
    case BreakKind::Forced:
    case BreakKind::End:
      if (from.hyphen) fit.cost += kHyphenBeforeEnd;
      if (width < rules.em * 2) fit.cost += kShortEnd;
      break;
  }
  return fit;
}

Fit fit_of(const Break& from, const Break& to, const BreakRules& rules, Strictness strictness) {
  const std::int64_t width = to.end - from.begin;
  return rules.justified ? fit_justified(width, from, to, rules, strictness) : fit_ragged(width, from, to, rules);
}

/// What is remembered of the lines before.
struct State {
  Fitness fitness = kDecent;
  std::uint8_t run = 0;  ///< lines at the end that end in a hyphen
  std::int64_t cost = 0;
};

/// The state after one more line. Its cost is kImpossible if the line may not follow.
State after(const State& before, const Fit& fit, const Break& to, const BreakRules& rules, Strictness strictness) {
  State state{.fitness = fit.fitness, .cost = before.cost + fit.cost};
  if (to.hyphen) {
    state.run = static_cast<std::uint8_t>(before.run + 1);
    if (state.run > 1) state.cost += rules.justified ? kHyphenRun : kRaggedHyphenRun;
    if (state.run > rules.hyphen_run) {
      if (strictness == Strictness::Strict) return {.cost = kImpossible};
      state.run = rules.hyphen_run;
      state.cost += kForbiddenRun;
    }
  }
  const int apart = static_cast<int>(before.fitness) - static_cast<int>(fit.fitness);
  if (apart > 1 || apart < -1) state.cost += kMismatch;
  return state;
}

/// A break that good lines lead to.
struct Node {
  std::uint32_t at = 0;
  std::uint32_t previous = 0;  ///< index of the node before
  State state;
};

std::optional<Breaking> breaking_by(const std::vector<Break>& breaks, const BreakRules& rules, Strictness strictness) {
  std::vector<Node> nodes(1);
  nodes.reserve(breaks.size());
  std::size_t front = 0;  // nodes before it are too far away for any further line
  struct Best {
    std::int64_t cost = kImpossible;
    std::uint32_t previous = 0;
  };
  std::array<Best, kFitnesses * kMostRun> best;
  for (std::uint32_t i = 1; i < breaks.size(); ++i) {
    const Break& to = breaks[i];
    bool found = false;
    Fit fit;
    const std::size_t count = nodes.size();
    for (std::size_t n = front; n < count; ++n) {
      const Node& node = nodes[n];
      if (n == front || node.at != nodes[n - 1].at) fit = fit_of(breaks[node.at], to, rules, strictness);
      if (fit.verdict == Fit::Verdict::TooLoose) break;  // those nearer are looser still
      if (fit.verdict == Fit::Verdict::TooWide) {
        if (fit.hopeless && n == front) ++front;
        continue;
      }
      const State state = after(node.state, fit, to, rules, strictness);
      if (state.cost == kImpossible) continue;
      Best& slot = best[state.fitness * kMostRun + state.run];
      if (state.cost < slot.cost) {
        slot = {.cost = state.cost, .previous = static_cast<std::uint32_t>(n)};
        found = true;
      }
    }
    if (!found && strictness == Strictness::Lenient && nodes.back().at + 1 == i) {
      // Not even the smallest piece has room. It sticks out.
      best[kDecent * kMostRun] = {.cost = nodes.back().state.cost + kStickingOut,
                                  .previous = static_cast<std::uint32_t>(nodes.size() - 1)};
      found = true;
    }
    if (to.kind == BreakKind::Forced) front = nodes.size();
    if (!found) {
      if (front == nodes.size()) return std::nullopt;
      continue;
    }
    for (std::size_t s = 0; s < best.size(); ++s) {
      if (best[s].cost == kImpossible) continue;
      nodes.push_back({.at = i,
                       .previous = best[s].previous,
                       .state = {.fitness = static_cast<Fitness>(s / kMostRun),
                                 .run = static_cast<std::uint8_t>(s % kMostRun),
                                 .cost = best[s].cost}});
      best[s] = {};
    }
  }

  const auto end = static_cast<std::uint32_t>(breaks.size() - 1);
  std::optional<std::size_t> last;
  for (std::size_t n = nodes.size(); n-- > 0 && nodes[n].at == end;) {
    if (!last || nodes[n].state.cost <= nodes[*last].state.cost) last = n;
  }
  if (!last) return std::nullopt;
  Breaking breaking{.ends = {}, .demerits = nodes[*last].state.cost, .strictness = strictness};
  for (std::size_t n = *last; n > 0; n = nodes[n].previous) breaking.ends.push_back(nodes[n].at);
  std::reverse(breaking.ends.begin(), breaking.ends.end());
  return breaking;
}

}  // namespace

Breaking best_breaking(const std::vector<Break>& breaks, const BreakRules& rules) {
  ENSURE(rules.hyphen_run < kMostRun);
  if (breaks.size() < 2) return {};
  if (std::optional<Breaking> strict = breaking_by(breaks, rules, Strictness::Strict)) return std::move(*strict);
  std::optional<Breaking> lenient = breaking_by(breaks, rules, Strictness::Lenient);
  ENSURE(lenient.has_value());
  return std::move(*lenient);
}

std::int64_t demerits_of(const std::vector<Break>& breaks, const std::vector<std::uint32_t>& ends,
                         const BreakRules& rules, Strictness strictness) {
  State state;
  std::uint32_t from = 0;
  for (const std::uint32_t to : ends) {
    const Fit fit = fit_of(breaks[from], breaks[to], rules, strictness);
    if (fit.verdict != Fit::Verdict::Good) return kImpossible;
    state = after(state, fit, breaks[to], rules, strictness);
    if (state.cost == kImpossible) return kImpossible;
    from = to;
  }
  return state.cost;
}

}  // namespace zielbaum::typeset
