// What somebody else's merge made of two versions, beside what our rules make of them.
#include <algorithm>
#include <set>

#include "model/paths.h"
#include "text/text.h"
#include "workspace/files.h"
#include "workspace/git_merge.h"
#include "workspace/merge_base_internal.h"
#include "workspace/merge_uses_internal.h"

namespace zielbaum::workspace {

namespace {

using merge::Conflict;
using merge::ConflictSort;
using model::Node;

struct Sides {
  const model::Document &base, &ours, &theirs, &made;
};

const Node* node_in(const model::Document& document, const NodeId& id) {
  const model::NodeIndex index = model::find_node(document, id);
  return index == model::kNoNode ? nullptr : &document.nodes[index];
}

NodeId parent_in(const model::Document& document, const NodeId& id) {
  const Node* const node = node_in(document, id);
  return node == nullptr || node->parent == model::kNoNode ? NodeId{} : document.nodes[node->parent].id;
}

std::optional<ContentId> text_in(const model::Document& document, const NodeId& id, const std::string& lang) {
  const Node* const node = node_in(document, id);
  if (node == nullptr) return std::nullopt;
  if (lang.empty()) return node->prose;
  for (const model::ProseTranslation& one : node->translations)
    if (one.lang == lang) return one.prose;
  return std::nullopt;
}

bool has_link(const model::Document& document, const Conflict& conflict) {
  const Node* const node = node_in(document, conflict.node);
  return node != nullptr && std::any_of(node->links.begin(), node->links.end(), [&](const model::Link& link) {
           return link.role + " " + model::to_string(link.to) == conflict.part;
         });
}

bool has_target(const model::Document& document, const Conflict& conflict) {
  const std::optional<model::Target> to = model::parse_target(conflict.part.substr(conflict.part.find(' ') + 1));
  return to && node_in(document, to->node) != nullptr;
}

/// Which side the version that was made took, as far as it can be told.
std::string side_taken(const Sides& sides, const Conflict& conflict) {
  const auto matches = [&](const model::Document& side) {
    switch (conflict.sort) {
      case ConflictSort::Removed:
        return (node_in(side, conflict.node) != nullptr) == (node_in(sides.made, conflict.node) != nullptr);
      case ConflictSort::Link:
        return has_target(side, conflict) == has_link(sides.made, conflict);
      case ConflictSort::Place:
      case ConflictSort::Circle:
        return parent_in(side, conflict.node) == parent_in(sides.made, conflict.node);
      default: {
        const Node* const a = node_in(side, conflict.node);
        const Node* const b = node_in(sides.made, conflict.node);
        if (a == nullptr || b == nullptr) return a == b;
        Node moved = *a;
        moved.parent = b->parent;
        return moved == *b;
      }
    }
  };
  return matches(sides.ours) ? "ours" : matches(sides.theirs) ? "theirs" : matches(sides.base) ? "base" : "ours";
}

/// Whether people may have decided for something that neither side had.
bool has_words_of_its_own(ConflictSort sort) {
  return sort != ConflictSort::Removed && sort != ConflictSort::Place && sort != ConflictSort::Circle &&
         sort != ConflictSort::Link;
}

class MergeCheck {
 public:
  MergeCheck(const Workspace& workspace, store::Version version, VersionId base)
      : workspace_(workspace), version_(std::move(version)), base_(std::move(base)) {}

  Result<Findings> findings() {
    Merging merging = TRY(merged());
    // A decision may bring others with it.
    for (int round = 0; round < 5 && !merging.open.empty(); ++round) {
      for (const OpenConflict& conflict : merging.open) TRY(decide(merging, conflict));
      merging = TRY(merged());
    }
    for (const OpenConflict& conflict : merging.open) asked_.insert(key(conflict.document, conflict.conflict.node));
    TRY(compare_files(merging));
    for (const MergedDocument& one : merging.documents) TRY(compare_document(one));
    return std::move(findings_);
  }

 private:
  Result<Merging> merged() const {
    return merge_versions(workspace_, base_, version_.parents[0], version_.parents[1], decisions_);
  }

  static std::string key(const DocumentId& document, const NodeId& node) { return document.text + "/" + node.text; }

