#include "history/trees_internal.h"

#include <algorithm>

#include "model/paths.h"
#include "xml/differing.h"
#include "xml/xml.h"

namespace zielbaum::history {

namespace {

/// Enough for both sides of a merge of several documents.
constexpr std::size_t kMostTrees = 12;

std::optional<model::Document> taken(Result<xml::ReadDocument> read, const DocumentId& id) {
  if (!read || read->document.nodes.empty()) return std::nullopt;
  read->document.nodes.front().id.text = id.text;
  return std::move(read->document);
}

std::optional<model::Document> read_whole(std::string_view bytes, const model::DocumentType& type,
                                          const DocumentId& id) {
  return taken(xml::read_document(bytes, type, model::document_path(id)), id);
}

std::optional<model::Document> read_parts(const xml::Outline& outline, const std::vector<bool>& wanted,
                                          const model::DocumentType& type, const DocumentId& id) {
  return taken(xml::read_part(outline.nodes(), wanted, type, model::document_path(id)), id);
}

}  // namespace

Result<std::optional<store::File>> find_file(const store::Store& store, const VersionId& version,
                                             const std::string& path) {
  Result<store::File> found = store.find(version, path);
  if (!found && found.error().code == "no-such-file") return std::optional<store::File>();
  if (!found) return found.error();
  if (!found->regular) return std::optional<store::File>();
  return std::optional<store::File>(std::move(*found));
}

Result<TreePointer> Trees::of(const VersionId& version, const DocumentId& document) {
  const std::string path = model::document_path(document);
  std::vector<VersionId> unreadable;
  std::optional<VersionId> at = version;
  TreePointer tree;
  while (at) {
    if (const auto known = stand_ins_.find({*at, document}); known != stand_ins_.end()) {
      tree = known->second;
      break;
    }
    const std::optional<store::File> file = TRY(find_file(store_, *at, path));
    if (!file) break;
    tree = TRY(read(*at, *file, document));
    if (tree != nullptr) break;
    unreadable.push_back(*at);
    const store::Version described = TRY(store_.describe(*at));
    at = described.parents.empty() ? std::nullopt : std::optional(described.parents.front());
  }
  for (const VersionId& each : unreadable) stand_ins_[{each, document}] = tree;
  return tree;
}

Result<Trees::Rules> Trees::rules(const VersionId& version, const std::string& type) {
  const std::string path = model::type_path(type);
  const std::optional<store::File> file = TRY(find_file(store_, version, path));
  if (!file) return Rules{};
  auto known = types_.find(file->content);
  if (known == types_.end()) {
    const std::string bytes = TRY(store_.read(file->content));
    Result<model::DocumentType> read = xml::read_type(bytes, path);
    known = types_.emplace(file->content, read ? std::optional(std::move(*read)) : std::nullopt).first;
  }
  return Rules{file->content, known->second ? &*known->second : nullptr};
}

Result<TreePointer> Trees::read(const VersionId& version, const store::File& file, const DocumentId& document) {
  std::optional<std::string> bytes;
  auto name = type_names_.find(file.content);
  if (name == type_names_.end()) {
    bytes = TRY(store_.read(file.content));
    const Result<xml::TypeName> wanted = xml::read_type_name(*bytes, file.path);
    name = type_names_.emplace(file.content, wanted && is_valid_id(wanted->name) ? wanted->name : "").first;
  }
  if (name->second.empty()) return TreePointer();
  const Rules asked = TRY(rules(version, name->second));
  if (asked.type == nullptr) return TreePointer();

  const std::pair<ContentId, ContentId> key{file.content, asked.content};
  const auto known = std::find_if(known_.begin(), known_.end(), [&](const Known& each) { return each.key == key; });
  if (known != known_.end()) {
    std::rotate(known_.begin(), known, known + 1);
    return known_.front().tree;
  }
  if (!bytes) bytes = TRY(store_.read(file.content));
  TreePointer tree = parsed(std::move(*bytes), asked, document);
  known_.push_front({key, document, tree});
  if (known_.size() > kMostTrees) known_.pop_back();
  return tree;
}

TreePointer Trees::parsed(std::string bytes, const Rules& asked, const DocumentId& document) const {
  std::optional<xml::Outline> outline = xml::Outline::of(bytes, *asked.type);
  const auto akin = std::find_if(known_.begin(), known_.end(), [&](const Known& each) {
    return each.document == document && each.key.second == asked.content && each.tree != nullptr &&
           each.tree->outline() != nullptr;
  });
  std::optional<Roster> roster;
  if (outline && akin != known_.end()) {
    const std::optional<DifferingParts> parts =
        differing_parts(*akin->tree->outline(), *outline, *asked.type, document);
    if (parts) roster = akin->tree->roster().with(parts->before, parts->after);
  }
  if (!roster) {
    const std::optional<model::Document> whole = read_whole(bytes, *asked.type, document);
    if (!whole) return nullptr;
    roster = Roster(*whole);
  }
  if (outline) bytes.clear();
  return std::make_shared<const Tree>(std::move(bytes), std::move(outline), *asked.type, document, std::move(*roster));
}

const model::Document& Tree::document() const {
  if (!document_) document_ = read_whole(outline_ ? *outline_->bytes() : bytes_, type_, id_);
  ENSURE(document_.has_value());
  return *document_;
}

std::optional<DifferingParts> differing_parts(xml::Outline& before, xml::Outline& after,
                                              const model::DocumentType& type, const DocumentId& id) {
  const xml::Differing wanted = xml::differing(before, after);
  std::optional<model::Document> was = read_parts(before, wanted.before, type, id);
  std::optional<model::Document> is = read_parts(after, wanted.after, type, id);
  if (!was || !is) return std::nullopt;
  return DifferingParts{std::move(*was), std::move(*is)};
}

}  // namespace zielbaum::history
