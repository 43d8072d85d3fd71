// Laws of the judge: it passes what is good, and each of its conditions fails where one thing is broken: that one, and
// no other.
#include "audit/audit.h"

#include <algorithm>
#include <functional>
#include <set>

#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFWriter.hh>

#include "pdf/compact.h"
#include "support/pdf_of.h"

using namespace zielbaum;
using namespace zielbaum::test;

namespace {

using Object = QPDFObjectHandle;
using Numbers = std::vector<std::string>;

/// A bit of everything: contents, headings, lists, tables with headers of rows and columns, notes, links, a figure.
flow::Flow rich_flow() {
  flow::Flow made = sample_flow(2);
  flow::Table table;
  table.caption = {run("Beteiligte Stellen")};
  table.header = {row({cell("Stelle", flow::Scope::Column), cell("Aufgabe", flow::Scope::Column)})};
  table.rows = {row({cell("Senatskanzlei", flow::Scope::Row), cell("Federführung")}),
                row({cell("Bezirksamt", flow::Scope::Row), cell("Mitwirkung")})};
  made.blocks.push_back(block_of(std::move(table)));
  flow::Figure figure;
  figure.media = "doc/punkt.png";
  figure.alt = "Ein einzelner Bildpunkt";
  figure.caption = {run("Abbildung 1: Punkt")};
  made.blocks.push_back(block_of(figure));
  return made;
}

/// Paragraphs only: no headings, links, bookmarks, alternative texts.
flow::Flow plain_flow() {
  flow::Flow made;
  made.metadata.title = "Vermerk";
  made.blocks.push_back(paragraph("Der Senat nimmt Kenntnis."));
  made.blocks.push_back(paragraph("Die Verwaltung berichtet."));
  return made;
}

audit::Inspection inspected(std::string_view bytes) {
  Result<audit::Inspection> inspection = audit::inspect(bytes);
  REQUIRE(inspection.has_value());
  return std::move(*inspection);
}

std::string told(const audit::Inspection& inspection) {
  std::string out;
  for (const audit::Verdict& verdict : inspection.verdicts) {
    for (const audit::Fault& fault : verdict.faults) {
      out += std::string(verdict.number) + ": page " + std::to_string(fault.page) + " " + fault.element + " " +
             fault.detail + "\n";
    }
  }
  return out;
}

/// A file to be broken.
class Patient {
 public:
  explicit Patient(const std::string& bytes) : bytes_(bytes) {
    qpdf.setSuppressWarnings(true);
    qpdf.processMemoryFile("good", bytes_.data(), bytes_.size());
  }
  [[nodiscard]] Object root() { return qpdf.getRoot(); }
  [[nodiscard]] Object page(std::size_t index = 0) { return qpdf.getAllPages().at(index); }
  [[nodiscard]] Object tree() { return root().getKey("/StructTreeRoot"); }

  /// The n-th structure element of a type, in the order of the tree.
  [[nodiscard]] Object element(const std::string& type, std::size_t n = 0) {
    std::vector<Object> found;
    collect(tree().getKey("/K"), type, found);
    REQUIRE(n < found.size());
    return found[n];
  }
  /// The first link: its annotation, page and element.
  struct Link {
    Object annotation, page, element;
  };
  [[nodiscard]] Link link() {
    for (std::size_t n = 0;; ++n) {
      Object element = this->element("Link", n);
      Object kids = element.getKey("/K");
      for (int i = 0; i < kids.getArrayNItems(); ++i) {
        Object kid = kids.getArrayItem(i);
        if (!kid.isDictionary() || !kid.hasKey("/Obj")) continue;
        return {kid.getKey("/Obj"), (kid.hasKey("/Pg") ? kid : element).getKey("/Pg"), element};
      }
    }
  }
  /// A link made into an annotation of another kind, tagged as such.
  Object annotation_of(const std::string& subtype, const std::string& tag = "/Annot") {
    Link link = this->link();
    link.annotation.replaceKey("/Subtype", Object::newName(subtype));
    link.element.replaceKey("/S", Object::newName(tag));
    link.annotation.replaceKey("/AP", appearance());
    return link.annotation;
  }
  /// Of an annotation: nothing.
  [[nodiscard]] Object appearance() {
    Object form = qpdf.newStream("");
    form.getDict().replaceKey("/Subtype", Object::newName("/Form"));
    form.getDict().replaceKey("/BBox", Object::parse("[0 0 9 9]"));
    Object made = Object::newDictionary();
    made.replaceKey("/N", form);
    return made;
  }
  void attribute(Object element, const char* key, const std::string& value) {
    element.getKey("/A").replaceKey(key, Object::parse(value));
  }

  static std::string data(Object stream) {
    const auto buffer = stream.getStreamData(qpdf_dl_generalized);
    return std::string(reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize());
  }
  static void set_data(Object stream, const std::string& bytes) {
    stream.replaceStreamData(bytes, Object::newNull(), Object::newNull());
  }
  static void replace(Object stream, const std::string& old, const std::string& wanted) {
    std::string text = data(stream);
    const std::size_t at = text.find(old);
    REQUIRE(at != std::string::npos);
    set_data(stream, text.replace(at, old.size(), wanted));
  }
  [[nodiscard]] Object content(std::size_t index = 0) {
    Object contents = page(index).getKey("/Contents");
    return contents.isArray() ? contents.getArrayItem(0) : contents;
  }
  void draw(const std::string& operators) { set_data(content(), data(content()) + operators); }
  [[nodiscard]] Object metadata() { return root().getKey("/Metadata"); }

  [[nodiscard]] Object font() {
    Object fonts = page().getKey("/Resources").getKey("/Font");
    return fonts.getKey(*fonts.getKeys().begin());
  }
  [[nodiscard]] Object cid_font() { return font().getKey("/DescendantFonts").getArrayItem(0); }
  /// A character of that font that is used: the third, since the first may be a space.
  static constexpr std::size_t kUsed = 3;
  [[nodiscard]] Object add_stream(const std::string& bytes) { return qpdf.newStream(bytes); }
  /// The map from codes to CIDs.
  [[nodiscard]] Object embedded_map() { return font().getKey("/Encoding"); }
  /// The leaf of the parent tree with the entry of the first page.
  [[nodiscard]] Object numbers() {
    return tree().getKey("/ParentTree").getKey("/Kids").getArrayItem(0).getKey("/Nums");
  }
  /// Something that hangs in the catalog so that it is part of the file.
  void add(Object object) { root().replaceKey("/Zusatz", qpdf.makeIndirectObject(object)); }

  [[nodiscard]] std::string written(const std::function<void(QPDFWriter&)>& more = {}) {
    QPDFWriter writer(qpdf);
    writer.setOutputMemory();
    writer.setStaticID(true);
    writer.setNewlineBeforeEndstream(true);
    if (more) more(writer);
    writer.write();
    const auto buffer = writer.getBufferSharedPointer();
    return std::string(reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize());
  }

  QPDF qpdf;

