// Lists whose marks were typed by hand, line by line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace zielbaum::text {

/// How a line begins.
enum class Mark {
  None,
  Bullet,  ///< "•", "o" and a tab, Word's own symbols
  Dash,    ///< "–"
  Glued,   ///< "-Punkt"
  Number,  ///< "1.Punkt"
  Letter,  ///< "a) ", "(1) "
};
struct LineMark {
  Mark mark = Mark::None;
  std::size_t size = 0;  ///< bytes up to the words
  int level = 1;         ///< of a Bullet, as word processors use it
  int number = 0;
};
[[nodiscard]] LineMark mark_of(std::string_view line);

struct TypedList {
  std::string markdown;  ///< without a line feed at its end
  bool letters = false;  ///< its lines are kept apart by hard breaks, since Markdown has no such list
  int level = 0;         ///< how deep its last item is; 0: it is no list at its end
};
/// The lines of a paragraph as a list (behind the lines before it), or nothing if they have no such marks. `level` is
/// that of the list which ends right before the paragraph, 0 for none.
[[nodiscard]] TypedList typed_list(const std::vector<std::string_view>& lines, int level);

}  // namespace zielbaum::text
