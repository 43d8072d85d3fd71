// The fonts of a theme: loaded by exact file and hash, shaped and subset by HarfBuzz.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/workspace.h"

namespace zielbaum::typeset {

using FontId = std::uint8_t;

/// A font has fewer CIDs than this.
inline constexpr std::size_t kMostCids = 0x8000;
/// The CID of the space between words, in every font: the code by which PDF knows it.
inline constexpr std::uint16_t kSpaceCid = 32;

/// A shaped glyph: which, standing for which text, how far it moves on. In units of 1/1000 of the font size.
struct Glyph {
  std::uint16_t cid = 0;  ///< see Fonts::subset: one for each (glyph, text) pair of a font
  std::int32_t advance = 0;
  std::int32_t width = 0;  ///< what the font itself moves on by; differs from `advance` by kerning and stretching
  std::int32_t dx = 0, dy = 0;
  bool operator==(const Glyph&) const = default;
};

/// What a PDF needs of one used font.
struct FontSubset {
  std::string postscript_name;
  std::string bytes;                        ///< TrueType file with the used glyphs only
  std::vector<std::uint16_t> glyph_of_cid;  ///< glyph index in `bytes` of each CID; CID 0 is .notdef
  std::vector<std::int32_t> width_of_cid;   ///< in 1/1000
  std::vector<std::u32string> text_of_cid;  ///< for ToUnicode
  std::int32_t ascent = 0, descent = 0, cap_height = 0, italic_angle = 0, weight = 400;
  std::int32_t box[4] = {0, 0, 0, 0};
};

enum class Face : std::uint8_t { Regular, Bold, Italic, BoldItalic, Mono, Fallback };

/// A font file's bytes by its name.
using ReadFont = std::function<Result<std::string>(std::string_view file)>;

/// A session over the theme's font files; not copyable. Remembers which glyphs were used.
class Fonts {
 public:
  /// NotFound or Invalid (wrong hash, no TrueType outlines).
  [[nodiscard]] static Result<Fonts> load(const model::Theme& theme, const ReadFont& read);
  Fonts(Fonts&&) noexcept;
  Fonts& operator=(Fonts&&) noexcept;
  ~Fonts();

  [[nodiscard]] std::uint8_t count() const;
  [[nodiscard]] FontId font(Face face) const;
  /// Which fonts were used so far, and the subset of each. Call when all pages are set.
  [[nodiscard]] bool used(FontId font) const;
  [[nodiscard]] Result<FontSubset> subset(FontId font) const;

  struct Impl;
  [[nodiscard]] Impl& impl() { return *impl_; }  ///< for typeset's own files

 private:
  explicit Fonts(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace zielbaum::typeset
