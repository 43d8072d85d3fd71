// The parts of the file besides its pages: fonts, structure tree, outline, metadata.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "pdf/content_internal.h"
#include "pdf/haru_internal.h"
#include "pdf/pdf.h"

namespace zielbaum::pdf {

/// The map from codes to the CIDs below `count`, which all fonts share.
[[nodiscard]] Object add_codes(Haru& haru, std::size_t count);

/// A Type0 font: TrueType outlines, `codes` mapped to CIDs and those to glyphs by tables, ToUnicode from the texts.
/// `number` makes the subset's name unique in the file.
[[nodiscard]] Object add_font(Haru& haru, const typeset::FontSubset& font, Object codes, std::uint32_t number);

/// Elements as they are kept until the file is written: a long document has half a million.
class Elements {
 public:
  void take(const typeset::Element& element);
  /// The place of the first thing in a Figure: left, lower, right, upper.
  struct Box {
    Length edges[4];
  };
  void set_box(typeset::ElementId element, Box box) { boxes_.emplace(element, box); }

  [[nodiscard]] std::size_t size() const { return roles_.size(); }
  [[nodiscard]] const std::vector<typeset::ElementRole>& roles() const { return roles_; }
  [[nodiscard]] typeset::ElementId parent(typeset::ElementId element) const { return parents_[element]; }
  /// The header cells that cells name.
  [[nodiscard]] const std::set<typeset::ElementId>& heads() const { return heads_; }
  /// Entries of the element's dictionary besides type, parent and kids.
  void append_attributes(typeset::ElementId element, std::string& out) const;

 private:
  std::vector<typeset::ElementRole> roles_;
  std::vector<typeset::ElementId> parents_;
  std::vector<std::uint32_t> attributes_;  ///< of each element, as an index into wordings_
  std::vector<std::string> wordings_{""};
  std::unordered_map<std::string, std::uint32_t> wording_of_;
  std::map<typeset::ElementId, Box> boxes_;
  std::set<typeset::ElementId> heads_;
};

/// An annotation's place in the reading order, and whose it is.
struct AnnotationOwner {
  std::uint32_t page = 0;
  std::uint32_t item = 0;
  typeset::ElementId element = typeset::kRoot;
};

/// What the structure tree is made of. Pages and annotations have objects whose numbers follow one another.
struct Structure {
  const Elements& elements;
  const std::vector<std::vector<MarkedContent>>& marked;  ///< by page and MCID
  const std::vector<AnnotationOwner>& annotations;
  Object first_page;
  Object first_annotation;
};

/// Adds the structure tree. Elements without any content are left out; annotations have the StructParents that follow
/// those of the pages. Gives the StructTreeRoot. `structure` is read until the file is written.
[[nodiscard]] Object add_structure_tree(Haru& haru, const Structure& structure);

/// The outline as linked objects; a bookmark belongs under the last one of a lower level before it. `bookmarks` are
/// read until the file is written.
[[nodiscard]] Object add_outline(Haru& haru, const std::vector<typeset::Bookmark>& bookmarks);

/// Embeds files as sources of the document. Gives the entry for the catalog's Names, "" for no files.
[[nodiscard]] std::string add_embedded_files(Haru& haru, const Metadata& metadata);

/// "D:20260101000000Z"
[[nodiscard]] std::string pdf_date(std::int64_t unix_time);

/// Info, XMP, output intent, language: all from one record, so that they cannot differ.
void add_metadata(Haru& haru, const Metadata& metadata, std::string_view colour_profile);

}  // namespace zielbaum::pdf
