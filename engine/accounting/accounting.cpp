#include "accounting/accounting.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

#include "accounting/nodes_internal.h"
#include "accounting/parts_internal.h"
#include "accounting/words_internal.h"
#include "xml/xml.h"

namespace zielbaum::accounting {

namespace {

constexpr Version other(Version side) {
  return side == kOurs ? kTheirs : kOurs;
}

/// `markdown` with "node:OLD" where it has "node:NEW".
std::string with_old_ids(std::string markdown, const std::vector<std::pair<std::string, std::string>>& ids) {
  for (const auto& [fresh, old] : ids) {
    const std::string wanted = "node:" + fresh;
    for (std::size_t at = markdown.find(wanted); at != std::string::npos; at = markdown.find(wanted, at + 1))
      markdown.replace(at, wanted.size(), "node:" + old);
  }
  return markdown;
}

class Accounting {
 public:
  Accounting(const Versions& versions, const Expectations& expected, const ReadText& read)
      : versions_(versions),
        trees_{&versions.base, &versions.ours, &versions.theirs, &versions.result},
        expected_(expected),
        read_(read),
        nodes_({&versions.base.outline, &versions.ours.outline, &versions.theirs.outline, &versions.result.outline}),
        free_(nodes_.size(), false),
        may_stay_(nodes_.size(), false),
        asked_(expected.asked.begin(), expected.asked.end()) {}

  Result<std::vector<Item>> lost() {
    find_free();
    for (Handle node = 0; node < nodes_.size(); ++node) look_at(node);
    look_at_dropped();
    look_at_order();
    TRY(look_at_texts());
    TRY(look_into_open());
    look_at_document();
    return std::vector<Item>(lost_.begin(), lost_.end());
  }

 private:
  void lose(Handle node, Part part, const std::string& name = "") {
    Item item{nodes_.id(node), part, name};
    const bool decided =
        std::find(expected_.decided.begin(), expected_.decided.end(), item.node) != expected_.decided.end();
    if (!free_[node] && !decided && !asked_.contains(item)) lost_.insert(std::move(item));
  }

  /// Nodes of which people were asked whether they are there: then nothing is said of them, and of all below them.
  void find_free() {
    for (const Item& item : expected_.asked) {
      if (item.part == Part::Place) asked_about_places_ = true;
      if (item.part != Part::Node) continue;
      if (const Handle node = nodes_.find(item.node.text); node != kNone) free_[node] = true;
    }
    for (const auto& [fresh, old] : expected_.ids)
      if (const Handle node = nodes_.find(fresh); node != kNone) free_[node] = true;
    if (std::none_of(free_.begin(), free_.end(), [](bool free) { return free; })) return;
    const std::vector<bool> asked = free_;
    for (const Version version : kVersions) {
      for (Handle node = 0; node < nodes_.size(); ++node) {
        for (Handle above = nodes_.parent(version, node); above != kNone; above = nodes_.parent(version, above)) {
          if (asked[above]) free_[node] = true;
          if (asked[node]) may_stay_[above] = true;  // what is kept stands in something
        }
      }
    }
  }

  /// What a node says, as far as digests tell; and where it stands.
  void look_at(Handle node) {
    const bool base = nodes_.has(kBase, node);
    const bool ours = nodes_.has(kOurs, node);
    const bool theirs = nodes_.has(kTheirs, node);
    const bool result = nodes_.has(kResult, node);
    if (!ours && !theirs) {
      if (result) lose(node, Part::Node);
      return;
    }
    if (base && ours != theirs) {
      dropped_.push_back(node);
      if (result && !nodes_.is_same(ours ? kOurs : kTheirs, kResult, node)) open_.push_back(node);
      return;
    }
    if (!result) {
      lose(node, Part::Node);
      return;
    }
    const Version wanted = wanted_version(node);
    if (!nodes_.is_same(wanted, kResult, node)) {
      open_.push_back(node);
    } else if (base && ours && theirs && wanted == kOurs && !nodes_.is_same(kBase, kTheirs, node) &&
               !nodes_.is_same(kOurs, kTheirs, node)) {
      open_.push_back(node);  // both changed it
    } else if (!base && ours && theirs && !nodes_.is_same(kOurs, kTheirs, node)) {
      open_.push_back(node);  // both added it
    }
    look_at_parent(node);
  }

