// Which way a picture is up: reading it from Exif data, and turning the rows.
#include <utility>

#include "media/formats_internal.h"

namespace zielbaum::media {

namespace {

/// Numbers of a TIFF file, in its own byte order. What lies outside reads as 0.
class Tiff {
 public:
  explicit Tiff(std::string_view bytes) : bytes_(bytes), little_(bytes.starts_with("II")) {}

  [[nodiscard]] std::uint32_t number(std::size_t at, std::size_t size) const {
    if (at > bytes_.size() || size > bytes_.size() - at) return 0;
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < size; ++i) {
      value = value << 8 | static_cast<unsigned char>(bytes_[at + (little_ ? size - 1 - i : i)]);
    }
    return value;
  }

 private:
  std::string_view bytes_;
  bool little_;
};

/// Where the pixel at (x, y) of the upright picture is in the file's, which is `width` x `height`.
std::size_t source_of(Orientation orientation, std::size_t x, std::size_t y, std::size_t width, std::size_t height) {
  switch (orientation) {
    case 2:
      return y * width + (width - 1 - x);
    case 3:
      return (height - 1 - y) * width + (width - 1 - x);
    case 4:
      return (height - 1 - y) * width + x;
    case 5:
      return x * width + y;
    case 6:
      return (height - 1 - x) * width + y;
    case 7:
      return (height - 1 - x) * width + (width - 1 - y);
    case 8:
      return x * width + (width - 1 - y);
    default:
      return y * width + x;
  }
}

}  // namespace

Orientation orientation_of(std::string_view exif) {
  if (!exif.starts_with(std::string_view("II*\0", 4)) && !exif.starts_with(std::string_view("MM\0*", 4))) return 1;
  constexpr std::size_t kEntrySize = 12;
  constexpr std::uint32_t kOrientationTag = 0x0112;
  constexpr std::uint32_t kShort = 3;
  const Tiff tiff(exif);
  const std::size_t directory = tiff.number(4, 4);
  const std::size_t entries = tiff.number(directory, 2);
  for (std::size_t i = 0; i < entries; ++i) {
    const std::size_t entry = directory + 2 + i * kEntrySize;
    if (entry >= exif.size()) break;
    if (tiff.number(entry, 2) != kOrientationTag || tiff.number(entry + 2, 2) != kShort) continue;
    const std::uint32_t value = tiff.number(entry + 8, 2);
    return value >= 1 && value <= 8 ? static_cast<Orientation>(value) : Orientation{1};
  }
  return 1;
}

Picture turned(Picture picture, Orientation orientation) {
  if (orientation < 2 || orientation > 8) return picture;
  const std::size_t width = picture.width;
  const std::size_t height = picture.height;
  Picture upright = picture;
  if (orientation >= 5) std::swap(upright.width, upright.height);
  const std::size_t channels = picture.channels;
  for (std::size_t y = 0, to = 0; y < upright.height; ++y) {
    for (std::size_t x = 0; x < upright.width; ++x, ++to) {
      const std::size_t from = source_of(orientation, x, y, width, height);
      for (std::size_t c = 0; c < channels; ++c)
        upright.pixels[to * channels + c] = picture.pixels[from * channels + c];
      if (!picture.alpha.empty()) upright.alpha[to] = picture.alpha[from];
    }
  }
  return upright;
}

}  // namespace zielbaum::media
