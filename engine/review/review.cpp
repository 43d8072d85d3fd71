#include "review/review.h"

#include <algorithm>
#include <tuple>

#include "base/date.h"
#include "base/digest.h"
#include "base/utf8.h"
#include "xml/xml.h"

namespace zielbaum::review {

namespace {

std::string collapsed(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\t' || c == '\r' || c == '\n';
    if (!space) out += c;
    if (space && !out.empty() && out.back() != ' ') out += ' ';
  }
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

std::vector<std::string> paragraphs_of(std::string_view text) {
  std::vector<std::string> paragraphs;
  std::string lines;
  const auto end_paragraph = [&] {
    std::string paragraph = collapsed(lines);
    if (!paragraph.empty()) paragraphs.push_back(std::move(paragraph));
    lines.clear();
  };
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    if (collapsed(line).empty()) end_paragraph();
    lines += line;
    lines += '\n';
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  end_paragraph();
  return paragraphs;
}

/// "20261126t161948z"
std::string compact(std::int64_t unix_time) {
  std::string out;
  for (const char c : rfc3339(unix_time)) {
    if (c >= '0' && c <= '9') out += c;
    if (c == 'T') out += 't';
    if (c == 'Z') out += 'z';
  }
  return out;
}

}  // namespace

Result<model::Reason> make_reason(const About& about, std::string_view text) {
  if (text.size() > kMostBytes) {
    return advise(error(ErrorKind::Usage, "too-long", msg("The reason is too long")),
                  msg("Say it in at most {0} KiB.", kMostBytes / 1024));
  }
  const Error bad_text =
      advise(error(ErrorKind::Usage, "bad-text", msg("The reason has characters that cannot be shown")),
             msg("Write it as plain text in UTF-8."));
  if (find_invalid_utf8(text)) return bad_text;
  model::Reason reason{"", about.document, about.node, about.upon, about.unix_time, paragraphs_of(nfc(text))};
  if (reason.paragraphs.empty()) {
    return advise(error(ErrorKind::Usage, "no-reason", msg("It is not said why")),
                  msg("Say it in a sentence: zielbaum reason NODE -m \"…\""));
  }
  reason.id = compact(about.unix_time) + "-" + sha256(xml::write_reason(reason)).substr(0, 10);
  // It can never be changed, so it has to be readable from the start.
  const Result<model::Reason> read = xml::read_reason(xml::write_reason(reason), path(reason));
  if (!read || *read != reason) return bad_text;
  return reason;
}

std::string folder(const DocumentId& document) {
  return document.text + "/reviews";
}

std::string path(const model::Reason& reason) {
  return folder(reason.document) + "/" + reason.id + ".xml";
}

bool is_older(const model::Reason& a, const model::Reason& b) {
  return std::tie(a.unix_time, a.id) < std::tie(b.unix_time, b.id);
}

std::map<NodeId, model::Reason> belonging(const std::vector<model::Reason>& reasons, const Span& span) {
  std::map<NodeId, model::Reason> newest;
  for (const model::Reason& reason : reasons) {
    if (!span.within.contains(reason.upon)) continue;
    if (span.since && reason.unix_time <= *span.since) continue;
    const auto [known, is_first] = newest.try_emplace(reason.node, reason);
    if (!is_first && is_older(known->second, reason)) known->second = reason;
  }
  return newest;
}

}  // namespace zielbaum::review
