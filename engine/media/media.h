// Checked, decoded pictures. libpng and libjpeg stand behind it; libharu's loaders are never used.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace zielbaum::media {

inline constexpr std::uint64_t kMostPixels = 40'000'000;

enum class Encoding {
  Raw,   ///< `pixels` holds rows of samples, top first, no padding
  Jpeg,  ///< `pixels` holds the JPEG file as it was, its header checked
};

struct Picture {
  std::uint32_t width = 0;  ///< pixels
  std::uint32_t height = 0;
  std::uint8_t channels = 3;  ///< 1 grey, 3 RGB; 8 bits each
  Encoding encoding = Encoding::Raw;
  std::string pixels;
  std::string alpha;  ///< 8 bits a pixel, or empty where all is opaque
};

/// Decodes a PNG or checks a JPEG, told apart by content. Invalid: no such picture, damaged, too large, or a colour
/// model that cannot be printed (CMYK). Never crashes on damaged data.
[[nodiscard]] Result<Picture> decode(std::string_view bytes, std::string_view file);

}  // namespace zielbaum::media
