#include "merge/layout_internal.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/ascii.h"
#include "merge/inline_internal.h"

namespace zielbaum::merge {

namespace {

using Numbers = ListStyle::Numbers;

/// Another mark, so that another list begins.
char other(char mark) {
  return mark == '-' ? '*' : mark == '.' ? ')' : mark == ')' ? '.' : '-';
}

class Layout {
 public:
  explicit Layout(const Lists& lists) : lists_(lists) {}

  void add(const Passage& passage) {
    if (passage.joint() && passage.depth != kSameParagraph && !is_within(passage)) return add_joint(passage);
    const std::ptrdiff_t by =
        passage.level == 0 || passage.level > columns_.size()
            ? 0
            : static_cast<std::ptrdiff_t>(columns_[passage.level - 1]) - static_cast<std::ptrdiff_t>(passage.column);
    out_ += by == 0 ? passage.text : indented(passage.text, by);
    if (!passage.joint()) last_ = passage.sort;
  }

  std::string take() { return std::move(out_); }

  /// What the next joint has behind it.
  void expect(const Passage& passage) { next_ = &passage; }

 private:
  struct Item {
    std::uint32_t list = 0;
    char mark = '-';
    std::uint64_t number = 0;
  };

  static bool is_within(const Passage& joint) { return joint.key == "\1B"; }

  void add_joint(const Passage& joint) {
    const std::size_t line = joint.text.rfind('\n') + 1;  // npos + 1 is 0
    std::string lead = joint.text.substr(0, line);
    std::string rest = joint.text.substr(line);
    const std::size_t outside =
        joint.outer == 0 || joint.outer > columns_.size() ? joint.outer_column : columns_[joint.outer - 1];
    move(rest, static_cast<std::ptrdiff_t>(outside) - static_cast<std::ptrdiff_t>(joint.outer_column));
    siblings_.resize(joint.outer + 1);
    columns_.resize(joint.outer);
    std::size_t inside = joint.column + outside - joint.outer_column;
    if (joint.item()) {
      const std::size_t size = rest.size();
      if (lists_.contains(joint.list)) item(joint, lead, rest);
      inside = inside + rest.size() - size;
    } else {
      siblings_[joint.outer] = std::nullopt;
    }
    columns_.resize(joint.level, inside);
    if (out_.empty()) {
      lead.clear();
    } else if (lead.empty() || (std::count(lead.begin(), lead.end(), '\n') == 1 && needs_empty_line(joint))) {
      lead = "\n\n";
    }
    out_ += lead + rest;
  }

  static void move(std::string& rest, std::ptrdiff_t by) {
    if (by > 0) rest.insert(0, static_cast<std::size_t>(by), ' ');
    for (; by < 0 && rest.starts_with(' '); ++by) rest.erase(0, 1);
  }

  void item(const Passage& joint, std::string& lead, std::string& rest) {
    const ListStyle& style = lists_.at(joint.list);
    std::optional<Item>& sibling = siblings_[joint.outer];
    const bool goes_on = sibling && sibling->list == joint.list;
    if (goes_on && joint.first) lead = style.inner_lead.empty() ? "\n" : style.inner_lead;
    if (!goes_on && !joint.first && !style.first_lead.empty()) lead = style.first_lead;
    Item now{joint.list, goes_on ? sibling->mark : style.mark, style.start};
    if (!goes_on && sibling && sibling->mark == now.mark && !are_new(sibling->list, joint.list))
      now.mark = other(now.mark);
    if (goes_on) now.number = sibling->number + (style.numbers == Numbers::Same ? 0 : 1);
    const Mark mark = mark_in(rest);
    std::string written(1, now.mark);
    std::uint64_t number = 0;
    std::from_chars(rest.data() + mark.begin, rest.data() + mark.begin + mark.size, number);
    if (!is_bullet(now.mark)) {
      if (style.numbers == Numbers::Other && number > 0) now.number = number;
      written = std::to_string(now.number) + written;
    }
    sibling = now;
    begins_late_ = !goes_on && !is_bullet(now.mark) && now.number != 1;
    const bool is_so = number == now.number || is_bullet(now.mark);
    if (!is_so || rest[mark.begin + mark.size - 1] != now.mark) rest.replace(mark.begin, mark.size, written);
  }

  [[nodiscard]] bool are_new(std::uint32_t a, std::uint32_t b) const {
    return lists_.at(a).is_new && lists_.at(b).is_new;
  }

  /// Whether what follows would go on with the paragraph or table before it.
  [[nodiscard]] bool needs_empty_line(const Passage& joint) const {
    if (last_ != PassageSort::Sentence && last_ != PassageSort::Table) return false;
    if (joint.item()) return last_ == PassageSort::Sentence && begins_late_;
    if (joint.key.starts_with("\1Q") || joint.key.starts_with("\1N")) return false;
    if (next_ == nullptr || next_->text.starts_with('#')) return false;
    return next_->sort != PassageSort::Code || next_->text.starts_with(' ');
  }
  const Lists& lists_;
  std::string out_;
  std::vector<std::optional<Item>> siblings_;  ///< by level, the item that was the last one there
  std::vector<std::size_t> columns_;           ///< by level, where what stands in it begins
  PassageSort last_ = PassageSort::Joint;
  bool begins_late_ = false;  ///< a list, with another number than 1
  const Passage* next_ = nullptr;
};

}  // namespace

std::string text_of(const Passages& passages, const Lists& lists) {
  Layout layout(lists);
  for (std::size_t i = 0; i < passages.size(); ++i) {
    layout.expect(passages[std::min(i + 1, passages.size() - 1)]);
    layout.add(passages[i]);
  }
  return layout.take();
}

}  // namespace zielbaum::merge
