// Where nodes stand and stood, and the numbers that change because others came, went or moved.
#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

#include "compose/comparison_internal.h"

namespace zielbaum::compose {

namespace {

using model::kNoNode;
using model::NodeIndex;

std::string name_at(const Source& source, const std::vector<std::string>& numbers, NodeIndex index, Language language) {
  return node_name(source.document.nodes[index], numbers[index], source.type, tag_of(language));
}

/// The sibling that stands before a node.
NodeIndex sibling_before(const model::Document& document, NodeIndex index) {
  for (NodeIndex i = index; i-- > document.nodes[index].parent + 1;)
    if (document.nodes[i].parent == document.nodes[index].parent) return i;
  return kNoNode;
}

std::string place_of(const Source& source, const std::vector<std::string>& numbers, NodeIndex index, bool with_parent,
                     Language language) {
  const model::Document& document = source.document;
  const NodeIndex parent = document.nodes[index].parent;
  std::string out = numbers[index];
  const auto add = [&](const Message& message) { out += (out.empty() ? "" : ", ") + render(message, language); };
  if (with_parent && parent == 0) add(msg("at the top"));
  if (with_parent && parent != kNoNode && parent != 0)
    add(msg("below {0}", name_at(source, numbers, parent, language)));
  if (parent == kNoNode) return out;
  const NodeIndex before = sibling_before(document, index);
  add(before == kNoNode ? msg("as the first") : msg("after {0}", name_at(source, numbers, before, language)));
  return out;
}

/// "M 14": what stands before the last number, and that.
struct Numbered {
  std::string begin;
  long number = 0;
};

std::optional<Numbered> last_number(const std::string& text) {
  const std::size_t begin = text.find_last_not_of("0123456789") + 1;
  if (begin == text.size()) return std::nullopt;
  Numbered out{text.substr(0, begin), 0};
  std::from_chars(text.data() + begin, text.data() + text.size(), out.number);
  return out;
}

bool goes_on(const std::string& last, const std::string& next) {
  const std::optional<Numbered> a = last_number(last);
  const std::optional<Numbered> b = last_number(next);
  return a && b && a->begin == b->begin && a->number + 1 == b->number;
}

class Renumbering {
 public:
  explicit Renumbering(const Compared& compared) : compared_(compared) {}

  std::vector<Renumbered> find() {
    for (std::size_t i = 0; i < compared_.steps.size(); ++i) {
      if (!renumbers(compared_.steps[i], compared_.changes[i])) continue;
      const std::string& was = compared_.old_numbers[compared_.steps[i].before];
      const std::string& is = compared_.new_numbers[compared_.steps[i].after];
      if (!ranges_.empty() && goes_on(ranges_.back().old_end, was) && goes_on(ranges_.back().new_end, is)) {
        ranges_.back().old_end = was;
        ranges_.back().new_end = is;
        ++ranges_.back().count;
      } else {
        ranges_.push_back({was, was, is, is, 1});
      }
    }
    std::vector<Renumbered> out;
    for (const Range& range : ranges_) out.push_back(told(range));
    return out;
  }

  /// Not by a move of its own, nor merely by another number of what stands above it.
  [[nodiscard]] bool renumbers(const diff::Step& step, const diff::Change* change) const {
    if (step.old_place || step.before == kNoNode || step.after == kNoNode) return false;
    if (change != nullptr && (change->moved() || change->reordered())) return false;
    const std::string& was = compared_.old_numbers[step.before];
    const std::string& is = compared_.new_numbers[step.after];
    if (was == is || was.empty() || is.empty()) return false;
    const NodeIndex old_parent = compared_.before.document.nodes[step.before].parent;
    const NodeIndex new_parent = compared_.after.document.nodes[step.after].parent;
    if (old_parent == kNoNode || new_parent == kNoNode) return true;
    const std::optional<Numbered> a = last_number(was);
    const std::optional<Numbered> b = last_number(is);
    const std::optional<Numbered> above_was = last_number(compared_.old_numbers[old_parent]);
    const std::optional<Numbered> above_is = last_number(compared_.new_numbers[new_parent]);
    if (!a || !b || !above_was || !above_is) return true;
    const std::string old_above = std::to_string(above_was->number) + ".";
    const std::string new_above = std::to_string(above_is->number) + ".";
    const bool inherits = a->begin.ends_with(old_above) && b->begin.ends_with(new_above);
    return !inherits || a->number != b->number;
  }

 private:
  struct Range {
    std::string old_begin, old_end, new_begin, new_end;
    std::size_t count = 0;
  };

  Renumbered told(const Range& range) const {
    const auto say = [&](const Message& message) { return render(message, compared_.language); };
    if (range.old_begin == range.old_end) {
      return {range.old_begin, range.new_begin,
              say(msg("What was number {0} becomes {1}", range.old_begin, range.new_begin))};
    }
    const auto both = [&](const std::string& begin, const std::string& end) {
      return say(range.count == 2 ? msg("{0} and {1}", begin, end) : msg("{0} to {1}", begin, end));
    };
    const std::string was = both(range.old_begin, range.old_end);
    const std::string is = both(range.new_begin, range.new_end);
    return {was, is, say(msg("What were numbers {0} become {1}", was, is))};
  }

  const Compared& compared_;
  std::vector<Range> ranges_;
};

}  // namespace

Places both_places(const Compared& compared, const diff::Step& step) {
  const NodeIndex old_parent = compared.before.document.nodes[step.before].parent;
  const NodeIndex new_parent = compared.after.document.nodes[step.after].parent;
  const bool moved = old_parent != kNoNode && new_parent != kNoNode &&
                     compared.before.document.nodes[old_parent].id != compared.after.document.nodes[new_parent].id;
  return {place_of(compared.before, compared.old_numbers, step.before, moved, compared.language),
          place_of(compared.after, compared.new_numbers, step.after, moved, compared.language)};
}

std::vector<Renumbered> renumbered(const Compared& compared) {
  return Renumbering(compared).find();
}

std::string name_over_time(const Compared& compared, NodeIndex before, NodeIndex after, OldNumber old_one) {
  const auto named = [&](const std::string& number) {
    const bool is_gone = after == kNoNode;
    const Source& source = is_gone ? compared.before : compared.after;
    return node_name(source.document.nodes[is_gone ? before : after], number, source.type, tag_of(compared.language));
  };
  const auto previously = [&](const std::string& number) {
    return render(msg("previously {0}", number), compared.language);
  };
  const std::string none;
  const std::string& was = before == kNoNode ? none : compared.old_numbers[before];
  if (after == kNoNode) {
    const std::vector<std::string>& taken = compared.new_numbers;
    if (was.empty() || std::find(taken.begin(), taken.end(), was) == taken.end()) return named(was);
    return named("") + " (" + previously(was) + ")";
  }
  const std::string& is = compared.new_numbers[after];
  const bool with_old = !was.empty() && was != is && old_one == OldNumber::Shown;
  return named(with_old ? is + " (" + previously(was) + ")" : is);
}

std::string old_number(const Compared& compared, const diff::Step& step) {
  if (step.before == kNoNode || step.after == kNoNode) return "";
  const std::string& was = compared.old_numbers[step.before];
  if (was.empty() || was == compared.new_numbers[step.after]) return "";
  return render(msg("previously {0}", was), compared.language);
}

}  // namespace zielbaum::compose
