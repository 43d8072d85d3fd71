// The changes of a text one by one, each so that it can be carried out by hand in the old text: where, which words,
// what comes instead. What people read (compose) and what programs read (JSON) is made of these values.
//
// Laws (tests/diff/text_changes_test.cpp), for any two texts:
//   the changes, carried out in the old text as a reader would, give the new one: words, form, emphasis and addresses
//   words that are to be found stand in the old text, at that place, as often as it says; new words in the new text
//   two equal texts have none
//
// Places are counted in the old text. What is not told: how many spaces stand between two words and of which kind,
// where a word may be divided, how the source is laid out.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diff/diff.h"

namespace zielbaum::diff {

enum class TextUnit {
  Paragraph,
  List,
  Table,
  Quotation,
  Picture,
  Code,
  Rule,
  Item,     ///< of a list, or of a numbered one
  Number,   ///< with its printed number
  Row,      ///< of a table, without its head
  Head,     ///< the row of heads
  Column,   ///< named by its head
  Note,     ///< named as readers know it
  AltText,  ///< of a picture
  Caption,
};

struct TextStep {
  TextUnit unit = TextUnit::Paragraph;
  std::size_t number = 0;  ///< from 1, among those of its kind
  std::string name;   ///< of a column its head; of a note what NoteNames calls it; of an item "a)", if it begins so
  bool only = false;  ///< there is no other one, so that what stands in it needs no mention of it
  bool operator==(const TextStep&) const = default;
};
/// From the outside in: list 1, number 3, number 2.
using TextPlace = std::vector<TextStep>;

enum class TextChangeKind {
  Replaced,   ///< `before` by `after`, words of the unit at `place`
  Inserted,   ///< `after`, where `where` says
  Deleted,    ///< `before`
  Reworded,   ///< all words of the unit: now `after`
  Added,      ///< a unit, behind the one at `place` or as the first in it
  Dropped,    ///< the unit at `place`
  Moved,      ///< the unit at `place`, to behind the one at `to` or as the first in it
  Split,      ///< the paragraph or item at `place`, where `where` says
  Joined,     ///< the paragraph or item at `place` goes on with the one at `to`
  Formatted,  ///< the words `before` look another way
  Linked,     ///< the words `before` (or the picture) have another address
  Reshaped,   ///< the block at `place` has the form of `blocks`, with the same words
};

enum class Where {
  Behind,  ///< the words `anchor`; of a unit: the unit
  AtBeginning,
  AtEnd,
};

/// All runs are of kind Text: marks of notes by their names, breaks as spaces.
struct TextChange {
  TextChangeKind what = TextChangeKind::Replaced;
  TextPlace place;
  std::optional<std::size_t> sentence;  ///< from 1: in this one of the unit only; with Where::AtEnd behind it
  Where where = Where::Behind;
  std::string anchor;
  std::string before;  ///< of Dropped: all its words
  model::Runs after;
  bool each = false;                 ///< of Replaced: wherever the words stand in the unit
  std::optional<std::size_t> nth;    ///< from 1: `before`, or `anchor`, stands there more than once; this one
  bool moved = false;                ///< of Deleted and Inserted: the same words went to, or came from, `to`
  std::optional<std::size_t> other;  ///< of those, the other change, by its place in the list
  TextPlace to;
  TextUnit unit = TextUnit::Paragraph;  ///< of Added, Dropped and Moved: what it is
  model::Blocks
      blocks;  ///< of Added: the block, or the content of the item or note; of Reshaped: the block, the old one
  std::vector<model::Runs> cells;  ///< of Added: of a row, by new columns; of a column, by rows that both tables have
  model::Style old_style, new_style;  ///< of Formatted; the old one also of words replaced, or before what is inserted
  std::string old_link, new_link;     ///< of Linked; likewise
  bool operator==(const TextChange&) const = default;
};
using TextChanges = std::vector<TextChange>;

/// How readers call a note, by its label: of the old text and of the new one.
using NameNote = std::function<std::string(const std::string& label)>;
struct NoteNames {
  NameNote before;
  NameNote after;
};

/// In reading order. The old marks of notes go by their new labels (ProseChange::renamed_notes).
[[nodiscard]] TextChanges text_changes(const ProseChange& change, const NoteNames& names);
/// Of a text that is one paragraph; all places are empty.
[[nodiscard]] TextChanges text_changes(const model::Runs& before, const model::Runs& after);

/// A paragraph as its readers see it: with the names of notes, "[alt]" for a picture.
[[nodiscard]] model::Runs as_read(const model::Runs& runs, const NameNote& name);
[[nodiscard]] std::string plain_words(const model::Runs& runs);

/// How a reader puts two texts together: with a space between them, but where a mark closes or opens.
[[nodiscard]] std::string put_together(std::string_view left, std::string_view right);
/// With single spaces, none at the ends, and nothing that is not seen: equal for texts that read the same.
[[nodiscard]] std::string plainly_spaced(std::string_view text);

}  // namespace zielbaum::diff
