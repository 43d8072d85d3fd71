// The files of two versions made into those of one.
#include <algorithm>
#include <array>
#include <set>

#include "base/utf8.h"
#include "model/paths.h"
#include "workspace/account_internal.h"
#include "workspace/files.h"
#include "workspace/merge_changes_internal.h"
#include "workspace/merge_uses_internal.h"
#include "workspace/merging.h"
#include "xml/xml.h"

namespace zielbaum::workspace {

namespace {

using merge::Conflict;
using merge::ConflictSort;
using merge::Side;
using store::VersionFile;

constexpr std::array<std::pair<ConflictSort, std::string_view>, 13> kSortWords = {{
    {ConflictSort::Removed, "removed"},
    {ConflictSort::Place, "place"},
    {ConflictSort::Circle, "circle"},
    {ConflictSort::Twice, "twice"},
    {ConflictSort::Kind, "kind"},
    {ConflictSort::Title, "title"},
    {ConflictSort::ShortTitle, "short-title"},
    {ConflictSort::Sample, "sample"},
    {ConflictSort::Field, "field"},
    {ConflictSort::Link, "link"},
    {ConflictSort::Prose, "prose"},
    {ConflictSort::Whole, "whole"},
    {ConflictSort::Use, "use"},
}};

std::optional<ConflictSort> sort_of(std::string_view word) {
  for (const auto& [sort, name] : kSortWords)
    if (name == word) return sort;
  return std::nullopt;
}

Side side_of(std::string_view word) {
  return word == "ours" ? Side::Ours : word == "theirs" ? Side::Theirs : Side::Base;
}

/// The document in whose folder a file lies; empty for other files.
DocumentId folder_of(std::string_view path) {
  constexpr std::string_view kFolder = "documents/";
  const std::size_t slash = path.starts_with(kFolder) ? path.find('/', kFolder.size()) : std::string_view::npos;
  if (slash == std::string_view::npos) return {};
  return DocumentId{std::string(path.substr(kFolder.size(), slash - kFolder.size()))};
}

/// The document whose tree or prose a file is part of; empty for other files.
DocumentId document_of(std::string_view path) {
  DocumentId folder = folder_of(path);
  const std::string_view rest = folder.empty() ? path : path.substr(path.find('/', sizeof "documents/") + 1);
  return rest == "document.xml" || rest.starts_with("text/") ? folder : DocumentId{};
}

/// The documents that a side gave up.
std::set<DocumentId> given_up(const std::vector<store::ChangedFile>& changed) {
  std::set<DocumentId> out;
  for (const store::ChangedFile& file : changed)
    if (!file.after && file.path() == model::document_path(folder_of(file.path()))) out.insert(folder_of(file.path()));
  return out;
}

/// Whether a register or settings file says what it should, after its lines were merged.
bool can_be_read(std::string_view bytes, const std::string& path) {
  if (path == model::kPartiesFile) return xml::read_parties(bytes, path).has_value();
  if (path == model::kWorkspaceFile) return xml::read_settings(bytes, path).has_value();
  if (path.starts_with("schemas/types/")) return xml::read_type(bytes, path).has_value();
  if (path.starts_with("schemas/themes/")) return xml::read_theme(bytes, path).has_value();
  if (path.ends_with("/pictures.xml")) return xml::read_pictures(bytes, path).has_value();
  return !path.ends_with(".xml");
}

/// Puts in what `side` has of kinds, their fields and options, and roles, and `type` lacks.
void add_missing(model::DocumentType& type, const model::DocumentType& side) {
  const auto named = [](auto& list, const std::string& name) {
    return std::find_if(list.begin(), list.end(), [&](const auto& one) { return one.name == name; });
  };
  for (const model::KindRule& kind : side.kinds) {
    const auto known = named(type.kinds, kind.name);
    if (known == type.kinds.end()) {
      type.kinds.push_back(kind);
      continue;
    }
    for (const model::FieldRule& field : kind.fields) {
      const auto there = named(known->fields, field.name);
      if (there == known->fields.end()) {
        known->fields.push_back(field);
        continue;
      }
      for (const model::ChoiceOption& option : field.options) {
        const bool has = std::any_of(there->options.begin(), there->options.end(),
                                     [&](const model::ChoiceOption& one) { return one.key == option.key; });
        if (!has) there->options.push_back(option);
      }
    }
  }
  for (const model::RoleRule& role : side.roles)
    if (named(type.roles, role.name) == type.roles.end()) type.roles.push_back(role);
}

/// "node:OLD" in Markdown, for another id.
std::string with_renamed_references(std::string text, const std::string& from, const std::string& to) {
  const std::string wanted = "node:" + from;
  const auto is_id = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
  for (std::size_t at = text.find(wanted); at != std::string::npos; at = text.find(wanted, at + 1)) {
    const std::size_t end = at + wanted.size();
    if (end == text.size() || !is_id(text[end])) text.replace(at + 5, from.size(), to);
  }
  return text;
}

class VersionMerge {
 public:
  VersionMerge(const Workspace& workspace, const VersionId& base, const VersionId& ours, const VersionId& theirs,
               const std::vector<model::Decision>& decisions, MergedFrom from)
      : workspace_(workspace), store_(workspace.store()), decisions_(decisions), from_(from) {
    out_.base = base;
    out_.ours = ours;
    out_.theirs = theirs;
  }

