#include "workspace/account_internal.h"

#include <algorithm>
#include <map>

#include "model/paths.h"
#include "workspace/files.h"
#include "workspace/outline_internal.h"
#include "xml/xml.h"

namespace zielbaum::workspace {

namespace {

using accounting::Item;
using accounting::Part;
using merge::Conflict;
using merge::ConflictSort;

// Parts of losses: a node, or one of its texts; behind the latter stands the language.
constexpr std::string_view kNode = "node";
constexpr std::string_view kText = "text";

bool is_text(const Conflict& conflict) {
  return is_loss(conflict) && conflict.part.starts_with(kText);
}

std::string lang_of(const Conflict& conflict) {
  return conflict.part.size() > kText.size() ? conflict.part.substr(kText.size() + 1) : "";
}

Conflict lost_part(const Item& item) {
  const bool text = item.part == Part::Text;
  return {ConflictSort::Whole, item.node,
          text ? std::string(kText) + (item.name.empty() ? "" : "." + item.name) : std::string(kNode)};
}

/// What needs no accounting, since people are asked about it.
Item item_of(const Conflict& conflict) {
  const auto item = [&](Part part, std::string name = "") { return Item{conflict.node, part, std::move(name)}; };
  switch (conflict.sort) {
    case ConflictSort::Removed:
    case ConflictSort::Twice:
      return item(Part::Node);
    case ConflictSort::Place:
    case ConflictSort::Circle:
      return item(Part::Place);
    case ConflictSort::Kind:
      return item(Part::Kind);
    case ConflictSort::Title:
      return item(Part::Title, conflict.part);
    case ConflictSort::ShortTitle:
      return item(Part::ShortTitle);
    case ConflictSort::Sample:
      return item(Part::Sample);
    case ConflictSort::Field:
      return item(Part::Field, conflict.part);
    case ConflictSort::Link:
    case ConflictSort::Use:
      return item(Part::Links);
    case ConflictSort::Prose:
      return item(Part::Text, conflict.part);
    case ConflictSort::Whole:
      return is_text(conflict) ? item(Part::Text, lang_of(conflict)) : item(Part::Document);
  }
  return item(Part::Node);
}

/// The files below text/ that one version does not have as another one, by their names, which say node and language.
class ChangedTexts {
 public:
  ChangedTexts(const DocumentId& document, const std::vector<store::ChangedFile>& files) {
    const std::string folder = "documents/" + document.text + "/text/";
    for (const store::ChangedFile& file : files) {
      if (!file.path().starts_with(folder)) continue;
      Entry& entry = texts_[name_of(file.path())];
      // Where the layout changed, one name is there twice: gone in one folder and come in another.
      if (file.before) entry.before = file.before->content;
      if (file.after) entry.after = file.after->content;
    }
  }

  static std::string name_of(std::string_view path) { return std::string(path.substr(path.rfind('/') + 1)); }

  void note_names(std::map<std::string, accounting::Text>& texts) const {
    for (const auto& entry : texts_) texts[entry.first];
  }
  [[nodiscard]] bool contains(const std::string& name) const { return texts_.contains(name); }
  [[nodiscard]] const std::optional<ContentId>& before(const std::string& name) const { return texts_.at(name).before; }
  [[nodiscard]] const std::optional<ContentId>& after(const std::string& name) const { return texts_.at(name).after; }