 private:
  static void collect(Object kid, const std::string& type, std::vector<Object>& found) {
    if (kid.isArray()) {
      for (int i = 0; i < kid.getArrayNItems(); ++i) collect(kid.getArrayItem(i), type, found);
    } else if (kid.isDictionary() && kid.hasKey("/S")) {
      if (kid.getKey("/S").getName() == "/" + type) found.push_back(kid);
      collect(kid.getKey("/K"), type, found);
    }
  }
  const std::string& bytes_;
};

enum class From { Rich, Plain };

struct Break {
  const char* what;
  Numbers expected;  ///< conditions that fail, all of them, in order
  std::function<void(Patient&)> change;
  From from = From::Rich;
};

Object name(const char* text) {
  return Object::newName(text);
}
Object parsed(const char* text) {
  return Object::parse(text);
}

/// Moves the language from the catalog to the element.
void move_language(Patient& p, Object element) {
  p.root().removeKey("/Lang");
  element.replaceKey("/Lang", Object::newString("de"));
}

const std::vector<Break>& breaks() {
  static const std::vector<Break> kBreaks = {
      // ---- content ----
      {"an artifact within tagged content",
       {"01-003"},
       [](Patient& p) { Patient::replace(p.content(), "/MCID 0>>BDC", "/MCID 0>>BDC /Artifact BMC EMC "); }},
      {"tagged content within an artifact",
       {"01-004"},
       [](Patient& p) { p.draw("/Artifact BMC /P<</MCID 4711>>BDC EMC EMC\n"); }},
      {"ink that nobody owns", {"01-005"}, [](Patient& p) { p.draw("0 0 9 9 re f\n"); }},
      {"ink of an element that the tree does not have",
       {"01-005"},
       [](Patient& p) { p.draw("/P<</MCID 4711>>BDC 0 0 9 9 re f EMC\n"); }},
      {"an inline image that nobody owns",
       {"01-005"},
       [](Patient& p) { p.draw("BI /W 1 /H 1 /BPC 8 /CS /G ID \xFF EI\n"); }},
      {"suspect tags",
       {"01-007"},
       [](Patient& p) { p.root().getKey("/MarkInfo").replaceKey("/Suspects", Object::newBool(true)); }},
      // ---- roles ----
      {"a tag of one's own without a mapping",
       {"02-001"},
       [](Patient& p) { p.element("P").replaceKey("/S", name("/Absatz")); }},
      {"tags mapped in a circle",
       {"02-003"},
       [](Patient& p) {
         p.tree().replaceKey("/RoleMap", parsed("<</Absatz/Text>>"));
         p.tree().getKey("/RoleMap").replaceKey("/Text", name("/Absatz"));
       }},
      {"a standard tag mapped to another",
       {"02-004"},
       [](Patient& p) { p.tree().replaceKey("/RoleMap", parsed("<</P/Div>>")); }},
      // ---- metadata and dictionary ----
      {"no metadata", {"06-001"}, [](Patient& p) { p.root().removeKey("/Metadata"); }},
      {"no word of PDF/UA",
       {"06-002"},
       [](Patient& p) { Patient::replace(p.metadata(), "<pdfuaid:part>1</pdfuaid:part>", ""); }},
      {"no title in the metadata",
       {"06-003"},
       [](Patient& p) {
         for (int tag = 0; tag < 2; ++tag) Patient::replace(p.metadata(), "dc:title>", "dc:titel>");
         p.qpdf.getTrailer().getKey("/Info").removeKey("/Title");
       }},
      {"no word on the window's title",
       {"07-001"},
       [](Patient& p) { p.root().getKey("/ViewerPreferences").removeKey("/DisplayDocTitle"); }},
      {"the window shows the file's name",
       {"07-002"},
       [](Patient& p) {
         p.root().getKey("/ViewerPreferences").replaceKey("/DisplayDocTitle", Object::newBool(false));
       }},
      // ---- nesting ----
      {"a table with something else in it",
       {"09-004"},
       [](Patient& p) { p.element("TBody").replaceKey("/S", name("/Sect")); }},
      {"a list item with something else in it",
       {"09-005"},
       [](Patient& p) { p.element("LBody").replaceKey("/S", name("/Div")); }},
      {"a paragraph as entry of the contents",
       {"09-006"},
       [](Patient& p) { p.element("TOCI").replaceKey("/S", name("/Sect")); }},
      {"a ruby text outside of ruby", {"09-007"}, [](Patient& p) { p.element("P").replaceKey("/S", name("/RT")); }},
      {"a warichu text outside of warichu",
       {"09-008"},
       [](Patient& p) { p.element("P").replaceKey("/S", name("/WT")); }},
      // ---- languages ----
      {"text without a language",
       {"11-001"},
       [](Patient& p) {
         p.root().removeKey("/Lang");
         Patient::replace(p.metadata(), "x-default", "de");
       },
       From::Plain},
      {"an alternative text without a language",
       {"11-002"},
       [](Patient& p) {
         p.root().removeKey("/Lang");
         Patient::replace(p.metadata(), "x-default", "de");
         p.element("P").replaceKey("/Lang", Object::newString("de"));
         Object figure = p.element("P", 1);
         figure.replaceKey("/S", name("/Figure"));
         figure.replaceKey("/Alt", Object::newUnicodeString("Bild"));
         figure.replaceKey("/A", parsed("<</O/Layout/BBox[0 0 9 9]>>"));
         Object content = p.content();
         // Its words become ink without words.
         std::string text = Patient::data(content);
         const std::size_t begin = text.find(">>BDC", text.find("/MCID 1>>")) + 5;
         Patient::set_data(content, text.replace(begin, text.find("EMC", begin) - begin, " 0 0 9 9 re f\n"));
       },
       From::Plain},
      {"bookmarks without a language",
       {"11-003"},
       [](Patient& p) {
         move_language(p, p.element("Document"));
         Patient::replace(p.metadata(), "x-default", "de");
       }},
      {"metadata without a language",
       {"11-006"},
       [](Patient& p) { move_language(p, p.element("Document")); },
       From::Plain},
      {"a description without a language",
       {"11-004"},
       [](Patient& p) {
         move_language(p, p.element("Document"));
         Patient::replace(p.metadata(), "x-default", "de");
         Object note = parsed("<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/F 2/Contents(Notiz)>>");
         note.replaceKey("/F", Object::newInteger(4));
         note.replaceKey("/AP", p.appearance());
         note.replaceKey("/StructParent", Object::newInteger(90));
         note = p.qpdf.makeIndirectObject(note);
         p.page().replaceKey("/Annots", Object::newArray(std::vector<Object>{note}));
         Object element = p.qpdf.makeIndirectObject(parsed("<</Type/StructElem/S/Annot>>"));
         element.replaceKey("/P", p.tree());
         Object reference = parsed("<</Type/OBJR>>");
         reference.replaceKey("/Pg", p.page());
         reference.replaceKey("/Obj", note);
         element.replaceKey("/K", reference);
         p.tree().getKey("/K").appendItem(element);
         p.numbers().appendItem(Object::newInteger(90));
         p.numbers().appendItem(element);
       },
       From::Plain},
      {"a field's description without a language",
       {"11-005"},
       [](Patient& p) {
         move_language(p, p.element("P"));
         p.element("P", 1).replaceKey("/Lang", Object::newString("de"));
         Patient::replace(p.metadata(), "x-default", "de");
         Object field = p.qpdf.makeIndirectObject(
             parsed("<</Type/Annot/Subtype/Widget/Rect[0 0 9 9]/F 4/TU(Name)/StructParent 90>>"));
         field.replaceKey("/AP", p.appearance());
         p.page().replaceKey("/Annots", Object::newArray(std::vector<Object>{field}));
         Object element = p.qpdf.makeIndirectObject(parsed("<</Type/StructElem/S/Form>>"));
         element.replaceKey("/P", p.tree());
         Object reference = parsed("<</Type/OBJR>>");
         reference.replaceKey("/Pg", p.page());
         reference.replaceKey("/Obj", field);
         element.replaceKey("/K", reference);
         p.tree().getKey("/K").appendItem(element);
         p.numbers().appendItem(Object::newInteger(90));
         p.numbers().appendItem(element);
       },
       From::Plain},
      // ---- figures, headings, tables, notes ----
      {"a figure without an alternative text", {"13-004"}, [](Patient& p) { p.element("Figure").removeKey("/Alt"); }},
      {"a figure with an empty alternative text",
       {"13-004"},
       [](Patient& p) { p.element("Figure").replaceKey("/Alt", Object::newString("")); }},
      {"the first heading of the second level",
       {"14-002"},
       [](Patient& p) { p.element("H1").replaceKey("/S", name("/H2")); }},
      {"a level of headings skipped", {"14-003"}, [](Patient& p) { p.element("H2").replaceKey("/S", name("/H1")); }},
      {"two headings without level in one element",
       {"14-006"},
       [](Patient& p) {
         p.element("P").replaceKey("/S", name("/H"));
         p.element("P").replaceKey("/S", name("/H"));
       },
       From::Plain},
      {"headings with and without level", {"14-007"}, [](Patient& p) { p.element("P").replaceKey("/S", name("/H")); }},
      {"a header cell that does not say what it heads",
       {"15-003"},
       [](Patient& p) {
         // Its row has the heads of the columns as well.
         Object rows = p.element("THead").getKey("/P").getKey("/K");
         Object body = rows.getArrayItem(rows.getArrayNItems() - 1);
         body.getKey("/K").getArrayItem(0).getKey("/K").getArrayItem(0).removeKey("/A");
       }},
      {"a formula without an alternative text",
       {"17-002"},
       [](Patient& p) { p.element("P").replaceKey("/S", name("/Formula")); }},
      {"a note without an identifier", {"19-003"}, [](Patient& p) { p.element("Note").removeKey("/ID"); }},
      {"two notes with the same identifier",
       {"19-004"},
       [](Patient& p) { p.element("Note", 1).replaceKey("/ID", p.element("Note").getKey("/ID")); }},
      // ---- layers, forms, protection ----
      {"a configuration of layers without a name",
       {"20-001", "A-6.9"},
       [](Patient& p) { p.root().replaceKey("/OCProperties", parsed("<</OCGs[]/D<</Name(Grund)>>/Configs[<<>>]>>")); }},
      {"a default configuration of layers without a name",
       {"20-002", "A-6.9"},
       [](Patient& p) { p.root().replaceKey("/OCProperties", parsed("<</OCGs[]/D<</Name()>>>>")); }},
      {"a layer that is shown by itself",
       {"20-003", "A-6.9"},
       [](Patient& p) { p.root().replaceKey("/OCProperties", parsed("<</OCGs[]/D<</Name(Grund)/AS[]>>>>")); }},
      {"a form that a program renders",
       {"25-001", "A-6.4"},
       [](Patient& p) {
         Object form = parsed("<</Fields[]>>");
         form.replaceKey("/XFA", p.add_stream("<config><dynamicRender>required</dynamicRender></config>"));
         p.root().replaceKey("/AcroForm", form);
       }},
      // ---- annotations ----
      {"a note on the page that is no annotation in the tree",
       {"28-002"},
       [](Patient& p) { p.annotation_of("/Text", "/Span"); }},
      {"an annotation without a description",
       {"28-004"},
       [](Patient& p) { p.annotation_of("/Text").removeKey("/Contents"); }},
      {"a field without a description", {"28-005"}, [](Patient& p) { p.annotation_of("/Widget", "/Form"); }},
      {"an annotation of unknown kind", {"A-6.3.1"}, [](Patient& p) { p.annotation_of("/Sonder"); }},
      {"an annotation of unknown kind without a description",
       {"28-006", "A-6.3.1"},
       [](Patient& p) { p.annotation_of("/Sonder").removeKey("/Contents"); }},
      {"an annotation without an appearance",
       {"A-6.3.3"},
       [](Patient& p) { p.annotation_of("/Text").removeKey("/AP"); }},
      {"an annotation with an appearance of its own for a pressed button",
       {"A-6.3.3"},
       [](Patient& p) {
         Object looks = p.annotation_of("/Text").getKey("/AP");
         looks.replaceKey("/D", looks.getKey("/N"));
       }},
      // ---- PDF/A: rare parts ----
      {"rights for a certain program",
       {"A-6.1.12"},
       [](Patient& p) { p.root().replaceKey("/Perms", parsed("<</Sonderrecht<<>>>>")); }},
      {"a page larger than any paper",
       {"A-6.1.13"},
       [](Patient& p) { p.page().replaceKey("/MediaBox", parsed("[0 0 20000 842]")); }},
      {"graphics states saved too deeply",
       {"A-6.1.13"},
       [](Patient& p) {
         std::string all;
         for (int i = 0; i < 29; ++i) all += "q ";
         for (int i = 0; i < 29; ++i) all += "Q ";
         p.draw(all);
       }},
      {"a graphics state with a transfer function",
       {"A-6.2.5"},
       [](Patient& p) {
         p.page().getKey("/Resources").replaceKey("/ExtGState", parsed("<</G<</TR/Identity>>>>"));
         p.draw("/G gs\n");
       }},
      {"a rendering intent of one's own", {"A-6.2.6"}, [](Patient& p) { p.draw("/Bunter ri\n"); }},
      {"a picture that is smoothed",
       {"A-6.2.8"},
       [](Patient& p) {
         for (Object object : p.qpdf.getAllObjects()) {
           if (object.isStream() && object.getDict().getKey("/Subtype").isNameAndEquals("/Image")) {
             object.getDict().replaceKey("/Interpolate", Object::newBool(true));
             return;
           }
         }
       }},
      {"metadata with a tag that does not end",
       {"A-6.6.2.1"},
       [](Patient& p) { Patient::replace(p.metadata(), "</x:xmpmeta>", "<x:rest></x:xmpmeta>"); }},
      {"metadata that tell their encoding",
       {"A-6.6.2.1"},
       [](Patient& p) { Patient::replace(p.metadata(), "<?xpacket begin", "<?xpacket encoding=\"UTF-8\" begin"); }},
      {"an alternate presentation",
       {"A-6.10"},
       [](Patient& p) { p.root().getKey("/Names").replaceKey("/AlternatePresentations", parsed("<</Names[]>>")); }},
      {"a demand on the reader",
       {"A-6.11"},
       [](Patient& p) { p.root().replaceKey("/Requirements", parsed("[<</S/EnableJavaScripts>>]")); }},
      {"a named action that is not for turning pages",
       {"A-6.5"},
       [](Patient& p) { p.add(parsed("<</Type/Action/S/Named/N/Print>>")); }},
      {"a trap network", {"28-007"}, [](Patient& p) { p.annotation_of("/TrapNet"); }},
      {"no order of the tab key", {"28-008"}, [](Patient& p) { p.link().page.removeKey("/Tabs"); }},
      {"the tab key goes by rows", {"28-009"}, [](Patient& p) { p.link().page.replaceKey("/Tabs", name("/R")); }},
      {"a field that is not tagged as one",
       {"28-010"},
       [](Patient& p) { p.annotation_of("/Widget", "/Span").replaceKey("/TU", Object::newString("Name")); }},
      {"a link that is not tagged as one",
       {"28-011"},
       [](Patient& p) { p.link().element.replaceKey("/S", name("/Span")); }},
      {"a link without a description", {"28-012"}, [](Patient& p) { p.link().annotation.removeKey("/Contents"); }},
      {"media that do not say their kind", {"28-014"}, [](Patient& p) { p.add(parsed("<</S/MCD/Alt[()(Film)]>>")); }},
      {"media without an alternative text", {"28-015"}, [](Patient& p) { p.add(parsed("<</S/MCD/CT(video/mp4)>>")); }},
      {"an attached file without names",
       {"28-016"},
       [](Patient& p) { p.annotation_of("/FileAttachment").replaceKey("/FS", parsed("<</Type/Filespec/F(a)>>")); }},
      {"a tagged printer's mark", {"28-017", "Z-17"}, [](Patient& p) { p.annotation_of("/PrinterMark"); }},
      // ---- forms ----
      {"a page from another file",
       {"30-001"},
       [](Patient& p) {
         Object form = p.add_stream("0 0 9 9 re f");
         form.getDict().replaceKey("/Subtype", name("/Form"));
         form.getDict().replaceKey("/Ref", parsed("<</F(a.pdf)/Page 0>>"));
         p.page().getKey("/Resources").replaceKey("/XObject", parsed("<<>>"));
         p.page().getKey("/Resources").getKey("/XObject").replaceKey("/X", form);
         p.draw("/Artifact BMC /X Do EMC\n");
       },
       From::Plain},
      {"a form with tags that is shown twice",
       {"30-002"},
       [](Patient& p) {
         Object form = p.add_stream("/P<</MCID 0>>BDC 0 0 9 9 re f EMC");
         form.getDict().replaceKey("/Subtype", name("/Form"));
         form.getDict().replaceKey("/StructParents", Object::newInteger(90));
         p.page().getKey("/Resources").replaceKey("/XObject", parsed("<<>>"));
         p.page().getKey("/Resources").getKey("/XObject").replaceKey("/X", form);
         p.draw("/X Do /X Do\n");
         Object reference = parsed("<</Type/MCR/MCID 0>>");
         reference.replaceKey("/Stm", form);
         p.element("P").getKey("/K").appendItem(reference);
         p.numbers().appendItem(Object::newInteger(90));
         p.numbers().appendItem(Object::newArray(std::vector<Object>{p.element("P")}));
       },
       From::Plain},
      // ---- fonts ----
      {"a character without a meaning",
       {"10-001"},
       [](Patient& p) { Patient::replace(p.font().getKey("/ToUnicode"), "<03>", "<FFF0>"); }},
      {"another registry",
       {"31-001"},
       [](Patient& p) {
         p.embedded_map().getDict().getKey("/CIDSystemInfo").replaceKey("/Registry", Object::newString("Berlin"));
       }},
      {"another collection",
       {"31-002"},
       [](Patient& p) {
         p.embedded_map().getDict().getKey("/CIDSystemInfo").replaceKey("/Ordering", Object::newString("Berlin"));
       }},
      {"an older collection",
       {"31-003"},
       [](Patient& p) {
         p.embedded_map().getDict().getKey("/CIDSystemInfo").replaceKey("/Supplement", Object::newInteger(3));
       }},
      {"a table of glyphs that is none",
       {"31-004"},
       [](Patient& p) { p.cid_font().replaceKey("/CIDToGIDMap", name("/Sonder")); }},
      {"no table of glyphs", {"31-005"}, [](Patient& p) { p.cid_font().removeKey("/CIDToGIDMap"); }},
      {"an unknown character map, by which codes mean nothing",
       {"10-001", "31-006", "31-030"},
       [](Patient& p) { p.font().replaceKey("/Encoding", name("/Sonder-H")); }},
      {"a character map of two directions",
       {"31-007"},
       [](Patient& p) { p.embedded_map().getDict().replaceKey("/WMode", Object::newInteger(1)); }},
      {"a character map that builds upon an unknown one",
       {"31-008"},
       [](Patient& p) { p.embedded_map().getDict().replaceKey("/UseCMap", name("/Sonder-H")); }},
      {"a font that is not embedded",
       {"31-009"},
       [](Patient& p) { p.cid_font().getKey("/FontDescriptor").removeKey("/FontFile2"); }},
      {"a glyph that the font does not have",
       {"31-011"},
       [](Patient& p) {
         std::string map = Patient::data(p.cid_font().getKey("/CIDToGIDMap"));
         map.replace(Patient::kUsed * 2, 2, "\xEA\x60");
         Patient::set_data(p.cid_font().getKey("/CIDToGIDMap"), map);
       }},
      {"a list of characters that is not complete",
       {"31-014"},
       [](Patient& p) {
         const std::size_t all = Patient::data(p.cid_font().getKey("/CIDToGIDMap")).size() / 2;
         std::string bits((all + 7) / 8, '\0');
         for (std::size_t cid = 0; cid < all; ++cid) {
           if (cid != Patient::kUsed) bits[cid / 8] = static_cast<char>(bits[cid / 8] | (0x80 >> (cid % 8)));
         }
         p.cid_font().getKey("/FontDescriptor").replaceKey("/CIDSet", p.add_stream(bits));
       }},
      {"a list of characters that names more",
       {"31-015"},
       [](Patient& p) {
         const std::size_t all = Patient::data(p.cid_font().getKey("/CIDToGIDMap")).size() / 2;
         p.cid_font().getKey("/FontDescriptor").replaceKey("/CIDSet", p.add_stream(std::string(all / 8 + 2, '\xFF')));
       }},
      {"a width that is not the font's",
       {"31-016"},
       [](Patient& p) {
         Object widths = p.cid_font().getKey("/W").getArrayItem(1);
         widths.setArrayItem(static_cast<int>(Patient::kUsed), Object::newInteger(5));
       }},
      {"a font without meanings", {"31-027"}, [](Patient& p) { p.font().removeKey("/ToUnicode"); }},
      {"a character that means zero",
       {"31-028"},
       [](Patient& p) {
         Patient::replace(p.font().getKey("/ToUnicode"), "endcmap", "1 beginbfchar\n<FFF0><0000>\nendbfchar\nendcmap");
       }},
      {"a character that means a byte order mark",
       {"31-029"},
       [](Patient& p) {
         Patient::replace(p.font().getKey("/ToUnicode"), "endcmap",
                          "1 beginbfrange\n<FFF0><FFF0><FEFF>\nendbfrange\nendcmap");
       }},
      {"a character without a glyph",
       {"31-030"},
       [](Patient& p) {
         std::string map = Patient::data(p.cid_font().getKey("/CIDToGIDMap"));
         map.replace(Patient::kUsed * 2, 2, 2, '\0');
         Patient::set_data(p.cid_font().getKey("/CIDToGIDMap"), map);
       }},
      // ---- archive ----
      {"a stream outside of the file",
       {"A-6.1.7"},
       [](Patient& p) {
         Object stream = p.add_stream("x");
         stream.getDict().replaceKey("/F", Object::newString("elsewhere"));
         p.root().replaceKey("/Zusatz", stream);
       }},
      {"no output intent", {"A-6.2.4"}, [](Patient& p) { p.root().removeKey("/OutputIntents"); }},
      {"an output intent without a profile",
       {"A-6.2.3", "A-6.2.4"},
       [](Patient& p) { p.root().getKey("/OutputIntents").getArrayItem(0).removeKey("/DestOutputProfile"); }},
      {"colours of print", {"A-6.2.4"}, [](Patient& p) { p.draw("/Artifact BMC 0 0 0 1 k 0 0 9 9 re f EMC\n"); }},
      {"a PostScript object",
       {"A-6.2.9"},
       [](Patient& p) {
         Object stream = p.add_stream("showpage");
         stream.getDict().replaceKey("/Subtype", name("/PS"));
         p.root().replaceKey("/Zusatz", stream);
       }},
      {"an unknown blend mode",
       {"A-6.2.10"},
       [](Patient& p) {
         p.page().getKey("/Resources").replaceKey("/ExtGState", parsed("<</G<</BM/Sonder>>>>"));
         p.draw("/Artifact BMC /G gs EMC\n");
       }},
      {"an annotation with sound", {"A-6.3.1"}, [](Patient& p) { p.annotation_of("/Sound"); }},
      {"a link that is not printed",
       {"A-6.3.2"},
       [](Patient& p) { p.link().annotation.replaceKey("/F", Object::newInteger(0)); }},
      {"fields drawn by the reader",
       {"A-6.4"},
       [](Patient& p) { p.root().replaceKey("/AcroForm", parsed("<</Fields[]/NeedAppearances true>>")); }},
      {"a script",
       {"A-6.5"},
       [](Patient& p) { p.root().replaceKey("/OpenAction", parsed("<</S/JavaScript/JS(app.beep\\(0\\))>>")); }},
      {"a link that starts a program",
       {"A-6.5"},
       [](Patient& p) {
         p.link().annotation.removeKey("/Dest");
         p.link().annotation.replaceKey("/A", parsed("<</S/Launch/F(a)>>"));
       }},
      {"metadata that do not describe themselves",
       {"A-6.6.2"},
       [](Patient& p) {
         Patient::replace(p.metadata(), "pdfaExtension:schemas", "pdfaExtension:schemes");
         Patient::replace(p.metadata(), "pdfaExtension:schemas", "pdfaExtension:schemes");
       }},
      {"metadata of PDF/A-2b",
       {"A-6.6.4"},
       [](Patient& p) { Patient::replace(p.metadata(), "<pdfaid:conformance>A", "<pdfaid:conformance>B"); }},
      {"a file that does not say it is tagged",
       {"A-6.7.2"},
       [](Patient& p) { p.root().getKey("/MarkInfo").replaceKey("/Marked", Object::newBool(false)); }},
      {"an embedded file in PDF/A-2",
       {"A-6.8"},
       [](Patient& p) {
         Object stream = p.add_stream("# Ziel");
         stream.getDict().replaceKey("/Subtype", name("/text/markdown"));
         Object file = parsed("<</Type/Filespec/F(a.md)/UF(a.md)/AFRelationship/Source/EF<<>>>>");
         file.getKey("/EF").replaceKey("/F", stream);
         file = p.qpdf.makeIndirectObject(file);
         p.root().replaceKey("/AF", Object::newArray(std::vector<Object>{file}));
       }},
      // ---- ours ----
      {"an element that names another parent",
       {"Z-01"},
       [](Patient& p) { p.element("P", 1).replaceKey("/P", p.element("P")); }},
      {"an element without a parent", {"Z-01"}, [](Patient& p) { p.element("LI").removeKey("/P"); }},
      {"an element in two places",
       {"Z-02"},
       [](Patient& p) { p.element("Document").getKey("/K").appendItem(p.element("P")); }},
      {"a circle in the tree",
       {"Z-02"},
       [](Patient& p) { p.element("P").getKey("/K").appendItem(p.element("Document")); }},
      {"no way back from some content",
       {"Z-03"},
       [](Patient& p) { p.numbers().getArrayItem(1).setArrayItem(0, Object::newNull()); }},
      {"ways back that are exchanged",
       {"Z-03", "Z-04"},
       [](Patient& p) {
         Object ways = p.numbers().getArrayItem(1);
         Object first = ways.getArrayItem(0);
         ways.setArrayItem(0, ways.getArrayItem(1));
         ways.setArrayItem(1, first);
       }},
      {"a way back from nowhere",
       {"Z-04"},
       [](Patient& p) {
         p.numbers().appendItem(Object::newInteger(90));
         p.numbers().appendItem(p.element("P"));
       },
       From::Plain},
      {"two pages with the same key",
       {"Z-03", "Z-04", "Z-05"},
       [](Patient& p) { p.page(1).replaceKey("/StructParents", Object::newInteger(0)); }},
      {"a link without a key", {"Z-04", "Z-05"}, [](Patient& p) { p.link().annotation.removeKey("/StructParent"); }},
      {"content that does not exist",
       {"Z-06"},
       [](Patient& p) { p.element("P").getKey("/K").appendItem(Object::newInteger(4711)); }},
      {"content that is claimed twice",
       {"Z-06"},
       [](Patient& p) { p.element("P", 1).getKey("/K").appendItem(p.element("P").getKey("/K").getArrayItem(0)); },
       From::Plain},
      {"a number used twice on a page", {"Z-06"}, [](Patient& p) { p.draw("/P<</MCID 0>>BDC EMC\n"); }},
      {"a header cell that does not exist",
       {"Z-07"},
       [](Patient& p) { p.element("TD").replaceKey("/A", parsed("<</O/Table/Headers[(nirgends)]>>")); }},
      {"an identifier that is not found", {"Z-07"}, [](Patient& p) { p.tree().removeKey("/IDTree"); }},
      {"a row with a cell too many",
       {"Z-08"},
       [](Patient& p) { p.element("TH").replaceKey("/A", parsed("<</O/Table/Scope/Row/ColSpan 2>>")); }},
      {"a cell that reaches below its table",
       {"Z-08"},
       [](Patient& p) {
         Object table = p.element("Table");
         Object rows = table.getKey("/K").getArrayItem(table.getKey("/K").getArrayNItems() - 1).getKey("/K");
         Object last = rows.getArrayItem(rows.getArrayNItems() - 1).getKey("/K").getArrayItem(0);
         last.replaceKey("/A", parsed("<</O/Table/Scope/Row/RowSpan 2>>"));
       }},
      {"a figure without a place", {"Z-09"}, [](Patient& p) { p.element("Figure").removeKey("/A"); }},
      {"a language that is none",
       {"Z-10"},
       [](Patient& p) { p.element("P").replaceKey("/Lang", Object::newString("de_DE")); }},
      {"a link to nowhere",
       {"Z-11"},
       [](Patient& p) { p.link().annotation.replaceKey("/Dest", Object::newString("nirgends")); }},
      {"a bookmark to nowhere",
       {"Z-11"},
       [](Patient& p) {
         p.root().getKey("/Outlines").getKey("/First").replaceKey("/Dest", Object::newString("nirgends"));
       }},
      {"marked content that does not end", {"Z-12"}, [](Patient& p) { p.draw("/Artifact BMC\n"); }},
      {"an end too many", {"Z-12"}, [](Patient& p) { p.draw("EMC\n"); }},
      {"a list that does not say its numbering", {"Z-13"}, [](Patient& p) { p.element("L").removeKey("/A"); }},
      {"two titles",
       {"Z-14"},
       [](Patient& p) { p.qpdf.getTrailer().getKey("/Info").replaceKey("/Title", Object::newString("Anders")); }},
      {"a data cell without a header",
       {"Z-15"},
       [](Patient& p) { p.element("TH").replaceKey("/A", parsed("<</O/Table/Scope/Column>>")); }},
      {"an element without content",
       {"Z-16"},
       [](Patient& p) {
         Object empty = p.qpdf.makeIndirectObject(parsed("<</Type/StructElem/S/P>>"));
         empty.replaceKey("/P", p.element("Document"));
         p.element("Document").getKey("/K").appendItem(empty);
       }},
      {"a font of another kind",
       {"Z-17"},
       [](Patient& p) { p.cid_font().replaceKey("/Subtype", name("/CIDFontType0")); }},
  };
  return kBreaks;
}

/// Breaks of what libqpdf would mend by itself: of the bytes.
struct RawBreak {
  const char* what;
  Numbers expected;
  std::function<std::string(const std::string&)> change;
};

/// With other bytes of the same number, so that the tables of objects stay right.
std::string overwritten(std::string text, const std::string& old, const std::string& wanted) {
  REQUIRE(old.size() == wanted.size());
  const std::size_t at = text.find(old);
  REQUIRE(at != std::string::npos);
  return text.replace(at, old.size(), wanted);
}

std::string replaced_last(std::string text, const std::string& old, const std::string& wanted) {
  const std::size_t at = text.rfind(old);
  REQUIRE(at != std::string::npos);
  return text.replace(at, old.size(), wanted);
}

const std::vector<RawBreak>& raw_breaks() {
  static const std::vector<RawBreak> kBreaks = {
      {"a file that looks like text",
       {"A-6.1.2"},
       [](const std::string& good) { return std::string(good).replace(10, 4, "text"); }},
      {"a file without an identifier",
       {"A-6.1.3"},
       [](const std::string& good) { return replaced_last(good, "/ID", "/IX"); }},
      {"bytes behind the end of the file",
       {"A-6.1.3-3"},
       [](const std::string& good) { return good + "\nnoch etwas\n"; }},
      {"a table of objects with two line ends behind its name",
       {"A-6.1.4"},
       [](const std::string& good) { return replaced_last(good, "xref\n0 ", "xref\n\n0 "); }},
      {"half a byte in a string",
       {"A-6.1.6"},
       [](const std::string& good) { return overwritten(good, "<FEFF", "<FEF "); }},
      {"a stream longer than it says",
       {"A-6.1.7.1"},
       [](const std::string& good) {
         const std::size_t at = good.find("\nendstream");
         REQUIRE(at != std::string::npos);
         return std::string(good).replace(at, 1, " ");
       }},
      {"an object that does not begin a line",
       {"A-6.1.9"},
       [](const std::string& good) {
         const std::size_t at = good.find(" 0 obj\n", good.find("endobj"));
         return std::string(good).replace(good.rfind('\n', at), 1, " ");
       }},
      {"protection that keeps screen readers out",
       {"26-002", "A-6.1.3"},
       [](const std::string& good) {
         return Patient(good).written([](QPDFWriter& writer) {
           writer.setR3EncryptionParametersInsecure("", "geheim", false, false, true, true, true, true, qpdf_r3p_full);
         });
       }},
      {"protection that lets screen readers in",
       {"A-6.1.3"},
       [](const std::string& good) {
         return Patient(good).written([](QPDFWriter& writer) {
           writer.setR3EncryptionParametersInsecure("", "geheim", true, true, true, true, true, true, qpdf_r3p_full);
         });
       }},
  };
  return kBreaks;
}

}  // namespace

