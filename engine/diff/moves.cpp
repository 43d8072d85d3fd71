#include "diff/moves_internal.h"

#include <algorithm>
#include <deque>
#include <unordered_map>

#include "diff/tokens_internal.h"
#include "text/text.h"

namespace zielbaum::diff {

namespace {

/// Fewer words are often the same by chance ("in allen Bezirken").
constexpr std::size_t kLeastMovedWords = 4;

/// Bytes [begin, end) of one of the texts, counted over all its edits.
struct Stretch {
  std::size_t text, begin, end;
};

/// By what their words are.
using Stretches = std::unordered_map<std::string, std::deque<Stretch>>;

class MoveSearch {
 public:
  explicit MoveSearch(const std::vector<Edits*>& texts) : texts_(texts), moved_(texts.size()) {
    for (std::size_t text = 0; text < texts.size(); ++text) collect(text);
  }

  void mark() {
    for (const auto& [words, stretch] : inserted_) {
      const auto found = deleted_.find(words);
      if (found == deleted_.end() || found->second.empty()) continue;
      const Stretch& from = found->second.front();
      moved_[stretch.text].push_back(stretch);
      moved_[from.text].push_back(from);
      found->second.pop_front();
    }
    for (std::size_t text = 0; text < texts_.size(); ++text)
      if (!moved_[text].empty()) mark(text);
  }

 private:
  void collect(std::size_t text) {
    const Edits& edits = *texts_[text];
    std::size_t begin = 0;
    for (std::size_t i = 0; i < edits.size();) {
      model::Runs runs;
      const EditKind kind = edits[i].kind;
      const bool moved = edits[i].moved;  // known already, as of rows
      std::size_t end = begin;
      for (; i < edits.size() && edits[i].kind == kind && edits[i].moved == moved; ++i) {
        end += edits[i].run.text.size();
        runs.push_back(edits[i].run);
      }
      if (kind != EditKind::Same && !moved) collect(runs, kind, {text, begin, end});
      begin = end;
    }
  }

  void collect(const model::Runs& runs, EditKind kind, const Stretch& whole) {
    TokenText& tokens = cut_.emplace_back();
    cut(runs, numbers_, tokens);
    std::size_t begin = 0;
    for (std::size_t i = 0; i + 1 < tokens.sentences.size(); ++i) {
      std::string words;
      std::size_t count = 0;
      for (std::size_t j = tokens.sentences[i]; j < tokens.sentences[i + 1]; ++j) {
        const Token& token = tokens.tokens[j];
        if (token.sort != TokenSort::Word && token.sort != TokenSort::Object) continue;
        count += token.is_word() ? 1 : 0;
        words.append(reinterpret_cast<const char*>(&token.number), sizeof(token.number));
      }
      if (words.empty()) continue;  // the break before an item goes with it
      const Stretch stretch{whole.text, whole.begin + begin,
                            whole.begin + tokens.tokens[tokens.sentences[i + 1] - 1].end};
      begin = stretch.end - whole.begin;
      const bool is_mark = tokens.tokens.size() == 1 && tokens.tokens.front().sort == TokenSort::Object;
      if (count < kLeastMovedWords && !is_mark) continue;
      if (kind == EditKind::Deleted) {
        deleted_[std::move(words)].push_back(stretch);
      } else {
        inserted_.emplace_back(std::move(words), stretch);
      }
    }
  }

  void mark(std::size_t text) {
    std::vector<Stretch>& moved = moved_[text];
    std::sort(moved.begin(), moved.end(), [](const Stretch& a, const Stretch& b) { return a.begin < b.begin; });
    Edits out;
    auto next = moved.begin();
    std::size_t at = 0;
    for (Edit& edit : *texts_[text]) {
      for (std::size_t taken = 0; taken < edit.run.text.size();) {
        while (next != moved.end() && next->end <= at) ++next;
        const bool inside = next != moved.end() && next->begin <= at;
        const std::size_t border = next == moved.end() ? at + edit.run.text.size() : inside ? next->end : next->begin;
        const std::size_t size = std::min(edit.run.text.size() - taken, border - at);
        const std::string_view part = std::string_view(edit.run.text).substr(taken, size);
        out.push_back({edit.kind, with_text(edit.run, part), edit.reformatted, edit.old_style, edit.old_link,
                       edit.moved || inside});
        taken += size;
        at += size;
      }
    }
    *texts_[text] = std::move(out);
  }

  const std::vector<Edits*>& texts_;
  Numbers numbers_;
  std::deque<TokenText> cut_;  // whose words numbers_ looks at
  Stretches deleted_;
  std::vector<std::pair<std::string, Stretch>> inserted_;
  std::vector<std::vector<Stretch>> moved_;  // by text
};

/// A run of another kind than text parts words.
std::size_t words_in(const std::vector<const model::Run*>& runs) {
  std::size_t out = 0;
  std::string text;
  const auto close = [&] {
    const std::vector<std::string_view> words = text::words(text);
    out += static_cast<std::size_t>(std::count_if(words.begin(), words.end(), text::is_word));
    text.clear();
  };
  for (const model::Run* const run : runs) {
    if (run->kind == model::RunKind::Text) {
      text += run->text;
    } else {
      close();
    }
  }
  close();
  return out;
}

bool has_any(const std::vector<Edits*>& texts, EditKind kind) {
  const auto has = [&](const Edits* edits) {
    return std::any_of(edits->begin(), edits->end(), [&](const Edit& edit) { return edit.kind == kind; });
  };
  return std::any_of(texts.begin(), texts.end(), has);
}

}  // namespace

void mark_moves(const std::vector<Edits*>& texts) {
  if (has_any(texts, EditKind::Deleted) && has_any(texts, EditKind::Inserted)) MoveSearch(texts).mark();
}

WordCounts count_words(const Edits& edits) {
  WordCounts out;
  for (std::size_t i = 0; i < edits.size();) {
    std::vector<const model::Run*> deleted, inserted, moved;
    while (i < edits.size() && edits[i].kind == EditKind::Same) ++i;
    for (; i < edits.size() && edits[i].kind != EditKind::Same; ++i) {
      const bool is_deleted = edits[i].kind == EditKind::Deleted;
      if (edits[i].moved && is_deleted) continue;
      (edits[i].moved ? moved : is_deleted ? deleted : inserted).push_back(&edits[i].run);
    }
    const std::size_t gone = words_in(deleted);
    const std::size_t come = words_in(inserted);
    out.deleted += gone;
    out.inserted += come;
    out.changed += std::max(gone, come);
    out.moved += words_in(moved);
  }
  return out;
}

std::size_t words_kept(const Edits& edits) {
  std::size_t out = 0;
  for (std::size_t i = 0; i < edits.size();) {
    std::vector<const model::Run*> kept;
    for (; i < edits.size() && edits[i].kind == EditKind::Same; ++i) kept.push_back(&edits[i].run);
    while (i < edits.size() && edits[i].kind != EditKind::Same) ++i;
    out += words_in(kept);
  }
  return out;
}

}  // namespace zielbaum::diff
