// XML as the parts of a .docx file need it.
#pragma once

#include <initializer_list>
#include <pugixml.hpp>
#include <string>
#include <string_view>

namespace zielbaum::docx {

struct Attribute {
  const char* name;
  std::string value;
};

/// Appends an element. The schema fixes the order of siblings, and Word takes a file for damaged that breaks it: so
/// elements are added in its order everywhere.
pugi::xml_node add(pugi::xml_node parent, const char* name, std::initializer_list<Attribute> attributes = {});

/// An element with text.
void add_text(pugi::xml_node parent, const char* name, std::string_view text);

/// Appends an element with nothing but w:val.
void add_value(pugi::xml_node parent, const char* name, std::string value);

/// Text with what XML cannot say, or what would disguise the text, as U+FFFD.
[[nodiscard]] std::string sayable(std::string_view text);

/// The whole part, with an XML declaration.
[[nodiscard]] std::string bytes_of(const pugi::xml_document& part);

/// The root element of a part of the text, with all namespaces that text needs.
pugi::xml_node add_text_root(pugi::xml_document& part, const char* name);

/// The tag of a language with a region, which Word's spelling needs: "de-DE" for "de". Others as they are.
[[nodiscard]] std::string word_language(std::string_view tag);

}  // namespace zielbaum::docx
