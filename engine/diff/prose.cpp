#include <algorithm>
#include <map>

#include "diff/align_internal.h"
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

void add_break(Runs& out) {
  Run run;
  run.kind = model::RunKind::LineBreak;
  run.text = "\n";
  if (!out.empty()) out.push_back(run);
}

void add_text(Runs& out, const std::string& text, bool code = false) {
  Run run;
  run.text = text;
  run.style.code = code;
  if (!text.empty()) out.push_back(run);
}

void add_runs(Runs& out, const Runs& runs) {
  out.insert(out.end(), runs.begin(), runs.end());
}

/// All text of a block, its parts separated by line breaks.
struct Flatten {
  Runs& out;
  void operator()(const model::Paragraph& paragraph) const { add_runs(out, paragraph.runs); }
  void operator()(const model::List& list) const {
    for (const model::ListItem& item : list.items) blocks(item.blocks);
  }
  void operator()(const model::Quote& quote) const { blocks(quote.blocks); }
  void operator()(const model::Table& table) const {
    for (const Runs& cell : table.header) part(cell);
    for (const auto& row : table.rows)
      for (const Runs& cell : row) part(cell);
  }
  void operator()(const model::CodeBlock& code) const { add_text(out, code.text, true); }
  void operator()(const model::Figure& figure) const {
    add_text(out, figure.alt);
    if (figure.caption.empty()) return;
    add_break(out);
    add_text(out, figure.caption);
  }
  void operator()(const model::Rule&) const {}

  void part(const Runs& runs) const {
    add_break(out);
    add_runs(out, runs);
  }
  void blocks(const Blocks& blocks) const {
    for (const Block& block : blocks) {
      add_break(out);
      std::visit(*this, block.content);
    }
  }
};

Runs runs_of(const Block& block) {
  Runs out;
  std::visit(Flatten{out}, block.content);
  return out;
}

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

struct Flat {
  std::vector<Runs> runs;
  std::vector<TokenText> tokens;
  std::vector<Passage> passages;
};

Flat flatten(const Blocks& blocks, Numbers& words, Numbers& identities) {
  Flat out;
  out.tokens.resize(blocks.size());
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    out.runs.push_back(runs_of(blocks[i]));
    cut(out.runs.back(), words, out.tokens[i]);
    Passage passage;
    std::string description;
    Describe{description}.blocks({blocks[i]});
    passage.identity = identities.of_copy(std::move(description));
    passage.sort = static_cast<std::uint32_t>(blocks[i].content.index());
    for (const Token& token : out.tokens[i].tokens)
      if (token.is_word) passage.words.push_back(token.number);
    std::sort(passage.words.begin(), passage.words.end());
    out.passages.push_back(std::move(passage));
  }
  return out;
}

/// Pairs the blocks and counts into `change`; `false` when the wording differs.
bool compare_blocks(const Blocks& before, const Blocks& after, const std::string& note, ProseChange& change,
                    std::vector<BlockPair>& out) {
  Numbers words;
  Numbers identities;
  const Flat old_flat = flatten(before, words, identities);
  const Flat new_flat = flatten(after, words, identities);
  std::size_t work = kMostEditWork;
  std::vector<Pair> pairs = align(old_flat.passages, new_flat.passages, kLeastBlockSimilarity, work);
  pairs.push_back({before.size(), after.size(), true});

  bool same_wording = true;
  const auto add = [&](BlockChange kind, std::optional<Block> a, std::optional<Block> b, WordEdits edits) {
    out.push_back({kind, std::move(a), std::move(b), std::move(edits.edits), note});
    change.words_deleted += edits.words_deleted;
    change.words_inserted += edits.words_inserted;
    change.words_changed += edits.words_changed;
  };
  std::size_t i = 0;
  std::size_t j = 0;
  for (const Pair& pair : pairs) {
    same_wording = same_wording && i == pair.before && j == pair.after;
    std::size_t gone = 0;
    std::size_t come = 0;
    for (; i < pair.before; ++i) {
      WordEdits edits = compare_words(old_flat.runs[i], {});
      gone += edits.words_deleted;
      edits.words_changed = 0;
      add(BlockChange::Deleted, before[i], std::nullopt, std::move(edits));
    }
    for (; j < pair.after; ++j) {
      WordEdits edits = compare_words({}, new_flat.runs[j]);
      come += edits.words_inserted;
      edits.words_changed = 0;
      add(BlockChange::Inserted, std::nullopt, after[j], std::move(edits));
    }
    change.words_changed += std::max(gone, come);
    if (i == before.size() && j == after.size()) break;
    if (pair.same) {
      add(BlockChange::Same, before[i], after[j], compare_words(old_flat.runs[i], new_flat.runs[j]));
    } else {
      WordEdits edits = compare_words(old_flat.runs[i], new_flat.runs[j]);
      const auto is_same = [](const Edit& edit) { return edit.kind == EditKind::Same; };
      same_wording = same_wording && std::all_of(edits.edits.begin(), edits.edits.end(), is_same);
      add(BlockChange::Changed, before[i], after[j], std::move(edits));
    }
    ++i, ++j;
  }
  return same_wording;
}

}  // namespace

ProseChange compare_prose(const model::Prose& before, const model::Prose& after) {
  ProseChange change;
  change.only_formatting = compare_blocks(before.blocks, after.blocks, "", change, change.blocks);

  std::map<std::string, Blocks> new_notes;
  for (const model::Footnote& note : after.footnotes) new_notes.emplace(note.label, note.blocks);
  for (const model::Footnote& note : before.footnotes) {
    const auto found = new_notes.find(note.label);
    const Blocks now = found == new_notes.end() ? Blocks{} : found->second;
    if (found != new_notes.end()) new_notes.erase(found);
    change.only_formatting =
        compare_blocks(note.blocks, now, note.label, change, change.notes) && change.only_formatting;
  }
  for (const model::Footnote& note : after.footnotes)
    if (new_notes.erase(note.label) > 0)
      change.only_formatting =
          compare_blocks({}, note.blocks, note.label, change, change.notes) && change.only_formatting;
  return change;
}

}  // namespace zielbaum::diff