TEST_CASE("accessibility: good files pass, and something was looked at") {
  for (const flow::Flow& flow : {rich_flow(), plain_flow(), sample_flow(9)}) {
    const audit::Inspection inspection = inspected(pdf_of(flow, one_pixel));
    INFO(told(inspection));
    CHECK(inspection.passed());
    CHECK(inspection.failed().empty());
    CHECK(inspection.pages > 0);
    CHECK(inspection.elements > 2);
    for (const audit::Verdict& verdict : inspection.verdicts) {
      if (verdict.number == "01-005" || verdict.number == "10-001" || verdict.number == "Z-01")
        CHECK(verdict.checked > 0);
    }
  }
  // Libqpdf's writing breaks nothing, so that what it breaks below is what was asked for.
  const std::string good = pdf_of(rich_flow(), one_pixel);
  const audit::Inspection again = inspected(Patient(good).written());
  INFO(told(again));
  CHECK(again.passed());
}

TEST_CASE("accessibility: each broken file fails the condition it breaks, and no other") {
  const std::string rich = pdf_of(rich_flow(), one_pixel);
  const std::string plain = pdf_of(plain_flow());
  for (const Break& one : breaks()) {
    INFO(one.what);
    Patient patient(one.from == From::Rich ? rich : plain);
    one.change(patient);
    const audit::Inspection inspection = inspected(patient.written());
    INFO(told(inspection));
    CHECK(inspection.failed() == one.expected);
    CHECK_FALSE(inspection.passed());
  }
  for (const RawBreak& one : raw_breaks()) {
    INFO(one.what);
    const audit::Inspection inspection = inspected(one.change(rich));
    INFO(told(inspection));
    CHECK(inspection.failed() == one.expected);
  }
  CHECK(breaks().size() + raw_breaks().size() > 110);
}

