// schemas/themes/<theme>.xml
//
//   <theme xmlns="urn:zielbaum:theme:1" name="standard">
//     <font face="regular" file="truetype/noto/NotoSans-Regular.ttf" sha256="…" />
//         faces: regular bold italic bold-italic mono fallback (the last may be left out)
//         inside, where other systems have the font elsewhere or in another build: <or file="…" sha256="…" />*
//     <page width="210mm" height="297mm" top="25mm" bottom="25mm" left="25mm" right="25mm" />
//     <text justified="false" hyphenated="false" italics="false" protruding="false" scaling="0" hyphen-run="2" />
//         protruding: hyphens and punctuation hang into the margin; scaling: by how many thousandths glyphs may be
//         wider or narrower (0 to 20); hyphen-run: longest run of lines that end in a hyphen (1 to 9)
//     <style role="body" size="12pt" leading="15pt" before="0pt" after="7.5pt" bold="false" colour="#1a1a1a" />
//         roles: body small table note caption title subtitle running; heading with level="1" and so on
//     <colour role="accent" value="#c40d1e" />   roles: accent rule fill
//   </theme>
//
// Lengths: a number of up to three decimals with "pt", of one decimal with "mm". All but `before`, `after`, `bold` and
// `colour` of a style, the attributes of `text`, and the fallback font, is required.
//
// Text must be legible on white and on the fill by WCAG 2.1, level AA: a contrast of 4.5, or of 3 where the text is
// large (18 pt, or 14 pt and bold). Links are set in the accent colour.
#include <algorithm>
#include <cmath>
#include <set>

#include "base/ids.h"
#include "xml/read_internal.h"
#include "xml/xml.h"

namespace zielbaum::xml {

namespace {

/// Units of 10^-`decimals` in "12.5" and the like; nothing if it has more decimals or is larger than paper can be.
std::optional<std::int64_t> scaled(std::string_view text, std::uint8_t decimals) {
  const std::optional<Decimal> number = parse_decimal(text);
  if (!number || number->scale > decimals || number->units < -100'000'000 || number->units > 100'000'000) {
    return std::nullopt;
  }
  std::int64_t units = number->units;
  for (std::uint8_t i = number->scale; i < decimals; ++i) units *= 10;
  return units;
}

std::optional<Length> parse_length(std::string_view text) {
  if (text.size() < 3) return std::nullopt;
  const std::string_view unit = text.substr(text.size() - 2);
  const std::string_view number = text.substr(0, text.size() - 2);
  if (unit == "pt") {
    if (const auto value = scaled(number, 3)) return Length::millipoints(*value);
  } else if (unit == "mm") {
    if (const auto value = scaled(number, 1)) return Length::tenth_millimetres(*value);
  }
  return std::nullopt;
}

enum class Sign { Positive, NotNegative };

Length length_attribute(Source& source, Element element, std::string_view name, Sign sign,
                        std::optional<Length> otherwise = std::nullopt) {
  if (otherwise && !find_attribute(element, name)) return *otherwise;
  const std::string_view given = required_attribute(source, element, name);
  if (given.empty()) return {};
  const std::optional<Length> length = parse_length(given);
  if (length && (sign == Sign::Positive ? *length > Length{} : *length >= Length{})) return *length;
  complain(source, element, "bad-length", msg("{0} is no length for {1}", given, name),
           msg("Lengths are written 12pt, 7.5pt or 25mm."));
  return {};
}

model::Colour colour_attribute(Source& source, Element element, std::string_view name) {
  const std::string_view text = attribute(element, name);
  if (text.size() == 7 && text[0] == '#' && is_hex(text.substr(1), 6, 6)) {
    const auto part = [&](std::size_t at) {
      return static_cast<std::uint8_t>(std::stoi(std::string(text.substr(at, 2)), nullptr, 16));
    };
    return {part(1), part(3), part(5)};
  }
  complain(source, element, "bad-colour", msg("{0} is no colour", text),
           msg("Colours are written # and six digits out of 0-9 and a-f: #c40d1e."));
  return {};
}

int small_number_attribute(Source& source, Element element, std::string_view name, int least, int most, int otherwise) {
  const std::optional<std::string_view> given = find_attribute(element, name);
  if (!given) return otherwise;
  const std::optional<std::int64_t> value = scaled(*given, 0);
  if (value && *value >= least && *value <= most) return static_cast<int>(*value);
  complain(source, element, "bad-value", msg("{0} is no value of the attribute {1}", *given, name),
           msg("It is a whole number from {0} to {1}.", least, most));
  return otherwise;
}

/// How bright a colour is, from 0 (black) to 1 (white), by WCAG 2.1.
double luminance(model::Colour colour) {
  const auto linear = [](std::uint8_t part) {
    const double value = part / 255.0;
    return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue);
}

/// From 1 to 21, in hundredths, rounded down: never called better than it is.
int contrast(model::Colour a, model::Colour b) {
  const double one = luminance(a) + 0.05, other = luminance(b) + 0.05;
  return static_cast<int>(100 * std::max(one, other) / std::min(one, other));
}

model::FontFile read_font(Source& source, Element element) {
  model::FontFile font;
  font.file = required_attribute(source, element, "file");
  font.sha256 = required_attribute(source, element, "sha256");
  if (!font.sha256.empty() && !is_hex(font.sha256, 64, 64)) {
    complain(source, element, "bad-value", msg("{0} is no SHA-256", font.sha256),
             msg("It has 64 digits out of 0-9 and a-f; the program sha256sum prints it."));
  }
  for_each_child(element, [&](Element other) {
    if (name_of(other) != "or") return unknown_element(source, other, {"or"});
    expect_leaf(source, other, {"file", "sha256"});
    font.others.push_back(read_font(source, other));
  });
  return font;
}

model::TextStyle read_style(Source& source, Element element) {
  model::TextStyle style;
  style.size = length_attribute(source, element, "size", Sign::Positive);
  style.leading = length_attribute(source, element, "leading", Sign::Positive);
  style.before = length_attribute(source, element, "before", Sign::NotNegative, Length{});
  style.after = length_attribute(source, element, "after", Sign::NotNegative, Length{});
  style.bold = bool_attribute(source, element, "bold", false);
  if (find_attribute(element, "colour")) {
    style.colour = colour_attribute(source, element, "colour");
  }
  return style;
}

/// The names that one sort of element may bear, each with what it sets.
template <typename Value>
using Slots = std::vector<std::pair<std::string_view, Value*>>;

template <typename Value>
std::vector<std::string_view> names_of(const Slots<Value>& slots) {
  std::vector<std::string_view> names;
  for (const auto& slot : slots) names.push_back(slot.first);
  return names;
}

class ThemeReader {
 public:
  explicit ThemeReader(Source& source) : source_(source) {}

