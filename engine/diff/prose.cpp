#include <algorithm>
#include <map>
#include <span>

#include "diff/align_internal.h"
#include "diff/grid_internal.h"
#include "diff/moves_internal.h"
#include "diff/tokens_internal.h"
#include "diff/words_internal.h"

namespace zielbaum::diff {

namespace {

using model::Block;
using model::Blocks;
using model::Run;
using model::Runs;

/// Blocks less alike than this are not the same block rewritten.
constexpr double kLeastBlockSimilarity = 0.3;
/// Blocks at different places less alike than this, or shorter than this, are not the same block moved.
constexpr double kLeastMovedSimilarity = 0.6;
constexpr std::size_t kLeastMovedBlock = 4;  ///< words
/// A block of which less than one word in so many was kept is rewritten.
constexpr std::size_t kKeptOfRewritten = 10;

/// A text that is equal for two blocks exactly if they say and look the same, wherever they stand in their sources.
struct Describe {
  std::string& out;
  void mark(char sort) const {
    out += '\x1f';
    out += sort;
  }
  void operator()(const Runs& runs) const {
    for (const Run& run : runs) {
      mark('r');
      const int style = (run.style.emphasis ? 1 : 0) + (run.style.strong ? 2 : 0) + (run.style.code ? 4 : 0);
      out += static_cast<char>('0' + static_cast<int>(run.kind));
      out += static_cast<char>('0' + style);
      out += run.text;
      mark('l');
      out += run.link;
    }
    mark('.');
  }
  void operator()(const model::Paragraph& paragraph) const { (*this)(paragraph.runs); }
  void operator()(const model::List& list) const {
    out += list.ordered ? '1' : '-';
    out += list.tight ? 't' : 'l';
    out += std::to_string(list.start);
    for (const model::ListItem& item : list.items) blocks(item.blocks);
  }
  void operator()(const model::Quote& quote) const { blocks(quote.blocks); }
  void operator()(const model::Table& table) const {
    for (const model::Align align : table.columns) out += static_cast<char>('0' + static_cast<int>(align));
    for (const Runs& cell : table.header) (*this)(cell);
    for (const auto& row : table.rows)
      for (const Runs& cell : row) (*this)(cell);
  }
  void operator()(const model::CodeBlock& code) const { out += code.text; }
  void operator()(const model::Figure& figure) const {
    out += figure.media;
    mark('a');
    out += figure.alt;
    mark('c');
    out += figure.caption;
  }
  void operator()(const model::Rule&) const {}

  void blocks(const Blocks& all) const {
    mark('(');
    for (const Block& block : all) {
      mark(static_cast<char>('A' + static_cast<int>(block.content.index())));
      std::visit(*this, block.content);
    }
    mark(')');
  }
};

std::string described(const Blocks& blocks) {
  std::string out;
  Describe{out}.blocks(blocks);
  return out;
}

std::vector<std::string> describe_each(const Blocks& blocks) {
  std::vector<std::string> out;
  for (const Block& block : blocks) out.push_back(described({block}));
  return out;
}

using NewLabels = std::map<std::string, std::string>;

void rename_notes(Runs& runs, const NewLabels& labels) {
  for (Run& run : runs) {
    const auto label = run.kind == model::RunKind::NoteMark ? labels.find(run.text) : labels.end();
    if (label != labels.end()) run.text = label->second;
  }
}

struct Flat {
  std::vector<Grid> grids;
  std::vector<Runs> runs;
  std::vector<TokenText> tokens;
  std::vector<Passage> passages;
};

Flat flatten(std::span<const Block> blocks, std::span<const std::string> descriptions, const NewLabels& labels,
             Numbers& words, Numbers& identities) {
  Flat out;
  out.tokens.resize(blocks.size());
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    Grid& grid = out.grids.emplace_back(grid_of(blocks[i]));
    for (auto& row : grid.rows)
      for (Runs& cell : row) rename_notes(cell, labels);
    out.runs.push_back(runs_of(grid));
    TokenText& tokens = out.tokens[i];
    cut(out.runs.back(), words, tokens);
    Passage passage = passage_of(tokens, 0, tokens.tokens.size());
    passage.identity = identities.of(descriptions[i]);
    passage.sort = static_cast<std::uint32_t>(blocks[i].content.index());
    out.passages.push_back(std::move(passage));
  }
  return out;
}

Edits one_sided(EditKind kind, const Runs& runs) {
  std::size_t no_work = 0;
  return kind == EditKind::Deleted ? compare_words(runs, {}, no_work) : compare_words({}, runs, no_work);
}

bool is_reworded(const Edits& edits) {
  return std::any_of(edits.begin(), edits.end(), [](const Edit& edit) { return edit.kind != EditKind::Same; });
}

bool is_rewritten(const Edits& edits) {
  const WordCounts words = count_words(edits);
  return kKeptOfRewritten * words_kept(edits) < std::max(words.deleted, words.inserted);
}

/// Compares one list of blocks after the other, each pair word by word.
class BlockComparison {
 public:
  BlockComparison(const NewLabels& labels, std::vector<BlockPair>& out) : labels_(labels), out_(out) {}

