#include "compose/sentences_internal.h"

#include <algorithm>
#include <array>

#include "compose/note_places_internal.h"
#include "text/text.h"

namespace zielbaum::compose {

namespace {

using diff::BlockChange;
using diff::Edit;
using diff::EditKind;
using diff::Edits;

/// How many words before an insertion are quoted to say where it is.
constexpr std::size_t kWordsBefore = 3;
/// By how many words a quotation is widened at most.
constexpr std::size_t kMostWidening = 8;

std::string text_of(const Edit& edit) {
  if (edit.run.kind == model::RunKind::NoteMark) return note_name(edit.run.text);
  std::string text = edit.run.text;
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

std::string trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return std::string(text);
}

std::size_t word_count(std::string_view text) {
  const std::vector<std::string_view> tokens = text::words(text);
  return static_cast<std::size_t>(std::count_if(tokens.begin(), tokens.end(), text::is_word));
}

bool has_word(std::string_view text) {
  return word_count(text) > 0;
}

/// The last `count` words of a text with what stands between and after them.
std::string last_words(std::string_view text, std::size_t count) {
  const std::vector<std::string_view> tokens = text::words(text);
  std::size_t begin = tokens.size();
  while (begin > 0 && count > 0) {
    --begin;
    if (text::is_word(tokens[begin])) --count;
  }
  std::string out;
  for (std::size_t i = begin; i < tokens.size(); ++i) out += tokens[i];
  return out;
}

bool stands_more_than_once(std::string_view text, std::string_view words) {
  const std::size_t first = text.find(words);
  return first != std::string_view::npos && text.find(words, first + 1) != std::string_view::npos;
}

/// One place of a text that changed.
struct Stretch {
  std::string deleted, inserted;
  std::string arrived;  ///< of `inserted`, or besides it: what stood elsewhere in the old text
  bool at_end = false;
};

class TextTeller {
 public:
  TextTeller(const Edits& edits, Language language) : language_(language) {
    for (const Edit& edit : edits) {
      const std::string text = text_of(edit);
      if (edit.kind != EditKind::Inserted) old_ += text;
      if (edit.kind != EditKind::Deleted) new_ += text;
      if (edit.kind == EditKind::Same) kept_ += text + " ";
    }
    std::string same;
    Stretch open;
    bool is_open = false;
    for (const Edit& edit : edits) {
      const std::string text = text_of(edit);
      if (edit.kind == EditKind::Same) {
        if (is_open) close(open, same);
        if (is_open) same.clear();
        is_open = false;
        same += text;
        continue;
      }
      if (!is_open) open = {};
      is_open = true;
      // What only moved is told once, where it now stands.
      if (edit.moved && edit.kind == EditKind::Deleted) continue;
      (edit.moved ? open.arrived : edit.kind == EditKind::Deleted ? open.deleted : open.inserted) += text;
    }
    if (!is_open) return;
    open.at_end = true;
    close(open, same);
  }

  std::vector<std::string> tell() const {
    const std::size_t old_words = word_count(old_);
    if (word_count(kept_) * 3 < old_words && word_count(new_) > 0 && old_words > kWordsBefore) {
      return {say(msg("is worded anew: ‘{0}’", trimmed(new_)))};
    }
    return sentences_;
  }

 private:
  std::string say(const Message& message) const { return render(message, language_); }

  void close(const Stretch& stretch, const std::string& same) {
    if (const std::string arrived = trimmed(stretch.arrived); !arrived.empty()) {
      const std::string after = trimmed(last_words(same, kWordsBefore));
      sentences_.push_back(say(after.empty() ? msg("‘{0}’ is moved to the beginning", arrived)
                                             : msg("‘{0}’ is moved behind ‘{1}’", arrived, after)));
    }
    std::string deleted = trimmed(stretch.deleted);
    std::string inserted = trimmed(stretch.inserted);
    if (deleted.empty() && inserted.empty()) return;
    if (deleted.empty()) {
      if (trimmed(same).empty()) {
        sentences_.push_back(say(msg("‘{0}’ is inserted at the beginning", inserted)));
      } else if (stretch.at_end) {
        sentences_.push_back(say(msg("‘{0}’ is added at the end", inserted)));
      } else {
        std::size_t words = kWordsBefore;
        while (words < kMostWidening && stands_more_than_once(old_, last_words(same, words))) ++words;
        sentences_.push_back(say(msg("after ‘{0}’, ‘{1}’ is inserted", trimmed(last_words(same, words)), inserted)));
      }
      return;
    }
    // A sign alone, or words that stand there twice, are told with the words before them.
    const std::string space = stretch.deleted.starts_with(' ') ? " " : "";
    std::string context;
    for (std::size_t words = 1; words <= kMostWidening; ++words) {
      const std::string quoted = context + deleted;
      if (has_word(quoted) && !stands_more_than_once(old_, quoted)) break;
      const std::string wider = last_words(same, words) + space;
      if (wider == context || !has_word(wider)) break;
      context = wider;
    }
    if (!context.empty() && inserted.empty()) {
      sentences_.push_back(say(msg("in ‘{0}’, ‘{1}’ is deleted", trimmed(context + deleted), deleted)));
    } else if (inserted.empty()) {
      sentences_.push_back(say(msg("‘{0}’ is deleted", deleted)));
    } else {
      sentences_.push_back(
          say(msg("‘{0}’ is replaced by ‘{1}’", trimmed(context + deleted), trimmed(context + inserted))));
    }
  }

