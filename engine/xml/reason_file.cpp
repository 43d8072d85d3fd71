// <document>/reviews/<id>.xml on the branch zielbaum/discussion
//
//   <reason xmlns="urn:zielbaum:reason:1" id="20261126t161948z-3f9c0a12de" document="smart-city-strategie"
//           node="kiezbox-q2vh" upon="40 hex digits" time="2026-11-26T16:19:48Z">
//     <paragraph>…</paragraph>+
//   </reason>
//
// Why a node was changed; `upon` is the version that the writer's working copy was based on.
#include <algorithm>

#include "base/date.h"
#include "model/reason.h"
#include "xml/read_internal.h"
#include "xml/write_internal.h"
#include "xml/xml.h"

namespace zielbaum::xml {

namespace {

constexpr const char* kReasonNamespace = "urn:zielbaum:reason:1";

bool is_version(std::string_view text) {
  return text.size() == 40 &&
         std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

}  // namespace

Result<model::Reason> read_reason(std::string_view bytes, std::string_view file) {
  Source source = TRY(open_source(bytes, file, "reason", kReasonNamespace));
  const Element root = source.tree.document_element();
  expect_attributes(source, root, {"id", "document", "node", "upon", "time"});
  expect_no_text(source, root);
  model::Reason reason;
  reason.id = id_attribute(source, root, "id");
  reason.document.text = id_attribute(source, root, "document");
  reason.node.text = id_attribute(source, root, "node");
  reason.upon.text = required_attribute(source, root, "upon");
  if (!reason.upon.empty() && !is_version(reason.upon.text)) {
    complain(source, root, "bad-value", msg("{0} is no version", reason.upon.text),
             msg("Give the 40 hexadecimal digits of a commit."));
  }
  const std::string_view time = required_attribute(source, root, "time");
  const std::optional<std::int64_t> seconds = parse_rfc3339(time);
  if (!time.empty() && !seconds) {
    complain(source, root, "bad-date", msg("{0} is no time", time), msg("Write it so: 2026-11-26T16:19:48Z"));
  }
  reason.unix_time = seconds.value_or(0);
  for_each_child(root, [&](Element child) {
    if (name_of(child) != "paragraph") return unknown_element(source, child, {"paragraph"});
    std::string text = leaf_text(source, child);
    if (text.empty()) {
      return complain(source, child, "empty-field", msg("<{0}> is empty", name_of(child)), msg("Delete it."));
    }
    reason.paragraphs.push_back(std::move(text));
  });
  if (reason.paragraphs.empty()) {
    complain(source, root, "missing-element", msg("The reason says nothing"), msg("Give it a <paragraph>."));
  }
  if (has_errors(source.findings)) return invalid(std::move(source));
  return reason;
}

std::string write_reason(const model::Reason& reason) {
  pugi::xml_document tree;
  const pugi::xml_node root = add(tree, "reason");
  set(root, "xmlns", kReasonNamespace);
  set(root, "id", reason.id);
  set(root, "document", reason.document.text);
  set(root, "node", reason.node.text);
  set(root, "upon", reason.upon.text);
  set(root, "time", rfc3339(reason.unix_time));
  for (const std::string& paragraph : reason.paragraphs) add(root, "paragraph", paragraph);
  return bytes_of(tree);
}

}  // namespace zielbaum::xml
