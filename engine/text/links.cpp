#include "text/links_internal.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/utf8.h"
#include "model/document.h"

namespace zielbaum::text {

namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool has_scheme(std::string_view address, std::string_view scheme) {
  return address.size() >= scheme.size() &&
         std::equal(scheme.begin(), scheme.end(), address.begin(), [](char a, char b) { return a == lower(b); });
}

bool is_plain(std::string_view address) {
  return std::none_of(address.begin(), address.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= ' ' || byte == 0x7F || c == '\\' || c == '<' || c == '>' || c == '"';
  });
}

int hex_digit(char c) {
  if (is_ascii_digit(c)) return c - '0';
  const char small = lower(c);
  return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

}  // namespace

Address judge_address(std::string_view address) {
  if (!is_plain(address)) return Address::Unsafe;
  constexpr std::string_view kHttps = "https://";
  constexpr std::string_view kMail = "mailto:";
  constexpr std::string_view kNode = "node:";
  if (has_scheme(address, kHttps)) {
    const std::string_view host = address.substr(kHttps.size());
    return host.empty() || host.starts_with('/') ? Address::Unsafe : Address::Allowed;
  }
  if (has_scheme(address, "http://")) return Address::Http;
  if (has_scheme(address, kMail)) {
    return address.find('@') == std::string_view::npos ? Address::Unsafe : Address::Allowed;
  }
  if (has_scheme(address, kNode)) {
    return model::parse_target(address.substr(kNode.size())).has_value() ? Address::Allowed : Address::Unsafe;
  }
  return Address::Unsafe;
}

std::string canonical_address(std::string_view address) {
  std::string out(address);
  const std::size_t colon = out.find(':');
  for (std::size_t i = 0; i < std::min(colon, out.size()); ++i) out[i] = lower(out[i]);
  return out;
}

std::optional<std::string> media_name(std::string_view path) {
  constexpr std::string_view kFolder = "media/";
  if (!path.starts_with(kFolder)) return std::nullopt;
  std::string name;
  for (std::size_t at = kFolder.size(); at < path.size(); ++at) {
    if (path[at] == '%' && at + 2 < path.size() && hex_digit(path[at + 1]) >= 0 && hex_digit(path[at + 2]) >= 0) {
      name += static_cast<char>(hex_digit(path[at + 1]) * 16 + hex_digit(path[at + 2]));
      at += 2;
    } else {
      name += path[at];
    }
  }
  const bool harmless = std::none_of(name.begin(), name.end(), [](char c) {
    return static_cast<unsigned char>(c) < ' ' || c == 0x7F || c == '/' || c == '\\' || c == ':';
  });
  if (name.empty() || name.starts_with('.') || !harmless || find_invalid_utf8(name)) return std::nullopt;
  return name;
}

}  // namespace zielbaum::text
