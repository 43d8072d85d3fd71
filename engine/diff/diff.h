// What changed between two versions of a document. Front door of the module.
//
// Nodes are matched by id, never by text. So a measure that moved to another goal and had three words changed is one
// Change with two facets, and a renumbering that merely follows from somebody else's move is no Change at all.
//
// Laws (tests/diff/laws.cpp):
//   apply(before, compare(before, after)) == after
//   compare(x, x).empty()
//   compare(after, before) is compare(before, after) with every Change reversed (listed in the other reading order)
//   no smaller set of moves and reorderings explains the new order
//   the words of the old text are those of the edits that are kept or deleted, in order; so for the new text
//   (tests/diff/prose_laws.cpp); edits read as a careful reader would report them (tests/diff/corpus)
//
// Not done here: pairing nodes of texts without ids (exchange does that once, on import), and choosing how a change is
// shown (compose does).
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/document.h"
#include "model/prose.h"
#include "model/workspace.h"

namespace zielbaum::diff {

/// Where a node hangs in its version: below which parent, and after how many of all its siblings there (0 = first).
/// In a Change both sides count in their own version, so neither depends on the other changes: the new children of a
/// parent are those that kept their place, in the old order, with every placed one put at exactly its index.
struct Place {
  NodeId parent;  ///< empty for the document itself
  std::size_t index = 0;
  bool operator==(const Place&) const = default;
};

/// A value that became another. Absent means that the version does not have it.
template <typename T>
struct Became {
  std::optional<T> before;
  std::optional<T> after;
  [[nodiscard]] bool changed() const { return before != after; }
  bool operator==(const Became&) const = default;
};

struct FieldChange {
  std::string field;
  Became<model::Field> value;
  /// Place in the node's list of fields, counted like Place::index; absent where the field only changed its value.
  /// With both sides present and an equal value, only the order changed (another version of the type).
  Became<std::size_t> index;
  bool operator==(const FieldChange&) const = default;
};

/// All that happened to one node. At least one facet is set. Of an added or removed node every part that it has is a
/// facet, so that nothing need be looked up to apply or to show it.
struct Change {
  NodeId node;
  Became<std::string> kind;  ///< only `after`: the node was added; only `before`: it was removed
  Became<Place> place;       ///< moved, if the parents differ; else reordered (the index may even be the same number)
  Became<std::string> title;
  Became<std::string> short_title;
  Became<bool> sample;
  std::vector<Became<model::Translated>> titles;
  std::vector<FieldChange> fields;         ///< by name
  std::vector<Became<model::Link>> links;  ///< only `after`: added; only `before`: removed
  Became<ContentId> prose;                 ///< the texts are read only when somebody asks for words
  std::vector<Became<model::ProseTranslation>> translations;

