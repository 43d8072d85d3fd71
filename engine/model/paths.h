// Where the files of a workspace lie. The one place that knows.
#pragma once

#include <string>
#include <string_view>

#include "base/ids.h"
#include "model/document.h"

namespace zielbaum::model {

inline constexpr std::string_view kWorkspaceFile = "documents/workspace.xml";
inline constexpr std::string_view kPartiesFile = "documents/parties.xml";

[[nodiscard]] std::string type_path(std::string_view type);           ///< schemas/types/<type>.xml
[[nodiscard]] std::string theme_path(std::string_view theme);         ///< schemas/themes/<theme>.xml
[[nodiscard]] std::string document_path(const DocumentId& document);  ///< documents/<document>/document.xml
[[nodiscard]] std::string edition_path(const DocumentId& document, const EditionId& edition);
[[nodiscard]] std::string pictures_path(const DocumentId& document);  ///< documents/<document>/pictures.xml
/// documents/<document>/accessibility/<edition>.xml
[[nodiscard]] std::string accessibility_path(const DocumentId& document, const EditionId& edition);
[[nodiscard]] std::string media_path(const DocumentId& document, std::string_view name);

/// documents/<document>/text/<id>.md, with `lang` <id>.<lang>.md; in a sharded document one folder deeper, named by the
/// last two characters of the id. `lang` is empty for the document's own language.
[[nodiscard]] std::string prose_path(const DocumentId& document, Layout layout, const NodeId& node,
                                     std::string_view lang = {});

/// The node and language that a prose path is for; valid only where prose_path gives the path back.
struct ProseName {
  NodeId node;
  std::string lang;
};
/// From a file name "<id>.md" or "<id>.<lang>.md"; empty ids where it is no such name.
[[nodiscard]] ProseName parse_prose_name(std::string_view file_name);

}  // namespace zielbaum::model