  Language language_;
  std::string old_, new_, kept_;
  std::vector<std::string> sentences_;
};

/// Counts the old version's blocks by what they are.
class BlockNames {
 public:
  explicit BlockNames(Language language) : language_(language) {}

  std::string next(const model::Block& block) {
    const std::size_t what = class_of(block);
    return named(what, std::to_string(++counts_[what]));
  }

 private:
  static std::size_t class_of(const model::Block& block) {
    if (std::holds_alternative<model::List>(block.content)) return 1;
    if (std::holds_alternative<model::Table>(block.content)) return 2;
    if (std::holds_alternative<model::Quote>(block.content)) return 3;
    if (std::holds_alternative<model::Figure>(block.content)) return 4;
    if (std::holds_alternative<model::CodeBlock>(block.content)) return 5;
    return 0;
  }
  [[nodiscard]] std::string named(std::size_t what, const std::string& number) const {
    switch (what) {
      case 1:
        return render(msg("list {0}", number), language_);
      case 2:
        return render(msg("table {0}", number), language_);
      case 3:
        return render(msg("quotation {0}", number), language_);
      case 4:
        return render(msg("picture {0}", number), language_);
      case 5:
        return render(msg("code {0}", number), language_);
      default:
        return render(msg("paragraph {0}", number), language_);
    }
  }

