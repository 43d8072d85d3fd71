#include "diff/field_parts.h"

#include <algorithm>

namespace zielbaum::diff {

namespace {

using model::FieldValue;
using Values = std::vector<FieldValue>;

bool is_successor(const model::Parties& parties, const PartyId& of, const PartyId& party) {
  const std::vector<PartyId> line = model::succession(parties, of);
  return std::find(line.begin(), line.end(), party) != line.end();
}

bool is_renamed(const FieldValue& before, const FieldValue& after, const model::Parties& parties) {
  const auto* const a = std::get_if<model::PartyRef>(&before);
  const auto* const b = std::get_if<model::PartyRef>(&after);
  if (a == nullptr || b == nullptr || a->party.empty() || b->party.empty() || a->party == b->party) return false;
  return is_successor(parties, a->party, b->party) || is_successor(parties, b->party, a->party);
}

/// What of `before` became another in `after`, where both are one value of the same field.
Aspect aspect_of(const FieldValue& before, const FieldValue& after) {
  if (const auto* a = std::get_if<Period>(&before)) {
    const auto* const b = std::get_if<Period>(&after);
    if (b != nullptr && a->from == b->from) return Aspect::End;
    if (b != nullptr && a->to == b->to) return Aspect::Begin;
  }
  if (const auto* a = std::get_if<model::Number>(&before)) {
    const auto* const b = std::get_if<model::Number>(&after);
    if (b != nullptr && a->amount == b->amount) return Aspect::Unit;
  }
  if (const auto* a = std::get_if<model::Money>(&before)) {
    const auto* const b = std::get_if<model::Money>(&after);
    if (b != nullptr && a->amount == b->amount) return Aspect::Unit;
  }
  return Aspect::Whole;
}

bool same_year(const FieldValue& before, const FieldValue& after) {
  const auto* const a = std::get_if<model::YearValue>(&before);
  const auto* const b = std::get_if<model::YearValue>(&after);
  return a != nullptr && b != nullptr && a->year == b->year;
}

class Pairing {
 public:
  Pairing(const Values& before, const Values& after, model::Listing listing, const model::Parties& parties)
      : before_(before),
        after_(after),
        listing_(listing),
        parties_(parties),
        told_before_(before.size(), false),
        told_after_(after.size(), false) {
    out_.kept.resize(before.size());
  }

  FieldParts pair() {
    keep_equal();
    std::vector<FieldPart> renamed = find_renamed();
    pair_rest();
    out_.parts.insert(out_.parts.end(), renamed.begin(), renamed.end());
    for (std::size_t i = 0; i < before_.size(); ++i) {
      if (!told_before_[i]) out_.parts.push_back({PartChange::Went, Aspect::Whole, i, std::nullopt});
    }
    if (listing_ == model::Listing::Sequence && !keeps_order())
      out_.parts.push_back({PartChange::Reordered, Aspect::Whole, std::nullopt, std::nullopt});
    return std::move(out_);
  }

 private:
  void keep_equal() {
    for (std::size_t i = 0; i < before_.size(); ++i) {
      for (std::size_t j = 0; j < after_.size(); ++j) {
        if (told_after_[j] || !(before_[i] == after_[j])) continue;
        out_.kept[i] = j;
        told_before_[i] = told_after_[j] = true;
        break;
      }
    }
  }

  /// Of offices that became one, each is renamed to it; so on the way back.
  std::vector<FieldPart> find_renamed() {
    std::vector<FieldPart> out;
    const std::vector<bool> kept_after = told_after_;
    const std::vector<bool> kept_before = told_before_;
    for (std::size_t i = 0; i < before_.size(); ++i) {
      for (std::size_t j = 0; j < after_.size(); ++j) {
        if (kept_before[i] && kept_after[j]) continue;
        if (!is_renamed(before_[i], after_[j], parties_)) continue;
        out.push_back({PartChange::Renamed, Aspect::Whole, i, j});
        told_before_[i] = told_after_[j] = true;
      }
    }
    return out;
  }

  void pair_rest() {
    const bool single = listing_ == model::Listing::Single && before_.size() == 1 && after_.size() == 1;
    for (std::size_t j = 0; j < after_.size(); ++j) {
      if (told_after_[j]) continue;
      told_after_[j] = true;
      std::optional<std::size_t> was;
      for (std::size_t i = 0; i < before_.size() && !was; ++i) {
        if (!told_before_[i] && (single || same_year(before_[i], after_[j]))) was = i;
      }
      if (!was) {
        out_.parts.push_back({PartChange::Came, Aspect::Whole, std::nullopt, j});
        continue;
      }
      told_before_[*was] = true;
      const bool of_year = same_year(before_[*was], after_[j]);
      out_.parts.push_back({PartChange::Became, of_year ? Aspect::Year : aspect_of(before_[*was], after_[j]), was, j});
    }
  }

  [[nodiscard]] bool keeps_order() const {
    std::vector<std::size_t> places;
    for (const std::optional<std::size_t>& place : out_.kept)
      if (place) places.push_back(*place);
    return std::is_sorted(places.begin(), places.end());
  }

  const Values& before_;
  const Values& after_;
  model::Listing listing_;
  const model::Parties& parties_;
  std::vector<bool> told_before_, told_after_;
  FieldParts out_;
};

}  // namespace

bool FieldParts::only_renamed() const {
  return !parts.empty() &&
         std::all_of(parts.begin(), parts.end(), [](const FieldPart& one) { return one.what == PartChange::Renamed; });
}

FieldParts compare_values(const Values& before, const Values& after, model::Listing listing,
                          const model::Parties& parties) {
  return Pairing(before, after, listing, parties).pair();
}

bool only_renamed(const Change& change, const model::Parties& parties) {
  const auto renamed = [&](const FieldChange& field) {
    return field.value.before && field.value.after && !field.index.changed() &&
           compare_values(field.value.before->values, field.value.after->values, model::Listing::Set, parties)
               .only_renamed();
  };
  return !change.fields.empty() && !change.sample.changed() &&
         std::all_of(change.fields.begin(), change.fields.end(), renamed);
}

}  // namespace zielbaum::diff
