// Digests of bytes, by libcrypto.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace zielbaum {

/// Two lower-case hex digits a byte.
[[nodiscard]] std::string hex(std::span<const std::uint8_t> bytes);

/// 64 lower-case hex digits. For the manifests of publications and the exact naming of fonts.
[[nodiscard]] std::string sha256(std::string_view bytes);

[[nodiscard]] std::array<std::uint8_t, 32> sha256_bytes(std::string_view bytes);

/// SHA-1 of `head` followed by `bytes`: what git names its objects by. Against damage, not against forgers.
[[nodiscard]] std::array<std::uint8_t, 20> sha1(std::string_view head, std::string_view bytes);

}  // namespace zielbaum