TEST_CASE("accessibility: every condition that a machine judges is broken by some file") {
  std::set<std::string> broken;
  for (const Break& one : breaks()) broken.insert(one.expected.begin(), one.expected.end());
  for (const RawBreak& one : raw_breaks()) broken.insert(one.expected.begin(), one.expected.end());
  std::set<std::string> numbers;
  std::size_t machine = 0;
  for (const audit::Condition& condition : audit::conditions()) {
    INFO(condition.number);
    CHECK(numbers.insert(condition.number).second);
    const bool ours = condition.number == "21-001";  // by a file with its sources in it: see below
    if (condition.judge == audit::Judge::Machine) CHECK((ours || broken.contains(condition.number)));
    machine += condition.judge == audit::Judge::Machine && condition.number.find_first_of("AZ") != 0 ? 1 : 0;
  }
  CHECK(machine == 72);  // of the protocol's 87, see accessibility.h
}

TEST_CASE("pdf: a cell without words keeps its place among the cells of its row") {
  flow::Flow flow = plain_flow();
  flow::Table table;
  table.header = {row({cell(""), cell("Rahmen", flow::Scope::Column)})};
  table.rows = {row({cell("Frage", flow::Scope::Row), cell("wofür")}), row({cell("Zeit", flow::Scope::Row), cell("")})};
  flow.blocks.push_back(block_of(std::move(table)));
  const std::string bytes = pdf_of(flow);
  CHECK(inspected(bytes).failed().empty());
  Patient patient(bytes);
  const std::vector<std::vector<std::string>> expected = {{"/TD", "/TH"}, {"/TH", "/TD"}, {"/TH", "/TD"}};
  for (std::size_t i = 0; i < expected.size(); ++i) {
    Object cells = patient.element("TR", i).getKey("/K");
    for (std::size_t j = 0; j < expected[i].size(); ++j) {
      CHECK(cells.getArrayItem(static_cast<int>(j)).getKey("/S").getName() == expected[i][j]);
    }
  }
}