  model::Theme read(Element root) {
    expect_attributes(source_, root, {"name"});
    expect_no_text(source_, root);
    theme_.name = id_attribute(source_, root, "name");
    for_each_child(root, [&](Element child) {
      expect_no_text(source_, child);
      if (name_of(child) == "font") {
        expect_attributes(source_, child, {"face", "file", "sha256"});
        if (auto* slot = find_slot(child, "face", fonts_)) *slot = read_font(source_, child);
      } else if (name_of(child) == "page") {
        read_page(child);
      } else if (name_of(child) == "text") {
        read_text(child);
      } else if (name_of(child) == "style") {
        read_any_style(child);
      } else if (name_of(child) == "colour") {
        expect_leaf(source_, child, {"role", "value"});
        auto* slot = find_slot(child, "role", colours_);
        if (slot == nullptr) return;
        *slot = colour_attribute(source_, child, "value");
        if (slot == &theme_.accent) texts_.push_back({child, theme_.accent, kLeastContrast});
      } else {
        unknown_element(source_, child, {"font", "page", "text", "style", "colour"});
      }
    });
    require(root);
    if (!has_errors(source_.findings)) check_contrast();
    return std::move(theme_);
  }

 private:
  static constexpr int kLeastContrast = 450, kLeastContrastOfLargeText = 300;  // hundredths

  /// Something set in a colour, the contrast it needs, and where the file says so.
  struct ColouredText {
    Element element;
    model::Colour colour;
    int least = kLeastContrast;
  };

  void check_contrast() {
    for (const ColouredText& text : texts_) {
      const int found = std::min(contrast(text.colour, {0xFF, 0xFF, 0xFF}), contrast(text.colour, theme_.fill));
      if (found >= text.least) continue;
      const auto shown = [](int hundredths) {
        return std::to_string(hundredths / 100) + "." + std::to_string(hundredths / 10 % 10);
      };
      complain(source_, text.element, "low-contrast",
               msg("The colour stands out too little from white or from the fill: {0}, needed is {1}", shown(found),
                   shown(text.least)),
               msg("Make it darker, or the fill lighter."));
    }
  }

  void read_text(Element element) {
    expect_leaf(source_, element, {"justified", "hyphenated", "italics", "protruding", "scaling", "hyphen-run"});
    claim(element, "text");
    theme_.justified = bool_attribute(source_, element, "justified", false);
    theme_.hyphenated = bool_attribute(source_, element, "hyphenated", false);
    theme_.italics = bool_attribute(source_, element, "italics", false);
    theme_.protruding = bool_attribute(source_, element, "protruding", false);
    theme_.scaling = static_cast<std::uint8_t>(small_number_attribute(source_, element, "scaling", 0, 20, 0));
    theme_.hyphen_run = static_cast<std::uint8_t>(small_number_attribute(source_, element, "hyphen-run", 1, 9, 2));
  }

