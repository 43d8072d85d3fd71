// Checked, decoded pictures. libpng, libjpeg, giflib, libwebp and Little CMS are behind it; libharu's loaders are never
// used.
//
// What leaves this module is upright (cameras note in the Exif data how the picture has to be turned), in screen
// colours and without metadata: no place, device, name or thumbnail goes out with a publication. Of pictures that move,
// the first frame is shown.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace zielbaum::media {

inline constexpr std::uint64_t kMostPixels = 40'000'000;

enum class Encoding {
  Raw,   ///< `pixels` holds rows of samples, top first, no padding
  Jpeg,  ///< `pixels` holds a JPEG file that every PDF reader and browser can show, without metadata
};

struct Picture {
  std::uint32_t width = 0;  ///< pixels
  std::uint32_t height = 0;
  std::uint8_t channels = 3;  ///< 1 grey, 3 RGB; 8 bits each
  Encoding encoding = Encoding::Raw;
  std::string pixels;
  std::string alpha;  ///< 8 bits a pixel, or empty where all is opaque
};

/// Decodes a PNG, GIF or WebP, or checks a JPEG, told apart by content. A JPEG that is upright and in screen colours is
/// handed on with its own samples. Invalid: no such picture, damaged, too large, arithmetic-coded, or a WebP that
/// moves. Never crashes on damaged data.
[[nodiscard]] Result<Picture> decode(std::string_view bytes, std::string_view file);

/// A picture as a file for web pages and word processors.
struct File {
  std::string bytes;
  std::string format;  ///< "png" or "jpeg"
  std::uint32_t width = 0;
  std::uint32_t height = 0;
};
/// The same picture as decode() gives. Same errors.
[[nodiscard]] Result<File> file_of(std::string_view bytes, std::string_view name);

}  // namespace zielbaum::media
