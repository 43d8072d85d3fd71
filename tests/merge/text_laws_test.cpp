// Laws of merged texts. Every noun stands once in its text, so that each tells what became of it.
#include <algorithm>
#include <array>
#include <map>

#include "merge/merge.h"
#include "merge/random_text_edits.h"
#include "merge/seeds.h"
#include "merge/text_facts.h"
#include "support/catch.h"

using namespace zielbaum;
using namespace zielbaum::test;

namespace {

struct TextVersions {
  std::string base, ours, theirs;
  bool moved = false;  ///< something, by either side
};

/// Both sides may have done something alike before each went on.
TextVersions text_versions(std::uint32_t seed) {
  Random random(seed);
  Nouns nouns;
  RandomText text = random_text(random, nouns);
  TextVersions out;
  out.base = markdown(text);
  for (std::size_t i = pick(random, 2); i > 0; --i) edit_text(random, nouns, text);
  for (std::string* const side : {&out.ours, &out.theirs}) {
    RandomText edited = text;
    for (std::size_t i = pick(random, 4); i > 0; --i) edit_text(random, nouns, edited);
    *side = markdown(edited);
    out.moved = out.moved || edited.moved;
  }
  return out;
}

using Counts = std::map<std::string, std::size_t>;

Counts counts_of(const std::string& text) {
  Counts out;
  for (const std::string& noun : nouns_of(text)) ++out[noun];
  return out;
}

std::size_t count(const Counts& counts, const std::string& noun) {
  const auto found = counts.find(noun);
  return found == counts.end() ? 0 : found->second;
}

/// Each noun stands in the result as often as it should.
std::string check_counts(const TextVersions& versions, const merge::MergedText& merged) {
  std::string out;
  const Counts base = counts_of(versions.base);
  const Counts ours = counts_of(versions.ours);
  const Counts theirs = counts_of(versions.theirs);
  const Counts after = counts_of(merged.text);
  std::string in_conflict;
  for (const merge::TextConflict& one : merged.conflicts) in_conflict += one.base + one.ours + one.theirs + "\n";
  Counts all = base;
  all.insert(ours.begin(), ours.end());
  all.insert(theirs.begin(), theirs.end());
  for (const auto& [noun, one] : all) {
    const bool a = ours.contains(noun);
    const bool b = theirs.contains(noun);
    const bool wanted = base.contains(noun) ? a && b : a || b;
    const bool is_open = in_conflict.find(noun) != std::string::npos;
    if (!is_open && count(after, noun) != (wanted ? 1 : 0))
      out += noun + " stands there " + std::to_string(count(after, noun)) + " times\n";
  }
  return out;
}

struct AllFacts {
  TextFacts base, ours, theirs, result;
};

template <typename Key, typename Value>
const Value* find(const std::map<Key, Value>& all, const Key& key) {
  const auto found = all.find(key);
  return found == all.end() ? nullptr : &found->second;
}

template <typename T>
bool same(const T* a, const T* b) {
  return (a == nullptr) == (b == nullptr) && (a == nullptr || *a == *b);
}

/// What the result should have of what each version has of one thing; nullptr where that cannot be said.
template <typename T>
const T* settled(const T* base, const T* ours, const T* theirs) {
  if (ours == nullptr || theirs == nullptr) return ours != nullptr ? ours : theirs;
  if (*ours == *theirs || same(theirs, base)) return ours;
  return same(ours, base) ? theirs : nullptr;
}

/// What stands together on one side stands together in the result, of what is still there; and in the order of that
/// side.
std::string check_places(const TextFacts& before, const TextFacts& after) {
  std::string out;
  const auto only_of = [](const std::vector<std::string>& wanted, const std::vector<std::string>& all) {
    const std::set<std::string> set(wanted.begin(), wanted.end());
    std::vector<std::string> some = all;
    std::erase_if(some, [&](const std::string& noun) { return !set.contains(noun); });
    return some;
  };
  if (only_of(after.order, before.order) != only_of(before.order, after.order)) out += "in another order\n";
  std::string last;
  for (const std::string& noun : before.order) {
    const Home* const is = find(after.homes, noun);
    const Home* const other = find(after.homes, last);
    if (is != nullptr && other != nullptr) {
      const Home& was = before.homes.at(noun);
      if (was.leaf == before.homes.at(last).leaf && is->leaf != other->leaf) out += noun + " left its paragraph\n";
      if (was.block == before.homes.at(last).block && is->block != other->block) out += noun + " left its block\n";
    }
    last = noun;
  }
  return out;
}

/// An item stays an item; it is numbered or not as the side has it that changed its list.
std::string check_sorts(const AllFacts& facts, bool moved) {
  std::string out;
  const auto sort = [](const TextFacts& one, const std::string& noun) {
    const Home* const home = find(one.homes, noun);
    return home == nullptr ? ' ' : home->sort;
  };
  bool numbered_anew = moved;
  for (const auto& [noun, home] : facts.ours.homes)
    numbered_anew = numbered_anew || (sort(facts.theirs, noun) != ' ' && sort(facts.theirs, noun) != home.sort);
  for (const auto& [noun, home] : facts.base.homes)
    for (const TextFacts* const side : {&facts.ours, &facts.theirs})
      numbered_anew = numbered_anew || (sort(*side, noun) != ' ' && sort(*side, noun) != home.sort);
  for (const auto& [noun, home] : facts.result.homes) {
    const char base = sort(facts.base, noun);
    const char ours = sort(facts.ours, noun);
    const char theirs = sort(facts.theirs, noun);
    const bool in_all = base != ' ' && ours != ' ' && theirs != ' ';
    const char wanted = in_all ? (ours == base ? theirs : ours) : ours != ' ' ? ours : theirs;
    const bool is_item = wanted == '-' || wanted == '1';
    const bool in_two_ways = !in_all && ours != ' ' && theirs != ' ' && ours != theirs;
    const bool goes_by_list = is_item && (moved || in_two_ways || (!in_all && numbered_anew));
    if (goes_by_list ? home.sort != '-' && home.sort != '1' : home.sort != wanted)
      out += noun + " is no longer what it was\n";
  }
  return out;
}

/// Cells stand below their heads and in their rows, if these are still there.
std::string check_cells(const AllFacts& facts) {
  std::string out;
  for (const TextFacts* const side : {&facts.ours, &facts.theirs}) {
    for (const auto& [noun, was] : side->cells) {
      const CellPlace* const is = find(facts.result.cells, noun);
      if (is == nullptr) continue;
      if (is->head != was.head && facts.result.homes.contains(was.head)) out += noun + " is below another head\n";
      if (is->row != was.row && facts.result.homes.contains(was.row)) out += noun + " is in another row\n";
    }
  }
  return out;
}

/// Each line of code, byte for byte, is one that a side has.
std::string check_code(const AllFacts& facts) {
  std::string out;
  for (const auto& [noun, line] : facts.result.code) {
    const std::string* const wanted =
        settled(find(facts.base.code, noun), find(facts.ours.code, noun), find(facts.theirs.code, noun));
    if (wanted == nullptr || *wanted != line) out += "other code: " + line;
  }
  return out;
}

/// Each address is one that a side has.
std::string check_addresses(const AllFacts& facts) {
  std::string out;
  for (const std::string& address : facts.result.addresses)
    if (!facts.ours.addresses.contains(address) && !facts.theirs.addresses.contains(address))
      out += "nobody's address: " + address + "\n";
  return out;
}

/// Each mark refers to what it refers to on a side that has it.
std::string check_notes(const AllFacts& facts) {
  std::string out;
  const auto share = [](const std::vector<std::string>& a, const std::vector<std::string>& b) {
    return std::any_of(a.begin(), a.end(),
                       [&](const auto& one) { return std::find(b.begin(), b.end(), one) != b.end(); });
  };
  for (const NoteMark& mark : facts.result.marks) {
    const auto is_so = [&](const NoteMark& other) {
      return other.note == mark.note && share(other.before, mark.before);
    };
    const bool ours = std::any_of(facts.ours.marks.begin(), facts.ours.marks.end(), is_so);
    const bool theirs = std::any_of(facts.theirs.marks.begin(), facts.theirs.marks.end(), is_so);
    if (mark.note.empty() || (!ours && !theirs)) out += "another footnote behind " + mark.before.back() + "\n";
  }
  return out;
}

std::string shown(const TextVersions& versions, const std::string& merged) {
  return "--- base\n" + versions.base + "--- ours\n" + versions.ours + "--- theirs\n" + versions.theirs +
         "--- merged\n" + merged;
}

}  // namespace

