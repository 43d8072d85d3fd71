#include "store/loose_internal.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>

namespace zielbaum::store {

namespace {

constexpr std::size_t kLongestHeader = 32;
constexpr std::size_t kMostBelieved = std::size_t{1} << 28;  // of what a file that may be damaged announces

struct Header {
  std::string type;
  std::size_t size = 0;    ///< of the bytes
  std::size_t length = 0;  ///< of the header
};

std::optional<Header> header_in(std::string_view start) {
  const std::size_t space = start.find(' ');
  const std::size_t end = start.find('\0');
  if (end == std::string_view::npos || space == std::string_view::npos || space > end) return std::nullopt;
  Header header;
  header.type = std::string(start.substr(0, space));
  header.length = end + 1;
  const auto [last, failed] = std::from_chars(start.data() + space + 1, start.data() + end, header.size);
  if (failed != std::errc() || last != start.data() + end) return std::nullopt;
  return header;
}

/// Bytes of a deflated stream, piece by piece.
class Inflating {
 public:
  explicit Inflating(std::string_view file) {
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(file.data()));
    stream_.avail_in = static_cast<uInt>(file.size());
    good_ = file.size() <= UINT32_MAX && inflateInit(&stream_) == Z_OK;
    begun_ = good_;
  }
  ~Inflating() {
    if (begun_) inflateEnd(&stream_);
  }
  Inflating(const Inflating&) = delete;
  Inflating& operator=(const Inflating&) = delete;

  /// How many bytes it gave; fewer than there is room for only at the end, or where the stream is damaged.
  std::size_t read(char* out, std::size_t room) {
    std::size_t got = 0;
    while (good_ && !ended_ && got < room) {
      stream_.next_out = reinterpret_cast<Bytef*>(out + got);
      stream_.avail_out = static_cast<uInt>(std::min<std::size_t>(room - got, UINT32_MAX));
      const uInt before = stream_.avail_out;
      const int code = inflate(&stream_, Z_NO_FLUSH);
      got += before - stream_.avail_out;
      ended_ = code == Z_STREAM_END;
      good_ = ended_ || (code == Z_OK && stream_.avail_out < before);
    }
    return got;
  }
  /// Whether the stream ends here, its checksum is right, and nothing stands behind it.
  bool is_at_end() {
    char more = 0;
    return read(&more, 1) == 0 && ended_ && stream_.avail_in == 0;
  }

 private:
  z_stream stream_{};
  bool begun_ = false;
  bool good_ = false;
  bool ended_ = false;
};

}  // namespace

std::optional<LooseObject> inflate_loose(std::string_view file) {
  Inflating stream(file);
  std::array<char, kLongestHeader> start{};
  const std::size_t got = stream.read(start.data(), start.size());
  const std::optional<Header> header = header_in(std::string_view(start.data(), got));
  if (!header) return std::nullopt;
  LooseObject out{header->type, std::string(start.data() + header->length, got - header->length)};
  if (out.bytes.size() > header->size) return std::nullopt;
  while (out.bytes.size() < header->size) {
    const std::size_t had = out.bytes.size();
    const std::size_t wanted = std::min(header->size, had + kMostBelieved);
    out.bytes.resize(wanted);
    const std::size_t more = stream.read(out.bytes.data() + had, wanted - had);
    if (had + more < wanted) return std::nullopt;
  }
  if (!stream.is_at_end()) return std::nullopt;
  return out;
}

}  // namespace zielbaum::store
