// Where the sentences of a text come from. Of each version that touched the text the sentences are laid beside those of
// its parents (diff aligns sentences, then words); one that stands there word for word comes from where that one does.
// A sentence that went to another place in the text is still the same one.
#include <algorithm>
#include <map>
#include <memory>

#include "history/history.h"
#include "history/trees_internal.h"
#include "model/paths.h"
#include "text/text.h"

namespace zielbaum::history {

namespace {

/// A text as it stands in a version.
struct Told {
  std::optional<ContentId> content;  ///< none: the node has no text, or is not there
  std::vector<Sentence> sentences;
};
using ToldPointer = std::shared_ptr<const Told>;

/// One space between words, none around.
std::string with_single_spaces(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\n' || c == '\t';
    if (!space) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

std::vector<Sentence> sentences_of(std::string_view markdown) {
  std::vector<Sentence> out;
  const std::string plain = text::plain_text(text::parse(markdown).prose);
  std::string_view rest = plain;
  for (std::size_t paragraph = 0; !rest.empty(); ++paragraph) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    for (const std::string_view each : text::sentences(line)) {
      std::string sentence = with_single_spaces(each);
      if (!sentence.empty()) out.push_back({std::move(sentence), paragraph, std::nullopt});
    }
  }
  return out;
}

std::size_t bare_size(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return c != ' ' && c != '\n' && c != '\t'; }));
}

/// The text for diff, and where in it each sentence begins, counted without spaces.
struct Laid {
  model::Runs runs;
  std::vector<std::size_t> begins;
};

Laid lay(const std::vector<Sentence>& sentences) {
  Laid laid;
  std::size_t at = 0;
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    if (i > 0 && sentences[i].paragraph != sentences[i - 1].paragraph)
      laid.runs.push_back({model::RunKind::LineBreak, "\n", {}, "", {}});
    laid.runs.push_back({model::RunKind::Text, sentences[i].text + " ", {}, "", {}});
    laid.begins.push_back(at);
    at += bare_size(sentences[i].text);
  }
  return laid;
}

/// For each sentence of `after` the one of `before` that it is, or kNone.
constexpr std::size_t kNone = static_cast<std::size_t>(-1);

std::vector<std::size_t> same_sentences(const std::vector<Sentence>& before, const std::vector<Sentence>& after) {
  const Laid old_text = lay(before);
  const Laid new_text = lay(after);
  std::vector<std::size_t> same(after.size(), kNone);
  std::vector<bool> used(before.size());
  const auto pair = [&](std::size_t was, std::size_t is) {
    if (same[is] != kNone || used[was] || before[was].text != after[is].text) return;
    same[is] = was;
    used[was] = true;
  };

  std::size_t old_at = 0;
  std::size_t new_at = 0;
  for (const diff::Edit& edit : diff::compare_runs(old_text.runs, new_text.runs)) {
    const std::size_t size = bare_size(edit.run.text);
    if (edit.kind == diff::EditKind::Same) {
      auto is = std::lower_bound(new_text.begins.begin(), new_text.begins.end(), new_at);
      for (; is != new_text.begins.end() && *is < new_at + size; ++is) {
        const std::size_t begin = old_at + (*is - new_at);
        const auto was = std::lower_bound(old_text.begins.begin(), old_text.begins.end(), begin);
        if (was == old_text.begins.end() || *was != begin) continue;
        pair(static_cast<std::size_t>(was - old_text.begins.begin()),
             static_cast<std::size_t>(is - new_text.begins.begin()));
      }
    }
    if (edit.kind != diff::EditKind::Inserted) old_at += size;
    if (edit.kind != diff::EditKind::Deleted) new_at += size;
  }

  // What is left may have gone to another place.
  std::multimap<std::string_view, std::size_t> left;
  for (std::size_t was = 0; was < before.size(); ++was) {
    if (!used[was]) left.emplace(before[was].text, was);
  }
  for (std::size_t is = 0; is < after.size(); ++is) {
    if (same[is] != kNone) continue;
    const auto was = left.find(after[is].text);
    if (was == left.end()) continue;
    pair(was->second, is);
    left.erase(was);
  }
  return same;
}

/// Gives the sentences that have no version yet those of the same ones in `before`.
void inherit(const std::vector<Sentence>& before, std::vector<Sentence>& sentences) {
  const std::vector<std::size_t> same = same_sentences(before, sentences);
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    if (same[i] != kNone && !sentences[i].version) sentences[i].version = before[same[i]].version;
  }
}

Result<std::optional<ContentId>> prose_in(const store::Store& store, Trees& trees, const VersionId& version,
                                          const DocumentId& document, const NodeId& node) {
  const TreePointer tree = TRY(trees.of(version, document));
  if (tree == nullptr || !tree->roster().contains(node)) return std::optional<ContentId>();
  const std::optional<store::File> file =
      TRY(find_file(store, version, model::prose_path(document, tree->roster().layout(), node)));
  return file ? std::optional(file->content) : std::nullopt;
}

bool touches_prose(const Happened& what) {
  return what.contains("added") || what.contains("removed") || what.contains("reworded") || what.contains("formatted");
}

}  // namespace

std::vector<Sentence> carried_on(const std::vector<Sentence>& before, std::string_view markdown) {
  std::vector<Sentence> sentences = sentences_of(markdown);
  inherit(before, sentences);
  return sentences;
}

Result<std::vector<Sentence>> origin(const store::Store& store, const Index& index, const VersionId& tip,
                                     const DocumentId& document, const NodeId& node) {
  Trees trees(store);
  std::vector<ToldPointer> told;
  for (const PastStep& step : index.past(tip, document, node)) {
    const bool parents_agree = std::all_of(step.parents.begin(), step.parents.end(), [&](std::size_t parent) {
      return told[parent] == told[step.parents.front()];
    });
    if (!step.parents.empty() && parents_agree && !touches_prose(step.what)) {
      told.push_back(told[step.parents.front()]);
      continue;
    }
    const std::optional<ContentId> content = TRY(prose_in(store, trees, step.version, document, node));
    const auto taken_over = std::find_if(step.parents.begin(), step.parents.end(),
                                         [&](std::size_t parent) { return told[parent]->content == content; });
    if (taken_over != step.parents.end()) {
      told.push_back(told[*taken_over]);
      continue;
    }
    auto next = std::make_shared<Told>();
    next->content = content;
    if (content) {
      const std::string markdown = TRY(store.read(*content));
      next->sentences = sentences_of(markdown);
    }
    for (const std::size_t parent : step.parents) inherit(told[parent]->sentences, next->sentences);
    for (Sentence& sentence : next->sentences) {
      if (!sentence.version) sentence.version = step.version;
    }
    told.push_back(std::move(next));
  }
  return told.back()->sentences;
}

}  // namespace zielbaum::history