  /// Whose own lines the result should have, if only one side changed them.
  [[nodiscard]] Version wanted_version(Handle node) const {
    if (!nodes_.has(kTheirs, node)) return kOurs;
    if (!nodes_.has(kOurs, node)) return kTheirs;
    return nodes_.has(kBase, node) && nodes_.is_same(kBase, kOurs, node) ? kTheirs : kOurs;
  }

  /// Of a node that is there: whether it hangs below what it should.
  void look_at_parent(Handle node) {
    const Handle result = nodes_.parent(kResult, node);
    const Handle ours = nodes_.parent(kOurs, node);
    const Handle theirs = nodes_.parent(kTheirs, node);
    Handle wanted = ours;
    if (!nodes_.has(kOurs, node)) {
      wanted = theirs;
    } else if (nodes_.has(kTheirs, node) && ours != theirs && nodes_.has(kBase, node)) {
      const Handle base = nodes_.parent(kBase, node);
      if (ours == base) wanted = theirs;
      if (ours != base && theirs != base) wanted = kNone;  // both moved it
    }
    const bool put_back = asked_about_places_ && nodes_.has(kBase, node) && result == nodes_.parent(kBase, node);
    if (result != wanted && !put_back && (wanted == kNone || nodes_.has(kResult, wanted) || !free_[wanted]))
      lose(node, Part::Place);
  }

  /// What only one side dropped is gone, unless the other one had to do with it; then people were asked.
  void look_at_dropped() {
    if (dropped_.empty()) return;
    for (const Version side : {kOurs, kTheirs}) {
      const std::vector<bool> touched = touched_by(side);
      std::vector<bool> near = touched;
      for (Handle node = 0; node < nodes_.size(); ++node) {
        for (Handle above = nodes_.parent(side, node); above != kNone; above = nodes_.parent(side, above)) {
          if (touched[node]) near[above] = true;
          if (touched[above]) near[node] = true;
        }
      }
      for (const Handle node : dropped_) {
        if (!nodes_.has(side, node)) continue;
        if (nodes_.has(kResult, node)) {
          if (!near[node] && !may_stay_[node]) lose(node, Part::Node);
        } else if (touched[node]) {
          gone_touched_.push_back(node);
        }
      }
    }
  }

  std::vector<bool> touched_by(Version side) const {
    std::vector<bool> touched(nodes_.size(), false);
    for (Handle node = 0; node < nodes_.size(); ++node) {
      if (!nodes_.has(side, node)) continue;
      touched[node] = !nodes_.is_same(kBase, side, node) || nodes_.parent(kBase, node) != nodes_.parent(side, node);
    }
    for (const Text& text : versions_.texts) {
      const Handle node = nodes_.find(text.node.text);
      if (node != kNone && nodes_.has(side, node) && (side == kOurs ? text.ours : text.theirs) != text.base)
        touched[node] = true;
    }
    return touched;
  }

  /// Siblings follow each other as on the one side, where the other side left their order as it was.
  void look_at_order() {
    std::set<Handle> parents;
    for (Handle node = 0; node < nodes_.size(); ++node) {
      const bool as_ours = nodes_.has(kOurs, node) && nodes_.is_same_place(kOurs, kResult, node);
      const bool as_theirs = nodes_.has(kTheirs, node) && nodes_.is_same_place(kTheirs, kResult, node);
      if (as_ours && as_theirs) continue;
      if (nodes_.has(kResult, node) && nodes_.parent(kResult, node) != kNone)
        parents.insert(nodes_.parent(kResult, node));
    }
    if (parents.empty()) return;
    std::array<std::vector<std::vector<Handle>>, 4> children;
    for (const Version version : kVersions) children[version] = nodes_.children(version);
    // Those of `a` that `b` has as well, below the same node.
    const auto common = [&](Version a, Version b, Handle parent) {
      std::vector<Handle> out;
      for (const Handle child : children[a][parent])
        if (nodes_.has(b, child) && nodes_.parent(b, child) == parent) out.push_back(child);
      return out;
    };
    const auto of_one_side = [&](std::vector<Handle> list, Handle parent) {
      std::erase_if(list, [&](Handle child) { return is_put_by_both(child, parent); });
      return list;
    };
    for (const Handle parent : parents) {
      for (const Version side : {kOurs, kTheirs}) {
        const bool other_kept = common(kBase, other(side), parent) == common(other(side), kBase, parent);
        const std::vector<Handle> wanted = of_one_side(common(side, kResult, parent), parent);
        const std::vector<Handle> made = of_one_side(common(kResult, side, parent), parent);
        if (!other_kept || wanted == made) continue;
        const auto first = std::mismatch(wanted.begin(), wanted.end(), made.begin()).first;
        lose(*first, Part::Place);
      }
    }
  }

