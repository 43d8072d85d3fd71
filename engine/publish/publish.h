// One edition as files: PDF, HTML, manifest, downloads page. Byte-repeatable. Front door of the module.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "compose/compose.h"
#include "html/html.h"
#include "model/workspace.h"
#include "pdf/pdf.h"
#include "typeset/typeset.h"

namespace zielbaum::publish {

/// Files from the machine that a publication is made with: fonts, by the theme's file names, and the colour profile, by
/// kColourProfile. Never part of the document.
using ReadResource = std::function<Result<std::string>(std::string_view name)>;

/// The name by which the sRGB ICC profile is asked for.
inline constexpr std::string_view kColourProfile = "sRGB.icc";

/// Flow -> PDF bytes, with the files that it was made from in it. Same input and resources, same bytes. Where `marked`
/// is given, what cannot be shown is marked in its place and added to it, instead of being an error (mended.h).
[[nodiscard]] Result<std::string> pdf_of(flow::Flow flow, const model::Theme& theme, const ReadResource& resource,
                                         const typeset::ReadMedia& media, std::vector<pdf::EmbeddedFile> embedded = {},
                                         Findings* marked = nullptr);
/// The same, piece by piece, so that a long file is never in memory.
[[nodiscard]] Result<void> write_pdf(flow::Flow flow, const model::Theme& theme, const ReadResource& resource,
                                     const typeset::ReadMedia& media, const pdf::TakeBytes& take,
                                     std::vector<pdf::EmbeddedFile> embedded = {}, Findings* marked = nullptr);

/// One page of what pdf_of gives, as a file of its own.
struct OnePagePdf {
  std::string bytes;
  std::uint32_t number = 0;  ///< of the page in the whole, from 1
};
/// The page on which the heading with `anchor` stands, or the first for "". The whole is typeset, so it is exactly the
/// published page. NotFound.
[[nodiscard]] Result<OnePagePdf> page_of(flow::Flow flow, const model::Theme& theme, const ReadResource& resource,
                                         const typeset::ReadMedia& media, std::string_view anchor,
                                         Findings* marked = nullptr);

struct OutputFile {
  std::string path;  ///< relative to the output folder
  std::string bytes;
};

/// A file that the downloads page offers.
struct Download {
  std::string path;
  std::string title;   ///< "Strategischer Rahmen"
  std::string detail;  ///< "Musterfassung, Stand August 2021"
  std::string format;  ///< "PDF", "HTML"
  std::uint64_t size = 0;
  std::string sha256;
  Message accessibility;  ///< what the file may be called: "barrierefrei"; empty for files that nobody judged
};

/// "PDF-Dokument (252.7 kB)", as Berlin's pages say it: thousands of bytes, from a million on millions ("1.2 MB"), one
/// decimal with a point in either language.
[[nodiscard]] std::string download_label(const Download& download, Language language);

/// What a publication was made with: names and versions, for the manifest.
using Toolchain = std::vector<std::pair<std::string, std::string>>;
/// This program and the libraries that PDFs are made by.
[[nodiscard]] Toolchain toolchain();

/// "index.html", the downloads in the given order with neighbours of equal title below one heading and of equal detail
/// in one entry, and "manifest.json" (schema zielbaum.manifest/1) with the size and
/// hash of every file. Refused where a download's path leads out of the folder.
[[nodiscard]] Result<std::vector<OutputFile>> downloads_page(const model::Settings& settings,
                                                             const std::vector<Download>& downloads,
                                                             std::string_view lang, const Toolchain& toolchain = {},
                                                             const html::Palette& palette = {});

}  // namespace zielbaum::publish