  /// False when the wording differs.
  bool compare(const Blocks& before, const Blocks& after, const std::string& note) {
    const std::vector<std::string> old_descriptions = describe_each(before);
    const std::vector<std::string> new_descriptions = describe_each(after);
    // Most texts changed in one place: what is the same before and behind it need not be searched.
    const std::size_t shorter = std::min(before.size(), after.size());
    std::size_t begin = 0;
    while (begin < shorter && old_descriptions[begin] == new_descriptions[begin]) ++begin;
    std::size_t rest = 0;
    while (rest < shorter - begin &&
           old_descriptions[before.size() - 1 - rest] == new_descriptions[after.size() - 1 - rest])
      ++rest;
    for (std::size_t i = 0; i < begin; ++i) add_same(before[i], after[i], note);
    const auto between = [&](const auto& all) { return std::span(all).subspan(begin, all.size() - rest - begin); };
    Numbers words;
    Numbers identities;
    const Flat old_flat = flatten(between(before), between(old_descriptions), labels_, words, identities);
    const Flat new_flat = flatten(between(after), between(new_descriptions), {}, words, identities);
    const bool same_wording = compare(between(before), old_flat, between(after), new_flat, note);
    for (std::size_t i = rest; i > 0; --i) add_same(before[before.size() - i], after[after.size() - i], note);
    return same_wording;
  }

 private:
  /// A block that only one side has, and its pair in out_.
  struct Alone {
    std::size_t block, pair;
  };
  struct Candidate {
    double similarity;
    Alone from, to;
  };

  bool compare(std::span<const Block> before, const Flat& old_flat, std::span<const Block> after, const Flat& new_flat,
               const std::string& note) {
    std::vector<Pair> pairs = align(old_flat.passages, new_flat.passages, kLeastBlockSimilarity, work_);
    pairs.push_back({before.size(), after.size(), true});

    bool same_wording = true;
    std::vector<Alone> gone;
    std::vector<Alone> come;
    std::size_t i = 0;
    std::size_t j = 0;
    for (const Pair& pair : pairs) {
      same_wording = same_wording && i == pair.before && j == pair.after;
      for (; i < pair.before; ++i) {
        gone.push_back({i, out_.size()});
        BlockPair& block = add(BlockChange::Deleted, note, one_sided(EditKind::Deleted, old_flat.runs[i]));
        block.before = before[i];
      }
      for (; j < pair.after; ++j) {
        come.push_back({j, out_.size()});
        BlockPair& block = add(BlockChange::Inserted, note, one_sided(EditKind::Inserted, new_flat.runs[j]));
        block.after = after[j];
      }
      if (i == before.size() && j == after.size()) break;
      if (pair.same) {
        add_same(before[i++], after[j++], note);
        continue;
      }
      GridChange change = compare(old_flat, i, new_flat, j);
      BlockPair& block = add(BlockChange::Changed, note, std::move(change.edits));
      block.before = before[i++];
      block.after = after[j++];
      const bool reworded = is_reworded(block.edits);
      same_wording = same_wording && !reworded;
      block.rewritten = reworded && is_rewritten(block.edits);
      if (change.rows.size() > 1) block.rows = std::move(change.rows);
      block.columns = std::move(change.columns);
    }
    find_moved(old_flat, gone, new_flat, come);
    return same_wording;
  }

  /// Two blocks. What is one cell has been cut into words already.
  GridChange compare(const Flat& old_flat, std::size_t i, const Flat& new_flat, std::size_t j) {
    const Grid& before = old_flat.grids[i];
    const Grid& after = new_flat.grids[j];
    if (!before.is_one_cell() || !after.is_one_cell()) return compare_grids(before, after, work_);
    GridChange change;
    change.edits = compare_words({old_flat.runs[i], old_flat.tokens[i]}, {new_flat.runs[j], new_flat.tokens[j]}, work_);
    return change;
  }

  void add_same(const Block& before, const Block& after, const std::string& note) {
    BlockPair& block = add(BlockChange::Same, note, kept(runs_of(grid_of(after))));
    block.before = before;
    block.after = after;
  }

  BlockPair& add(BlockChange what, const std::string& note, Edits edits) {
    BlockPair& out = out_.emplace_back();
    out.change = what;
    out.note = note;
    out.edits = std::move(edits);
    return out;
  }

