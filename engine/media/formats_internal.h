// The two picture formats, each behind one function. `decode` chooses.
#pragma once

#include "media/media.h"

namespace zielbaum::media {

[[nodiscard]] Result<Picture> decode_png(std::string_view bytes, std::string_view file);
[[nodiscard]] Result<Picture> decode_jpeg(std::string_view bytes, std::string_view file);

[[nodiscard]] Place in_file(std::string_view file);
/// Invalid, code "unreadable-picture": the file is damaged; `reason` is the library's own words.
[[nodiscard]] Error damaged(std::string_view file, std::string_view reason);
/// Invalid, code "picture-too-large", where there are no pixels or more than kMostPixels.
[[nodiscard]] Result<void> check_size(std::uint64_t width, std::uint64_t height, std::string_view file);

}  // namespace zielbaum::media
