#include "docx/styles_internal.h"

#include <array>

#include "base/message.h"
#include "docx/writing_internal.h"

namespace zielbaum::docx {

namespace {

constexpr const char* kFont = "Arial";  // the offices' own, and every machine has it or one as wide
constexpr const char* kCodeFont = "Courier New";
constexpr const char* kAccent = "C40D1E";
constexpr const char* kRule = "8C8C8C";
constexpr const char* kFill = "F0F0F0";
constexpr const char* kGrey = "404040";

enum class Weight { Regular, Bold };
enum class KeepNext { No, Yes };
enum class Frame { None, Rule, Accent, Below };

/// Of a paragraph. Spaces are in twips, sizes in half points; 0 and "" mean "as in the style it is based on".
struct ParagraphStyle {
  const char* id;
  std::string name;  ///< names that Word knows are in English, and shown in the user's language
  const char* based_on;
  const char* next;
  std::int32_t size = 0;
  std::int32_t before = 0;
  std::int32_t after = -1;  ///< -1: as in the style it is based on
  Weight weight = Weight::Regular;
  KeepNext keep_next = KeepNext::No;
  const char* colour = "";
  std::int32_t indent = 0;
  Frame frame = Frame::None;
};

void add_fonts(pugi::xml_node look, const char* font) {
  add(look, "w:rFonts", {{"w:ascii", font}, {"w:hAnsi", font}, {"w:eastAsia", font}, {"w:cs", font}});
}

void add_size(pugi::xml_node look, std::int32_t size) {
  add_value(look, "w:sz", std::to_string(size));
  add_value(look, "w:szCs", std::to_string(size));
}

void add_border(pugi::xml_node borders, const char* side, std::int32_t eighths, std::int32_t space,
                const char* colour) {
  add(borders, side,
      {{"w:val", "single"},
       {"w:sz", std::to_string(eighths)},
       {"w:space", std::to_string(space)},
       {"w:color", colour}});
}

void add_fill(pugi::xml_node properties, const char* colour) {
  add(properties, "w:shd", {{"w:val", "clear"}, {"w:color", "auto"}, {"w:fill", colour}});
}

/// A style that readers find among the others, of our own ("custom") or Word's.
pugi::xml_node add_style(pugi::xml_node root, const char* type, const char* id, const std::string& name) {
  pugi::xml_node style = add(root, "w:style", {{"w:type", type}, {"w:styleId", id}});
  add_value(style, "w:name", name);
  return style;
}

pugi::xml_node add_paragraph_style(pugi::xml_node root, const ParagraphStyle& of) {
  const pugi::xml_node style = add_style(root, "paragraph", of.id, of.name);
  if (*of.based_on != '\0') add_value(style, "w:basedOn", of.based_on);
  if (*of.next != '\0') add_value(style, "w:next", of.next);
  add(style, "w:qFormat");
  const pugi::xml_node properties = add(style, "w:pPr");
  if (of.keep_next == KeepNext::Yes) add(properties, "w:keepNext"), add(properties, "w:keepLines");
  if (of.frame != Frame::None) {
    const bool accent = of.frame == Frame::Accent;
    const pugi::xml_node border = add(properties, "w:pBdr");
    if (of.frame == Frame::Below) {
      add_border(border, "w:bottom", 4, 1, kRule);
    } else {
      add_border(border, "w:left", 24, 8, accent ? kAccent : kRule);
    }
    if (accent) add_fill(properties, kFill);
  }
  return style;
}

/// What follows in the order of the schema, when tabs stand there.
void finish_paragraph_style(pugi::xml_node style, const ParagraphStyle& of) {
  const pugi::xml_node properties = style.child("w:pPr");
  if (of.before > 0 || of.after >= 0) {
    pugi::xml_node spacing = add(properties, "w:spacing");
    if (of.before > 0) spacing.append_attribute("w:before").set_value(of.before);
    if (of.after >= 0) spacing.append_attribute("w:after").set_value(of.after);
  }
  if (of.indent > 0) add(properties, "w:ind", {{"w:left", std::to_string(of.indent)}});
  const std::string_view id = of.id;
  if (id.starts_with("Heading"))
    add_value(properties, "w:outlineLvl", std::string(1, static_cast<char>(id.back() - 1)));
  const pugi::xml_node look = add(style, "w:rPr");
  if (id == "Code") add_fonts(look, kCodeFont);
  if (of.weight == Weight::Bold) add(look, "w:b"), add(look, "w:bCs");
  if (id == "Code") add(look, "w:noProof");
  if (*of.colour != '\0') add_value(look, "w:color", of.colour);
  if (of.size > 0) add_size(look, of.size);
}

void add_paragraph_styles(pugi::xml_node root, Language language, std::int32_t text_width) {
  const auto say = [language](const Message& message) { return render(message, language); };
  const auto bold = Weight::Bold;
  const auto keep = KeepNext::Yes;
  const std::vector<ParagraphStyle> styles = {
      {"Heading1", "heading 1", "Normal", "Normal", 40, 360, 160, bold, keep},
      {"Heading2", "heading 2", "Normal", "Normal", 30, 300, 120, bold, keep},
      {"Heading3", "heading 3", "Normal", "Normal", 26, 240, 80, bold, keep},
      {"Heading4", "heading 4", "Normal", "Normal", 24, 200, 80, bold, keep, kGrey},
      {"Heading5", "heading 5", "Normal", "Normal", 22, 200, 60, bold, keep, kGrey},
      {"Heading6", "heading 6", "Normal", "Normal", 22, 200, 60, bold, keep, kGrey},
      {"Heading7", "heading 7", "Normal", "Normal", 22, 200, 60, bold, keep, kGrey},
      {"Heading8", "heading 8", "Normal", "Normal", 22, 200, 60, bold, keep, kGrey},
      {"Heading9", "heading 9", "Normal", "Normal", 22, 200, 60, bold, keep, kGrey},
      {"Title", "Title", "Normal", "Normal", 56, 0, 240, bold, keep},
      {"Subtitle", "Subtitle", "Normal", "Normal", 32, 0, 200, Weight::Regular, KeepNext::No, kGrey},
      {"Notice", say(msg("Notice")), "Normal", "", 0, 0, -1, Weight::Regular, KeepNext::No, "", 200, Frame::Accent},
      {"Small", say(msg("Small print")), "Normal", "", 18, 0, 80},
      {"Term", say(msg("Term")), "Normal", "Normal", 0, 0, 0, bold, keep},
      {"Quote", "Quote", "Normal", "", 0, 0, -1, Weight::Regular, KeepNext::No, "", 340, Frame::Rule},
      {"Code", say(msg("Code")), "Normal", "", 20},
      {"Rule", say(msg("Line across")), "Normal", "Normal", 12, 0, 160, Weight::Regular, KeepNext::No, "", 0,
       Frame::Below},
      {"Caption", "caption", "Normal", "Normal", 20, 80, 120, bold},
      {"ListParagraph", "List Paragraph", "Normal", "", 0, 0, 80},
      {"TableText", say(msg("Table text")), "Normal", "", 20, 0, 60},
      {"TableHeading", say(msg("Table head")), "TableText", "", 0, 0, -1, bold},
      {"FootnoteText", "footnote text", "Normal", "", 18, 0, 40},
      {"EndnoteText", "endnote text", "Normal", "", 18, 0, 40},
      {"Header", "header", "Normal", "", 18, 0, 0, Weight::Regular, KeepNext::No, kGrey},
      {"Footer", "footer", "Normal", "", 18, 0, 0, Weight::Regular, KeepNext::No, kGrey},
      {"ContentsHeading", "TOC Heading", "Normal", "Normal", 30, 0, 120, bold, keep},
      {"TOC1", "toc 1", "Normal", "Normal", 0, 80, 40, bold},
      {"TOC2", "toc 2", "Normal", "Normal", 0, 0, 40, Weight::Regular, KeepNext::No, "", 240},
      {"TOC3", "toc 3", "Normal", "Normal", 0, 0, 40, Weight::Regular, KeepNext::No, "", 480},
      {"TOC4", "toc 4", "Normal", "Normal", 0, 0, 40, Weight::Regular, KeepNext::No, "", 720},
      {"TOC5", "toc 5", "Normal", "Normal", 0, 0, 40, Weight::Regular, KeepNext::No, "", 960},
      {"TOC6", "toc 6", "Normal", "Normal", 0, 0, 40, Weight::Regular, KeepNext::No, "", 1200},
  };
  for (const ParagraphStyle& of : styles) {
    const pugi::xml_node style = add_paragraph_style(root, of);
    const std::string_view id = of.id;
    const bool running = id == "Header" || id == "Footer";
    if (running || (id.starts_with("TOC"))) {
      pugi::xml_node tab = add(add(style.child("w:pPr"), "w:tabs"), "w:tab", {{"w:val", "right"}});
      if (!running) tab.append_attribute("w:leader").set_value("dot");
      tab.append_attribute("w:pos").set_value(text_width);
    }
    finish_paragraph_style(style, of);
  }
}

pugi::xml_node add_character_style(pugi::xml_node root, const char* id, const std::string& name) {
  const pugi::xml_node style = add_style(root, "character", id, name);
  add_value(style, "w:basedOn", "DefaultParagraphFont");
  add(style, "w:qFormat");
  return add(style, "w:rPr");
}

void add_character_styles(pugi::xml_node root, Language language) {
  pugi::xml_node look = add_character_style(root, "Inserted", render(msg("New words"), language));
  add(look, "w:b"), add(look, "w:bCs");
  add_value(look, "w:color", "0B4D17");
  add_value(look, "w:u", "double");
  look = add_character_style(root, "Deleted", render(msg("Dropped words"), language));
  add(look, "w:strike");
  add_value(look, "w:color", "8A1414");
  look = add_character_style(root, "CodeCharacter", render(msg("Code in text"), language));
  add_fonts(look, kCodeFont);
  add(look, "w:noProof");
  look = add_character_style(root, "Hyperlink", "Hyperlink");
  add_value(look, "w:color", "0A4F8F");
  add_value(look, "w:u", "single");
  add_value(add_character_style(root, "FootnoteReference", "footnote reference"), "w:vertAlign", "superscript");
  add_value(add_character_style(root, "EndnoteReference", "endnote reference"), "w:vertAlign", "superscript");
}

void add_padding(pugi::xml_node properties) {
  const pugi::xml_node padding = add(properties, "w:tblCellMar");
  constexpr std::array<std::pair<const char*, std::int32_t>, 4> kSides = {
      {{"w:top", 50}, {"w:left", kCellPadding}, {"w:bottom", 20}, {"w:right", kCellPadding}}};
  for (const auto& [side, width] : kSides) add(padding, side, {{"w:w", std::to_string(width)}, {"w:type", "dxa"}});
}

void add_table_style(pugi::xml_node root, const char* id, const std::string& name,
                     std::initializer_list<const char*> lines) {
  const pugi::xml_node style = add_style(root, "table", id, name);
  add_value(style, "w:basedOn", "TableNormal");
  add(style, "w:qFormat");
  const pugi::xml_node properties = add(style, "w:tblPr");
  const pugi::xml_node borders = add(properties, "w:tblBorders");
  for (const char* line : lines) add_border(borders, line, 4, 0, kRule);
  add_padding(properties);
  const pugi::xml_node head = add(style, "w:tblStylePr", {{"w:type", "firstRow"}});
  const pugi::xml_node cell = add(head, "w:tcPr");
  add_border(add(cell, "w:tcBorders"), "w:bottom", 8, 0, kGrey);
  add_fill(cell, kFill);
}

void add_defaults(pugi::xml_node root, const std::string& lang) {
  const pugi::xml_node defaults = add(root, "w:docDefaults");
  const pugi::xml_node look = add(add(defaults, "w:rPrDefault"), "w:rPr");
  add_fonts(look, kFont);
  add_size(look, 22);
  add(look, "w:lang", {{"w:val", word_language(lang)}, {"w:eastAsia", word_language(lang)}, {"w:bidi", "ar-SA"}});
  add(add(add(defaults, "w:pPrDefault"), "w:pPr"), "w:spacing",
      {{"w:after", "120"}, {"w:line", "264"}, {"w:lineRule", "auto"}});
}

void mark_default(pugi::xml_node style) {
  style.append_attribute("w:default").set_value("1");
}

}  // namespace

void add_code_font(pugi::xml_node look) {
  add_fonts(look, kCodeFont);
}

std::string styles(const std::string& lang, std::int32_t text_width) {
  const Language language = interface_language(lang);
  pugi::xml_document part;
  const pugi::xml_node root = add_text_root(part, "w:styles");
  add_defaults(root, lang);
  pugi::xml_node style = add_style(root, "paragraph", "Normal", "Normal");
  mark_default(style);
  add(style, "w:qFormat");
  mark_default(add_style(root, "character", "DefaultParagraphFont", "Default Paragraph Font"));
  style = add_style(root, "table", "TableNormal", "Normal Table");
  mark_default(style);
  mark_default(add_style(root, "numbering", "NoList", "No List"));
  add_paragraph_styles(root, language, text_width);
  add_character_styles(root, language);
  add_table_style(root, "LinedTable", render(msg("Table with lines"), language), {"w:top", "w:bottom", "w:insideH"});
  add_table_style(root, "ComparisonTable", render(msg("Comparison"), language),
                  {"w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"});
  return bytes_of(part);
}

}  // namespace zielbaum::docx
