#include "workspace/reasons.h"

#include <algorithm>
#include <limits>
#include <set>

#include "history/history.h"
#include "review/review.h"
#include "workspace/node_history_internal.h"
#include "xml/xml.h"

namespace zielbaum::workspace {

namespace {

constexpr std::size_t kEveryVersion = std::numeric_limits<std::size_t>::max();

/// Everything that is said about a document.
struct Read {
  std::vector<model::Reason> reasons;
  Findings unreadable;
};

Result<Read> read_all(const Workspace& workspace, const DocumentId& document) {
  Read read;
  const std::vector<store::File> files = TRY(workspace.store().records(review::folder(document)));
  for (const store::File& file : files) {
    if (!file.regular || !file.path.ends_with(".xml")) continue;
    const std::string bytes = TRY(workspace.store().read(file.content));
    Result<model::Reason> reason = xml::read_reason(bytes, file.path);
    if (reason) {
      if (reason->document == document) read.reasons.push_back(std::move(*reason));
    } else if (reason.error().code != "wrong-root") {  // else it is another sort of record
      const Error& wrong = reason.error();
      read.unreadable.push_back({Severity::Warning, wrong.code, wrong.message, wrong.place, wrong.hint});
    }
  }
  return read;
}

Result<std::set<VersionId>> at_or_behind(const Workspace& workspace, const VersionId& tip) {
  const std::vector<store::Version> versions = TRY(workspace.store().log(tip, {}, kEveryVersion));
  std::set<VersionId> ids;
  for (const store::Version& version : versions) ids.insert(version.id);
  return ids;
}

/// The two versions that a comparison is about; a working copy counts as the version that it is based on.
struct Compared {
  VersionId before;
  VersionId after;
};

Result<review::Span> span_of(const Workspace& workspace, const Compared& sides) {
  review::Span span;
  span.within = TRY(at_or_behind(workspace, sides.after));
  for (const VersionId& common : TRY(store::common_ancestors(workspace.store(), sides.after, sides.before))) {
    const std::int64_t time = TRY(workspace.store().describe(common)).unix_time;
    span.since = std::min(span.since.value_or(time), time);
  }
  return span;
}

std::string subject_of(const store::Version& version) {
  return version.message.substr(0, version.message.find('\n'));
}

/// To nodes that have no reason, of the versions that are behind `sides.after` but not behind `sides.before`.
Result<void> add_messages(const Workspace& workspace, const Compared& sides, Comparison& comparison) {
  const history::UpToDate past = TRY(history::up_to_date(workspace.store(), sides.after));
  const std::set<VersionId> known = TRY(at_or_behind(workspace, sides.before));
  for (const diff::Change& change : comparison.changes.nodes) {
    if (comparison.reasons.contains(change.node)) continue;
    std::vector<history::Touch> touches =
        past.index.touches(sides.after, comparison.after().document.id(), change.node);
    std::reverse(touches.begin(), touches.end());
    std::vector<std::string> messages;
    for (const history::Touch& touch : touches) {
      if (known.contains(touch.version)) continue;
      const store::Version version = TRY(workspace.store().describe(touch.version));
      std::string subject = subject_of(version);
      const bool is_new = std::find(messages.begin(), messages.end(), subject) == messages.end();
      if (is_new && !subject.empty()) messages.push_back(std::move(subject));
    }
    if (!messages.empty()) comparison.reasons.emplace(change.node, std::move(messages));
  }
  return {};
}

}  // namespace

Result<NodeReasons> give_reason(Workspace& workspace, std::string_view node, std::string_view text,
                                const store::Act& act) {
  const std::optional<VersionId> head = TRY(workspace.store().head());
  if (!head) {
    return advise(error(ErrorKind::Refused, "nothing-saved", msg("Nothing has been saved yet")),
                  msg("Save first: zielbaum save -m \"…\""));
  }
  Asked about = TRY(find_with_past(workspace, node));
  model::Reason reason = TRY(review::make_reason({about.document, about.node, *head, act.unix_time}, text));
  TRY(workspace.store().add_record(review::path(reason), xml::write_reason(reason),
                                   "Reason for " + about.document.text + "/" + about.node.text, act));
  return NodeReasons{std::move(about.document), std::move(about.node), std::move(about.name), {std::move(reason)}, {}};
}

Result<NodeReasons> reasons(const Workspace& workspace, std::string_view node) {
  Asked about = TRY(find_with_past(workspace, node));
  Read read = TRY(read_all(workspace, about.document));
  std::erase_if(read.reasons, [&](const model::Reason& reason) { return reason.node != about.node; });
  std::sort(read.reasons.begin(), read.reasons.end(),
            [](const model::Reason& a, const model::Reason& b) { return review::is_older(b, a); });
  return NodeReasons{std::move(about.document), std::move(about.node), std::move(about.name), std::move(read.reasons),
                     std::move(read.unreadable)};
}

Result<Findings> add_reasons(const Workspace& workspace, Comparison& comparison, SaveMessages messages) {
  Read read = TRY(read_all(workspace, comparison.after().document.id()));
  if (read.reasons.empty() && messages == SaveMessages::LeaveOut) return std::move(read.unreadable);
  const std::optional<VersionId> head = TRY(workspace.store().head());
  if (!head) return std::move(read.unreadable);
  const Compared sides{comparison.before().state.value_or(*head), comparison.after().state.value_or(*head)};
  if (!read.reasons.empty()) {
    const review::Span span = TRY(span_of(workspace, sides));
    for (auto& [node, reason] : review::belonging(read.reasons, span))
      comparison.reasons.insert_or_assign(node, reason.paragraphs);
  }
  if (messages == SaveMessages::Show) TRY(add_messages(workspace, sides, comparison));
  return std::move(read.unreadable);
}

}  // namespace zielbaum::workspace
