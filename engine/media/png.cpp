// PNG through libpng's simplified interface, which keeps its long jumps to itself.
#include <png.h>

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

}  // namespace

Result<Picture> decode_png(std::string_view bytes, std::string_view file) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  const std::unique_ptr<png_image, FreeImage> freed_at_end(&image);
  if (png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()) == 0) return damaged(file, image.message);
  TRY(check_size(image.width, image.height, file));

  const bool colour = (image.format & PNG_FORMAT_FLAG_COLOR) != 0;
  const bool with_alpha = (image.format & PNG_FORMAT_FLAG_ALPHA) != 0;
  image.format = (colour ? PNG_FORMAT_RGB : PNG_FORMAT_GRAY) | (with_alpha ? PNG_FORMAT_FLAG_ALPHA : 0u);
  Picture picture;
  picture.width = image.width;
  picture.height = image.height;
  picture.channels = colour ? 3 : 1;
  std::string samples(PNG_IMAGE_SIZE(image), '\0');
  if (png_image_finish_read(&image, nullptr, samples.data(), 0, nullptr) == 0) return damaged(file, image.message);

  if (with_alpha) {
    split_alpha(samples, picture.channels, picture.pixels, picture.alpha);
  } else {
    picture.pixels = std::move(samples);
  }
  return picture;
}

}  // namespace zielbaum::media
