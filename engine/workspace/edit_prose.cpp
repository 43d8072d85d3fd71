// Reading and writing the prose of a node.
#include <algorithm>

#include "base/utf8.h"
#include "model/paths.h"
#include "text/text.h"
#include "workspace/edit_internal.h"

namespace zielbaum::workspace {

Result<ProseText> prose(const Workspace& workspace, const Found& found, std::string_view lang) {
  const model::Node& node = found.value();
  const bool own = lang.empty() || lang == found.loaded.document.lang;
  ProseText text;
  text.path = model::prose_path(found.loaded.document.id(), found.loaded.document.layout, node.id,
                                own ? std::string_view{} : lang);
  if (own) {
    text.content = node.prose;
  } else {
    for (const model::ProseTranslation& translation : node.translations) {
      if (translation.lang == lang) text.content = translation.prose;
    }
  }
  if (text.content) text.text = TRY(workspace.store().read(*text.content));
  return text;
}

Result<Edited> write_prose(Workspace& workspace, const Found& found, std::string_view lang, const ProseText& before,
                           std::string_view text, const store::Act& act) {
  const Loaded& loaded = found.loaded;
  Place place{before.path, 0, 0, found.value().id.text, found.value().title};
  if (const std::optional<std::size_t> bad = find_invalid_utf8(text)) {
    place.line = 1 + static_cast<std::uint32_t>(std::count(text.begin(), text.begin() + static_cast<long>(*bad), '\n'));
    return advise(
        at(error(ErrorKind::Invalid, "invalid-utf8", msg("The text is not valid UTF-8 (byte {0})", *bad)), place),
        msg("Save it as UTF-8 in your editor."));
  }
  if (text.find('\0') != std::string_view::npos)
    return at(error(ErrorKind::Invalid, "control-character", msg("The text holds characters that are no text")), place);
  const std::string escaped = text::with_german_escapes(text);
  if (escaped.size() > text::kMostSectionBytes) {
    return advise(
        at(error(ErrorKind::Invalid, "section-too-large",
                 msg("The text has {0} bytes; a section may have {1}", escaped.size(), text::kMostSectionBytes)),
           place),
        msg("Divide it among several nodes."));
  }
  // The file may have been changed while the editor was open.
  const Result<std::string> now = workspace.store().read_working(before.path);
  const bool same = now ? before.content == store::content_id(*now) : !before.content.has_value();
  if (!now && now.error().kind != ErrorKind::NotFound) return now.error();
  if (!same) {
    return advise(
        at(error(ErrorKind::Conflict, "changed-meanwhile", msg("The file was changed by somebody else")), place),
        msg("Run the command again and put your words into the new text."));
  }
  Edited edited{loaded.document.id(), found.value().id, node_name(loaded, found.node), false, {}};
  const bool empty =
      std::all_of(escaped.begin(), escaped.end(), [](char c) { return c == ' ' || c == '\n' || c == '\r'; });
  model::Document after = loaded.document;
  std::vector<store::Write> writes;
  if (empty ? now.has_value() : (!now || escaped != *now))
    writes.push_back({before.path, empty ? std::nullopt : std::optional(escaped)});
  if (!lang.empty() && lang != loaded.document.lang) {
    std::vector<model::ProseTranslation>& all = after.nodes[found.node].translations;
    std::erase_if(all, [&](const model::ProseTranslation& one) { return one.lang == lang; });
    if (!empty && found.value().prose)
      all.push_back({std::string(lang), *found.value().prose, store::content_id(escaped)});
    std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.lang < b.lang; });
  }
  if (escaped != text) edited.notes.push_back(msg("Stars and dates were escaped so that they are shown as written."));
  if (has_errors(loaded.findings) && after != loaded.document) {
    const Result<Loaded> sound = load_sound(workspace, loaded.document.id(), State{});
    if (!sound) return sound.error();
  }
  if (after == loaded.document) {
    // The tree stays as it is: prose can be written even while document.xml has errors or another form.
    if (writes.empty()) return edited;
    const Message sentence = msg("Edit the text of {0}", edited.node.text);
    TRY(workspace.store().write_working(writes, act, "edit", sentence));
    edited.changed = true;
    return edited;
  }
  edited.changed =
      TRY(write_back(workspace, loaded, after, std::move(writes), msg("Edit the text of {0}", edited.node.text), act));
  return edited;
}

}  // namespace zielbaum::workspace
