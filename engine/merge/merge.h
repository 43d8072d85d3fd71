// Two versions of a document that came from one, made into one. Front door of the module.
//
// Nodes are matched by id. A part that only one side changed is as that side has it; what both changed in different
// ways is a Conflict, and stands in the result as it was before, until somebody chooses. Nothing is chosen silently.
//
// Laws (tests/merge):
//   merge(x, x, x) == merge(base, x, base) == merge(base, x, x) == x
//   sides swapped, the result and its conflicts are the same
//   the result is a tree in reading order, and every node of it has a parent that is in it
//   each node that a side added, and each that no side dropped, stands in it once; a node that only one side dropped is
//   gone, unless the other side had to do with it
//   each part that only one side changed is in it
//   each value that only one side put into a list is in it, and what only one side took out is gone; likewise each word
//   of a text, in its paragraph, item or row, and nothing stands there twice
//   each end of a period that only one side changed is in it
//   a conflict that was decided is none any more, and only what it is about has changed
//
// Sources of the rules: Lindholm (DocEng 2004, 3DM), Thao and Munson (DocEng 2011, node identity), Khanna, Kunal and
// Pierce (FSTTCS 2007, diff3), Kleppmann et al. (TPDS 2021, moves without circles).
//
// Not done here: whether the result keeps all rules of its type (schema checks that).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/document.h"
#include "model/type.h"

namespace zielbaum::merge {

enum class ConflictSort {
  Removed,  ///< one side dropped the node, the other changed it or put something below it; it is kept
  Place,    ///< moved below different parents; stays below the one that it had
  Circle,   ///< moved below a node that the other side moved below it; stays where it was
  Twice,    ///< both sides added a node of this id, with different content
  Kind,     ///< given different kinds
  Title,    ///< `part`: the language, "" for the document's own
  ShortTitle,
  Sample,
  Field,  ///< `part`: the field
  Link,   ///< `part`: "role target"; one side links to what the other one dropped
  Prose,  ///< `part`: the language, "" for the document's own
  Whole,  ///< of the document as a whole; `part`: "type", "lang", "layout"
  Use,    ///< one side uses what the other one took out of a register, a type or another document; not of merge()
};

enum class Side { Base, Ours, Theirs };

/// What each side did stands in the three versions themselves.
struct Conflict {
  ConflictSort sort = ConflictSort::Removed;
  NodeId node;
  std::string part;
  auto operator<=>(const Conflict&) const = default;
};

/// What people decided about a conflict:
///   Removed  the side that dropped the node: it goes, with all below it that does not live on elsewhere; the other
///   side:
///            it stays. Base is no answer.
///   Link     the side that has the target: it stays; the other one: the link goes. Base is no answer.
///   Twice    whose node it is; to have both, one side's is renamed() before. Base is no answer.
///   Place, Circle   the place that it has there
///   Prose    whose words count where both changed the same ones; all other changes of both sides stay
///   Kind ... Whole  as it is there
struct Choice {
  Conflict conflict;
  Side side = Side::Base;
  std::optional<ContentId> text = std::nullopt;  ///< of Prose: all of the text, in words of their own
};

enum class NoteSort {
  Order,     ///< both sides put something at the same place among the children of `node`; one order was taken
  MovedOut,  ///< moved out of a part that the other side dropped; kept at its new place
};

/// What was decided without asking, since nothing is lost by it.
struct Note {
  NoteSort sort = NoteSort::Order;
  NodeId node;
  auto operator<=>(const Note&) const = default;
};

/// A place in a text that both sides changed in different ways.
struct TextConflict {
  std::string base, ours, theirs;
  bool operator==(const TextConflict&) const = default;
};
struct MergedText {
  std::string text;
  std::vector<TextConflict> conflicts;
};
/// Where both sides changed the same, the text has what `where_both` has there.
/// Merges Markdown by what it means:
/// - Prose by sentences: another sentence changed on each side is no conflict, the same one is, unless one side only
///   formatted it, one side's changes are part of the other's, or each moved another end of a period. How it is broken
///   into lines, and whether characters are composed, makes no difference. An address with its title, a footnote's
///   mark and code are taken or left whole.
/// - Lists by items, which keep their marks: what one side made of all of them (numbers, another bullet) holds for
///   those that the other one put in, and they are numbered through. Lists next to each other stay two.
/// - Tables by columns and rows; footnotes by what they say, and of two of one name one gets another.
/// - Code is bytes: what its lines have to do with each other is not known here, so that of two blocks that both
///   changed people choose one, however far apart the changes are.
/// What both sides put in alike stands there once. Of what they put in at one place sentences that go on with
/// a paragraph come first, then items, then what begins anew, and of two alike the one that comes first in the order of
/// its bytes. They are a conflict where they go on with one paragraph, where one seems to be the other one reworded
/// (short items and those that differ in numbers are two), or where what they belong to is gone on the other side.
/// What one side dropped never comes back because the other one moved or reworded what it stood in: a conflict, and
/// likewise where the text of a footnote or link is gone to which the other side refers. The result is read back: where
/// it would not say what was merged, all of it is one conflict.
/// Near linear: between two sentences that stand once, the search is bounded.
[[nodiscard]] MergedText merge_text(std::string_view base, std::string_view ours, std::string_view theirs,
                                    Side where_both = Side::Base);

enum class Lines {
  OfText,
  OfElements,  ///< of an XML file laid out as we do
};
/// Merges a file that is no prose: XML by elements, which are known by their name, id, key or file, and what both
/// changed by what is in it; of one laid out in another way, what stands directly below the root is taken or left
/// whole. Elements that both sides put at one place stay, as paragraphs do in merge_text(). Other files by lines. Says
/// nothing of what the lines mean: whoever uses the result has to look whether it can be read.
[[nodiscard]] MergedText merge_lines(std::string_view base, std::string_view ours, std::string_view theirs, Lines how,
                                     Side where_both = Side::Base);

/// What became of a text that both sides changed.
struct MergedProse {
  std::optional<ContentId> content;
  bool conflict = false;
};
/// Merges the texts of these ids as merge_text() does; `base` is absent where it had none.
using MergeProse = std::function<Result<MergedProse>(const std::optional<ContentId>& base, const ContentId& ours,
                                                     const ContentId& theirs, Side where_both)>;

struct Merged {
  model::Document document;
  std::vector<Conflict> conflicts;  ///< sorted
  std::vector<Note> notes;          ///< sorted
  [[nodiscard]] bool clean() const { return conflicts.empty(); }
};

/// `type` says which fields are lists and what may stand in what. The versions keep what model/document.h says, and
/// their documents have one id. A choice about what is no conflict changes nothing; a conflict about which the choice
/// is no answer stays one. Errors are those of `prose`. O(n log n).
[[nodiscard]] Result<Merged> merge(const model::Document& base, const model::Document& ours,
                                   const model::Document& theirs, const model::DocumentType& type,
                                   const MergeProse& prose, std::vector<Choice> choices = {});

/// The document with another id for one of its nodes, and for that node in its links. Requires that it has no node of
/// the id `to`.
[[nodiscard]] model::Document renamed(model::Document document, const NodeId& from, const NodeId& to);

}  // namespace zielbaum::merge
