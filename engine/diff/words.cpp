#include <algorithm>

#include "diff/align_internal.h"
#include "diff/moves_internal.h"
#include "diff/readable_internal.h"
#include "diff/tokens_internal.h"
#include "diff/words_internal.h"

namespace zielbaum::diff {

namespace {

/// Sentences less alike than this are not the same sentence reworded; function words alone make up to a third.
constexpr double kLeastSentenceSimilarity = 0.4;
/// From here on sentences were rather split or joined than replaced.
constexpr double kSplitSimilarity = 0.6;

std::vector<Element> elements_of(const TokenText& text, std::size_t begin, std::size_t end) {
  std::vector<Element> out;
  for (std::size_t i = begin; i < end; ++i) out.push_back({text.tokens[i].number, weight(text.tokens[i])});
  return out;
}

/// The sentences [begin, end) of a text as one passage.
Passage sentences_between(const TokenText& text, std::size_t begin, std::size_t end) {
  return passage_of(text, text.sentences[begin], text.sentences[end]);
}

/// What stands behind a sentence or an item, but for the last one, is no part of it.
std::vector<Passage> sentences_of(const TokenText& text, Numbers& sentences) {
  std::vector<Passage> out;
  for (std::size_t i = 0; i + 1 < text.sentences.size(); ++i) {
    Passage passage = sentences_between(text, i, i + 1);
    passage.identity = sentences.of_copy(identity_of(text, text.sentences[i], text.sentences[i + 1]));
    out.push_back(std::move(passage));
  }
  return out;
}

class Matcher {
 public:
  Matcher(const TokenText& before, const TokenText& after, std::size_t& work)
      : before_(before), after_(after), work_(work) {}

  std::vector<Match> matches() {
    Numbers sentences;
    const std::vector<Passage> old_sentences = sentences_of(before_, sentences);
    const std::vector<Passage> new_sentences = sentences_of(after_, sentences);
    std::vector<Pair> pairs = align(old_sentences, new_sentences, kLeastSentenceSimilarity, work_);
    pairs.push_back({old_sentences.size(), new_sentences.size(), true});
    auto gap_begin = pairs.begin();
    std::size_t old_sentence = 0;
    std::size_t new_sentence = 0;
    for (auto pair = pairs.begin(); pair != pairs.end(); ++pair) {
      if (!pair->same) continue;
      match_gap({old_sentence, pair->before, new_sentence, pair->after}, gap_begin, pair);
      if (pair + 1 != pairs.end()) match_same(*pair);
      gap_begin = pair + 1;
      old_sentence = pair->before + 1;
      new_sentence = pair->after + 1;
    }
    return std::move(out_);
  }

 private:
  /// Sentences between two that are the same, with those of them that are paired.
  void match_gap(const Gap& gap, std::vector<Pair>::const_iterator begin, std::vector<Pair>::const_iterator end) {
    const std::size_t old_count = gap.before_end - gap.before_begin;
    const std::size_t new_count = gap.after_end - gap.after_begin;
    if (old_count == 0 || new_count == 0) return;
    if (old_count != new_count &&
        similarity(sentences_between(before_, gap.before_begin, gap.before_end),
                   sentences_between(after_, gap.after_begin, gap.after_end)) >= kSplitSimilarity) {
      match_words(gap);
      return;
    }
    for (auto pair = begin; pair != end; ++pair)
      match_words({pair->before, pair->before + 1, pair->after, pair->after + 1});
  }

  void match_words(const Gap& gap) {
    const std::size_t old_begin = before_.sentences[gap.before_begin];
    const std::size_t new_begin = after_.sentences[gap.after_begin];
    for (const Match& match : heaviest_common(elements_of(before_, old_begin, before_.sentences[gap.before_end]),
                                              elements_of(after_, new_begin, after_.sentences[gap.after_end]), work_))
      out_.push_back({old_begin + match.before, new_begin + match.after});
  }

  void match_same(const Pair& pair) {
    const std::size_t old_begin = before_.sentences[pair.before];
    const std::size_t new_begin = after_.sentences[pair.after];
    const std::size_t size =
        std::min(before_.sentences[pair.before + 1] - old_begin, after_.sentences[pair.after + 1] - new_begin);
    for (std::size_t i = 0; i < size; ++i)
      if (before_.tokens[old_begin + i].number == after_.tokens[new_begin + i].number)
        out_.push_back({old_begin + i, new_begin + i});
  }

  const TokenText& before_;
  const TokenText& after_;
  std::size_t& work_;
  std::vector<Match> out_;
};

/// Reads runs from the front by numbers of bytes.
class RunReader {
 public:
  explicit RunReader(const model::Runs& runs) : runs_(runs) {}
  /// Bytes left in the run that is read now.
  std::size_t left() {
    while (run_ < runs_.size() && at_ == runs_[run_].text.size()) ++run_, at_ = 0;
    return run_ < runs_.size() ? runs_[run_].text.size() - at_ : 0;
  }
  const model::Run& current() const { return runs_[run_]; }
  model::Run take(std::size_t bytes) {
    model::Run out = with_text(runs_[run_], std::string_view(runs_[run_].text).substr(at_, bytes));
    at_ += bytes;
    return out;
  }

