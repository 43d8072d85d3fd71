// What all readers of our files share: walking the tree, saying what is wrong and where, guessing what was meant.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "gate_internal.h"
#include "model/type.h"

namespace zielbaum::xml {

/// A file being read: its tree, and what has been found wrong so far.
struct Source {
  Tree tree;
  std::string file;
  Findings findings;
  std::string node;   ///< of the node being read, for places
  std::string title;  ///< likewise
};

void complain(Source& source, const Element& element, std::string code, Message message,
              std::optional<Message> hint = std::nullopt, Severity severity = Severity::Error);

/// The attribute's value, or nullptr.
[[nodiscard]] const std::string* find_attribute(const Tree& tree, const Element& element, std::string_view name);
/// The attribute's value, or "".
[[nodiscard]] std::string attribute(const Source& source, const Element& element, std::string_view name);

/// Calls visit(const Element&) for each child. Elements of another namespace are reported and left out.
template <typename Visit>
void for_each_child(Source& source, const Element& parent, Visit&& visit) {
  ElementIndex child = static_cast<ElementIndex>(&parent - source.tree.elements.data()) + 1;
  for (; child < parent.end; child = source.tree.elements[child].end) {
    const Element& element = source.tree.elements[child];
    if (element.foreign) {
      complain(source, element, "foreign-namespace", msg("<{0}> belongs to another namespace", element.name),
               msg("Delete the element, or the xmlns attribute that it stands under."));
    } else {
      visit(element);
    }
  }
}

[[nodiscard]] bool has_children(const Source& source, const Element& element);

/// Reports attributes that are not among `known`.
void expect_attributes(Source& source, const Element& element, std::initializer_list<std::string_view> known);
/// Reports text beside child elements, where only elements belong.
void expect_no_text(Source& source, const Element& element);
/// The text of an element that may have neither children nor attributes beside `known`.
[[nodiscard]] std::string leaf_text(Source& source, const Element& element,
                                    std::initializer_list<std::string_view> known = {});
void unknown_element(Source& source, const Element& element, const std::vector<std::string_view>& known);

/// "true" or "false"; anything else is reported and counts as `otherwise`. An absent attribute is `otherwise`.
[[nodiscard]] bool bool_attribute(Source& source, const Element& element, std::string_view name, bool otherwise);
/// A date in an attribute, if it is there and one.
[[nodiscard]] std::optional<Date> date_attribute(Source& source, const Element& element, std::string_view name);
/// An attribute that has to be a valid id; reports and gives "" if not.
[[nodiscard]] std::string id_attribute(Source& source, const Element& element, std::string_view name);
/// An attribute that must be there; reported if not.
[[nodiscard]] std::string required_attribute(Source& source, const Element& element, std::string_view name);

/// One of `values`, by its position; reports and gives 0 if the attribute has another value. Absent: `otherwise`.
[[nodiscard]] std::size_t choice_attribute(Source& source, const Element& element, std::string_view name,
                                           const std::vector<std::string_view>& values, std::size_t otherwise = 0);

/// "Did you mean {0}?" with the known name nearest to `name`, or a list of all if none is near; empty without names.
[[nodiscard]] std::optional<Message> suggest(std::string_view name, const std::vector<std::string_view>& known);

/// Whether `text` has the form of a language tag: "de", "en-GB", "de-x-leicht".
[[nodiscard]] bool is_language_tag(std::string_view text);

/// What dates look like; with the ISO form of a German one ("3.8.2021") where `text` is that.
[[nodiscard]] Message date_hint(std::string_view text);

/// The file behind the gate, its root element checked. Invalid, if it is another sort of file.
[[nodiscard]] Result<Source> open_source(std::string_view bytes, std::string_view file, std::string_view root,
                                         std::string_view name_space);

/// For files that are right or not: Invalid with all findings, if there are errors among them.
[[nodiscard]] Error invalid(Source source);

}  // namespace zielbaum::xml
