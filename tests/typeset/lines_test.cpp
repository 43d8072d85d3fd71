// Laws of the lines: the best are taken, none is too wide, none is uneven without need, no word is lost.
#include <algorithm>

#include "support/pages.h"
#include "support/rounds.h"
#include "support/sample_flow.h"
#include "typeset/breaking_internal.h"
#include "typeset/shaping_internal.h"

using namespace zielbaum;
using namespace zielbaum::test;
using typeset::Break;
using typeset::Breaking;
using typeset::BreakKind;
using typeset::BreakRules;
using typeset::Strictness;

namespace {

constexpr std::int64_t kPoint = 1'000'000;

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed * 2 + 1) {}
  std::int64_t below(std::int64_t most) {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return static_cast<std::int64_t>((state_ >> 33) % static_cast<std::uint64_t>(most));
  }

 private:
  std::uint64_t state_;
};

/// A paragraph of words of 1 to 5 syllables, some with divisions.
std::vector<Break> random_paragraph(Random& random, std::int64_t words) {
  std::vector<Break> breaks;
  std::int64_t sum = 0, spaces = 0;
  breaks.push_back({.kind = BreakKind::Forced});
  for (std::int64_t w = 0; w < words; ++w) {
    const std::int64_t syllables = 1 + random.below(5);
    for (std::int64_t s = 0; s < syllables; ++s) {
      sum += (8 + random.below(14)) * kPoint;
      if (s + 1 == syllables || random.below(3) == 0) continue;
      const bool seam = random.below(4) == 0;
      breaks.push_back({.end = sum + 4 * kPoint,
                        .end_spaces = spaces,
                        .begin = sum,
                        .begin_spaces = spaces,
                        .kind = seam ? BreakKind::Compound : BreakKind::Syllable,
                        .hyphen = true});
    }
    Break at{.end = sum, .end_spaces = spaces, .kind = w + 1 == words ? BreakKind::End : BreakKind::Space};
    if (w + 1 < words && random.below(40) == 0) at.kind = BreakKind::Forced;
    sum += 3 * kPoint;
    spaces += 3 * kPoint;
    at.begin = sum;
    at.begin_spaces = spaces;
    breaks.push_back(at);
  }
  return breaks;
}

/// Lines as a typewriter makes them: each as full as can be.
std::vector<std::uint32_t> first_fit(const std::vector<Break>& breaks, const BreakRules& rules) {
  std::vector<std::uint32_t> ends;
  std::uint32_t from = 0;
  while (from + 1 < breaks.size()) {
    std::uint32_t to = from + 1;
    std::uint32_t best = to;
    for (; to < breaks.size(); ++to) {
      if (breaks[to].end - breaks[from].begin <= rules.measure) best = to;
      if (breaks[to].kind == BreakKind::Forced) break;
    }
    ends.push_back(best);
    from = best;
  }
  return ends;
}

std::string text_of_glyph(const typeset::LoadedFont& font, const typeset::Glyph& glyph) {
  return to_utf8(font.cids.at(glyph.cid).text);
}

}  // namespace

TEST_CASE("lines: never worse than first fit, never too wide, never more hyphens in a row than allowed") {
  Random random(7);
  std::size_t strict = 0, hyphens = 0;
  for (int i = 0; i < rounds(600); ++i) {
    const std::vector<Break> breaks = random_paragraph(random, 1 + random.below(120));
    const BreakRules rules{.measure = (90 + random.below(400)) * kPoint,
                           .justified = i % 3 != 0,
                           .scaling = static_cast<std::uint8_t>(random.below(21)),
                           .hyphen_run = static_cast<std::uint8_t>(1 + random.below(3)),
                           .em = 11 * kPoint};
    const Breaking best = typeset::best_breaking(breaks, rules);
    REQUIRE_FALSE(best.ends.empty());
    CHECK(best.ends.back() == breaks.size() - 1);
    CHECK(best.demerits == typeset::demerits_of(breaks, best.ends, rules, best.strictness));
    CHECK(best.demerits <= typeset::demerits_of(breaks, first_fit(breaks, rules), rules, best.strictness));
    std::uint32_t from = 0;
    int run = 0;
    for (const std::uint32_t to : best.ends) {
      REQUIRE(to > from);
      for (std::uint32_t between = from + 1; between < to; ++between) CHECK(breaks[between].kind != BreakKind::Forced);
      const std::int64_t width = breaks[to].end - breaks[from].begin;
      const std::int64_t spaces = breaks[to].end_spaces - breaks[from].begin_spaces;
      const std::int64_t shrunk = rules.justified ? (width - spaces) * rules.scaling / 1000 + spaces * 45 / 100 : 0;
      CHECK(width - shrunk <= rules.measure);
      run = breaks[to].hyphen ? run + 1 : 0;
      hyphens += breaks[to].hyphen ? 1 : 0;
      if (best.strictness == Strictness::Strict) CHECK(run <= rules.hyphen_run);
      from = to;
    }
    strict += best.strictness == Strictness::Strict ? 1 : 0;
  }
  CHECK(strict > rounds(300U));  // the laws above were put to the test
  CHECK(hyphens > rounds(300U));
}

