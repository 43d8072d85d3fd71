#include "report.h"

namespace zielbaum::tool {

namespace {

constexpr std::size_t kMostFindings = 20;

Json to_json(const Place& place) {
  Json json = Json::object();
  if (!place.file.empty()) json["file"] = place.file;
  if (place.line != 0) json["line"] = place.line;
  if (place.column != 0) json["column"] = place.column;
  if (!place.node.empty()) json["node"] = place.node;
  if (!place.title.empty()) json["title"] = place.title;
  return json;
}

std::string severity_name(Severity severity, const Session& session) {
  switch (severity) {
    case Severity::Error:
      return styled(session, say(session, msg("Error")), "1;31");
    case Severity::Warning:
      return styled(session, say(session, msg("Warning")), "1;33");
    case Severity::Note:
      return styled(session, say(session, msg("Note")), "1");
  }
  return "";
}

}  // namespace

int exit_code(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::Usage:
      return 2;
    case ErrorKind::Conflict:
      return 3;
    case ErrorKind::Invalid:
      return 4;
    case ErrorKind::NotFound:
      return 5;
    case ErrorKind::Storage:
      return 6;
    case ErrorKind::Locked:
      return 7;
    case ErrorKind::Refused:
      return 8;
    case ErrorKind::Internal:
      return 70;
  }
  return 70;
}

std::string finding_text(const Finding& finding, const Session& session) {
  std::string text = severity_name(finding.severity, session) + ": " + say(session, finding.message) + "\n";
  if (const std::string place = to_string(finding.place); !place.empty()) text += "  " + place + "\n";
  if (finding.hint) text += "  " + say(session, *finding.hint) + "\n";
  return text;
}

std::string error_text(const Error& failed, const Session& session) {
  std::string text = finding_text({Severity::Error, failed.code, failed.message, failed.place, failed.hint}, session);
  std::size_t shown = 0;
  for (const Finding& finding : failed.findings) {
    const bool said = finding.message == failed.message && finding.place == failed.place;
    if (said || finding.severity != Severity::Error) continue;
    if (++shown > kMostFindings) {
      text += "…\n";
      break;
    }
    text += finding_text(finding, session);
  }
  return text;
}

Json to_json(const Finding& finding, const Session& session) {
  Json json;
  json["severity"] = finding.severity == Severity::Error     ? "error"
                     : finding.severity == Severity::Warning ? "warning"
                                                             : "note";
  json["code"] = finding.code;
  json["message"] = say(session, finding.message);
  json["place"] = to_json(finding.place);
  if (finding.hint) json["hint"] = say(session, *finding.hint);
  return json;
}

Json to_json(const Findings& findings, const Session& session) {
  Json json = Json::array();
  for (const Finding& finding : findings) json.push_back(to_json(finding, session));
  return json;
}

Json to_json(const Error& failed, const Session& session) {
  Json json;
  json["code"] = failed.code;
  json["message"] = say(session, failed.message);
  json["place"] = to_json(failed.place);
  json["hint"] = failed.hint ? say(session, *failed.hint) : "";
  if (!failed.findings.empty()) json["findings"] = to_json(failed.findings, session);
  return {{"error", json}};
}

void print_json(Session& session, const Json& value) {
  session.out += value.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace zielbaum::tool
