// A document of any state, put together from its files.
#include <algorithm>
#include <set>

#include "model/paths.h"
#include "workspace/files.h"
#include "xml/xml.h"

namespace zielbaum::workspace {

namespace {

std::string_view file_name(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

Error no_such_document(const std::string& id, const std::vector<std::string>& names) {
  Error failed = error(ErrorKind::NotFound, "unknown-document",
                       id.empty() ? msg("There is no document yet") : msg("There is no document “{0}”", id));
  const std::vector<std::string> near = nearest(id, names);
  if (!near.empty()) return advise(std::move(failed), msg("Did you mean {0}?", joined(near)));
  if (names.empty()) return advise(std::move(failed), msg("Make one with: zielbaum new TYPE ID --title TITLE"));
  return advise(std::move(failed), msg("There are: {0}", joined(names)));
}

/// What stands beside a document and cannot be read is left out of what is loaded, and named.
template <typename T>
Result<void> take_beside(LoadedPart& loaded, T& part, Result<T> read) {
  if (read) {
    part = std::move(*read);
    return {};
  }
  const Error& failed = read.error();
  if (failed.kind != ErrorKind::Invalid && failed.kind != ErrorKind::NotFound) return failed;
  if (failed.findings.empty())
    loaded.findings.push_back({Severity::Error, failed.code, failed.message, failed.place, failed.hint});
  loaded.findings.insert(loaded.findings.end(), failed.findings.begin(), failed.findings.end());
  return {};
}

std::vector<std::string> texts(const std::vector<DocumentId>& ids) {
  std::vector<std::string> out;
  for (const DocumentId& id : ids) out.push_back(id.text);
  return out;
}

}  // namespace

void attach_prose(LoadedPart& loaded) {
  const model::Index index(loaded.document);
  std::vector<std::pair<model::NodeIndex, std::string>> attached;
  const DocumentId id = loaded.document.id();
  for (const schema::ProseFile& file : loaded.prose_files) {
    const model::ProseName name = model::parse_prose_name(file_name(file.path));
    if (name.node.empty() || !file.regular) continue;
    const model::NodeIndex node = index.find(name.node.text);
    if (node == model::kNoNode) continue;
    if (file.path != model::prose_path(id, loaded.document.layout, name.node, name.lang)) continue;
    model::Node& owner = loaded.document.nodes[node];
    if (name.lang.empty()) {
      owner.prose = file.content;
      continue;
    }
    for (model::ProseTranslation& translation : owner.translations) {
      if (translation.lang == name.lang) translation.prose = file.content;
    }
  }
}

Result<void> attach_pictures(const Workspace& workspace, const DocumentId& document, LoadedPart& loaded) {
  const std::string folder = model::media_path(document, "");
  const std::vector<store::File> files = TRY(list_at(workspace, loaded.state, folder.substr(0, folder.size() - 1)));
  for (const store::File& file : files)
    if (file.regular) loaded.media.push_back(file.path.substr(folder.size()));
  const std::string path = model::pictures_path(document);
  const Result<std::string> credits = read_at(workspace, loaded.state, path);
  if (!credits && credits.error().kind == ErrorKind::NotFound) return {};
  if (!credits) return credits.error();
  return take_beside(loaded, loaded.pictures, xml::read_pictures(*credits, path));
}

Result<State> resolve(const Workspace& workspace, std::string_view version, const DocumentId& document) {
  if (version == "working" || version.empty()) return State{};
  return State{TRY(workspace.store().resolve(version, document))};
}

Result<std::vector<DocumentId>> documents(const Workspace& workspace, const State& state) {
  std::set<DocumentId> there;
  const std::vector<store::File> files = TRY(list_at(workspace, state, "documents"));
  for (const store::File& file : files) {
    const std::string_view path = file.path;
    constexpr std::string_view kFolder = "documents/";
    const std::size_t slash = path.find('/', kFolder.size());
    if (slash == std::string_view::npos || path.substr(slash) != "/document.xml") continue;
    there.insert(DocumentId{std::string(path.substr(kFolder.size(), slash - kFolder.size()))});
  }
  std::vector<DocumentId> ordered;
  // Settings that cannot be read must not keep anybody from seeing the documents; check reports them.
  if (const Result<model::Settings> known = settings(workspace, state)) {
    for (const std::string& id : known->documents) {
      if (there.erase(DocumentId{id}) != 0) ordered.push_back(DocumentId{id});
    }
  }
  ordered.insert(ordered.end(), there.begin(), there.end());
  return ordered;
}

Result<DocumentId> find_document(const Workspace& workspace, std::string_view text, const State& state) {
  const std::vector<DocumentId> there = TRY(documents(workspace, state));
  if (text.empty() && there.size() == 1) return there.front();
  if (text.empty() && !there.empty()) {
    return advise(error(ErrorKind::Usage, "which-document", msg("There are several documents; name one")),
                  msg("There are: {0}", joined(texts(there))));
  }
  if (std::find(there.begin(), there.end(), DocumentId{std::string(text)}) != there.end())
    return DocumentId{std::string(text)};
  return no_such_document(std::string(text), texts(there));
}

Result<LoadedPart> load_frame(const Workspace& workspace, const DocumentId& document, const State& state,
                              std::string_view bytes) {
  const std::string file = model::document_path(document);
  LoadedPart loaded;
  loaded.state = state;
  const xml::TypeName wanted = TRY(xml::read_type_name(bytes, file));
  loaded.type = TRY(type_at(workspace, state, wanted.name, {file, 1, 0, "", ""}));
  if (loaded.type.version != wanted.version) {
    return advise(at(error(ErrorKind::Invalid, "type-version",
                           msg("The document asks for version {0} of its type, but {1} is there", wanted.version,
                               loaded.type.version)),
                     {file, 1, 0, "", ""}),
                  msg("Correct the number at the end of xmlns, or put the right version of the type into {0}.",
                      model::type_path(wanted.name)));
  }
  TRY(take_beside(loaded, loaded.settings, settings(workspace, state)));
  TRY(take_beside(loaded, loaded.parties, parties_at(workspace, state)));
  return loaded;
}

Result<Loaded> load(const Workspace& workspace, const DocumentId& document, const State& state) {
  if (!is_valid_id(document.text)) return no_such_document(document.text, {});
  const std::string file = model::document_path(document);
  const Result<std::string> bytes = read_at(workspace, state, file);
  if (!bytes && bytes.error().kind == ErrorKind::NotFound) {
    const std::vector<DocumentId> there = TRY(documents(workspace, state));
    return no_such_document(document.text, texts(there));
  }
  if (!bytes) return bytes.error();

  Loaded loaded{TRY(load_frame(workspace, document, state, *bytes)), {}};
  loaded.content = store::content_id(*bytes);
  xml::ReadDocument read = TRY(xml::read_document(*bytes, loaded.type, file));
  loaded.document = std::move(read.document);
  loaded.lines = std::move(read.lines);
  loaded.findings.insert(loaded.findings.begin(), read.findings.begin(), read.findings.end());
  if (loaded.document.nodes.empty())
    return at(error(ErrorKind::Invalid, "empty-document", msg("The document has no content")), {file, 1, 0, "", ""});
  if (loaded.document.nodes.front().id.text != document.text) {
    loaded.findings.push_back({Severity::Error, "document-id",
                               msg("The document's id is “{0}”, but its folder is “{1}”",
                                   loaded.document.nodes.front().id.text, document.text),
                               place_of(loaded, 0), msg("Make both the same.")});
    loaded.document.nodes.front().id.text = document.text;
  }

  const std::vector<store::File> prose = TRY(list_at(workspace, state, "documents/" + document.text + "/text"));
  for (const store::File& entry : prose) loaded.prose_files.push_back(prose_file(entry));
  attach_prose(loaded);
  TRY(attach_pictures(workspace, document, loaded));
  loaded.counts = schema::counts(loaded.document, loaded.type);
  loaded.numbers = schema::numbers(loaded.document, loaded.type, loaded.document.lang, loaded.counts);
  return loaded;
}

Result<Loaded> load_sound(const Workspace& workspace, const DocumentId& document, const State& state) {
  return sound(TRY(load(workspace, document, state)));
}

Result<Loaded> sound(Loaded loaded) {
  std::optional<Error> failed = unsoundness(loaded);
  if (failed) return std::move(*failed);
  return loaded;
}

std::optional<Error> unsoundness(const LoadedPart& loaded) {
  const auto first = std::find_if(loaded.findings.begin(), loaded.findings.end(),
                                  [](const Finding& finding) { return finding.severity == Severity::Error; });
  if (first == loaded.findings.end()) return std::nullopt;
  Error failed = at(error(ErrorKind::Invalid, first->code, first->message), first->place);
  failed.hint = first->hint ? *first->hint : msg("Correct the file; “zielbaum check” lists all that is wrong with it.");
  failed.findings = loaded.findings;
  return failed;
}

Result<std::vector<model::DocumentType>> types(const Workspace& workspace) {
  std::vector<model::DocumentType> all;
  const std::vector<store::File> files = TRY(workspace.store().list_working("schemas/types"));
  for (const store::File& file : files) {
    if (!file.path.ends_with(".xml")) continue;
    const std::string bytes = TRY(workspace.store().read_working(file.path));
    all.push_back(TRY(xml::read_type(bytes, file.path)));
  }
  return all;
}

Result<model::DocumentType> find_type(const Workspace& workspace, std::string_view text) {
  const std::vector<model::DocumentType> all = TRY(types(workspace));
  std::vector<std::string> names;
  for (const model::DocumentType& known : all) {
    if (known.name == text) return known;
    const std::string_view label = model::in_language(known.label, "de");
    names.push_back(known.name + (label.empty() ? "" : " (" + std::string(label) + ")"));
  }
  for (const model::DocumentType& known : all) {
    for (const auto& [lang, label] : known.label) {
      if (folded(label) == folded(text)) return known;
    }
  }
  return advise(error(ErrorKind::NotFound, "unknown-type", msg("There is no document type “{0}”", text)),
                msg("There are: {0}", joined(names)));
}

Result<std::string> xml_schema(const Workspace& workspace, std::string_view type) {
  return schema::derive_xml_schema(TRY(find_type(workspace, type)));
}

}  // namespace zielbaum::workspace
