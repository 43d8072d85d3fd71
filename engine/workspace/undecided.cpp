#include "workspace/undecided_internal.h"

#include <algorithm>

#include "base/merge_marks.h"
#include "base/utf8.h"
#include "model/paths.h"
#include "workspace/files.h"
#include "xml/elements.h"
#include "xml/xml.h"

namespace zielbaum::workspace {

namespace {

using merge::ConflictSort;
using merge::Side;
using store::VersionFile;

class Marking {
 public:
  Marking(const Workspace& workspace, const Merging& merging, std::string_view our_name, std::string_view their_name)
      : workspace_(workspace), merging_(merging), our_name_(our_name), their_name_(their_name) {
    for (const VersionFile& file : merging.changes) files_[file.path] = file;
  }

  Result<std::vector<VersionFile>> files() {
    for (const OpenConflict& open : merging_.open) TRY(mark(open));
    for (const auto& [document, marks] : marks_) TRY(mark_tree(document, marks));
    std::vector<VersionFile> out;
    for (auto& [path, file] : files_) out.push_back(std::move(file));
    return out;
  }

 private:
  Result<void> mark(const OpenConflict& open) {
    const merge::Conflict& conflict = open.conflict;
    if (open.document.empty()) return mark_file(conflict.part);
    const auto merged = std::find_if(merging_.documents.begin(), merging_.documents.end(),
                                     [&](const auto& one) { return one.base.document.id() == open.document; });
    const bool known = merged != merging_.documents.end();
    if (known && conflict.sort == ConflictSort::Prose) {
      const model::Layout layout = merged->merged.document.layout;
      return mark_prose(open, model::prose_path(open.document, layout, conflict.node, conflict.part));
    }
    xml::Undecided mark{conflict.node.text, std::string(sort_word(open)), "", ""};
    if (!conflict.part.empty()) mark.part += " " + conflict.part;
    if (known) {
      mark.ours = part_in(merged->ours.document, conflict);
      mark.theirs = part_in(merged->theirs.document, conflict);
    }
    if (const auto use = merging_.uses.find(open); use != merging_.uses.end())
      (use->second.has == Side::Ours ? mark.ours : mark.theirs) = use->second.name;
    marks_[open.document].push_back(std::move(mark));
    return {};
  }

  Result<void> mark_prose(const OpenConflict& open, const std::string& path) {
    const std::string base = TRY(merged_prose(workspace_, merging_, open, Side::Base));
    const std::string ours = TRY(merged_prose(workspace_, merging_, open, Side::Ours));
    const std::string theirs = TRY(merged_prose(workspace_, merging_, open, Side::Theirs));
    put(path, with_merge_marks(base, ours, theirs, our_name_, their_name_));
    return {};
  }

  Result<void> mark_file(const std::string& path) {
    std::string texts[3];
    bool is_text = true;
    int i = 0;
    for (const VersionId& version : {merging_.base, merging_.ours, merging_.theirs}) {
      const Result<std::string> bytes = read_at(workspace_, version, path);
      if (!bytes && bytes.error().kind == ErrorKind::Storage) return bytes.error();
      // Of what a side dropped there is no text that could hold a mark.
      const bool needed = i > 0;
      is_text = is_text && (bytes || !needed);
      if (bytes) texts[i] = *bytes;
      is_text = is_text && !find_invalid_utf8(texts[i]) && texts[i].find('\0') == std::string::npos;
      ++i;
    }
    if (is_text) {
      put(path, with_merge_marks(texts[0], texts[1], texts[2], our_name_, their_name_));
    } else {
      put_beside(path);
    }
    return {};
  }

  Result<void> mark_tree(const DocumentId& document, const std::vector<xml::Undecided>& marks) {
    const std::string path = model::document_path(document);
    const auto changed = files_.find(path);
    std::optional<std::string> bytes;
    if (changed != files_.end() && changed->second.bytes) {
      bytes = changed->second.bytes;
    } else {
      const bool taken = changed != files_.end() && changed->second.as_in;
      Result<std::string> there = read_at(workspace_, taken ? *changed->second.as_in : merging_.ours, path);
      if (there) bytes = std::move(*there);
    }
    std::optional<std::string> marked = bytes ? xml::with_marks(*bytes, marks) : std::nullopt;
    if (marked) {
      put(path, std::move(*marked));
    } else {
      put_beside(path);
    }
    return {};
  }

  void put(const std::string& path, std::string bytes) { files_[path] = {path, std::move(bytes), std::nullopt}; }

  void put_beside(const std::string& path) {
    put(path + std::string(kUndecidedEnding),
        path + "\n" + our_name_ + ": " + merging_.ours.text + "\n" + their_name_ + ": " + merging_.theirs.text + "\n");
  }

  const Workspace& workspace_;
  const Merging& merging_;
  std::string our_name_, their_name_;
  std::map<std::string, VersionFile> files_;
  std::map<DocumentId, std::vector<xml::Undecided>> marks_;
};

}  // namespace

Result<std::vector<VersionFile>> marked_changes(const Workspace& workspace, const Merging& merging,
                                                std::string_view our_name, std::string_view their_name) {
  return Marking(workspace, merging, our_name, their_name).files();
}

std::string part_in(const model::Document& document, const merge::Conflict& conflict) {
  const model::NodeIndex index = model::find_node(document, conflict.node);
  if (index == model::kNoNode) return "";
  const model::Node& node = document.nodes[index];
  switch (conflict.sort) {
    case ConflictSort::Place:
    case ConflictSort::Circle:
      return node.parent == model::kNoNode ? "" : document.nodes[node.parent].id.text;
    case ConflictSort::Kind:
      return node.kind;
    case ConflictSort::ShortTitle:
      return node.short_title;
    case ConflictSort::Sample:
      return node.sample ? "true" : "false";
    case ConflictSort::Title:
      for (const model::Translated& title : node.titles)
        if (title.lang == conflict.part) return title.text;
      return conflict.part.empty() ? node.title : "";
    case ConflictSort::Field: {
      std::string out;
      if (const model::Field* const field = model::find_field(node, conflict.part))
        for (const model::FieldValue& value : field->values) out += (out.empty() ? "" : "; ") + xml::value_text(value);
      return out;
    }
    case ConflictSort::Link:
      for (const model::Link& link : node.links)
        if (link.role + " " + model::to_string(link.to) == conflict.part) return model::to_string(link.to);
      return "";
    case ConflictSort::Whole:
      return conflict.part == "lang" ? document.lang : conflict.part == "type" ? document.type : "";
    default:
      return node.title;
  }
}

}  // namespace zielbaum::workspace
