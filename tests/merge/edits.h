// What a writer does to a document, one edit a line. ID.en is the node's English title or text.
//
//   add KIND ID PLACE "Title"
//   move ID PLACE             with all that is below it
//   remove ID                 likewise
//   kind ID KIND
//   title ID "Title"          title ID.en "" drops a translation
//   short ID "Title"
//   sample ID yes             or no
//   set ID FIELD = VALUE      several: one | two; none: the field goes. Values as `zielbaum set` takes them
//   set ID FIELD += VALUE     puts a value behind the others of a list; -= takes it out
//   link ID ROLE TARGET       unlink ID ROLE TARGET
//   text ID is                the whole text follows, in lines that begin with "| "; `text ID none`: it goes
//   text ID replace "a" -> "b"   "a" stands in the text once
//   text ID append "b"        at its end
//   basis ID.en               the translation was made from the text as it is now
//   whole lang en             whole layout sharded
//
// PLACE: under ID (behind its children), first under ID, after ID, before ID.
#pragma once

#include <vector>

#include "merge/case_lines.h"
#include "merge/corpus_base.h"

namespace zielbaum::test {

/// Does the edits in their order. Throws std::runtime_error, with the place of the edit, where one cannot be done.
void apply_edits(const std::vector<CaseLine>& edits, model::Document& document, CorpusBase& base);

/// "ID" or "ID.en".
struct NodeName {
  NodeId node;
  std::string lang;
};
[[nodiscard]] NodeName parse_node_name(const std::string& text);

/// The text of a node, or of its translation; nullptr where it has none.
[[nodiscard]] const ContentId* text_of(const model::Node& node, const std::string& lang);

/// Values of a field as a case has them. Throws where the type does not know them.
[[nodiscard]] std::vector<model::FieldValue> parse_values(const CaseLine& line, const std::vector<std::string>& values,
                                                          const model::Node& node, const std::string& field,
                                                          const model::DocumentType& type);

}  // namespace zielbaum::test
