// The parts of the inspection and what they share: the file, the verdicts, the structure tree as it was read.
#pragma once

#include <bitset>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "audit/audit.h"
#include "audit/object_internal.h"

namespace zielbaum::audit {

struct Tree;
inline constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

/// A place at hand, told in full only if there is something wrong with it.
struct Where {
  const Tree* tree = nullptr;
  std::size_t element = kNowhere;  ///< of `tree`
  std::uint32_t page = 0;          ///< from 1; 0: the element's
  std::string_view detail;
};
[[nodiscard]] inline Where in_file(std::string_view detail) {
  return {.detail = detail};
}
[[nodiscard]] inline Where on_page(std::uint32_t page, std::string_view detail) {
  return {.page = page, .detail = detail};
}

/// Collects the verdicts.
class Record {
 public:
  Record();
  void checked(std::string_view number, std::uint64_t count = 1);
  /// One thing that breaks the condition. It was counted by `checked` already.
  void fault(std::string_view number, const Where& where);
  /// Counts one thing, and faults it unless `good`.
  void expect(bool good, std::string_view number, const Where& where);
  [[nodiscard]] std::vector<Verdict> take() { return std::move(verdicts_); }

 private:
  Verdict& verdict(std::string_view number);
  std::vector<Verdict> verdicts_;
  std::map<std::string_view, std::size_t> index_;
};

/// Marked content: the stream (page or form) it stands in, and its MCID there.
using Marked = std::pair<QPDFObjGen, int>;

/// An element of the structure tree.
struct TreeElement {
  Handle dictionary;
  std::string role;  ///< a standard one where the role map leads to one: "TH"
  std::size_t parent = kNowhere;
  std::vector<std::size_t> children;  ///< elements only
  std::uint32_t page = 0;             ///< from 1, as far as known
  bool has_lang = false;              ///< itself or by what it hangs in; not by the catalog
};

struct Tree {
  std::vector<TreeElement> elements;  ///< in reading order; parents before children
  std::map<QPDFObjGen, std::size_t> of_object;
  std::map<Marked, std::size_t> of_marked;
  std::map<QPDFObjGen, std::size_t> of_annotation;
  std::map<int, Handle> parent_tree;

  /// "Document/Table[2]/TR[3]/TH[1]"
  [[nodiscard]] std::string path(std::size_t element) const;
  [[nodiscard]] std::uint32_t page(std::size_t element) const;
  [[nodiscard]] Where at(std::size_t element, std::string_view detail = {}) const {
    return {.tree = this, .element = element, .detail = detail};
  }
};

struct File {
  QPDF& qpdf;
  std::string_view bytes;
  Handle catalog;
  std::vector<Handle> pages;
  std::map<QPDFObjGen, std::uint32_t> number_of_page;  ///< from 1
  std::map<std::string, Handle> destinations;          ///< by name
  bool has_lang = false;                               ///< the catalog's Lang
  std::string xmp;
  int pdfa_part = 0;
  char pdfa_level = ' ';
  bool claims_ua = false;
  std::string intent = {};  ///< the colour space of the output intent: "RGB ", "CMYK", "GRAY"; "": there is none
  Budget& budget;
};

/// Reads the tree and judges its form: 01 (role map), 02, 09, 13 to 19, Z-01, Z-02, Z-07 to Z-10, Z-13, Z-15.
[[nodiscard]] Tree inspect_tree(const File& file, Record& record);
/// Tables alone: 15-003, Z-07, Z-08, Z-15.
void inspect_table(const Tree& tree, std::size_t table, Record& record);

/// Which codes of a font the text of all pages uses.
struct FontUse {
  Handle font;
  std::uint32_t page = 0;   ///< the first
  bool visible = false;     ///< some of it is not only laid under a picture to be found
  std::bitset<256> single;  ///< bytes that are codes by themselves; any other begins one of two bytes
  std::vector<bool> codes;
};
using FontUses = std::map<QPDFObjGen, FontUse>;

/// Reads all content streams: 01-003 to 005, 11-001, 30, Z-03 to Z-06, Z-12, A-6.2.4, A-6.2.10. Gives the fonts.
[[nodiscard]] FontUses inspect_content(const File& file, const Tree& tree, Record& record);
/// 10-001, 31, A-6.2.11.
void inspect_fonts(const File& file, const FontUses& fonts, Record& record);
/// A-6.1.3-3, A-6.1.4, A-6.1.6, A-6.1.7.1, A-6.1.9, A-6.1.13: how the file is written, byte by byte.
void inspect_bytes(const File& file, Record& record);
/// for pages, A-6.2.5 to.
void inspect_archive(const File& file, Record& record);
/// 28, 11-004, 11-005, A-6.3, Z-11 for links.
void inspect_annotations(const File& file, const Tree& tree, Record& record);
/// What stands in the catalog and the trailer, and what no object of the file may be: 06, 07, 11-003, 11-006, 20, 21,
/// 25, 26, A-6.1, A-6.2.3, A-6.4 to, Z-11 for bookmarks, Z-14.
void inspect_catalog(File& file, Record& record);

/// finds File::intent.
void inspect_intents(File& file, Record& record);
/// Whether a colour space, or what it is made of, has a profile: of its own, by a default among `resources`, or by the
/// output intent.
[[nodiscard]] bool is_bound(const Handle& space, const Handle& resources, const std::string& intent, int depth = 0);
using UseEntry = std::function<void(const Handle& key, const Handle& value)>;
/// Goes through a tree of names or numbers, whatever its nodes point at; `leaf` is what its leaves call their entries.
void read_entries(const Handle& root, const std::string& leaf, const UseEntry& use);
/// The values of a tree of names, as far as it is one.
[[nodiscard]] std::map<std::string, Handle> read_names(const Handle& root);
/// Whether a destination leads to a page of the file.
[[nodiscard]] bool leads_somewhere(const File& file, Handle destination);
/// A well-formed language tag of BCP 47.
[[nodiscard]] bool is_bcp47(std::string_view tag);
/// Whether the dictionary has `key` as a text that is not empty.
[[nodiscard]] bool has_text(const Handle& dictionary, const std::string& key);
/// The (first) attribute object of an owner in an element's /A, or null.
[[nodiscard]] Handle attributes_of(const TreeElement& element, std::string_view owner);

}  // namespace zielbaum::audit
