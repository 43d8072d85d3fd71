// Where results may be written.
#include <fstream>

#include "support/catch.h"
#include "support/temp_folder.h"
#include "workspace/output_file.h"

using namespace zielbaum;
using workspace::FileKind;

namespace {

std::string refusal_code(const Result<void>& result) {
  if (result) return "";
  CHECK(result.error().hint.has_value());
  return result.error().code;
}

void put_file(const std::filesystem::path& file, std::string_view bytes) {
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << bytes;
}

}  // namespace

TEST_CASE("output: no source and no file of another kind is written over, and names fit their kind") {
  const test::TempFolder folder;
  const std::filesystem::path root = folder.path() / "arbeit";
  put_file(root / "documents" / "workspace.xml", "<workspace/>");
  put_file(root / "documents" / "plan" / "document.xml", "<document/>");
  put_file(root / ".git" / "HEAD", "ref: refs/heads/main");
  const auto pdf = [&](const std::filesystem::path& file) {
    return refusal_code(workspace::may_be_written({{file, FileKind::Pdf}}));
  };
  CHECK(pdf(root / "plan.pdf") == "");
  CHECK(pdf(root / "plan.PDF") == "");
  CHECK(pdf(root / "plan") == "");
  CHECK(pdf(root / "plan.docx") == "wrong-ending");
  CHECK(pdf(root / "neu" / "tief" / "plan.pdf") == "");
  for (const char* source : {"documents/plan.pdf", "documents/plan/neu/plan.pdf", "schemas/plan.pdf", ".git/plan.pdf",
                             "schemas/../documents/plan.pdf", "documents", "./documents/plan/media/../x.pdf"}) {
    CAPTURE(source);
    CHECK(pdf(root / source) == "source-file");
  }
  std::filesystem::create_directory_symlink(root / "documents", root / "verweis");
  CHECK(pdf(root / "verweis" / "plan.pdf") == "source-file");
  put_file(root / "notizen.pdf", "Notizen");
  CHECK(pdf(root / "notizen.pdf") == "other-kind");
  put_file(root / "alt.pdf", "%PDF-1.7\n");
  CHECK(pdf(root / "alt.pdf") == "");
  put_file(root / "leer.pdf", "");
  CHECK(pdf(root / "leer.pdf") == "");
  std::filesystem::create_directories(root / "ordner.pdf");
  CHECK(pdf(root / "ordner.pdf") == "other-kind");
  CHECK(refusal_code(workspace::may_be_written({{root / "s.htm", FileKind::Html}})) == "");
  CHECK(refusal_code(workspace::may_be_written(
            {{root / "o.pdf", FileKind::Pdf}, {root / "x/../o.pdf", FileKind::Pdf}})) == "same-file");
  CHECK(refusal_code(workspace::may_be_written({{root / "o.pdf", FileKind::Pdf}, {root / "p.html", FileKind::Html}})) ==
        "");
}

TEST_CASE("output: a publication has a folder of its own") {
  const test::TempFolder folder;
  const std::filesystem::path root = folder.path() / "arbeit";
  put_file(root / "documents" / "workspace.xml", "<workspace/>");
  const auto in = [&](const std::filesystem::path& place) {
    return refusal_code(workspace::may_hold_publication(root, place));
  };
  CHECK(in(root / "downloads") == "");
  CHECK(in(folder.path() / "anderswo") == "");
  for (const std::filesystem::path& place : {root, root / ".", folder.path(), root / "documents",
                                             root / "schemas" / "x", root / ".git", std::filesystem::path("/")}) {
    CAPTURE(place.string());
    CHECK(in(place) == "source-file");
  }
}
