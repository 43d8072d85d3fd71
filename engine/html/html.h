// Flow -> semantic HTML: one self-contained file, readable without script, style or server. The same Flow as the pages.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "flow/flow.h"

namespace zielbaum::html {

/// The address to put into `src` for a figure: a file beside the page, or a data URI.
using MediaAddress = std::function<Result<std::string>(std::string_view key)>;

/// Colours of a theme, as "#c40d1e". What is dark on light whatever the theme is not among them.
struct Palette {
  std::string accent = "#c40d1e";  ///< marks headings, notices and what counts in drawings
  std::string fill = "#f0f0f0";    ///< behind table heads
};

/// A complete HTML5 document: lang, title, one h1, landmarks, a skip link, tables with scope, footnotes with links
/// back, <ins>/<del> with words for screen readers, a style sheet inside, Content-Security-Policy. Deterministic.
/// Where blocks say that they changed, links lead from change to change, the contents list stands beside the text, and
/// a switch leaves only what changed, without script.
[[nodiscard]] Result<std::string> page(const flow::Flow& flow, const MediaAddress& media, const Palette& palette = {});

enum class Room {
  OneColumn,
  TwoColumns,      ///< of text
  BesideContents,  ///< one column of text, with the contents list beside it where there is room
};

/// What stands around the body of a page.
struct Shell {
  std::string lang = "de";  ///< BCP 47
  std::string title;
  std::string description;
  std::string author;
  Room room = Room::OneColumn;
  Palette palette = {};
};

/// A complete HTML5 document around `body`, which is markup and must be escaped already.
[[nodiscard]] std::string in_shell(const Shell& shell, std::string_view body);

/// Text with & < > " ' escaped. Characters that would disturb or disguise the text (control characters, overrides of
/// the writing direction) become U+FFFD.
[[nodiscard]] std::string escape(std::string_view text);

}  // namespace zielbaum::html
