// Where words are divided: dictionaries of three languages, exceptions, and what is never divided.
#include "typeset/hyphenation_internal.h"

#include <string>

#include "support/catch.h"
#include "typeset/exceptions_internal.h"
#include "typeset/patterns_internal.h"

using namespace zielbaum;

namespace {

/// "Stra-ßen=ver-kehr": "=" at the seams of compounds where `seams` is asked for, "-" else.
std::string divided(std::string word, std::string_view lang = "de", bool seams = false) {
  static typeset::Hyphenator hyphenator;
  const std::vector<typeset::Division> places = hyphenator.places(word, lang);
  for (std::size_t i = places.size(); i-- > 0;) word.insert(places[i].offset, seams && places[i].seam ? "=" : "-");
  return word;
}

}  // namespace

TEST_CASE("hyphenation: German words are divided where German divides them") {
  CHECK(divided("Straßenverkehrsordnung") == "Stra-ßen-ver-kehrs-ord-nung");
  CHECK(divided("Nachhaltigkeitsberichterstattung") == "Nach-hal-tig-keits-be-richt-er-stat-tung");
  CHECK(divided("Verwaltung") == "Ver-wal-tung");
  CHECK(divided("Rat") == "Rat");
  CHECK(divided("") == "");
}

TEST_CASE("hyphenation: words of administration that the dictionary alone divides wrongly") {
  for (const std::string word : {"Stau-be-cken",
                                 "Kli-ma-an-pas-sung",
                                 "Kli-ma-an-pas-sungs-stra-te-gie",
                                 "Bar-rie-re-frei-heit",
                                 "Fort-schrei-bung",
                                 "Über-ar-bei-tung",
                                 "Über-gangs-re-ge-lun-gen",
                                 "vor-über-ge-hend",
                                 "Ge-ne-ra-tio-nen-ge-rech-tig-keit",
                                 "Ka-ta-stro-phen-schutz",
                                 "Strom-aus-fall",
                                 "On-line-zu-gangs-ge-setz",
                                 "ver-ste-tigt",
                                 "Di-gi-ta-li-sie-rungs-leit-li-nie",
                                 "Per-so-nal-ent-wick-lung",
                                 "Wei-ter-ent-wick-lung",
                                 "Sport-stät-ten-be-darf",
                                 "Quar-tiers-ma-nage-ment",
                                 "ge-mein-wohl-ori-en-tierte",
                                 "ge-samt-städ-ti-sche",
                                 "Zwi-schen-er-geb-nis",
                                 "Da-ten-in-fra-struk-tur",
                                 "Ar-beits-auf-trag",
                                 "Rück-fra-gen"}) {
    std::string whole;
    for (const char c : word) {
      if (c != '-') whole += c;
    }
    CHECK(divided(whole) == word);
  }
}

TEST_CASE("hyphenation: every exception is kept, alone and inside of a compound") {
  std::string_view rest = typeset::kGermanExceptions;
  std::size_t count = 0;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string exception(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    REQUIRE_FALSE(exception.empty());
    ++count;
    std::string word = "xx", marked = "xx";  // no pattern begins or ends with it
    for (const char c : exception) {
      if (c != '-' && c != '=') word += c;
      marked += c == '=' ? '-' : c;
    }
    INFO(exception);
    const std::string found = divided(word + "xxx");
    // All marks of the exception are places; what other exceptions add inside it ("ar-beit", "ar-bei-te") may follow.
    std::size_t letter = 0, wanted = 0;
    bool all = true;
    for (; wanted < marked.size(); ++wanted) {
      if (letter < found.size() && found[letter] == marked[wanted]) {
        ++letter;
      } else if (letter < found.size() && found[letter] == '-') {
        --wanted;
        ++letter;
      } else {
        all = false;
        break;
      }
    }
    CHECK(all);
  }
  CHECK(count > 50);
}

TEST_CASE("hyphenation: the seams of compounds are known") {
  CHECK(divided("Haushaltsplan", "de", true) == "Haus=halts=plan");
  CHECK(divided("Klimaanpassung", "de", true) == "Kli-ma=an-pas-sung");
}

TEST_CASE("hyphenation: gendered forms are divided like their parts, and never beside the sign") {
  CHECK(divided("Bürger*innen") == "Bür-ger*in-nen");
  CHECK(divided("Bürger:innen") == "Bür-ger:in-nen");
  CHECK(divided("Bürger_innen") == "Bür-ger_in-nen");
  CHECK(divided("BürgerInnen") == "Bür-gerIn-nen");
  CHECK(divided("Mitarbeiter*innen") == "Mit-ar-bei-ter*in-nen");
}

TEST_CASE("hyphenation: two letters stand before and three after, also between the parts of a compound") {
  for (const std::string_view word :
       {"Kreislaufwirtschaftsgesetz", "Ehrenamtskarte", "Abwasserabgabe", "Ideenwerkstatt", "Uferbereich",
        "Aufgabenkritik", "Auewald", "Steuerung", "Nationen"}) {
    const std::string found = divided(std::string(word));
    INFO(found);
    std::size_t letters = 0;
    std::size_t parts = 0;
    for (std::size_t i = 0; i <= found.size(); ++i) {
      if (i < found.size() && found[i] != '-') {
        letters += (static_cast<unsigned char>(found[i]) & 0xC0) != 0x80 ? 1 : 0;
        continue;
      }
      CHECK(letters >= (i == found.size() && parts > 0 ? 3 : 2));
      letters = 0;
      ++parts;
    }
  }
}

TEST_CASE("hyphenation: English and Ukrainian have their own dictionaries, other languages none") {
  CHECK(divided("infrastructure", "en") == "in-fra-struc-ture");
  CHECK(divided("participation", "en-GB") == "par-tic-i-pa-tion");
  CHECK(divided("обов’язковий", "uk") == "обо-в’язко-вий");
  CHECK(divided("відповідальність", "uk-UA") == "від-по-відаль-ність");
  CHECK(divided("infrastructure", "fr") == "infrastructure");
  CHECK(divided("infrastructure", "") == "infrastructure");
}

TEST_CASE("hyphenation: addresses and abbreviations in capitals are not divided") {
  CHECK(divided("https://www.berlin.de/senatsverwaltung/") == "https://www.berlin.de/senatsverwaltung/");
  CHECK(divided("barrierefrei@verwaltung.example") == "barrierefrei@verwaltung.example");
  CHECK(divided("DSGVO") == "DSGVO");
}

TEST_CASE("hyphenation: a dictionary is read whatever its levels and its character set are") {
  const typeset::Dictionary one(std::string("UTF-8\nLEFTHYPHENMIN 2\n% remark\n1ба\nff1f/ff=f,1,2\nа1б1\n"));
  CHECK(one.is_utf8);
  CHECK(one.syllables.values("аба") == "001010");
  CHECK(one.seams.values("аба") == "000000");
  const typeset::Dictionary two(std::string("ISO8859-1\r\nau1to\r\n\r\nNEXTLEVEL\r\n1\xE4\r\n2\xE4\r\n"));
  CHECK_FALSE(two.is_utf8);
  CHECK(two.seams.values("auto") == "0010");
  CHECK(two.syllables.values("a\xE4") == "02");  // the later of two with the same letters
  CHECK(typeset::Dictionary(std::string()).syllables.values("wort") == "0000");
}
