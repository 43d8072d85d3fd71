#include "compose/edit_runs_internal.h"

#include <algorithm>
#include <utility>

#include "compose/comparison_internal.h"
#include "compose/names_internal.h"
#include "text/text.h"

namespace zielbaum::compose {

namespace {

using diff::Edit;
using diff::EditKind;

flow::Mark mark_of(EditKind kind) {
  switch (kind) {
    case EditKind::Same:
      return flow::Mark::None;
    case EditKind::Deleted:
      return flow::Mark::Deleted;
    case EditKind::Inserted:
      return flow::Mark::Inserted;
  }
  return flow::Mark::None;
}

bool begins_with_word(const std::string& text) {
  const std::vector<std::string_view> tokens = text::words(text);
  return !tokens.empty() && text::is_word(tokens.front());
}

/// Writes edits one after another; brackets stay open as long as words are dropped.
class EditWriter {
 public:
  EditWriter(Language language, const MakeRun& make) : language_(language), make_(make) {}

  void add(const Edit& edit) {
    if (last_ != nullptr && (edit.kind != last_->kind || edit.moved != last_->moved)) end_stretch();
    last_ = &edit;
    if (edit.kind != EditKind::Deleted && is_open_) close(edit);
    flow::Run run = make_(edit, mark_of(edit.kind));
    if (edit.kind == EditKind::Deleted && !is_open_) {
      is_open_ = true;
      // The end of a line before the first dropped word stays outside.
      only_breaks_ = run.kind == flow::RunKind::LineBreak;
      if (run.kind == flow::RunKind::Text) {
        run.text.insert(0, "[");
      } else if (!only_breaks_) {
        out_.push_back(marked_run("[", flow::Mark::Deleted));
      }
    } else if (only_breaks_ && run.kind != flow::RunKind::LineBreak) {
      only_breaks_ = false;
      out_.push_back(marked_run("[", flow::Mark::Deleted));
    }
    out_.push_back(std::move(run));
  }

  flow::Runs take() {
    end_stretch();
    if (is_open_) close({});
    return std::move(out_);
  }

 private:
  void end_stretch() {
    if (last_ == nullptr || !last_->moved) return;
    if (is_open_) close({});
    out_.push_back(plain_run("(" + render(msg("moved"), language_) + ") "));
  }

  /// The space or the end of a line behind the last dropped word stays outside; a word that follows at once gets a
  /// space.
  void close(const Edit& next) {
    is_open_ = false;
    if (std::exchange(only_breaks_, false)) {
      out_.push_back(marked_run("[]", flow::Mark::Deleted));
      return;
    }
    flow::Runs breaks;
    while (out_.back().kind == flow::RunKind::LineBreak) {
      breaks.push_back(std::move(out_.back()));
      out_.pop_back();
    }
    if (out_.back().kind != flow::RunKind::Text) out_.push_back(marked_run("", flow::Mark::Deleted));
    std::string& text = out_.back().text;
    std::string space;
    while (text.ends_with(' ') && text.size() > 2) text.pop_back(), space += ' ';
    text += "]";
    const bool touches = space.empty() && breaks.empty();
    if (!space.empty()) out_.push_back(plain_run(space));
    // Not a space of the new text.
    if (touches && next.kind == EditKind::Inserted && begins_with_word(next.run.text)) {
      out_.push_back(marked_run(" ", flow::Mark::Deleted));
    }
    std::move(breaks.begin(), breaks.end(), std::back_inserter(out_));
  }

  Language language_;
  const MakeRun& make_;
  flow::Runs out_;
  bool is_open_ = false;
  bool only_breaks_ = false;  ///< of what is dropped, only ends of lines were written so far
  const Edit* last_ = nullptr;
};

/// Separators belong to what they come and go with.
void separate(std::vector<ListedItem>& items) {
  for (std::size_t i = 1; i < items.size(); ++i) {
    const EditKind before = items[i - 1].kind;
    const EditKind kind = items[i].kind;
    // The changes around this place, and what stands before them.
    std::size_t gap = i;
    while (gap > 0 && items[gap - 1].kind != EditKind::Same) --gap;
    const auto has = [&](EditKind wanted, std::size_t begin) {
      for (std::size_t at = begin; at < items.size() && items[at].kind != EditKind::Same; ++at)
        if (items[at].kind == wanted) return true;
      return false;
    };
    std::optional<EditKind>& separator = items[i].separator;
    if (before == kind) {
      separator = kind;
    } else if (before == EditKind::Deleted && kind == EditKind::Inserted) {
      separator.reset();
    } else if (before == EditKind::Same) {
      separator = has(EditKind::Deleted, i) && has(EditKind::Inserted, i) ? EditKind::Same : kind;
    } else {
      const bool both = has(EditKind::Deleted, gap) && has(EditKind::Inserted, gap);
      separator = gap > 0 || both ? EditKind::Same : before;
    }
  }
}

}  // namespace

flow::Run marked_run(std::string text, flow::Mark mark) {
  flow::Run run = plain_run(std::move(text));
  run.mark = mark;
  return run;
}

flow::Run run_of(const Edit& edit, flow::Mark mark) {
  const model::Run& run = edit.run;
  flow::Run out = marked_run(run.text, mark);
  out.strong = run.style.strong;
  out.emphasis = run.style.emphasis;
  out.code = run.style.code;
  if (run.kind == model::RunKind::LineBreak) out.kind = flow::RunKind::LineBreak;
  if (run.kind == model::RunKind::NoteMark) out.text = note_name(run.text);
  const bool leads_out = run.link.starts_with("https://") || run.link.starts_with("mailto:");
  if (run.kind == model::RunKind::Text && leads_out) out.link = run.link;
  return out;
}

bool is_shown(const Edit& edit, Sides sides) {
  return sides == Sides::Both || edit.kind != (sides == Sides::Old ? EditKind::Inserted : EditKind::Deleted);
}

flow::Runs runs_of(const diff::Edits& edits, Sides sides, Language language, const MakeRun& make) {
  EditWriter writer(language, make);
  diff::Edits old_looks;  // the writer looks at its last edit again
  if (sides == Sides::Old) {
    old_looks = edits;
    for (Edit& edit : old_looks) {
      if (!edit.reformatted) continue;
      edit.run.style = edit.old_style;
      edit.run.link = edit.old_link;
    }
  }
  for (const Edit& edit : sides == Sides::Old ? old_looks : edits)
    if (is_shown(edit, sides)) writer.add(edit);
  return writer.take();
}

std::vector<ListedItem> interleaved(const std::vector<std::string>& before, const std::vector<std::string>& after) {
  const auto has = [](const std::vector<std::string>& list, const std::string& item) {
    return std::find(list.begin(), list.end(), item) != list.end();
  };
  std::vector<ListedItem> out;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < before.size() || j < after.size()) {
    for (; i < before.size() && !has(after, before[i]); ++i) out.push_back({EditKind::Deleted, i, {}});
    for (; j < after.size() && !has(before, after[j]); ++j) out.push_back({EditKind::Inserted, j, {}});
    if (j < after.size()) out.push_back({EditKind::Same, j++, {}});
    if (i < before.size()) ++i;
  }
  separate(out);
  return out;
}

}  // namespace zielbaum::compose
