// How a .docx file looks: named styles, most of them the word processor's own, each to be changed in one place.
#pragma once

#include <cstdint>
#include <string>

#include "docx/markup_internal.h"

namespace zielbaum::docx {

/// The part. `lang` is the BCP 47 tag of the text and of the names of our own styles; `text_width` is in twips.
[[nodiscard]] std::string styles(const std::string& lang, std::int32_t text_width);
/// For a run of code whose style says something else.
void add_code_font(pugi::xml_node look);

}  // namespace zielbaum::docx
