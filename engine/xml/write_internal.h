// The canonical form of our XML files: two spaces, one element a line, escapes as pugixml writes them.
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace zielbaum::xml {

/// Builds a file. Calls follow the file's order: open, attributes, then text_and_close, close or further opens.
class Writer {
 public:
  void open(std::string_view name);
  void attribute(std::string_view name, std::string_view value);
  /// As attribute(), but nothing where the value is empty.
  void attribute_if(std::string_view name, std::string_view value);
  void text_and_close(std::string_view name, std::string_view text);  ///< white space of the text is collapsed
  void close(std::string_view name);
  /// open and text_and_close; nothing where the text is empty.
  void leaf_if(std::string_view name, std::string_view text);
  [[nodiscard]] std::string take() && { return std::move(out_); }
  void reserve(std::size_t bytes) { out_.reserve(bytes); }

 private:
  std::string out_;
  std::size_t depth_ = 0;
  bool in_tag_ = false;  ///< the start tag written last has no ">" yet
};

}  // namespace zielbaum::xml
