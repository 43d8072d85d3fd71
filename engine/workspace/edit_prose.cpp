// Reading and writing the prose of a node.
#include <algorithm>

#include "base/blank.h"
#include "base/utf8.h"
#include "model/paths.h"
#include "text/pasted.h"
#include "text/text.h"
#include "workspace/edit_internal.h"
#include "xml/rules.h"

namespace zielbaum::workspace {

namespace {

std::string_view language_of(const Found& found, std::string_view lang) {
  return lang.empty() ? std::string_view(found.loaded.document.lang) : lang;
}

/// With the file and the node; the line stays.
Finding placed(Finding finding, const std::string& path, const Found& found) {
  finding.place = {path, finding.place.line, 0, found.value().id.text, found.value().title};
  return finding;
}

}  // namespace

Result<ProseText> prose(const Workspace& workspace, const Found& found, std::string_view lang) {
  const model::Node& node = found.value();
  const bool own = lang.empty() || lang == found.loaded.document.lang;
  if (!own) {
    // A file's name is made of it.
    if (std::optional<xml::Wrong> wrong = xml::wrong_language(lang))
      return xml::to_error(std::move(*wrong), ErrorKind::Usage);
  }
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

Result<void> can_be_prose(std::string_view text, Place place) {
  for (const Finding& finding : text::parse(text).findings) {
    const bool kept_out =
        finding.code == "invalid-utf8" || finding.code == "control-character" || finding.code == "section-too-large";
    if (!kept_out) continue;
    if (!place.file.empty()) {
      place.line = finding.place.line;
      place.column = finding.place.column;
    }
    Error failed = at(error(ErrorKind::Invalid, finding.code, finding.message), place);
    failed.hint = finding.hint;
    return failed;
  }
  return {};
}

Result<Conversion> conversion(const Found& found, std::string_view lang, std::string_view text) {
  const std::string path = model::prose_path(found.loaded.document.id(), found.loaded.document.layout, found.value().id,
                                             lang == found.loaded.document.lang ? std::string_view{} : lang);
  Conversion made;
  std::string utf8(text);
  if (find_invalid_utf8(text)) {
    const std::optional<std::string> decoded = text::decoded_text(text);
    if (!decoded) {
      return at(error(ErrorKind::Invalid, "invalid-utf8", msg("The text is in an encoding that is not known here")),
                {path, 0, 0, found.value().id.text, found.value().title});
    }
    utf8 = *decoded;
    made.changes.push_back(
        {placed({Severity::Warning,
                 "other-encoding",
                 msg("The text is not in the encoding UTF-8; it is taken for Windows-1252 or UTF-16"),
                 {},
                 msg("Look whether all letters are right.")},
                path, found),
         "", ""});
  }
  const std::string_view language = language_of(found, lang);
  for (text::Slip& slip : text::slips(utf8, text::parse(utf8).prose, language)) {
    Finding finding = placed(std::move(slip.finding), path, found);
    if (!slip.instead) {
      made.left.push_back(std::move(finding));
      continue;
    }
    const std::uint32_t begin = slip.source.begin;
    made.changes.push_back({std::move(finding), utf8.substr(begin, slip.source.end - begin), std::move(*slip.instead)});
  }
  made.text = text::converted(utf8, language);
  return made;
}

Result<Edited> write_prose(Workspace& workspace, const Found& found, std::string_view lang, const ProseText& before,
                           std::string_view text, const store::Act& act) {
  const Loaded& loaded = found.loaded;
  Place place{before.path, 0, 0, found.value().id.text, found.value().title};
  if (Result<void> sound = can_be_prose(text, place); !sound) {
    if (sound.error().code != "invalid-utf8") return sound.error();
    return advise(
        sound.error(),
        msg("Save it as UTF-8 in your editor, or let it be converted: zielbaum edit {0} --from FILE --convert",
            found.value().id.text));
  }
  const std::string escaped = text::with_german_escapes(text);
  TRY(can_be_prose(escaped, place));
  Findings slips;
  for (text::Slip& slip : text::slips(escaped, text::parse(escaped).prose, language_of(found, lang)))
    slips.push_back(placed(std::move(slip.finding), before.path, found));
  if (!lang.empty() && lang != loaded.document.lang && !found.value().prose && !is_blank_text(escaped)) {
    return advise(at(error(ErrorKind::Refused, "no-original",
                           msg("{0} has no text that this could be a translation of", node_name(loaded, found.node))),
                     place),
                  msg("Write its text first: zielbaum edit {0}", found.value().id.text));
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
  Edited edited{loaded.document.id(), found.value().id, node_name(loaded, found.node), false, {}, std::move(slips)};
  const bool empty = is_blank_text(escaped);
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