  Result<Merging> merged() {
    const std::vector<store::ChangedFile> ours = TRY(store_.changed_anywhere(out_.base, out_.ours));
    const std::vector<store::ChangedFile> theirs = TRY(store_.changed_anywhere(out_.base, out_.theirs));
    by_us_ = &ours;
    by_them_ = &theirs;
    std::map<std::string, const store::ChangedFile*> by_path;
    std::set<DocumentId> dropped = given_up(ours);
    dropped.merge(given_up(theirs));
    // Of a document that a side gave up, pictures and editions are parts as well.
    const auto merged_with = [&](const std::string& path) {
      const DocumentId folder = folder_of(path);
      return dropped.count(folder) != 0 ? folder : document_of(path);
    };
    std::set<DocumentId> changed_by_us;
    for (const store::ChangedFile& file : ours) {
      by_path.emplace(file.path(), &file);
      changed_by_us.insert(merged_with(file.path()));
    }
    std::set<DocumentId> by_both;
    std::set<DocumentId> touched = changed_by_us;
    for (const store::ChangedFile& file : theirs) {
      const DocumentId document = merged_with(file.path());
      touched.insert(document);
      if (!document.empty() && changed_by_us.contains(document)) {
        by_both.insert(document);
        continue;
      }
      const auto found = by_path.find(file.path());
      if (found == by_path.end()) {
        take(file.path(), out_.theirs);
      } else {
        TRY(merge_file(*found->second, file));
      }
    }
    for (const DocumentId& document : by_both) TRY(merge_document(document));
    touched.erase(DocumentId{});
    if (!ours.empty() && !theirs.empty()) out_.touched.assign(touched.begin(), touched.end());
    std::sort(out_.changes.begin(), out_.changes.end(),
              [](const VersionFile& a, const VersionFile& b) { return a.path < b.path; });
    return std::move(out_);
  }

 private:
  void take(const std::string& path, const VersionId& from) { out_.changes.push_back({path, std::nullopt, from}); }

  [[nodiscard]] const VersionId& version(Side side) const {
    return side == Side::Ours ? out_.ours : side == Side::Theirs ? out_.theirs : out_.base;
  }

  /// What was decided about a file that is no part of a document's tree.
  [[nodiscard]] std::optional<Side> decided(const std::string& path) const {
    for (const model::Decision& one : decisions_)
      if (one.document.empty() && one.part == path) return side_of(one.side);
    return std::nullopt;
  }

  Result<void> merge_file(const store::ChangedFile& ours, const store::ChangedFile& theirs) {
    const std::string& path = theirs.path();
    const bool same = ours.after ? theirs.after && ours.after->content == theirs.after->content : !theirs.after;
    if (same) return {};
    if (const std::optional<Side> side = decided(path)) {
      if (*side != Side::Ours) take(path, version(*side));
      return {};
    }
    if (ours.after && theirs.after && ours.after->regular && theirs.after->regular) {
      std::string base;
      if (ours.before && ours.before->regular) base = TRY(store_.read(ours.before->content));
      const std::string our_bytes = TRY(store_.read(ours.after->content));
      const std::string their_bytes = TRY(store_.read(theirs.after->content));
      if (!find_invalid_utf8(base + our_bytes + their_bytes)) {
        const merge::Lines how = path.ends_with(".xml") ? merge::Lines::OfElements : merge::Lines::OfText;
        merge::MergedText merged = merge::merge_lines(base, our_bytes, their_bytes, how);
        const bool accounted = path.ends_with(".md")
                                   ? accounting::is_accounted_text(base, our_bytes, their_bytes, merged.text)
                                   : accounting::is_accounted_file(base, our_bytes, their_bytes, merged.text);
        if (merged.conflicts.empty() && accounted && can_be_read(merged.text, path)) {
          out_.changes.push_back({path, std::move(merged.text), std::nullopt});
          return {};
        }
      }
    }
    out_.open.push_back({{}, {ConflictSort::Whole, {}, path}});
    return {};
  }

