// diff
#include <algorithm>
#include <functional>

#include "changes.h"
#include "comparing.h"
#include "stat.h"
#include "versions_of_folders.h"
#include "workspace/concerning.h"

namespace zielbaum::tool {

namespace {

/// Of the working copy where a version is known to a document only, as editions are.
Result<std::vector<DocumentId>> documents_of_either(const workspace::Workspace& workspace, const Wanted& wanted) {
  std::vector<DocumentId> all;
  for (const std::string& version : {wanted.after, wanted.before}) {
    const Result<workspace::State> state = workspace::resolve(workspace, version, {});
    for (const DocumentId& id : TRY(workspace::documents(workspace, state ? *state : workspace::State())))
      if (std::find(all.begin(), all.end(), id) == all.end()) all.push_back(id);
  }
  return all;
}

struct ComparedAll {
  std::vector<workspace::Comparison> comparisons;
  std::vector<Error> unreadable;  ///< why documents could not be compared, beside others that could
};

/// Among several documents, one that neither version has, or that cannot be read, is no reason to stop.
template <typename Compared>
Result<std::vector<Compared>> compare_each(const std::vector<DocumentId>& documents, std::vector<Error>& unreadable,
                                           const std::function<Result<Compared>(const DocumentId&)>& compare_one) {
  std::vector<Compared> all;
  for (const DocumentId& document : documents) {
    Result<Compared> compared = compare_one(document);
    if (compared) {
      all.push_back(std::move(*compared));
      continue;
    }
    if (documents.size() == 1) return compared.error();
    if (compared.error().code == "unknown-document") continue;
    if (compared.error().kind != ErrorKind::Invalid) return compared.error();
    unreadable.push_back(compared.error());
  }
  return all;
}

Result<ComparedAll> compare_all(const workspace::Workspace& workspace, const Wanted& wanted,
                                const std::vector<std::string>& only) {
  ComparedAll all;
  std::vector<DocumentId> documents;
  if (wanted.document) {
    documents.push_back(*wanted.document);
  } else {
    documents = TRY(documents_of_either(workspace, wanted));
  }
  if (only.empty()) {
    const auto changes_of = [&](const DocumentId& one) { return compare(workspace, one, wanted); };
    all.comparisons = TRY(compare_each<workspace::Comparison>(documents, all.unreadable, changes_of));
    return all;
  }
  // What a comparison is narrowed to is looked up among all nodes.
  const auto whole = [&](const DocumentId& one) { return compare_whole(workspace, one, wanted); };
  std::vector<workspace::WholeComparison> wholes =
      TRY(compare_each<workspace::WholeComparison>(documents, all.unreadable, whole));
  wholes = TRY(workspace::concerning(workspace, std::move(wholes), only));
  for (workspace::WholeComparison& one : wholes) all.comparisons.push_back(std::move(one));
  return all;
}

struct DiffOptions {
  std::vector<std::string> words;
  std::vector<std::string> only;
  std::string format = "text";
  bool stat = false;
  bool exit_code = false;
};

Result<void> print_diff(Session& session, const workspace::Workspace& workspace, const DiffOptions& options,
                        const std::vector<workspace::Comparison>& all) {
  for (const workspace::Comparison& compared : all) {
    if (compared.changes.empty()) continue;
    if (options.stat) {
      TRY(print_stat(session, workspace, compared));
    } else {
      print_lines(session, TRY(workspace::comparison_text(workspace, compared, session.language)));
    }
  }
  const auto changed = std::count_if(all.begin(), all.end(), [](const auto& one) { return !one.changes.empty(); });
  if (changed > 1) {
    std::size_t nodes = 0;
    for (const workspace::Comparison& compared : all) nodes += compared.changes.nodes.size();
    print(session, styled(session, say(session, msg("{0} documents, {1} nodes changed", changed, nodes)), "1"));
  }
  if (changed == 0)
    tell(session, options.only.empty() ? msg("No differences") : msg("No differences that concern this"));
  return {};
}

Result<Json> diff_json(const Session& session, const workspace::Workspace& workspace, const DiffOptions& options,
                       const Wanted& wanted, const std::vector<workspace::Comparison>& all) {
  Json list = Json::array();
  Json documents;
  Json left_out;
  for (const workspace::Comparison& compared : all) {
    for (const std::string& sentence : workspace::left_out(compared, session.language)) left_out.push_back(sentence);
    if (options.stat) {
      if (!compared.changes.empty()) list.push_back(TRY(stat_json(workspace, compared)));
      continue;
    }
    if (const Json whole = whole_json(compared); !whole.is_null()) documents.push_back(whole);
    for (const Json& change : TRY(changes_json(workspace, compared))) list.push_back(change);
  }
  Json json{
      {"schema", options.stat ? "zielbaum.stat/1" : "zielbaum.diff/1"}, {"old", wanted.before}, {"new", wanted.after}};
  if (!left_out.is_null()) json["left_out"] = left_out;
  if (!documents.is_null()) json["documents"] = documents;
  json[options.stat ? "documents" : "changes"] = list;
  return json;
}

void add_diff(Commands& commands) {
  const auto options = std::make_shared<DiffOptions>();
  CLI::App* command = commands.add(
      "diff", "vergleichen", msg("Compare two versions by structure and by word"),
      {"diff", "diff smart-city-strategie muster-2022", "diff smart-city-strategie muster-2022 saved --format json",
       "diff muster-2022 --stat", "diff ../entwurf@main .", "diff muster-2022 --only measure --only SenStadt"},
      [options](Session& session) -> Result<int> {
        const auto [workspace, words] = TRY(open_for(session, options->words));
        const Wanted wanted = wanted_of(workspace, words);
        const ComparedAll compared = TRY(compare_all(workspace, wanted, options->only));
        const std::vector<workspace::Comparison>& all = compared.comparisons;
        for (const workspace::Comparison& one : all) tell_left_out(session, one);
        if (session.json || options->format == "json") {
          print_json(session, TRY(diff_json(session, workspace, *options, wanted_of(workspace, options->words), all)));
        } else {
          TRY(print_diff(session, workspace, *options, all));
        }
        for (const Error& failed : compared.unreadable) session.talk += error_text(failed, session);
        // Nodes are told apart by their ids: with one given twice, not all that is said need be so.
        const auto has_id_twice = [](const workspace::LoadedPart& side) {
          return std::any_of(side.findings.begin(), side.findings.end(),
                             [](const Finding& finding) { return finding.code == "duplicate-id"; });
        };
        const bool unsure = std::any_of(all.begin(), all.end(), [&](const workspace::Comparison& one) {
          return has_id_twice(one.before()) || has_id_twice(one.after());
        });
        if (unsure || !compared.unreadable.empty()) return exit_code(ErrorKind::Invalid);
        const bool different =
            std::any_of(all.begin(), all.end(), [](const auto& one) { return !one.changes.empty(); });
        return different && options->exit_code ? 1 : 0;
      });
  commands.paged(command);
  add_versions(commands, command, options->words);
  add_only(commands, command, options->only);
  commands.flag(command, "--stat", options->stat, msg("Only how much changed: one line a node, and counts"));
  commands.option(command, "--format", msg("text|json"), options->format, msg("text or json")).one_of({"text", "json"});
  commands.flag(command, "--exit-code", options->exit_code, msg("Exit with 1 if there are differences"));
}

}  // namespace

void add_diff_commands(Commands& commands) {
  add_diff(commands);
}

}  // namespace zielbaum::tool
