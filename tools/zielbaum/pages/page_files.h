// What commands that make pages share: files of the machine, and the kinds of files that are written.
#pragma once

#include "publishing/publishing.h"
#include "session.h"
#include "workspace/output_file.h"

namespace zielbaum::tool {

/// Font files below /usr/share/fonts, and the colour profile "sRGB.icc".
[[nodiscard]] Result<std::string> read_resource(std::string_view name);
/// PDF and HTML, or a Word file as well.
enum class Formats { Pages, PagesAndWord };
/// The format that a file's name asks for. Usage where it asks for none of those.
[[nodiscard]] Result<publishing::Format> format_of(const std::string& file, Formats allowed);
[[nodiscard]] workspace::FileKind file_kind(publishing::Format format);

}  // namespace zielbaum::tool