  /// Whether the place of a child among its siblings follows from more than one side: both put it there, one dropped it
  /// and the other one did not, or people are asked.
  [[nodiscard]] bool is_put_by_both(Handle child, Handle parent) const {
    if (free_[child] || asked_.contains({nodes_.id(child), Part::Place, ""})) return true;
    const auto is_there = [&](Version version) {
      return nodes_.has(version, child) && nodes_.parent(version, child) == parent;
    };
    if (nodes_.has(kBase, child) && nodes_.has(kOurs, child) != nodes_.has(kTheirs, child)) return true;
    return !is_there(kBase) && is_there(kOurs) && is_there(kTheirs);
  }

  Result<void> look_at_texts() {
    for (const Text& text : versions_.texts) {
      const Handle node = nodes_.find(text.node.text);
      if (node == kNone) continue;  // no version has the node: a file that is none of the document
      if (!TRY(has_all(node, text))) lose(node, Part::Text, text.lang);
    }
    return {};
  }

  /// The side that has a node which the other one dropped.
  [[nodiscard]] Version kept_by(Handle node) const { return nodes_.has(kOurs, node) ? kOurs : kTheirs; }

  Result<bool> has_all(Handle node, const Text& text) {
    const bool dropped = nodes_.has(kBase, node) && nodes_.has(kOurs, node) != nodes_.has(kTheirs, node);
    if (dropped && nodes_.has(kResult, node)) return text.result == (kept_by(node) == kOurs ? text.ours : text.theirs);
    if (text.ours == text.theirs || text.theirs == text.base) {
      if (text.result == text.ours) return true;
    } else if (text.ours == text.base) {
      if (text.result == text.theirs) return true;
    }
    const bool by_both = text.ours != text.base && text.theirs != text.base && text.ours != text.theirs;
    if (!by_both && expected_.ids.empty()) return false;
    const auto read = [&](const std::optional<ContentId>& content) -> Result<std::string> {
      return content ? read_(*content) : Result<std::string>(std::string());
    };
    const std::string base = TRY(read(text.base));
    const std::string ours = TRY(read(text.ours));
    const std::string theirs = TRY(read(text.theirs));
    const std::string result = with_old_ids(TRY(read(text.result)), expected_.ids);
    return has_all_words(base, ours, theirs, result);
  }

  /// The nodes of which digests do not say that they are as they should be.
  Result<void> look_into_open() {
    if (open_.empty() && gone_touched_.empty()) return {};
    std::array<std::map<NodeId, model::Node>, 4> read;
    for (const Version version : kVersions) read[version] = TRY(read_open(version));
    // Own lines of a node that hangs elsewhere are indented otherwise, and may say the same.
    for (const Handle node : gone_touched_) {
      const Version side = kept_by(node);
      const model::Node& was = read[kBase].at(nodes_.id(node));
      const bool moved = nodes_.parent(kBase, node) != nodes_.parent(side, node);
      if (moved || !lost_parts({{&was, &read[side].at(nodes_.id(node)), &was, &was}}).empty()) lose(node, Part::Node);
    }
    for (const Handle node : open_) {
      const NodeId id = nodes_.id(node);
      FourNodes four{};
      for (const Version version : kVersions) {
        const auto found = read[version].find(id);
        four.nodes[version] = found == read[version].end() ? nullptr : &found->second;
      }
      const bool dropped =
          four.nodes[kBase] != nullptr && (four.nodes[kOurs] == nullptr) != (four.nodes[kTheirs] == nullptr);
      if (dropped || four.nodes[kBase] == nullptr) {
        // One side has it, or both have added it: as it stands there.
        const bool both = four.nodes[kOurs] != nullptr && four.nodes[kTheirs] != nullptr;
        const model::Node* const wanted = four.nodes[kOurs] != nullptr ? four.nodes[kOurs] : four.nodes[kTheirs];
        if (both && lost_parts({{wanted, wanted, wanted, four.nodes[kTheirs]}}).size() > 0) {
          lose(node, Part::Node);  // not the same
          continue;
        }
        four.nodes = {wanted, wanted, wanted, four.nodes[kResult]};
      }
      for (const auto& [part, name] : lost_parts(four)) lose(node, part, name);
    }
    return {};
  }

