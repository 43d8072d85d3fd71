#include "diff/lineage.h"

#include <algorithm>
#include <map>
#include <utility>

#include "diff/shingles_internal.h"
#include "diff/structure_internal.h"
#include "model/type.h"
#include "text/text.h"

namespace zielbaum::diff {

namespace {

using model::Document;
using model::kNoNode;
using model::Node;
using model::NodeIndex;

Result<Shingles> read(const Document& document, NodeIndex node, const model::ProseSource& prose) {
  if (node == kNoNode || !document.nodes[node].prose) return Shingles{};
  const std::string markdown = TRY(prose.read(*document.nodes[node].prose));
  return shingles_of(text::plain_text(text::parse(markdown).prose));
}

double share(std::size_t words, std::size_t of) {
  return of == 0 ? 0 : static_cast<double>(words) / static_cast<double>(of);
}

class Tracer {
 public:
  Tracer(const Document& before, const Document& after, Structure structure)
      : before_(before), after_(after), structure_(std::move(structure)) {}

  Result<void> read_texts(const model::ProseSource& prose) {
    const auto add = [&](NodeIndex before, NodeIndex after) -> Result<void> {
      texts_.push_back({before, after, TRY(read(before_, before, prose)), TRY(read(after_, after, prose))});
      return {};
    };
    for (NodeIndex i = 0; i < before_.nodes.size(); ++i) {
      const NodeIndex now = structure_.to_after[i];
      const bool same = now != kNoNode && before_.nodes[i].prose == after_.nodes[now].prose &&
                        before_.nodes[i].links == after_.nodes[now].links;
      if (!same) TRY(add(i, now));
    }
    for (NodeIndex i = 0; i < after_.nodes.size(); ++i) {
      if (structure_.to_before[i] == kNoNode) TRY(add(kNoNode, i));
    }
    return {};
  }

  Lineage trace() {
    find_descents();
    Lineage out;
    std::map<std::size_t, std::vector<Edge>> split;  // by place in texts_, so in the order of the old version
    std::map<NodeIndex, std::vector<Edge>> merged;
    for (const auto& [edge, descent] : descents_) {
      const ChangedText& from = texts_[edge.first];
      const ChangedText& to = texts_[edge.second];
      if (from.before == kNoNode || to.after == kNoNode) continue;
      if (to.before == kNoNode && speaks(descent, descent.share_after)) split[edge.first].push_back(edge);
      if (from.after == kNoNode && speaks(descent, descent.share_before)) merged[to.after].push_back(edge);
    }
    for (auto& [place, edges] : split) {
      const ChangedText& text = texts_[place];
      if (text.after != kNoNode && !words_went(edges)) continue;  // it is whole, whatever else names it
      const bool remains = text.after != kNoNode && keeps_a_part(text);
      if (edges.size() + (remains ? 1 : 0) < 2) continue;
      sort_by(edges, [&](const Edge& edge) { return texts_[edge.second].after; });
      out.splits.push_back({before_.nodes[text.before].id, remains, descents_of(edges)});
    }
    for (auto& [node, edges] : merged) {
      const ChangedText& text = texts_[edges.front().second];
      const bool existed = text.before != kNoNode && (is_linked(edges) || (words_went(edges) && keeps_a_part(text)));
      if (edges.size() + (existed ? 1 : 0) < 2) continue;
      sort_by(edges, [&](const Edge& edge) { return texts_[edge.first].before; });
      out.merges.push_back({after_.nodes[node].id, existed, descents_of(edges)});
    }
    return out;
  }

 private:
  using Edge = std::pair<std::size_t, std::size_t>;  // places in texts_

  /// `greater`: the part of the node that came or went.
  static bool speaks(const Descent& descent, double greater) {
    return descent.linked ||
           (std::min(descent.words_before, descent.words_after) >= kFewestDescended && greater >= kLeastDescended);
  }

  [[nodiscard]] bool is_linked(const std::vector<Edge>& edges) const {
    return std::any_of(edges.begin(), edges.end(), [&](const Edge& edge) { return descents_.at(edge).linked; });
  }

  [[nodiscard]] bool words_went(const std::vector<Edge>& edges) const {
    return std::any_of(edges.begin(), edges.end(), [&](const Edge& edge) {
      const Descent& descent = descents_.at(edge);
      return std::min(descent.words_before, descent.words_after) >= kFewestDescended;
    });
  }

  template <typename Place>
  static void sort_by(std::vector<Edge>& edges, Place place) {
    std::sort(edges.begin(), edges.end(), [&](const Edge& a, const Edge& b) { return place(a) < place(b); });
  }

  [[nodiscard]] std::vector<Descent> descents_of(const std::vector<Edge>& edges) const {
    std::vector<Descent> out;
    for (const Edge& edge : edges) out.push_back(descents_.at(edge));
    return out;
  }

  Descent& descent(std::size_t from, std::size_t to) {
    Descent& one = descents_[{from, to}];
    one.from = before_.nodes[texts_[from].before].id;
    one.to = after_.nodes[texts_[to].after].id;
    return one;
  }

  void find_descents() {
    for (const Transfer& transfer : transfers(texts_)) {
      const ChangedText& from = texts_[transfer.from];
      const ChangedText& to = texts_[transfer.to];
      Descent& one = descent(transfer.from, transfer.to);
      one.words_before = transfer.words_before;
      one.words_after = transfer.words_after;
      one.share_before = share(transfer.words_before, from.old_text.words);
      one.share_after = share(transfer.words_after, to.new_text.words);
    }
    find_links();
  }

  void find_links() {
    std::map<std::string_view, std::size_t> sources;
    for (std::size_t i = 0; i < texts_.size(); ++i) {
      if (texts_[i].before != kNoNode) sources.emplace(before_.nodes[texts_[i].before].id.text, i);
    }
    for (std::size_t i = 0; i < texts_.size(); ++i) {
      if (texts_[i].after == kNoNode) continue;
      for (const model::Link& link : after_.nodes[texts_[i].after].links) {
        const bool is_here = link.to.document.empty() || link.to.document == after_.id();
        if (link.role != model::kPredecessor || !is_here || had(texts_[i].before, link)) continue;
        const auto source = sources.find(link.to.node.text);
        if (source != sources.end() && source->second != i) descent(source->second, i).linked = true;
      }
    }
  }

  bool had(NodeIndex node, const model::Link& link) const {
    if (node == kNoNode) return false;
    const std::vector<model::Link>& links = before_.nodes[node].links;
    return std::find(links.begin(), links.end(), link) != links.end();
  }

  const Document& before_;
  const Document& after_;
  Structure structure_;
  std::vector<ChangedText> texts_;
  std::map<Edge, Descent> descents_;
};

bool holds_none(const std::vector<NodeIndex>& counterparts) {
  return std::find(counterparts.begin(), counterparts.end(), kNoNode) == counterparts.end();
}

}  // namespace

Result<Lineage> lineage(const Document& before, const Document& after, const model::ProseSource& prose) {
  Structure structure = overlay(before, after);
  if (holds_none(structure.to_after) && holds_none(structure.to_before)) return Lineage{};
  Tracer tracer(before, after, std::move(structure));
  TRY(tracer.read_texts(prose));
  return tracer.trace();
}

}  // namespace zielbaum::diff
