#include <map>

#include "merge/notes_internal.h"

namespace zielbaum::merge {

namespace {

std::string mark_of(std::string_view name) {
  return "[^" + std::string(name) + "]";
}

/// Footnotes by name, each with the line that says what it is.
std::map<std::string, std::string, std::less<>> notes_in(std::string_view markdown) {
  std::map<std::string, std::string, std::less<>> out;
  while (!markdown.empty()) {
    const std::string_view line = markdown.substr(0, markdown.find('\n'));
    markdown.remove_prefix(std::min(line.size() + 1, markdown.size()));
    const std::size_t end = line.find("]:");
    if (line.starts_with("[^") && end != std::string_view::npos) out.emplace(line.substr(2, end - 2), line.substr(end));
  }
  return out;
}

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

}  // namespace

void part_notes(std::string_view base, std::string& ours, std::string& theirs) {
  const auto before = notes_in(base);
  const auto their_notes = notes_in(theirs);
  for (const auto& [name, note] : notes_in(ours)) {
    const auto other = their_notes.find(name);
    if (before.contains(name) || other == their_notes.end() || other->second == note) continue;
    const auto taken = [&](const std::string& mark) {
      return base.find(mark) != std::string_view::npos || ours.find(mark) != std::string::npos ||
             theirs.find(mark) != std::string::npos;
    };
    std::size_t number = 1;
    while (taken(mark_of(std::to_string(number)))) ++number;
    replace_all(note < other->second ? theirs : ours, mark_of(name), mark_of(std::to_string(number)));
  }
}

}  // namespace zielbaum::merge