  Result<std::map<NodeId, model::Node>> read_open(Version version) {
    xml::Outline& outline = trees_[version]->outline;
    std::vector<bool> wanted(outline.nodes().size(), false);
    wanted[0] = true;
    std::vector<Handle> all = open_;
    all.insert(all.end(), gone_touched_.begin(), gone_touched_.end());
    for (const Handle node : all)
      if (nodes_.has(version, node))
        for (model::NodeIndex i = nodes_.index(version, node); i != model::kNoNode && !wanted[i];
             i = outline.nodes()[i].parent)
          wanted[i] = true;
    for (model::NodeIndex i = 0; i < wanted.size(); ++i)
      if (wanted[i] && !outline.own(i))
        return error(ErrorKind::Invalid, "damaged-outline", msg("What was noted about a tree is damaged"));
    Result<xml::ReadDocument> read = xml::read_part(outline.nodes(), wanted, trees_[version]->type, "");
    // A type that one side changed may not know what the other side wrote: that is for rules to say.
    for (const Tree* const tree : {&versions_.theirs, &versions_.ours})
      if (version == kResult && (!read || has_errors(read->findings)))
        read = xml::read_part(outline.nodes(), wanted, tree->type, "");
    xml::ReadDocument part = TRY(std::move(read));
    if (version == kResult && has_errors(part.findings))
      return error(ErrorKind::Invalid, "unreadable-result", msg("What was merged cannot be read"));
    documents_[version] = part.document;
    std::map<NodeId, model::Node> out;
    for (model::Node& node : part.document.nodes) {
      if (version == kResult) give_old_ids(node);
      out.emplace(node.id, std::move(node));
    }
    return out;
  }

  void give_old_ids(model::Node& node) const {
    for (model::Link& link : node.links)
      for (const auto& [fresh, old] : expected_.ids)
        if (link.to.node.text == fresh) link.to.node.text = old;
  }

  /// What the root says of the document as a whole.
  void look_at_document() {
    if (!documents_[kResult]) return;  // the root was not opened, since nothing of it changed, or nothing at all
    const auto say = [&](Version version) {
      const model::Document& one = *documents_[version];
      return std::tuple(one.type, one.type_version, one.lang, one.layout);
    };
    const auto base = say(kBase);
    const auto ours = say(kOurs);
    const auto theirs = say(kTheirs);
    const bool by_both = ours != base && theirs != base && ours != theirs;
    if (!by_both && say(kResult) != (ours == base ? theirs : ours)) lose(0, Part::Document);
  }

  const Versions& versions_;
  std::array<const Tree*, 4> trees_;
  const Expectations& expected_;
  const ReadText& read_;
  Nodes nodes_;
  std::vector<bool> free_;
  std::vector<bool> may_stay_;
  std::set<Item> asked_;
  std::vector<Handle> open_;
  std::vector<Handle> dropped_;
  std::vector<Handle> gone_touched_;
  std::array<std::optional<model::Document>, 4> documents_;
  bool asked_about_places_ = false;  ///< then other nodes may have to stay where they were
  std::set<Item> lost_;
};

}  // namespace

Result<std::vector<Item>> unaccounted(const Versions& versions, const Expectations& expected, const ReadText& read) {
  return Accounting(versions, expected, read).lost();
}

bool is_accounted_text(std::string_view base, std::string_view ours, std::string_view theirs, std::string_view result) {
  return has_all_words(base, ours, theirs, result);
}

bool is_accounted_file(std::string_view base, std::string_view ours, std::string_view theirs, std::string_view result) {
  return has_all_lines(base, ours, theirs, result);
}

}  // namespace zielbaum::accounting
