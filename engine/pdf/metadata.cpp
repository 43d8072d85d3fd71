#include "base/date.h"
#include "pdf/parts_internal.h"
#include "pdf/syntax_internal.h"

namespace zielbaum::pdf {

namespace {

std::string xml(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

/// "D:20260101000000Z" of "2026-01-01T00:00:00Z".
std::string pdf_date(std::string_view rfc3339_date) {
  std::string out = "D:";
  for (const char c : rfc3339_date) {
    if (c >= '0' && c <= '9') out += c;
  }
  return out + "Z";
}

std::string alternative(std::string_view property, std::string_view text) {
  const std::string name(property);
  return "<" + name + "><rdf:Alt><rdf:li xml:lang=\"x-default\">" + xml(text) + "</rdf:li></rdf:Alt></" + name + ">\n";
}

std::string listed(std::string_view property, std::string_view container, const std::vector<std::string>& texts) {
  const std::string name(property);
  const std::string holder(container);
  std::string out = "<" + name + "><rdf:" + holder + ">";
  for (const std::string& text : texts) out += "<rdf:li>" + xml(text) + "</rdf:li>";
  return out + "</rdf:" + holder + "></" + name + ">\n";
}

/// PDF/A demands that a schema it does not know describes itself; PDF/UA's is one.
constexpr std::string_view kExtension =
    "<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" "
    "xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" "
    "xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n<pdfaExtension:schemas><rdf:Bag>"
    "<rdf:li rdf:parseType=\"Resource\"><pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li "
    "rdf:parseType=\"Resource\"><pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer"
    "</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>"
    "Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description></rdf:li></rdf:Seq>"
    "</pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>\n</rdf:Description>\n";

std::string xmp(const Metadata& metadata, const std::string& date) {
  std::string out =
      "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
      "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n<rdf:Description rdf:about=\"\" "
      "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" "
      "xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" "
      "xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n<dc:format>application/pdf</dc:format>\n";
  out += alternative("dc:title", metadata.title);
  if (!metadata.author.empty()) out += listed("dc:creator", "Seq", {metadata.author});
  if (!metadata.subject.empty()) out += alternative("dc:description", metadata.subject);
  out += listed("dc:language", "Bag", {metadata.lang});
  if (!metadata.keywords.empty()) {
    out += listed("dc:subject", "Bag", metadata.keywords);
    out += "<pdf:Keywords>" + xml(joined(metadata.keywords)) + "</pdf:Keywords>\n";
  }
  if (!metadata.identifier.empty()) out += "<dc:identifier>" + xml(metadata.identifier) + "</dc:identifier>\n";
  if (!date.empty()) {
    out += "<xmp:CreateDate>" + date + "</xmp:CreateDate><xmp:ModifyDate>" + date + "</xmp:ModifyDate>\n";
  }
  if (!metadata.producer.empty()) {
    out += "<xmp:CreatorTool>" + xml(metadata.producer) + "</xmp:CreatorTool><pdf:Producer>" + xml(metadata.producer) +
           "</pdf:Producer>\n";
  }
  out +=
      "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>\n"
      "</rdf:Description>\n";
  out += kExtension;
  return out + "</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>";
}

}  // namespace

void add_metadata(Haru& haru, const Metadata& metadata, std::string_view colour_profile) {
  const std::string date = metadata.unix_time ? rfc3339(*metadata.unix_time) : std::string();
  std::string info = "/Title" + text_string(metadata.title);
  if (!metadata.author.empty()) info += "/Author" + text_string(metadata.author);
  if (!metadata.subject.empty()) info += "/Subject" + text_string(metadata.subject);
  if (!metadata.keywords.empty()) info += "/Keywords" + text_string(joined(metadata.keywords));
  if (!metadata.producer.empty()) {
    info += "/Creator" + text_string(metadata.producer) + "/Producer" + text_string(metadata.producer);
  }
  if (!date.empty()) info += "/CreationDate(" + pdf_date(date) + ")/ModDate(" + pdf_date(date) + ")";
  haru.set_info(std::move(info));

  haru.set_catalog("Metadata",
                   haru.add_stream("/Type/Metadata/Subtype/XML", xmp(metadata, date), Haru::Bytes::AsTheyAre));
  const Object profile = haru.add_stream("/N 3", colour_profile, Haru::Bytes::Plain);
  haru.add_output_intent(
      haru.add("/Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/RegistryName(http://www.color.org)"
               "/Info(sRGB IEC61966-2.1)/DestOutputProfile " +
               profile.reference()));
  haru.set_catalog_text("Lang", metadata.lang.empty() ? "de" : metadata.lang);
  haru.set_catalog("MarkInfo", haru.add("/Marked true"));
  haru.set_catalog("ViewerPreferences", haru.add("/DisplayDocTitle true"));
}

}  // namespace zielbaum::pdf
