// What all readers of our files share: walking the tree, saying what is wrong and where, guessing what was meant.
#pragma once

#include <initializer_list>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "model/type.h"
#include "xml/gate_internal.h"
#include "xml/rules.h"

namespace zielbaum::xml {

using Element = pugi::xml_node;

/// A file being read: its tree, and what has been found wrong so far. Views of names and attributes live as long.
struct Source {
  pugi::xml_document tree;
  std::vector<std::ptrdiff_t> line_starts;  ///< offsets in the bytes
  std::size_t line = 0;                     ///< asked for last: the next one is near
  std::string file;
  Findings findings;
  Element node;  ///< the one being read; its id and title are told with what is found
};

void complain(Source& source, Element element, Wrong wrong);
void complain(Source& source, Element element, std::string code, Message message,
              std::optional<Message> hint = std::nullopt, Severity severity = Severity::Error);

/// The line that the start tag begins on; 1 for no element. Cheap in the order of the file.
[[nodiscard]] std::uint32_t line_of(Source& source, Element element);

/// Without prefix: the gate has seen to it that all are in one namespace.
[[nodiscard]] std::string_view name_of(Element element);
/// The character data directly inside, white space collapsed.
[[nodiscard]] std::string text_of(Element element);
/// The attribute's value; nothing, or "", where there is none. `name` with its prefix: "xml:lang".
[[nodiscard]] std::optional<std::string_view> find_attribute(Element element, std::string_view name);
[[nodiscard]] std::string_view attribute(Element element, std::string_view name);

/// Calls visit(Element) for each element directly inside.
template <typename Visit>
void for_each_child(Element parent, Visit&& visit) {
  for (Element child = parent.first_child(); child; child = child.next_sibling()) {
    if (child.type() == pugi::node_element) visit(child);
  }
}

/// White space (XML's: space, tab, line ends) at the ends removed, runs of it made one space.
[[nodiscard]] std::string collapsed(std::string_view text);
/// Whether collapsed() would change nothing, and there are no control characters.
[[nodiscard]] bool is_collapsed(std::string_view text);

/// Reports attributes that are not among `known`.
void expect_attributes(Source& source, Element element, std::initializer_list<std::string_view> known);
/// Reports text beside child elements, where only elements belong.
void expect_no_text(Source& source, Element element);
/// Reports child elements, and attributes that are not among `known`.
void expect_leaf(Source& source, Element element, std::initializer_list<std::string_view> known);
/// The text of an element that may have neither children nor attributes beside `known`.
[[nodiscard]] std::string leaf_text(Source& source, Element element,
                                    std::initializer_list<std::string_view> known = {});
void unknown_element(Source& source, Element element, const std::vector<std::string_view>& known);

/// "true" or "false"; anything else is reported and counts as `otherwise`. An absent attribute is `otherwise`.
[[nodiscard]] bool bool_attribute(Source& source, Element element, std::string_view name, bool otherwise);
/// A date in an attribute, if it is there and one.
[[nodiscard]] std::optional<Date> date_attribute(Source& source, Element element, std::string_view name);
/// An attribute that has to be a valid id; reports and gives "" if not.
[[nodiscard]] std::string_view id_attribute(Source& source, Element element, std::string_view name);
/// An attribute that must be there; reported if not.
[[nodiscard]] std::string_view required_attribute(Source& source, Element element, std::string_view name);

/// One of `values`, by its position; reports and gives 0 if the attribute has another value. Absent: `otherwise`.
[[nodiscard]] std::size_t choice_attribute(Source& source, Element element, std::string_view name,
                                           const std::vector<std::string_view>& values, std::size_t otherwise = 0);

/// "Did you mean {0}?" with the known name nearest to `name`, or a list of all if none is near; empty without names.
[[nodiscard]] std::optional<Message> suggest(std::string_view name, const std::vector<std::string_view>& known);

/// A language tag; reports and gives "" if it is none.
[[nodiscard]] std::string language_tag(Source& source, Element element, std::string_view text);

/// What dates look like in files; with the form that one has there which people wrote ("3.8.2021").
[[nodiscard]] Message date_hint(std::string_view text);

/// The file behind the gate, its root element checked. Invalid, if it is another sort of file.
[[nodiscard]] Result<Source> open_source(std::string_view bytes, std::string_view file, std::string_view root,
                                         std::string_view name_space);

/// For files that are right or not: Invalid with all findings, if there are errors among them.
[[nodiscard]] Error invalid(Source source);

}  // namespace zielbaum::xml
