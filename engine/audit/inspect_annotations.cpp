#include "audit/inspect_internal.h"

namespace zielbaum::audit {

namespace {

/// ISO 32000-1, table 169.
bool is_known(const std::string& subtype) {
  static const std::set<std::string> kTypes = {
      "Text",        "Link",      "FreeText",       "Line",     "Square",    "Circle", "Polygon",
      "PolyLine",    "Highlight", "Underline",      "Squiggly", "StrikeOut", "Stamp",  "Caret",
      "Ink",         "Popup",     "FileAttachment", "Sound",    "Movie",     "Widget", "Screen",
      "PrinterMark", "TrapNet",   "Watermark",      "3D",       "Redact"};
  return kTypes.contains(subtype);
}

bool has_names(const Handle& specification) {
  return specification.is_dictionary() && has_text(specification, "/F") && has_text(specification, "/UF");
}

struct Annotation {
  const File& file;
  const Tree& tree;
  Record& record;
  Handle dictionary;
  std::uint32_t page;
  std::string kind;
  std::size_t element = kNowhere;  ///< that holds it

  [[nodiscard]] Where where(std::string_view detail) const {
    return {.tree = &tree, .element = element, .page = page, .detail = detail};
  }
  [[nodiscard]] bool within(std::string_view role) const {
    for (std::size_t i = element; i != kNowhere; i = tree.elements[i].parent) {
      if (tree.elements[i].role == role) return true;
    }
    return false;
  }
  /// Only what is shown has to be tagged.
  [[nodiscard]] bool hidden() const {
    constexpr int kHidden = 2;
    const Handle flags = dictionary.key("/F");
    return flags.is_integer() && (flags.integer() & kHidden) != 0;
  }

  void inspect_kind() const {
    record.expect(kind != "TrapNet", "28-007", where("/TrapNet"));
    record.expect(is_known(kind), "28-006", where("/" + kind));
    record.expect(kind != "3D" && kind != "Sound" && kind != "Movie" && kind != "Screen", "A-6.3.1", where("/" + kind));
    if (kind == "Popup") return;
    constexpr long long kInvisible = 1, kHidden = 2, kPrint = 4, kNoView = 32, kToggleNoView = 256;
    const Handle flags = dictionary.key("/F");
    const long long set = flags.is_integer() ? flags.integer() : 0;
    const bool shown = (set & (kInvisible | kHidden | kNoView | kToggleNoView)) == 0 && (set & kPrint) != 0;
    record.expect(shown, "A-6.3.2", where("/F"));
  }

  void inspect_tags() const {
    if (kind == "PrinterMark") {
      record.expect(element == kNowhere, "28-017", where("/PrinterMark"));
      record.expect(false, "Z-17", where("/PrinterMark"));
      return;
    }
    if (kind == "Popup" || hidden()) return;
    if (kind == "Widget") return record.expect(within("Form"), "28-010", where("/Widget"));
    if (kind == "Link") return record.expect(within("Link"), "28-011", where("/Link"));
    record.expect(element != kNowhere && tree.elements[element].role == "Annot", "28-002", where("/" + kind));
  }

  void inspect_descriptions() const {
    if (kind == "Popup" || kind == "PrinterMark" || hidden()) return;
    const bool has_alt = element != kNowhere && has_text(tree.elements[element].dictionary, "/Alt");
    if (kind == "Widget") {
      bool told = has_alt;
      Handle field = dictionary;
      for (int depth = 0; depth < 32 && field.is_dictionary() && !told; ++depth) {
        told = has_text(field, "/TU");
        field = field.key("/Parent");
      }
      record.expect(told, "28-005", where("/TU"));
      if (told) record.expect(language_is_known(), "11-005", where("/TU"));
      return;
    }
    const bool has_contents = has_text(dictionary, "/Contents");
    if (kind == "Link") {
      record.expect(has_contents, "28-012", where("/Contents"));
    } else {
      record.expect(has_contents || has_alt, "28-004", where("/Contents"));
    }
    if (has_contents) record.expect(language_is_known(), "11-004", where("/Contents"));
  }
  [[nodiscard]] bool language_is_known() const {
    return file.has_lang || has_text(dictionary, "/Lang") || (element != kNowhere && tree.elements[element].has_lang);
  }

  void inspect_target() const {
    if (kind == "FileAttachment") record.expect(has_names(dictionary.key("/FS")), "28-016", where("/FS"));
    if (kind != "Link") return;
    const Handle action = dictionary.key("/A");
    const bool goes_to = action.is_dictionary() && action.key("/S").name() == "GoTo";
    if (dictionary.has("/Dest") || goes_to) {
      const Handle destination = goes_to ? action.key("/D") : dictionary.key("/Dest");
      record.expect(leads_somewhere(file, destination), "Z-11", where("/Dest"));
    } else {
      record.expect(action.is_dictionary() && action.has("/S"), "Z-11", where("/A"));
    }
  }
};

}  // namespace

void inspect_annotations(const File& file, const Tree& tree, Record& record) {
  for (const Handle& page : file.pages) {
    const std::uint32_t number = file.number_of_page.at(page.id());
    const Handle annotations = page.key("/Annots");
    if (!annotations.is_array() || annotations.size() == 0) continue;
    record.expect(page.has("/Tabs"), "28-008", on_page(number, "/Tabs"));
    if (page.has("/Tabs")) {
      record.expect(page.key("/Tabs").name() == "S", "28-009", on_page(number, "/Tabs"));
    }
    for (int i = 0; i < annotations.size(); ++i) {
      Handle dictionary = annotations.item(i);
      if (!dictionary.is_dictionary()) {
        record.expect(false, "28-006", on_page(number, "/Annots"));
        continue;
      }
      Annotation annotation{.file = file,
                            .tree = tree,
                            .record = record,
                            .dictionary = dictionary,
                            .page = number,
                            .kind = dictionary.key("/Subtype").name()};
      const auto element = tree.of_annotation.find(dictionary.id());
      if (element != tree.of_annotation.end()) annotation.element = element->second;
      annotation.inspect_kind();
      annotation.inspect_tags();
      annotation.inspect_descriptions();
      annotation.inspect_target();
    }
  }
}

}  // namespace zielbaum::audit