TEST_CASE("pdf: in a table with spans or several rows of heads each cell names its heads") {
  flow::Flow flow = plain_flow();
  flow::Table table;
  flow::Cell both = cell("Umsetzung", flow::Scope::Column);
  both.column_span = 2;
  table.header = {row({cell("Maßnahme", flow::Scope::Column), both}),
                  row({cell(""), cell("Beginn", flow::Scope::Column), cell("Ende", flow::Scope::Column)})};
  flow::Cell group = cell("Ziel 1", flow::Scope::Column);
  group.column_span = 3;
  table.rows = {row({cell("M 1", flow::Scope::Row), cell("2022"), cell("2026")}), row({group}),
                row({cell("M 2", flow::Scope::Row), cell("2023"), cell("2027")})};
  flow.blocks.push_back(block_of(std::move(table)));
  const std::string bytes = pdf_of(flow);
  const audit::Inspection inspection = inspected(bytes);
  INFO(told(inspection));
  CHECK(inspection.failed().empty());

  Patient patient(bytes);
  const auto heads_of = [&](std::size_t n) {
    Object attributes = patient.element("TD", n).getKey("/A");
    return attributes.isDictionary() ? attributes.getKey("/Headers").getArrayNItems() : 0;
  };
  CHECK(heads_of(0) == 1);  // the empty corner: "Maßnahme"
  CHECK(heads_of(1) == 3);  // "2022": Umsetzung, Beginn, M 1
  CHECK(heads_of(3) == 4);  // "2023": besides "Ziel 1"
  // A simple table has enough with Scope.
  CHECK(pdf_of(rich_flow(), one_pixel).find("/Headers") == std::string::npos);
}

