#include "stat.h"

#include <algorithm>

#include "base/utf8.h"
#include "compose/words_for.h"

namespace zielbaum::tool {

namespace {

Result<diff::Counts> counts_of(const workspace::Workspace& workspace, const workspace::Comparison& comparison) {
  return diff::count(comparison.before().document, comparison.after().document, comparison.changes,
                     model::laid_over(comparison.before().parties, comparison.after().parties), workspace.store());
}

Json to_json(const diff::WordSum& words) {
  return {{"inserted", words.inserted}, {"deleted", words.deleted}, {"changed", words.changed}, {"moved", words.moved}};
}

Json to_json(const std::vector<diff::Tally>& tallies) {
  Json json = Json::object();
  for (const diff::Tally& tally : tallies) json[tally.name] = tally.nodes;
  return json;
}

/// "+12 −7"; "" where no word came or went.
std::string word_marks(const diff::WordSum& words) {
  std::string text;
  if (words.inserted > 0) text += "+" + std::to_string(words.inserted);
  if (words.deleted > 0) text += (text.empty() ? "−" : " −") + std::to_string(words.deleted);
  return text;
}

std::size_t width_of(const std::string& text) {
  return to_utf32(text).size();
}

/// Of all that is not wider than `most`: a longer text pushes its own line only.
std::size_t column_width(const std::vector<std::string>& texts, std::size_t most) {
  std::size_t width = 0;
  for (const std::string& text : texts) width = std::max(width, width_of(text) > most ? 0 : width_of(text));
  return width;
}

std::string padded(const std::string& text, std::size_t width) {
  return text + std::string(width - std::min(width, width_of(text)), ' ');
}

std::string kinds_line(const Session& session, const workspace::Comparison& comparison,
                       const std::vector<diff::Tally>& by_kind) {
  std::string line;
  for (const diff::Tally& tally : by_kind) {
    const bool is_known = comparison.after().type.kind(tally.name) != nullptr;
    line += (line.empty() ? "" : ", ") +
            compose::counted_kind(is_known ? comparison.after().type : comparison.before().type, tally.name,
                                  tally.nodes, session.language);
  }
  return line;
}

/// How many nodes of which kind changed, what happened to them, and how many words.
void print_sums(Session& session, const workspace::Comparison& comparison, const diff::Counts& counts) {
  if (counts.nodes.empty()) return;
  std::string what;
  for (const diff::Tally& tally : counts.by_what)
    what += (what.empty() ? "" : ", ") + counted_what(session, tally.name, tally.nodes);
  print(session, "  " + kinds_line(session, comparison, counts.by_kind) + ": " + what);
  if (const std::string words = compose::words_in_words(counts, session.language); !words.empty())
    print(session, "  " + words);
}

void print_renamed(Session& session, const workspace::Comparison& comparison) {
  for (const diff::RenamedParty& renamed : comparison.changes.renamed_parties)
    print(session, "  " + compose::told_renaming(renamed, session.language));
  print_printed(session, comparison);
}

void print_lines(Session& session, const std::vector<compose::ReportLine>& lines) {
  for (const compose::ReportLine& line : lines) {
    const std::string words = compose::words_in_words(line.words, session.language);
    std::string told = "  " + line.name + (line.roles.empty() ? "" : ", " + line.roles) + ": " + line.what;
    for (const std::string& note : line.lineage) told += "; " + note;
    print(session, told + (words.empty() ? "" : "; " + words));
  }
}

Json to_json(const DocumentId& document, const std::vector<compose::ReportLine>& lines) {
  Json json = Json::array();
  for (const compose::ReportLine& line : lines) {
    json.push_back({{"node", full_id(document, line.node)},
                    {"name", line.name},
                    {"roles", line.roles},
                    {"what", line.what},
                    {"lineage", line.lineage},
                    {"words", to_json(line.words)}});
  }
  return json;
}

}  // namespace

Result<void> print_stat(Session& session, const workspace::Workspace& workspace,
                        const workspace::Comparison& comparison) {
  const diff::Counts counts = TRY(counts_of(workspace, comparison));
  std::vector<std::string> names;
  std::vector<std::string> marks;
  for (std::size_t i = 0; i < counts.nodes.size(); ++i) {
    names.push_back(workspace::name_of(comparison, comparison.changes.nodes[i]));
    marks.push_back(word_marks(counts.nodes[i].words));
  }
  constexpr std::size_t kWidestName = 70;
  const std::size_t name_width = column_width(names, kWidestName);
  const std::size_t mark_width = column_width(marks, kWidestName);
  print(session, styled(session, comparison.after().document.id().text, "1"));
  for (std::size_t i = 0; i < names.size(); ++i) {
    std::string line = "  " + padded(names[i], name_width) + "  ";
    if (mark_width > 0) line += styled(session, padded(marks[i], mark_width), "33") + "  ";
    print(session, line + compose::in_words(counts.nodes[i].what, session.language));
  }
  print_renamed(session, comparison);
  print_sums(session, comparison, counts);
  return {};
}

Result<Json> stat_json(const workspace::Workspace& workspace, const workspace::Comparison& comparison) {
  const diff::Counts counts = TRY(counts_of(workspace, comparison));
  const DocumentId document = comparison.after().document.id();
  Json json{{"document", document.text}, {"nodes", Json::array()}};
  for (std::size_t i = 0; i < counts.nodes.size(); ++i) {
    const diff::NodeCounts& one = counts.nodes[i];
    json["nodes"].push_back({{"node", full_id(document, one.node)},
                             {"kind", one.kind},
                             {"name", workspace::name_of(comparison, comparison.changes.nodes[i])},
                             {"what", one.what},
                             {"words", to_json(one.words)}});
  }
  json["by_change"] = to_json(counts.by_what);
  json["by_kind"] = to_json(counts.by_kind);
  json["words"] = to_json(counts.words);
  add_renamed_parties(json, comparison);
  add_printed(json, comparison);
  return json;
}

void print_report(Session& session, const workspace::Comparison& comparison, const compose::ChangeReport& report) {
  print(session, styled(session, comparison.after().document.id().text, "1"));
  print_renamed(session, comparison);
  if (report.counts.nodes.empty()) {
    print(session, "  " + report.summary);
    return;
  }
  print_sums(session, comparison, report.counts);
  for (const compose::ReportPart& part : report.parties) {
    print(session, "");
    print(session, styled(session, part.party, "1"));
    if (!part.formerly.empty()) print(session, "  " + say(session, msg("Also named: {0}", part.formerly)));
    print_lines(session, part.lines);
  }
  if (report.others.empty()) return;
  print(session, "");
  print(session, styled(session, say(session, msg("Without a responsible body")), "1"));
  print_lines(session, report.others);
}

Json report_json(const workspace::Comparison& comparison, const compose::ChangeReport& report) {
  const DocumentId document = comparison.after().document.id();
  Json json{{"schema", "zielbaum.report/1"}, {"document", document.text}};
  json["by_change"] = to_json(report.counts.by_what);
  json["by_kind"] = to_json(report.counts.by_kind);
  json["words"] = to_json(report.counts.words);
  add_renamed_parties(json, comparison);
  add_printed(json, comparison);
  json["parties"] = Json::array();
  for (const compose::ReportPart& part : report.parties) {
    json["parties"].push_back(
        {{"party", part.party}, {"formerly", part.formerly}, {"nodes", to_json(document, part.lines)}});
  }
  json["others"] = to_json(document, report.others);
  return json;
}

}  // namespace zielbaum::tool
