#include "store/pack_index_internal.h"

#include <array>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace zielbaum::store {

namespace fs = std::filesystem;

namespace {

constexpr std::uint32_t kMagic = 0xff744f63;  // "\377tOc"
constexpr std::uint64_t kHead = 8;            // magic and version
constexpr std::uint64_t kFanout = 256;        // numbers: how many ids begin with at most this byte
constexpr std::uint64_t kId = 20;
constexpr std::uint64_t kSum = 4;
constexpr std::uint32_t kLong = 0x80000000;  // an offset that stands among the long ones
constexpr std::uint64_t kDigests = 40;
constexpr std::uint64_t kPackHead = 12;
constexpr std::uint64_t kPackDigest = 20;

/// Numbers in network byte order.
class Numbers {
 public:
  explicit Numbers(const fs::path& file) : in_(file, std::ios::binary) {}

  void go_to(std::uint64_t at) { in_.seekg(static_cast<std::streamoff>(at)); }
  /// Empty where there are not so many.
  std::vector<std::uint32_t> take(std::uint64_t count) {
    std::string bytes(count * 4, '\0');
    if (!in_.read(bytes.data(), static_cast<std::streamsize>(bytes.size()))) return {};
    std::vector<std::uint32_t> out;
    out.reserve(count);
    for (std::size_t i = 0; i < bytes.size(); i += 4) {
      std::uint32_t number = 0;
      for (std::size_t j = i; j < i + 4; ++j) number = number << 8 | static_cast<unsigned char>(bytes[j]);
      out.push_back(number);
    }
    return out;
  }

 private:
  std::ifstream in_;
};

bool stays_within(const fs::path& index, std::uint64_t index_size, std::uint64_t pack_size) {
  Numbers numbers(index);
  const std::vector<std::uint32_t> head = numbers.take(kHead / 4);
  // libgit2 looks at all but the offsets itself, and reads version 1 as well.
  if (head.empty() || head[0] != kMagic) return true;
  const std::vector<std::uint32_t> fanout = numbers.take(kFanout);
  if (fanout.empty()) return false;
  const std::uint64_t objects = fanout.back();
  const std::uint64_t begin = kHead + 4 * kFanout + objects * (kId + kSum);
  const std::uint64_t shortest = begin + 4 * objects + kDigests;
  if (index_size < shortest) return false;
  numbers.go_to(begin);
  const std::vector<std::uint32_t> offsets = numbers.take(objects);
  const std::vector<std::uint32_t> long_ones = numbers.take((index_size - shortest) / 4);
  const auto is_in_pack = [&](std::uint64_t at) { return at >= kPackHead && at + kPackDigest < pack_size; };
  for (const std::uint32_t offset : offsets) {
    std::uint64_t at = offset;
    if ((offset & kLong) != 0) {
      const std::uint64_t place = std::uint64_t{offset & ~kLong} * 2;
      if (place + 1 >= long_ones.size()) return false;
      at = std::uint64_t{long_ones[place]} << 32 | long_ones[place + 1];
    }
    if (!is_in_pack(at)) return false;
  }
  return offsets.size() == objects;
}

}  // namespace

Result<void> check_pack_indexes(const fs::path& objects) {
  std::error_code code;
  for (const fs::directory_entry& entry : fs::directory_iterator(objects / "pack", code)) {
    if (entry.path().extension() != ".idx") continue;
    const std::uint64_t size = entry.file_size(code);
    if (code) continue;  // git packs anew at this moment
    const std::uint64_t pack_size = fs::file_size(fs::path(entry.path()).replace_extension(".pack"), code);
    if (code) continue;
    if (!stays_within(entry.path(), size, pack_size)) return damaged_index(entry.path());
  }
  return {};
}

Error damaged_index(const fs::path& index) {
  Place place;
  place.file = index.string();
  return advise(
      at(error(ErrorKind::Storage, "damaged-index", msg("The list of what is stored in a pack is damaged")), place),
      msg("git makes it anew: remove it, then run “git index-pack” with the file beside it that ends in "
          ".pack."));
}

}  // namespace zielbaum::store
