// The picture formats, each behind one function, and what they share. `decode` chooses.
#pragma once

#include <cstddef>

#include "media/media.h"

namespace zielbaum::media {

/// Samples as a file has them.
enum class Colours : std::uint8_t { Grey = 1, Rgb = 3, Cmyk = 4 };

/// How the picture has to be turned to be upright: the Exif value, 1 to 8; 1: not at all.
using Orientation = std::uint8_t;

[[nodiscard]] Result<Picture> decode_png(std::string_view bytes, std::string_view file);
[[nodiscard]] Result<Picture> decode_jpeg(std::string_view bytes, std::string_view file);
[[nodiscard]] Result<Picture> decode_gif(std::string_view bytes, std::string_view file);
[[nodiscard]] Result<Picture> decode_webp(std::string_view bytes, std::string_view file);

/// The orientation that Exif data (beginning with the TIFF header) note; 1 where they note none or are damaged.
[[nodiscard]] Orientation orientation_of(std::string_view exif);
/// Turns the rows of a Raw picture. Takes any `orientation`.
[[nodiscard]] Picture turned(Picture picture, Orientation orientation);

/// Samples in the colours of `profile` (an ICC profile) as sRGB, or grey where they are grey. Where the profile is
/// missing or of no use, printing colours are converted by the plain formula and others are taken as they are.
/// `inverted`: 255 is no ink.
enum class Ink : std::uint8_t { Plain, Inverted };
[[nodiscard]] std::string in_screen_colours(std::string samples, Colours colours, Ink ink, std::string_view profile);

/// A Raw picture without alpha as a JPEG file, for photographs. Deterministic.
[[nodiscard]] Result<std::string> encode_jpeg(const Picture& picture, std::string_view file);
/// A Raw picture as a PNG file.
[[nodiscard]] Result<std::string> encode_png(const Picture& picture, std::string_view file);

/// What a JPEG's segments say, and the file without those that are not needed to show it.
struct JpegParts {
  std::string shown;  ///< the same samples without metadata, thumbnails and what follows the picture
  std::string profile;
  Orientation orientation = 1;
};
/// Of a file that libjpeg has decoded without complaint. Empty `shown` where its segments make no sense.
[[nodiscard]] JpegParts parts_of_jpeg(std::string_view bytes);

/// The same for PNG, by chunks.
struct PngParts {
  std::string shown;
  Orientation orientation = 1;
};
[[nodiscard]] PngParts parts_of_png(std::string_view bytes);

/// Big-endian.
[[nodiscard]] inline std::uint32_t number_at(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < size; ++i) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

/// Without its folders, for messages.
[[nodiscard]] std::string_view name_of(std::string_view file);
[[nodiscard]] Place in_file(std::string_view file);
/// Invalid, code "unreadable-picture": the file is damaged; `reason` is the library's own words.
[[nodiscard]] Error damaged(std::string_view file, std::string_view reason);
/// Invalid, code "unprintable-picture": a sound file of a kind that cannot be shown everywhere.
[[nodiscard]] Error unprintable(std::string_view file, Message reason);
/// Invalid, code "picture-too-large", where there are no pixels or more than kMostPixels.
[[nodiscard]] Result<void> check_size(std::uint64_t width, std::uint64_t height, std::string_view file);

}  // namespace zielbaum::media
