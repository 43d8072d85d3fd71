#include "workspace/files.h"

#include "model/paths.h"
#include "xml/xml.h"

namespace zielbaum::workspace {

Result<std::vector<store::File>> list_at(const Workspace& workspace, const State& state, std::string_view folder) {
  return state ? workspace.store().list(*state, folder) : workspace.store().list_working(folder);
}

Result<store::File> find_at(const Workspace& workspace, const VersionId& version, std::string_view path) {
  store::File file = TRY(workspace.store().find(version, path));
  if (file.regular) return file;
  return advise(at(error(ErrorKind::Invalid, "symbolic-link", msg("{0} is no regular file", path)),
                   {std::string(path), 0, 0, "", ""}),
                msg("Replace the link by the file itself."));
}

Result<std::string> read_at(const Workspace& workspace, const State& state, std::string_view path) {
  if (!state) return workspace.store().read_working(path);
  const store::File file = TRY(find_at(workspace, *state, path));
  return workspace.store().read(file.content);
}

Result<model::DocumentType> type_at(const Workspace& workspace, const State& state, std::string_view type,
                                    const Place& asked_by) {
  const std::string path = model::type_path(type);
  const Result<std::string> bytes = read_at(workspace, state, path);
  if (!bytes && bytes.error().kind == ErrorKind::NotFound) {
    return advise(at(error(ErrorKind::Invalid, "unknown-type", msg("There is no document type “{0}”", type)), asked_by),
                  msg("Put its description into {0}, or correct the name.", path));
  }
  if (!bytes) return bytes.error();
  return xml::read_type(*bytes, path);
}

Result<model::Settings> settings(const Workspace& workspace, const State& state) {
  const std::string bytes = TRY(read_at(workspace, state, model::kWorkspaceFile));
  return xml::read_settings(bytes, model::kWorkspaceFile);
}

Result<model::Parties> parties_at(const Workspace& workspace, const State& state) {
  const Result<std::string> bytes = read_at(workspace, state, model::kPartiesFile);
  if (!bytes && bytes.error().kind == ErrorKind::NotFound) return model::Parties{};
  if (!bytes) return bytes.error();
  return xml::read_parties(*bytes, model::kPartiesFile);
}

Result<model::Theme> theme_at(const Workspace& workspace, const State& state, std::string_view theme) {
  const std::string path = model::theme_path(theme);
  const std::string bytes = TRY(read_at(workspace, state, path));
  return xml::read_theme(bytes, path);
}

Place place_of(const LoadedPart& loaded, model::NodeIndex node) {
  const model::Node& value = loaded.document.nodes[node];
  const std::uint32_t line = node < loaded.lines.size() ? loaded.lines[node].node : 0;
  return {model::document_path(loaded.document.id()), line, 0, value.id.text, value.title};
}

std::string joined(const std::vector<std::string>& words, std::size_t most) {
  std::string out;
  for (std::size_t i = 0; i < words.size() && i < most; ++i) out += (i == 0 ? "" : ", ") + words[i];
  return words.size() > most ? out + ", …" : out;
}

const Loaded* Others::find(const DocumentId& document) {
  auto found = loaded_.find(document);
  if (found == loaded_.end()) {
    Result<Loaded> loaded = load(*workspace_, document, state_);
    found = loaded_.emplace(document, loaded ? std::optional(std::move(*loaded)) : std::nullopt).first;
  }
  return found->second ? &*found->second : nullptr;
}

Others::Target Others::find(const LoadedPart& from, const model::Target& target) {
  const bool own = target.document.empty() || target.document == from.document.id();
  const LoadedPart* in = own ? &from : find(target.document);
  if (in == nullptr) return {};
  const model::NodeIndex node = model::find_node(in->document, target.node);
  return node == model::kNoNode ? Target{} : Target{in, node};
}

}  // namespace zielbaum::workspace
