// The other files of a workspace as values: its settings, the register of parties, editions, themes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/ids.h"
#include "base/length.h"
#include "model/type.h"

namespace zielbaum::model {

/// What a line of the imprint is about: one of the roles that every imprint knows ("responsible", "editing",
/// "participation", "design", "funding"), which is named in the language of the document, or a label of its own.
struct ImprintName {
  std::string role;   ///< "" where there is a label
  std::string label;  ///< "" where there is a role
  auto operator<=>(const ImprintName&) const = default;
};
struct ImprintLine {
  ImprintName name;
  std::string lang;  ///< stands only in documents in this language; "" in all
  std::string text;
  bool operator==(const ImprintLine&) const = default;
};

/// documents/workspace.xml
struct Settings {
  int format = 1;
  std::string publisher;             ///< full name of the office that publishes
  std::vector<std::string> address;  ///< lines
  std::string phone;
  std::string email;
  std::string accessibility_contact;            ///< e-mail for accessible formats
  std::string licence;                          ///< of the published text, e.g. "CC BY 4.0"
  std::vector<ImprintLine> imprint;             ///< an edition's own lines of the same name replace them
  std::vector<ImprintName> required_imprint;    ///< without a line for each nothing is published
  std::vector<std::string> languages = {"de"};  ///< BCP 47, the first is the main one
  std::string theme = "standard";
  std::vector<std::string> documents;  ///< ids in the order of the downloads page; others follow by id
  bool operator==(const Settings&) const = default;
};

/// One entry of documents/parties.xml
struct Party {
  PartyId id;
  std::string short_name;
  std::string full_name;
  std::string kind;  ///< "office", "company", "research", "civil-society", "body"
  std::optional<Date> valid_from;
  PartyId successor;  ///< who took over when it was renamed or merged; "" while it exists
  [[nodiscard]] const std::string& name() const { return full_name.empty() ? short_name : full_name; }
  bool operator==(const Party&) const = default;
};
using Parties = std::vector<Party>;

[[nodiscard]] const Party* find_party(const Parties& parties, const PartyId& id);
/// The party and those that took over one after another when it was renamed or merged; each once.
[[nodiscard]] std::vector<PartyId> succession(const Parties& parties, const PartyId& id);
/// Two states of the register as one; where both have a party, as the newer one has it.
[[nodiscard]] Parties laid_over(const Parties& before, const Parties& after);

/// documents/<document>/editions/<id>.xml
struct Edition {
  EditionId id;
  std::string status;  ///< "draft", "consultation", "decided", "updating"
  std::string title;   ///< "" for the document's own title
  std::string subtitle;
  std::string decision_body;
  std::optional<Date> decision_date;
  std::string decision_number;
  std::optional<Date> in_force;
  Date as_of;           ///< "Stand"
  bool sample = false;  ///< marks cover and imprint as a sample edition
  std::string note;     ///< one sentence for cover and imprint
  std::vector<ImprintLine> imprint;
  bool operator==(const Edition&) const = default;
};

/// The imprint lines of an edition in `lang`: its own, then those of the workspace whose names it does not use itself.
[[nodiscard]] std::vector<ImprintLine> imprint_lines(const Settings& settings, const Edition& edition,
                                                     std::string_view lang);
/// The names that the workspace requires and imprint_lines() lacks.
[[nodiscard]] std::vector<ImprintName> missing_imprint(const Settings& settings, const Edition& edition,
                                                       std::string_view lang);

/// One entry of documents/<document>/pictures.xml: whose a picture is.
struct PictureCredit {
  std::string file;    ///< name below media/
  std::string credit;  ///< who made it; never empty
  std::string licence;
  bool operator==(const PictureCredit&) const = default;
};
using PictureCredits = std::vector<PictureCredit>;

/// One font file, named exactly.
struct FontFile {
  std::string file;  ///< path, absolute or relative to the system's font folders
  std::string sha256;
  std::vector<FontFile> others;  ///< the same font as other systems have it: tried in turn where `file` is not there
  bool operator==(const FontFile&) const = default;
};

struct Colour {
  std::uint8_t red = 0, green = 0, blue = 0;
  bool operator==(const Colour&) const = default;
};

/// Size and leading of one role of text.
struct TextStyle {
  Length size;
  Length leading;
  Length before;  ///< space above
  Length after;   ///< space below
  bool bold = false;
  Colour colour;
  bool operator==(const TextStyle&) const = default;
};

/// schemas/themes/<theme>.xml: a house's look.
struct Theme {
  std::string name;
  FontFile regular, bold, italic, bold_italic, mono;
  FontFile fallback;  ///< for characters the others lack; may be empty
  Length page_width, page_height;
  Length margin_top, margin_bottom, margin_left, margin_right;
  bool justified = false;
  bool hyphenated = false;      ///< false: only words wider than the line
  bool italics = false;         ///< false: emphasis is set bold
  bool protruding = false;      ///< hyphens and punctuation hang into the margins, for edges that look straight
  std::uint8_t scaling = 0;     ///< thousandths by which glyphs may be wider or narrower to fill a line; at most 20
  std::uint8_t hyphen_run = 2;  ///< longest run of lines that end in a hyphen; at least 1
  TextStyle body, small, table, note, caption, title, subtitle, running;
  std::vector<TextStyle> headings;  ///< level 1 first; deeper levels use the last
  Colour accent, rule, fill;        ///< headings' rules, table rules, table head fill
  bool operator==(const Theme&) const = default;
};

}  // namespace zielbaum::model
