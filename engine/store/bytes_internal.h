// Numbers and texts as bytes, for our local state files: little-endian, lengths before texts, a checksum at the end.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace zielbaum::store {

void append_number(std::string& out, std::uint64_t number);
void append_text(std::string& out, std::string_view text);
[[nodiscard]] std::optional<std::uint64_t> take_number(std::string_view& in);
[[nodiscard]] std::optional<std::string> take_text(std::string_view& in);

inline constexpr std::size_t kChecksumSize = 64;
/// The SHA-256 in hex digits, kChecksumSize of them.
[[nodiscard]] std::string checksum(std::string_view bytes);
/// `bytes` and their checksum behind them.
[[nodiscard]] std::string with_checksum(std::string bytes);
/// What stands between header and checksum; empty if either is wrong: the file is torn or of another format.
[[nodiscard]] std::optional<std::string_view> checked_content(std::string_view bytes, std::string_view header);

/// Writes a file that can be made anew at any time: whole or not at all, not synced, failures ignored.
void write_unsynced(const std::filesystem::path& path, std::initializer_list<std::string_view> parts);

}  // namespace zielbaum::store