TEST_CASE("pdf: readers show the numbers that are printed on the pages") {
  const std::string bytes = pdf_of(sample_flow(4));
  Patient patient(bytes);
  Object labels = patient.root().getKey("/PageLabels").getKey("/Nums");
  REQUIRE(labels.getArrayNItems() >= 2);
  CHECK(labels.getArrayItem(0).getIntValue() == 0);
}

TEST_CASE("pdf: sources inside make it PDF/A-3a, and are found by name with kind and date") {
  const std::vector<pdf::EmbeddedFile> sources = {{"text.md", "Text", "text/markdown", "# Ziel\n"},
                                                  {"document.xml", "Baum", "text/xml", "<document />\n"}};
  const std::string bytes = pdf_of(rich_flow(), one_pixel, sources);
  const audit::Inspection inspection = inspected(bytes);
  INFO(told(inspection));
  CHECK(inspection.failed().empty());
  CHECK(inspection.pdfa_part == 3);
  CHECK(inspected(pdf_of(rich_flow(), one_pixel)).pdfa_part == 2);
  CHECK(pdf_of(rich_flow(), one_pixel, sources) == bytes);

  const auto first_file = [](Patient& patient) {
    return patient.root().getKey("/Names").getKey("/EmbeddedFiles").getKey("/Names").getArrayItem(1);
  };
  Patient good(bytes);
  Object file = first_file(good);
  CHECK(file.getKey("/UF").getUTF8Value() == "document.xml");
  CHECK(file.getKey("/AFRelationship").getName() == "/Source");
  Object stream = file.getKey("/EF").getKey("/F");
  CHECK(Patient::data(stream) == "<document />\n");
  CHECK(stream.getDict().getKey("/Subtype").getName() == "/text/xml");
  CHECK(stream.getDict().getKey("/Params").getKey("/ModDate").getUTF8Value() == "D:20221220000000Z");

  Patient nameless(bytes);
  first_file(nameless).removeKey("/UF");
  CHECK(inspected(nameless.written()).failed() == Numbers{"21-001"});
  Patient aimless(bytes);
  first_file(aimless).removeKey("/AFRelationship");
  CHECK(inspected(aimless.written()).failed() == Numbers{"A-6.8"});
  Patient alone(bytes);
  alone.root().removeKey("/AF");
  CHECK(inspected(alone.written()).failed() == Numbers{"A-6.8"});
}

