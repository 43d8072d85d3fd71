// <git dir>/zielbaum/under-way
//
//   <under-way xmlns="urn:zielbaum:under-way:1" line="main" other="klima" base="…" ours="…" theirs="…" finish="true"
//              by-git="false">
//     <decision document="smart-city-strategie" node="kiezbox-q2vh" sort="prose" part="" side="ours">
//       <text>…</text>?
//     </decision>*
//   </under-way>
#include "model/under_way.h"
#include "xml/read_internal.h"
#include "xml/write_internal.h"
#include "xml/xml.h"

namespace zielbaum::xml {

namespace {

constexpr const char* kUnderWay = "urn:zielbaum:under-way:1";

}  // namespace

Result<model::UnderWay> read_under_way(std::string_view bytes, std::string_view file) {
  Source source = TRY(open_source(bytes, file, "under-way", kUnderWay));
  const Element root = source.tree.document_element();
  model::UnderWay out;
  out.line = required_attribute(source, root, "line");
  out.other = required_attribute(source, root, "other");
  out.base.text = required_attribute(source, root, "base");
  out.ours.text = required_attribute(source, root, "ours");
  out.theirs.text = required_attribute(source, root, "theirs");
  out.finish = bool_attribute(source, root, "finish", false);
  out.by_git = bool_attribute(source, root, "by-git", false);
  for_each_child(root, [&](Element child) {
    model::Decision decision;
    decision.document.text = attribute(child, "document");
    decision.node.text = attribute(child, "node");
    decision.sort = attribute(child, "sort");
    decision.part = attribute(child, "part");
    decision.side = attribute(child, "side");
    decision.fresh = attribute(child, "fresh");
    // White space counts in it: it is Markdown.
    if (const Element text = child.child("text")) decision.text = text.text().get();
    out.decisions.push_back(std::move(decision));
  });
  if (has_errors(source.findings)) return invalid(std::move(source));
  return out;
}

std::string write_under_way(const model::UnderWay& value) {
  pugi::xml_document tree;
  const pugi::xml_node root = add(tree, "under-way");
  set(root, "xmlns", kUnderWay);
  set(root, "line", value.line);
  set(root, "other", value.other);
  set(root, "base", value.base.text);
  set(root, "ours", value.ours.text);
  set(root, "theirs", value.theirs.text);
  set(root, "finish", value.finish ? "true" : "false");
  set(root, "by-git", value.by_git ? "true" : "false");
  for (const model::Decision& decision : value.decisions) {
    const pugi::xml_node element = add(root, "decision");
    set(element, "document", decision.document.text);
    set(element, "node", decision.node.text);
    set(element, "sort", decision.sort);
    set(element, "part", decision.part);
    set(element, "side", decision.side);
    set_if(element, "fresh", decision.fresh);
    if (decision.text) add(element, "text").append_child(pugi::node_pcdata).set_value(decision.text->c_str());
  }
  return bytes_of(tree);
}

}  // namespace zielbaum::xml
