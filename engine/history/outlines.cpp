#include "history/outlines_internal.h"

#include <algorithm>

#include "model/paths.h"
#include "xml/xml.h"

namespace zielbaum::history {

namespace {

/// Enough for both sides of a merge of several documents.
constexpr std::size_t kMostOutlines = 12;

std::optional<model::Document> read_whole(std::string_view bytes, const model::DocumentType& type,
                                          const DocumentId& id) {
  Result<xml::ReadDocument> read = xml::read_document(bytes, type, model::document_path(id));
  if (!read || read->document.nodes.empty()) return std::nullopt;
  read->document.nodes.front().id.text = id.text;
  return std::move(read->document);
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

Result<OutlinePointer> Outlines::of(const VersionId& version, const DocumentId& document) {
  const std::string path = model::document_path(document);
  std::vector<VersionId> unreadable;
  std::optional<VersionId> at = version;
  OutlinePointer outline;
  while (at) {
    if (const auto known = stand_ins_.find({*at, document}); known != stand_ins_.end()) {
      outline = known->second;
      break;
    }
    const std::optional<store::File> file = TRY(find_file(store_, *at, path));
    if (!file) break;
    outline = TRY(read(*at, *file, document));
    if (outline != nullptr) break;
    unreadable.push_back(*at);
    const store::Version described = TRY(store_.describe(*at));
    at = described.parents.empty() ? std::nullopt : std::optional(described.parents.front());
  }
  for (const VersionId& each : unreadable) stand_ins_[{each, document}] = outline;
  return outline;
}

Result<Outlines::Rules> Outlines::rules(const VersionId& version, const std::string& type) {
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

Result<OutlinePointer> Outlines::read(const VersionId& version, const store::File& file, const DocumentId& document) {
  std::optional<std::string> bytes;
  auto name = type_names_.find(file.content);
  if (name == type_names_.end()) {
    bytes = TRY(store_.read(file.content));
    const Result<xml::TypeName> wanted = xml::read_type_name(*bytes, file.path);
    name = type_names_.emplace(file.content, wanted && is_valid_id(wanted->name) ? wanted->name : "").first;
  }
  if (name->second.empty()) return OutlinePointer();
  const Rules asked = TRY(rules(version, name->second));
  if (asked.type == nullptr) return OutlinePointer();

  const std::pair<ContentId, ContentId> key{file.content, asked.content};
  const auto known = std::find_if(known_.begin(), known_.end(), [&](const Known& each) { return each.key == key; });
  if (known != known_.end()) {
    std::rotate(known_.begin(), known, known + 1);
    return known_.front().outline;
  }
  if (!bytes) bytes = TRY(store_.read(file.content));
  OutlinePointer outline = parsed(std::move(*bytes), asked, document);
  known_.push_front({key, document, outline});
  if (known_.size() > kMostOutlines) known_.pop_back();
  return outline;
}

OutlinePointer Outlines::parsed(std::string bytes, const Rules& asked, const DocumentId& document) const {
  const auto akin = std::find_if(known_.begin(), known_.end(), [&](const Known& each) {
    return each.document == document && each.key.second == asked.content && each.outline != nullptr;
  });
  if (akin != known_.end()) {
    if (const std::optional<Middle> middle = middle_of(akin->outline->bytes(), bytes, *asked.type)) {
      Roster roster = akin->outline->roster().with(middle->before, middle->after);
      return std::make_shared<const Outline>(std::move(bytes), *asked.type, document, std::move(roster));
    }
  }
  const std::optional<model::Document> whole = read_whole(bytes, *asked.type, document);
  if (!whole) return nullptr;
  return std::make_shared<const Outline>(std::move(bytes), *asked.type, document, Roster(*whole));
}

const model::Document& Outline::document() const {
  if (!document_) document_ = read_whole(bytes_, type_, id_);
  ENSURE(document_.has_value());
  return *document_;
}

}  // namespace zielbaum::history
