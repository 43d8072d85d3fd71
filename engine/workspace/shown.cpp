#include "workspace/shown.h"

#include "base/date.h"
#include "model/paths.h"
#include "xml/xml.h"

namespace zielbaum::workspace {

namespace {

/// What a version that is no edition shows on its cover. What is a sample stays marked as one.
Result<model::Edition> draft(const Workspace& workspace, const LoadedPart& loaded, const Date& as_of) {
  model::Edition edition;
  edition.status = "draft";
  edition.as_of = as_of;
  const std::string folder = "documents/" + loaded.document.id().text + "/editions";
  const std::vector<store::File> files = TRY(list_at(workspace, loaded.state, folder));
  for (const store::File& file : files) {
    if (!file.path.ends_with(".xml")) continue;
    const std::string bytes = TRY(read_at(workspace, loaded.state, file.path));
    const Result<model::Edition> known = xml::read_edition(bytes, file.path);
    if (known && known->sample) {
      edition.sample = true;
      edition.note = known->note;
    }
  }
  return edition;
}

}  // namespace

Result<model::Edition> edition_at(const Workspace& workspace, const State& state, const DocumentId& document,
                                  const EditionId& edition) {
  const std::string path = model::edition_path(document, edition);
  const Result<std::string> bytes = read_at(workspace, state, path);
  if (!bytes && bytes.error().kind == ErrorKind::NotFound) {
    return advise(at(error(ErrorKind::NotFound, "unknown-edition", msg("There is no edition “{0}”", edition.text)),
                     {path, 0, 0, "", ""}),
                  msg("Describe it in that file (status, date, decision), and save it."));
  }
  if (!bytes) return bytes.error();
  return xml::read_edition(*bytes, path);
}

Result<Shown> shown(const Workspace& workspace, LoadedPart loaded, const Date& today) {
  Shown result;
  result.loaded = std::move(loaded);
  const State& state = result.loaded.state;
  const DocumentId id = result.loaded.document.id();
  Date as_of = today;
  if (state) {
    result.unix_time = TRY(workspace.store().describe(*state)).unix_time;
    as_of = date_of_unix_time(*result.unix_time);
    const std::vector<store::EditionTag> tags = TRY(workspace.store().editions());
    for (const store::EditionTag& tag : tags) {
      if (DocumentId{tag.document} != id || tag.version != *state) continue;
      Result<model::Edition> edition = edition_at(workspace, state, id, tag.edition);
      if (edition) {
        result.edition = std::move(*edition);
        return result;
      }
    }
  }
  result.edition = TRY(draft(workspace, result.loaded, as_of));
  return result;
}

compose::Source source_of(const Workspace& workspace, const Shown& shown, Others& others) {
  const auto elsewhere = [&](const model::Target& target) -> std::optional<compose::Elsewhere> {
    if (!target.edition.empty()) {
      const std::string name = target_name(workspace, shown.loaded, target);
      if (name.empty()) return std::nullopt;
      return compose::Elsewhere{"", "", name};
    }
    const Others::Target found = others.find(shown.loaded, target);
    if (found.loaded == nullptr) return std::nullopt;
    return compose::Elsewhere{found.loaded->document.nodes.front().title, found.loaded->numbers[found.node],
                              found.loaded->document.nodes[found.node].title};
  };
  const LoadedPart& loaded = shown.loaded;
  return {loaded.document, loaded.type,   loaded.counts, loaded.parties,  loaded.settings, workspace.store(),
          elsewhere,       shown.edition, loaded.state,  shown.unix_time, loaded.pictures, loaded.media};
}

}  // namespace zielbaum::workspace
