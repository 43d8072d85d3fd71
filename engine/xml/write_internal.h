// Making our XML files with pugixml. Their canonical form is what bytes_of() gives.
#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>

namespace zielbaum::xml {

/// Adds an element as the last one inside.
pugi::xml_node add(pugi::xml_node parent, const std::string& name);
/// With text in it, whose white space is collapsed.
pugi::xml_node add(pugi::xml_node parent, const std::string& name, const std::string& text);
/// As above, but nothing where the text is empty.
void add_if(pugi::xml_node parent, const std::string& name, const std::string& text);

/// Adds an attribute as the last one.
void set(pugi::xml_node element, const char* name, const std::string& value);
/// As above, but nothing where the value is empty.
void set_if(pugi::xml_node element, const char* name, const std::string& value);
void set_text(pugi::xml_node element, const std::string& text);  ///< white space is collapsed

/// UTF-8, LF, no XML declaration, two spaces, one element a line. `expected`: bytes there may be.
[[nodiscard]] std::string bytes_of(const pugi::xml_document& tree, std::size_t expected = 0);

}  // namespace zielbaum::xml
