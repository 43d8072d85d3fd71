#include "text/german_internal.h"

#include <algorithm>
#include <array>

namespace zielbaum::text {

namespace {

using namespace std::string_view_literals;

struct Short {
  std::string_view word;
  Abbreviation kind;
};
constexpr auto kGoesOn = Abbreviation::Continues;
constexpr auto kMayEnd = Abbreviation::MayEnd;

// Sorted bytewise, as all tables here; tests/text checks it through the look-ups.
constexpr std::array kAbbreviations = {
    Short{"Abb", kGoesOn},    Short{"Abs", kGoesOn},   Short{"Abschn", kGoesOn}, Short{"Anh", kGoesOn},
    Short{"Anl", kGoesOn},    Short{"Anm", kGoesOn},   Short{"Apr", kMayEnd},    Short{"Art", kMayEnd},
    Short{"Aufl", kGoesOn},   Short{"Aug", kMayEnd},   Short{"Az", kGoesOn},     Short{"Bd", kGoesOn},
    Short{"Buchst", kGoesOn}, Short{"Bzgl", kGoesOn},  Short{"Chr", kMayEnd},    Short{"Dez", kMayEnd},
    Short{"Dipl", kGoesOn},   Short{"Dr", kGoesOn},    Short{"Drs", kGoesOn},    Short{"Einw", kMayEnd},
    Short{"Feb", kMayEnd},    Short{"Fn", kGoesOn},    Short{"Fr", kGoesOn},     Short{"Ggf", kGoesOn},
    Short{"Hr", kGoesOn},     Short{"Hrsg", kMayEnd},  Short{"Ing", kGoesOn},    Short{"Jan", kMayEnd},
    Short{"Jg", kMayEnd},     Short{"Jh", kMayEnd},    Short{"Kap", kGoesOn},    Short{"Lfd", kGoesOn},
    Short{"Min", kMayEnd},    Short{"Mio", kMayEnd},   Short{"Mrd", kMayEnd},    Short{"Nov", kMayEnd},
    Short{"Nr", kGoesOn},     Short{"Nrn", kGoesOn},   Short{"Okt", kMayEnd},    Short{"Pkt", kGoesOn},
    Short{"Prof", kGoesOn},   Short{"Rn", kGoesOn},    Short{"Sek", kMayEnd},    Short{"Sept", kMayEnd},
    Short{"Sog", kGoesOn},    Short{"St", kGoesOn},    Short{"Std", kMayEnd},    Short{"Str", kMayEnd},
    Short{"Tab", kGoesOn},    Short{"Tel", kGoesOn},   Short{"Tsd", kMayEnd},    Short{"Vgl", kGoesOn},
    Short{"Ziff", kGoesOn},   Short{"abzgl", kGoesOn}, Short{"allg", kGoesOn},   Short{"bspw", kGoesOn},
    Short{"bzgl", kGoesOn},   Short{"bzw", kGoesOn},   Short{"ca", kGoesOn},     Short{"ders", kGoesOn},
    Short{"dgl", kMayEnd},    Short{"dt", kGoesOn},    Short{"ebd", kMayEnd},    Short{"einschl", kGoesOn},
    Short{"entspr", kGoesOn}, Short{"etc", kMayEnd},   Short{"evtl", kGoesOn},   Short{"exkl", kGoesOn},
    Short{"ff", kMayEnd},     Short{"geb", kGoesOn},   Short{"gem", kGoesOn},    Short{"ggf", kGoesOn},
    Short{"ggfs", kGoesOn},   Short{"ggü", kGoesOn},   Short{"inkl", kGoesOn},   Short{"insb", kGoesOn},
    Short{"insbes", kGoesOn}, Short{"jew", kGoesOn},   Short{"lfd", kGoesOn},    Short{"lt", kGoesOn},
    Short{"max", kGoesOn},    Short{"min", kGoesOn},   Short{"mind", kGoesOn},   Short{"rd", kGoesOn},
    Short{"sog", kGoesOn},    Short{"städt", kGoesOn}, Short{"teilw", kGoesOn},  Short{"tägl", kGoesOn},
    Short{"urspr", kGoesOn},  Short{"usf", kMayEnd},   Short{"usw", kMayEnd},    Short{"vgl", kGoesOn},
    Short{"vorl", kGoesOn},   Short{"vsl", kGoesOn},   Short{"zzgl", kGoesOn}};

constexpr std::array kCounting = {"Abb"sv, "Abs"sv, "Abschn"sv, "Anl"sv, "Art"sv, "Bd"sv,  "Fn"sv,   "Kap"sv,
                                  "Nr"sv,  "Nrn"sv, "Pkt"sv,    "Rn"sv,  "S"sv,   "Tab"sv, "Ziff"sv, "lfd"sv};

constexpr std::array kUnits = {"%"sv,   "Cent"sv, "EUR"sv, "Euro"sv,   "GB"sv,   "GW"sv,   "GWh"sv,     "Hz"sv,
                               "MB"sv,  "MW"sv,   "MWh"sv, "Mbit/s"sv, "Mio."sv, "Mrd."sv, "Prozent"sv, "TB"sv,
                               "TWh"sv, "Tsd."sv, "W"sv,   "cm"sv,     "dB"sv,   "g"sv,    "h"sv,       "ha"sv,
                               "kB"sv,  "kW"sv,   "kWh"sv, "kg"sv,     "km"sv,   "km/h"sv, "km²"sv,     "m"sv,
                               "mm"sv,  "m²"sv,   "m³"sv,  "t"sv,      "°"sv,    "°C"sv,   "‰"sv,       "€"sv};

constexpr std::array kMonths = {"April"sv,  "August"sv,   "Dezember"sv, "Feber"sv,    "Februar"sv,
                                "Januar"sv, "Juli"sv,     "Juni"sv,     "Jänner"sv,   "Mai"sv,
                                "März"sv,   "November"sv, "Oktober"sv,  "September"sv};
constexpr std::array kShortMonths = {"Apr."sv, "Aug."sv, "Dez."sv, "Feb."sv, "Jan."sv, "Jul."sv,
                                     "Jun."sv, "Mär."sv, "Nov."sv, "Okt."sv, "Sep."sv, "Sept."sv};

constexpr std::array kStarters = {
    "Aber"sv,       "Alle"sv,    "Als"sv,      "Am"sv,      "An"sv,           "Auch"sv,   "Auf"sv,     "Aus"sv,
    "Außerdem"sv,   "Bei"sv,     "Beide"sv,    "Bis"sv,     "Da"sv,           "Dabei"sv,  "Dadurch"sv, "Dafür"sv,
    "Daher"sv,      "Damit"sv,   "Danach"sv,   "Daneben"sv, "Dann"sv,         "Daran"sv,  "Darauf"sv,  "Daraus"sv,
    "Darin"sv,      "Darüber"sv, "Das"sv,      "Dazu"sv,    "Dem"sv,          "Den"sv,    "Denn"sv,    "Der"sv,
    "Des"sv,        "Deshalb"sv, "Die"sv,      "Dies"sv,    "Diese"sv,        "Dieser"sv, "Dieses"sv,  "Doch"sv,
    "Durch"sv,      "Ein"sv,     "Eine"sv,     "Einem"sv,   "Einen"sv,        "Einer"sv,  "Er"sv,      "Erst"sv,
    "Es"sv,         "Ferner"sv,  "Für"sv,      "Gegen"sv,   "Gleichzeitig"sv, "Hier"sv,   "Hierfür"sv, "Hierzu"sv,
    "Ihr"sv,        "Ihre"sv,    "Im"sv,       "In"sv,      "Ist"sv,          "Je"sv,     "Jede"sv,    "Jeder"sv,
    "Jedes"sv,      "Kein"sv,    "Keine"sv,    "Mit"sv,     "Nach"sv,         "Neben"sv,  "Nicht"sv,   "Nur"sv,
    "Ob"sv,         "Ohne"sv,    "Sein"sv,     "Seine"sv,   "Seit"sv,         "Sie"sv,    "Sind"sv,    "So"sv,
    "Sobald"sv,     "Sollte"sv,  "Trotz"sv,    "Um"sv,      "Und"sv,          "Unter"sv,  "Viele"sv,   "Vom"sv,
    "Von"sv,        "Vor"sv,     "Was"sv,      "Weil"sv,    "Weitere"sv,      "Wenn"sv,   "Wer"sv,     "Wie"sv,
    "Wir"sv,        "Wird"sv,    "Wo"sv,       "Während"sv, "Zu"sv,           "Zudem"sv,  "Zum"sv,     "Zur"sv,
    "Zusätzlich"sv, "Zwar"sv,    "Zwischen"sv, "Über"sv};

static_assert(std::is_sorted(kAbbreviations.begin(), kAbbreviations.end(),
                             [](const Short& a, const Short& b) { return a.word < b.word; }));
static_assert(std::is_sorted(kCounting.begin(), kCounting.end()));
static_assert(std::is_sorted(kUnits.begin(), kUnits.end()));
static_assert(std::is_sorted(kMonths.begin(), kMonths.end()));
static_assert(std::is_sorted(kStarters.begin(), kStarters.end()));

bool digit(std::string_view text, std::size_t at) {
  return at < text.size() && text[at] >= '0' && text[at] <= '9';
}

std::size_t digits(std::string_view text, std::size_t at) {
  std::size_t count = 0;
  while (digit(text, at + count)) ++count;
  return count;
}

// Spaces, also no-break ones, of which a date has at least one between its parts.
std::size_t blanks(std::string_view text, std::size_t at) {
  const std::size_t begin = at;
  while (at < text.size()) {
    if (text[at] == ' ') {
      ++at;
    } else if (text.substr(at, 2) == "\u00A0") {
      at += 2;
    } else if (text.substr(at, 3) == "\u202F") {
      at += 3;
    } else {
      break;
    }
  }
  return at - begin;
}

bool letter_follows(std::string_view text, std::size_t at) {
  if (at >= text.size()) return false;
  const auto byte = static_cast<unsigned char>(text[at]);
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= 0xC3 && byte <= 0xC9);
}

std::size_t month_length(std::string_view text) {
  for (const std::string_view month : kMonths) {
    if (text.starts_with(month) && !letter_follows(text, month.size())) return month.size();
  }
  for (const std::string_view month : kShortMonths) {
    if (text.starts_with(month)) return month.size();
  }
  return 0;
}

// "3." or "31.": the length, or 0.
std::size_t day_length(std::string_view text, std::size_t at) {
  const std::size_t count = digits(text, at);
  return count >= 1 && count <= 2 && at + count < text.size() && text[at + count] == '.' ? count + 1 : 0;
}

}  // namespace

