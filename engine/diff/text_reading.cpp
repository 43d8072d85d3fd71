// Texts as their readers see them.
#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "diff/text_changes.h"

namespace zielbaum::diff {

using model::Runs;

Runs as_read(const Runs& runs, const NameNote& name) {
  Runs out;
  for (const model::Run& run : runs) {
    model::Run& seen = out.emplace_back(run);
    seen.kind = model::RunKind::Text;
    seen.source = {};
    if (run.kind == model::RunKind::LineBreak) seen.text = " ";
    if (run.kind == model::RunKind::NoteMark) seen.text = name(run.text);
    if (run.kind == model::RunKind::Image) seen.text = "[" + run.text + "]";
  }
  return out;
}

std::string plain_words(const Runs& runs) {
  std::string out;
  for (const model::Run& run : runs) out += run.text;
  return out;
}

std::string plainly_spaced(std::string_view text) {
  std::string out;
  bool in_space = false;
  for (std::size_t at = 0; at < text.size();) {
    const Decoded decoded = decode_utf8(text, at);
    const char32_t c = decoded.character;
    const bool unseen = c == 0xAD || c == 0x200B || c == 0x2060 || c == 0xFEFF;
    const bool space = c == ' ' || c == 0xA0 || c == 0x202F || c == 0x2007 || is_space(c);
    if (!space && !unseen) {
      if (in_space && !out.empty()) out += ' ';
      out += text.substr(at, decoded.size);
    }
    in_space = space || (in_space && unseen);
    at += decoded.size;
  }
  return out;
}

std::string put_together(std::string_view left, std::string_view right) {
  while (left.ends_with(' ')) left.remove_suffix(1);
  while (right.starts_with(' ')) right.remove_prefix(1);
  const auto is_one_of = [](const auto& marks, const auto& holds) {
    return std::any_of(marks.begin(), marks.end(), holds);
  };
  constexpr std::array<std::string_view, 15> kClosing = {".", ",", ";", ":", "!", "?", ")", "]",
                                                         "}", "“", "”", "‘", "’", "…", "«"};
  constexpr std::array<std::string_view, 6> kOpening = {"(", "[", "{", "„", "‚", "»"};
  const bool closes = is_one_of(kClosing, [&](std::string_view mark) { return right.starts_with(mark); });
  const bool opens = is_one_of(kOpening, [&](std::string_view mark) { return left.ends_with(mark); });
  const bool apart = !left.empty() && !right.empty() && !closes && !opens;
  return std::string(left) + (apart ? " " : "") + std::string(right);
}

}  // namespace zielbaum::diff
