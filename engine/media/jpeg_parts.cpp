// A JPEG file by its segments: what is needed to show it, its colour profile, and which way it is up.
#include "media/formats_internal.h"

namespace zielbaum::media {

namespace {

constexpr unsigned kEndOfImage = 0xD9;
constexpr unsigned kStartOfScan = 0xDA;
constexpr unsigned kFirstApplication = 0xE0;
constexpr unsigned kLastApplication = 0xEF;
constexpr unsigned kComment = 0xFE;
constexpr std::string_view kProfileName = std::string_view("ICC_PROFILE\0", 12);
constexpr std::string_view kExifName = std::string_view("Exif\0\0", 6);
constexpr std::string_view kJfifName = std::string_view("JFIF\0", 5);

bool stands_alone(unsigned marker) {
  return marker == 0x01 || (marker >= 0xD0 && marker <= 0xD7);
}

/// The end of the compressed data that begin at `at`: the next marker that does not belong to them.
std::size_t end_of_scan(std::string_view bytes, std::size_t at) {
  while ((at = bytes.find('\xff', at)) != std::string_view::npos && at + 1 < bytes.size()) {
    const unsigned next = static_cast<unsigned char>(bytes[at + 1]);
    if (next != 0x00 && next != 0xFF && !(next >= 0xD0 && next <= 0xD7)) return at;
    at += next == 0xFF ? 1 : 2;
  }
  return bytes.size();
}

/// Adds an application's segment, of which `body` is all behind the length, as far as it is needed.
void take_application(JpegParts& parts, unsigned marker, std::string_view segment, std::string_view body) {
  if (marker == 0xE0 && body.starts_with(kJfifName) && body.size() >= 14) {
    // Versions and density; the thumbnail behind them is left out.
    parts.shown.append(std::string_view("\xff\xe0\x00\x10", 4)).append(body.substr(0, 12)).append(2, '\0');
  } else if (marker == 0xE1 && body.starts_with(kExifName)) {
    if (parts.orientation == 1) parts.orientation = orientation_of(body.substr(kExifName.size()));
  } else if (marker == 0xE2 && body.starts_with(kProfileName) && body.size() > kProfileName.size() + 2) {
    parts.shown.append(segment);
    parts.profile.append(body.substr(kProfileName.size() + 2));
  } else if (marker == 0xEE && body.starts_with("Adobe")) {
    parts.shown.append(segment);  // says how the colours are coded
  }
}

}  // namespace

JpegParts parts_of_jpeg(std::string_view bytes) {
  JpegParts parts;
  parts.shown = "\xff\xd8";
  for (std::size_t at = 2; at + 1 < bytes.size() && bytes[at] == '\xff';) {
    const unsigned marker = static_cast<unsigned char>(bytes[at + 1]);
    if (marker == 0xFF) {  // filling
      ++at;
      continue;
    }
    if (marker == kEndOfImage) {
      parts.shown.append("\xff\xd9");
      return parts;
    }
    if (stands_alone(marker)) {
      parts.shown.append(bytes.substr(at, 2));
      at += 2;
      continue;
    }
    if (at + 4 > bytes.size()) break;
    const std::size_t length = number_at(bytes, at + 2, 2);
    if (length < 2 || length > bytes.size() - at - 2) break;
    const std::string_view segment = bytes.substr(at, length + 2);
    at += segment.size();
    if (marker >= kFirstApplication && marker <= kLastApplication) {
      take_application(parts, marker, segment, segment.substr(4));
    } else if (marker == kStartOfScan) {
      const std::size_t end = end_of_scan(bytes, at);
      parts.shown.append(segment).append(bytes.substr(at, end - at));
      at = end;
    } else if (marker != kComment) {
      parts.shown.append(segment);
    }
  }
  parts.shown.clear();
  return parts;
}

}  // namespace zielbaum::media
