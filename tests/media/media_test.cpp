// Pictures: what is whole is read exactly, what is damaged is refused in words, nothing crashes.
#include "media/media.h"

#include <gif_lib.h>
#include <png.h>
#include <webp/encode.h>

#include <algorithm>
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

enum class Coding { Huffman, Arithmetic };

std::string jpeg_of(std::uint32_t width, std::uint32_t height, J_COLOR_SPACE space, std::string pixels = {},
                    Coding coding = Coding::Huffman) {
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
  session.arith_code = coding == Coding::Arithmetic ? TRUE : FALSE;
  jpeg_start_compress(&session, TRUE);
  if (pixels.empty()) pixels = samples(width, height, static_cast<std::uint32_t>(channels));
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

/// A JPEG with segments behind its beginning. `marker` and content of each.
std::string with_segments(const std::string& jpeg, const std::vector<std::pair<char, std::string>>& segments) {
  std::string out = jpeg.substr(0, 2);
  for (const auto& [marker, content] : segments) {
    const std::size_t length = content.size() + 2;
    out += {'\xff', marker, static_cast<char>(length >> 8), static_cast<char>(length & 0xFF)};
    out += content;
  }
  return out + jpeg.substr(2);
}

/// Exif data with the orientation, as a camera writes them, and a place where somebody lives.
std::string exif_with(int orientation) {
  std::string exif("MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0", 19);
  exif += static_cast<char>(orientation);
  return exif + std::string("\0\0\0\0\0\0", 6) + "52.5200 N 13.4050 E, Erika Beispiel";
}

/// The pixel (x, y) of a file as sRGB, read by libpng or libjpeg anew.
std::array<int, 3> pixel_of(const media::File& file, std::uint32_t x, std::uint32_t y) {
  std::string rgb;
  if (file.format == "png") {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    REQUIRE(png_image_begin_read_from_memory(&image, file.bytes.data(), file.bytes.size()) != 0);
    image.format = PNG_FORMAT_RGB;
    rgb.resize(PNG_IMAGE_SIZE(image));
    const png_color white{255, 255, 255};
    REQUIRE(png_image_finish_read(&image, &white, rgb.data(), 0, nullptr) != 0);
  } else {
    jpeg_decompress_struct session{};
    jpeg_error_mgr errors{};
    session.err = jpeg_std_error(&errors);
    jpeg_create_decompress(&session);
    jpeg_mem_src(&session, reinterpret_cast<const unsigned char*>(file.bytes.data()), file.bytes.size());
    jpeg_read_header(&session, TRUE);
    session.out_color_space = JCS_RGB;
    jpeg_start_decompress(&session);
    rgb.resize(std::size_t{session.output_width} * session.output_height * 3);
    while (session.output_scanline < session.output_height) {
      auto* row =
          reinterpret_cast<JSAMPROW>(rgb.data() + std::size_t{session.output_scanline} * session.output_width * 3);
      jpeg_read_scanlines(&session, &row, 1);
    }
    jpeg_finish_decompress(&session);
    jpeg_destroy_decompress(&session);
  }
  std::array<int, 3> pixel{};
  for (std::size_t c = 0; c < 3; ++c)
    pixel.at(c) = static_cast<unsigned char>(rgb[(std::size_t{y} * file.width + x) * 3 + c]);
  return pixel;
}

bool is_about(const std::array<int, 3>& pixel, const std::array<int, 3>& wanted) {
  return std::equal(pixel.begin(), pixel.end(), wanted.begin(), [](int a, int b) { return std::abs(a - b) <= 6; });
}

/// Left half one colour, right half another.
std::string two_colours(std::uint32_t width, std::uint32_t height, const std::string& left, const std::string& right) {
  std::string out;
  for (std::uint32_t i = 0; i < width * height; ++i) out += i % width < width / 2 ? left : right;
  return out;
}

int append_bytes(GifFileType* gif, const GifByteType* bytes, int count) {
  static_cast<std::string*>(gif->UserData)
      ->append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(count));
  return count;
}