  /// Its tree readable without errors: what cannot be read cannot be merged. Files beside it are merged apart.
  Result<Loaded> load_side(const DocumentId& document, const VersionId& at) {
    Result<Loaded> loaded = load(workspace_, document, at);
    if (!loaded) return loaded;
    std::erase_if(loaded->findings,
                  [&](const Finding& finding) { return finding.place.file != model::document_path(document); });
    return sound(std::move(*loaded));
  }

  Result<void> merge_document(const DocumentId& id) {
    if (from_ == MergedFrom::Changes) {
      std::optional<MergedChanges> done = TRY(merge_changes(workspace_, id, out_.base, out_.ours, out_.theirs));
      if (done) {
        const model::DocumentType* const type = &done->type;
        const Accounted accounted = TRY(account_for(id, done->files, {type, type, type, type}, nullptr));
        if (accounted.lost.empty()) {
          std::move(done->files.begin(), done->files.end(), std::back_inserter(out_.changes));
          out_.merged_in_part.push_back(id);
          return merge_strays(accounted.strays);
        }
      }
    }
    Result<Loaded> base = load_side(id, out_.base);
    Result<Loaded> ours = load_side(id, out_.ours);
    Result<Loaded> theirs = load_side(id, out_.theirs);
    if (is_absent(ours) && is_absent(theirs)) return {};
    if (is_absent(ours) && theirs) ours = name_only(*theirs, out_.ours);
    if (is_absent(theirs) && ours) theirs = name_only(*ours, out_.theirs);
    if (!ours) return std::move(ours).error();
    if (!theirs) return std::move(theirs).error();
    if (is_absent(base)) base = name_only(*ours, out_.base);
    if (!base) return std::move(base).error();
    MergedDocument merged{std::move(*base), std::move(*ours), std::move(*theirs), {}};
    if (merged.ours.absent || merged.theirs.absent) {
      TRY(keep_or_drop(merged));
    } else {
      TRY(merge_trees(merged));
    }
    for (const Conflict& conflict : merged.merged.conflicts) out_.open.push_back({id, conflict});
    if (!merged.merged.notes.empty()) out_.notes[id] = merged.merged.notes;
    out_.documents.push_back(std::move(merged));
    return {};
  }

  /// One side gave the document up, the other one changed it.
  Result<void> keep_or_drop(MergedDocument& merged) {
    const DocumentId id = merged.base.document.id();
    const Conflict conflict{ConflictSort::Removed, merged.base.document.nodes.front().id, ""};
    for (const merge::Choice& choice : choices(id)) {
      if (choice.conflict != conflict || choice.side == Side::Base) continue;
      if (choice.side == Side::Ours) return {};
      return take_folder(id, out_.theirs);
    }
    merged.merged.document = merged.base.document;
    merged.merged.conflicts.push_back(conflict);
    return {};
  }

  /// All files of the document as a version has them.
  Result<void> take_folder(const DocumentId& document, const VersionId& from) {
    const std::string folder = "documents/" + document.text;
    std::set<std::string> paths;
    for (const VersionId& side : {out_.ours, from}) {
      const std::vector<store::File> files = TRY(store_.list(side, folder));
      for (const store::File& file : files) paths.insert(file.path);
    }
    for (const std::string& path : paths) take(path, from);
    return {};
  }

  std::vector<merge::Choice> choices(const DocumentId& document) {
    std::vector<merge::Choice> out;
    for (const model::Decision& decision : decisions_) {
      const std::optional<ConflictSort> sort = sort_of(decision.sort);
      if (decision.document != document || !sort || decision.side == "both") continue;
      merge::Choice choice{{*sort, decision.node, decision.part}, side_of(decision.side), std::nullopt};
      if (decision.text) choice.text = keep(*decision.text);
      out.push_back(std::move(choice));
    }
    return out;
  }