TEST_CASE("lines: a short last line and a divided last word are avoided where there is another way") {
  // Eleven words of 40 pt: as they stand, the last line is one word; the spaces may shrink to take it in.
  std::vector<Break> breaks{{.kind = BreakKind::Forced}};
  for (int w = 0; w < 11; ++w) {
    const std::int64_t width = w == 10 ? 14 : 40;
    const std::int64_t sum = breaks.back().begin + width * kPoint;
    breaks.push_back({.end = sum,
                      .end_spaces = breaks.back().begin_spaces,
                      .begin = sum + 4 * kPoint,
                      .begin_spaces = breaks.back().begin_spaces + 4 * kPoint,
                      .kind = w == 10 ? BreakKind::End : BreakKind::Space});
  }
  const BreakRules rules{.measure = 448 * kPoint, .justified = true, .em = 11 * kPoint};
  CHECK(typeset::best_breaking(breaks, rules).ends == std::vector<std::uint32_t>{11});
}

TEST_CASE("lines: those of a justified paragraph are equally wide, but for the last one") {
  for (const std::uint32_t seed : {1u, 2u, 3u, 4u, 5u, 6u}) {
    flow::Flow flow;
    flow.blocks = {paragraph(Sentences(seed).paragraph(9))};
    const model::Theme theme = book_theme();
    const Result<SetFlow> set = set_flow(flow, theme);
    REQUIRE(set.has_value());
    const GlyphTexts texts(set->fonts);
    std::vector<std::pair<Length, Length>> edges;  // of each line
    std::string all;
    int hyphens = 0;
    for (const auto& [index, page] : set->collected.pages) {
      for (const typeset::Item& item : page.items) {
        const auto* run = std::get_if<typeset::GlyphRun>(&item.content);
        if (run == nullptr || item.owner.element == typeset::kNoElement) continue;
        CHECK(run->scale >= 980);
        CHECK(run->scale <= 1020);
        std::int64_t sum = 0;
        const std::string text = texts.of(*run);
        for (const typeset::Glyph& glyph : run->glyphs) sum += glyph.advance;
        if (text.ends_with(' ')) sum -= run->glyphs.back().advance;
        const Length right = run->x + Length::micropoints(sum * run->size.in_micropoints() / 1000 * run->scale / 1000);
        edges.emplace_back(run->x, right);
        all += text;
        hyphens = text.ends_with("\xC2\xAD") ? hyphens + 1 : 0;
        CHECK(hyphens <= theme.hyphen_run);
      }
    }
    CHECK(words(all) == words(Sentences(seed).paragraph(9)));
    REQUIRE(edges.size() > 5);
    const Length margin = theme.page_width - theme.margin_right;
    const Length hang = theme.body.size / 3;  // of a hyphen or a full stop
    for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
      CHECK(edges[i].first <= theme.margin_left);
      CHECK(edges[i].first >= theme.margin_left - hang);
      CHECK(edges[i].second >= margin - Length::millipoints(30));
      CHECK(edges[i].second <= margin + hang);
    }
    CHECK(edges.back().second <= margin + hang);
  }
}

TEST_CASE("lines: a no-break space in a justified line is as wide as the other spaces") {
  flow::Flow flow;
  std::string text;
  for (int i = 0; i < 40; ++i) text += "Verwaltung (Seite\u00A0" + std::to_string(i) + ") und § 3 gelten überall. ";
  flow.blocks = {paragraph(text)};
  const Result<SetFlow> set = set_flow(flow, book_theme());
  REQUIRE(set.has_value());
  const GlyphTexts texts(set->fonts);
  int grown = 0, lines = 0;
  for (const auto& [index, page] : set->collected.pages) {
    for (const typeset::Item& item : page.items) {
      const auto* run = std::get_if<typeset::GlyphRun>(&item.content);
      if (run == nullptr || item.owner.element == typeset::kNoElement) continue;
      std::vector<std::int32_t> widths;  // of the line's spaces
      for (std::size_t g = 0; g + 1 < run->glyphs.size(); ++g) {
        typeset::GlyphRun one = *run;
        one.glyphs = {run->glyphs[g]};
        const std::string shown = texts.of(one);
        if (shown == " " || shown == "\u00A0") widths.push_back(run->glyphs[g].advance);
      }
      if (widths.empty()) continue;
      const auto [least, most] = std::minmax_element(widths.begin(), widths.end());
      CHECK(*most - *least <= 1);
      ++lines;
      grown += *least > 260 ? 1 : 0;
    }
  }
  CHECK(lines > 10);
  CHECK(grown > 0);
}

