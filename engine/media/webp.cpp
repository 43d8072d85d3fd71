// WebP through libwebp. Lossy ones become JPEG, since their samples would take ten times the bytes.
#include <webp/decode.h>

#include "media/formats_internal.h"

namespace zielbaum::media {

namespace {

/// The data of the first chunk of a kind in the container; "" where there is none.
std::string_view chunk(std::string_view bytes, std::string_view kind) {
  constexpr std::size_t kContainer = 12;
  constexpr std::size_t kHead = 8;
  for (std::size_t at = kContainer; at + kHead <= bytes.size();) {
    std::size_t size = 0;
    for (std::size_t i = 4; i > 0; --i) size = size << 8 | static_cast<unsigned char>(bytes[at + 3 + i]);
    if (size > bytes.size() - at - kHead) return {};
    if (bytes.substr(at, 4) == kind) return bytes.substr(at + kHead, size);
    at += kHead + size + size % 2;
  }
  return {};
}

Orientation orientation_of_webp(std::string_view bytes) {
  constexpr std::string_view kName = std::string_view("Exif\0\0", 6);  // some programs write it, too
  std::string_view exif = chunk(bytes, "EXIF");
  if (exif.starts_with(kName)) exif.remove_prefix(kName.size());
  return orientation_of(exif);
}

}  // namespace

Result<Picture> decode_webp(std::string_view bytes, std::string_view file) {
  const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
  WebPBitstreamFeatures features{};
  if (WebPGetFeatures(data, bytes.size(), &features) != VP8_STATUS_OK) return damaged(file, "WebP");
  if (features.has_animation != 0)
    return unprintable(file, msg("The WebP picture {0} moves, which no page can show", name_of(file)));
  if (features.width <= 0 || features.height <= 0) return damaged(file, "WebP");
  Picture picture;
  picture.width = static_cast<std::uint32_t>(features.width);
  picture.height = static_cast<std::uint32_t>(features.height);
  TRY(check_size(picture.width, picture.height, file));

  const std::size_t count = std::size_t{picture.width} * picture.height;
  const std::size_t channels = features.has_alpha != 0 ? 4 : 3;
  std::string samples(count * channels, '\0');
  auto* to = reinterpret_cast<std::uint8_t*>(samples.data());
  const int row = features.width * static_cast<int>(channels);
  const std::uint8_t* read = channels == 4 ? WebPDecodeRGBAInto(data, bytes.size(), to, samples.size(), row)
                                           : WebPDecodeRGBInto(data, bytes.size(), to, samples.size(), row);
  if (read == nullptr) return damaged(file, "WebP");
  if (channels == 4) {
    picture.pixels.reserve(count * 3);
    picture.alpha.reserve(count);
    for (std::size_t i = 0; i < samples.size(); i += 4) {
      picture.pixels.append(samples, i, 3);
      picture.alpha += samples[i + 3];
    }
    if (picture.alpha.find_first_not_of('\xff') == std::string::npos) picture.alpha.clear();
  } else {
    picture.pixels = std::move(samples);
  }
  picture.pixels = in_screen_colours(std::move(picture.pixels), Colours::Rgb, Ink::Plain, chunk(bytes, "ICCP"));
  picture = turned(std::move(picture), orientation_of_webp(bytes));
  constexpr int kLossy = 1;
  if (features.format == kLossy && picture.alpha.empty()) {
    picture.pixels = TRY(encode_jpeg(picture, file));
    picture.encoding = Encoding::Jpeg;
  }
  return picture;
}

}  // namespace zielbaum::media