  /// Of what was merged of a document.
  Result<Accounted> account_for(const DocumentId& id, const std::vector<VersionFile>& files,
                                const std::array<const model::DocumentType*, 4>& types, const MergedDocument* whole) {
    std::map<ContentId, const std::string*> made;
    for (const VersionFile& file : files)
      if (file.bytes && file.path.ends_with(".md")) made.emplace(store::content_id(*file.bytes), &*file.bytes);
    const auto read = [&](const ContentId& content) -> Result<std::string> {
      const auto found = made.find(content);
      return found != made.end() ? Result<std::string>(*found->second) : text_of(store_, texts_, content);
    };
    ToAccount merged{id, out_.base, out_.ours, out_.theirs, *by_us_, *by_them_, files, types, whole, {}, {}};
    if (whole != nullptr) merged.asked = whole->merged.conflicts;
    for (const model::Decision& decision : decisions_) {
      const std::optional<ConflictSort> sort = sort_of(decision.sort);
      if (decision.document != id || !sort) continue;
      merged.asked.push_back({*sort, decision.node, decision.part});
      merged.decisions.push_back(decision);
    }
    return account(workspace_, merged, read);
  }

  /// Files below text/ that belong to no node are files like any other.
  Result<void> merge_strays(const std::vector<std::string>& strays) {
    const auto changed = [](const std::vector<store::ChangedFile>& files, const std::string& path) {
      return std::find_if(files.begin(), files.end(), [&](const auto& file) { return file.path() == path; });
    };
    for (const std::string& path : strays) {
      const auto ours = changed(*by_us_, path);
      if (ours == by_us_->end()) {
        take(path, out_.theirs);
      } else {
        TRY(merge_file(*ours, *changed(*by_them_, path)));
      }
    }
    return {};
  }

  ContentId keep(std::string text) {
    ContentId id = store::content_id(text);
    texts_.emplace(id, std::move(text));
    return id;
  }

  Result<void> rename_twice(const DocumentId& id, model::Document& theirs, const model::Document& base) {
    for (const model::Decision& decision : decisions_) {
      if (decision.document != id || decision.side != "both") continue;
      if (model::find_node(theirs, decision.node) == model::kNoNode) continue;
      theirs = merge::renamed(std::move(theirs), decision.node, NodeId{decision.fresh});
      const model::Index before(base);
      for (model::Node& node : theirs.nodes) {
        const model::NodeIndex was = before.find(node.id.text);
        if (!node.prose || (was != model::kNoNode && base.nodes[was].prose == node.prose)) continue;
        const std::string markdown = TRY(text_of(store_, texts_, *node.prose));
        std::string renamed = with_renamed_references(markdown, decision.node.text, decision.fresh);
        if (renamed != markdown) node.prose = keep(std::move(renamed));
      }
    }
    return {};
  }

  /// As both sides made it, with all that either side may use: whether it still may is asked afterwards.
  Result<model::DocumentType> type_of_both(const MergedDocument& merged) {
    model::DocumentType type = TRY(merged_type(merged));
    if (merged.ours.type == merged.theirs.type) return type;
    for (const model::DocumentType* const side : {&merged.ours.type, &merged.theirs.type}) {
      if (side->name == type.name) add_missing(type, *side);
    }
    return type;
  }

  Result<model::DocumentType> merged_type(const MergedDocument& merged) {
    const model::DocumentType& ours = merged.ours.type;
    if (ours == merged.base.type || ours.name != merged.theirs.type.name) return merged.theirs.type;
    const std::string path = model::type_path(ours.name);
    for (const VersionFile& file : out_.changes) {
      if (file.path != path || (!file.bytes && !file.as_in)) continue;
      Result<model::DocumentType> type =
          xml::read_type(file.bytes ? *file.bytes : TRY(read_at(workspace_, *file.as_in, path)), path);
      if (type) return type;
    }
    return ours;
  }

