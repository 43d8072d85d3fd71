// Pictures: what is whole is read exactly, what is damaged is refused in words, nothing crashes.
#include "media/media.h"

#include <png.h>

#include <array>
#include <cstdio>

#include "support/catch.h"
// libjpeg needs FILE before it.
#include <jpeglib.h>

#include <cstdlib>

using namespace zielbaum;

namespace {

/// A gradient of `channels` samples a pixel (1 grey, 2 grey and alpha, 3 RGB, 4 RGBA).
std::string samples(std::uint32_t width, std::uint32_t height, std::uint32_t channels) {
  std::string out;
  for (std::uint32_t y = 0; y < height; ++y) {
    for (std::uint32_t x = 0; x < width * channels; ++x) out += static_cast<char>((x * 7 + y * 13) % 256);
  }
  return out;
}

std::string png_of(std::uint32_t width, std::uint32_t height, std::uint32_t channels) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = width;
  image.height = height;
  const std::array<png_uint_32, 5> formats = {0, PNG_FORMAT_GRAY, PNG_FORMAT_GA, PNG_FORMAT_RGB, PNG_FORMAT_RGBA};
  image.format = formats.at(channels);
  const std::string pixels = samples(width, height, channels);
  png_alloc_size_t size = 0;
  REQUIRE(png_image_write_to_memory(&image, nullptr, &size, 0, pixels.data(), 0, nullptr) != 0);
  std::string out(size, '\0');
  REQUIRE(png_image_write_to_memory(&image, out.data(), &size, 0, pixels.data(), 0, nullptr) != 0);
  out.resize(size);
  return out;
}

std::string jpeg_of(std::uint32_t width, std::uint32_t height, J_COLOR_SPACE space) {
  const int channels = space == JCS_GRAYSCALE ? 1 : space == JCS_CMYK ? 4 : 3;
  jpeg_compress_struct session{};
  jpeg_error_mgr errors{};
  session.err = jpeg_std_error(&errors);
  jpeg_create_compress(&session);
  unsigned char* bytes = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&session, &bytes, &size);
  session.image_width = width;
  session.image_height = height;
  session.input_components = channels;
  session.in_color_space = space;
  jpeg_set_defaults(&session);
  jpeg_start_compress(&session, TRUE);
  std::string pixels = samples(width, height, static_cast<std::uint32_t>(channels));
  while (session.next_scanline < height) {
    auto* row = reinterpret_cast<JSAMPROW>(pixels.data() + std::size_t{session.next_scanline} * width *
                                                               static_cast<std::size_t>(channels));
    jpeg_write_scanlines(&session, &row, 1);
  }
  jpeg_finish_compress(&session);
  std::string out(reinterpret_cast<char*>(bytes), size);
  jpeg_destroy_compress(&session);
  std::free(bytes);
  return out;
}

}  // namespace

TEST_CASE("media: a PNG gives its own samples back, alpha apart") {
  for (std::uint32_t channels = 1; channels <= 4; ++channels) {
    const Result<media::Picture> picture = media::decode(png_of(9, 5, channels), "bild.png");
    REQUIRE(picture.has_value());
    CHECK(picture->width == 9);
    CHECK(picture->height == 5);
    CHECK(picture->channels == (channels <= 2 ? 1 : 3));
    CHECK(picture->encoding == media::Encoding::Raw);
    CHECK(picture->pixels.size() == 9u * 5 * picture->channels);
    CHECK(picture->alpha.size() == (channels % 2 == 0 ? 45u : 0u));
    if (channels == 1 || channels == 3) CHECK(picture->pixels == samples(9, 5, channels));
  }
}

TEST_CASE("media: a JPEG is handed on as it was") {
  for (const J_COLOR_SPACE space : {JCS_RGB, JCS_GRAYSCALE}) {
    const std::string bytes = jpeg_of(17, 11, space);
    const Result<media::Picture> picture = media::decode(bytes, "foto.jpg");
    REQUIRE(picture.has_value());
    CHECK(picture->width == 17);
    CHECK(picture->height == 11);
    CHECK(picture->channels == (space == JCS_RGB ? 3 : 1));
    CHECK(picture->encoding == media::Encoding::Jpeg);
    CHECK(picture->pixels == bytes);
  }
}

TEST_CASE("media: what cannot be printed is refused and named") {
  const auto code_of = [](std::string_view bytes) {
    const Result<media::Picture> picture = media::decode(bytes, "documents/a/media/x");
    if (picture) return std::string("read");
    CHECK(picture.error().kind == ErrorKind::Invalid);
    CHECK(picture.error().place.file == "documents/a/media/x");
    CHECK(picture.error().hint.has_value());
    return picture.error().code;
  };
  CHECK(code_of("") == "unknown-picture-format");
  CHECK(code_of("GIF89a") == "unknown-picture-format");
  CHECK(code_of(jpeg_of(8, 8, JCS_CMYK)) == "unprintable-colours");
  const std::string png = png_of(20, 20, 3);
  CHECK(code_of(png.substr(0, png.size() / 2)) == "unreadable-picture");
  const std::string jpeg = jpeg_of(40, 40, JCS_RGB);
  CHECK(code_of(jpeg.substr(0, jpeg.size() * 2 / 3)) == "unreadable-picture");
  std::string huge = png;  // 65,536 x 65,536 pixels by its header; the checksum is made good below
  const unsigned char size[8] = {0, 1, 0, 0, 0, 1, 0, 0};
  for (std::size_t i = 0; i < 8; ++i) huge[16 + i] = static_cast<char>(size[i]);
  std::uint32_t crc = 0xFFFFFFFFu;
  for (std::size_t i = 12; i < 29; ++i) {
    crc ^= static_cast<unsigned char>(huge[i]);
    for (int bit = 0; bit < 8; ++bit) crc = (crc & 1u) != 0 ? crc >> 1 ^ 0xEDB88320u : crc >> 1;
  }
  crc = ~crc;
  for (std::size_t i = 0; i < 4; ++i) huge[29 + i] = static_cast<char>(crc >> (24 - 8 * i) & 0xFF);
  CHECK(code_of(huge) == "picture-too-large");
}

TEST_CASE("media: no damage crashes; what is read has as many samples as it says") {
  std::uint32_t state = 7;
  const auto random = [&state](std::size_t below) {
    state = state * 1664525u + 1013904223u;
    return static_cast<std::size_t>(state >> 8) % below;
  };
  int refused = 0;
  for (const std::string& whole : {png_of(31, 17, 4), jpeg_of(33, 21, JCS_RGB)}) {
    for (int i = 0; i < 400; ++i) {
      std::string bytes = whole;
      for (std::size_t hits = 1 + random(4); hits > 0; --hits) {
        bytes[random(bytes.size())] = static_cast<char>(random(256));
      }
      if (random(4) == 0) bytes.resize(random(bytes.size()));
      const Result<media::Picture> picture = media::decode(bytes, "x");
      if (!picture) {
        ++refused;
      } else if (picture->encoding == media::Encoding::Raw) {
        CHECK(picture->pixels.size() == std::size_t{picture->width} * picture->height * picture->channels);
      }
    }
  }
  CHECK(refused > 200);
}
