#include <algorithm>
#include <array>
#include <utility>

#include "base/utf8.h"
#include "docx/markup_internal.h"

namespace zielbaum::docx {

namespace {

struct Bytes : pugi::xml_writer {
  std::string bytes;
  void write(const void* data, std::size_t size) override { bytes.append(static_cast<const char*>(data), size); }
};

}  // namespace

pugi::xml_node add(pugi::xml_node parent, const char* name, std::initializer_list<Attribute> attributes) {
  pugi::xml_node node = parent.append_child(name);
  for (const Attribute& attribute : attributes) {
    node.append_attribute(attribute.name).set_value(sayable(attribute.value).c_str());
  }
  return node;
}

void add_text(pugi::xml_node parent, const char* name, std::string_view text) {
  parent.append_child(name).text().set(sayable(text).c_str());
}

void add_value(pugi::xml_node parent, const char* name, std::string value) {
  add(parent, name, {{"w:val", std::move(value)}});
}

std::string sayable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const Decoded decoded = decode_utf8(text, at);
    at += decoded.size;
    const bool is_none = decoded.character == 0xFFFE || decoded.character == 0xFFFF;
    append_utf8(out, is_none || disguises(decoded.character) ? U'\uFFFD' : decoded.character);
  }
  return out;
}

std::string bytes_of(const pugi::xml_document& part) {
  Bytes out;
  out.bytes = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
  part.save(out, "", pugi::format_raw | pugi::format_no_declaration, pugi::encoding_utf8);
  return std::move(out.bytes);
}

pugi::xml_node add_text_root(pugi::xml_document& part, const char* name) {
  return add(part, name,
             {{"xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"},
              {"xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"},
              {"xmlns:wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"},
              {"xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main"},
              {"xmlns:pic", "http://schemas.openxmlformats.org/drawingml/2006/picture"}});
}

std::string word_language(std::string_view tag) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kRegions = {{{"ar", "ar-SA"},
                                                                                              {"de", "de-DE"},
                                                                                              {"en", "en-GB"},
                                                                                              {"es", "es-ES"},
                                                                                              {"fr", "fr-FR"},
                                                                                              {"it", "it-IT"},
                                                                                              {"nl", "nl-NL"},
                                                                                              {"pl", "pl-PL"},
                                                                                              {"ru", "ru-RU"},
                                                                                              {"tr", "tr-TR"},
                                                                                              {"uk", "uk-UA"},
                                                                                              {"vi", "vi-VN"}}};
  const auto region = std::find_if(kRegions.begin(), kRegions.end(), [&](const auto& of) { return of.first == tag; });
  return std::string(region == kRegions.end() ? tag : region->second);
}

}  // namespace zielbaum::docx
