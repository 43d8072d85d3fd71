// The index: built by going through the versions once, parents first; answered from memory.
#include <algorithm>
#include <queue>
#include <unordered_map>
#include <unordered_set>

#include "base/digest.h"
#include "history/history.h"

namespace zielbaum::history {

namespace {

using Numbers = std::map<std::string, std::uint32_t, std::less<>>;

constexpr std::string_view kName = "history";

std::array<std::uint8_t, 20> raw(const VersionId& version) {
  ENSURE(is_hex(version.text, 40, 40));
  const auto digit = [](char c) { return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10); };
  std::array<std::uint8_t, 20> id{};
  for (std::size_t i = 0; i < id.size(); ++i)
    id[i] = static_cast<std::uint8_t>(digit(version.text[2 * i]) << 4 | digit(version.text[2 * i + 1]));
  return id;
}

VersionId version_id(const std::array<std::uint8_t, 20>& id) {
  return {hex(id)};
}

/// A version on its way into the index.
struct Waiting {
  VersionId id;
  std::int64_t unix_time = 0;
  std::vector<VersionId> parents;
  bool cut_off = false;
  std::size_t next = 0;  ///< of its parents, to be looked at
};

/// `tip` and what is behind it, as far as `known` does not have it, parents first.
template <typename IsKnown>
Result<std::vector<Waiting>> unknown_behind(const store::Store& store, const VersionId& tip, const IsKnown& known) {
  std::vector<Waiting> ordered;
  std::vector<Waiting> path;
  std::unordered_set<VersionId> seen;
  const auto enter = [&](const VersionId& id) -> Result<void> {
    if (known(id) || !seen.insert(id).second) return {};
    store::Version version = TRY(store.describe(id));
    path.push_back({id, version.unix_time, std::move(version.parents), version.cut_off});
    return {};
  };
  TRY(enter(tip));
  while (!path.empty()) {
    Waiting& last = path.back();
    if (last.next < last.parents.size()) {
      const VersionId parent = last.parents[last.next++];
      TRY(enter(parent));
    } else {
      ordered.push_back(std::move(last));
      path.pop_back();
    }
  }
  return ordered;
}

/// What a version touched in all of its parents' eyes, told as the first parent sees it.
Result<Touched> touched_by(Versions& versions, const VersionId& id, const std::vector<VersionId>& parents) {
  const std::optional<VersionId> first = parents.empty() ? std::nullopt : std::optional(parents.front());
  Touched touched = TRY(versions.compare(first, id));
  for (std::size_t i = 1; i < parents.size() && !touched.documents.empty(); ++i) {
    const Touched other = TRY(versions.compare(parents[i], id));
    for (auto& [document, nodes] : touched.documents) {
      const auto there = other.documents.find(document);
      std::erase_if(nodes, [&](const auto& node) {
        return there == other.documents.end() || !there->second.contains(node.first);
      });
    }
    std::erase_if(touched.documents, [](const auto& document) { return document.second.empty(); });
  }
  return touched;
}

}  // namespace

std::size_t Index::place_of(const VersionId& version) const {
  const RawId id = raw(version);
  const auto found =
      std::find_if(versions_.rbegin(), versions_.rend(), [&](const Indexed& indexed) { return indexed.id == id; });
  return found == versions_.rend() ? versions_.size() : static_cast<std::size_t>(versions_.rend() - found) - 1;
}

std::vector<bool> Index::reachable(std::size_t tip) const {
  std::vector<bool> reached(versions_.size());
  reached.at(tip) = true;
  for (std::size_t i = tip + 1; i-- > 0;) {
    if (!reached[i]) continue;
    for (const std::uint32_t parent : versions_[i].parents) reached[parent] = true;
  }
  return reached;
}

std::size_t Index::number_of(const DocumentId& document, const NodeId& node) const {
  const std::string name = document.text + "/" + node.text;
  return static_cast<std::size_t>(std::find(nodes_.begin(), nodes_.end(), name) - nodes_.begin());
}

Happened Index::happened(const Indexed& version, std::size_t node) const {
  const auto found = std::lower_bound(version.entries.begin(), version.entries.end(), node,
                                      [](const Entry& entry, std::size_t wanted) { return entry.node < wanted; });
  return found != version.entries.end() && found->node == node ? found->what : Happened();
}

void Index::take(Indexed version, const Touched& touched, Numbers& numbers) {
  for (const auto& [document, nodes] : touched.documents) {
    for (const auto& [id, node] : nodes) {
      const std::string name = document.text + "/" + id.text;
      const auto [number, is_new] = numbers.try_emplace(name, static_cast<std::uint32_t>(nodes_.size()));
      if (is_new) nodes_.push_back(name);
      version.entries.push_back({number->second, node.what});
    }
  }
  std::sort(version.entries.begin(), version.entries.end(),
            [](const Entry& a, const Entry& b) { return a.node < b.node; });
  versions_.push_back(std::move(version));
}

