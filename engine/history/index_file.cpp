// The bytes of an index. What is kept is kept whole (store::Store::kept); a changed format has another first line.
//
//   "zielbaum history 1\n"
//   number of nodes; of each: length of "document/node", its bytes
//   number of versions, parents first; of each:
//     20 bytes of id
//     time, as number: 2t, or of a negative one -2t - 1
//     number of parents; of each: how many places before this version it stands
//     number of touched nodes; of each: how far its place is from the one before (from -1), what happened (Happened)
//
// Numbers are packed as base/packed_numbers.h says.
#include <algorithm>

#include "base/packed_numbers.h"
#include "history/history.h"

namespace zielbaum::history {

namespace {

constexpr std::string_view kFormat = "zielbaum history 1\n";

/// Takes numbers and bytes off a text; once something is missing, gives nothing but zeros.
class Taker {
 public:
  explicit Taker(std::string_view rest) : rest_(rest) {}
  std::uint64_t number() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (rest_.empty()) return fail();
      const auto byte = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      value |= std::uint64_t{byte & 127u} << shift;
      if (byte < 128) return value;
    }
    return fail();
  }
  /// As number(), at most `most`.
  std::size_t up_to(std::uint64_t most) {
    const std::uint64_t value = number();
    return static_cast<std::size_t>(value <= most ? value : fail());
  }
  std::string_view bytes(std::size_t count) {
    if (rest_.size() < count) fail();
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(taken.size());
    return taken;
  }
  [[nodiscard]] bool failed() const { return failed_; }
  /// What can be at most as many of anything as there are bytes left.
  [[nodiscard]] std::size_t left() const { return rest_.size(); }

 private:
  std::uint64_t fail() {
    failed_ = true;
    rest_ = {};
    return 0;
  }
  std::string_view rest_;
  bool failed_ = false;
};

}  // namespace

std::string Index::bytes() const {
  std::string out(kFormat);
  append_packed(out, nodes_.size());
  for (const std::string& name : nodes_) {
    append_packed(out, name.size());
    out += name;
  }
  append_packed(out, versions_.size());
  for (std::size_t i = 0; i < versions_.size(); ++i) {
    const Indexed& version = versions_[i];
    out.append(version.id.begin(), version.id.end());
    append_packed(out, folded_sign(version.unix_time));
    append_packed(out, version.parents.size());
    for (const std::uint32_t parent : version.parents) append_packed(out, i - parent);
    append_packed(out, version.entries.size());
    std::uint32_t next = 0;
    for (const Entry& entry : version.entries) {
      append_packed(out, entry.node - next);
      append_packed(out, entry.what.bits);
      next = entry.node + 1;
    }
  }
  return out;
}

std::optional<Index> Index::from(std::string_view bytes) {
  if (!bytes.starts_with(kFormat)) return std::nullopt;
  Taker in(bytes.substr(kFormat.size()));
  Index index;
  const std::size_t nodes = in.up_to(in.left());
  for (std::size_t i = 0; i < nodes && !in.failed(); ++i) index.nodes_.emplace_back(in.bytes(in.up_to(in.left())));
  const std::size_t versions = in.up_to(in.left());
  index.versions_.reserve(versions);
  for (std::size_t i = 0; i < versions && !in.failed(); ++i) {
    Indexed version;
    const std::string_view id = in.bytes(version.id.size());
    if (in.failed()) return std::nullopt;
    std::copy(id.begin(), id.end(), version.id.begin());
    version.unix_time = unfolded_sign(in.number());
    const std::size_t parents = in.up_to(in.left());
    for (std::size_t p = 0; p < parents && !in.failed(); ++p) {
      const std::size_t back = in.up_to(i);
      if (back == 0) return std::nullopt;
      version.parents.push_back(static_cast<std::uint32_t>(i - back));
    }
    const std::size_t entries = in.up_to(in.left());
    std::uint64_t next = 0;
    for (std::size_t e = 0; e < entries && !in.failed(); ++e) {
      next += in.up_to(nodes);
      if (next >= nodes) return std::nullopt;
      const auto what = static_cast<std::uint16_t>(in.up_to((1u << Happened::kWords.size()) - 1));
      version.entries.push_back({static_cast<std::uint32_t>(next), Happened{what}});
      ++next;
    }
    index.versions_.push_back(std::move(version));
  }
  if (in.failed() || in.left() != 0) return std::nullopt;
  return index;
}

}  // namespace zielbaum::history
