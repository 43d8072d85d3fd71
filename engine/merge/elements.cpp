#include "merge/elements_internal.h"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "merge/order_internal.h"

namespace zielbaum::merge {

namespace {

template <typename T>
using Three = std::array<T, 3>;

struct Element {
  std::string key;
  std::string start, end;         ///< lines; empty where it says something itself
  std::vector<Element> children;  ///< none where it says something itself
  std::string text;               ///< all of it, as it is in the file

  [[nodiscard]] bool opens() const { return !start.empty(); }
};

std::string_view name_of(std::string_view tag) {
  return tag.substr(0, tag.find_first_of(" />"));
}

/// What an element is known by among those beside it: its name, with the first of these attributes that it has.
std::string key_of(std::string_view tag) {
  const std::string_view attributes = tag.substr(0, tag.find('>'));
  std::string key(name_of(tag));
  for (const std::string_view name : {"id", "name", "key", "file", "lang", "role", "label", "kind"}) {
    const std::string wanted = " " + std::string(name) + "=\"";
    const std::size_t at = attributes.find(wanted);
    if (at == std::string_view::npos) continue;
    const std::size_t value = at + wanted.size();
    return key + wanted + std::string(attributes.substr(value, attributes.find('"', value) - value));
  }
  return key;
}

class Reading {
 public:
  explicit Reading(std::string_view file) : rest_(file) {}

  /// The elements up to the end tag of what they stand in; nothing where they are laid out in another way.
  std::optional<std::vector<Element>> elements(const std::string& indent) {
    std::vector<Element> out;
    while (next().starts_with(indent + "<") && !next().starts_with(indent + "</")) {
      std::optional<Element> one = element(indent);
      if (!one) return std::nullopt;
      out.push_back(std::move(*one));
    }
    return out;
  }
  [[nodiscard]] bool at_end() const { return rest_.empty(); }

 private:
  [[nodiscard]] std::string_view next() const { return rest_.substr(0, std::min(rest_.find('\n'), rest_.size())); }
  std::string_view take() {
    const std::string_view line = next();
    rest_.remove_prefix(std::min(line.size() + 1, rest_.size()));
    return line;
  }

  std::optional<Element> element(const std::string& indent) {
    const std::string_view from = rest_;
    const std::string_view line = take();
    const std::string_view tag = line.substr(indent.size() + 1);
    const std::string end = "</" + std::string(name_of(tag)) + ">";
    Element out;
    out.key = key_of(tag);
    if (tag.starts_with("!") || !line.ends_with(">")) return std::nullopt;
    if (line.ends_with(" />") && tag.find('<') == std::string_view::npos) {
      out.start = std::string(line.substr(0, line.size() - 3)) + ">\n";
      out.end = indent + end + "\n";
    } else if (!line.ends_with(end) && tag.find('<') == std::string_view::npos) {
      out.start = std::string(line) + "\n";
      out.end = indent + end + "\n";
      std::optional<std::vector<Element>> children = elements(indent + "  ");
      if (!children || take() != indent + end) return std::nullopt;
      out.children = std::move(*children);
    }
    out.text = from.substr(0, from.size() - rest_.size());
    return out;
  }

  std::string_view rest_;
};

using Elements = std::vector<Element>;

class ElementsMerge {
 public:
  [[nodiscard]] bool contradicts() const { return contradicts_; }

  /// Whether elements are given twice, so that nothing can be said.
  [[nodiscard]] bool is_unclear() const { return is_unclear_; }

  std::string merged(const Three<const Elements*>& lists) {
    const std::set<std::string> repeated = repeated_keys(lists);
    const auto known_by = [&](const Element& one) {
      return repeated.contains(one.key) ? one.text.substr(0, one.text.find('\n')) : one.key;
    };
    std::map<std::string, Three<const Element*>> by_key;
    for (std::size_t version = 0; version < 3; ++version) {
      for (const Element& one : *lists[version]) {
        const Element*& place = by_key[known_by(one)][version];
        is_unclear_ = is_unclear_ || place != nullptr;
        place = &one;
      }
    }
    std::map<std::string, Handle> numbers;
    std::vector<Handle> all;
    std::vector<std::string> texts;
    for (const auto& [key, three] : by_key) {
      const auto number = static_cast<Handle>(texts.size());
      texts.push_back(merged(three));
      if (texts.back().empty()) continue;
      numbers.emplace(key, number);
      all.push_back(number);
    }
    Three<std::vector<Handle>> orders;
    for (std::size_t version = 0; version < 3; ++version)
      for (const Element& one : *lists[version])
        if (const auto found = numbers.find(known_by(one)); found != numbers.end())
          orders[version].push_back(found->second);
    std::string out;
    for (const Handle one : merge_orders(orders, all).order) out += texts[one];
    return out;
  }

 private:
  /// Several of a version have them: then each is known by all of its first line.
  static std::set<std::string> repeated_keys(const Three<const Elements*>& lists) {
    std::set<std::string> out;
    for (const Elements* const list : lists) {
      std::set<std::string> seen;
      for (const Element& one : *list)
        if (!seen.insert(one.key).second) out.insert(one.key);
    }
    return out;
  }

  template <typename T>
  T settled(const T& base, const T& ours, const T& theirs) {
    if (ours == theirs || theirs == base) return ours;
    if (ours != base) contradicts_ = true;
    return theirs;
  }

  /// "" where it is gone.
  std::string merged(const Three<const Element*>& three) {
    const auto& [base, ours, theirs] = three;
    const auto text = [](const Element* one) { return one == nullptr ? std::string() : one->text; };
    const bool by_both = text(ours) != text(base) && text(theirs) != text(base) && text(ours) != text(theirs);
    const bool opens = std::all_of(three.begin(), three.end(), [](const Element* one) { return one && one->opens(); });
    if (!by_both || !opens) return settled(text(base), text(ours), text(theirs));
    const std::string start = settled(base->start, ours->start, theirs->start);
    const std::string inside = merged(Three<const Elements*>{&base->children, &ours->children, &theirs->children});
    if (!inside.empty()) return start + inside + base->end;
    return start.substr(0, start.size() - 2) + " />\n";
  }

  bool contradicts_ = false;
  bool is_unclear_ = false;
};

}  // namespace

std::optional<MergedElements> merge_elements(const std::array<std::string_view, 3>& files) {
  Three<Elements> roots;
  for (std::size_t version = 0; version < 3; ++version) {
    Reading reading(files[version]);
    std::optional<Elements> root = reading.elements("");
    if (!root || !reading.at_end() || root->size() > 1) return std::nullopt;
    roots[version] = std::move(*root);
  }
  // Of a file that both sides began, each has nothing at first but what all is in.
  if (roots[0].empty() && !roots[1].empty()) {
    Element frame = roots[1].front();
    frame.children.clear();
    frame.text.clear();
    roots[0].push_back(std::move(frame));
  }
  ElementsMerge merge;
  std::string text = merge.merged({roots.data(), &roots[1], &roots[2]});
  if (merge.is_unclear()) return std::nullopt;
  return MergedElements{merge.contradicts() ? std::nullopt : std::optional(std::move(text))};
}

}  // namespace zielbaum::merge