  model::TextStyle read_style_of_text(Element element) {
    const model::TextStyle style = read_style(source_, element);
    const bool large = style.size >= Length::points(style.bold ? 14 : 18);
    texts_.push_back({element, style.colour, large ? kLeastContrastOfLargeText : kLeastContrast});
    return style;
  }

  /// Reports what is given twice. `name` is "font regular", "style body" and so on.
  void claim(Element element, const std::string& name) {
    if (given_.insert(name).second) return;
    complain(source_, element, "duplicate-field", msg("<{0}> is given twice", name), msg("Delete one of the two."));
  }

  template <typename Value>
  Value* find_slot(Element element, std::string_view attribute_name, const Slots<Value>& slots) {
    const std::string_view name = required_attribute(source_, element, attribute_name);
    if (name.empty()) return nullptr;
    for (const auto& [known, value] : slots) {
      if (known != name) continue;
      claim(element, std::string(name_of(element)) + " " + std::string(name));
      return value;
    }
    complain(source_, element, "bad-value", msg("{0} is no value of the attribute {1}", name, attribute_name),
             suggest(name, names_of(slots)));
    return nullptr;
  }

  void read_page(Element element) {
    expect_leaf(source_, element, {"width", "height", "top", "bottom", "left", "right"});
    claim(element, "page");
    theme_.page_width = length_attribute(source_, element, "width", Sign::Positive);
    theme_.page_height = length_attribute(source_, element, "height", Sign::Positive);
    theme_.margin_top = length_attribute(source_, element, "top", Sign::NotNegative);
    theme_.margin_bottom = length_attribute(source_, element, "bottom", Sign::NotNegative);
    theme_.margin_left = length_attribute(source_, element, "left", Sign::NotNegative);
    theme_.margin_right = length_attribute(source_, element, "right", Sign::NotNegative);
    if (theme_.margin_left + theme_.margin_right >= theme_.page_width ||
        theme_.margin_top + theme_.margin_bottom >= theme_.page_height) {
      complain(source_, element, "bad-length", msg("The margins leave no room on the page"),
               msg("Make the margins smaller."));
    }
  }

  void read_any_style(Element element) {
    expect_leaf(source_, element, {"role", "level", "size", "leading", "before", "after", "bold", "colour"});
    if (attribute(element, "role") == "heading") {
      // Levels come in order, so that there is none without those above it.
      const std::string expected = std::to_string(theme_.headings.size() + 1);
      if (attribute(element, "level") != expected) {
        complain(source_, element, "bad-value", msg("The next heading has level {0}", expected),
                 msg("Give the headings in the order of their levels, from 1 on."));
      }
      theme_.headings.push_back(read_style_of_text(element));
      return;
    }
    if (auto* slot = find_slot(element, "role", styles_)) *slot = read_style_of_text(element);
  }

  void require(Element root) {
    const auto need = [&](const std::string& what) {
      if (given_.count(what) != 0) return;
      complain(source_, root, "missing-field", msg("The theme lacks <{0}>", what), msg("Add the element."));
    };
    for (const auto& slot : fonts_) {
      if (slot.first != "fallback") need("font " + std::string(slot.first));
    }
    need("page");
    for (const auto& slot : styles_) need("style " + std::string(slot.first));
    for (const auto& slot : colours_) need("colour " + std::string(slot.first));
    if (theme_.headings.empty()) {
      complain(source_, root, "missing-field", msg("The theme lacks <{0}>", "style heading"), msg("Add the element."));
    }
  }

  Source& source_;
  model::Theme theme_;
  std::set<std::string> given_;
  std::vector<ColouredText> texts_;
  const Slots<model::FontFile> fonts_ = {{"regular", &theme_.regular}, {"bold", &theme_.bold},
                                         {"italic", &theme_.italic},   {"bold-italic", &theme_.bold_italic},
                                         {"mono", &theme_.mono},       {"fallback", &theme_.fallback}};
  const Slots<model::TextStyle> styles_ = {{"body", &theme_.body},         {"small", &theme_.small},
                                           {"table", &theme_.table},       {"note", &theme_.note},
                                           {"caption", &theme_.caption},   {"title", &theme_.title},
                                           {"subtitle", &theme_.subtitle}, {"running", &theme_.running}};
  const Slots<model::Colour> colours_ = {{"accent", &theme_.accent}, {"rule", &theme_.rule}, {"fill", &theme_.fill}};
};

}  // namespace

Result<model::Theme> read_theme(std::string_view bytes, std::string_view file) {
  Source source = TRY(open_source(bytes, file, "theme", "urn:zielbaum:theme:1"));
  model::Theme theme = ThemeReader(source).read(source.tree.document_element());
  if (has_errors(source.findings)) return invalid(std::move(source));
  return theme;
}

}  // namespace zielbaum::xml
