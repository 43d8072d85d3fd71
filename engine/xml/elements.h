// Single elements of our files, whatever they mean: looked for, taken out, put back from another state of the file.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zielbaum::xml {

/// An element as it is called where nobody has read the file by its rules. Empty parts do not count.
struct ElementName {
  std::string tag;
  std::string attribute;  ///< that has `value`; "": the text is it
  std::string value;
};
/// The first is anywhere in the file, each further one directly below the one before.
using ElementPath = std::vector<ElementName>;

[[nodiscard]] bool has_element(std::string_view bytes, const ElementPath& path);

/// The file without all elements of the path. Nothing where it has none, or is no XML.
[[nodiscard]] std::optional<std::string> without_elements(std::string_view bytes, const ElementPath& path);

/// The file with the element of the path, and all below it, as `other` has it: below the parent that it has there,
/// which has to be in both, behind the nearest of its siblings there. What has an id that is in the file stays where it
/// is. Nothing where that cannot be.
[[nodiscard]] std::optional<std::string> with_element_of(std::string_view bytes, std::string_view other,
                                                         const ElementPath& path);

/// A mark at a node: of one of its parts it is not decided what counts. The file stays one of its kind, in which the
/// mark is an error.
inline constexpr std::string_view kUndecided = "undecided";
struct Undecided {
  std::string node, part, ours, theirs;
};
/// Nothing where a node is missing.
[[nodiscard]] std::optional<std::string> with_marks(std::string_view bytes, const std::vector<Undecided>& marks);

/// The ids of the nearest elements above an id's element, nearest first, and of those at or below it.
struct IdsAround {
  std::vector<std::string> above, below;
};
[[nodiscard]] IdsAround ids_around(std::string_view bytes, std::string_view id);

}  // namespace zielbaum::xml
