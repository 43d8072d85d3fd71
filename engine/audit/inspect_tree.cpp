// The structure tree: read without trusting it, and judged for its form.
#include <algorithm>
#include <array>

#include "audit/inspect_internal.h"

namespace zielbaum::audit {

namespace {

/// Standard structure types of ISO 32000-1, 14.8.4.
bool is_standard(std::string_view role) {
  static const std::set<std::string_view> kRoles = {
      "Document",  "Part",    "Art",   "Sect",    "Div",       "BlockQuote", "Caption", "TOC",     "TOCI",  "Index",
      "NonStruct", "Private", "P",     "H",       "H1",        "H2",         "H3",      "H4",      "H5",    "H6",
      "L",         "LI",      "Lbl",   "LBody",   "Table",     "TR",         "TH",      "TD",      "THead", "TBody",
      "TFoot",     "Span",    "Quote", "Note",    "Reference", "BibEntry",   "Code",    "Link",    "Annot", "Ruby",
      "RB",        "RT",      "RP",    "Warichu", "WT",        "WP",         "Figure",  "Formula", "Form"};
  return kRoles.contains(role);
}

/// "H3" is 3; 0 for what is no heading with a level.
int level_of(std::string_view role) {
  if (role.size() < 2 || role[0] != 'H') return 0;
  int level = 0;
  for (const char c : role.substr(1)) {
    if (c < '0' || c > '9' || level > 99) return 0;
    level = level * 10 + (c - '0');
  }
  return level;
}

/// The role map, followed to a standard type.
class Roles {
 public:
  Roles(const Handle& map, Record& record) : map_(map), record_(record) {
    if (!map_.is_dictionary()) return;
    for (const std::string& key : map_.keys()) {
      record_.expect(!is_standard(key.substr(1)), "02-004", in_file(key));
      (void)resolve(key.substr(1));
    }
  }
  std::string resolve(const std::string& tag) {
    if (is_standard(tag)) return tag;
    const auto known = known_.find(tag);
    if (known != known_.end()) return known->second;
    std::string role = tag;
    std::set<std::string> seen;
    bool circle = false;
    while (!is_standard(role)) {
      circle = !seen.insert(role).second;
      const std::string next = map_.key("/" + role).name();
      if (circle || next.empty()) break;
      role = next;
    }
    // UA-1 knows headings of any level ("H7"), though ISO 32000-1 ends at H6.
    record_.expect(!circle, "02-003", in_file("/" + tag));
    // Counted with the elements.
    if (!circle && !is_standard(role) && level_of(role) <= 6) record_.fault("02-001", in_file("/" + tag));
    return known_[tag] = role;
  }

 private:
  Handle map_;
  Record& record_;
  std::map<std::string, std::string> known_;
};

class Reader {
 public:
  Reader(const File& file, Record& record, Tree& tree, Roles& roles)
      : file_(file), record_(record), tree_(tree), roles_(roles) {}

  void read(const Handle& root) {
    // Depth first without recursion: a foreign tree may be deeper than the stack.
    struct Step {
      Handle kid;
      std::size_t parent;
    };
    std::vector<Step> open;
    const auto push_kids = [&open](const Handle& kids, std::size_t parent) {
      if (!kids.is_array()) {
        if (!kids.is_null()) open.push_back({kids, parent});
        return;
      }
      for (int i = kids.size(); i-- > 0;) open.push_back({kids.item(i), parent});
    };
    push_kids(root.key("/K"), kNowhere);
    while (!open.empty()) {
      const Step step = open.back();
      open.pop_back();
      if (step.kid.is_integer()) {
        if (step.parent != kNowhere) {
          hold(step.parent, {page_of(tree_.elements[step.parent].dictionary), static_cast<int>(step.kid.integer())});
        }
      } else if (step.kid.is_dictionary() && step.kid.has("/S")) {
        const std::size_t added = add(step.kid, step.parent, root);
        if (added != kNowhere) push_kids(step.kid.key("/K"), added);
      } else if (step.kid.is_dictionary() && step.parent != kNowhere) {
        refer(step.kid, step.parent);
      } else {
        record_.expect(false, "Z-06", tree_.at(step.parent, "/K"));
      }
    }
  }

 private:
  static QPDFObjGen page_of(const Handle& dictionary) { return dictionary.key("/Pg").id(); }

