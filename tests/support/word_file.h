// Reads a .docx file, for tests: its parts, its words, and what a word processor would call damage.
#pragma once

#include <zip.h>
#include <algorithm>
#include <map>
#include <memory>
#include <pugixml.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace zielbaum::test {

struct WordFile {
  std::vector<std::string> names;            ///< of parts, in their order
  std::map<std::string, std::string> bytes;  ///< by name
  std::map<std::string, pugi::xml_document> markup;
  std::vector<std::string> mistakes;  ///< empty where all is well

  [[nodiscard]] pugi::xml_node root(const std::string& name) const {
    const auto found = markup.find(name);
    return found == markup.end() ? pugi::xml_node() : found->second.document_element();
  }
  [[nodiscard]] pugi::xml_node body() const { return root("word/document.xml").child("w:body"); }
};

/// All elements of that name at or below a node, in reading order.
inline std::vector<pugi::xml_node> all(pugi::xml_node node, std::string_view name) {
  std::vector<pugi::xml_node> found;
  struct Walker : pugi::xml_tree_walker {
    std::string_view name;
    std::vector<pugi::xml_node>& found;
    Walker(std::string_view wanted, std::vector<pugi::xml_node>& into) : name(wanted), found(into) {}
    bool for_each(pugi::xml_node& one) override {
      if (one.name() == name) found.push_back(one);
      return true;
    }
  } walker(name, found);
  node.traverse(walker);
  return found;
}

namespace word_file_internal {

/// Words as flow::plain_text() has them: no numbers of lists and notes, and of pictures what they show.
inline void add_words(pugi::xml_node node, std::string& text) {
  for (const pugi::xml_node child : node.children()) {
    const std::string_view name = child.name();
    if (name == "w:t") text += child.text().get();
    if (name == "w:tab") text += ' ';
    if (name == "w:br") text += '\n';
    if (name == "w:softHyphen") text += "\u00AD";
    if (name == "w:noBreakHyphen") text += "\u2011";
    if (name == "wp:docPr") text += child.attribute("descr").value() + std::string("\n");
    const bool number_of_note = name == "w:fldSimple";
    if (name != "w:t" && name != "w:pPr" && !number_of_note) add_words(child, text);
    if (name == "w:p") text += '\n';
  }
}

inline void check_links(WordFile& file) {
  std::set<std::string> names;
  std::set<std::string> ids;
  const auto lower = [](std::string name) {
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
    return name;
  };
  const auto check = [&](bool right, const std::string& mistake) {
    if (!right) file.mistakes.push_back(mistake);
  };
  std::vector<std::string> targets;
  for (const auto& [part, markup] : file.markup) {
    std::set<std::string> relationships;
    const std::size_t folder = part.find_last_of('/') + 1;
    const std::string list = part.substr(0, folder) + "_rels/" + part.substr(folder) + ".rels";
    for (const pugi::xml_node one : file.root(list).children()) {
      relationships.insert(one.attribute("Id").value());
      const std::string target = one.attribute("Target").value();
      const bool outside = std::string_view(one.attribute("TargetMode").value()) == "External";
      check(outside || file.bytes.contains("word/" + target), part + " refers to the missing part " + target);
    }
    for (const char* element : {"w:hyperlink", "w:headerReference", "w:footerReference", "a:blip"}) {
      for (const pugi::xml_node one : all(markup, element)) {
        for (const char* attribute : {"r:id", "r:embed"}) {
          const std::string id = one.attribute(attribute).value();
          check(id.empty() || relationships.contains(id), part + " has no relationship " + id);
        }
        if (one.attribute("w:anchor")) targets.push_back(one.attribute("w:anchor").value());
      }
    }
    for (const pugi::xml_node one : all(markup, "w:bookmarkStart")) {
      const std::string name = one.attribute("w:name").value();
      check(names.insert(lower(name)).second, "two bookmarks are called " + name);
      check(ids.insert(one.attribute("w:id").value()).second, "two bookmarks have one id: " + name);
      const bool plain = std::all_of(name.begin(), name.end(),
                                     [](unsigned char c) { return c < 0x80 && (std::isalnum(c) != 0 || c == '_'); });
      const bool begins = !name.empty() && std::isdigit(static_cast<unsigned char>(name[0])) == 0;
      check(plain && begins && name.size() <= 40, "no name for a bookmark: " + name);
    }
    for (const pugi::xml_node one : all(markup, "w:instrText")) {
      std::string field = one.text().get();
      if (field.starts_with(" PAGEREF ")) targets.push_back(field.substr(9, field.find(' ', 9) - 9));
    }
    for (const pugi::xml_node one : all(markup, "w:tc")) {
      check(std::string_view(one.last_child().name()) == "w:p", "a cell does not end with a paragraph");
    }
  }
  for (const std::string& target : targets) check(names.contains(lower(target)), "no bookmark " + target);
}

}  // namespace word_file_internal

/// The words of the text and then of the notes, paragraphs separated by line feeds.
inline std::string words_of(const WordFile& file) {
  std::string text;
  for (const char* part : {"word/document.xml", "word/footnotes.xml", "word/endnotes.xml"}) {
    word_file_internal::add_words(file.root(part), text);
  }
  return text;
}

inline WordFile read_word_file(const std::string& bytes) {
  WordFile file;
  zip_source_t* const source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, nullptr);
  const std::unique_ptr<zip_t, void (*)(zip_t*)> archive(zip_open_from_source(source, ZIP_CHECKCONS, nullptr),
                                                         &zip_discard);
  if (archive == nullptr) {
    zip_source_free(source);
    file.mistakes.push_back("no sound zip archive");
    return file;
  }
  for (zip_int64_t i = 0; i < zip_get_num_entries(archive.get(), 0); ++i) {
    zip_stat_t stat;
    zip_stat_index(archive.get(), static_cast<zip_uint64_t>(i), 0, &stat);
    std::string content(stat.size, '\0');
    zip_file_t* const entry = zip_fopen_index(archive.get(), static_cast<zip_uint64_t>(i), 0);
    if (zip_fread(entry, content.data(), content.size()) != static_cast<zip_int64_t>(content.size())) {
      file.mistakes.push_back(std::string("cannot be read: ") + stat.name);
    }
    zip_fclose(entry);
    const std::string name = stat.name;
    if (name.ends_with(".xml") || name.ends_with(".rels")) {
      const pugi::xml_parse_result parsed = file.markup[name].load_buffer(
          content.data(), content.size(), pugi::parse_default | pugi::parse_ws_pcdata, pugi::encoding_utf8);
      if (!parsed) file.mistakes.push_back(name + ": " + parsed.description());
    }
    file.names.push_back(name);
    if (!file.bytes.emplace(name, std::move(content)).second) file.mistakes.push_back("two parts are called " + name);
  }
  word_file_internal::check_links(file);
  std::set<std::string> typed;
  for (const pugi::xml_node one : file.root("[Content_Types].xml").children("Override")) {
    typed.insert(one.attribute("PartName").value());
  }
  for (const std::string& name : file.names) {
    if (name == "[Content_Types].xml" || name.ends_with(".rels")) continue;
    if (!typed.contains("/" + name)) file.mistakes.push_back("no content type: " + name);
  }
  return file;
}

}  // namespace zielbaum::test