  Result<void> merge_trees(MergedDocument& merged) {
    const DocumentId id = merged.base.document.id();
    model::Document theirs = merged.theirs.document;
    TRY(rename_twice(id, theirs, merged.base.document));
    const model::DocumentType type = TRY(type_of_both(merged));
    merged.merged = TRY(merge::merge(merged.base.document, merged.ours.document, theirs, type,
                                     merge_prose(store_, texts_), choices(id)));
    for (const merge::Choice& choice : choices(id)) {
      if (!is_loss(choice.conflict)) continue;
      const model::Document& side = choice.side == Side::Ours     ? merged.ours.document
                                    : choice.side == Side::Theirs ? theirs
                                                                  : merged.base.document;
      merged.merged.document = with_node_of(std::move(merged.merged.document), side, choice.conflict);
    }
    const auto before = static_cast<std::ptrdiff_t>(out_.changes.size());
    TRY(write(merged, type));
    const std::vector<VersionFile> files(out_.changes.begin() + before, out_.changes.end());
    Accounted accounted =
        TRY(account_for(id, files, {&merged.base.type, &merged.ours.type, &merged.theirs.type, &type}, &merged));
    std::vector<Conflict>& conflicts = merged.merged.conflicts;
    conflicts.insert(conflicts.end(), accounted.lost.begin(), accounted.lost.end());
    std::sort(conflicts.begin(), conflicts.end());
    return merge_strays(accounted.strays);
  }

  Result<void> write(const MergedDocument& merged, const model::DocumentType& type) {
    const model::Document& document = merged.merged.document;
    const DocumentId id = document.id();
    std::string tree = xml::write_document(document, type);
    if (store::content_id(tree) != merged.ours.content)
      out_.changes.push_back({model::document_path(id), std::move(tree), std::nullopt});
    std::map<std::string, ContentId> wanted;
    for (const model::Node& node : document.nodes) {
      if (node.prose) wanted.emplace(model::prose_path(id, document.layout, node.id), *node.prose);
      for (const model::ProseTranslation& one : node.translations)
        if (one.prose) wanted.emplace(model::prose_path(id, document.layout, node.id, one.lang), *one.prose);
    }
    std::map<std::string, ContentId> there;
    for (const schema::ProseFile& file : merged.ours.prose_files) there.emplace(file.path, file.content);
    for (const auto& [path, content] : wanted) {
      const auto found = there.find(path);
      if (found != there.end() && found->second == content) continue;
      out_.changes.push_back({path, TRY(text_of(store_, texts_, content)), std::nullopt});
    }
    const model::Index our_nodes(merged.ours.document);
    for (const auto& [path, content] : there) {
      // A file that belongs to no node is left as it lies there.
      if (!wanted.contains(path) && belongs_to_node(path, merged.ours.document, our_nodes))
        out_.changes.push_back({path, {}, {}});
    }
    return {};
  }

  static bool belongs_to_node(const std::string& path, const model::Document& document, const model::Index& nodes) {
    const model::ProseName name = model::parse_prose_name(std::string_view(path).substr(path.rfind('/') + 1));
    return nodes.find(name.node.text) != model::kNoNode &&
           model::prose_path(document.id(), document.layout, name.node, name.lang) == path;
  }

  const Workspace& workspace_;
  const store::Store& store_;
  const std::vector<model::Decision>& decisions_;
  MergedFrom from_;
  const std::vector<store::ChangedFile>* by_us_ = nullptr;  ///< files that differ from the base, of all documents
  const std::vector<store::ChangedFile>* by_them_ = nullptr;
  std::map<ContentId, std::string> texts_;  ///< that no version has yet
  Merging out_;
};

}  // namespace

std::string_view sort_word(const OpenConflict& conflict) {
  if (conflict.document.empty()) return "file";
  const auto found = std::find_if(kSortWords.begin(), kSortWords.end(),
                                  [&](const auto& one) { return one.first == conflict.conflict.sort; });
  return found->second;
}

Result<Merging> merge_files(const Workspace& workspace, const VersionId& base, const VersionId& ours,
                            const VersionId& theirs, const std::vector<model::Decision>& decisions, MergedFrom from) {
  return VersionMerge(workspace, base, ours, theirs, decisions, from).merged();
}

Result<Merging> merge_versions(const Workspace& workspace, const VersionId& base, const VersionId& ours,
                               const VersionId& theirs, const std::vector<model::Decision>& decisions,
                               MergedFrom from) {
  Merging merging = TRY(merge_files(workspace, base, ours, theirs, decisions, from));
  TRY(settle_uses(workspace, decisions, merging));
  return merging;
}

}  // namespace zielbaum::workspace
