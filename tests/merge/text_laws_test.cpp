// Laws of merged texts. Every noun stands once in its text, so that each tells what became of it.
#include <algorithm>
#include <map>

#include "merge/merge.h"
#include "merge/random_texts.h"
#include "merge/seeds.h"
#include "support/catch.h"
#include "text/text.h"

using namespace zielbaum;
using namespace zielbaum::test;

namespace {

struct TextVersions {
  std::string base, ours, theirs;
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
  }
  return out;
}

/// Where a noun stands: in which block of the text, and in which paragraph, item or row.
struct Home {
  std::size_t block = 0;
  std::size_t leaf = 0;
  char sort = ' ';
};

class Homes {
 public:
  explicit Homes(const std::string& text) : text_(text) {
    const model::Prose prose = text::parse(text).prose;
    for (const model::Block& block : prose.blocks) {
      ++home_.block;
      enter(block, 'p');
    }
  }
  [[nodiscard]] bool has(const std::string& noun) const { return homes_.contains(noun); }
  [[nodiscard]] const Home& at(const std::string& noun) const { return homes_.at(noun); }

 private:
  void enter(const model::Block& block, char sort) {
    if (const auto* const list = std::get_if<model::List>(&block.content)) {
      for (const model::ListItem& item : list->items)
        for (const model::Block& one : item.blocks) enter(one, list->ordered ? '1' : '-');
      return;
    }
    const bool is_table = std::holds_alternative<model::Table>(block.content);
    std::string_view source = std::string_view(text_).substr(block.source.begin, block.source.end - block.source.begin);
    for (home_.sort = is_table ? '|' : sort; !source.empty();) {
      const std::size_t end = is_table ? std::min(source.find('\n'), source.size() - 1) + 1 : source.size();
      ++home_.leaf;
      for (const std::string& noun : nouns_of(std::string(source.substr(0, end)))) homes_[noun] = home_;
      source.remove_prefix(end);
    }
  }

  const std::string& text_;
  Home home_;
  std::map<std::string, Home> homes_;
};

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

std::vector<std::string> only_of(const Counts& wanted, const std::string& text) {
  std::vector<std::string> out = nouns_of(text);
  std::erase_if(out, [&](const std::string& noun) { return !wanted.contains(noun); });
  return out;
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

/// What stands together on one side stands together in the result, of what is still there; and in the order of that
/// side.
std::string check_places(const std::string& side, const std::string& result) {
  std::string out;
  if (only_of(counts_of(result), side) != only_of(counts_of(side), result)) out += "in another order\n";
  const Homes before(side);
  const Homes after(result);
  std::string last;
  for (const std::string& noun : nouns_of(side)) {
    if (after.has(noun) && after.at(noun).sort != before.at(noun).sort) out += noun + " is no longer what it was\n";
    if (after.has(noun) && after.has(last)) {
      if (before.at(noun).leaf == before.at(last).leaf && after.at(noun).leaf != after.at(last).leaf)
        out += noun + " left its paragraph\n";
      if (before.at(noun).block == before.at(last).block && after.at(noun).block != after.at(last).block)
        out += noun + " left its block\n";
    }
    last = noun;
  }
  return out;
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
      complaints += check_places(versions.ours, merged.text);
      complaints += check_places(versions.theirs, merged.text);
      ++clean;
    }
    if (swapped.text != merged.text) complaints += "another text with the sides swapped\n";
    if (swapped.conflicts.size() != merged.conflicts.size()) complaints += "other conflicts with the sides swapped\n";
    INFO("seed " << seed << "\n--- base\n"
                 << versions.base << "--- ours\n"
                 << versions.ours << "--- theirs\n"
                 << versions.theirs << "--- merged\n"
                 << merged.text);
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
    INFO("seed " << seed << "\n--- base\n"
                 << versions.base << "--- ours\n"
                 << versions.ours << "--- theirs\n"
                 << versions.theirs << "--- merged\n"
                 << merged.text);
    CHECK(complaints == "");
  }
}
