// Changes in words and as JSON: what diff and status share.
#pragma once

#include "report.h"

namespace zielbaum::tool {

/// "moved, fields" in the session's language.
[[nodiscard]] std::string in_words(const Session& session, const std::vector<std::string>& what);

/// "2 moved", "fields of 3": how many nodes something happened to.
[[nodiscard]] std::string counted_what(const Session& session, std::string_view what, std::size_t nodes);

/// "document/node"; of the root node only "document".
[[nodiscard]] std::string full_id(const DocumentId& document, const NodeId& node);

/// Lines for a terminal, coloured by their marks.
void print_lines(Session& session, const std::vector<compose::TextLine>& lines);

/// Says on stderr what could not be compared.
void tell_left_out(Session& session, const workspace::Comparison& comparison);

/// The parties that were renamed, as "renamed_parties"; nothing where none was.
void add_renamed_parties(Json& json, const workspace::Comparison& comparison);
/// "printed": what is printed besides the nodes, and changed; in lines for a terminal.
void add_printed(Json& json, const workspace::Comparison& comparison);
void print_printed(Session& session, const workspace::Comparison& comparison);
/// What changed of a document as a whole (type, language, layout, its parties' names); null where nothing did.
[[nodiscard]] Json whole_json(const workspace::Comparison& comparison);

/// Says which records of the discussion were left out.
void tell_unreadable(Session& session, const Findings& unreadable);

/// One entry a changed node, as design.md says.
[[nodiscard]] Result<Json> changes_json(const workspace::Workspace& workspace, const workspace::Comparison& comparison);

}  // namespace zielbaum::tool
