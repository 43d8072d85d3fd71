#include "xml/write_internal.h"

#include <algorithm>

#include "xml/read_internal.h"
#include "xml/xml.h"

namespace zielbaum::xml {

namespace {

struct Bytes : pugi::xml_writer {
  std::string bytes;
  void write(const void* data, std::size_t size) override { bytes.append(static_cast<const char*>(data), size); }
};

/// XML cannot say control characters at all; the replacement character keeps the file readable.
std::string sayable(const std::string& text) {
  std::string said;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < ' ' && c != '\t' && c != '\n' && c != '\r') {
      said += "\xEF\xBF\xBD";
    } else {
      said += c;
    }
  }
  return said;
}

bool is_control(char c) {
  return static_cast<unsigned char>(c) < ' ';
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
  pugi::xml_attribute attribute = element.append_attribute(name);
  if (std::none_of(value.begin(), value.end(), is_control)) {
    attribute.set_value(value.data(), value.size());
  } else {
    attribute.set_value(sayable(value).c_str());
  }
}

void set_if(pugi::xml_node element, const char* name, const std::string& value) {
  if (!value.empty()) set(element, name, value);
}

void set_text(pugi::xml_node element, const std::string& text) {
  if (text.empty()) return;
  pugi::xml_node inside = element.append_child(pugi::node_pcdata);
  if (is_collapsed(text)) {
    inside.set_value(text.data(), text.size());
  } else {
    inside.set_value(collapsed(sayable(text)).c_str());
  }
}

std::string bytes_of(const pugi::xml_document& tree, std::size_t expected) {
  Bytes writer;
  writer.bytes.reserve(expected);
  tree.save(writer, "  ", pugi::format_indent | pugi::format_no_declaration, pugi::encoding_utf8);
  return std::move(writer.bytes);
}

}  // namespace zielbaum::xml