/// A picture of 8 x 8 on a canvas of 10 x 8: left half red, right half the transparent colour.
std::string gif_of(bool interlaced) {
  std::string out;
  int code = 0;
  GifFileType* gif = EGifOpen(&out, append_bytes, &code);
  const std::array<GifColorType, 2> colours = {GifColorType{200, 0, 0}, GifColorType{0, 0, 200}};
  ColorMapObject* const map = GifMakeMapObject(2, colours.data());
  EGifPutScreenDesc(gif, 10, 8, 1, 0, map);
  const std::array<GifByteType, 4> control = {1, 0, 0, 1};  // the colour 1 is transparent
  EGifPutExtension(gif, GRAPHICS_EXT_FUNC_CODE, 4, control.data());
  EGifPutImageDesc(gif, 0, 0, 8, 8, interlaced, nullptr);
  std::array<GifPixelType, 8> line = {0, 0, 0, 0, 1, 1, 1, 1};
  for (int i = 0; i < 8; ++i) EGifPutLine(gif, line.data(), 8);
  GifFreeMapObject(map);
  EGifCloseFile(gif, &code);
  return out;
}

std::string webp_of(bool lossless, std::uint32_t channels) {
  const std::string pixels = channels == 4
                                 ? two_colours(16, 8, std::string("\xc8\0\0\xff", 4), std::string("\0\0\xc8\x40", 4))
                                 : two_colours(16, 8, std::string("\xc8\0\0", 3), std::string("\0\0\xc8", 3));
  const auto* data = reinterpret_cast<const std::uint8_t*>(pixels.data());
  std::uint8_t* bytes = nullptr;
  const std::size_t size = lossless        ? (channels == 4 ? WebPEncodeLosslessRGBA(data, 16, 8, 64, &bytes)
                                                            : WebPEncodeLosslessRGB(data, 16, 8, 48, &bytes))
                           : channels == 4 ? WebPEncodeRGBA(data, 16, 8, 64, 95, &bytes)
                                           : WebPEncodeRGB(data, 16, 8, 48, 95, &bytes);
  std::string out(reinterpret_cast<const char*>(bytes), size);
  WebPFree(bytes);
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

TEST_CASE("media: a JPEG is handed on with its own samples") {
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
  CHECK(code_of("GIF89a") == "unreadable-picture");
  CHECK(code_of(gif_of(false).substr(0, 40)) == "unreadable-picture");
  CHECK(code_of(webp_of(true, 4).substr(0, 40)) == "unreadable-picture");
  CHECK(code_of("BM") == "unknown-picture-format");
  CHECK(code_of(jpeg_of(8, 8, JCS_RGB, {}, Coding::Arithmetic)) == "unprintable-picture");
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
  for (const std::string& whole : {png_of(31, 17, 4), jpeg_of(33, 21, JCS_RGB), jpeg_of(33, 21, JCS_CMYK), gif_of(true),
                                   webp_of(false, 4), webp_of(true, 3)}) {
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

TEST_CASE("media: pictures leave upright, by the Exif orientation") {
  const std::string red("\xc8\0\0", 3), blue("\0\0\xc8", 3);
  const std::array<int, 3> is_red = {200, 0, 0}, is_blue = {0, 0, 200};
  const std::string sideways = jpeg_of(32, 16, JCS_RGB, two_colours(32, 16, red, blue));
  for (int orientation = 1; orientation <= 8; ++orientation) {
    const std::string exif = exif_with(orientation);
    const media::File file =
        media::file_of(with_segments(sideways, {{'\xe1', std::string("Exif\0\0", 6) + exif}}), "foto.jpg").value();
    INFO(orientation);
    CHECK(file.format == "jpeg");
    const bool lies = orientation >= 5;
    CHECK(file.width == (lies ? 16u : 32u));
    CHECK(file.height == (lies ? 32u : 16u));
    // The left half of the file's rows is: left, right, right, left; top, top, bottom, bottom.
    const bool red_first = orientation == 1 || orientation == 4 || orientation == 5 || orientation == 6;
    CHECK(is_about(pixel_of(file, 3, 3), red_first ? is_red : is_blue));
    CHECK(is_about(pixel_of(file, file.width - 4, file.height - 4), red_first ? is_blue : is_red));
    CHECK(file.bytes.find("Erika") == std::string::npos);
  }
}

TEST_CASE("media: no metadata leave but the colour profile") {
  const std::string profile = std::string("ICC_PROFILE\0\x01\x01", 14) + "a profile";
  const std::string jpeg = with_segments(jpeg_of(20, 20, JCS_RGB), {{'\xe1', std::string("Exif\0\0", 6) + exif_with(1)},
                                                                    {'\xe1', "http://ns.adobe.com/xap/1.0/ Erika"},
                                                                    {'\xed', "Photoshop 3.0 Erika"},
                                                                    {'\xfe', "Erika was here"},
                                                                    {'\xe2', profile}}) +
                           "a second picture by Erika";
  const media::File file = media::file_of(jpeg, "foto.jpg").value();
  CHECK(file.bytes.find("Erika") == std::string::npos);
  CHECK(file.bytes.find("a profile") != std::string::npos);
  CHECK(file.bytes.ends_with("\xff\xd9"));
  CHECK(pixel_of(file, 5, 5) == pixel_of({jpeg_of(20, 20, JCS_RGB), "jpeg", 20, 20}, 5, 5));
  CHECK(media::decode(jpeg, "foto.jpg")->pixels == file.bytes);

  std::string png = png_of(20, 20, 3);
  const std::string text(
      "\0\0\0\x0e"
      "tEXtAuthor\0Erika!!"
      "\0\0\0\0",
      26);
  const std::size_t end = png.size() - 12;
  png.insert(end, text);
  // The checksum of the text is made good, so that the file is sound.
  std::uint32_t crc = 0xFFFFFFFFu;
  for (std::size_t i = end + 4; i < end + 22; ++i) {
    crc ^= static_cast<unsigned char>(png[i]);
    for (int bit = 0; bit < 8; ++bit) crc = (crc & 1u) != 0 ? crc >> 1 ^ 0xEDB88320u : crc >> 1;
  }
  for (std::size_t i = 0; i < 4; ++i) png[end + 22 + i] = static_cast<char>(~crc >> (24 - 8 * i) & 0xFF);
  const media::File shown = media::file_of(png, "bild.png").value();
  CHECK(shown.bytes == png_of(20, 20, 3));
}

TEST_CASE("media: printing colours become screen colours") {
  // 100 % cyan beside 100 % yellow. libjpeg writes an Adobe marker for CMYK, and Adobe stores ink inverted.
  const std::string pixels = two_colours(32, 16, std::string("\0\xff\xff\xff", 4), std::string("\xff\xff\0\xff", 4));
  const media::File file = media::file_of(jpeg_of(32, 16, JCS_CMYK, pixels), "foto.jpg").value();
  CHECK(file.format == "jpeg");
  CHECK(is_about(pixel_of(file, 3, 3), {0, 255, 255}));
  CHECK(is_about(pixel_of(file, 28, 3), {255, 255, 0}));
  const media::Picture picture = media::decode(jpeg_of(32, 16, JCS_CMYK, pixels), "foto.jpg").value();
  CHECK(picture.channels == 3);
  CHECK(picture.pixels == file.bytes);
}

TEST_CASE("media: a GIF is its first frame, transparent where it says so") {
  for (const bool interlaced : {false, true}) {
    const media::Picture picture = media::decode(gif_of(interlaced), "bild.gif").value();
    REQUIRE(picture.width == 10);
    REQUIRE(picture.height == 8);
    for (std::size_t i = 0; i < 80; ++i) {
      const bool red = i % 10 < 4;
      CHECK(picture.alpha[i] == (red ? '\xff' : '\0'));
      if (red) CHECK(picture.pixels.substr(i * 3, 3) == std::string("\xc8\0\0", 3));
    }
    const media::File file = media::file_of(gif_of(interlaced), "bild.gif").value();
    CHECK(file.format == "png");
    CHECK(pixel_of(file, 1, 1) == std::array<int, 3>{200, 0, 0});
  }
}

TEST_CASE("media: a WebP is read, lossy or not, with alpha or without") {
  for (const bool lossless : {false, true}) {
    for (const std::uint32_t channels : {3u, 4u}) {
      const media::File file = media::file_of(webp_of(lossless, channels), "bild.webp").value();
      CHECK(file.width == 16);
      CHECK(file.height == 8);
      CHECK(file.format == (lossless || channels == 4 ? "png" : "jpeg"));
      const auto [r, g, b] = pixel_of(file, 2, 2);
      CHECK((r > 180 && g < 30 && b < 30));
      CHECK(media::decode(webp_of(lossless, channels), "bild.webp")->alpha.empty() == (channels == 3));
    }
  }
}
