#include "store/bytes_internal.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>

#include "base/digest.h"

namespace zielbaum::store {

void append_number(std::string& out, std::uint64_t number) {
  for (int i = 0; i < 8; ++i) out += static_cast<char>(number >> (8 * i));
}

void append_text(std::string& out, std::string_view text) {
  append_number(out, text.size());
  out += text;
}

std::optional<std::uint64_t> take_number(std::string_view& in) {
  if (in.size() < 8) return std::nullopt;
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < 8; ++i) number |= std::uint64_t{static_cast<unsigned char>(in[i])} << (8 * i);
  in.remove_prefix(8);
  return number;
}

std::optional<std::string> take_text(std::string_view& in) {
  const std::optional<std::uint64_t> size = take_number(in);
  if (!size || *size > in.size()) return std::nullopt;
  std::string text(in.substr(0, *size));
  in.remove_prefix(*size);
  return text;
}

std::string checksum(std::string_view bytes) {
  return sha256(bytes);
}

std::string with_checksum(std::string bytes) {
  bytes += checksum(bytes);
  return bytes;
}

std::optional<std::string_view> checked_content(std::string_view bytes, std::string_view header) {
  if (bytes.size() < header.size() + kChecksumSize || !bytes.starts_with(header)) return std::nullopt;
  const std::string_view content = bytes.substr(0, bytes.size() - kChecksumSize);
  if (sha256(content) != bytes.substr(content.size())) return std::nullopt;
  return content.substr(header.size());
}

void write_unsynced(const std::filesystem::path& path, std::initializer_list<std::string_view> parts) {
  const std::filesystem::path beside = path.string() + "." + std::to_string(::getpid());
  const int fd = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
  if (fd < 0) return;
  const bool written = std::all_of(parts.begin(), parts.end(), [&](std::string_view part) {
    return ::write(fd, part.data(), part.size()) == static_cast<ssize_t>(part.size());
  });
  ::close(fd);
  if (!written || ::rename(beside.c_str(), path.c_str()) != 0) ::unlink(beside.c_str());
}

}  // namespace zielbaum::store
