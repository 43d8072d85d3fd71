#include "comparing.h"

#include "model/paths.h"

namespace zielbaum::tool {

namespace {

/// Without a look at all files of the working copy.
bool is_document(const workspace::Workspace& workspace, const std::string& word) {
  if (!is_valid_id(word)) return false;
  const Result<std::string> tree = workspace.store().read_working(model::document_path(DocumentId{word}));
  return tree || tree.error().kind != ErrorKind::NotFound;
}

}  // namespace

Wanted wanted_of(const workspace::Workspace& workspace, std::vector<std::string> words) {
  Wanted wanted;
  if (!words.empty() && (words.size() == 3 || is_document(workspace, words.front()))) {
    wanted.document = DocumentId{words.front()};
    words.erase(words.begin());
  }
  if (!words.empty()) wanted.before = words[0];
  if (words.size() > 1) wanted.after = words[1];
  return wanted;
}

Result<Wanted> one_document(const workspace::Workspace& workspace, std::vector<std::string> words) {
  Wanted wanted = wanted_of(workspace, std::move(words));
  if (!wanted.document) wanted.document = TRY(workspace::find_document(workspace, "", {}));
  return wanted;
}

Result<States> states_of(const workspace::Workspace& workspace, const DocumentId& document, const Wanted& wanted) {
  States states;
  states.before = TRY(workspace::resolve(workspace, wanted.before, document));
  states.after = TRY(workspace::resolve(workspace, wanted.after, document));
  return states;
}

Result<workspace::WholeComparison> compare_whole(const workspace::Workspace& workspace, const DocumentId& document,
                                                 const Wanted& wanted) {
  const States states = TRY(states_of(workspace, document, wanted));
  return workspace::compare_whole_for_people(workspace, document, states.before, states.after);
}

Result<workspace::Comparison> compare(const workspace::Workspace& workspace, const DocumentId& document,
                                      const Wanted& wanted) {
  const States states = TRY(states_of(workspace, document, wanted));
  return workspace::compare_for_people(workspace, document, states.before, states.after);
}

void add_versions(Commands& commands, CLI::App* command, std::vector<std::string>& words) {
  commands
      .argument(
          command, "versions", msg("VERSIONS"), words,
          msg("[DOCUMENT] OLD [NEW]; if left out: saved working; a folder such as ../entwurf is another workspace"))
      .times(0, 3);
}

void add_only(Commands& commands, CLI::App* command, std::vector<std::string>& only) {
  commands
      .option(
          command, "--only", msg("KIND|PARTY|NODE"), only,
          msg("Only what concerns this: a kind of change (moved), a kind of node (measure), a party (SenStadt) or a "
              "node with all below it; may be repeated"))
      .repeated();
}

}  // namespace zielbaum::tool
