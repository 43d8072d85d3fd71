// What is said about the file as a whole, and what no object in it may be.
#include <algorithm>
#include <cstring>

#include "audit/inspect_internal.h"

namespace zielbaum::audit {

namespace {

// ---- XMP ----
// A reader of just these properties. It takes the usual prefixes for granted, as our writer and most others write them;
// a file with other ones fails, never passes.

/// The value of a property, written as an element or as an attribute; with the tags inside it.
std::optional<std::string> property(const std::string& xmp, const std::string& name) {
  const std::string open = "<" + name;
  for (std::size_t at = xmp.find(open); at != std::string::npos; at = xmp.find(open, at + 1)) {
    const std::size_t after = at + open.size();
    if (after >= xmp.size() || (xmp[after] != '>' && xmp[after] != ' ' && xmp[after] != '\n')) continue;
    const std::size_t begin = xmp.find('>', after);
    const std::size_t end = xmp.find("</" + name + ">", after);
    if (begin != std::string::npos && end != std::string::npos && begin < end)
      return xmp.substr(begin + 1, end - begin - 1);
  }
  std::size_t at = xmp.find(name + "=\"");
  if (at == std::string::npos) at = xmp.find(name + "='");
  if (at == std::string::npos) return std::nullopt;
  const std::size_t begin = at + name.size() + 2;
  const std::size_t end = xmp.find(xmp[begin - 1], begin);
  return end == std::string::npos ? std::nullopt : std::optional(xmp.substr(begin, end - begin));
}

std::string without_tags(std::string_view text) {
  std::string out;
  bool inside = false;
  for (const char c : text) {
    if (c == '<') inside = true;
    if (!inside) out += c;
    if (c == '>') inside = false;
  }
  const std::pair<std::string_view, char> kEntities[] = {
      {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}, {"&amp;", '&'}};
  for (const auto& [entity, character] : kEntities) {
    for (std::size_t at = out.find(entity); at != std::string::npos; at = out.find(entity, at + 1)) {
      out.replace(at, entity.size(), 1, character);
    }
  }
  const std::size_t first = out.find_first_not_of(" \n\t\r");
  if (first == std::string::npos) return {};
  return out.substr(first, out.find_last_not_of(" \n\t\r") - first + 1);
}

/// Whether each tag that begins ends, each in its turn.
bool is_well_formed(std::string_view xml) {
  std::vector<std::string_view> open;
  bool any = false;
  for (std::size_t at = xml.find('<'); at != std::string_view::npos; at = xml.find('<', at)) {
    const std::string_view rest = xml.substr(at);
    const auto past = [&](std::string_view mark) {
      const std::size_t end = xml.find(mark, at);
      at = end == std::string_view::npos ? end : end + mark.size();
      return at != std::string_view::npos;
    };
    if (rest.starts_with("<?") || rest.starts_with("<!--") || rest.starts_with("<![CDATA[")) {
      if (!past(rest.starts_with("<?") ? "?>" : rest.starts_with("<!--") ? "-->" : "]]>")) return false;
      continue;
    }
    // The tag's end: not within a value.
    char quote = '\0';
    std::size_t end = at + 1;
    for (; end < xml.size() && (quote != '\0' || xml[end] != '>'); ++end) {
      if (quote != '\0') {
        if (xml[end] == quote) quote = '\0';
      } else if (xml[end] == '"' || xml[end] == '\'') {
        quote = xml[end];
      } else if (xml[end] == '<') {
        return false;
      }
    }
    if (end == xml.size()) return false;
    const bool closes = xml[at + 1] == '/';
    const std::size_t begin = at + (closes ? 2 : 1);
    const std::string_view tag = xml.substr(begin, xml.find_first_of(" \t\r\n/>", begin) - begin);
    if (closes) {
      if (open.empty() || open.back() != tag) return false;
      open.pop_back();
    } else if (xml[end - 1] != '/') {
      open.push_back(tag);
    }
    any = true;
    at = end + 1;
  }
  return any && open.empty();
}

/// Whether the packet's head has the attributes that PDF/A forbids.
bool describes_bytes(std::string_view xmp) {
  const std::size_t begin = xmp.find("<?xpacket");
  const std::string_view head =
      begin == std::string_view::npos ? std::string_view() : xmp.substr(begin, xmp.find("?>", begin) - begin);
  return head.find(" bytes=") != std::string_view::npos || head.find(" encoding=") != std::string_view::npos;
}

void inspect_metadata(File& file, Record& record) {
  const Handle stream = file.catalog.key("/Metadata");
  record.expect(stream.is_stream(), "06-001", in_file("/Metadata"));
  file.xmp = stream.data(file.budget);
  if (!stream.is_stream()) return;
  record.expect(is_well_formed(file.xmp) && !describes_bytes(file.xmp), "A-6.6.2.1", in_file("/Metadata"));
  const std::string& xmp = file.xmp;
  file.claims_ua = without_tags(property(xmp, "pdfuaid:part").value_or("")) == "1";
  record.expect(file.claims_ua, "06-002", in_file("pdfuaid:part"));
  const std::optional<std::string> title = property(xmp, "dc:title");
  record.expect(title && !without_tags(*title).empty(), "06-003", in_file("dc:title"));
  // "x-default" names no language; then it is the catalog's.
  const bool names_none = title && title->find("x-default") != std::string::npos;
  record.expect(file.has_lang || !names_none, "11-006", in_file("xml:lang"));

  const std::string part = without_tags(property(xmp, "pdfaid:part").value_or(""));
  file.pdfa_part = part == "2" ? 2 : part == "3" ? 3 : 0;
  const std::string level = without_tags(property(xmp, "pdfaid:conformance").value_or(""));
  if (level.size() == 1) file.pdfa_level = level.front();
  record.expect(file.pdfa_part != 0 && level == "A", "A-6.6.4", in_file("pdfaid:part " + part + level));
  const bool describes = xmp.find("pdfaExtension:schemas") != std::string::npos &&
                         xmp.find("http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>") != std::string::npos;
  record.expect(xmp.find("pdfuaid:part") == std::string::npos || describes, "A-6.6.2",
                in_file("pdfaExtension:schemas"));

  const Handle info = Handle(file.qpdf.getTrailer()).key("/Info");
  if (!info.is_dictionary()) return;
  const auto agrees = [&](const char* key, const char* name) {
    if (!has_text(info, key)) return;
    const std::string told = without_tags(property(xmp, name).value_or(""));
    record.expect(told == info.key(key).text(), "Z-14", in_file(key));
  };
  agrees("/Title", "dc:title");
  agrees("/Author", "dc:creator");
  agrees("/Subject", "dc:description");
  agrees("/Producer", "pdf:Producer");
}

void inspect_dictionary(const File& file, Record& record) {
  const Handle preferences = file.catalog.key("/ViewerPreferences");
  const Handle shows = preferences.key("/DisplayDocTitle");
  record.expect(shows.is_bool(), "07-001", in_file("/DisplayDocTitle"));
  if (shows.is_bool()) record.expect(shows.is_true(), "07-002", in_file("/DisplayDocTitle"));
  const Handle mark = file.catalog.key("/MarkInfo");
  const auto flag = [&mark](const char* key) {
    const Handle value = mark.key(key);
    return value.is_bool() && value.is_true();
  };
  record.expect(!flag("/Suspects"), "01-007", in_file("/Suspects"));
  record.expect(flag("/Marked") && file.catalog.key("/StructTreeRoot").is_dictionary(), "A-6.7.2",
                in_file("/MarkInfo"));
  if (file.has_lang) record.expect(is_bcp47(file.catalog.key("/Lang").text()), "Z-10", in_file("/Lang"));
}

void inspect_outline(const File& file, Record& record) {
  const Handle root = file.catalog.key("/Outlines");
  if (!root.is_dictionary()) return;
  std::vector<Handle> open{root.key("/First")};
  std::set<QPDFObjGen> seen;
  while (!open.empty()) {
    const Handle entry = open.back();
    open.pop_back();
    if (!entry.is_dictionary() || !seen.insert(entry.id()).second) continue;
    open.push_back(entry.key("/Next"));
    open.push_back(entry.key("/First"));
    record.expect(file.has_lang, "11-003", in_file("/Outlines"));
    const Handle action = entry.key("/A");
    const bool goes_to = action.is_dictionary() && action.key("/S").name() == "GoTo";
    const Handle destination = goes_to ? action.key("/D") : entry.key("/Dest");
    record.expect(leads_somewhere(file, destination), "Z-11", in_file("/Outlines"));
  }
}

void inspect_layers(const File& file, Record& record) {
  const Handle layers = file.catalog.key("/OCProperties");
  if (!layers.is_dictionary()) return;
  const auto inspect_one = [&](const Handle& configuration, const char* condition, const char* key) {
    record.expect(has_text(configuration, "/Name"), condition, in_file(key));
    record.expect(!configuration.is_dictionary() || !configuration.has("/AS"), "20-003", in_file(key));
  };
  inspect_one(layers.key("/D"), "20-002", "/D");
  const Handle others = layers.key("/Configs");
  for (int i = 0; i < others.size(); ++i) inspect_one(others.item(i), "20-001", "/Configs");
}

void inspect_forms(const File& file, Record& record) {
  const Handle form = file.catalog.key("/AcroForm");
  if (!form.is_dictionary()) return;
  const Handle xfa = form.key("/XFA");
  const Handle anew = form.key("/NeedAppearances");
  record.expect(xfa.is_null() && !(anew.is_bool() && anew.is_true()), "A-6.4", in_file("/AcroForm"));
  std::string text = xfa.data(file.budget);
  for (int i = 0; i < xfa.size(); ++i) text += xfa.item(i).data(file.budget);
  record.expect(without_tags(property(text, "dynamicRender").value_or("")) != "required", "25-001", in_file("/XFA"));
}

void inspect_security(const File& file, Record& record) {
  int revision = 0, permissions = 0;
  const bool encrypted = file.qpdf.isEncrypted(revision, permissions);
  constexpr int kForAccessibility = 1 << 9;  // the tenth bit
  record.expect(!encrypted || (permissions & kForAccessibility) != 0, "26-002", in_file("/Encrypt"));
  const Handle id = Handle(file.qpdf.getTrailer()).key("/ID");
  const bool identified = id.is_array() && id.size() == 2 && id.item(0).is_string() && !id.item(0).bytes().empty();
  record.expect(identified && !encrypted, "A-6.1.3", in_file(encrypted ? "/Encrypt" : "/ID"));
}

void inspect_header(const File& file, Record& record) {
  const std::size_t line = file.bytes.find_first_of("\r\n");
  const std::string_view first = file.bytes.substr(0, line);
  bool good = first.size() == 8 && first.starts_with("%PDF-1.") && first[7] >= '0' && first[7] <= '7';
  if (good) {
    std::size_t next = line + 1;
    if (next < file.bytes.size() && file.bytes[next] == '\n') ++next;
    good = next + 5 <= file.bytes.size() && file.bytes[next] == '%';
    for (std::size_t i = 1; good && i <= 4; ++i) good = static_cast<unsigned char>(file.bytes[next + i]) > 127;
  }
  record.expect(good, "A-6.1.2", in_file("%PDF"));
}

// ---- embedded files ----

/// A file specification with the file in it: names, kind, relationship.
void inspect_file(const File& file, const Handle& specification, const std::set<QPDFObjGen>& associated,
                  Record& record) {
  record.expect(has_text(specification, "/F") && has_text(specification, "/UF"), "21-001", in_file("/Filespec"));
  const Handle held = specification.key("/EF");
  const Handle stream = held.key("/F");
  const bool told = stream.is_stream() && !stream.key("/Subtype").name().empty() &&
                    !specification.key("/AFRelationship").name().empty() && associated.contains(specification.id());
  record.expect(told && file.pdfa_part == 3, "A-6.8", in_file("/Filespec"));
}

void inspect_action(const Handle& dictionary, Record& record) {
  static const std::set<std::string> kForbidden = {"JavaScript", "Launch",   "Sound",       "Movie",     "ResetForm",
                                                   "ImportData", "Hide",     "SetOCGState", "Rendition", "Trans",
                                                   "GoTo3DView", "SetState", "NoOp"};
  const std::string kind = dictionary.key("/S").name();
  static const std::set<std::string> kNamed = {"NextPage", "PrevPage", "FirstPage", "LastPage"};
  const bool good = kind == "Named" ? kNamed.contains(dictionary.key("/N").name()) : !kForbidden.contains(kind);
  record.expect(good, "A-6.5", in_file("/" + kind));
}

/// Every object of the file once, whatever it hangs in.
void inspect_objects(const File& file, Record& record) {
  std::set<QPDFObjGen> associated;
  const Handle list = file.catalog.key("/AF");
  for (int i = 0; i < list.size(); ++i) associated.insert(list.item(i).id());
  record.expect(!file.catalog.has("/AA"), "A-6.5", in_file("/AA"));
  for (const QPDFObjectHandle& each : file.qpdf.getAllObjects()) {
    const Handle dictionary(each);  // or a stream, whose keys are its dictionary's
    if (dictionary.is_stream()) {
      const Handle filter = dictionary.key("/Filter");
      bool lzw = filter.name() == "LZWDecode";
      for (int i = 0; i < filter.size(); ++i) {
        lzw = lzw || filter.item(i).name() == "LZWDecode";
      }
      const bool outside = dictionary.has("/F") || dictionary.has("/FFilter") || dictionary.has("/FDecodeParms");
      record.expect(!lzw && !outside, "A-6.1.7", in_file("/Filter"));
      const std::string kind = dictionary.key("/Subtype").name();
      record.expect(kind != "PS" && !dictionary.has("/PS") && !dictionary.has("/Alternates") && !dictionary.has("/OPI"),
                    "A-6.2.9", in_file("/" + kind));
    }
    if (!dictionary.is_dictionary() && !dictionary.is_stream()) continue;
    if (dictionary.has("/EF")) inspect_file(file, dictionary, associated, record);
    if (dictionary.key("/Type").name() == "Action" || dictionary.has("/JS")) inspect_action(dictionary, record);
    const std::string kind = dictionary.key("/S").name();
    if (kind == "MCD") {
      record.expect(has_text(dictionary, "/CT"), "28-014", in_file("/MCD"));
      const Handle alt = dictionary.key("/Alt");
      record.expect(alt.is_array() && alt.size() > 1, "28-015", in_file("/MCD"));
    }
    // Actions written within what they belong to.
    for (const char* key : {"/A", "/OpenAction"}) {
      const Handle action = dictionary.key(key);
      if (action.is_dictionary() && action.has("/S") && !action.is_indirect()) inspect_action(action, record);
    }
  }
  const Handle names = file.catalog.key("/Names");
  if (names.is_dictionary()) record.expect(!names.has("/JavaScript"), "A-6.5", in_file("/JavaScript"));
}

}  // namespace

void inspect_catalog(File& file, Record& record) {
  inspect_metadata(file, record);
  inspect_dictionary(file, record);
  inspect_outline(file, record);
  inspect_layers(file, record);
  inspect_forms(file, record);
  inspect_security(file, record);
  inspect_header(file, record);
  inspect_intents(file, record);
  inspect_objects(file, record);
}

}  // namespace zielbaum::audit