TEST_CASE("lines: no ligature stands across a place where the word can be divided") {
  for (const bool hyphenated : {true, false}) {
    model::Theme theme = standard_theme();  // Noto Sans has ligatures, Liberation Serif has none
    theme.hyphenated = hyphenated;
    Result<typeset::Fonts> fonts = typeset::Fonts::load(theme, read_font);
    REQUIRE(fonts.has_value());
    typeset::Fonts::Impl& impl = fonts->impl();
    const auto ligatures_of = [&](const std::string& word) {
      const typeset::ShapedWord& shaped = impl.shape(typeset::Face::Regular, word, "de");
      std::string text;
      std::vector<std::string> ligatures;
      std::vector<std::size_t> ends;
      for (const typeset::Glyph& glyph : shaped.glyphs) {
        const std::string part = text_of_glyph(*impl.fonts[impl.font_of_face[0]], glyph);
        text += part;
        ends.push_back(text.size());
        if (to_utf32(part).size() > 1) ligatures.push_back(part);
      }
      CHECK(text == word);
      for (const typeset::Division& division : impl.hyphenator.places(word, "de")) {
        CHECK(std::find(ends.begin(), ends.end(), division.offset) != ends.end());
      }
      return ligatures;
    };
    CHECK(ligatures_of("Pflicht") == std::vector<std::string>{"fl"});
    CHECK(ligatures_of("Profile") == std::vector<std::string>{"fi"});
    CHECK(ligatures_of("Auflage").empty());
    CHECK(ligatures_of("Auffindbarkeit") == std::vector<std::string>{"fi"});
    CHECK(ligatures_of("Straßenverkehrsordnung").empty());
    for (const std::string word :
         {"Schifffahrt", "Offizier", "Kauffläche", "Tariffindung", "Grafiken", "hilfsbereit"}) {
      (void)ligatures_of(word);
    }
  }
}

TEST_CASE("lines: the parts of a divided word are as wide as the glyphs that show them") {
  Result<typeset::Fonts> fonts = typeset::Fonts::load(book_theme(), read_font);
  REQUIRE(fonts.has_value());
  typeset::Fonts::Impl& impl = fonts->impl();
  for (const std::string word : {"Verwaltungsvorschrift", "Tarifvertrag", "Auffindbarkeit", "Avantgarde"}) {
    const typeset::ShapedWord& shaped = impl.shape(typeset::Face::Regular, word, "de");
    REQUIRE_FALSE(shaped.divisions.empty());
    for (const typeset::GlyphDivision& division : shaped.divisions) {
      std::int32_t before = 0, all = 0;
      for (std::size_t i = 0; i < shaped.glyphs.size(); ++i) {
        if (i < division.glyph) before += shaped.glyphs[i].advance;
        all += shaped.glyphs[i].advance;
      }
      CHECK(before == division.width + division.kerning);
      CHECK(all == shaped.width);
    }
  }
}

TEST_CASE("lines: an address is parted without a hyphen") {
  flow::Flow flow;
  const std::string address =
      "https://www.verwaltung-berlin.example/strategie/digitalisierung.html?fassung=beschluss_2026";
  flow.blocks = {paragraph("Siehe " + address + " im Netz.")};
  for (model::Theme theme : {standard_theme(), book_theme()}) {
    theme.margin_right = theme.page_width - theme.margin_left - Length::points(120);
    const Result<SetFlow> set = set_flow(flow, theme);
    REQUIRE(set.has_value());
    const GlyphTexts texts(set->fonts);
    std::string all;
    for (const typeset::Item& item : set->collected.pages.at(0).items) {
      const auto* run = std::get_if<typeset::GlyphRun>(&item.content);
      if (run != nullptr && item.owner.element != typeset::kNoElement) all += texts.of(*run);
    }
    CHECK(all.find(address) != std::string::npos);  // no soft hyphen inside
  }
}
