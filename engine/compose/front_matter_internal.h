// Cover and imprint of an edition.
#pragma once

#include <string>

#include "compose/compose.h"

namespace zielbaum::compose {

/// Headings down to this level stand in the table of contents.
inline constexpr std::uint8_t kContentsDepth = 3;

/// The title that an edition goes by: its own, else the document's.
[[nodiscard]] std::string edition_title(const Source& source);

/// "Musterfassung", "Entwurf – nicht abgestimmt, Stand Juni 2022", both, or "" for a decided edition: stands on every
/// page.
[[nodiscard]] std::string edition_mark(const Source& source);

/// "strategischer-rahmen@muster-2021 (3f2a1b9c0d4e)", as far as known.
[[nodiscard]] std::string edition_identifier(const Source& source);

/// "Stand: Dezember 2022, beschlossen vom Senat von Berlin am 20. Dezember 2022", as far as known.
[[nodiscard]] std::string edition_standing(const Source& source);

/// Title (with the document's id as anchor), subtitle, publisher, status and decision, as-of date, edition, notices.
[[nodiscard]] flow::Blocks cover(const Source& source);

/// A picture that the edition shows, and the anchor of the section that it stands in.
struct ShownPicture {
  std::string file;
  std::string section;  ///< anchor
  std::string title;    ///< of the section
};

/// Heading, publisher, who is responsible, whose the pictures are, licence, how to cite, contacts, which version this
/// is.
[[nodiscard]] flow::Blocks imprint(const Source& source, const std::vector<ShownPicture>& pictures);

}  // namespace zielbaum::compose