Result<std::size_t> Index::extend(const store::Store& store, const VersionId& tip, const Progress& progress) {
  if (place_of(tip) != versions_.size()) return std::size_t{0};
  std::unordered_map<VersionId, std::uint32_t> places;
  for (const Indexed& version : versions_)
    places.emplace(version_id(version.id), static_cast<std::uint32_t>(places.size()));
  Numbers numbers;
  for (const std::string& name : nodes_) numbers.emplace(name, static_cast<std::uint32_t>(numbers.size()));

  const std::vector<Waiting> waiting =
      TRY(unknown_behind(store, tip, [&](const VersionId& id) { return places.contains(id); }));
  Versions versions(store);
  std::size_t done = 0;
  for (const Waiting& next : waiting) {
    if (progress) progress(done++, waiting.size());
    // Of a version whose parents are not here nobody can tell what it touched.
    Touched touched;
    if (!next.cut_off) touched = TRY(touched_by(versions, next.id, next.parents));
    Indexed version{raw(next.id), next.unix_time, {}, {}};
    for (const VersionId& parent : next.parents) version.parents.push_back(places.at(parent));
    places.emplace(next.id, static_cast<std::uint32_t>(versions_.size()));
    take(std::move(version), touched, numbers);
  }
  return waiting.size();
}

std::vector<Touch> Index::touches(const VersionId& tip, const DocumentId& document, const NodeId& node) const {
  const std::size_t at = place_of(tip);
  ENSURE(at < versions_.size());
  std::vector<Touch> found;
  const std::size_t number = number_of(document, node);
  if (number == nodes_.size()) return found;

  // Newest first as store::Store::log() gives them: by time, but never before all of its children.
  const std::vector<bool> reached = reachable(at);
  std::vector<std::uint32_t> children(versions_.size());
  for (std::size_t i = 0; i <= at; ++i) {
    if (!reached[i]) continue;
    for (const std::uint32_t parent : versions_[i].parents) ++children[parent];
  }
  const auto later = [this](std::size_t a, std::size_t b) {
    const Indexed& x = versions_[a];
    const Indexed& y = versions_[b];
    return x.unix_time != y.unix_time ? x.unix_time < y.unix_time : x.id < y.id;
  };
  std::priority_queue<std::size_t, std::vector<std::size_t>, decltype(later)> ready(later);
  ready.push(at);
  while (!ready.empty()) {
    const Indexed& version = versions_[ready.top()];
    ready.pop();
    if (const Happened what = happened(version, number); !what.empty()) found.push_back({version_id(version.id), what});
    for (const std::uint32_t parent : version.parents) {
      if (--children[parent] == 0) ready.push(parent);
    }
  }
  return found;
}

std::vector<PastStep> Index::past(const VersionId& tip, const DocumentId& document, const NodeId& node) const {
  const std::size_t at = place_of(tip);
  ENSURE(at < versions_.size());
  const std::size_t number = number_of(document, node);
  const std::vector<bool> reached = reachable(at);
  std::vector<std::size_t> places(versions_.size());
  std::vector<PastStep> steps;
  for (std::size_t i = 0; i <= at; ++i) {
    if (!reached[i]) continue;
    places[i] = steps.size();
    PastStep step{version_id(versions_[i].id), {}, happened(versions_[i], number)};
    for (const std::uint32_t parent : versions_[i].parents) step.parents.push_back(places[parent]);
    steps.push_back(std::move(step));
  }
  return steps;
}

std::vector<DocumentId> Index::documents_of(const NodeId& node) const {
  std::vector<DocumentId> documents;
  for (const std::string& name : nodes_) {
    const std::size_t slash = name.find('/');
    if (std::string_view(name).substr(slash + 1) == node.text) documents.push_back({name.substr(0, slash)});
  }
  std::sort(documents.begin(), documents.end());
  return documents;
}

std::vector<VersionId> Index::roots() const {
  std::vector<VersionId> found;
  for (const Indexed& version : versions_) {
    if (version.parents.empty()) found.push_back(version_id(version.id));
  }
  return found;
}

Result<UpToDate> up_to_date(store::Store& store, const VersionId& tip, const Progress& progress) {
  UpToDate made;
  if (const std::optional<std::string> bytes = store.kept(kName)) {
    std::optional<Index> kept = Index::from(*bytes);
    const auto is_root = [&](const VersionId& root) {
      const Result<store::Version> version = store.describe(root);
      return version && version->parents.empty();
    };
    if (kept) {
      const std::vector<VersionId> roots = kept->roots();
      if (std::all_of(roots.begin(), roots.end(), is_root)) made.index = std::move(*kept);
    }
  }
  made.taken_in = TRY(made.index.extend(store, tip, progress));
  if (made.taken_in > 0) store.keep(kName, made.index.bytes());
  return made;
}

}  // namespace zielbaum::history
