#include "model/paths.h"

namespace zielbaum::model {

std::string type_path(std::string_view type) {
  return "schemas/types/" + std::string(type) + ".xml";
}
std::string theme_path(std::string_view theme) {
  return "schemas/themes/" + std::string(theme) + ".xml";
}
std::string document_path(const DocumentId& document) {
  return "documents/" + document.text + "/document.xml";
}
std::string edition_path(const DocumentId& document, const EditionId& edition) {
  return "documents/" + document.text + "/editions/" + edition.text + ".xml";
}
std::string accessibility_path(const DocumentId& document, const EditionId& edition) {
  return "documents/" + document.text + "/accessibility/" + edition.text + ".xml";
}
std::string pictures_path(const DocumentId& document) {
  return "documents/" + document.text + "/pictures.xml";
}
std::string media_path(const DocumentId& document, std::string_view name) {
  return "documents/" + document.text + "/media/" + std::string(name);
}

std::string prose_path(const DocumentId& document, Layout layout, const NodeId& node, std::string_view lang) {
  std::string path = "documents/" + document.text + "/text/";
  if (layout == Layout::Sharded) path += node.text.substr(node.text.size() < 2 ? 0 : node.text.size() - 2) + "/";
  path += node.text;
  if (!lang.empty()) path += "." + std::string(lang);
  return path + ".md";
}

ProseName parse_prose_name(std::string_view file_name) {
  if (!file_name.ends_with(".md")) return {};
  file_name.remove_suffix(3);
  const std::size_t dot = file_name.find('.');
  ProseName name{NodeId{std::string(file_name.substr(0, dot))}, ""};
  if (dot != std::string_view::npos) name.lang = file_name.substr(dot + 1);
  if (!is_valid_id(name.node.text) || (dot != std::string_view::npos && name.lang.empty())) return {};
  return name;
}

}  // namespace zielbaum::model
