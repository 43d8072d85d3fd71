// news
#include <algorithm>

#include "changes.h"
#include "commands.h"
#include "stat.h"
#include "workspace/concerning.h"
#include "workspace/news.h"

namespace zielbaum::tool {

namespace {

struct NewsOptions {
  std::string document;
  std::string reviewer;
  std::string since;
  std::vector<std::string> only;
  bool stat = false;
  bool keep = false;
};

Result<Json> to_json(const workspace::Workspace& workspace, const workspace::News& news) {
  Json json{{"document", news.document.text}};
  json["last"] =
      news.last ? Json{{"version", news.last->version.text}, {"time", rfc3339(news.last->unix_time)}} : Json();
  json["state"] = news.is_new ? "new" : news.comparison ? "known" : "first";
  json["changes"] = news.comparison ? TRY(changes_json(workspace, *news.comparison)) : Json::array();
  if (news.comparison) add_renamed_parties(json, *news.comparison);
  return json;
}

Result<void> print_news(Session& session, const workspace::Workspace& workspace, const workspace::News& news,
                        bool stat) {
  const std::string& document = news.document.text;
  if (news.is_new) {
    print(session, say(session, msg("{0}: new since your last look", document)));
  } else if (!news.comparison) {
    print(session, say(session, msg("{0}: you look for the first time; what changes from now on is news", document)));
  } else if (news.comparison->changes.empty()) {
    print(session, say(session, msg("{0}: nothing new", document)));
  } else if (stat) {
    return print_stat(session, workspace, *news.comparison);
  } else {
    print_lines(session, TRY(workspace::comparison_text(workspace, *news.comparison, session.language)));
  }
  return {};
}

/// Leaves of all comparisons what is asked for.
Result<void> narrow(const workspace::Workspace& workspace, std::vector<workspace::News>& all,
                    const std::vector<std::string>& only) {
  std::vector<workspace::WholeComparison> comparisons;
  for (workspace::News& news : all) {
    if (news.comparison) comparisons.push_back(std::move(*news.comparison));
  }
  comparisons = TRY(workspace::concerning(workspace, std::move(comparisons), only));
  auto next = comparisons.begin();
  for (workspace::News& news : all) {
    if (news.comparison) news.comparison = std::move(*next++);
  }
  return {};
}

Result<int> show_news(Session& session, const NewsOptions& options) {
  workspace::Workspace workspace = TRY(open(session));
  std::string reviewer = options.reviewer;
  if (reviewer.empty()) reviewer = TRY(local_act(session, workspace)).author.email;
  std::vector<workspace::News> all =
      TRY(workspace::news(workspace, reviewer, DocumentId{options.document}, options.since));
  TRY(narrow(workspace, all, options.only));
  Json documents = Json::array();
  std::vector<DocumentId> seen;
  for (const workspace::News& news : all) {
    seen.push_back(news.document);
    if (session.json) {
      documents.push_back(TRY(to_json(workspace, news)));
    } else {
      TRY(print_news(session, workspace, news, options.stat));
    }
  }
  if (session.json)
    print_json(session, Json{{"schema", "zielbaum.news/1"}, {"reviewer", reviewer}, {"documents", documents}});
  // Who saw a part has not seen all.
  if (!options.keep && options.only.empty()) TRY(workspace::remember_look(workspace, reviewer, seen, now()));
  return 0;
}

}  // namespace

void add_news_command(Commands& commands) {
  const auto options = std::make_shared<NewsOptions>();
  CLI::App* command = commands.add(
      "news", "neues", msg("Show what was saved since you last looked, and remember that you have seen it"),
      {"news", "news smart-city-strategie --stat", "news --keep --only SenStadt", "news --since muster-2022"},
      [options](Session& session) -> Result<int> { return show_news(session, *options); });
  commands.paged(command);
  commands.argument(command, "document", msg("DOCUMENT"), options->document, msg("Its id; all if left out"));
  commands.option(command, "--as", msg("NAME"), options->reviewer,
                  msg("Who looks: a name or e-mail address (your e-mail address)"));
  commands.option(command, "--since", msg("VERSION"), options->since,
                  msg("Begin at this version instead of the one seen last"));
  commands
      .option(command, "--only", msg("KIND|PARTY|NODE"), options->only,
              msg("Only what concerns this, as with diff; what you have seen is not remembered then"))
      .repeated();
  commands.flag(command, "--stat", options->stat, msg("Only how much changed: one line a node, and counts"));
  commands.flag(command, "--keep", options->keep, msg("Do not remember that you have seen it"));
}

}  // namespace zielbaum::tool
