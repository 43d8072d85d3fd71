// The parts of a .docx file and what the package says of itself.
#include <algorithm>

#include "base/date.h"
#include "docx/docx.h"
#include "docx/styles_internal.h"
#include "docx/writing_internal.h"

namespace zielbaum::docx {

namespace {

/// In twips.
constexpr std::int32_t kShortSide = 11906;  // A4
constexpr std::int32_t kLongSide = 16838;
constexpr std::int32_t kMargin = 1417;  // 25 mm
constexpr std::int32_t kRunningMargin = 709;

struct Paper {
  std::int32_t width = kShortSide;
  std::int32_t height = kLongSide;
  [[nodiscard]] std::int32_t text_width() const { return width - 2 * kMargin; }
  [[nodiscard]] std::int32_t text_height() const { return height - 2 * kMargin; }
};

Paper paper_of(const flow::Flow& flow) {
  return flow.orientation == flow::Orientation::Landscape ? Paper{kLongSide, kShortSide} : Paper{};
}

std::string content_type(std::string_view of) {
  return "application/vnd.openxmlformats-officedocument.wordprocessingml." + std::string(of) + "+xml";
}

/// All that belongs to a package while its parts are made.
class Maker {
 public:
  Maker(const flow::Flow& flow, const ReadMedia& media)
      : flow_(flow), paper_(paper_of(flow)), writing_{.flow = flow, .media = media} {
    writing_.text_height = paper_.text_height();
    writing_.mentioned.resize(flow.notes.size(), false);
    writing_.has_contents = std::any_of(flow.blocks.begin(), flow.blocks.end(), [](const flow::Block& block) {
      return std::holds_alternative<flow::Contents>(block.content);
    });
  }

  Result<std::string> make() {
    Part document{"word/document.xml", content_type("document.main"), {}, {}};
    Relationships& relationships = document.relationships;
    const auto add_part = [&](std::string_view type, std::string_view name, std::string bytes) {
      const std::string file = std::string(name) + ".xml";
      parts_.push_back({"word/" + file, content_type(type), std::move(bytes), {}});
      return relationships.to(type, file);
    };
    document.bytes = TRY(text(relationships));
    add_part("styles", "styles", styles(flow_.metadata.lang, paper_.text_width()));
    add_part("settings", "settings", settings());
    add_part("numbering", "numbering", writing_.numbering.bytes());
    if (!flow_.notes.empty()) {
      Part part = TRY(notes());
      const std::string kind = note_names(flow_).singular + "s";
      relationships.to(kind, kind + ".xml");
      parts_.push_back(std::move(part));
    }
    parts_.insert(parts_.begin(), std::move(document));
    for (Part& picture : writing_.picture_parts) parts_.push_back(std::move(picture));
    Relationships package;
    package.to("officeDocument", "word/document.xml");
    package.to("metadata/core-properties", "docProps/core.xml");
    parts_.push_back({"docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml", core(), {}});
    return pack(package, parts_);
  }

 private:
  Area area(pugi::xml_node parent, Relationships& relationships) const {
    return {.parent = parent, .relationships = relationships, .width = paper_.text_width()};
  }

  Result<std::string> text(Relationships& relationships) {
    pugi::xml_document part;
    const pugi::xml_node body = add(add_text_root(part, "w:document"), "w:body");
    const Area all = area(body, relationships);
    TRY(write_blocks(writing_, all, flow_.blocks));
    mention_others(all);
    end_with_paragraph(writing_, all);
    add_section(body, relationships);
    return bytes_of(part);
  }

  /// A note stands only where it is mentioned, so those that just other notes mention, or nothing, are mentioned last.
  void mention_others(const Area& all) {
    if (std::find(writing_.mentioned.begin(), writing_.mentioned.end(), false) == writing_.mentioned.end()) return;
    const pugi::xml_node paragraph = open_paragraph(writing_, all, {});
    flow::Run mark;
    mark.kind = flow::RunKind::NoteMark;
    for (; mark.note < writing_.mentioned.size(); ++mark.note) {
      if (!writing_.mentioned[mark.note]) write_runs(writing_, all, {mark}, paragraph);
    }
  }

  Result<Part> notes() {
    const NoteNames names = note_names(flow_);
    Part made{"word/" + names.singular + "s.xml", content_type(names.singular + "s"), {}, {}};
    const std::string element = "w:" + names.singular;
    const std::string style = names.capitalised + "Text";
    pugi::xml_document part;
    const pugi::xml_node root = add_text_root(part, (element + "s").c_str());
    for (const auto& [id, type] : {std::pair("-1", "separator"), std::pair("0", "continuationSeparator")}) {
      const pugi::xml_node line = add(root, element.c_str(), {{"w:type", type}, {"w:id", id}});
      add(add(add(line, "w:p"), "w:r"), (std::string("w:") + type).c_str());
    }
    for (std::size_t i = 0; i < flow_.notes.size(); ++i) {
      Area inside = area(add(root, element.c_str(), {{"w:id", std::to_string(i + 1)}}), made.relationships);
      inside.style = style.c_str();
      inside.in_note = true;
      writing_.pending = {};
      writing_.pending.note = true;
      TRY(write_blocks(writing_, inside, flow_.notes[i].blocks));
      end_with_paragraph(writing_, inside);
    }
    made.bytes = bytes_of(part);
    return made;
  }

