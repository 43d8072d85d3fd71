// Runs of text, links, marks of notes and fields.
#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "base/utf8.h"
#include "docx/styles_internal.h"
#include "docx/writing_internal.h"

namespace zielbaum::docx {

namespace {

/// Longer addresses make Word take the file for damaged.
constexpr std::size_t kLongestAddress = 2000;

bool leads_out(std::string_view link) {
  return (link.starts_with("https://") || link.starts_with("mailto:")) && link.size() <= kLongestAddress;
}

/// The address with all that a URI cannot say in per cent signs: Word takes a file for damaged where it is none.
std::string uri(std::string_view link) {
  static constexpr std::string_view kHexDigits = "0123456789ABCDEFabcdef";
  static constexpr std::string_view kAllowed = "-._~:/?#[]@!$&'()*+,;=";
  const auto is_hex = [&](std::size_t at) {
    return at < link.size() && kHexDigits.find(link[at]) != std::string_view::npos;
  };
  std::string out;
  bool in_fragment = false;
  for (std::size_t i = 0; i < link.size(); ++i) {
    const auto byte = static_cast<unsigned char>(link[i]);
    bool allowed = is_ascii_alphanumeric(link[i]) || kAllowed.find(link[i]) != std::string_view::npos;
    if (link[i] == '%') allowed = is_hex(i + 1) && is_hex(i + 2);
    if (link[i] == '#') allowed = !std::exchange(in_fragment, true);
    if (allowed) {
      out += link[i];
    } else {
      out += {'%', kHexDigits[byte >> 4], kHexDigits[byte & 15]};
    }
  }
  return out;
}

bool is_seen(const flow::Run& run) {
  return run.medium != flow::Medium::Print;
}

/// The style by which a run's look can be changed everywhere at once.
const char* style_of(const flow::Run& run, flow::Mark mark) {
  if (mark == flow::Mark::Inserted) return "Inserted";
  if (mark == flow::Mark::Deleted) return "Deleted";
  if (run.code) return "CodeCharacter";
  return run.link.empty() ? "" : "Hyperlink";
}

pugi::xml_node open_run(const Area& area, const flow::Run& run, const char* style, pugi::xml_node parent) {
  const pugi::xml_node out = add(parent, "w:r");
  // Bold of a character's style within bold of its paragraph's style gives regular: so it is said again.
  const bool marked = run.mark == flow::Mark::Inserted || area.mark == flow::Mark::Inserted;
  const bool bold = run.strong || run.emphasis || (marked && area.bold);
  const std::string& lang = run.lang.empty() ? area.lang : run.lang.text();
  if (*style == '\0' && !bold && lang.empty()) return out;
  const pugi::xml_node look = add(out, "w:rPr");
  if (*style != '\0') add_value(look, "w:rStyle", style);
  if (run.code && std::string_view(style) != "CodeCharacter") add_code_font(look);
  if (bold) add(look, "w:b"), add(look, "w:bCs");
  if (!lang.empty()) add(look, "w:lang", {{"w:val", word_language(lang)}});
  return out;
}

void write_note_mark(Writing& writing, const Area& area, const flow::Run& run, pugi::xml_node paragraph) {
  if (run.note >= writing.mentioned.size()) return;
  const NoteNames names = note_names(writing.flow);
  const std::string style = names.capitalised + "Reference";
  // A note has one mark of its own; other marks, and all in notes, refer to that.
  if (area.in_note || writing.mentioned[run.note]) {
    const pugi::xml_node field =
        add(paragraph, "w:fldSimple", {{"w:instr", " NOTEREF " + note_bookmark(run.note) + " \\f \\h "}});
    const pugi::xml_node number = open_run(area, {}, style.c_str(), field);
    write_text(number, std::to_string(run.note + 1));
    return;
  }
  writing.mentioned[run.note] = true;
  open_bookmark(writing, paragraph, note_bookmark(run.note));
  const std::string reference = "w:" + names.singular + "Reference";
  add(open_run(area, {}, style.c_str(), paragraph), reference.c_str(), {{"w:id", std::to_string(run.note + 1)}});
  close_bookmark(writing, paragraph);
}

void write_run(Writing& writing, const Area& area, const flow::Run& run, pugi::xml_node parent) {
  if (!is_seen(run)) return;
  const flow::Mark mark = run.mark == flow::Mark::None ? area.mark : run.mark;
  switch (run.kind) {
    case flow::RunKind::LineBreak:
      add(add(parent, "w:r"), "w:br");
      return;
    case flow::RunKind::NoteMark:
      write_note_mark(writing, area, run, parent);
      return;
    case flow::RunKind::PageNumber:
      if (run.link.empty()) return;
      write_field("PAGEREF " + bookmark_name(std::string_view(run.link).substr(1)), run.text, Freshness::Dirty, parent);
      return;
    case flow::RunKind::Text:
      if (!run.text.empty()) write_text(open_run(area, run, style_of(run, mark), parent), run.text);
      return;
  }
}

}  // namespace

void write_text(pugi::xml_node run, std::string_view text) {
  std::string plain;
  const auto end_plain = [&] {
    if (plain.empty()) return;
    add(run, "w:t", {{"xml:space", "preserve"}}).text().set(sayable(plain).c_str());
    plain.clear();
  };
  const auto element = [&](const char* name) {
    end_plain();
    add(run, name);
  };
  for (std::size_t at = 0; at < text.size();) {
    const Decoded decoded = decode_utf8(text, at);
    at += decoded.size;
    switch (decoded.character) {
      case U'\t':
        element("w:tab");
        break;
      case U'\n':
        element("w:br");
        break;
      case U'\u00AD':
        element("w:softHyphen");
        break;
      case U'\u2011':
        element("w:noBreakHyphen");
        break;
      default:
        append_utf8(plain, decoded.character);
    }
  }
  end_plain();
}

void write_words(const Area& area, std::string_view words, pugi::xml_node paragraph) {
  if (!words.empty()) write_text(open_run(area, {}, "", paragraph), words);
}

void open_field(const std::string& instruction, Freshness freshness, pugi::xml_node parent) {
  pugi::xml_node begin = add(add(parent, "w:r"), "w:fldChar", {{"w:fldCharType", "begin"}});
  if (freshness == Freshness::Dirty) begin.append_attribute("w:dirty").set_value("true");
  add(add(parent, "w:r"), "w:instrText", {{"xml:space", "preserve"}}).text().set((" " + instruction + " ").c_str());
  add(add(parent, "w:r"), "w:fldChar", {{"w:fldCharType", "separate"}});
}

void close_field(pugi::xml_node parent) {
  add(add(parent, "w:r"), "w:fldChar", {{"w:fldCharType", "end"}});
}

void write_field(const std::string& instruction, std::string_view shown, Freshness freshness, pugi::xml_node parent) {
  open_field(instruction, freshness, parent);
  if (!shown.empty()) write_text(add(parent, "w:r"), shown);
  close_field(parent);
}

void write_runs(Writing& writing, const Area& area, const flow::Runs& runs, pugi::xml_node paragraph) {
  for (auto run = runs.begin(); run != runs.end();) {
    const auto end = std::find_if(run, runs.end(), [&](const flow::Run& next) { return next.link != run->link; });
    const bool has_words = std::any_of(run, end, [](const flow::Run& one) {
      return is_seen(one) && (one.kind == flow::RunKind::PageNumber || !one.text.empty());
    });
    pugi::xml_node parent = paragraph;
    if (has_words && run->link.starts_with('#')) {
      parent = add(paragraph, "w:hyperlink", {{"w:anchor", bookmark_name(std::string_view(run->link).substr(1))}});
    } else if (has_words && leads_out(run->link)) {
      parent = add(paragraph, "w:hyperlink", {{"r:id", area.relationships.to("hyperlink", uri(run->link))}});
    }
    for (; run != end; ++run) write_run(writing, area, *run, parent);
  }
}

}  // namespace zielbaum::docx
