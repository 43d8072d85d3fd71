// Objects in files of their own: what git writes is read, and no damage is taken for something else or for ever.
#include "store/loose_internal.h"

#include <zlib.h>

#include "support/catch.h"

using namespace zielbaum::store;

namespace {

std::string deflated(const std::string& bytes) {
  uLongf size = compressBound(static_cast<uLong>(bytes.size()));
  std::string out(size, '\0');
  REQUIRE(compress(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(bytes.data()),
                   static_cast<uLong>(bytes.size())) == Z_OK);
  out.resize(size);
  return out;
}

std::string object(const std::string& type, const std::string& bytes) {
  return type + " " + std::to_string(bytes.size()) + std::string(1, '\0') + bytes;
}

}  // namespace

TEST_CASE("loose objects: what git writes is read") {
  for (const std::size_t size : {0u, 1u, 20u, 37u, 5000u, 300'000u}) {
    std::string bytes;
    for (std::size_t i = 0; i < size; ++i) bytes += static_cast<char>(i * i / 7);
    const std::optional<LooseObject> read = inflate_loose(deflated(object("blob", bytes)));
    REQUIRE(read.has_value());
    CHECK(read->type == "blob");
    CHECK(read->bytes == bytes);
  }
}

TEST_CASE("loose objects: one that is torn or has a bit turned is damaged") {
  const std::string bytes = "Die Kiezbox bringt freies Netz auf den Platz vor der Schule.\n";
  const std::string file = deflated(object("blob", bytes));
  for (std::size_t size = 0; size < file.size(); ++size) CHECK_FALSE(inflate_loose(file.substr(0, size)).has_value());
  CHECK_FALSE(inflate_loose(file + "x").has_value());
  for (std::size_t bit = 0; bit < 8 * file.size(); ++bit) {
    std::string turned = file;
    turned[bit / 8] = static_cast<char>(turned[bit / 8] ^ (1 << (bit % 8)));
    const std::optional<LooseObject> read = inflate_loose(turned);
    // The few bits that say how it was deflated change nothing of what it says.
    if (read) CHECK(read->bytes == bytes);
  }
}

TEST_CASE("loose objects: more or fewer bytes than it says, or no such header, is damage") {
  const auto says = [](const std::string& all) { return inflate_loose(deflated(all)).has_value(); };
  const std::string zero(1, '\0');
  CHECK(says("blob 3" + zero + "abc"));
  CHECK_FALSE(says("blob 2" + zero + "abc"));
  CHECK_FALSE(says("blob 4" + zero + "abc"));
  CHECK_FALSE(says("blob 99999999999" + zero + "abc"));
  CHECK_FALSE(says("blob 99999999999999999999999" + zero + "abc"));
  CHECK_FALSE(says("blob -3" + zero + "abc"));
  CHECK_FALSE(says("blob3" + zero + "abc"));
  CHECK_FALSE(says("blob x" + zero));
  CHECK_FALSE(says(zero));
  CHECK_FALSE(says(""));
  CHECK_FALSE(inflate_loose("").has_value());
}
