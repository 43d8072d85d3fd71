// The container of a .docx file: parts that refer to each other, in a zip archive.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace zielbaum::docx {

/// What a part refers to.
class Relationships {
 public:
  /// The id of the relationship to a target: another part, relative to this one's folder, or (a hyperlink) an address.
  /// The same for the same target. `type` is the last word of the relationship's type ("hyperlink").
  std::string to(std::string_view type, std::string_view target);
  [[nodiscard]] bool empty() const { return all_.empty(); }
  /// As a part of its own.
  [[nodiscard]] std::string bytes() const;

 private:
  struct Relationship {
    std::string type;
    std::string target;
  };
  std::vector<Relationship> all_;
};

struct Part {
  std::string name;  ///< "word/document.xml"
  std::string content_type;
  std::string bytes;
  Relationships relationships;
};

/// The archive; `relationships` are those of the package itself. The same bytes for the same parts and compressor.
/// Storage ("docx-not-packed") where there is no memory for it.
[[nodiscard]] Result<std::string> pack(const Relationships& relationships, const std::vector<Part>& parts);

}  // namespace zielbaum::docx
