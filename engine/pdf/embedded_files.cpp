#include <map>

#include "pdf/parts_internal.h"
#include "pdf/syntax_internal.h"

namespace zielbaum::pdf {

namespace {

/// A name: bytes that may not stand in one as "#2F".
std::string name(std::string_view text) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  std::string out = "/";
  for (const char c : text) {
    const bool plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
    const auto byte = static_cast<unsigned char>(c);
    if (plain) {
      out += c;
    } else {
      out += {'#', kDigits[byte >> 4], kDigits[byte & 15]};
    }
  }
  return out;
}

}  // namespace

std::string add_embedded_files(Haru& haru, const Metadata& metadata) {
  if (metadata.embedded.empty()) return {};
  std::vector<Object> associated;
  std::map<std::string, std::string> by_name;  // a tree of names is sorted
  for (const EmbeddedFile& file : metadata.embedded) {
    std::string parameters = "/Size " + std::to_string(file.bytes.size());
    if (metadata.unix_time) {
      const std::string date = pdf_date(*metadata.unix_time);
      parameters += "/CreationDate(" + date + ")/ModDate(" + date + ")";
    }
    const Object stream =
        haru.add_stream("/Type/EmbeddedFile/Subtype" + name(file.media_type) + "/Params<<" + parameters + ">>",
                        file.bytes, Haru::Bytes::Plain);
    std::string body = "/Type/Filespec/F" + byte_string(file.name) + "/UF" + text_string(file.name) +
                       "/AFRelationship/Source/EF<</F " + stream.reference() + "/UF " + stream.reference() + ">>";
    if (!file.description.empty()) body += "/Desc" + text_string(file.description);
    const Object specification = haru.add(std::move(body));
    const bool is_new = by_name.emplace(file.name, specification.reference()).second;
    ENSURE(is_new);
    associated.push_back(specification);
  }
  haru.set_catalog_list("AF", associated);
  std::string names = "/Names[";
  for (const auto& [file_name, reference] : by_name) names += byte_string(file_name) + reference + ' ';
  return "/EmbeddedFiles " + haru.add(names + "]").reference();
}

}  // namespace zielbaum::pdf