  std::size_t add(const Handle& dictionary, std::size_t parent, const Handle& root) {
    record_.checked("02-001");
    record_.checked("Z-02");
    if (dictionary.is_indirect() && tree_.of_object.contains(dictionary.id())) {
      record_.fault("Z-02", tree_.at(tree_.of_object.at(dictionary.id())));
      return kNowhere;
    }
    const std::size_t index = tree_.elements.size();
    TreeElement element;
    element.dictionary = dictionary;
    element.role = roles_.resolve(dictionary.key("/S").name());
    element.parent = parent;
    element.has_lang = has_text(dictionary, "/Lang") || (parent != kNowhere && tree_.elements[parent].has_lang);
    const auto page = file_.number_of_page.find(page_of(dictionary));
    if (page != file_.number_of_page.end()) element.page = page->second;
    tree_.elements.push_back(std::move(element));
    if (parent != kNowhere) tree_.elements[parent].children.push_back(index);
    if (dictionary.is_indirect()) tree_.of_object.emplace(dictionary.id(), index);
    const QPDFObjGen above = (parent == kNowhere ? root : tree_.elements[parent].dictionary).id();
    record_.expect(dictionary.key("/P").id() == above, "Z-01", tree_.at(index, "/P"));
    return index;
  }

  void hold(std::size_t element, Marked marked) {
    record_.checked("Z-06");
    if (!tree_.of_marked.emplace(marked, element).second) {
      record_.fault("Z-06", tree_.at(element, "MCID " + std::to_string(marked.second)));
    }
    TreeElement& holder = tree_.elements[element];
    const auto page = file_.number_of_page.find(marked.first);
    if (holder.page == 0 && page != file_.number_of_page.end()) holder.page = page->second;
  }

  /// A marked-content reference or an object reference.
  void refer(const Handle& reference, std::size_t parent) {
    const Handle own_page = reference.key("/Pg");
    const QPDFObjGen page = own_page.is_null() ? page_of(tree_.elements[parent].dictionary) : own_page.id();
    if (reference.has("/MCID")) {
      const Handle stream = reference.key("/Stm");
      const Handle mcid = reference.key("/MCID");
      hold(parent,
           {stream.is_stream() ? stream.id() : page, mcid.is_integer() ? static_cast<int>(mcid.integer()) : -1});
      return;
    }
    const Handle object = reference.key("/Obj");
    record_.checked("Z-06");
    if (!object.is_dictionary() || !tree_.of_annotation.emplace(object.id(), parent).second) {
      record_.fault("Z-06", tree_.at(parent, "/OBJR"));
    }
  }