  Language language_;
  std::array<std::size_t, 6> counts_ = {};
};

bool has_words_changed(const Edits& edits) {
  return std::any_of(edits.begin(), edits.end(), [](const Edit& edit) { return edit.kind != EditKind::Same; });
}

std::string quoted(const std::vector<std::string>& values, Language language) {
  std::string out;
  for (const std::string& value : values)
    out += (out.empty() ? "" : ", ") + render(msg("‘{0}’", trimmed(value)), language);
  return out;
}

Message became(const FactPart& part) {
  switch (part.aspect) {
    case diff::Aspect::Begin:
      return msg("the beginning ‘{0}’ is replaced by ‘{1}’", part.before, part.after);
    case diff::Aspect::End:
      return msg("the end ‘{0}’ is replaced by ‘{1}’", part.before, part.after);
    case diff::Aspect::Unit:
      return msg("the unit ‘{0}’ is replaced by ‘{1}’", part.before, part.after);
    case diff::Aspect::Whole:
    case diff::Aspect::Year:
      break;
  }
  return msg("‘{0}’ is replaced by ‘{1}’", part.before, part.after);
}

/// What became another first, then who came, was renamed and went, then the order.
std::string tell_parts(const ComparedFact& fact, Language language) {
  std::vector<std::string> told;
  std::vector<std::string> came, went;
  bool reordered = false;
  for (const FactPart& part : fact.parts) {
    if (part.what == diff::PartChange::Became) told.push_back(render(became(part), language));
    if (part.what == diff::PartChange::Came) came.push_back(part.after);
    if (part.what == diff::PartChange::Went) went.push_back(part.before);
    reordered = reordered || part.what == diff::PartChange::Reordered;
  }
  if (!came.empty()) told.push_back(render(msg("added: {0}", quoted(came, language)), language));
  for (const FactPart& part : fact.parts) {
    if (part.what == diff::PartChange::Renamed)
      told.push_back(render(msg("renamed: ‘{0}’, now ‘{1}’", part.before, part.after), language));
  }
  if (!went.empty()) told.push_back(render(msg("dropped: {0}", quoted(went, language)), language));
  if (reordered)
    told.push_back(render(
        fact.parts.size() == 1 ? msg("other order: ‘{0}’", on_one_line(fact.after)) : msg("other order"), language));
  std::string out;
  for (const std::string& one : told) out += (out.empty() ? "" : "; ") + one;
  return out;
}

}  // namespace

std::string on_one_line(const Edits& edits) {
  std::string out;
  for (const Edit& edit : edits) out += text_of(edit);
  return trimmed(out);
}

std::vector<std::string> tell_edits(const Edits& edits, Language language) {
  return TextTeller(edits, language).tell();
}

std::string tell_fact(const ComparedFact& fact, Language language) {
  const auto say = [&](const Message& message) { return render(message, language); };
  if (!fact.told.empty()) return fact.told;
  if (fact.before.empty()) return say(msg("new: ‘{0}’", on_one_line(fact.after)));
  if (fact.after.empty()) return say(msg("‘{0}’ is dropped", on_one_line(fact.before)));
  if (!fact.parts.empty()) return tell_parts(fact, language);
  return say(msg("‘{0}’ is replaced by ‘{1}’", on_one_line(fact.before), on_one_line(fact.after)));
}

std::vector<ToldChange> tell_prose(const diff::ProseChange& prose, Language language) {
  std::vector<ToldChange> told;
  const auto say = [&](const Message& message) { return render(message, language); };
  BlockNames names(language);
  std::vector<std::string> old_names;  // of each pair, "" where it has no old block
  for (const diff::BlockPair& pair : prose.blocks) {
    old_names.push_back(pair.before ? names.next(*pair.before) : std::string());
  }
  const auto add = [&](const diff::BlockPair& pair, std::string place, const std::string& after) {
    switch (pair.change) {
      case BlockChange::Same:
        return;
      case BlockChange::Inserted: {
        const std::string words = on_one_line(pair.edits);
        if (words.empty()) return;
        if (pair.elsewhere) {
          told.push_back({old_names[*pair.elsewhere],
                          after.empty() ? say(msg("moved to the beginning")) : say(msg("moved behind {0}", after))});
          for (std::string& sentence : tell_edits(pair.reworded, language)) {
            told.push_back({old_names[*pair.elsewhere], std::move(sentence)});
          }
          return;
        }
        told.push_back(after.empty() ? ToldChange{{}, say(msg("‘{0}’ is inserted at the beginning", words))}
                                     : ToldChange{say(msg("after {0}", after)), say(msg("new: ‘{0}’", words))});
        return;
      }
      case BlockChange::Deleted: {
        if (pair.elsewhere) return;  // told at its new place
        const std::string words = on_one_line(pair.edits);
        if (!words.empty()) told.push_back({std::move(place), say(msg("‘{0}’ is dropped", words))});
        return;
      }
      case BlockChange::Changed:
        break;
    }
    if (!has_words_changed(pair.edits)) {
      told.push_back({std::move(place), say(msg("only formatting changed"))});
      return;
    }
    for (std::string& sentence : tell_edits(pair.edits, language)) told.push_back({place, std::move(sentence)});
  };
  const NotePlaces places(prose);
  std::string after;
  const auto add_note = [&](std::size_t note) {
    const diff::BlockPair& pair = prose.notes[note];
    std::string place = say(msg("note {0}", note_name(pair.note)));
    const std::optional<std::size_t> block = places.block_of(note);
    if (block && !old_names[*block].empty()) place = old_names[*block] + ", " + place;
    if (block && old_names[*block].empty() && !after.empty()) place = say(msg("after {0}", after)) + ", " + place;
    if (pair.elsewhere) {
      for (std::string& sentence : tell_edits(pair.reworded, language)) told.push_back({place, std::move(sentence)});
    } else if (pair.change == BlockChange::Inserted) {
      told.push_back({place, say(msg("new: ‘{0}’", on_one_line(pair.edits)))});
    } else {
      add(pair, place, {});
    }
  };
  for (std::size_t i = 0; i < prose.blocks.size(); ++i) {
    add(prose.blocks[i], old_names[i], after);
    for (const std::size_t note : places.of_block(i)) add_note(note);
    if (prose.blocks[i].before) after = old_names[i];
  }
  for (const std::size_t note : places.elsewhere()) add_note(note);
  return told;
}

}  // namespace zielbaum::compose