  Result<const Loaded*> made(const DocumentId& document) {
    const auto found = made_.find(document);
    if (found != made_.end()) return &found->second;
    Loaded loaded = TRY(load(workspace_, document, version_.id));
    return &made_.emplace(document, std::move(loaded)).first->second;
  }

  Result<void> decide(const Merging& merging, const OpenConflict& open) {
    const Conflict& conflict = open.conflict;
    model::Decision decision{open.document, conflict.node, std::string(sort_word(open)), conflict.part, "ours", {}, ""};
    if (conflict.sort == ConflictSort::Use) {
      if (side_followed(workspace_, merging, open, version_.id) == merge::Side::Theirs) decision.side = "theirs";
      asked_.insert(key(open.document, conflict.node));
      asked_files_.insert(merging.uses.at(open).file);
      decisions_.push_back(std::move(decision));
      return {};
    }
    if (open.document.empty()) {
      const auto content = [&](const VersionId& version) {
        const Result<store::File> file = workspace_.store().find(version, conflict.part);
        return file ? file->content.text : std::string();
      };
      const std::string now = content(version_.id);
      if (now == content(merging.theirs)) decision.side = "theirs";
      asked_files_.insert(conflict.part);
      decisions_.push_back(std::move(decision));
      return {};
    }
    if (has_words_of_its_own(conflict.sort)) asked_.insert(key(open.document, conflict.node));
    const auto merged = std::find_if(merging.documents.begin(), merging.documents.end(),
                                     [&](const auto& one) { return one.base.document.id() == open.document; });
    const Result<const Loaded*> there = made(open.document);
    if (!there) {
      decision.side = merged->ours.absent ? "ours" : "theirs";
    } else {
      const model::Document& document = (*there)->document;
      const Sides sides{merged->base.document, merged->ours.document, merged->theirs.document, document};
      decision.side = side_taken(sides, conflict);
      if (conflict.sort == ConflictSort::Prose) {
        const std::optional<ContentId> text = text_in(document, conflict.node, conflict.part);
        if (text) decision.text = TRY(workspace_.store().read(*text));
      }
    }
    decisions_.push_back(std::move(decision));
    return {};
  }

  void report(Severity severity, const std::string& file, const std::string& node, const std::string& title) {
    findings_.push_back({severity,
                         "merged-differently",
                         msg("What was merged here is not what both sides had"),
                         {file, 0, 0, node, title},
                         msg("Compare with both sides: zielbaum diff {0} {1}, zielbaum diff {2} {1}",
                             version_.parents[0].text.substr(0, 10), version_.id.text.substr(0, 10),
                             version_.parents[1].text.substr(0, 10))});
  }

  /// Files that are taken or left whole.
  Result<void> compare_files(const Merging& merging) {
    std::set<DocumentId> by_both;
    for (const MergedDocument& one : merging.documents) by_both.insert(one.base.document.id());
    std::map<std::string, const store::VersionFile*> wanted;
    for (const store::VersionFile& file : merging.changes) wanted.emplace(file.path, &file);
    std::set<std::string> paths;
    const std::vector<store::ChangedFile> changed = TRY(workspace_.store().changed_anywhere(merging.ours, version_.id));
    for (const store::ChangedFile& file : changed) paths.insert(file.path());
    for (const auto& [path, file] : wanted) paths.insert(path);
    for (const std::string& path : paths) {
      if (asked_files_.contains(path) || belongs_to(path, by_both)) continue;
      const Result<store::File> now = workspace_.store().find(version_.id, path);
      const std::string is = now ? now->content.text : "";
      const auto file = wanted.find(path);
      std::string should;
      if (file == wanted.end()) {
        const Result<store::File> before = workspace_.store().find(merging.ours, path);
        if (before) should = before->content.text;
      } else if (file->second->bytes) {
        should = store::content_id(*file->second->bytes).text;
      } else if (file->second->as_in) {
        const Result<store::File> there = workspace_.store().find(*file->second->as_in, path);
        if (there) should = there->content.text;
      }
      if (is != should) report(Severity::Error, path, "", "");
    }
    return {};
  }

