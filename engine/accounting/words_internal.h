// Whether a text made of two has what each of them added, and nothing of what either dropped.
#pragma once

#include <string_view>

namespace zielbaum::accounting {

/// The words, cells, items, lines of code and addresses of three texts and of one made of them, counted. What both
/// added or dropped counts once or twice, as it happens to stand in the result. Of cells and items both may have
/// changed the same one: then it has to have the words of both. Lines, marks, numbers of items and names of footnotes
/// make no difference. Not for files of another kind than Markdown: see has_all_lines().
[[nodiscard]] bool has_all_words(std::string_view base, std::string_view ours, std::string_view theirs,
                                 std::string_view result);

/// The same of a file that is merged by lines: by the words of its lines, and the tags around them.
[[nodiscard]] bool has_all_lines(std::string_view base, std::string_view ours, std::string_view theirs,
                                 std::string_view result);

}  // namespace zielbaum::accounting
