// Reads HTML as strictly as XML would, for tests: every tag closed in order, every attribute quoted, ids unique, links
// inside the page have targets.
#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace zielbaum::test {

struct Tag {
  std::string name;
  std::vector<std::pair<std::string, std::string>> attributes;

  [[nodiscard]] std::string get(std::string_view attribute) const {
    for (const auto& [name_of, value] : attributes) {
      if (name_of == attribute) return value;
    }
    return {};
  }
};

struct Markup {
  std::vector<Tag> tags;              ///< opening tags in order
  std::string text;                   ///< all text outside <style>, still escaped
  std::vector<std::string> mistakes;  ///< empty where all is well

  [[nodiscard]] std::size_t count(std::string_view name) const {
    return static_cast<std::size_t>(
        std::count_if(tags.begin(), tags.end(), [&](const Tag& tag) { return tag.name == name; }));
  }
  [[nodiscard]] const Tag* find(std::string_view name) const {
    const auto found = std::find_if(tags.begin(), tags.end(), [&](const Tag& tag) { return tag.name == name; });
    return found == tags.end() ? nullptr : &*found;
  }
};

namespace markup_internal {

inline Tag read_tag(std::string_view inside, std::vector<std::string>& mistakes) {
  Tag tag;
  std::size_t at = std::min(inside.find_first_of(" \n"), inside.size());
  tag.name = inside.substr(0, at);
  while (at < inside.size()) {
    at = inside.find_first_not_of(" \n", at);
    if (at == std::string_view::npos) break;
    const std::size_t equals = inside.find("=\"", at);
    const std::size_t end = equals == std::string_view::npos ? equals : inside.find('"', equals + 2);
    if (end == std::string_view::npos) {
      mistakes.push_back("bad attribute in <" + std::string(inside) + ">");
      break;
    }
    tag.attributes.emplace_back(inside.substr(at, equals - at), inside.substr(equals + 2, end - equals - 2));
    at = end + 1;
  }
  return tag;
}

}  // namespace markup_internal

inline Markup read_markup(std::string_view html) {
  constexpr std::array<std::string_view, 7> kVoid = {"meta", "br", "input", "img", "hr", "link", "col"};
  Markup markup;
  std::vector<std::string> open;
  std::size_t at = 0;
  while (at < html.size()) {
    const std::size_t tag_begin = std::min(html.find('<', at), html.size());
    markup.text += html.substr(at, tag_begin - at);
    if (tag_begin == html.size()) break;
    const std::size_t tag_end = html.find('>', tag_begin);
    if (tag_end == std::string_view::npos) {
      markup.mistakes.push_back("a tag does not end");
      break;
    }
    const std::string_view inside = html.substr(tag_begin + 1, tag_end - tag_begin - 1);
    at = tag_end + 1;
    if (inside.starts_with('!')) continue;
    if (inside.starts_with('/')) {
      if (open.empty() || open.back() != inside.substr(1)) {
        markup.mistakes.push_back("</" + std::string(inside.substr(1)) + "> closes nothing");
      } else {
        open.pop_back();
      }
      continue;
    }
    Tag tag = markup_internal::read_tag(inside, markup.mistakes);
    const std::string name = tag.name;
    markup.tags.push_back(std::move(tag));
    if (std::find(kVoid.begin(), kVoid.end(), name) != kVoid.end()) continue;
    open.push_back(name);
    if (name == "style") at = std::min(html.find("</style", at), html.size());
  }
  for (const std::string& name : open) markup.mistakes.push_back("<" + name + "> stays open");

  std::vector<std::string> ids;
  for (const Tag& tag : markup.tags) {
    if (const std::string id = tag.get("id"); !id.empty()) ids.push_back(id);
  }
  std::sort(ids.begin(), ids.end());
  if (std::adjacent_find(ids.begin(), ids.end()) != ids.end()) markup.mistakes.push_back("an id occurs twice");
  for (const Tag& tag : markup.tags) {
    const std::string href = tag.get("href");
    if (href.starts_with('#') && !std::binary_search(ids.begin(), ids.end(), href.substr(1))) {
      markup.mistakes.push_back("no target for " + href);
    }
  }
  return markup;
}

}  // namespace zielbaum::test
