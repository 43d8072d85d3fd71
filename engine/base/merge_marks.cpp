#include "base/merge_marks.h"

#include <algorithm>
#include <array>
#include <vector>

namespace zielbaum {

namespace {

constexpr std::string_view kOurs = "<<<<<<< ";
constexpr std::string_view kBase = "||||||| ";
constexpr std::string_view kMiddle = "=======";
constexpr std::string_view kTheirs = ">>>>>>> ";

using Lines = std::vector<std::string_view>;

Lines lines_of(std::string_view text) {
  Lines out;
  while (!text.empty()) {
    const std::size_t size = std::min(text.find('\n'), text.size());
    out.push_back(text.substr(0, size));
    text.remove_prefix(std::min(size + 1, text.size()));
  }
  return out;
}

void append(std::string& out, const Lines& lines, std::size_t begin, std::size_t end) {
  for (std::size_t i = begin; i < end; ++i) out.append(lines[i]).append("\n");
}

/// Where the next line that begins so begins; npos where there is none.
std::size_t find_line(std::string_view text, std::string_view beginning, std::size_t from) {
  for (std::size_t at = text.find(beginning, from); at != std::string_view::npos; at = text.find(beginning, at + 1))
    if (at == 0 || text[at - 1] == '\n') return at;
  return std::string_view::npos;
}

}  // namespace

std::string with_merge_marks(std::string_view base, std::string_view ours, std::string_view theirs,
                             std::string_view our_name, std::string_view their_name) {
  const std::array<Lines, 3> all = {lines_of(base), lines_of(ours), lines_of(theirs)};
  const std::size_t least = std::min({all[0].size(), all[1].size(), all[2].size()});
  std::size_t first = 0;
  while (first < least && all[0][first] == all[1][first] && all[0][first] == all[2][first]) ++first;
  std::size_t last = 0;
  const auto from_end = [](const Lines& lines, std::size_t i) { return lines[lines.size() - 1 - i]; };
  while (last < least - first && from_end(all[0], last) == from_end(all[1], last) &&
         from_end(all[0], last) == from_end(all[2], last))
    ++last;
  std::string out;
  append(out, all[0], 0, first);
  out.append(kOurs).append(our_name).append("\n");
  append(out, all[1], first, all[1].size() - last);
  out.append(kBase).append("base\n");
  append(out, all[0], first, all[0].size() - last);
  out.append(kMiddle).append("\n");
  append(out, all[2], first, all[2].size() - last);
  out.append(kTheirs).append(their_name).append("\n");
  append(out, all[0], all[0].size() - last, all[0].size());
  return out;
}

std::optional<std::uint32_t> first_merge_mark(std::string_view text) {
  const std::size_t begin = find_line(text, kOurs, 0);
  if (begin == std::string_view::npos) return std::nullopt;
  const std::size_t middle = find_line(text, kMiddle, begin);
  if (middle == std::string_view::npos || find_line(text, kTheirs, middle) == std::string_view::npos)
    return std::nullopt;
  return 1 +
         static_cast<std::uint32_t>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(begin), '\n'));
}

}  // namespace zielbaum