TEST_CASE("pdf: made compact it is smaller, as good, and the same each time") {
  for (const std::vector<pdf::EmbeddedFile>& sources :
       {std::vector<pdf::EmbeddedFile>{}, {{"a.md", "Text", "text/markdown", "# Ziel\n"}}}) {
    const std::string bytes = pdf_of(rich_flow(), one_pixel, sources);
    const Result<pdf::Judged> compact = pdf::compacted(bytes);
    REQUIRE(compact.has_value());
    CHECK(compact->bytes.size() < bytes.size());
    CHECK(compact->bytes == pdf::compacted(bytes)->bytes);
    const audit::Inspection inspection = inspected(compact->bytes);
    INFO(told(inspection));
    CHECK(inspection.failed().empty());
    CHECK(compact->inspection.elements == inspection.elements);
  }
  CHECK(pdf::compacted("kein PDF").error().code == "pdf-unreadable");
}

TEST_CASE("accessibility: bytes that are no PDF are an error, not a verdict") {
  for (const std::string_view bytes : {"", "%PDF-1.7", "hello", "%PDF-1.7\n1 0 obj\n<<"}) {
    const Result<audit::Inspection> inspection = audit::inspect(bytes);
    REQUIRE_FALSE(inspection.has_value());
    CHECK(inspection.error().code == "pdf-unreadable");
  }
}

