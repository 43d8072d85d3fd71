// The part of check() that looks at prose: the files, their text, and what the text refers to.
#include <algorithm>

#include "model/no_id.h"
#include "model/paths.h"
#include "schema/check_internal.h"
#include "text/pasted.h"
#include "text/text.h"

namespace zielbaum::schema {

namespace {

/// Whether the document's node lists a translation into `lang`.
bool is_listed(const model::Node& node, std::string_view lang) {
  return lang.empty() || std::any_of(node.translations.begin(), node.translations.end(),
                                     [&](const model::ProseTranslation& other) { return other.lang == lang; });
}

Finding finding(Severity severity, std::string code, Message message, Place place, Message hint) {
  return {severity, std::move(code), std::move(message), std::move(place), std::move(hint)};
}

/// What was pasted and means something else here, with the offer to convert it.
void check_slips(std::string_view lang, std::string_view path, std::string_view markdown, const model::Prose& prose,
                 const Place& place, Findings& findings) {
  const model::ProseName name = model::parse_prose_name(path.substr(path.rfind('/') + 1));
  for (text::Slip& slip : text::slips(markdown, prose, name.lang.empty() ? lang : std::string_view(name.lang))) {
    const std::uint32_t line = slip.finding.place.line;
    slip.finding.place = place;
    slip.finding.place.line = line;
    if (slip.instead)
      slip.finding.hint = msg("“zielbaum edit {0} --convert” shows what it can be converted to.", place.node);
    findings.push_back(std::move(slip.finding));
  }
}

/// Who hears a table is told the head of each column with its cells. Above the heads of rows the corner may be empty.
void check_table_heads(std::string_view markdown, const model::Blocks& blocks, Place place, Findings& findings) {
  for (const model::Block& block : blocks) {
    if (const auto* quote = std::get_if<model::Quote>(&block.content)) {
      check_table_heads(markdown, quote->blocks, place, findings);
    } else if (const auto* list = std::get_if<model::List>(&block.content)) {
      for (const model::ListItem& item : list->items) check_table_heads(markdown, item.blocks, place, findings);
    }
    const auto* table = std::get_if<model::Table>(&block.content);
    if (table == nullptr || table->header.empty()) continue;
    const auto first = table->header.begin() + (table->header.size() > 1 ? 1 : 0);
    const auto empty = std::find_if(first, table->header.end(), [](const model::Runs& cell) { return cell.empty(); });
    if (empty == table->header.end()) continue;
    place.line = 1 + static_cast<std::uint32_t>(std::count(
                         markdown.begin(),
                         markdown.begin() + std::min<std::ptrdiff_t>(block.source.begin, std::ssize(markdown)), '\n'));
    findings.push_back(finding(Severity::Warning, "table-without-heads",
                               msg("Column {0} of the table has no head", empty - table->header.begin() + 1), place,
                               msg("Write in the table's first row what each column holds.")));
  }
}

}  // namespace

ProseCheck::ProseCheck(const CheckInput& input, const model::Index& index) : input_(input), index_(index) {
  files_.reserve(input.prose_files.size());
  for (const ProseFile& file : input.prose_files) files_.push_back(&file);
  std::sort(files_.begin(), files_.end(), [](const auto* a, const auto* b) { return a->path < b->path; });
}

const ProseFile* ProseCheck::find(model::NodeIndex node, std::string_view lang) const {
  const model::Document& document = input_.document;
  const std::string path = model::prose_path(document.id(), document.layout, document.nodes[node].id, lang);
  const auto found =
      std::lower_bound(files_.begin(), files_.end(), path,
                       [](const ProseFile* file, const std::string& wanted) { return file->path < wanted; });
  return found != files_.end() && (*found)->path == path ? *found : nullptr;
}

void ProseCheck::check_node(model::NodeIndex index, Findings& findings) const {
  const model::Node& node = input_.document.nodes[index];
  if (model::is_no_id(node.id)) return;
  if (const ProseFile* file = find(index, ""); file != nullptr) {
    check_text(index, *file, findings);
  } else if (const model::KindRule* kind = input_.type.kind(node.kind); kind != nullptr && kind->requires_prose) {
    findings.push_back(finding(Severity::Warning, "missing-prose", msg("The node has no text"), place_of(input_, index),
                               msg("Write its text; this kind needs one.")));
  }
  for (const model::ProseTranslation& translation : node.translations) {
    if (const ProseFile* file = find(index, translation.lang); file != nullptr) {
      check_text(index, *file, findings);
    } else {
      findings.push_back(
          finding(Severity::Warning, "missing-prose", msg("The translation into {0} has no text", translation.lang),
                  place_of(input_, index),
                  msg("Write the translation, or delete <translation lang=\"{0}\">.", translation.lang)));
    }
    if (node.prose && *node.prose != translation.basis) {
      findings.push_back(finding(Severity::Warning, "stale-translation",
                                 msg("The translation into {0} is older than the text", translation.lang),
                                 place_of(input_, index),
                                 msg("Compare the two and bring the translation up to date.")));
    }
  }
}

void ProseCheck::check_text(model::NodeIndex index, const ProseFile& file, Findings& findings) const {
  if (!file.regular) return;  // check_files says so
  if (input_.asks_for && !input_.asks_for(file)) return;
  const model::Node& node = input_.document.nodes[index];
  Place place{file.path, 0, 0, node.id.text, node.title};
  const Result<std::string> markdown = input_.prose.read(file.content);
  if (!markdown) {
    findings.push_back({Severity::Error, "unreadable-prose", markdown.error().message, place, markdown.error().hint});
    return;
  }
  text::Parsed parsed = text::parse(*markdown);
  for (Finding& found : parsed.findings) {
    place.line = found.place.line;
    place.column = found.place.column;
    found.place = place;
    findings.push_back(std::move(found));
  }
  place.line = place.column = 0;
  if (input_.look_at_text) input_.look_at_text({place, *markdown, parsed.prose}, findings);
  check_slips(input_.document.lang, file.path, *markdown, parsed.prose, place, findings);
  check_table_heads(*markdown, parsed.prose.blocks, place, findings);
  for (const text::NodeReference& reference : text::node_references(*markdown, parsed.prose)) {
    place.line = reference.line;
    const std::optional<model::Target> target = model::parse_target(reference.target);
    bool exists = target.has_value();
    if (exists && target->edition.empty()) {
      if (target->document.empty() || target->document == input_.document.id()) {
        exists = index_.find(target->node.text) != model::kNoNode;
      } else if (input_.kind_elsewhere) {
        exists = input_.kind_elsewhere(target->document, target->node).has_value();
      }
    }
    if (exists) continue;
    findings.push_back(finding(Severity::Warning, "dangling-reference",
                               msg("The text refers to {0}, which does not exist", reference.target), place,
                               msg("Correct the reference or delete it.")));
  }
  for (const text::NodeReference& reference : text::media_references(*markdown, parsed.prose)) {
    place.line = reference.line;
    if (std::find(input_.media.begin(), input_.media.end(), reference.target) != input_.media.end()) {
      const bool credited = std::any_of(input_.pictures.begin(), input_.pictures.end(),
                                        [&](const auto& picture) { return picture.file == reference.target; });
      if (credited) continue;
      findings.push_back(finding(Severity::Warning, "missing-credit",
                                 msg("It is not said whose the picture {0} is", reference.target), place,
                                 msg("Write into {0}: <picture file=\"{1}\">NAME</picture>",
                                     model::pictures_path(input_.document.id()), reference.target)));
      continue;
    }
    findings.push_back(finding(Severity::Error, "missing-media",
                               msg("The picture media/{0} does not exist", reference.target), place,
                               msg("Put the file there, or correct the name.")));
  }
}

void ProseCheck::check_files(Findings& findings) const {
  const model::Document& document = input_.document;
  for (const ProseFile* file : files_) {
    const std::string_view path = file->path;
    const model::ProseName name = model::parse_prose_name(path.substr(path.rfind('/') + 1));
    Place place{file->path, 0, 0, name.node.text, ""};
    if (!file->regular) {
      findings.push_back(finding(Severity::Error, "symbolic-link", msg("{0} is no regular file", file->path), place,
                                 msg("Replace the link by the file itself.")));
      continue;
    }
    if (name.node.empty()) {
      findings.push_back(finding(Severity::Error, "bad-prose-name", msg("{0} is no name of a text", file->path), place,
                                 msg("Texts are named <id>.md, translations <id>.<language>.md.")));
      continue;
    }
    const model::NodeIndex index = index_.find(name.node.text);
    if (index == model::kNoNode) {
      findings.push_back(finding(Severity::Error, "orphan-prose", msg("The text belongs to no node: {0}", file->path),
                                 place, msg("Delete the file, or add a node with the id {0}.", name.node.text)));
      continue;
    }
    if (input_.asks_about && !input_.asks_about(index)) continue;
    place.title = document.nodes[index].title;
    const std::string right = model::prose_path(document.id(), document.layout, name.node, name.lang);
    if (right != file->path) {
      findings.push_back(finding(Severity::Error, "bad-prose-name",
                                 msg("The text lies in the wrong place: {0}", file->path), place,
                                 msg("Move the file to {0}.", right)));
    } else if (!is_listed(document.nodes[index], name.lang)) {
      findings.push_back(
          finding(Severity::Error, "orphan-prose", msg("The node lists no translation into {0}", name.lang), place,
                  msg("Add <translation lang=\"{0}\" basis=\"…\" /> to the node, or delete the file.", name.lang)));
    }
  }
}

}  // namespace zielbaum::schema
