#include "changes.h"

#include <cmath>
#include <map>

#include "compose/words_for.h"
#include "diff/field_parts.h"
#include "diff/lineage.h"

namespace zielbaum::tool {

namespace {

template <typename T, typename Text>
Json became(const diff::Became<T>& value, const Text& text) {
  return {{"old", value.before ? text(*value.before) : Json()}, {"new", value.after ? text(*value.after) : Json()}};
}

Json values(const model::Field& field, std::string_view lang) {
  Json json = Json::array();
  for (const model::FieldValue& value : field.values) json.push_back(workspace::value_text(value, lang));
  return json;
}

std::string kind_of(const workspace::Comparison& comparison, const NodeId& node) {
  for (const workspace::LoadedPart* loaded : {&comparison.after(), &comparison.before()}) {
    const model::NodeIndex found = model::find_node(loaded->document, node);
    if (found != model::kNoNode) return loaded->document.nodes[found].kind;
  }
  return "";
}

std::string_view word_of(diff::PartChange what) {
  switch (what) {
    case diff::PartChange::Became:
      return "changed";
    case diff::PartChange::Came:
      return "added";
    case diff::PartChange::Went:
      return "removed";
    case diff::PartChange::Renamed:
      return "renamed";
    case diff::PartChange::Reordered:
      return "reordered";
  }
  return "";
}

std::string_view word_of(diff::Aspect aspect) {
  switch (aspect) {
    case diff::Aspect::Whole:
      return "whole";
    case diff::Aspect::Begin:
      return "begin";
    case diff::Aspect::End:
      return "end";
    case diff::Aspect::Unit:
      return "unit";
    case diff::Aspect::Year:
      return "year";
  }
  return "";
}

model::Listing listing_of(const workspace::Comparison& comparison, const NodeId& node, const std::string& field) {
  const model::KindRule* const kind = comparison.after().type.kind(kind_of(comparison, node));
  const model::FieldRule* const rule = kind == nullptr ? nullptr : model::find_field(*kind, field);
  return rule == nullptr ? model::Listing::Single : rule->listing;
}

/// Old and new values; of a field that both versions have also what happened to which value.
Json field_json(const diff::FieldChange& change, model::Listing listing, const model::Parties& parties,
                std::string_view lang) {
  Json json = became(change.value, [&](const model::Field& field) { return values(field, lang); });
  if (!change.value.before || !change.value.after) return json;
  const std::vector<model::FieldValue>& before = change.value.before->values;
  const std::vector<model::FieldValue>& after = change.value.after->values;
  const diff::FieldParts pairs = diff::compare_values(before, after, listing, parties);
  json["renamed"] = pairs.only_renamed();
  json["parts"] = Json::array();
  if (pairs.parts.empty() && before != after) json["parts"].push_back({{"what", "reordered"}});
  for (const diff::FieldPart& part : pairs.parts) {
    Json one{{"what", word_of(part.what)}};
    if (part.what == diff::PartChange::Became) one["aspect"] = word_of(part.aspect);
    if (part.before) one["old"] = workspace::value_text(before[*part.before], lang);
    if (part.after) one["new"] = workspace::value_text(after[*part.after], lang);
    json["parts"].push_back(std::move(one));
  }
  return json;
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
  if (what == "succession") return say(session, msg("office of {0} renamed", nodes));
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

void tell_left_out(Session& session, const workspace::Comparison& comparison) {
  for (const std::string& sentence : workspace::left_out(comparison, session.language))
    session.talk += styled(session, say(session, msg("Note")), "1") + ": " + sentence + "\n";
}

void add_renamed_parties(Json& json, const workspace::Comparison& comparison) {
  for (const diff::RenamedParty& renamed : comparison.changes.renamed_parties) {
    Json one = became(renamed.name, [](const std::string& name) { return Json(name); });
    one["party"] = renamed.party.text;
    json["renamed_parties"].push_back(std::move(one));
  }
}

namespace {

std::string_view word_of(diff::PrintedChange::What what) {
  constexpr std::string_view kWords[] = {"picture", "picture_credit", "picture_licence", "publisher", "address",
                                         "phone",   "email",          "contact",         "licence",   "imprint",
                                         "kind",    "kind_plural",    "numbering",       "field",     "option",
                                         "role",    "layout",         "theme",           "id"};
  return kWords[static_cast<std::size_t>(what)];
}

}  // namespace

void add_printed(Json& json, const workspace::Comparison& comparison) {
  for (const diff::PrintedChange& printed : comparison.changes.printed) {
    Json one = became(printed.value, [](const std::string& value) { return Json(value); });
    one["what"] = word_of(printed.what);
    if (!printed.name.empty()) one["name"] = printed.name;
    json["printed"].push_back(std::move(one));
  }
}

void print_printed(Session& session, const workspace::Comparison& comparison) {
  for (const diff::PrintedChange& printed : comparison.changes.printed)
    print(session,
          "  " + compose::told_printed(printed, comparison.before().type, comparison.after().type, session.language));
}

Json whole_json(const workspace::Comparison& comparison) {
  const diff::Changes& changes = comparison.changes;
  Json json;
  const auto plain = [](const auto& value) { return Json(value); };
  if (changes.type.changed()) json["type"] = became(changes.type, plain);
  if (changes.type_version.changed()) json["type_version"] = became(changes.type_version, plain);
  if (changes.lang.changed()) json["lang"] = became(changes.lang, plain);
  if (changes.layout.changed()) {
    json["layout"] = became(
        changes.layout, [](model::Layout layout) { return Json(layout == model::Layout::Flat ? "flat" : "sharded"); });
  }
  add_renamed_parties(json, comparison);
  add_printed(json, comparison);
  if (!json.is_null()) json["document"] = comparison.after().document.id().text;
  return json;
}

Result<Json> changes_json(const workspace::Workspace& workspace, const workspace::Comparison& comparison) {
  const DocumentId document = comparison.after().document.id();
  const std::map<NodeId, Json> lineage = lineage_json(
      document, TRY(diff::lineage(comparison.before().document, comparison.after().document, workspace.store())));
  const model::Parties parties = model::laid_over(comparison.before().parties, comparison.after().parties);
  Json all = Json::array();
  for (const diff::Change& change : comparison.changes.nodes) {
    const std::vector<std::string> what = TRY(workspace::what_happened(workspace, comparison, change));
    Json json{{"node", full_id(document, change.node)},
              {"kind", kind_of(comparison, change.node)},
              {"name", workspace::name_of(comparison, change)},
              {"what", what}};
    const auto plain = [](const std::string& text) { return Json(text); };
    if (change.title.changed()) json["title"] = became(change.title, plain);
    if (change.place.changed()) {
      json["place"] = became(change.place, [](const diff::Place& place) {
        return Json{{"parent", place.parent.text}, {"index", place.index}};
      });
    }
    for (const diff::FieldChange& field : change.fields)
      json["fields"][field.field] = field_json(field, listing_of(comparison, change.node, field.field), parties,
                                               comparison.after().document.lang);
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
