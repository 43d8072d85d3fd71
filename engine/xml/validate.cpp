#include <libxml/parser.h>
#include <libxml/xmlschemas.h>

#include <algorithm>
#include <memory>

#include "xml/gate_internal.h"
#include "xml/xml.h"

namespace zielbaum::xml {

namespace {

struct FreeSchema {
  void operator()(xmlSchema* schema) const { xmlSchemaFree(schema); }
  void operator()(xmlSchemaParserCtxt* parser) const { xmlSchemaFreeParserCtxt(parser); }
  void operator()(xmlSchemaValidCtxt* validator) const { xmlSchemaFreeValidCtxt(validator); }
};

// More would not be read by anybody, and a hostile file could have millions.
constexpr std::size_t kMostFindings = 1000;

struct Report {
  std::string_view file;
  Findings findings;
};

/// libxml2 writes "{urn:zielbaum:type:a:1}measure"; people know the element as "measure".
std::string without_namespaces(std::string text) {
  static constexpr std::string_view kStart = "{urn:";
  for (std::size_t open = text.find(kStart); open != std::string::npos; open = text.find(kStart, open)) {
    const std::size_t close = text.find('}', open);
    if (close == std::string::npos) break;
    text.erase(open, close - open + 1);
  }
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
  return text;
}

/// What stands between `before` and `after`, or "".
std::string between(std::string_view text, std::string_view before, std::string_view after) {
  const std::size_t found = text.find(before);
  if (found == std::string_view::npos) return {};
  const std::size_t begin = found + before.size();
  const std::size_t end = text.find(after, begin);
  return std::string(text.substr(begin, end == std::string_view::npos ? end : end - begin));
}

std::optional<Message> expected(std::string_view text) {
  std::string names = between(text, "xpected is ( ", " )");
  if (names.empty()) names = between(text, "xpected is one of ( ", " )");
  if (names.empty()) return std::nullopt;
  return msg("Expected here: {0}", names);
}

/// libxml2's sentence in our own words, as far as its code tells which sentence it is.
Finding translated(int code, const std::string& text) {
  Finding finding;
  finding.code = "schema";
  const std::string element = between(text, "Element '", "'");
  const std::string name = between(text, "attribute '", "'");
  const std::string value = between(text, "The value '", "'");
  switch (code) {
    case XML_SCHEMAV_ELEMENT_CONTENT:
      finding.message = text.find("Missing child") != std::string::npos ? msg("<{0}> is not complete", element)
                                                                        : msg("<{0}> is not allowed here", element);
      finding.hint = expected(text);
      return finding;
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_1:
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_2:
      finding.message = msg("<{0}> has no attribute {1}", element, name);
      return finding;
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_4:
      finding.message = msg("<{0}> lacks the attribute {1}", element, between(text, "The attribute '", "'"));
      return finding;
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_3:
      finding.message = msg("Text stands in <{0}> where only elements belong", element);
      return finding;
    case XML_SCHEMAV_CVC_ELT_1:
      finding.message = msg("<{0}> is not the root element of this schema", element);
      return finding;
    case XML_SCHEMAV_CVC_ENUMERATION_VALID:
    case XML_SCHEMAV_CVC_PATTERN_VALID:
    case XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_1:
      if (const std::string bad = value.empty() ? between(text, "] '", "'") : value; !bad.empty()) {
        finding.message = msg("<{0}> has a value that is not allowed: {1}", element, bad);
        if (const std::string set = between(text, "of the set {", "}"); !set.empty()) {
          finding.hint = msg("Expected here: {0}", set);
        }
        return finding;
      }
      [[fallthrough]];
    default:
      finding.message = msg("Against the schema: {0}", text);
      return finding;
  }
}

#if LIBXML_VERSION >= 21200
void take_note(void* data, const xmlError* raised) {
#else
void take_note(void* data, xmlError* raised) {
#endif
  auto& report = *static_cast<Report*>(data);
  if (raised == nullptr || report.findings.size() >= kMostFindings) return;
  Finding finding = translated(raised->code, without_namespaces(raised->message == nullptr ? "" : raised->message));
  finding.place.file = report.file;
  finding.place.line = static_cast<std::uint32_t>(std::max(0, raised->line));
  // One wrong value is told twice: that it breaks a facet, and that it is not of the type.
  if (!report.findings.empty()) {
    const Finding& last = report.findings.back();
    const bool about_type = raised->code == XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_1 ||
                            raised->code == XML_SCHEMAV_CVC_COMPLEX_TYPE_2_2 ||
                            raised->code == XML_SCHEMAV_CVC_ATTRIBUTE_3;
    if (last.place.line == finding.place.line && (about_type || last == finding)) return;
  }
  report.findings.push_back(std::move(finding));
}

Error schema_error(std::string_view file, Report report) {
  Error made = error(ErrorKind::Invalid, "bad-schema", msg("The XML Schema cannot be used"));
  made.place.file = file;
  made.findings = std::move(report.findings);
  return made;
}

}  // namespace

Result<Findings> validate(std::string_view bytes, std::string_view xml_schema, std::string_view file) {
  (void)TRY(gate(xml_schema, "XML Schema", Look::Schema));
  Report report{file, {}};
  if (xml_schema.size() > 64u << 20) return schema_error(file, std::move(report));
  const std::unique_ptr<xmlSchemaParserCtxt, FreeSchema> parser(
      xmlSchemaNewMemParserCtxt(xml_schema.data(), static_cast<int>(xml_schema.size())));
  if (parser == nullptr) return error(ErrorKind::Internal, "out-of-memory", msg("Out of memory"));
  xmlSchemaSetParserStructuredErrors(parser.get(), take_note, &report);
  const std::unique_ptr<xmlSchema, FreeSchema> schema(xmlSchemaParse(parser.get()));
  if (schema == nullptr) return schema_error(file, std::move(report));
  const std::unique_ptr<xmlSchemaValidCtxt, FreeSchema> validator(xmlSchemaNewValidCtxt(schema.get()));
  if (validator == nullptr) return error(ErrorKind::Internal, "out-of-memory", msg("Out of memory"));
  xmlSchemaSetValidStructuredErrors(validator.get(), take_note, &report);
  (void)TRY(gate(bytes, file, Look::Everything, validator.get()));
  return std::move(report.findings);
}

}  // namespace zielbaum::xml
