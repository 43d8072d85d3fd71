#include "compose/note_numbers_internal.h"

#include <algorithm>
#include <utility>

#include "text/text.h"

namespace zielbaum::compose {

namespace {

using NumbersByLabel = std::map<std::string, std::string>;

class Mentions {
 public:
  explicit Mentions(const model::Prose& prose) : prose_(prose) {}
  std::vector<std::string> take() {
    blocks(prose_.blocks);
    return std::move(out_);
  }

 private:
  void blocks(const model::Blocks& all) {
    for (const model::Block& block : all) {
      if (const auto* const paragraph = std::get_if<model::Paragraph>(&block.content)) runs(paragraph->runs);
      if (const auto* const quote = std::get_if<model::Quote>(&block.content)) blocks(quote->blocks);
      if (const auto* const list = std::get_if<model::List>(&block.content))
        for (const model::ListItem& item : list->items) blocks(item.blocks);
      if (const auto* const table = std::get_if<model::Table>(&block.content)) {
        for (const model::Runs& cell : table->header) runs(cell);
        for (const auto& row : table->rows)
          for (const model::Runs& cell : row) runs(cell);
      }
    }
  }
  /// A note that is mentioned may mention others.
  void runs(const model::Runs& all) {
    for (const model::Run& run : all) {
      if (run.kind != model::RunKind::NoteMark) continue;
      const auto note = std::find_if(prose_.footnotes.begin(), prose_.footnotes.end(),
                                     [&](const model::Footnote& one) { return one.label == run.text; });
      if (note == prose_.footnotes.end() || std::find(out_.begin(), out_.end(), run.text) != out_.end()) continue;
      out_.push_back(run.text);
      blocks(note->blocks);
    }
  }

  const model::Prose& prose_;
  std::vector<std::string> out_;
};

void renumber(model::Runs& runs, const NumbersByLabel& names) {
  for (model::Run& run : runs) {
    const auto found = run.kind == model::RunKind::NoteMark ? names.find(run.text) : names.end();
    if (found != names.end()) run.text = found->second;
  }
}

void renumber(model::Blocks& blocks, const NumbersByLabel& names) {
  for (model::Block& block : blocks) {
    if (auto* const paragraph = std::get_if<model::Paragraph>(&block.content)) renumber(paragraph->runs, names);
    if (auto* const quote = std::get_if<model::Quote>(&block.content)) renumber(quote->blocks, names);
    if (auto* const list = std::get_if<model::List>(&block.content))
      for (model::ListItem& item : list->items) renumber(item.blocks, names);
    if (auto* const table = std::get_if<model::Table>(&block.content)) {
      for (model::Runs& cell : table->header) renumber(cell, names);
      for (auto& row : table->rows)
        for (model::Runs& cell : row) renumber(cell, names);
    }
  }
}

void renumber(model::Prose& prose, const NumbersByLabel& names) {
  renumber(prose.blocks, names);
  for (model::Footnote& note : prose.footnotes) {
    renumber(note.blocks, names);
    const auto found = names.find(note.label);
    if (found != names.end()) note.label = found->second;
  }
}

void renumber(std::optional<model::Block>& block, const NumbersByLabel& names) {
  if (!block) return;
  model::Blocks one = {std::move(*block)};
  renumber(one, names);
  block = std::move(one.front());
}

}  // namespace

std::vector<std::string> printed_notes(const model::Prose& prose) {
  return Mentions(prose).take();
}

Result<NumbersByLabel> NoteNumbers::of(model::NodeIndex node, const model::Prose& prose) {
  NumbersByLabel out;
  if (node == model::kNoNode || prose.footnotes.empty()) return out;
  if (before_.empty()) {
    std::size_t count = 0;
    for (const model::Node& one : source_.document.nodes) {
      before_.push_back(count);
      if (!one.prose) continue;
      const std::string markdown = TRY(source_.prose.read(*one.prose));
      if (markdown.find("[^") != std::string::npos) count += printed_notes(text::parse(markdown).prose).size();
    }
  }
  std::size_t number = before_[node];
  for (const std::string& label : printed_notes(prose)) out.emplace(label, std::to_string(++number));
  for (const model::Footnote& note : prose.footnotes) out.emplace(note.label, "[^" + note.label + "]");
  return out;
}

void by_printed_numbers(StepProse& prose, const NumbersByLabel& before, const NumbersByLabel& after,
                        Language language) {
  diff::ProseChange& change = prose.change;
  NumbersByLabel old_names;
  for (const auto& [label, number] : before) {
    const auto renamed = change.renamed_notes.find(label);
    const auto kept = after.find(renamed == change.renamed_notes.end() ? label : renamed->second);
    const std::string name = kept == after.end() ? render(msg("previously {0}", number), language) : kept->second;
    old_names.emplace(label, name);
    change.old_note_names.emplace(name, number);
  }
  NumbersByLabel gone = old_names;  // the old marks go by the new labels already where notes were renamed
  gone.insert(after.begin(), after.end());
  for (std::vector<diff::BlockPair>* const pairs : {&change.blocks, &change.notes}) {
    for (diff::BlockPair& pair : *pairs) {
      renumber(pair.before, old_names);
      renumber(pair.after, after);
      for (diff::Edits* const edits : {&pair.edits, &pair.reworded}) {
        for (diff::Edit& edit : *edits) {
          if (edit.run.kind != model::RunKind::NoteMark) continue;
          const NumbersByLabel& names = edit.kind == diff::EditKind::Deleted ? gone : after;
          const auto found = names.find(edit.run.text);
          if (found != names.end()) edit.run.text = found->second;
        }
      }
      if (pair.note.empty()) continue;
      const auto found = after.find(pair.note);
      const auto old_one = old_names.find(pair.note);
      if (found != after.end()) {
        pair.note = found->second;
      } else if (old_one != old_names.end()) {
        pair.note = old_one->second;
      }
    }
  }
  change.renamed_notes.clear();
  renumber(prose.before, old_names);
  renumber(prose.after, after);
}

}  // namespace zielbaum::compose
