#include <algorithm>

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
  Handle box = Handle();           ///< the part of the page that is shown

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
  /// Outside of the part of the page that is shown.
  [[nodiscard]] bool outside() const {
    if (box.size() != 4) return false;
    const Handle own = dictionary.key("/Rect");
    if (own.size() != 4) return false;
    const auto edge = [](const Handle& rectangle, int a, bool upper) {
      const double one = rectangle.item(a).number(), other = rectangle.item(a + 2).number();
      return upper ? std::max(one, other) : std::min(one, other);
    };
    return edge(own, 0, true) <= edge(box, 0, false) || edge(own, 0, false) >= edge(box, 0, true) ||
           edge(own, 1, true) <= edge(box, 1, false) || edge(own, 1, false) >= edge(box, 1, true);
  }
  [[nodiscard]] bool exempt() const { return hidden() || outside(); }
  /// Of an element around it.
  [[nodiscard]] bool has_alt() const {
    for (std::size_t i = element; i != kNowhere; i = tree.elements[i].parent) {
      if (has_text(tree.elements[i].dictionary, "/Alt")) return true;
    }
    return false;
  }

  void inspect_kind() const {
    record.expect(kind != "TrapNet", "28-007", where("/TrapNet"));
    // Of unknown kind is what has neither tag nor description either; PDF/A allows none at all.
    const bool told = has_text(dictionary, "/Contents") || has_alt();
    record.expect(is_known(kind) || exempt() || (told && within("Annot")), "28-006", where("/" + kind));
    record.expect(is_known(kind) && kind != "3D" && kind != "Sound" && kind != "Movie" && kind != "Screen", "A-6.3.1",
                  where("/" + kind));
    if (kind == "Popup") return;
    constexpr long long kInvisible = 1, kHidden = 2, kPrint = 4, kNoView = 32, kToggleNoView = 256;
    const Handle flags = dictionary.key("/F");
    const long long set = flags.is_integer() ? flags.integer() : 0;
    const bool shown = (set & (kInvisible | kHidden | kNoView | kToggleNoView)) == 0 && (set & kPrint) != 0;
    record.expect(shown, "A-6.3.2", where("/F"));
    inspect_appearance();
  }

  void inspect_appearance() const {
    const Handle appearance = dictionary.key("/AP");
    if (appearance.is_null()) {
      const Handle edges = dictionary.key("/Rect");
      const bool has_area = edges.size() == 4 && (edges.item(0).number() != edges.item(2).number() ||
                                                  edges.item(1).number() != edges.item(3).number());
      return record.expect(kind == "Link" || !has_area, "A-6.3.3", where("/AP"));
    }
    const std::set<std::string> keys = appearance.keys();
    bool good = appearance.has("/N") && keys.size() == 1;
    Handle field = dictionary;
    for (int depth = 0; depth < 32 && field.is_dictionary() && !field.has("/FT"); ++depth) field = field.key("/Parent");
    const bool button = kind == "Widget" && field.key("/FT").name() == "Btn";
    const Handle normal = appearance.key("/N");
    good = good && (button ? normal.is_dictionary() || normal.is_stream() : normal.is_stream());
    record.expect(good, "A-6.3.3", where("/AP"));
  }

  void inspect_tags() const {
    if (kind == "PrinterMark") {
      record.expect(element == kNowhere, "28-017", where("/PrinterMark"));
      record.expect(false, "Z-17", where("/PrinterMark"));
      return;
    }
    if (kind == "Popup" || exempt() || !is_known(kind)) return;
    if (kind == "Widget") return record.expect(within("Form"), "28-010", where("/Widget"));
    if (kind == "Link") return record.expect(within("Link"), "28-011", where("/Link"));
    record.expect(within("Annot"), "28-002", where("/" + kind));
  }

  void inspect_descriptions() const {
    if (kind == "Popup" || kind == "PrinterMark" || exempt() || !is_known(kind)) return;
    if (kind == "Widget") {
      bool told = has_alt();
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
      record.expect(has_contents || has_alt(), "28-004", where("/Contents"));
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

/// The element that refers to an annotation, or the one that the annotation leads back to.
std::size_t element_of(const Tree& tree, const Handle& annotation) {
  const auto element = tree.of_annotation.find(annotation.id());
  if (element != tree.of_annotation.end()) return element->second;
  const Handle key = annotation.key("/StructParent");
  if (!key.is_integer()) return kNowhere;
  const auto entry = tree.parent_tree.find(static_cast<int>(key.integer()));
  if (entry == tree.parent_tree.end() || !entry->second.is_indirect()) return kNowhere;
  const auto back = tree.of_object.find(entry->second.id());
  return back == tree.of_object.end() ? kNowhere : back->second;
}

/// A page's CropBox, else its MediaBox, its own or inherited.
Handle shown_part(const Handle& page) {
  for (const char* key : {"/CropBox", "/MediaBox"}) {
    Handle node = page;
    for (int depth = 0; depth < 64 && node.is_dictionary(); ++depth) {
      if (node.key(key).is_array()) return node.key(key);
      node = node.key("/Parent");
    }
  }
  return {};
}

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
    const Handle box = shown_part(page);
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
      annotation.element = element_of(tree, dictionary);
      annotation.box = box;
      annotation.inspect_kind();
      annotation.inspect_tags();
      annotation.inspect_descriptions();
      annotation.inspect_target();
    }
  }
}

}  // namespace zielbaum::audit