  void find_moved(const Flat& old_flat, const std::vector<Alone>& gone, const Flat& new_flat,
                  const std::vector<Alone>& come) {
    std::vector<Candidate> candidates;
    for (const Alone& from : gone) {
      for (const Alone& to : come) {
        const Passage& then = old_flat.passages[from.block];
        const Passage& now = new_flat.passages[to.block];
        const std::size_t size = then.words.size() + now.words.size() + 1;
        if (size > work_) continue;
        work_ -= size;
        const double alike = similarity(then, now);
        const bool is_long = std::min(then.words.size(), now.words.size()) >= kLeastMovedBlock;
        if (is_long && alike >= kLeastMovedSimilarity) candidates.push_back({alike, from, to});
      }
    }
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const Candidate& a, const Candidate& b) { return a.similarity > b.similarity; });
    for (const Candidate& candidate : candidates) {
      BlockPair& from = out_[candidate.from.pair];
      BlockPair& to = out_[candidate.to.pair];
      if (from.elsewhere || to.elsewhere) continue;
      from.elsewhere = candidate.to.pair;
      to.elsewhere = candidate.from.pair;
      for (BlockPair* pair : {&from, &to})
        for (Edit& edit : pair->edits) edit.moved = true;
      to.reworded = compare(old_flat, candidate.from.block, new_flat, candidate.to.block).edits;
    }
  }

  const NewLabels& labels_;
  std::vector<BlockPair>& out_;
  std::size_t work_ = kMostEditWork;
};

/// A footnote of either version; of those with equal labels in one version only the first counts.
struct NotePair {
  const model::Footnote* before = nullptr;
  const model::Footnote* after = nullptr;
};

/// By label, else by an equal text. In the order of the old notes, new ones at the end.
std::vector<NotePair> pair_notes(const std::vector<model::Footnote>& before,
                                 const std::vector<model::Footnote>& after) {
  std::map<std::string, const model::Footnote*> by_label;
  for (const model::Footnote& note : after) by_label.emplace(note.label, &note);
  std::vector<NotePair> out;
  for (const model::Footnote& note : before) {
    const auto found = by_label.find(note.label);
    out.push_back({&note, found == by_label.end() ? nullptr : found->second});
    if (found != by_label.end()) by_label.erase(found);
  }
  std::map<std::string, const model::Footnote*> by_text;
  for (const auto& [label, note] : by_label) by_text.emplace(described(note->blocks), note);
  for (NotePair& pair : out) {
    if (pair.after != nullptr) continue;
    const auto found = by_text.find(described(pair.before->blocks));
    if (found == by_text.end()) continue;
    pair.after = found->second;
    by_label.erase(found->second->label);
    by_text.erase(found);
  }
  for (const model::Footnote& note : after) {
    const auto found = by_label.find(note.label);
    if (found != by_label.end() && found->second == &note) out.push_back({nullptr, &note});
  }
  return out;
}

/// Adds up what all pairs say. Blocks that came in the place of others are one change with them.
void count(const std::vector<BlockPair>& pairs, ProseChange& change) {
  std::size_t gone = 0;
  std::size_t come = 0;
  const auto close = [&] {
    change.words_changed += std::max(gone, come);
    gone = come = 0;
  };
  for (const BlockPair& pair : pairs) {
    const WordCounts words = pair.change == BlockChange::Same ? WordCounts{} : count_words(pair.edits);
    change.words_moved += words.moved;
    change.words_deleted += words.deleted;
    change.words_inserted += words.inserted;
    if (pair.change == BlockChange::Deleted || pair.change == BlockChange::Inserted) {
      gone += words.deleted;
      come += words.inserted;
    } else {
      close();
      change.words_changed += words.changed;
    }
    const WordCounts reworded = count_words(pair.reworded);
    change.words_deleted += reworded.deleted;
    change.words_inserted += reworded.inserted;
    change.words_changed += reworded.changed;
  }
  close();
}

}  // namespace

ProseChange compare_prose(const model::Prose& before, const model::Prose& after) {
  const std::vector<NotePair> notes = pair_notes(before.footnotes, after.footnotes);
  ProseChange change;
  NewLabels& labels = change.renamed_notes;
  for (const NotePair& pair : notes)
    if (pair.before != nullptr && pair.after != nullptr && pair.before->label != pair.after->label)
      labels.emplace(pair.before->label, pair.after->label);

  change.only_formatting = BlockComparison(labels, change.blocks).compare(before.blocks, after.blocks, "");
  BlockComparison comparison(labels, change.notes);
  for (const auto& [old_note, new_note] : notes) {
    const Blocks none;
    const bool same_wording =
        comparison.compare(old_note == nullptr ? none : old_note->blocks, new_note == nullptr ? none : new_note->blocks,
                           new_note == nullptr ? old_note->label : new_note->label);
    change.only_formatting = change.only_formatting && same_wording;
  }
  std::vector<Edits*> texts;
  for (auto* pairs : {&change.blocks, &change.notes})
    for (BlockPair& pair : *pairs)
      if (!pair.elsewhere && !pair.rewritten && pair.change != BlockChange::Same) texts.push_back(&pair.edits);
  mark_moves(texts);
  count(change.blocks, change);
  count(change.notes, change);
  return change;
}

}  // namespace zielbaum::diff