TEST_CASE("merge: each noun of a text stands once and in its place, whichever side is which") {
  std::size_t clean = 0;
  for (std::uint32_t seed = 1; seed <= seeds() / 5; ++seed) {
    const TextVersions versions = text_versions(seed);
    const merge::MergedText merged = merge::merge_text(versions.base, versions.ours, versions.theirs);
    const merge::MergedText swapped = merge::merge_text(versions.base, versions.theirs, versions.ours);
    std::string complaints = check_counts(versions, merged);
    if (merged.conflicts.empty()) {
      const AllFacts facts{facts_of(versions.base), facts_of(versions.ours), facts_of(versions.theirs),
                           facts_of(merged.text)};
      if (!versions.moved)
        complaints += check_places(facts.ours, facts.result) + check_places(facts.theirs, facts.result);
      complaints += check_sorts(facts, versions.moved) + check_cells(facts) + check_code(facts) +
                    check_addresses(facts) + check_notes(facts);
      ++clean;
    }
    if (swapped.text != merged.text) complaints += "another text with the sides swapped\n";
    if (swapped.conflicts.size() != merged.conflicts.size()) complaints += "other conflicts with the sides swapped\n";
    INFO("seed " << seed << "\n" << complaints << shown(versions, merged.text));
    CHECK(complaints == "");
  }
  CHECK(clean > seeds() / 10);
  CHECK(clean < seeds() / 50 * 9);
}

TEST_CASE("merge: with one side's words where both changed the same ones, all that it did is there") {
  for (std::uint32_t seed = 1; seed <= seeds() / 5; ++seed) {
    const TextVersions versions = text_versions(seed);
    const merge::MergedText merged =
        merge::merge_text(versions.base, versions.ours, versions.theirs, merge::Side::Ours);
    const Counts base = counts_of(versions.base);
    const Counts ours = counts_of(versions.ours);
    const Counts after = counts_of(merged.text);
    std::string complaints;
    for (const auto& [noun, one] : ours)
      if (!base.contains(noun) && count(after, noun) != 1) complaints += noun + " is not there once\n";
    for (const auto& [noun, one] : base)
      if (!ours.contains(noun) && after.contains(noun)) complaints += noun + " is still there\n";
    INFO("seed " << seed << "\n" << complaints << shown(versions, merged.text));
    CHECK(complaints == "");
  }
}
