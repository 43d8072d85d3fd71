#include "base/ascii.h"
#include "base/digest.h"
#include "docx/writing_internal.h"

namespace zielbaum::docx {

std::string bookmark_name(std::string_view anchor) {
  constexpr std::size_t kReadable = 28;
  constexpr std::size_t kDigest = 10;
  std::string name = "_";
  for (const char byte : anchor.substr(0, kReadable)) {
    name += is_ascii_alphanumeric(byte) ? byte : '_';
  }
  return name + "_" + sha256(anchor).substr(0, kDigest);
}

std::string contents_bookmark(std::size_t index) {
  return "_Toc" + std::to_string(index + 1);
}

std::string note_bookmark(std::uint32_t note) {
  return "_Note" + std::to_string(note + 1);
}

void open_bookmark(Writing& writing, pugi::xml_node parent, const std::string& name) {
  add(parent, "w:bookmarkStart", {{"w:id", std::to_string(++writing.bookmarks)}, {"w:name", name}});
}

void close_bookmark(const Writing& writing, pugi::xml_node parent) {
  add(parent, "w:bookmarkEnd", {{"w:id", std::to_string(writing.bookmarks)}});
}

}  // namespace zielbaum::docx
