#include <algorithm>
#include <optional>

#include "compose/edit_runs_internal.h"
#include "compose/facts_internal.h"

namespace zielbaum::compose {

namespace {

using diff::Edit;
using diff::EditKind;
using diff::Edits;

Edits side_of(const Edits& edits, EditKind left_out) {
  Edits out;
  for (const Edit& edit : edits)
    if (edit.kind != left_out) out.push_back(edit);
  return out;
}

/// Two readings of a value of which only one end, or the unit, is another: what they share, and what each has.
struct Shared {
  std::string begin;
  std::string before, after;
  std::string end;
};

/// Nothing where the readings are not made alike: "ab 2022" and "2022–2026".
std::optional<Shared> shared(const std::string& before, const std::string& after, diff::Aspect aspect) {
  constexpr std::string_view kDash = "–";
  constexpr std::string_view kTie = "\u00A0";
  const std::string_view cut = aspect == diff::Aspect::Unit ? kTie : kDash;
  const std::size_t a = before.rfind(cut);
  const std::size_t b = after.rfind(cut);
  if (a == std::string::npos || b == std::string::npos) return std::nullopt;
  Shared out{"", before.substr(a + cut.size()), after.substr(b + cut.size()), ""};
  if (aspect == diff::Aspect::Begin) {
    if (out.before != out.after) return std::nullopt;
    return Shared{"", before.substr(0, a), after.substr(0, b), before.substr(a)};
  }
  if (before.substr(0, a) != after.substr(0, b)) return std::nullopt;
  out.begin = before.substr(0, a + cut.size());
  return out;
}

class PairedFact {
 public:
  PairedFact(const FieldWords& words, const diff::FieldParts& pairs, Language language)
      : words_(words),
        pairs_(pairs),
        renamed_(" (" + render(msg("renamed"), language) + ")"),
        part_before_(words.before.size(), nullptr),
        part_after_(words.after.size(), nullptr) {
    for (const diff::FieldPart& part : pairs.parts) {
      if (part.before) part_before_[*part.before] = &part;
      if (part.after) part_after_[*part.after] = &part;
    }
    for (std::size_t j = 0; j < words.after.size(); ++j) kept_after_.push_back(kept_from(j).has_value());
  }

  ComparedFact make(std::string label) const {
    ComparedFact out;
    out.label = std::move(label);
    if (const std::optional<Shared> both = partly()) {
      const auto add = [](Edits& edits, EditKind kind, const std::string& text) {
        if (!text.empty()) edits.push_back(edit_of(kind, text));
      };
      add(out.both, EditKind::Same, both->begin);
      add(out.both, EditKind::Deleted, both->before);
      add(out.both, EditKind::Inserted, both->after);
      add(out.both, EditKind::Same, both->end);
      out.before = side_of(out.both, EditKind::Inserted);
      out.after = side_of(out.both, EditKind::Deleted);
      return out;
    }
    for (std::size_t i = 0; i < words_.before.size(); ++i) {
      if (i > 0) out.before.push_back(edit_of(EditKind::Same, "; "));
      out.before.push_back(edit_of(is_kept(i) ? EditKind::Same : EditKind::Deleted, words_.before[i]));
    }
    for (std::size_t j = 0; j < words_.after.size(); ++j) {
      if (j > 0) out.after.push_back(edit_of(EditKind::Same, "; "));
      add_new(out.after, j, kept_after_[j] ? EditKind::Same : EditKind::Inserted);
    }
    for (const ListedItem& item : interleaved(keys_before(), keys_after())) {
      if (item.separator) {
        out.both.push_back(edit_of(*item.separator, "\n"));
        out.both.back().run.kind = model::RunKind::LineBreak;
      }
      if (item.kind == EditKind::Deleted) {
        out.both.push_back(edit_of(item.kind, words_.before[item.index]));
      } else {
        add_new(out.both, item.index, item.kind);
      }
    }
    return out;
  }

 private:
  [[nodiscard]] bool is_kept(std::size_t before) const { return pairs_.kept[before].has_value(); }

  [[nodiscard]] std::optional<std::size_t> kept_from(std::size_t after) const {
    const auto found = std::find(pairs_.kept.begin(), pairs_.kept.end(), std::optional(after));
    if (found == pairs_.kept.end()) return std::nullopt;
    return static_cast<std::size_t>(found - pairs_.kept.begin());
  }

  void add_new(Edits& edits, std::size_t after, EditKind kind) const {
    edits.push_back(edit_of(kind, words_.after[after]));
    const diff::FieldPart* const part = part_after_[after];
    if (kind != EditKind::Same && part != nullptr && part->what == diff::PartChange::Renamed)
      edits.push_back(edit_of(EditKind::Same, renamed_));
  }

  /// Where the field is one value that changed in part.
  [[nodiscard]] std::optional<Shared> partly() const {
    if (pairs_.parts.size() != 1 || words_.before.size() != 1 || words_.after.size() != 1) return std::nullopt;
    const diff::Aspect aspect = pairs_.parts.front().aspect;
    const bool in_part = aspect == diff::Aspect::Begin || aspect == diff::Aspect::End || aspect == diff::Aspect::Unit;
    return in_part ? shared(words_.before.front(), words_.after.front(), aspect) : std::nullopt;
  }

  /// Values that are a pair have one key, whatever they read as.
  [[nodiscard]] std::vector<std::string> keys_before() const {
    std::vector<std::string> keys;
    for (std::size_t i = 0; i < words_.before.size(); ++i)
      keys.push_back(is_kept(i) ? "kept " + std::to_string(*pairs_.kept[i]) : "gone " + std::to_string(i));
    return keys;
  }
  [[nodiscard]] std::vector<std::string> keys_after() const {
    std::vector<std::string> keys;
    for (std::size_t j = 0; j < words_.after.size(); ++j)
      keys.push_back((kept_after_[j] ? "kept " : "new ") + std::to_string(j));
    return keys;
  }

  const FieldWords& words_;
  const diff::FieldParts& pairs_;
  std::string renamed_;
  std::vector<const diff::FieldPart*> part_before_, part_after_;
  std::vector<bool> kept_after_;
};

}  // namespace

Edit edit_of(EditKind kind, std::string text) {
  Edit edit;
  edit.kind = kind;
  edit.run.text = std::move(text);
  return edit;
}

ComparedFact worded(std::string label, const std::string& before, const std::string& after) {
  ComparedFact out;
  out.label = std::move(label);
  out.both = diff::compare_text(before, after);
  out.before = side_of(out.both, EditKind::Inserted);
  out.after = side_of(out.both, EditKind::Deleted);
  return out;
}

ComparedFact valued(std::string label, const std::string& before, const std::string& after) {
  ComparedFact out;
  out.label = std::move(label);
  const bool same = before == after;
  if (!before.empty()) out.before.push_back(edit_of(same ? EditKind::Same : EditKind::Deleted, before));
  if (!after.empty()) out.after.push_back(edit_of(same ? EditKind::Same : EditKind::Inserted, after));
  out.both = out.before;
  if (!same) out.both.insert(out.both.end(), out.after.begin(), out.after.end());
  return out;
}

ComparedFact paired(std::string label, const FieldWords& words, const diff::FieldParts& pairs, Language language) {
  return PairedFact(words, pairs, language).make(std::move(label));
}

bool ComparedFact::changed() const {
  const auto differs = [](const Edit& edit) { return edit.kind != EditKind::Same; };
  return !parts.empty() || std::any_of(before.begin(), before.end(), differs) ||
         std::any_of(after.begin(), after.end(), differs);
}

}  // namespace zielbaum::compose
