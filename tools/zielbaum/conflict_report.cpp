#include "conflict_report.h"

#include "changes.h"

namespace zielbaum::tool {

namespace {

using merge::ConflictSort;
using workspace::Merging;
using workspace::OpenConflict;

Message thing(const workspace::Use& use) {
  if (use.what == "party") return msg("the party {0}", use.name);
  if (use.what == "kind") return msg("the kind {0}", use.name);
  if (use.what == "field") return msg("the field {0}", use.name);
  if (use.what == "option") return msg("the value {0}", use.name);
  if (use.what == "role") return msg("the link role {0}", use.name);
  if (use.what == "child") return msg("that {0} may be here", use.name);
  if (use.what == "picture") return msg("the picture {0}", use.name);
  if (use.what == "credit") return msg("the author of the picture {0}", use.name);
  if (use.what == "theme") return msg("the theme {0}", use.name);
  if (use.what == "type") return msg("the document type {0}", use.name);
  return {"{0}", {use.name}};
}

/// Who dropped what, and who uses it.
Message question(const Session& session, const workspace::Use& use, const std::string& ours,
                 const std::string& theirs) {
  const bool ours_has = use.has == merge::Side::Ours;
  return msg("“{0}” dropped {1} ({2}), and “{3}” uses it here. --take {4}: it stays; --take {5}: the use goes.",
             ours_has ? theirs : ours, say(session, thing(use)), use.file, ours_has ? ours : theirs,
             std::string(ours_has ? "ours" : "theirs"), std::string(ours_has ? "theirs" : "ours"));
}

/// What is to be decided, without the node.
Message question(const OpenConflict& conflict) {
  const std::string& part = conflict.conflict.part;
  if (conflict.document.empty()) return msg("Both changed this file in different ways.");
  switch (conflict.conflict.sort) {
    case ConflictSort::Removed:
      return msg("One dropped it, the other changed it or put something below it.");
    case ConflictSort::Place:
      return msg("Both moved it, to different places.");
    case ConflictSort::Circle:
      return msg("Each was moved below the other; both cannot be.");
    case ConflictSort::Twice:
      return msg("Both added a node of this id, with different content.");
    case ConflictSort::Kind:
      return msg("The kinds that both want do not go together.");
    case ConflictSort::Title:
      return part.empty() ? msg("Both changed the title.") : msg("Both changed the title in “{0}”.", part);
    case ConflictSort::ShortTitle:
      return msg("Both changed the short title.");
    case ConflictSort::Sample:
      return msg("Only one says that it is a sample.");
    case ConflictSort::Field:
      return msg("Both changed the field “{0}”.", part);
    case ConflictSort::Link:
      return msg("One links to what the other one dropped: {0}", part);
    case ConflictSort::Prose:
      return part.empty() ? msg("Both changed the same words of the text.")
                          : msg("Both changed the text in “{0}” at the same place.", part);
    case ConflictSort::Whole:
      if (part == "node" || part.starts_with("text"))  // found by the accounting (workspace/account_internal.h)
        return msg("Put together, it would not have all that both did. Take one side's and add what the other did.");
      return msg("Both changed what the document says as a whole: {0}", part);
    case ConflictSort::Use:
      break;
  }
  return msg("Both changed it.");
}

std::string line_name(const workspace::MergeResult& result) {
  return result.under_way.line.starts_with("draft/") ? result.under_way.line.substr(6) : result.under_way.line;
}

Message question(const Session& session, const workspace::MergeResult& result, const OpenConflict& conflict) {
  const auto use = result.merging->uses.find(conflict);
  if (use == result.merging->uses.end()) return question(conflict);
  return question(session, use->second, line_name(result), result.under_way.other);
}

std::string document_node(const OpenConflict& conflict) {
  return conflict.document.empty() ? conflict.conflict.part : full_id(conflict.document, conflict.conflict.node);
}

Result<void> print_side(Session& session, const workspace::Workspace& workspace, const Merging& merging,
                        const OpenConflict& conflict, merge::Side side, const std::string& name) {
  std::vector<compose::TextLine> lines =
      TRY(workspace::side_text(workspace, merging, conflict, side, session.language));
  if (lines.empty() && merging.uses.contains(conflict)) return {};
  print(session, "   " + styled(session, name + ":", "1"));
  if (lines.empty() && !conflict.document.empty())
    lines.push_back({{say(session, msg("dropped, or not changed itself"))}});
  for (compose::TextLine& line : lines) line.insert(line.begin(), {"     "});
  print_lines(session, lines);
  return {};
}

/// What each side did, as plain lines.
Result<Json> side_json(const Session& session, const workspace::Workspace& workspace, const Merging& merging,
                       const OpenConflict& conflict, merge::Side side) {
  Json json = Json::array();
  const std::vector<compose::TextLine> lines =
      TRY(workspace::side_text(workspace, merging, conflict, side, session.language));
  for (const compose::TextLine& line : lines) {
    std::string text;
    for (const compose::TextSpan& span : line) text += span.text;
    json.push_back(text);
  }
  return json;
}

/// The command that decides it, but for the side.
std::string remedy(const OpenConflict& conflict) {
  std::string out = "zielbaum resolve " + document_node(conflict);
  if (!conflict.document.empty()) {
    const bool by_part = conflict.conflict.sort == ConflictSort::Field ||
                         (conflict.conflict.sort == ConflictSort::Title && !conflict.conflict.part.empty()) ||
                         (conflict.conflict.sort == ConflictSort::Prose && !conflict.conflict.part.empty());
    out += " --part " + (by_part ? conflict.conflict.part : std::string(workspace::sort_word(conflict)));
  }
  return out + " --take …";
}

void print_notes(Session& session, const Merging& merging) {
  for (const auto& [document, notes] : merging.notes) {
    for (const merge::Note& note : notes) {
      const std::string name = workspace::conflict_name(merging, {document, {ConflictSort::Place, note.node, ""}});
      tell(session, note.sort == merge::NoteSort::Order
                        ? msg("Both put something at the same place; one order was taken: {0}", name)
                        : msg("Moved out of what the other one dropped, and kept: {0}", name));
    }
  }
}

}  // namespace

Result<void> print_conflicts(Session& session, const workspace::Workspace& workspace,
                             const workspace::MergeResult& result) {
  if (!result.merging) return {};
  const Merging& merging = *result.merging;
  print_notes(session, merging);
  for (const Finding& finding : result.findings) session.talk += finding_text(finding, session);
  if (merging.open.empty()) return {};
  const std::string ours = line_name(result);
  print(session, say(session, counted(merging.open.size(), "One contradicting change of “{1}” and “{2}”:",
                                      "{0} contradicting changes of “{1}” and “{2}”:", ours, result.under_way.other)));
  std::size_t number = 0;
  for (const OpenConflict& conflict : merging.open) {
    print(session, "");
    print(session, std::to_string(++number) + ". " + styled(session, workspace::conflict_name(merging, conflict), "1") +
                       " (" + document_node(conflict) + ")");
    print(session, "   " + say(session, question(session, result, conflict)));
    print(session, "   " + styled(session, remedy(conflict), "2"));
    TRY(print_side(session, workspace, merging, conflict, merge::Side::Ours, ours));
    TRY(print_side(session, workspace, merging, conflict, merge::Side::Theirs, result.under_way.other));
  }
  return {};
}

Result<Json> conflicts_json(const Session& session, const workspace::Workspace& workspace,
                            const workspace::MergeResult& result) {
  const char* const outcome = result.outcome == workspace::MergeOutcome::NothingNew ? "nothing-new"
                              : result.outcome == workspace::MergeOutcome::Merged   ? "merged"
                                                                                    : "conflicts";
  Json json{{"schema", "zielbaum.conflicts/1"},      {"outcome", outcome},
            {"line", result.under_way.line},         {"other", result.under_way.other},
            {"base", result.under_way.base.text},    {"ours", result.under_way.ours.text},
            {"theirs", result.under_way.theirs.text}};
  json["version"] = result.version ? Json(result.version->text) : Json();
  json["decided"] = result.under_way.decisions.size();
  json["conflicts"] = Json::array();
  json["notes"] = Json::array();
  json["findings"] = to_json(result.findings, session);
  if (!result.merging) return json;
  for (const OpenConflict& conflict : result.merging->open) {
    Json ours = TRY(side_json(session, workspace, *result.merging, conflict, merge::Side::Ours));
    Json theirs = TRY(side_json(session, workspace, *result.merging, conflict, merge::Side::Theirs));
    json["conflicts"].push_back({{"node", document_node(conflict)},
                                 {"name", workspace::conflict_name(*result.merging, conflict)},
                                 {"sort", workspace::sort_word(conflict)},
                                 {"part", conflict.document.empty() ? "" : conflict.conflict.part},
                                 {"question", say(session, question(session, result, conflict))},
                                 {"did_ours", std::move(ours)},
                                 {"did_theirs", std::move(theirs)}});
  }
  for (const auto& [document, notes] : result.merging->notes) {
    for (const merge::Note& note : notes)
      json["notes"].push_back({{"node", full_id(document, note.node)},
                               {"what", note.sort == merge::NoteSort::Order ? "order" : "moved-out"}});
  }
  return json;
}

std::string operation_in_words(const Session& session, const store::Operation& operation) {
  const std::string sentence = say(session, operation.sentence);
  if (operation.what == "save") return say(session, msg("Save: {0}", sentence));
  if (operation.what == "edition") return say(session, msg("Fix the edition {0}", sentence));
  if (operation.what == "record") return say(session, msg("Record {0}", sentence));
  if (operation.what == "undo") return say(session, msg("Take back: {0}", sentence));
  if (operation.what == "redo") return say(session, msg("Do again: {0}", sentence));
  return sentence;
}

}  // namespace zielbaum::tool