Abbreviation abbreviation(std::string_view word) {
  const auto* found = std::lower_bound(kAbbreviations.begin(), kAbbreviations.end(), word,
                                       [](const Short& entry, std::string_view key) { return entry.word < key; });
  return found != kAbbreviations.end() && found->word == word ? found->kind : Abbreviation::None;
}

bool counts(std::string_view word) {
  return std::binary_search(kCounting.begin(), kCounting.end(), word);
}
bool is_unit(std::string_view word) {
  return std::binary_search(kUnits.begin(), kUnits.end(), word);
}
bool begins_sentence(std::string_view word) {
  return std::binary_search(kStarters.begin(), kStarters.end(), word);
}

std::size_t date_length(std::string_view text) {
  const std::size_t day = day_length(text, 0);
  if (day == 0) return 0;
  const std::size_t space = blanks(text, day);
  if (space == 0) return 0;
  std::size_t at = day + space;
  // "3. und 4. August", "3. bis 5. August"
  for (const std::string_view joint : {"und "sv, "bis "sv, "oder "sv, "– "sv, "- "sv}) {
    if (!text.substr(at).starts_with(joint)) continue;
    const std::size_t second = day_length(text, at + joint.size());
    if (second == 0) return 0;
    at += joint.size() + second;
    at += blanks(text, at);
    break;
  }
  const std::size_t month = month_length(text.substr(at));
  if (month > 0) {
    at += month;
    const std::size_t gap = blanks(text, at);
    return gap > 0 && digits(text, at + gap) == 4 ? at + gap + 4 : at;
  }
  // "12. 5. 2021"
  const std::size_t number = day_length(text, at);
  if (number == 0) return 0;
  at += number;
  at += blanks(text, at);
  return digits(text, at) == 4 ? at + 4 : 0;
}

}  // namespace zielbaum::text
