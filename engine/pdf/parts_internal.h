// The parts of the file besides its pages: fonts, structure tree, metadata.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "pdf/haru_internal.h"
#include "pdf/pdf.h"

namespace zielbaum::pdf {

/// A Type0 font: TrueType outlines, CIDs mapped to glyphs by a table, ToUnicode from the texts. `number` makes the
/// subset's name unique in the file.
[[nodiscard]] Object add_font(Haru& haru, const typeset::FontSubset& font, std::uint32_t number);

/// What an element holds, at its place in the reading order.
struct Kid {
  enum class Kind : std::uint8_t { Marked, Annotation, Element };
  std::uint32_t page = 0;
  std::uint32_t item = 0;
  Kind kind = Kind::Marked;
  std::uint32_t index = 0;  ///< MCID, index of the annotation, or id of the element
};
struct TreeNode {
  typeset::Element element;
  std::vector<Kid> kids;
  Length box[4];  ///< of a Figure: left, lower, right, upper
};
struct AnnotationOwner {
  Object annotation;
  typeset::ElementId element = typeset::kRoot;
};

/// Writes the structure tree. Elements without any content are left out. `marked`: the elements by page and MCID;
/// annotations have the StructParents that follow those of the pages. Gives the StructTreeRoot.
[[nodiscard]] Object add_structure_tree(Haru& haru, std::vector<TreeNode>& nodes, const std::vector<Object>& pages,
                                        const std::vector<std::vector<typeset::ElementId>>& marked,
                                        const std::vector<AnnotationOwner>& annotations);

/// Info, XMP, output intent, language: all from one record, so that they cannot differ.
void add_metadata(Haru& haru, const Metadata& metadata, std::string_view colour_profile);

}  // namespace zielbaum::pdf
