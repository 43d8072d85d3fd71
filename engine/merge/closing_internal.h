// What becomes of a place that both sides changed in different ways.
#pragma once

#include "merge/three_way_internal.h"

namespace zielbaum::merge {

/// Nothing where it is for people to decide:
/// - where one side's changes are part of the other's, the other side's
/// - what both put in at one place, if that does not say one thing twice
/// - a table by its rows and columns
/// - of a sentence the words of one side and the formatting of the other one; both ends of a period
/// Whatever it is, no word that one side dropped is in it, unless that side has it elsewhere, and none is missing.
[[nodiscard]] std::optional<Merging> closed(const Gap& gap, Side where_both);

/// The ways of closed(), in this order where several would do.
[[nodiscard]] std::optional<Merging> larger(const Gap& gap, Side where_both);
[[nodiscard]] std::optional<Merging> both_added(const Gap& gap, Side where_both);
[[nodiscard]] std::optional<Merging> reworded(const Gap& gap, Side where_both);

/// As larger() and reworded(), of one sentence or cell.
[[nodiscard]] std::optional<std::string> closed_sentence(std::string_view base, std::string_view ours,
                                                         std::string_view theirs);

/// Where one side moved a sentence and the other one reworded it at its place, the new words go to the new place.
/// Says what it did.
struct Carried {
  std::size_t from, to;  ///< pieces
  Gap was_from, was_to;
};
[[nodiscard]] std::vector<Carried> carry_moves(std::vector<Piece>& pieces);

/// Undoes that where one of both pieces is a conflict; then so is the other one.
void take_back(std::vector<Carried>& carried, std::vector<Piece>& pieces);

/// Marks the pieces in which each side put in one sentence, be it reworded, at another place: it is not to stand there
/// twice; and those in which one side dropped what the other one moved: it is not to come back; and those to which
/// both moved one thing, each in its own words.
void part_doubles(std::vector<Piece>& pieces);

/// Whether the content words are those of both sides: each as often as the base has it, and what either side added or
/// took away.
[[nodiscard]] bool accounts_for(const Gap& gap, const Passages& result);

/// Whether the content words that one side added are there, and those that it took away are not, unless the other side
/// added them.
[[nodiscard]] bool has_all_of(const Gap& gap, Side side, const Passages& result);

}  // namespace zielbaum::merge
