#include "changes.h"

#include <cmath>
#include <map>

#include "compose/words_for.h"
#include "diff/lineage.h"

namespace zielbaum::tool {

namespace {

template <typename T, typename Text>
Json became(const diff::Became<T>& value, const Text& text) {
  return {{"old", value.before ? text(*value.before) : Json()}, {"new", value.after ? text(*value.after) : Json()}};
}

Json values(const model::Field& field) {
  Json json = Json::array();
  for (const model::FieldValue& value : field.values) json.push_back(workspace::value_text(value));
  return json;
}

std::string kind_of(const workspace::Comparison& comparison, const NodeId& node) {
  for (const workspace::Loaded* loaded : {&comparison.after, &comparison.before}) {
    const model::NodeIndex found = model::find_node(loaded->document, node);
    if (found != model::kNoNode) return loaded->document.nodes[found].kind;
  }
  return "";
}

Json descents(const DocumentId& document, const std::vector<diff::Descent>& all, NodeId diff::Descent::*named) {
  const auto rounded = [](double share) { return std::round(share * 100) / 100; };
  Json json = Json::array();
  for (const diff::Descent& one : all) {
    Json evidence = Json::array();
    if (one.linked) evidence.push_back("link");
    if (one.words_before >= diff::kFewestDescended) evidence.push_back("text");
    json.push_back({{"node", full_id(document, one.*named)},
                    {"evidence", evidence},
                    {"share_old", rounded(one.share_before)},
                    {"share_new", rounded(one.share_after)}});
  }
  return json;
}

/// What is to be said of each node that was split or merged, or came of it.
std::map<NodeId, Json> lineage_json(const DocumentId& document, const diff::Lineage& lineage) {
  std::map<NodeId, Json> by_node;
  for (const diff::Split& split : lineage.splits) {
    by_node[split.node]["split_into"] = descents(document, split.into, &diff::Descent::to);
    for (const diff::Descent& one : split.into)
      by_node[one.to]["split_from"] = descents(document, {one}, &diff::Descent::from);
  }
  for (const diff::Merge& merge : lineage.merges) {
    by_node[merge.node]["merged_from"] = descents(document, merge.from, &diff::Descent::from);
    for (const diff::Descent& one : merge.from)
      by_node[one.from]["merged_into"] = descents(document, {one}, &diff::Descent::to);
  }
  return by_node;
}

}  // namespace

std::string in_words(const Session& session, const std::vector<std::string>& what) {
  std::string words;
  for (const std::string& word : what) words += (words.empty() ? "" : ", ") + say(session, compose::word_for(word));
  return words;
}

std::string counted_what(const Session& session, std::string_view what, std::size_t nodes) {
  if (what == "added") return say(session, msg("{0} added", nodes));
  if (what == "removed") return say(session, msg("{0} removed", nodes));
  if (what == "moved") return say(session, msg("{0} moved", nodes));
  if (what == "reordered") return say(session, msg("{0} reordered", nodes));
  if (what == "retitled") return say(session, msg("{0} retitled", nodes));
  if (what == "fields") return say(session, msg("fields of {0}", nodes));
  if (what == "links") return say(session, msg("links of {0}", nodes));
  if (what == "reworded") return say(session, msg("{0} reworded", nodes));
  if (what == "formatted") return say(session, msg("{0} formatted", nodes));
  if (what == "kind") return say(session, msg("{0} of another kind", nodes));
  return std::string(what);
}

std::string full_id(const DocumentId& document, const NodeId& node) {
  return document.text + (node.text == document.text ? "" : "/" + node.text);
}

void print_lines(Session& session, const std::vector<compose::TextLine>& lines) {
  for (const compose::TextLine& line : lines) {
    std::string text;
    for (const compose::TextSpan& span : line) {
      const char* style = span.mark == flow::Mark::Inserted  ? "32"
                          : span.mark == flow::Mark::Deleted ? "31"
                          : span.strong                      ? "1"
                          : span.dim                         ? "2"
                                                             : "";
      text += styled(session, span.text, style);
    }
    print(session, text);
  }
}

Result<Json> changes_json(const workspace::Workspace& workspace, const workspace::Comparison& comparison) {
  const DocumentId document = comparison.after.document.id();
  const std::map<NodeId, Json> lineage = lineage_json(
      document, TRY(diff::lineage(comparison.before.document, comparison.after.document, workspace.store())));
  Json all = Json::array();
  for (const diff::Change& change : comparison.changes.nodes) {
    Json json{{"node", full_id(document, change.node)},
              {"kind", kind_of(comparison, change.node)},
              {"name", workspace::name_of(comparison, change)},
              {"what", TRY(workspace::what_happened(workspace, change))}};
    const auto plain = [](const std::string& text) { return Json(text); };
    if (change.title.changed()) json["title"] = became(change.title, plain);
    if (change.place.changed()) {
      json["place"] = became(change.place, [](const diff::Place& place) {
        return Json{{"parent", place.parent.text}, {"index", place.index}};
      });
    }
    for (const diff::FieldChange& field : change.fields) json["fields"][field.field] = became(field.value, values);
    for (const diff::Became<model::Link>& link : change.links) {
      const model::Link& one = link.after ? *link.after : *link.before;
      json["links"].push_back(
          {{"what", link.after ? "added" : "removed"}, {"role", one.role}, {"to", model::to_string(one.to)}});
    }
    if (const auto found = lineage.find(change.node); found != lineage.end()) json["lineage"] = found->second;
    all.push_back(json);
  }
  return all;
}

}  // namespace zielbaum::tool
