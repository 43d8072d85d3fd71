#include "page_files.h"

#include "base/file.h"
#include "base/utf8.h"

namespace zielbaum::tool {

namespace fs = std::filesystem;

Result<std::string> read_resource(std::string_view name) {
  const fs::path folder = name.ends_with(".icc") ? "/usr/share/color/icc" : "/usr/share/fonts";
  // A theme is part of the workspace and may come from elsewhere: it names fonts, not other files.
  const fs::path path = (folder / name).lexically_normal();
  if (!path.string().starts_with(folder.string() + "/"))
    return error(ErrorKind::NotFound, "no-such-resource", msg("{0} is not below {1}", name, folder.string()));
  Result<std::string> bytes = read_file(path);
  if (bytes || bytes.error().kind != ErrorKind::NotFound) return bytes;
  return advise(std::move(bytes).error(),
                msg("Install the packages fonts-noto-core, fonts-liberation2 and icc-profiles-free."));
}

Result<publishing::Format> format_of(const std::string& file, Formats allowed) {
  const bool word = allowed == Formats::PagesAndWord;
  const std::string ending = lower_case(fs::path(file).extension().string());
  if (ending == ".html" || ending == ".htm") return publishing::Format::Html;
  if (ending == ".pdf") return publishing::Format::Pdf;
  if (word && ending == ".docx") return publishing::Format::Docx;
  return advise(error(ErrorKind::Usage, "unknown-format", msg("It is not clear what {0} is to be", file)),
                word ? msg("Let its name end in .html, .pdf or .docx.") : msg("Let its name end in .html or .pdf."));
}

workspace::FileKind file_kind(publishing::Format format) {
  switch (format) {
    case publishing::Format::Html:
      return workspace::FileKind::Html;
    case publishing::Format::Pdf:
      return workspace::FileKind::Pdf;
    case publishing::Format::Docx:
      return workspace::FileKind::Docx;
  }
  return workspace::FileKind::Pdf;
}

}  // namespace zielbaum::tool
