// One edition as files: PDF, HTML, manifest, downloads page. Byte-repeatable. Front door of the module.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "compose/compose.h"
#include "model/workspace.h"
#include "typeset/typeset.h"

namespace zielbaum::publish {

/// Files from the machine that a publication is made with: fonts and the colour profile. Never part of the document.
using ReadResource = std::function<Result<std::string>(std::string_view name)>;

/// Flow -> PDF bytes.
[[nodiscard]] Result<std::string> pdf_of(const flow::Flow& flow, const model::Theme& theme,
                                         const ReadResource& resource, const typeset::ReadMedia& media);

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
};

/// "PDF-Dokument (252.7 kB)", as the source page says it: thousands of bytes, one decimal.
[[nodiscard]] std::string download_label(const Download& download, Language language);

/// The downloads page as HTML, the downloads in the given order, and a manifest (JSON) with hashes.
[[nodiscard]] Result<std::vector<OutputFile>> downloads_page(const model::Settings& settings,
                                                             const std::vector<Download>& downloads,
                                                             std::string_view lang);

}  // namespace zielbaum::publish
