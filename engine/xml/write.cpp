#include "write_internal.h"

#include <algorithm>

#include "read_internal.h"
#include "xml/xml.h"

namespace zielbaum::xml {

namespace {

struct Bytes : pugi::xml_writer {
  std::string bytes;
  void write(const void* data, std::size_t size) override { bytes.append(static_cast<const char*>(data), size); }
};

bool is_unsayable(char c) {
  return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r';
}

/// Calls take(text). XML cannot say control characters at all; the replacement character keeps the file readable.
template <typename Take>
void sayable(const std::string& text, Take&& take) {
  if (std::none_of(text.begin(), text.end(), is_unsayable)) return take(text);
  std::string said;
  for (const char c : text) {
    if (is_unsayable(c)) {
      said += "\xEF\xBF\xBD";
    } else {
      said += c;
    }
  }
  take(said);
}

}  // namespace

std::string escape(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 16);
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&apos;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

pugi::xml_node add(pugi::xml_node parent, const std::string& name) {
  return parent.append_child(name.c_str());
}

pugi::xml_node add(pugi::xml_node parent, const std::string& name, const std::string& text) {
  pugi::xml_node element = add(parent, name);
  set_text(element, text);
  return element;
}

void add_if(pugi::xml_node parent, const std::string& name, const std::string& text) {
  if (!text.empty()) add(parent, name, text);
}

void set(pugi::xml_node element, const char* name, const std::string& value) {
  sayable(value, [&](const std::string& said) { element.append_attribute(name).set_value(said.data(), said.size()); });
}

void set_if(pugi::xml_node element, const char* name, const std::string& value) {
  if (!value.empty()) set(element, name, value);
}

void set_text(pugi::xml_node element, const std::string& text) {
  sayable(text, [&](const std::string& said) {
    if (is_collapsed(said)) {
      element.text().set(said.data(), said.size());
    } else {
      element.text().set(collapsed(said).c_str());
    }
  });
}

std::string bytes_of(const pugi::xml_document& tree, std::size_t expected) {
  Bytes writer;
  writer.bytes.reserve(expected);
  tree.save(writer, "  ", pugi::format_indent | pugi::format_no_declaration, pugi::encoding_utf8);
  return std::move(writer.bytes);
}

}  // namespace zielbaum::xml
