// Pages -> the bytes of a tagged PDF (PDF/UA-1, PDF/A-2a; PDF/A-3a where files are embedded). Front door of the module;
// sees only page values.
//
// libharu writes objects and the file; fonts, content streams, structure tree and metadata are ours. Same pages, same
// bytes: no clock, no locale; the file identifier is a hash of the contents.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "typeset/typeset.h"

namespace zielbaum::pdf {

/// A file inside the PDF that the document was made from.
struct EmbeddedFile {
  std::string name;         ///< "document.xml"; unique among those of a PDF
  std::string description;  ///< for people
  std::string media_type;   ///< "text/xml"
  std::string bytes;
};

struct Metadata {
  std::string title;
  std::string subject;
  std::string author;
  std::string lang = "de";
  std::vector<std::string> keywords;
  std::optional<std::int64_t> unix_time;  ///< creation and modification date; neither is written where absent
  std::string identifier;
  std::string producer;                ///< "Zielbaum 0.1"
  std::vector<EmbeddedFile> embedded;  ///< dated as the document
};

/// Takes the next bytes of a file. What it fails with, the writer fails with.
using TakeBytes = std::function<Result<void>(std::string_view piece)>;

/// Takes pages as typeset gives them, compresses each at once, and gives the file at the end.
class Writer final : public typeset::PageSink {
 public:
  [[nodiscard]] static Result<std::unique_ptr<Writer>> create(Metadata metadata);
  ~Writer() override;
  [[nodiscard]] Result<void> take(typeset::Page page) override;
  /// Gives the file away in pieces. `colour_profile` is an sRGB ICC profile. Call once.
  [[nodiscard]] Result<void> finish(const typeset::Summary& summary, const typeset::Fonts& fonts,
                                    std::string_view colour_profile, const TakeBytes& take);
  /// The same as one string.
  [[nodiscard]] Result<std::string> finish(const typeset::Summary& summary, const typeset::Fonts& fonts,
                                           std::string_view colour_profile);

 private:
  struct Impl;
  explicit Writer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// The libraries whose versions the bytes depend on: name, version.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> libraries();

}  // namespace zielbaum::pdf