 private:
  const model::Runs& runs_;
  std::size_t run_ = 0;
  std::size_t at_ = 0;
};

class Writer {
 public:
  Writer(const model::Runs& before, const model::Runs& after) : before_(before), after_(after) {}

  void same(std::size_t bytes) {
    while (bytes > 0) {
      const std::size_t size = std::min({bytes, before_.left(), after_.left()});
      const model::Run old_run = before_.take(size);
      kept(old_run, after_.take(size));
      bytes -= size;
    }
  }
  /// The same token written otherwise (with another space): as the new side has it.
  void same(std::size_t old_bytes, std::size_t new_bytes) {
    model::Run old_run;
    for (std::size_t size = 0; old_bytes > 0; old_bytes -= size) {
      size = std::min(old_bytes, before_.left());
      old_run = before_.take(size);
    }
    for (std::size_t size = 0; new_bytes > 0; new_bytes -= size) {
      size = std::min(new_bytes, after_.left());
      kept(old_run, after_.take(size));
    }
  }
  void deleted(std::size_t bytes) { changed(EditKind::Deleted, before_, bytes); }
  void inserted(std::size_t bytes) { changed(EditKind::Inserted, after_, bytes); }
  Edits take() { return std::move(edits_); }

 private:
  void kept(model::Run old_run, model::Run new_run) {
    Edit edit;
    edit.reformatted = old_run.style != new_run.style || old_run.link != new_run.link;
    edit.old_style = old_run.style;
    edit.old_link = std::move(old_run.link);
    edit.run = std::move(new_run);
    add(std::move(edit));
  }

  void changed(EditKind kind, RunReader& side, std::size_t bytes) {
    while (bytes > 0) {
      const std::size_t size = std::min(bytes, side.left());
      Edit edit;
      edit.kind = kind;
      edit.run = side.take(size);
      add(std::move(edit));
      bytes -= size;
    }
  }

  void add(Edit edit) {
    if (!edits_.empty()) {
      Edit& last = edits_.back();
      const bool both_text = last.run.kind == model::RunKind::Text && edit.run.kind == model::RunKind::Text;
      if (both_text && last.kind == edit.kind && last.run.style == edit.run.style && last.run.link == edit.run.link &&
          last.reformatted == edit.reformatted && last.old_style == edit.old_style && last.old_link == edit.old_link) {
        last.run.text += edit.run.text;
        last.run.source.end = std::max(last.run.source.end, edit.run.source.end);
        return;
      }
    }
    edits_.push_back(std::move(edit));
  }

  RunReader before_;
  RunReader after_;
  Edits edits_;
};

/// Where tokens [begin, end) stand, in bytes.
std::size_t bytes_between(const TokenText& text, std::size_t begin, std::size_t end) {
  return begin == end ? 0 : text.tokens[end - 1].end - text.tokens[begin].begin;
}

}  // namespace

Edits compare_words(const model::Runs& before, const model::Runs& after, std::size_t& work) {
  Numbers numbers;
  TokenText old_text;
  TokenText new_text;
  cut(before, numbers, old_text);
  cut(after, numbers, new_text);
  return compare_words({before, old_text}, {after, new_text}, work);
}

std::vector<Region> changed_regions(const TokenText& before, const TokenText& after, std::size_t& work) {
  const std::vector<Match> matches = Matcher(before, after, work).matches();
  return readable(regions_between(matches, before.tokens.size(), after.tokens.size()), before, after);
}

Edits compare_words(const CutRuns& before, const CutRuns& after, std::size_t& work) {
  const TokenText& old_text = before.text;
  const TokenText& new_text = after.text;
  Writer writer(before.runs, after.runs);
  std::size_t old_token = 0;
  std::size_t new_token = 0;
  const auto keep_to = [&](std::size_t old_end) {
    std::size_t equal_bytes = 0;
    for (; old_token < old_end; ++old_token, ++new_token) {
      const std::string_view then = old_text.at(old_token);
      const std::string_view now = new_text.at(new_token);
      if (then == now) {
        equal_bytes += now.size();
        continue;
      }
      writer.same(equal_bytes);
      equal_bytes = 0;
      writer.same(then.size(), now.size());
    }
    writer.same(equal_bytes);
  };
  for (const Region& region : changed_regions(old_text, new_text, work)) {
    keep_to(region.before_begin);
    writer.deleted(bytes_between(old_text, region.before_begin, region.before_end));
    writer.inserted(bytes_between(new_text, region.after_begin, region.after_end));
    old_token = region.before_end;
    new_token = region.after_end;
  }
  keep_to(old_text.tokens.size());
  return writer.take();
}

Edits kept(const model::Runs& runs) {
  Writer writer(runs, runs);
  std::size_t bytes = 0;
  for (const model::Run& run : runs) bytes += run.text.size();
  writer.same(bytes);
  return writer.take();
}

Edits compare_runs(const model::Runs& before, const model::Runs& after) {
  std::size_t work = kMostEditWork;
  Edits edits = compare_words(before, after, work);
  mark_moves({&edits});
  return edits;
}

Edits compare_text(std::string_view before, std::string_view after) {
  const auto run = [](std::string_view text) {
    model::Run out;
    out.text = text;
    return model::Runs{out};
  };
  return compare_runs(run(before), run(after));
}

}  // namespace zielbaum::diff
