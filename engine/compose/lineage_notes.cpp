#include "compose/lineage_notes_internal.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "compose/names_internal.h"

namespace zielbaum::compose {

namespace {

using diff::Descent;

/// Where something else is put in between the words of a message.
constexpr std::string_view kGap = "\x1F";

/// Rounded, but 100 is all of it and 0 is nothing.
long percent(double share) {
  constexpr double kAlmost = 1e-9;
  return share > 1 - kAlmost ? 100 : std::clamp(std::lround(100 * share), 1L, 99L);
}

class LineageWriter {
 public:
  explicit LineageWriter(const Compared& compared) : compared_(compared) {
    for (const diff::Change* const change : compared.changes) {
      if (change != nullptr) shown_.insert(change->node.text);
    }
  }

  LineageNotes write(const diff::Lineage& lineage) {
    for (const diff::Split& split : lineage.splits) {
      const Message all = split.remains ? msg("partly moved out to {0}", kGap) : msg("split into {0}", kGap);
      add(split.node, all, split.into, Side::New, Share::OfOld);
      for (const Descent& one : split.into) add(one.to, msg("comes from {0}", kGap), {one}, Side::Old, Share::OfNew);
    }
    for (const diff::Merge& merge : lineage.merges) {
      const Message all = merge.existed ? msg("merged with {0}", kGap) : msg("merged from {0}", kGap);
      add(merge.node, all, merge.from, Side::Old, Share::OfOld);
      for (const Descent& one : merge.from) add(one.from, msg("merged into {0}", kGap), {one}, Side::New, Share::OfOld);
    }
    return std::move(notes_);
  }

 private:
  enum class Side { Old, New };       ///< which nodes of the descents are named
  enum class Share { OfOld, OfNew };  ///< what the told part is a part of

  [[nodiscard]] std::string say(const Message& message) const { return render(message, compared_.language); }

  void add(const NodeId& about, const Message& message, const std::vector<Descent>& descents, Side side, Share share) {
    const std::string words = say(message);
    const std::size_t at = words.find(kGap);
    flow::Runs note = {plain_run(words.substr(0, at))};
    const std::string between = say(msg("{0} and {1}", kGap, kGap));
    const std::string last = between.substr(kGap.size(), between.size() - 2 * kGap.size());
    for (std::size_t i = 0; i < descents.size(); ++i) {
      if (i > 0) note.push_back(plain_run(i + 1 == descents.size() ? last : ", "));
      const NodeId& named = side == Side::Old ? descents[i].from : descents[i].to;
      note.push_back(name(named));
      const std::string was = old_number(named);
      const std::string proof = evidence(descents[i], share);
      note.push_back(plain_run(" (" + was + (was.empty() || proof.empty() ? "" : "; ") + proof + ")"));
    }
    if (at != std::string::npos) note.push_back(plain_run(words.substr(at + kGap.size())));
    if (note.back().text.empty()) note.pop_back();
    std::vector<flow::Runs>& notes = notes_[about];
    notes.push_back(std::move(note));
  }

  /// By the new number: one that a node had before is told as such, by old_number().
  [[nodiscard]] flow::Run name(const NodeId& id) const {
    const model::NodeIndex before = old_nodes_.find(id.text);
    const model::NodeIndex after = new_nodes_.find(id.text);
    const bool is_gone = after == model::kNoNode;
    const model::NodeIndex node = is_gone ? before : after;
    const Source& source = is_gone ? compared_.before : compared_.after;
    flow::Run run = plain_run(node == model::kNoNode
                                  ? id.text
                                  : node_name(source.document.nodes[node], is_gone ? "" : compared_.new_numbers[node],
                                              source.type, tag_of(compared_.language)));
    if (shown_.contains(id.text)) run.link = "#" + id.text;
    return run;
  }

  /// "previously M 3", "" where the node has that number still, or had none.
  [[nodiscard]] std::string old_number(const NodeId& id) const {
    const model::NodeIndex before = old_nodes_.find(id.text);
    const model::NodeIndex after = new_nodes_.find(id.text);
    if (before == model::kNoNode || compared_.old_numbers[before].empty()) return "";
    const std::string& was = compared_.old_numbers[before];
    if (after != model::kNoNode && compared_.new_numbers[after] == was) return "";
    return say(msg("previously {0}", was));
  }

  [[nodiscard]] std::string evidence(const Descent& one, Share share) const {
    std::string words;
    if (one.linked) words = say(msg("named as predecessor"));
    const double part = share == Share::OfOld ? one.share_before : one.share_after;
    if (one.words_before < diff::kFewestDescended) return words;
    return words + (words.empty() ? "" : ", ") +
           say(share == Share::OfOld ? msg("{0} % of the old text", percent(part))
                                     : msg("{0} % of the new text", percent(part)));
  }

  const Compared& compared_;
  model::Index old_nodes_{compared_.before.document};
  model::Index new_nodes_{compared_.after.document};
  std::set<std::string_view> shown_;
  LineageNotes notes_;
};

}  // namespace

LineageNotes lineage_notes(const Compared& compared, const diff::Lineage& lineage) {
  return lineage.empty() ? LineageNotes{} : LineageWriter(compared).write(lineage);
}

const std::vector<flow::Runs>& notes_about(const Compared& compared, const NodeId& node) {
  static const std::vector<flow::Runs> none;
  const auto found = compared.lineage.find(node);
  return found == compared.lineage.end() ? none : found->second;
}

std::string words_of_note(const flow::Runs& note) {
  std::string words;
  for (const flow::Run& run : note) words += run.text;
  return words;
}

}  // namespace zielbaum::compose
