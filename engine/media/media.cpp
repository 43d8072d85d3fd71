#include "media/media.h"

#include "media/formats_internal.h"

namespace zielbaum::media {

namespace {

constexpr std::string_view kPngSignature = "\x89PNG\r\n\x1a\n";
constexpr std::string_view kJpegSignature = "\xff\xd8\xff";

bool is_webp(std::string_view bytes) {
  return bytes.size() >= 12 && bytes.starts_with("RIFF") && bytes.substr(8, 4) == "WEBP";
}

Message save_anew() {
  return msg("Open the picture in a picture program and save it anew as PNG or JPEG.");
}

}  // namespace

std::string_view name_of(std::string_view file) {
  return file.substr(file.rfind('/') + 1);
}

Place in_file(std::string_view file) {
  Place place;
  place.file = file;
  return place;
}

Error damaged(std::string_view file, std::string_view reason) {
  Error damage =
      at(error(ErrorKind::Invalid, "unreadable-picture", msg("The picture {0} is damaged: {1}", name_of(file), reason)),
         in_file(file));
  return advise(std::move(damage), save_anew());
}

Error unprintable(std::string_view file, Message reason) {
  return advise(at(error(ErrorKind::Invalid, "unprintable-picture", std::move(reason)), in_file(file)), save_anew());
}

Result<void> check_size(std::uint64_t width, std::uint64_t height, std::string_view file) {
  if (width > 0 && height > 0 && width <= kMostPixels && height <= kMostPixels / width) return {};
  Error large = at(error(ErrorKind::Invalid, "picture-too-large",
                         msg("The picture {0} has {1} x {2} pixels; {3} in all are allowed", name_of(file), width,
                             height, kMostPixels)),
                   in_file(file));
  return advise(std::move(large), msg("Scale the picture down; 2000 pixels across are enough for a page."));
}

Result<Picture> decode(std::string_view bytes, std::string_view file) {
  if (bytes.starts_with(kPngSignature)) return decode_png(bytes, file);
  if (bytes.starts_with(kJpegSignature)) return decode_jpeg(bytes, file);
  if (bytes.starts_with("GIF87a") || bytes.starts_with("GIF89a")) return decode_gif(bytes, file);
  if (is_webp(bytes)) return decode_webp(bytes, file);
  return advise(at(error(ErrorKind::Invalid, "unknown-picture-format",
                         msg("{0} is no picture in the format PNG, JPEG, GIF or WebP", name_of(file))),
                   in_file(file)),
                save_anew());
}

Result<File> file_of(std::string_view bytes, std::string_view name) {
  Picture picture = TRY(decode(bytes, name));
  File file{{}, "png", picture.width, picture.height};
  if (picture.encoding == Encoding::Jpeg) {
    file.format = "jpeg";
    file.bytes = std::move(picture.pixels);
    return file;
  }
  if (bytes.starts_with(kPngSignature)) {
    PngParts parts = parts_of_png(bytes);
    if (parts.orientation == 1) file.bytes = std::move(parts.shown);
  }
  if (file.bytes.empty()) file.bytes = TRY(encode_png(picture, name));
  return file;
}

}  // namespace zielbaum::media