  static bool belongs_to(const std::string& path, const std::set<DocumentId>& documents) {
    return std::any_of(documents.begin(), documents.end(), [&](const DocumentId& document) {
      return path == model::document_path(document) || path.starts_with("documents/" + document.text + "/text/");
    });
  }

  Result<void> compare_document(const MergedDocument& one) {
    const DocumentId id = one.base.document.id();
    const Result<const Loaded*> there = made(id);
    if (!there) {
      // Given up by a side, as was decided, or lost.
      if (!one.ours.absent && !one.theirs.absent) report(Severity::Error, model::document_path(id), "", "");
      return {};
    }
    const diff::Changes changes = diff::compare(one.merged.document, (*there)->document);
    for (const diff::Change& change : changes.nodes) {
      if (asked_.contains(key(id, change.node)) || TRY(says_the_same(one, change))) continue;
      const bool touched = was_touched(one, change.node);
      const Node* const node = node_in(one.merged.document, change.node);
      report(touched ? Severity::Error : Severity::Warning, model::document_path(id), change.node.text,
             node == nullptr ? "" : node->title);
    }
    return {};
  }

  static bool was_touched(const MergedDocument& one, const NodeId& id) {
    const Node* const base = node_in(one.base.document, id);
    for (const Loaded* const side : {&one.ours, &one.theirs}) {
      const Node* const node = node_in(side->document, id);
      if ((node == nullptr) != (base == nullptr)) return true;
      if (node == nullptr) continue;
      if (parent_in(side->document, id) != parent_in(one.base.document, id)) return true;
      Node moved = *node;
      moved.parent = base->parent;
      if (moved != *base) return true;
    }
    return false;
  }

  /// Whether nothing is different but the order of siblings, or how the text is broken into lines.
  Result<bool> says_the_same(const MergedDocument& one, const diff::Change& change) {
    if (change.added() || change.removed() || change.moved()) return false;
    diff::Change rest = change;
    rest.place = {};
    rest.prose = {};
    if (!diff::what(rest).empty()) return false;
    if (!change.prose.changed()) return true;
    if (!change.prose.before || !change.prose.after) return false;
    const std::string should = TRY(prose_of(one, change.node, *change.prose.before));
    const std::string is = TRY(workspace_.store().read(*change.prose.after));
    return text::plain_text(text::parse(should).prose) == text::plain_text(text::parse(is).prose);
  }

  /// A text that perhaps no version has: then the merge of the three.
  Result<std::string> prose_of(const MergedDocument& one, const NodeId& node, const ContentId& content) {
    Result<std::string> text = workspace_.store().read(content);
    if (text) return text;
    const auto side = [&](const Loaded& loaded) -> Result<std::string> {
      const std::optional<ContentId> there = text_in(loaded.document, node, "");
      return there ? workspace_.store().read(*there) : Result<std::string>(std::string());
    };
    const std::string base = TRY(side(one.base));
    const std::string ours = TRY(side(one.ours));
    const std::string theirs = TRY(side(one.theirs));
    return merge::merge_text(base, ours, theirs).text;
  }

  const Workspace& workspace_;
  store::Version version_;
  VersionId base_;
  std::vector<model::Decision> decisions_;
  std::set<std::string> asked_;  ///< nodes of which people had to decide what they say
  std::set<std::string> asked_files_;
  std::map<DocumentId, Loaded> made_;
  Findings findings_;
};

}  // namespace

Result<Findings> check_merge(const Workspace& workspace, const VersionId& version) {
  const store::Version made = TRY(workspace.store().describe(version));
  if (made.parents.size() != 2) return Findings();
  const Result<std::optional<VersionId>> base = merge_base(workspace, made.parents[0], made.parents[1]);
  if (base && !*base) return Findings();
  Result<Findings> findings = base ? MergeCheck(workspace, made, **base).findings() : base.error();
  if (findings || findings.error().kind != ErrorKind::Invalid) return findings;
  return Findings{{Severity::Note, "merge-unknown",
                   msg("It cannot be said whether both sides were merged well, since one cannot be read: {0}",
                       render(findings.error().message, Language::English)),
                   findings.error().place, std::nullopt}};
}

}  // namespace zielbaum::workspace