  [[nodiscard]] bool added() const { return !kind.before && kind.after.has_value(); }
  [[nodiscard]] bool removed() const { return kind.before.has_value() && !kind.after; }
  [[nodiscard]] bool moved() const {
    return place.before && place.after && place.before->parent != place.after->parent;
  }
  [[nodiscard]] bool reordered() const {
    return place.before && place.after && place.before->parent == place.after->parent;
  }
  bool operator==(const Change&) const = default;
};

/// A party that goes by another name in the newer register: by its full name, or if only that changed, its short one.
struct RenamedParty {
  PartyId party;
  Became<std::string> name;
  bool operator==(const RenamedParty&) const = default;
};

/// Something that prints and belongs to no node: a picture and whose it is, the imprint, what a type calls its kinds,
/// the look.
struct PrintedChange {
  enum class What {
    Picture,  ///< the file itself; its values are content ids
    PictureCredit,
    PictureLicence,
    Publisher,
    Address,
    Phone,
    Email,
    AccessibilityContact,
    Licence,
    Imprint,      ///< a line of the imprint
    KindLabel,    ///< of the type: what it calls a kind
    KindPlural,   ///< and several of it
    Numbering,    ///< how it numbers them
    FieldLabel,   ///< what it calls a field
    OptionLabel,  ///< and a value of it
    RoleLabel,    ///< what it calls a link
    TypeLayout,   ///< what else of the type is seen in print: pages, lists, drawings, notes; its values say nothing
    Theme,        ///< another one; or the same one changed, and then the values are content ids
    NodeId,       ///< a node is the same by its text, but goes by another id; its name is the new one
  };
  What what = What::Picture;
  std::string name;  ///< of the picture's file, the line, the kind ("measure"), the field ("measure/status"), …
  Became<std::string> value;  ///< as it prints
  bool operator==(const PrintedChange&) const = default;
};

/// The changes from one version to another, in reading order of the new version; removed nodes stand where they were.
struct Changes {
  std::vector<Change> nodes;
  /// Changes of the document as a whole (type, language, layout): rare, and shown apart.
  Became<std::string> type;
  Became<int> type_version;
  Became<std::string> lang;
  Became<model::Layout> layout;
  /// Of those that both versions name, by id. None of a node's changes, and none that apply() could make: the register
  /// belongs to all documents.
  std::vector<RenamedParty> renamed_parties;
  /// None that apply() could make, likewise. Found by compare_printed() (printed.h).
  std::vector<PrintedChange> printed;
  bool narrowed = false;  ///< some were left out, so that what follows from them is not told
  [[nodiscard]] bool empty() const {
    return nodes.empty() && renamed_parties.empty() && printed.empty() && !type.changed() && !type_version.changed() &&
           !lang.changed() && !layout.changed();
  }
  bool operator==(const Changes&) const = default;
};

/// Compares two versions of one document. O(n log n) in the number of nodes; reads no prose. Both keep what
/// model/document.h says (ids are unique; links, titles and translations sorted); where ids repeat, the result does no
/// harm but cannot be applied.
/// The order of siblings is explained by the longest increasing subsequence (Fredman 1975), hence with the fewest
/// moves; among equally few, the same ones are taken in both directions.
[[nodiscard]] Changes compare(const model::Document& before, const model::Document& after);

/// A document and the register that its parties stand in.
struct Registered {
  const model::Document& document;
  const model::Parties& parties;
};
/// As well the parties that were renamed.
[[nodiscard]] Changes compare(const Registered& before, const Registered& after);

/// The document that results from `changes`. Conflict, naming the node, if they were not made against `before`.
[[nodiscard]] Result<model::Document> apply(const model::Document& before, const Changes& changes);

/// The changes that lead back.
[[nodiscard]] Changes reversed(const Changes& changes);

/// One line of the outlines of both versions laid over each other.
struct Step {
  model::NodeIndex before = model::kNoNode;  ///< kNoNode: added
  model::NodeIndex after = model::kNoNode;   ///< kNoNode: removed
  std::uint32_t depth = 0;                   ///< 0 for the document
  bool old_place = false;                    ///< of a moved or reordered node, whose own Step stands at its new place
  bool operator==(const Step&) const = default;
};

/// Every node of both versions, in reading order of the new one. What was removed or went away from a place stands
/// after the sibling that it stood after, or else directly below its parent. O(n log n).
[[nodiscard]] std::vector<Step> outline(const model::Document& before, const model::Document& after);

/// What happened, in the words of the JSON form: added, removed, moved, reordered, retitled, fields, links, reworded,
/// kind. "reworded" stands for any change of prose here; words() tells formatting from wording.
[[nodiscard]] std::vector<std::string_view> what(const Change& change);

// ---- words ----

enum class EditKind { Same, Deleted, Inserted };

/// A stretch of one text of whole words. `text` is a copy; `style` that of the side it stands in (new side for Same).
struct Edit {
  EditKind kind = EditKind::Same;
  model::Run run;            ///< text, style and link
  bool reformatted = false;  ///< only for Same: wording equal, style or link differs; it had the old ones
  model::Style old_style;
  std::string old_link;
  bool moved = false;  ///< only for Deleted and Inserted: the same words came elsewhere, or went away from there
  bool operator==(const Edit&) const = default;
};
using Edits = std::vector<Edit>;

/// Most steps of search for one comparison of texts, some hundredths of a second.
inline constexpr std::size_t kMostEditWork = std::size_t{1} << 24;

/// Word edits between two texts: sentences aligned, then words, so that as much as can be is kept in order (long words
/// count more); a word is never cut. Between two kept stretches all that is deleted stands before all that is inserted;
/// what is kept between two changes holds a word, or parts two lines. How many spaces stand between two words, and of
/// which kind, makes no difference: what is kept has those of the new text. Sentences, and other stretches of four
/// words or more, that are deleted here and inserted there are `moved`. Above `kMostEditWork` it gives up and says: all
/// deleted, all inserted (but for a common beginning and end).
[[nodiscard]] Edits compare_runs(const model::Runs& before, const model::Runs& after);
[[nodiscard]] Edits compare_text(std::string_view before, std::string_view after);

enum class BlockChange { Same, Changed, Deleted, Inserted };

/// A row or column of a table, or a line of a list: its place on each side.
struct PartPair {
  std::optional<std::size_t> before;  ///< absent: it is new
  std::optional<std::size_t> after;   ///< absent: it is gone
  bool moved = false;                 ///< on one side only, but the same stands at another place of the other one
  bool operator==(const PartPair&) const = default;
};

/// A pair of aligned blocks. `edits` compares their runs, the items of a list and the cells of a table separated by
/// line breaks, item by item and cell by cell; of a Deleted or Inserted block it has all the text, of a Same one all as
/// it is.
struct BlockPair {
  BlockChange change = BlockChange::Same;
  std::optional<model::Block> before;
  std::optional<model::Block> after;
  Edits edits;
  std::vector<PartPair> rows;     ///< of a Changed list or table, in order; of a table 0 is its head
  std::vector<PartPair> columns;  ///< of a Changed table
  std::string note;               ///< the label of the footnote that the block belongs to, or ""
  /// Of a block that went to another place, reworded or not: of the Deleted one the place in the list of the Inserted
  /// one, and the other way round. All its edits are `moved`.
  std::optional<std::size_t> elsewhere;
  Edits reworded;          ///< of an Inserted block with `elsewhere`: its words against those it had there
  bool rewritten = false;  ///< of a Changed block: hardly a word was kept, or the texts were too long to search
  bool operator==(const BlockPair&) const = default;
};

struct ProseChange {
  std::vector<BlockPair> blocks;  ///< in order; deleted blocks before the inserted ones of the same gap
  /// Footnotes' blocks, paired by label, else by an equal text; a new label alone changes nothing.
  std::vector<BlockPair> notes;
  /// New labels of notes that both versions have, by their old ones, where these differ.
  std::map<std::string, std::string> renamed_notes;
  /// How readers of the old text call its notes, by label, where that is not the label (compose fills it in).
  std::map<std::string, std::string> old_note_names;
  std::size_t words_inserted = 0;  ///< without those that moved
  std::size_t words_deleted = 0;
  std::size_t words_changed = 0;  ///< a replaced word counts once: of each change, the larger of deleted and inserted
  std::size_t words_moved = 0;
  bool only_formatting = false;  ///< the wording is the same
};
[[nodiscard]] ProseChange compare_prose(const model::Prose& before, const model::Prose& after);

}  // namespace zielbaum::diff
