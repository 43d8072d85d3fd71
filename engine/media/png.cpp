// PNG through libpng's simplified interface, which keeps its long jumps to itself.
#include <png.h>

#include <algorithm>
#include <array>
#include <memory>

#include "media/formats_internal.h"

namespace zielbaum::media {

namespace {

struct FreeImage {
  void operator()(png_image* image) const { png_image_free(image); }
};

/// Splits rows of `colours` samples and an alpha sample; `alpha` stays empty where all is opaque.
void split_alpha(std::string_view samples, std::size_t colours, std::string& pixels, std::string& alpha) {
  const std::size_t count = samples.size() / (colours + 1);
  pixels.reserve(count * colours);
  alpha.reserve(count);
  bool opaque = true;
  for (std::size_t i = 0; i < samples.size(); i += colours + 1) {
    pixels.append(samples.substr(i, colours));
    alpha += samples[i + colours];
    opaque = opaque && samples[i + colours] == '\xff';
  }
  if (opaque) alpha.clear();
}

/// The opposite: each pixel's colours, then its alpha.
std::string with_alpha(const Picture& picture) {
  if (picture.alpha.empty()) return picture.pixels;
  std::string samples;
  samples.reserve(picture.pixels.size() + picture.alpha.size());
  for (std::size_t i = 0; i < picture.alpha.size(); ++i) {
    samples.append(picture.pixels, i * picture.channels, picture.channels);
    samples += picture.alpha[i];
  }
  return samples;
}

/// Chunks without which the picture would look different. Texts, times, Exif data and further frames are none.
bool is_shown(std::string_view type) {
  constexpr std::array<std::string_view, 12> kShown = {"IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA",
                                                       "cHRM", "sRGB", "iCCP", "cICP", "sBIT", "pHYs"};
  return std::find(kShown.begin(), kShown.end(), type) != kShown.end();
}

}  // namespace

PngParts parts_of_png(std::string_view bytes) {
  constexpr std::size_t kSignature = 8;
  constexpr std::size_t kAroundData = 12;  // length, type, checksum
  PngParts parts;
  parts.shown = bytes.substr(0, kSignature);
  for (std::size_t at = kSignature; at + kAroundData <= bytes.size();) {
    const std::size_t length = number_at(bytes, at, 4);
    if (length > bytes.size() - at - kAroundData) break;
    const std::string_view chunk = bytes.substr(at, length + kAroundData);
    const std::string_view type = chunk.substr(4, 4);
    if (type == "eXIf") parts.orientation = orientation_of(chunk.substr(8, length));
    if (is_shown(type)) parts.shown.append(chunk);
    if (type == "IEND") return parts;
    at += chunk.size();
  }
  parts.shown.clear();
  return parts;
}

Result<Picture> decode_png(std::string_view bytes, std::string_view file) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  const std::unique_ptr<png_image, FreeImage> freed_at_end(&image);
  if (png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()) == 0) return damaged(file, image.message);
  TRY(check_size(image.width, image.height, file));

  const bool colour = (image.format & PNG_FORMAT_FLAG_COLOR) != 0;
  const bool has_alpha = (image.format & PNG_FORMAT_FLAG_ALPHA) != 0;
  image.format = (colour ? PNG_FORMAT_RGB : PNG_FORMAT_GRAY) | (has_alpha ? PNG_FORMAT_FLAG_ALPHA : 0u);
  Picture picture;
  picture.width = image.width;
  picture.height = image.height;
  picture.channels = colour ? 3 : 1;
  std::string samples(PNG_IMAGE_SIZE(image), '\0');
  if (png_image_finish_read(&image, nullptr, samples.data(), 0, nullptr) == 0) return damaged(file, image.message);

  if (has_alpha) {
    split_alpha(samples, picture.channels, picture.pixels, picture.alpha);
  } else {
    picture.pixels = std::move(samples);
  }
  return turned(std::move(picture), parts_of_png(bytes).orientation);
}

Result<std::string> encode_png(const Picture& picture, std::string_view file) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  const std::unique_ptr<png_image, FreeImage> freed_at_end(&image);
  image.width = picture.width;
  image.height = picture.height;
  image.format =
      (picture.channels == 3 ? PNG_FORMAT_RGB : PNG_FORMAT_GRAY) | (picture.alpha.empty() ? 0u : PNG_FORMAT_FLAG_ALPHA);
  const std::string samples = with_alpha(picture);
  png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
  std::string out(size, '\0');
  if (png_image_write_to_memory(&image, out.data(), &size, 0, samples.data(), 0, nullptr) == 0)
    return damaged(file, image.message);
  out.resize(size);
  return out;
}

}  // namespace zielbaum::media
