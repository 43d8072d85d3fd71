#include "merge/notes_internal.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/utf8.h"
#include "merge/inline_internal.h"

namespace zielbaum::merge {

namespace {

using Names = std::map<std::string, std::string>;

constexpr std::string_view kNoteKey = "\1N";
/// Begins the name of a note that the base does not have, until it gets one that nobody else has.
constexpr const char* kNewNote = "\2";

std::string note_of(const Passage& joint) {
  return joint.key.starts_with(kNoteKey) ? joint.key.substr(kNoteKey.size()) : "";
}

std::string mark_of(std::string_view name) {
  return "[^" + std::string(name) + "]";
}

/// Footnotes by name, each with what it says. Of two of one name the first counts.
std::map<std::string, std::string> notes_in(const Passages& passages) {
  std::map<std::string, std::string> out;
  std::string name;
  std::string said;
  const auto close = [&] {
    if (!name.empty()) out.emplace(name, said);
    name.clear();
    said.clear();
  };
  for (const Passage& one : passages) {
    if (one.joint() && one.outer == 0 && one.depth != kSameParagraph && (one.level == 0 || !note_of(one).empty()))
      close();
    if (one.joint() && !note_of(one).empty()) {
      name = note_of(one);
    } else if (!name.empty()) {
      said += one.joint() ? " " : one.key;
    }
  }
  close();
  return out;
}

/// All names that stand in marks or texts.
std::set<std::string> names_in(const Passages& passages) {
  std::set<std::string> out;
  for (const Passage& one : passages) {
    if (one.joint()) {
      if (const std::string name = note_of(one); !name.empty()) out.insert(name);
    } else if (one.sort != PassageSort::Code) {
      for (const Span& atom : atoms_in(one.text)) {
        const std::string_view text = std::string_view(one.text).substr(atom.begin, atom.end - atom.begin);
        if (is_note_mark(text)) out.emplace(text.substr(2, text.size() - 3));
      }
    }
  }
  return out;
}

/// What a side calls the notes that the base has, and for its new ones what they say.
struct SideNames {
  Names of_base;  ///< by the side's name
  Names added;    ///< likewise: the text
};

SideNames names_on(const std::map<std::string, std::string>& base, const std::map<std::string, std::string>& side) {
  SideNames out;
  std::set<std::string> taken;
  const auto take = [&](const std::string& name, const std::string& of_base) {
    if (taken.insert(of_base).second) out.of_base[name] = of_base;
  };
  for (const auto& [name, said] : side)
    if (const auto same = base.find(name); same != base.end() && same->second == said) take(name, name);
  for (const auto& [name, said] : side) {
    const auto says_so = [&, &text = said](const auto& entry) { return entry.second == text; };
    const auto found = std::find_if(base.begin(), base.end(), says_so);
    if (!out.of_base.contains(name) && found != base.end()) take(name, found->first);
  }
  for (const auto& [name, said] : side) {
    if (!out.of_base.contains(name) && base.contains(name)) take(name, name);  // reworded
    if (!out.of_base.contains(name)) out.added[name] = said;
  }
  return out;
}

/// Names of what can be referred to, those of notes with their "^".
std::set<std::string> defined_in(const Passages& passages) {
  std::set<std::string> out;
  for (const Passage& one : passages) {
    if (one.joint()) {
      if (const std::string name = note_of(one); !name.empty()) out.insert("^" + lower_case(name));
    } else if (one.sort == PassageSort::Atom && one.text.starts_with('[')) {
      if (const std::size_t end = one.text.find("]:"); end != std::string::npos)
        out.insert(lower_case(one.text.substr(1, end - 1)));
    }
  }
  return out;
}

std::set<std::string> referred_to_in(const Passages& passages) {
  std::set<std::string> out;
  for (const Passage& one : passages) {
    if (one.joint() || one.sort == PassageSort::Code || one.sort == PassageSort::Atom) continue;
    const std::string& text = one.text;
    for (std::size_t begin = text.find('['); begin != std::string::npos; begin = text.find('[', begin + 1)) {
      const std::size_t end = text.find_first_of("[]", begin + 1);
      if (end != std::string::npos && text[end] == ']') out.insert(lower_case(text.substr(begin + 1, end - begin - 1)));
    }
  }
  return out;
}

Passages all_of(const std::vector<Piece>& pieces, Passages Gap::*version) {
  Passages out;
  for (const Piece& piece : pieces) append(out, piece.gap.*version);
  return out;
}

}  // namespace

void rename_notes(Passages& passages, const Names& names) {
  for (Passage& one : passages) {
    if (one.sort == PassageSort::Code) continue;
    if (!one.joint()) {
      std::string text = with_notes_renamed(one.text, names);
      if (text == one.text) continue;
      one.text = std::move(text);
      one.key = with_notes_renamed(one.key, names);
      for (std::string& word : one.words) word = with_notes_renamed(word, names);
      std::sort(one.words.begin(), one.words.end());
      continue;
    }
    const auto found = names.find(note_of(one));
    if (note_of(one).empty() || found == names.end()) continue;
    const std::string mark = mark_of(found->first);
    if (const std::size_t at = one.text.rfind(mark); at != std::string::npos) {
      one.text.replace(at, mark.size(), mark_of(found->second));
      one.key = std::string(kNoteKey) + found->second;
    }
  }
}

std::string with_notes_renamed(std::string_view markdown, const Names& names) {
  std::string out;
  std::size_t done = 0;
  for (const Span& atom : atoms_in(markdown)) {
    const std::string_view text = markdown.substr(atom.begin, atom.end - atom.begin);
    if (!is_note_mark(text)) continue;
    const auto found = names.find(std::string(text.substr(2, text.size() - 3)));
    if (found == names.end()) continue;
    out.append(markdown.substr(done, atom.begin - done)).append(mark_of(found->second));
    done = atom.end;
  }
  return out.append(markdown.substr(done));
}

Names name_notes_alike(Gap& all) {
  const auto base = notes_in(all.base);
  const std::array<Passages*, 2> sides = {&all.ours, &all.theirs};
  std::set<std::string> used = names_in(all.base);
  std::array<SideNames, 2> names;
  std::map<std::string, std::string> wishes;  // of new notes, by what they say
  std::map<std::string, std::string> chosen;  // of the base's, by the base's name
  for (std::size_t i = 0; i < sides.size(); ++i) {
    used.merge(names_in(*sides[i]));
    names[i] = names_on(base, notes_in(*sides[i]));
    for (const auto& [own, said] : names[i].added) {
      const auto [found, is_new] = wishes.emplace(said, own);
      if (!is_new) found->second = std::min(found->second, own);
    }
    for (const auto& [own, name] : names[i].of_base) {
      if (own == name) continue;
      const auto [found, is_new] = chosen.emplace(name, own);
      if (!is_new) found->second = std::min(found->second, own);
    }
  }
  if (wishes.empty() && chosen.empty()) return {};
  Names out;
  std::set<std::string> taken;
  std::size_t number = 1;
  const auto name = [&](const std::string& one, const std::string& wish) {
    std::string is = wish;
    while (taken.contains(is) || (is != wish && used.contains(is))) is = std::to_string(number++);
    taken.insert(is);
    out[one] = is;
  };
  for (const auto& [own, said] : base)
    if (!chosen.contains(own)) name(own, own);
  for (const auto& [own, wish] : chosen) name(own, wish);
  std::map<std::string, std::string> by_text;
  for (const auto& [said, wish] : wishes) {
    const std::string own = kNewNote + std::to_string(by_text.size());
    by_text[said] = own;
    name(own, wish);
  }
  for (std::size_t i = 0; i < sides.size(); ++i) {
    Names to = names[i].of_base;
    for (const auto& [own, said] : names[i].added) to[own] = by_text.at(said);
    rename_notes(*sides[i], to);
  }
  return out;
}

namespace {

/// New notes whose mark is in a conflict go with it.
bool part_notes_without_mark(std::vector<Piece>& pieces, const Passages& result) {
  std::set<std::string> left = defined_in(result);
  for (const std::string& name : referred_to_in(result)) left.erase(name);
  std::erase_if(left, [](const std::string& name) { return !name.starts_with(std::string("^") + kNewNote); });
  if (left.empty()) return false;
  std::set<std::string> marked;
  for (const auto side : {&Gap::ours, &Gap::theirs}) marked.merge(referred_to_in(all_of(pieces, side)));
  bool any = false;
  for (Piece& piece : pieces) {
    if (!piece.changed || piece.apart) continue;
    for (const auto side : {&Gap::ours, &Gap::theirs})
      for (const std::string& name : defined_in(piece.gap.*side))
        piece.apart = piece.apart || (left.contains(name) && marked.contains(name));
    any = any || piece.apart;
  }
  return any;
}

}  // namespace

bool part_from_what_refers(std::vector<Piece>& pieces, const Passages& result) {
  const bool any_note = part_notes_without_mark(pieces, result);
  std::set<std::string> lost = referred_to_in(result);
  for (const std::string& name : defined_in(result)) lost.erase(name);
  if (lost.empty()) return any_note;
  std::set<std::string> defined;
  for (const auto version : {&Gap::base, &Gap::ours, &Gap::theirs}) {
    const Passages all = all_of(pieces, version);
    const std::set<std::string> here = defined_in(all);
    // A side that refers to nothing itself is as it wants to be.
    if (version != &Gap::base)
      for (const std::string& name : referred_to_in(all))
        if (!here.contains(name)) lost.erase(name);
    defined.insert(here.begin(), here.end());
  }
  std::erase_if(lost, [&](const std::string& name) { return !defined.contains(name); });
  bool any = any_note;
  for (Piece& piece : pieces) {
    if (!piece.changed || piece.apart) continue;
    for (const auto version : {&Gap::base, &Gap::ours, &Gap::theirs})
      for (const auto& names : {defined_in(piece.gap.*version), referred_to_in(piece.gap.*version)})
        for (const std::string& name : names) piece.apart = piece.apart || lost.contains(name);
    any = any || piece.apart;
  }
  return any;
}

}  // namespace zielbaum::merge
