// What a version changed: structure by diff, prose by the files that differ.
#include <algorithm>
#include <set>

#include "history/history.h"
#include "history/trees_internal.h"
#include "model/paths.h"
#include "text/text.h"

namespace zielbaum::history {

namespace {

using TouchedNodes = std::map<NodeId, TouchedNode>;

/// The files of one document that two versions do not have alike.
struct ChangedParts {
  bool tree = false;
  std::vector<const store::ChangedFile*> texts;
};

/// Prose by node and language.
using Prose = std::map<std::pair<NodeId, std::string>, ContentId>;

void add_prose(Prose& prose, const std::optional<store::File>& file, const DocumentId& document, model::Layout layout) {
  if (!file || !file->regular) return;
  const std::string_view path = file->path;
  model::ProseName name = model::parse_prose_name(path.substr(path.rfind('/') + 1));
  if (name.node.empty() || path != model::prose_path(document, layout, name.node, name.lang)) return;
  prose[{std::move(name.node), std::move(name.lang)}] = file->content;
}

/// What became of prose of nodes that both versions have; of the others it is part of being added or removed.
void compare_prose_files(const Roster& before, const Roster& after, const Prose& old_prose, const Prose& new_prose,
                         TouchedNodes& touched) {
  std::set<std::pair<NodeId, std::string>> keys;
  for (const auto& [key, content] : old_prose) keys.insert(key);
  for (const auto& [key, content] : new_prose) keys.insert(key);
  for (const auto& key : keys) {
    const auto& [id, lang] = key;
    if (!before.contains(id) || !after.contains(id)) continue;
    const auto content_in = [&](const Prose& prose) {
      const auto found = prose.find(key);
      return found == prose.end() ? std::nullopt : std::optional(found->second);
    };
    const diff::Became<ContentId> became{content_in(old_prose), content_in(new_prose)};
    if (!became.changed()) continue;
    if (!lang.empty() && !(before.translates(id, lang) && after.translates(id, lang))) continue;
    TouchedNode& node = touched[id];
    node.what.add("reworded");
    if (lang.empty()) node.prose = became;
  }
}

TouchedNodes compare_trees(const Tree* before, const Tree* after, const DocumentId& document) {
  TouchedNodes touched;
  if (before == after) return touched;
  if (before == nullptr || after == nullptr) {
    for (const model::Node& node : (before == nullptr ? after : before)->document().nodes)
      touched[node.id].what.add(before == nullptr ? "added" : "removed");
    return touched;
  }
  std::optional<DifferingParts> parts;
  if (&before->type() == &after->type() && before->outline() != nullptr && after->outline() != nullptr)
    parts = differing_parts(*before->outline(), *after->outline(), after->type(), document);
  const diff::Changes changes =
      parts ? diff::compare(parts->before, parts->after) : diff::compare(before->document(), after->document());
  for (const diff::Change& change : changes.nodes) {
    for (const std::string_view word : diff::what(change)) touched[change.node].what.add(word);
  }
  return touched;
}

/// The parts that belong to a document's tree and prose, by document, and how many files do not.
std::map<DocumentId, ChangedParts> parts_of(const std::vector<store::ChangedFile>& files, std::size_t& others) {
  std::map<DocumentId, ChangedParts> parts;
  constexpr std::string_view kFolder = "documents/";
  for (const store::ChangedFile& file : files) {
    const std::string_view path = file.path();
    const std::size_t slash = path.starts_with(kFolder) ? path.find('/', kFolder.size()) : std::string_view::npos;
    const std::string_view rest = slash == std::string_view::npos ? "" : path.substr(slash + 1);
    const bool tree = rest == "document.xml";
    if (!tree && !rest.starts_with("text/")) {
      ++others;
      continue;
    }
    DocumentId document{std::string(path.substr(kFolder.size(), slash - kFolder.size()))};
    if (!is_valid_id(document.text)) continue;
    ChangedParts& changed = parts[std::move(document)];
    if (tree) {
      changed.tree = true;
    } else {
      changed.texts.push_back(&file);
    }
  }
  return parts;
}

/// The text without formatting and spaces. Where it differs, so do the words: cheaper to see than which ones.
std::string bare_text(const model::Prose& prose) {
  std::string text = text::plain_text(prose);
  std::erase_if(text, [](char c) { return c == ' ' || c == '\n'; });
  return text;
}

/// "formatted" instead of "reworded" where the wording is the same.
Result<void> tell_formatting(const store::Store& store, TouchedNode& node) {
  if (!node.prose.before || !node.prose.after) return {};
  const std::string old_text = TRY(store.read(*node.prose.before));
  const std::string new_text = TRY(store.read(*node.prose.after));
  const model::Prose before = text::parse(old_text).prose;
  const model::Prose after = text::parse(new_text).prose;
  if (bare_text(before) != bare_text(after) || !diff::compare_prose(before, after).only_formatting) return {};
  Happened what;
  for (const std::string& word : node.what.words()) what.add(word == "reworded" ? "formatted" : word);
  node.what = what;
  return {};
}

}  // namespace

Versions::Versions(const store::Store& store) : store_(store), trees_(std::make_unique<Trees>(store)) {}
Versions::~Versions() = default;

Result<Touched> Versions::compare(const std::optional<VersionId>& before, const VersionId& after) {
  Touched touched;
  const std::vector<store::ChangedFile> files = TRY(store_.changed(before, after));
  std::map<DocumentId, ChangedParts> parts = parts_of(files, touched.other_files);
  const bool types = std::any_of(files.begin(), files.end(), [](const store::ChangedFile& file) {
    return file.path().starts_with("schemas/types/");
  });
  if (types) {
    // Another type reads the same tree otherwise.
    for (const store::File& file : TRY(store_.list(after, "documents"))) {
      const DocumentId document{file.path.substr(10, file.path.find('/', 10) - 10)};
      if (is_valid_id(document.text) && file.path == model::document_path(document)) parts[document].tree = true;
    }
  }
  for (const auto& [document, changed] : parts) {
    TreePointer old_tree;
    if (before) old_tree = TRY(trees_->of(*before, document));
    const TreePointer new_tree = TRY(trees_->of(after, document));
    TouchedNodes nodes = compare_trees(old_tree.get(), new_tree.get(), document);
    if (old_tree != nullptr && new_tree != nullptr) {
      Prose old_prose;
      Prose new_prose;
      const model::Layout old_layout = old_tree->roster().layout();
      const model::Layout new_layout = new_tree->roster().layout();
      if (old_layout == new_layout) {
        for (const store::ChangedFile* file : changed.texts) {
          add_prose(old_prose, file->before, document, old_layout);
          add_prose(new_prose, file->after, document, new_layout);
        }
      } else {
        const std::string folder = "documents/" + document.text + "/text";
        for (const store::File& file : TRY(store_.list(*before, folder)))
          add_prose(old_prose, file, document, old_layout);
        for (const store::File& file : TRY(store_.list(after, folder)))
          add_prose(new_prose, file, document, new_layout);
      }
      compare_prose_files(old_tree->roster(), new_tree->roster(), old_prose, new_prose, nodes);
    }
    for (auto& [id, node] : nodes) TRY(tell_formatting(store_, node));
    if (!nodes.empty()) touched.documents.emplace(document, std::move(nodes));
  }
  return touched;
}

}  // namespace zielbaum::history
