// What both lines changed in different ways: shown, and decided.
#include <algorithm>
#include <map>

#include "base/utf8.h"
#include "workspace/edit_internal.h"
#include "workspace/files.h"
#include "workspace/lines_internal.h"
#include "workspace/merging.h"
#include "xml/xml.h"

namespace zielbaum::workspace {

namespace {

using merge::ConflictSort;
using merge::Side;
using model::Decision;

const MergedDocument* find_merged(const Merging& merging, const DocumentId& document) {
  const auto found = std::find_if(merging.documents.begin(), merging.documents.end(),
                                  [&](const MergedDocument& one) { return one.base.document.id() == document; });
  return found == merging.documents.end() ? nullptr : &*found;
}

const Loaded& side_of(const MergedDocument& merged, Side side) {
  return side == Side::Ours ? merged.ours : side == Side::Theirs ? merged.theirs : merged.base;
}

/// As it is called where it was changed, by number and title.
std::string name_in(const MergedDocument& merged, const NodeId& node) {
  for (const Loaded* const loaded : {&merged.ours, &merged.theirs, &merged.base}) {
    const model::NodeIndex index = model::find_node(loaded->document, node);
    if (index != model::kNoNode) return node_name(*loaded, index);
  }
  return node.text;
}

/// Of what a side did, the part that the conflict is about; nothing of other nodes.
std::optional<diff::Change> part_of(const diff::Change& change, const merge::Conflict& conflict) {
  const bool own = change.node == conflict.node;
  diff::Change out;
  out.node = change.node;
  switch (conflict.sort) {
    case ConflictSort::Removed:
      // What stands below it now is why it cannot just go.
      if (own || (change.place.after && change.place.after->parent == conflict.node)) return change;
      return std::nullopt;
    case ConflictSort::Link: {
      const std::optional<model::Target> to = model::parse_target(conflict.part.substr(conflict.part.find(' ') + 1));
      if (to && change.node == to->node) return change;
      out.links = change.links;
      break;
    }
    case ConflictSort::Place:
    case ConflictSort::Circle:
      out.place = change.place;
      break;
    case ConflictSort::Title:
      if (conflict.part.empty()) out.title = change.title;
      out.titles = change.titles;
      break;
    case ConflictSort::ShortTitle:
      out.short_title = change.short_title;
      break;
    case ConflictSort::Field:
      for (const diff::FieldChange& field : change.fields)
        if (field.field == conflict.part) out.fields.push_back(field);
      break;
    case ConflictSort::Prose:
      if (conflict.part.empty()) out.prose = change.prose;
      for (const auto& one : change.translations) {
        const std::string& lang = one.before ? one.before->lang : one.after->lang;
        if (lang == conflict.part) out.translations.push_back(one);
      }
      break;
    case ConflictSort::Kind:
      // What was put below it may not stand below another kind.
      if (change.place.after && change.place.after->parent == conflict.node) return change;
      out = change;
      break;
    case ConflictSort::Twice:
    case ConflictSort::Sample:
    case ConflictSort::Whole:
    case ConflictSort::Use:
      out = change;
      break;
  }
  return own ? std::optional(out) : std::nullopt;
}

std::size_t indent_of(const compose::TextLine& line) {
  std::size_t indent = 0;
  for (const compose::TextSpan& span : line) {
    const std::size_t blanks = std::min(span.text.find_first_not_of(' '), span.text.size());
    indent += blanks;
    if (blanks < span.text.size()) break;
  }
  return indent;
}

bool has_mark(const compose::TextLine& line) {
  for (const compose::TextSpan& span : line) {
    const std::size_t at = span.text.find_first_not_of(' ');
    if (at != std::string::npos) return std::string_view("+-~>").find(span.text[at]) != std::string_view::npos;
  }
  return false;
}

/// Without what stands above the nodes, and without the counts.
std::vector<compose::TextLine> only_nodes(std::vector<compose::TextLine> lines) {
  lines.erase(lines.begin(), std::find_if(lines.begin(), lines.end(), has_mark));
  if (lines.empty()) return lines;
  std::size_t cut = indent_of(lines.front());
  std::erase_if(lines, [](const compose::TextLine& line) { return indent_of(line) == 0; });
  for (const compose::TextLine& line : lines) cut = std::min(cut, indent_of(line));
  for (compose::TextLine& line : lines) {
    std::size_t left = cut;
    for (compose::TextSpan& span : line) {
      const std::size_t blanks = std::min({left, span.text.find_first_not_of(' '), span.text.size()});
      span.text.erase(0, blanks);
      left -= blanks;
    }
  }
  return lines;
}

Error no_such_conflict(const Resolution& resolution, const std::vector<OpenConflict>& all) {
  std::vector<std::string> names;
  for (const OpenConflict& one : all)
    names.push_back(one.document.empty() ? one.conflict.part : one.document.text + "/" + one.conflict.node.text);
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return advise(
      error(ErrorKind::NotFound, "no-such-conflict", msg("Nothing is to be decided about {0}", resolution.about)),
      names.empty() ? msg("All is decided. “zielbaum merge” works the draft in.")
                    : msg("There are: {0}", joined(names)));
}

bool is_about(const OpenConflict& one, std::string_view about) {
  if (one.document.empty()) return one.conflict.part == about;
  return one.conflict.node.text == about || one.document.text + "/" + one.conflict.node.text == about;
}

/// The id that a number or name stands for in one of the versions.
std::string id_of(const Workspace& workspace, const Merging& merging, std::string_view about) {
  for (const VersionId& version : {merging.ours, merging.theirs, merging.base}) {
    const Result<Found> found = find_node(workspace, about, State{version});
    if (found) return found->loaded.document.id().text + "/" + found->value().id.text;
  }
  return std::string(about);
}

bool is_of(const Decision& decision, const OpenConflict& conflict) {
  return decision.document == conflict.document && decision.node == conflict.conflict.node &&
         decision.sort == sort_word(conflict) && decision.part == conflict.conflict.part;
}

Error no_answer(const OpenConflict& conflict, const Merging& merging) {
  Error out =
      error(ErrorKind::Refused, "no-answer", msg("That does not decide it: {0}", conflict_name(merging, conflict)));
  switch (conflict.conflict.sort) {
    case ConflictSort::Removed:
    case ConflictSort::Link:
      return advise(std::move(out), msg("Say whose will counts: --take ours or --take theirs."));
    case ConflictSort::Use:
      return advise(std::move(out),
                    msg("Take --take ours or --take theirs. Where that is not enough, give it up (zielbaum merge "
                        "--abort), change one of both in its draft, and merge again."));
    case ConflictSort::Twice:
      return advise(std::move(out), msg("Take --take ours, --take theirs, or --take both."));
    case ConflictSort::Kind:
      return advise(std::move(out),
                    msg("What stands above or below it does not allow this kind. Take the other one, or "
                        "move it in the draft first."));
    default:
      return advise(std::move(out), msg("Together with what was decided before it would stand below itself. Take "
                                        "another side, or decide the other one anew."));
  }
}

Result<void> check_side(const Resolution& resolution) {
  const auto& side = resolution.side;
  if (resolution.text) TRY(can_be_prose(*resolution.text, {}));
  if (resolution.text || side == "ours" || side == "theirs" || side == "base" || side == "both") return {};
  return advise(error(ErrorKind::Usage, "bad-side", msg("“{0}” is no side", side)),
                msg("Take --take ours, theirs, base or edit."));
}

}  // namespace

std::string conflict_name(const Merging& merging, const OpenConflict& conflict) {
  const MergedDocument* const merged = find_merged(merging, conflict.document);
  const auto use = merging.uses.find(conflict);
  if (use != merging.uses.end()) return use->second.where;
  return merged == nullptr ? conflict.conflict.part : name_in(*merged, conflict.conflict.node);
}

namespace {

std::vector<std::string> lines_in(const std::string& text) {
  std::vector<std::string> out;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    out.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return out;
}

/// Which lines of a file a side took out and put in, the first of them; nothing where it is no text.
std::vector<compose::TextLine> file_lines(const std::string& before, const std::string& after) {
  constexpr std::size_t kMost = 12;
  std::vector<compose::TextLine> out;
  if (find_invalid_utf8(before + after) || (before + after).find('\0') != std::string::npos) return out;
  const auto tell = [&](const std::string& from, const std::string& other, const char* sign, flow::Mark mark) {
    std::map<std::string, int> there;
    for (const std::string& line : lines_in(other)) ++there[line];
    std::size_t told = 0;
    for (const std::string& line : lines_in(from)) {
      if (there[line]-- > 0 || line.empty()) continue;
      if (++told <= kMost) out.push_back({compose::TextSpan{sign + line, mark}});
      if (told == kMost + 1) out.push_back({compose::TextSpan{"…"}});
    }
  };
  tell(before, after, "- ", flow::Mark::Deleted);
  tell(after, before, "+ ", flow::Mark::Inserted);
  return out;
}

}  // namespace

Result<std::vector<compose::TextLine>> side_text(const Workspace& workspace, const Merging& merging,
                                                 const OpenConflict& conflict, Side side, Language language) {
  if (conflict.document.empty()) {
    const auto bytes = [&](const VersionId& version) -> Result<std::string> {
      Result<std::string> read = read_at(workspace, version, conflict.conflict.part);
      if (!read && read.error().kind != ErrorKind::Storage) return std::string();
      return read;
    };
    const VersionId& version = side == Side::Ours ? merging.ours : side == Side::Theirs ? merging.theirs : merging.base;
    return file_lines(TRY(bytes(merging.base)), TRY(bytes(version)));
  }
  const MergedDocument* const merged = find_merged(merging, conflict.document);
  if (merged == nullptr || side_of(*merged, side).absent) return std::vector<compose::TextLine>();
  const diff::Changes all = diff::compare(merged->base.document, side_of(*merged, side).document);
  diff::Changes changes;
  for (const diff::Change& change : all.nodes) {
    std::optional<diff::Change> part = part_of(change, conflict.conflict);
    if (part) changes.nodes.push_back(std::move(*part));
  }
  const Comparison comparison(std::make_shared<const LoadedPart>(merged->base),
                              std::make_shared<const LoadedPart>(side_of(*merged, side)), std::move(changes));
  return only_nodes(TRY(comparison_text(workspace, comparison, language)));
}

Result<std::string> merged_prose(const Workspace& workspace, const Merging& merging, const OpenConflict& conflict,
                                 Side side) {
  const MergedDocument* const merged = find_merged(merging, conflict.document);
  ENSURE(merged != nullptr);
  const std::string& lang = conflict.conflict.part;
  const auto text_in = [&](Side one) -> Result<std::string> {
    const Loaded& loaded = side_of(*merged, one);
    const model::NodeIndex index = model::find_node(loaded.document, conflict.conflict.node);
    if (index == model::kNoNode) return std::string();
    const model::Node& node = loaded.document.nodes[index];
    std::optional<ContentId> content = lang.empty() ? node.prose : std::nullopt;
    for (const model::ProseTranslation& translation : node.translations)
      if (!lang.empty() && translation.lang == lang) content = translation.prose;
    return content ? workspace.store().read(*content) : Result<std::string>(std::string());
  };
  const std::string base = TRY(text_in(Side::Base));
  const std::string ours = TRY(text_in(Side::Ours));
  const std::string theirs = TRY(text_in(Side::Theirs));
  return merge::merge_text(base, ours, theirs, side).text;
}

Result<std::vector<OpenConflict>> conflicts_about(const Workspace& workspace, const MergeResult& merge,
                                                  const Resolution& resolution) {
  const Merging& now = *merge.merging;
  const Merging undecided = TRY(merge_versions(workspace, now.base, now.ours, now.theirs, {}));
  std::vector<OpenConflict> all = now.open;
  all.insert(all.end(), undecided.open.begin(), undecided.open.end());
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  std::string about = resolution.about;
  const auto named = [&](const OpenConflict& one) { return is_about(one, about); };
  if (std::none_of(all.begin(), all.end(), named)) about = id_of(workspace, now, about);
  std::vector<OpenConflict> out;
  for (const OpenConflict& one : all) {
    if (!named(one)) continue;
    const bool wanted =
        resolution.sort.empty() || resolution.sort == sort_word(one) || resolution.sort == one.conflict.part;
    if (wanted && (!resolution.text || sort_word(one) == "prose")) out.push_back(one);
  }
  if (out.empty()) return no_such_conflict(resolution, now.open);
  return out;
}

Result<MergeResult> resolve(Workspace& workspace, const Resolution& resolution, std::uint32_t random) {
  TRY(check_side(resolution));
  MergeResult merge = TRY(merge_under_way(workspace));
  const std::vector<OpenConflict> about = TRY(conflicts_about(workspace, merge, resolution));
  for (const OpenConflict& conflict : about) {
    std::erase_if(merge.under_way.decisions, [&](const Decision& one) { return is_of(one, conflict); });
    Decision decision{conflict.document,
                      conflict.conflict.node,
                      std::string(sort_word(conflict)),
                      conflict.conflict.part,
                      resolution.side,
                      resolution.text,
                      ""};
    if (resolution.side == "both") {
      if (conflict.document.empty() || conflict.conflict.sort != ConflictSort::Twice)
        return no_answer(conflict, *merge.merging);
      decision.fresh = make_node_id(conflict.conflict.node.text, random).text;
    }
    merge.under_way.decisions.push_back(std::move(decision));
  }
  merge.merging = TRY(merge_versions(workspace, merge.under_way.base, merge.under_way.ours, merge.under_way.theirs,
                                     merge.under_way.decisions));
  for (const OpenConflict& conflict : about) {
    const std::vector<OpenConflict>& open = merge.merging->open;
    if (std::find(open.begin(), open.end(), conflict) != open.end()) return no_answer(conflict, *merge.merging);
  }
  TRY(workspace.store().set_note(xml::write_under_way(merge.under_way)));
  return merge;
}

}  // namespace zielbaum::workspace