  /// Above, the title and the mark; below, the number of the page. The first page has no title above, it has it inside.
  void add_section(pugi::xml_node body, Relationships& relationships) {
    const pugi::xml_node section = add(body, "w:sectPr");
    const auto refer = [&](const char* element, const char* type, const std::string& name, std::string bytes) {
      const std::string kind = std::string(element) == "w:headerReference" ? "header" : "footer";
      parts_.push_back({"word/" + name, content_type(kind), std::move(bytes), {}});
      add(section, element, {{"w:type", type}, {"r:id", relationships.to(kind, name)}});
    };
    refer("w:headerReference", "default", "header1.xml", header(flow_.running_title));
    refer("w:headerReference", "first", "header2.xml", header({}));
    refer("w:footerReference", "default", "footer1.xml", footer());
    refer("w:footerReference", "first", "footer2.xml", footer());
    pugi::xml_node page =
        add(section, "w:pgSz", {{"w:w", std::to_string(paper_.width)}, {"w:h", std::to_string(paper_.height)}});
    if (paper_.width > paper_.height) page.append_attribute("w:orient").set_value("landscape");
    const std::string margin = std::to_string(kMargin);
    const std::string running = std::to_string(kRunningMargin);
    add(section, "w:pgMar",
        {{"w:top", margin},
         {"w:right", margin},
         {"w:bottom", margin},
         {"w:left", margin},
         {"w:header", running},
         {"w:footer", running},
         {"w:gutter", "0"}});
    add(section, "w:titlePg");
  }

  std::string header(std::string_view title) const {
    pugi::xml_document part;
    const pugi::xml_node paragraph = add(add_text_root(part, "w:hdr"), "w:p");
    add_value(add(paragraph, "w:pPr"), "w:pStyle", "Header");
    if (!title.empty()) write_text(add(paragraph, "w:r"), title);
    if (flow_.running_mark.empty()) return bytes_of(part);
    const pugi::xml_node mark = add(paragraph, "w:r");
    const pugi::xml_node look = add(mark, "w:rPr");
    add(look, "w:b"), add(look, "w:bCs");
    write_text(mark, "\t" + flow_.running_mark);
    return bytes_of(part);
  }

  /// "Seite 3 von 12"
  std::string footer() const {
    pugi::xml_document part;
    const pugi::xml_node paragraph = add(add_text_root(part, "w:ftr"), "w:p");
    add_value(add(paragraph, "w:pPr"), "w:pStyle", "Footer");
    write_text(add(paragraph, "w:r"), "\t");
    const std::string words = render(msg("Page {0} of {1}"), interface_language(flow_.metadata.lang));
    std::size_t at = 0;
    for (const auto& [place, field] : {std::pair("{0}", "PAGE"), std::pair("{1}", "NUMPAGES")}) {
      const std::size_t end = words.find(place, at);
      ENSURE(end != std::string::npos);
      write_text(add(paragraph, "w:r"), std::string_view(words).substr(at, end - at));
      write_field(field, "1", Freshness::Fresh, paragraph);
      at = end + std::string_view(place).size();
    }
    if (at < words.size()) write_text(add(paragraph, "w:r"), std::string_view(words).substr(at));
    return bytes_of(part);
  }

  std::string settings() const {
    pugi::xml_document part;
    const pugi::xml_node root = add_text_root(part, "w:settings");
    if (!flow_.notes.empty()) {
      const std::string element = "w:" + note_names(flow_).singular;
      const pugi::xml_node notes = add(root, (element + "Pr").c_str());
      add_value(notes, "w:numFmt", "decimal");
      for (const char* id : {"-1", "0"}) add(notes, element.c_str(), {{"w:id", id}});
    }
    // Or Word shows the file as it would have looked in 2007.
    add(add(root, "w:compat"), "w:compatSetting",
        {{"w:name", "compatibilityMode"}, {"w:uri", "http://schemas.microsoft.com/office/word"}, {"w:val", "15"}});
    add(root, "w:themeFontLang", {{"w:val", word_language(flow_.metadata.lang)}});
    return bytes_of(part);
  }

  std::string core() const {
    const flow::Metadata& about = flow_.metadata;
    pugi::xml_document part;
    const pugi::xml_node root =
        add(part, "cp:coreProperties",
            {{"xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"},
             {"xmlns:dc", "http://purl.org/dc/elements/1.1/"},
             {"xmlns:dcterms", "http://purl.org/dc/terms/"},
             {"xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"}});
    const auto say = [&](const char* name, std::string_view text) {
      if (!text.empty()) add_text(root, name, text);
    };
    say("dc:title", about.title);
    say("dc:subject", about.subject);
    say("dc:creator", about.author);
    std::string keywords;
    for (const std::string& keyword : about.keywords) keywords += (keywords.empty() ? "" : "; ") + keyword;
    say("cp:keywords", keywords);
    say("dc:identifier", about.identifier);
    say("dc:language", word_language(about.lang));
    if (!about.unix_time) return bytes_of(part);
    for (const char* name : {"dcterms:created", "dcterms:modified"}) {
      add(root, name, {{"xsi:type", "dcterms:W3CDTF"}}).text().set(rfc3339(*about.unix_time).c_str());
    }
    return bytes_of(part);
  }

  const flow::Flow& flow_;
  Paper paper_;
  Writing writing_;
  std::vector<Part> parts_;
};

}  // namespace

NoteNames note_names(const flow::Flow& flow) {
  if (flow.note_placement == flow::NotePlacement::End) return {"endnote", "Endnote"};
  return {"footnote", "Footnote"};
}

Result<std::string> document(const flow::Flow& flow, const ReadMedia& media) {
  return Maker(flow, media).make();
}

}  // namespace zielbaum::docx