  const File& file_;
  Record& record_;
  Tree& tree_;
  Roles& roles_;
};

void read_parent_tree(const Handle& root, Tree& tree, Record& record) {
  read_entries(root, "/Nums", [&](const Handle& key, const Handle& value) {
    record.checked("Z-05");
    if (!key.is_integer() || !tree.parent_tree.emplace(static_cast<int>(key.integer()), value).second)
      record.fault("Z-05", in_file("/ParentTree"));
  });
}

// ---- nesting ----

struct Nesting {
  std::string_view role, condition;
  std::vector<std::string_view> parents;  ///< allowed; none: any
  std::vector<std::string_view> kids;     ///< allowed; none: any
};

bool among(const std::vector<std::string_view>& allowed, std::string_view role) {
  return allowed.empty() || std::find(allowed.begin(), allowed.end(), role) != allowed.end();
}

/// ISO 32000-1, tables 333, 336, 337 and 338. Elements that only group (NonStruct, Div) are no exception in PDF/UA-1.
void inspect_nesting(const Tree& tree, Record& record) {
  static const std::vector<Nesting> kRules = {
      {"Table", "09-004", {}, {"TR", "THead", "TBody", "TFoot", "Caption"}},
      {"THead", "09-004", {"Table"}, {"TR"}},
      {"TBody", "09-004", {"Table"}, {"TR"}},
      {"TFoot", "09-004", {"Table"}, {"TR"}},
      {"TR", "09-004", {"Table", "THead", "TBody", "TFoot"}, {"TH", "TD"}},
      {"TH", "09-004", {"TR"}, {}},
      {"TD", "09-004", {"TR"}, {}},
      {"L", "09-005", {}, {"Caption", "LI", "L"}},
      {"LI", "09-005", {"L"}, {"Lbl", "LBody"}},
      {"LBody", "09-005", {"LI"}, {}},
      {"TOC", "09-006", {}, {"TOC", "TOCI", "Caption"}},
      {"TOCI", "09-006", {"TOC"}, {"Lbl", "Reference", "NonStruct", "P", "TOC"}},
      {"Ruby", "09-007", {}, {"RB", "RT", "RP"}},
      {"RB", "09-007", {"Ruby"}, {}},
      {"RT", "09-007", {"Ruby"}, {}},
      {"RP", "09-007", {"Ruby"}, {}},
      {"Warichu", "09-008", {}, {"WT", "WP"}},
      {"WT", "09-008", {"Warichu"}, {}},
      {"WP", "09-008", {"Warichu"}, {}},
  };
  for (std::size_t i = 0; i < tree.elements.size(); ++i) {
    const TreeElement& element = tree.elements[i];
    for (const Nesting& rule : kRules) {
      if (element.role != rule.role) continue;
      const std::string_view above =
          element.parent == kNowhere ? std::string_view() : tree.elements[element.parent].role;
      bool good = among(rule.parents, above);
      std::array<std::size_t, 3> parts{};  // THead, TBody, TFoot
      std::size_t captions = 0, rows = 0;
      for (std::size_t k = 0; k < element.children.size(); ++k) {
        const std::string_view kid = tree.elements[element.children[k]].role;
        good = good && among(rule.kids, kid);
        parts[0] += kid == "THead";
        parts[1] += kid == "TBody";
        parts[2] += kid == "TFoot";
        rows += kid == "TR";
        captions += kid == "Caption";
        if (kid == "Caption" && !rule.kids.empty()) good = good && (k == 0 || k + 1 == element.children.size());
      }
      if (rule.role == "Table") {
        const bool divided = parts[0] + parts[1] + parts[2] > 0;
        good =
            good && parts[0] <= 1 && parts[2] <= 1 && captions <= 1 && (divided ? parts[1] > 0 && rows == 0 : rows > 0);
      }
      record.expect(good, rule.condition, tree.at(i));
    }
  }
}

void inspect_headings(const Tree& tree, Record& record) {
  int before = 0;
  bool with_level = false, without_level = false;
  for (std::size_t i = 0; i < tree.elements.size(); ++i) {
    const TreeElement& element = tree.elements[i];
    std::size_t unlevelled = 0;
    for (const std::size_t kid : element.children) unlevelled += tree.elements[kid].role == "H";
    if (unlevelled > 0) record.expect(unlevelled == 1, "14-006", tree.at(i));
    without_level = without_level || element.role == "H";
    const int level = level_of(element.role);
    if (level == 0) continue;
    if (!with_level) {
      record.expect(level == 1, "14-002", tree.at(i));
    } else {
      record.expect(level <= before + 1, "14-003", tree.at(i));
    }
    with_level = true;
    before = level;
  }
  if (with_level || without_level) record.expect(!(with_level && without_level), "14-007", in_file("/H"));
}

/// That identifiers are found by the tree of them.
void inspect_identifiers(const Tree& tree, const Handle& id_tree, Record& record) {
  const std::map<std::string, Handle> known = read_names(id_tree);
  for (std::size_t i = 0; i < tree.elements.size(); ++i) {
    const Handle id = tree.elements[i].dictionary.key("/ID");
    if (!id.is_string()) continue;
    const auto entry = known.find(id.bytes());
    const bool found = entry != known.end() && entry->second.is_dictionary() && entry->second.key("/ID").is_string() &&
                       entry->second.key("/ID").bytes() == entry->first;
    record.expect(found, "Z-07", tree.at(i, "/IDTree"));
  }
}

void inspect_notes(const Tree& tree, Record& record) {
  std::set<std::string> ids;
  for (std::size_t i = 0; i < tree.elements.size(); ++i) {
    if (tree.elements[i].role != "Note") continue;
    const Handle id = tree.elements[i].dictionary.key("/ID");
    const bool given = id.is_string() && !id.bytes().empty();
    record.expect(given, "19-003", tree.at(i, "/ID"));
    if (given) record.expect(ids.insert(id.bytes()).second, "19-004", tree.at(i, "/ID"));
  }
}

/// Alternative texts, languages and places of single elements.
void inspect_elements(const File& file, const Tree& tree, Record& record) {
  for (std::size_t i = 0; i < tree.elements.size(); ++i) {
    const TreeElement& element = tree.elements[i];
    const Handle& dictionary = element.dictionary;
    if (element.role == "Figure") {
      record.expect(has_text(dictionary, "/Alt") || dictionary.key("/ActualText").is_string(), "13-004",
                    tree.at(i, "/Alt"));
      const Handle box = attributes_of(element, "Layout");
      const Handle edges = box.key("/BBox");
      const bool good = edges.size() == 4 && edges.item(2).number() > edges.item(0).number() &&
                        edges.item(3).number() > edges.item(1).number();
      record.expect(good, "Z-09", tree.at(i, "/BBox"));
    }
    if (element.role == "Formula") {
      record.expect(has_text(dictionary, "/Alt") || dictionary.key("/ActualText").is_string(), "17-002",
                    tree.at(i, "/Alt"));
    }
    for (const char* key : {"/Alt", "/ActualText", "/E"}) {
      if (has_text(dictionary, key)) record.expect(element.has_lang || file.has_lang, "11-002", tree.at(i, key));
    }
    if (dictionary.has("/Lang")) {
      const Handle lang = dictionary.key("/Lang");
      record.expect(lang.is_string() && (lang.text().empty() || is_bcp47(lang.text())), "Z-10", tree.at(i, "/Lang"));
    }
    if (element.role == "L") {
      const bool labelled = std::any_of(element.children.begin(), element.children.end(), [&tree](std::size_t item) {
        const std::vector<std::size_t>& parts = tree.elements[item].children;
        return std::any_of(parts.begin(), parts.end(),
                           [&tree](std::size_t part) { return tree.elements[part].role == "Lbl"; });
      });
      const Handle list = attributes_of(element, "List");
      const std::string numbering = list.key("/ListNumbering").name();
      if (labelled) record.expect(!numbering.empty() && numbering != "None", "Z-13", tree.at(i, "/ListNumbering"));
    }
  }
}

/// Elements that hold neither an element nor anything on a page.
void inspect_emptiness(const Tree& tree, Record& record) {
  std::vector<bool> holds(tree.elements.size());
  for (const auto& [marked, element] : tree.of_marked) holds[element] = true;
  for (const auto& [annotation, element] : tree.of_annotation) holds[element] = true;
  for (std::size_t i = 0; i < tree.elements.size(); ++i) {
    record.expect(holds[i] || !tree.elements[i].children.empty(), "Z-16", tree.at(i));
  }
}

}  // namespace

std::string Tree::path(std::size_t element) const {
  std::vector<std::string> steps;
  // A parent's index is below its child's, so this ends.
  for (; element != kNowhere; element = elements[element].parent) {
    std::string step = elements[element].role;
    if (elements[element].parent != kNowhere) {
      std::size_t place = 0;
      for (const std::size_t sibling : elements[elements[element].parent].children) {
        if (sibling <= element && elements[sibling].role == elements[element].role) ++place;
      }
      step += "[" + std::to_string(place) + "]";
    }
    steps.push_back(std::move(step));
  }
  std::string out;
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) out += (out.empty() ? "" : "/") + *step;
  return out;
}

std::uint32_t Tree::page(std::size_t element) const {
  // Where an element holds nothing itself, the page of what it holds first.
  while (elements[element].page == 0 && !elements[element].children.empty())
    element = elements[element].children.front();
  return elements[element].page;
}

Tree inspect_tree(const File& file, Record& record) {
  Tree tree;
  const Handle root = file.catalog.key("/StructTreeRoot");
  if (!root.is_dictionary()) return tree;
  Roles roles(root.key("/RoleMap"), record);
  Reader(file, record, tree, roles).read(root);
  read_parent_tree(root.key("/ParentTree"), tree, record);
  inspect_nesting(tree, record);
  inspect_headings(tree, record);
  inspect_notes(tree, record);
  inspect_identifiers(tree, root.key("/IDTree"), record);
  inspect_elements(file, tree, record);
  inspect_emptiness(tree, record);
  for (std::size_t i = 0; i < tree.elements.size(); ++i) {
    if (tree.elements[i].role == "Table") inspect_table(tree, i, record);
  }
  return tree;
}

}  // namespace zielbaum::audit