TEST_CASE("accessibility: cut off or overwritten at any place, a file is judged or refused, never more") {
  const std::string good = pdf_of(plain_flow());
  std::uint32_t state = 7;
  for (int round = 0; round < 60; ++round) {
    std::string bytes = good;
    for (int i = 0; i < 20; ++i) {
      state = state * 1664525u + 1013904223u;
      bytes[(state >> 4) % bytes.size()] = static_cast<char>(state >> 24);
    }
    if (round % 3 == 0) bytes.resize(bytes.size() * static_cast<std::size_t>(round + 1) / 64);
    const Result<audit::Inspection> inspection = audit::inspect(bytes);
    if (!inspection) CHECK(inspection.error().code == "pdf-unreadable");
  }
}

TEST_CASE("accessibility: a file is held to what it claims, and to no more") {
  const std::string rich = pdf_of(rich_flow(), one_pixel);
  const audit::Inspection good = inspected(rich);
  for (const audit::Standard standard : {audit::Standard::PdfUa1, audit::Standard::PdfA}) {
    CHECK(audit::claims(standard, good));
    CHECK(audit::meets(standard, good));
  }
  CHECK(audit::meets(audit::Standard::Own, good));
  CHECK(audit::is_wholly_judged(good));

  Patient lower(rich);
  Patient::replace(lower.metadata(), "<pdfaid:conformance>A", "<pdfaid:conformance>B");
  lower.root().removeKey("/MarkInfo");
  const audit::Inspection level_b = inspected(lower.written());
  CHECK(level_b.pdfa_level == 'B');
  CHECK(audit::meets(audit::Standard::PdfA, level_b));

  Patient silent(rich);
  Patient::replace(silent.metadata(), "<pdfuaid:part>1</pdfuaid:part>", "");
  CHECK_FALSE(audit::claims(audit::Standard::PdfUa1, inspected(silent.written())));

  Patient other(rich);
  other.cid_font().replaceKey("/Subtype", name("/CIDFontType0"));
  const audit::Inspection unknown = inspected(other.written());
  CHECK_FALSE(audit::is_wholly_judged(unknown));
  CHECK(audit::meets(audit::Standard::PdfUa1, unknown));
}

TEST_CASE("accessibility: a font whose names tell what its characters mean needs no map to Unicode") {
  const std::string plain = pdf_of(plain_flow());
  const auto with_font = [&](const char* font) {
    Patient p(plain);
    Object fonts = p.page().getKey("/Resources").getKey("/Font");
    fonts.replaceKey("/Einfach", parsed(font));
    p.draw("/Artifact BMC BT /Einfach 9 Tf (Aa) Tj ET EMC\n");
    return inspected(p.written()).failed();
  };
  const Numbers not_embedded = {"31-009", "Z-17"};
  CHECK(with_font("<</Type/Font/Subtype/Type1/BaseFont/X/Encoding/WinAnsiEncoding>>") == not_embedded);
  CHECK(with_font("<</Type/Font/Subtype/TrueType/BaseFont/X/FontDescriptor<</Flags 32>>>>") == not_embedded);
  CHECK(with_font("<</Type/Font/Subtype/Type1/BaseFont/X/FontDescriptor<</Flags 4>>"
                  "/Encoding<</Differences[65/A 97/uni0061]>>>>") == not_embedded);
  const Numbers no_meaning = {"31-009", "31-027", "Z-17"};
  CHECK(with_font("<</Type/Font/Subtype/Type1/BaseFont/X/FontDescriptor<</Flags 4>>>>") == no_meaning);
  CHECK(with_font("<</Type/Font/Subtype/Type1/BaseFont/X/FontDescriptor<</Flags 4>>"
                  "/Encoding<</Differences[65/g12 97/g13]>>>>") == no_meaning);
}

TEST_CASE("accessibility: colours may bring a profile of their own") {
  const std::string plain = pdf_of(plain_flow());
  const auto painted = [&](const char* spaces, const char* colour) {
    Patient p(plain);
    Object made = parsed(spaces);
    Object profile = Object::parse(&p.qpdf, "[/ICCBased null]");
    profile.setArrayItem(1, p.add_stream("profile"));
    for (const std::string& key : made.getKeys()) {
      Object space = made.getKey(key);
      if (space.isArray()) space.setArrayItem(2, profile);
      if (space.isName()) made.replaceKey(key, profile);
    }
    p.page().getKey("/Resources").replaceKey("/ColorSpace", made);
    p.draw("/Artifact BMC " + std::string(colour) + " 0 0 9 9 re f EMC\n");
    return inspected(p.written()).failed();
  };
  CHECK(painted("<<>>", "0 0 0 1 k") == Numbers{"A-6.2.4"});
  CHECK(painted("<</DefaultCMYK /X>>", "0 0 0 1 k").empty());
  CHECK(painted("<</Hausfarbe[/Separation/Rot null<<>>]>>", "/Hausfarbe cs 1 scn").empty());
  CHECK(painted("<<>>", "/DeviceCMYK cs 0 0 0 1 sc") == Numbers{"A-6.2.4"});
}

TEST_CASE("accessibility: metadata without a language say nothing that would need one") {
  const std::string plain = pdf_of(plain_flow());
  Patient p(plain);
  move_language(p, p.element("Document"));
  Patient::replace(p.metadata(), "xml:lang=\"x-default\"", "xml:lang='de'");
  CHECK(inspected(p.written()).failed().empty());
}

TEST_CASE("accessibility: a small file that asks for very much is refused, not worked through") {
  const std::string plain = pdf_of(plain_flow());
  Patient p(plain);
  Object bomb = p.add_stream(std::string(1 << 20, ' '));
  std::vector<Object> contents(1500, p.content());
  contents.insert(contents.begin(), bomb);
  std::fill(contents.begin() + 1, contents.end() - 1, bomb);
  p.page().replaceKey("/Contents", Object::newArray(contents));
  const Result<audit::Inspection> inspection = audit::inspect(p.written());
  REQUIRE_FALSE(inspection.has_value());
  CHECK(inspection.error().code == "pdf-too-much");
}
