// A Flow as a whole PDF, in tests.
#pragma once

#include <string>

#include "base/file.h"
#include "pdf/pdf.h"
#include "support/pages.h"
#include "support/sample_flow.h"

namespace zielbaum::test {

/// The packages icc-profiles-free of Debian 12 and 13 put it here.
inline std::string colour_profile() {
  const Result<std::string> bytes = read_file("/usr/share/color/icc/sRGB.icc");
  REQUIRE(bytes.has_value());
  return *bytes;
}

inline std::string pdf_of(const flow::Flow& flow, const typeset::ReadMedia& media = no_media,
                          std::vector<pdf::EmbeddedFile> embedded = {}, const model::Theme& theme = standard_theme()) {
  pdf::Metadata metadata;
  metadata.embedded = std::move(embedded);
  metadata.title = flow.metadata.title;
  metadata.subject = flow.metadata.subject;
  metadata.author = flow.metadata.author;
  metadata.keywords = flow.metadata.keywords;
  metadata.unix_time = flow.metadata.unix_time;
  metadata.identifier = flow.metadata.identifier;
  metadata.producer = "Zielbaum 0.1";
  Result<typeset::Fonts> fonts = typeset::Fonts::load(theme, read_font);
  REQUIRE(fonts.has_value());
  Result<std::unique_ptr<pdf::Writer>> writer = pdf::Writer::create(metadata);
  REQUIRE(writer.has_value());
  const Result<typeset::Summary> summary = typeset::typeset(flow, theme, *fonts, media, **writer);
  REQUIRE(summary.has_value());
  const Result<std::string> bytes = (*writer)->finish(*summary, *fonts, colour_profile());
  REQUIRE(bytes.has_value());
  return *bytes;
}

/// 1 x 1 pixel, red, with an alpha channel of one half, whatever is asked for.
inline Result<std::string> one_pixel(std::string_view) {
  static constexpr unsigned char kPixel[] = {
      0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52, 0x00, 0x00,
      0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x06, 0x00, 0x00, 0x00, 0x1f, 0x15, 0xc4, 0x89, 0x00, 0x00, 0x00,
      0x0d, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0xf8, 0xcf, 0xc0, 0xd0, 0x00, 0x00, 0x04, 0x81, 0x01, 0x80,
      0x2c, 0x55, 0xce, 0xb0, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82};
  return std::string(reinterpret_cast<const char*>(kPixel), sizeof kPixel);
}

}  // namespace zielbaum::test
