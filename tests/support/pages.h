// Setting a Flow in tests: fonts loaded once, pages collected, words of pages read back from their glyphs.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "support/catch.h"
#include "support/theme.h"
#include "typeset/typeset.h"

namespace zielbaum::test {

class CollectedPages final : public typeset::PageSink {
 public:
  Result<void> take(typeset::Page page) override {
    order.push_back(page.index);
    const std::uint32_t index = page.index;
    pages.emplace(index, std::move(page));
    return {};
  }
  std::map<std::uint32_t, typeset::Page> pages;
  std::vector<std::uint32_t> order;  ///< in which they came
};

struct SetFlow {
  typeset::Fonts fonts;
  CollectedPages collected;
  typeset::Summary summary;
  std::map<typeset::ElementId, typeset::Element> elements;
};

inline Result<std::string> no_media(std::string_view key) {
  return error(ErrorKind::NotFound, "no-file", msg("The file does not exist: {0}", key));
}

inline Result<SetFlow> set_flow(const flow::Flow& flow, const model::Theme& theme,
                                const typeset::ReadMedia& media = no_media) {
  SetFlow set{TRY(typeset::Fonts::load(theme, read_font)), {}, {}, {}};
  set.summary = TRY(typeset::typeset(flow, theme, set.fonts, media, set.collected));
  for (const auto& [index, page] : set.collected.pages) {
    for (const typeset::Element& element : page.new_elements) set.elements[element.id] = element;
  }
  return set;
}

/// Words: what stands between spaces. Soft hyphens join.
inline std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> found(1);
  for (std::size_t at = 0; at < text.size();) {
    const Decoded decoded = decode_utf8(text, at);
    const std::string_view bytes = text.substr(at, decoded.size);
    at += decoded.size;
    if (decoded.character == U'\u00AD' || decoded.character == U'\u200B') continue;
    if (is_space(decoded.character)) {
      if (!found.back().empty()) found.emplace_back();
    } else {
      found.back() += bytes;
    }
  }
  if (found.back().empty()) found.pop_back();
  return found;
}

/// The texts that the glyphs of a run stand for.
class GlyphTexts {
 public:
  explicit GlyphTexts(const typeset::Fonts& fonts) {
    for (std::uint8_t font = 0; font < fonts.count(); ++font) {
      if (!fonts.used(font)) continue;
      Result<typeset::FontSubset> subset = fonts.subset(font);
      REQUIRE(subset.has_value());
      texts_[font] = std::move(subset->text_of_cid);
    }
  }
  [[nodiscard]] std::string of(const typeset::GlyphRun& run) const {
    std::string out;
    for (const typeset::Glyph& glyph : run.glyphs) out += to_utf8(texts_.at(run.font).at(glyph.cid));
    return out;
  }

 private:
  std::map<typeset::FontId, std::vector<std::u32string>> texts_;
};

}  // namespace zielbaum::test