 private:
  struct Entry {
    std::optional<ContentId> before, after;
  };
  std::map<std::string, Entry> texts_;
};

/// What the texts of a document are in each version, if they are not the same in all of them.
Result<std::vector<accounting::Text>> texts_of(const Workspace& workspace, const ToAccount& merged) {
  const ChangedTexts ours(merged.document, merged.by_us);
  const ChangedTexts theirs(merged.document, merged.by_them);
  std::map<std::string, accounting::Text> texts;
  ours.note_names(texts);
  theirs.note_names(texts);
  std::map<std::string, std::optional<ContentId>> made;
  const std::string folder = "documents/" + merged.document.text + "/text/";
  for (const store::VersionFile& file : merged.files) {
    if (!file.path.starts_with(folder)) continue;
    const std::string name = ChangedTexts::name_of(file.path);
    texts[name];
    std::optional<ContentId>& content = made[name];
    if (file.bytes) content = store::content_id(*file.bytes);
    if (!file.bytes && file.as_in) content = TRY(find_at(workspace, *file.as_in, file.path)).content;
  }
  std::vector<accounting::Text> out;
  for (auto& [name, text] : texts) {
    const model::ProseName what = model::parse_prose_name(name);
    if (what.node.empty()) continue;
    text.node = what.node;
    text.lang = what.lang;
    if (ours.contains(name) || theirs.contains(name))
      text.base = ours.contains(name) ? ours.before(name) : theirs.before(name);
    text.ours = ours.contains(name) ? ours.after(name) : text.base;
    text.theirs = theirs.contains(name) ? theirs.after(name) : text.base;
    const auto changed = made.find(name);
    text.result = changed == made.end() ? text.ours : changed->second;
    out.push_back(std::move(text));
  }
  return out;
}

/// A tree that is not laid out as we write it is taken as it would be.
Result<xml::Outline> outline_at(const Workspace& workspace, const ToAccount& merged, const VersionId& version,
                                const model::DocumentType& type, const Loaded* whole) {
  if (Result<TreeFile> tree = read_tree(workspace, version, merged.document)) {
    std::optional<xml::Outline> outline = outline_of(workspace, std::move(*tree), type, merged.document);
    if (outline) return std::move(*outline);
  }
  std::optional<xml::Outline> outline;
  if (whole != nullptr) outline = xml::Outline::of(xml::write_document(whole->document, type), type);
  if (!outline) return error(ErrorKind::Invalid, "no-outline", msg("The nodes of a tree cannot be told apart"));
  return std::move(*outline);
}

/// What may have gone with the kind that was decided for a node.
void add_parts_of_kind(const ToAccount& merged, const NodeId& id, std::vector<Item>& asked) {
  if (merged.whole == nullptr) return;
  for (const Loaded* const side : {&merged.whole->ours, &merged.whole->theirs}) {
    const model::NodeIndex node = model::find_node(side->document, id);
    if (node == model::kNoNode) continue;
    for (const model::Field& field : side->document.nodes[node].fields) asked.push_back({id, Part::Field, field.name});
    asked.push_back({id, Part::Links, ""});
  }
}

Result<Accounted> account_for(const Workspace& workspace, const ToAccount& merged, const accounting::ReadText& read) {
  const auto loaded = [&](Loaded MergedDocument::*side) {
    return merged.whole == nullptr ? nullptr : &(merged.whole->*side);
  };
  xml::Outline base = TRY(outline_at(workspace, merged, merged.base, *merged.types[0], loaded(&MergedDocument::base)));
  xml::Outline ours = TRY(outline_at(workspace, merged, merged.ours, *merged.types[1], loaded(&MergedDocument::ours)));
  xml::Outline theirs =
      TRY(outline_at(workspace, merged, merged.theirs, *merged.types[2], loaded(&MergedDocument::theirs)));
  const std::string path = model::document_path(merged.document);
  const auto made = std::find_if(merged.files.begin(), merged.files.end(),
                                 [&](const store::VersionFile& file) { return file.path == path; });
  const bool is_made = made != merged.files.end() && made->bytes;
  const std::string ours_as_it_is = is_made ? "" : TRY(read_at(workspace, merged.ours, path));
  const std::string& bytes = is_made ? *made->bytes : ours_as_it_is;
  if (made != merged.files.end() && ours.bytes() == nullptr)
    ours.take_bytes(TRY(read_at(workspace, merged.ours, path)));
  std::optional<xml::Outline> result;
  for (auto type = merged.types.rbegin(); !result && type != merged.types.rend(); ++type)
    result = xml::Outline::of(bytes, **type);
  // Nothing was made: what ours has stands there in its own layout.
  if (!result && made == merged.files.end() && loaded(&MergedDocument::ours) != nullptr)
    result = xml::Outline::of(xml::write_document(merged.whole->ours.document, *merged.types[3]), *merged.types[3]);
  if (!result) return error(ErrorKind::Invalid, "no-outline", msg("The nodes of a tree cannot be told apart"));

  accounting::Versions versions{{base, *merged.types[0]},
                                {ours, *merged.types[1]},
                                {theirs, *merged.types[2]},
                                {*result, *merged.types[3]},
                                TRY(texts_of(workspace, merged))};
  accounting::Expectations expected;
  for (const Conflict& conflict : merged.asked) {
    if (is_loss(conflict) && !is_text(conflict)) {
      expected.decided.push_back(conflict.node);
    } else {
      expected.asked.push_back(item_of(conflict));
    }
    if (conflict.sort == ConflictSort::Kind) add_parts_of_kind(merged, conflict.node, expected.asked);
  }
  for (const model::Decision& decision : merged.decisions)
    if (!decision.fresh.empty()) expected.ids.emplace_back(decision.fresh, decision.node.text);
  const std::vector<Item> lost = TRY(accounting::unaccounted(versions, expected, read));
  Accounted out;
  for (const Item& item : lost) out.lost.push_back(lost_part(item));
  std::sort(out.lost.begin(), out.lost.end());
  out.lost.erase(std::unique(out.lost.begin(), out.lost.end()), out.lost.end());
  const std::string folder = "documents/" + merged.document.text + "/text/";
  for (const store::ChangedFile& file : merged.by_them) {
    if (!file.path().starts_with(folder)) continue;
    const std::string node = model::parse_prose_name(ChangedTexts::name_of(file.path())).node.text;
    const bool of_a_node = base.find(node) != model::kNoNode || ours.find(node) != model::kNoNode ||
                           theirs.find(node) != model::kNoNode || result->find(node) != model::kNoNode;
    if (!of_a_node) out.strays.push_back(file.path());
  }
  return out;
}

/// Takes a node and all below it out of the document.
std::vector<model::Node> take_out(model::Document& document, model::NodeIndex node) {
  const model::NodeIndex end = model::subtree_end(document, node);
  const auto begin = document.nodes.begin();
  std::vector<model::Node> out(begin + node, begin + end);
  document.nodes.erase(begin + node, begin + end);
  for (model::Node& each : document.nodes)
    if (each.parent != model::kNoNode && each.parent >= end) each.parent -= end - node;
  for (model::Node& each : out) each.parent = each.parent >= node && each.parent < end ? each.parent - node : 0;
  out.front().parent = model::kNoNode;
  return out;
}

/// Puts nodes, of which the first one is the parent of the others, below a node as its last children.
void put_below(model::Document& document, model::NodeIndex parent, std::vector<model::Node> nodes) {
  const model::NodeIndex at = model::subtree_end(document, parent);
  const auto count = static_cast<model::NodeIndex>(nodes.size());
  for (model::Node& each : document.nodes)
    if (each.parent != model::kNoNode && each.parent >= at) each.parent += count;
  for (model::Node& each : nodes) each.parent = each.parent == model::kNoNode ? parent : each.parent + at;
  document.nodes.insert(document.nodes.begin() + at, nodes.begin(), nodes.end());
}

void take_text(model::Node& node, const model::Node* side, const std::string& lang) {
  if (lang.empty()) {
    node.prose = side == nullptr ? std::nullopt : side->prose;
    return;
  }
  std::erase_if(node.translations, [&](const auto& one) { return one.lang == lang; });
  if (side == nullptr) return;
  for (const model::ProseTranslation& one : side->translations)
    if (one.lang == lang) node.translations.push_back(one);
  std::sort(node.translations.begin(), node.translations.end(),
            [](const auto& a, const auto& b) { return a.lang < b.lang; });
}

}  // namespace

bool is_loss(const Conflict& conflict) {
  return conflict.sort == ConflictSort::Whole && (conflict.part == kNode || conflict.part.starts_with(kText));
}

Result<Accounted> account(const Workspace& workspace, const ToAccount& merged, const accounting::ReadText& read) {
  Result<Accounted> out = account_for(workspace, merged, read);
  if (out || out.error().kind != ErrorKind::Invalid) return out;
  // What cannot even be looked at is decided as a whole.
  Accounted all;
  const Conflict whole{ConflictSort::Whole, NodeId{merged.document.text}, std::string(kNode)};
  if (std::find(merged.asked.begin(), merged.asked.end(), whole) == merged.asked.end()) all.lost.push_back(whole);
  return all;
}

model::Document with_node_of(model::Document document, const model::Document& side, const Conflict& conflict) {
  const model::NodeIndex node = model::find_node(document, conflict.node);
  const model::NodeIndex there = model::find_node(side, conflict.node);
  const model::Node* const wanted = there == model::kNoNode ? nullptr : &side.nodes[there];
  if (is_text(conflict)) {
    if (node != model::kNoNode) take_text(document.nodes[node], wanted, lang_of(conflict));
    return document;
  }
  if (there == 0) return side;
  if (wanted == nullptr) {
    if (node != model::kNoNode && node != 0) take_out(document, node);
    return document;
  }
  const NodeId& above = side.nodes[wanted->parent].id;
  if (node == model::kNoNode) {
    const model::NodeIndex parent = model::find_node(document, above);
    model::Node copy = *wanted;
    copy.parent = model::kNoNode;
    put_below(document, parent == model::kNoNode ? 0 : parent, {std::move(copy)});
    return document;
  }
  model::Node copy = *wanted;
  copy.parent = document.nodes[node].parent;
  document.nodes[node] = std::move(copy);
  if (document.nodes[document.nodes[node].parent].id == above) return document;
  std::vector<model::Node> moved = take_out(document, node);
  const model::NodeIndex parent = model::find_node(document, above);
  put_below(document, parent == model::kNoNode ? 0 : parent, std::move(moved));
  return document;
}

}  // namespace zielbaum::workspace
