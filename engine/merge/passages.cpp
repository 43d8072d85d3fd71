#include "merge/passages_internal.h"

#include <algorithm>

#include "base/utf8.h"
#include "merge/inline_internal.h"
#include "merge/leaves_internal.h"
#include "text/text.h"

namespace zielbaum::merge {

namespace {

/// Keys of joints: this, which no sentence begins with, then what they part.
constexpr char kJoint = '\1';

/// The same bytes, each line end that is no break of its own a space, and likewise what stands before the next line's
/// words.
std::string with_lines_joined(std::string_view markdown, bool quoted) {
  std::string out(markdown);
  for (std::size_t end = out.find('\n'); end < out.size(); end = out.find('\n', end + 1)) {
    const std::string_view line = markdown.substr(0, end);
    const std::size_t said = without_white_end(line).size();
    if (line.ends_with("  ") || line.ends_with("  \r") || line.substr(0, said).ends_with('\\')) continue;
    for (std::size_t at = said; at < out.size(); ++at) {
      if (!is_white(out[at]) && !(quoted && at > end && out[at] == '>')) break;
      out[at] = ' ';
    }
  }
  return out;
}

/// In code nothing stands for an address or the like.
std::vector<std::string> sorted_words(PassageSort sort, std::string_view text) {
  std::vector<std::string> out;
  for (const std::string_view word : sort == PassageSort::Code ? text::words(text) : tokens_in(text))
    if (text::is_word(word)) out.push_back(normal(with_plain_spaces(word)));
  std::sort(out.begin(), out.end());
  return out;
}

constexpr char kOfFile = '/';  ///< Begins the words of the name of a picture's file.

/// A picture that stands alone: its address, with what is before it, and its words; nothing of anything else.
struct Picture {
  std::string address;
  std::vector<std::string> words;  ///< the address, those of its descriptions, those of its file, sorted
};
Picture picture_in(std::string_view text) {
  if (!text.starts_with("![") || !text.ends_with(')')) return {};
  const std::vector<Span> atoms = atoms_in(text);
  if (atoms.size() != 1 || atoms[0].end != text.size()) return {};
  const std::string_view behind = text.substr(std::min(text.find_first_of(" )", atoms[0].begin), text.size()));
  Picture out;
  out.address = text.substr(atoms[0].begin, text.size() - behind.size() - atoms[0].begin);
  const auto add = [&](std::string_view words, std::string_view before) {
    for (const std::string_view word : text::words(words))
      if (text::is_word(word)) out.words.push_back(std::string(before) + normal(with_plain_spaces(word)));
  };
  add(text.substr(0, atoms[0].begin), "");
  add(behind, "");
  const std::string_view name = std::string_view(out.address).substr(out.address.find_last_of("/(") + 1);
  std::string parts(name.substr(0, name.rfind('.')));
  std::replace_if(
      parts.begin(), parts.end(), [](char c) { return c == '-' || c == '_' || c == '.'; }, ' ');
  add(parts, std::string_view(&kOfFile, 1));
  out.words.push_back(out.address);
  std::sort(out.words.begin(), out.words.end());
  return out;
}

Passage passage_of(PassageSort sort, std::string_view text, std::string_view read) {
  Passage out;
  out.sort = sort;
  out.text = text;
  out.key = sort == PassageSort::Code ? std::string(text) : normal(read);
  out.weight = static_cast<std::uint32_t>(2 + out.key.size());
  out.words = sorted_words(sort, out.key);
  if (sort != PassageSort::Sentence) return out;
  Picture picture = picture_in(out.key);
  out.picture = std::move(picture.address);
  if (!out.picture.empty()) out.words = std::move(picture.words);
  return out;
}

PassageSort sort_of(LeafKind kind) {
  switch (kind) {
    case LeafKind::Prose:
      return PassageSort::Sentence;
    case LeafKind::Table:
      return PassageSort::Table;
    case LeafKind::Code:
      return PassageSort::Code;
    default:
      return PassageSort::Atom;
  }
}

/// "[ ] " or "[x] " at the beginning of an item; 0 where there is none.
std::size_t box_size(std::string_view text) {
  const bool is_box = text.starts_with("[ ] ") || text.starts_with("[x] ") || text.starts_with("[X] ");
  return is_box && text.find_first_not_of(' ', 4) < text.size() ? 4 : 0;
}

class Cutter {
 public:
  explicit Cutter(std::string_view markdown) : markdown_(markdown) {}

  Passages cut() {
    for (Leaf& leaf : leaves_of(markdown_)) {
      const std::size_t box = leaf.items == 1 ? box_size(markdown_.substr(leaf.begin, leaf.end - leaf.begin)) : 0;
      leaf.begin += box;
      add_joint(leaf, box);
      if (leaf.kind == LeafKind::Prose) {
        add_sentences(leaf);
      } else {
        const std::string_view text = until(leaf.end);
        add(leaf, passage_of(sort_of(leaf.kind), text, text));
      }
    }
    add_rest();
    return std::move(out_);
  }

 private:
  /// From what is done up to `end`.
  std::string_view until(std::size_t end) {
    const std::string_view out = markdown_.substr(done_, end - done_);
    done_ = end;
    return out;
  }

  void add(const Leaf& leaf, Passage passage) {
    if (passage.sort == PassageSort::Code)
      passage.key = indented(passage.text, -static_cast<std::ptrdiff_t>(leaf.column));
    passage.level = leaf.level;
    passage.outer = leaf.outer;
    passage.outer_column = leaf.outer_column;
    passage.column = leaf.column;
    out_.push_back(std::move(passage));
  }

  void add_joint(const Leaf& leaf, std::size_t box) {
    Passage joint;
    joint.sort = PassageSort::Joint;
    joint.text = until(leaf.begin);
    joint.key = {kJoint};
    if (!leaf.note.empty()) {
      joint.key += "N" + leaf.note;
    } else if (leaf.items > 0) {
      joint.key += "I" + lower_case(joint.text.substr(joint.text.size() - box));
    } else {
      joint.key += leaf.quotes > 0 ? "Q" : "P";
    }
    joint.key += lines_with_nothing(joint.text);
    joint.depth = 2 * leaf.outer + (leaf.items > 0 && leaf.note.empty() ? 1 : 0);
    joint.begins_block = leaf.items == 0 || leaf.first;
    joint.list = leaf.note.empty() ? leaf.list : 0;  // its mark stands behind the name of the note
    joint.first = leaf.first;
    add(leaf, std::move(joint));
  }

  /// Marks of items that have nothing in them.
  static std::string lines_with_nothing(std::string_view joint) {
    std::string out;
    for (std::size_t end = 0; (end = joint.find('\n')) < joint.size(); joint.remove_prefix(end + 1)) {
      const std::string_view line = joint.substr(0, end);
      if (line.find_first_not_of(" \t\r>") < line.size()) out += normal(line);
    }
    return out;
  }

  void add_sentences(Leaf& leaf) {
    const std::size_t begin = leaf.begin;
    const std::string_view markdown = markdown_.substr(begin, leaf.end - begin);
    const std::string read = with_lines_joined(markdown, leaf.quoted);
    leaf.outer = leaf.level;
    std::size_t at = 0;
    for (const std::string_view sentence : sentences_in(read)) {
      const std::size_t next = at + sentence.size();
      std::size_t first = at;
      const bool is_new_line = read.substr(done_ - begin, at - (done_ - begin)).find('\n') != std::string::npos;
      while (first < next && (is_white(read[first]) || (leaf.quoted && is_new_line && read[first] == '>'))) ++first;
      const std::size_t said = without_white_end(sentence).size();
      at = next;
      if (first >= next - sentence.size() + said) continue;
      if (first > 0) add_joint_within(leaf, begin + first, is_new_line);
      const std::size_t end = next - sentence.size() + said;
      add(leaf,
          passage_of(PassageSort::Sentence, until(begin + end), std::string_view(read).substr(first, end - first)));
    }
  }

  void add_joint_within(const Leaf& leaf, std::size_t end, bool is_new_line) {
    Passage joint;
    joint.sort = PassageSort::Joint;
    joint.text = until(end);
    joint.key = {kJoint, is_new_line ? 'B' : ' '};
    if (is_new_line) joint.depth = 2 * leaf.level + 1;
    add(leaf, std::move(joint));
  }

  /// What the parser has in no block.
  void add_rest() {
    Leaf leaf;
    leaf.begin = markdown_.find_first_not_of(" \t\r\n", done_);
    if (leaf.begin == std::string_view::npos) return;
    add_joint(leaf, 0);
    const std::string_view rest = until(markdown_.size());
    add(leaf, passage_of(PassageSort::Atom, rest, rest));
  }

  std::string_view markdown_;
  std::size_t done_ = 0;
  Passages out_;
};

std::size_t weight_of(const std::vector<std::string>& words) {
  std::size_t out = 0;
  for (const std::string& word : words) out += 4 + word.size();
  return out;
}

std::size_t shared_weight(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  std::vector<std::string> shared;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(shared));
  return weight_of(shared);
}
/// Whether they have most in common.
bool are_most(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return 3 * shared_weight(a, b) > 2 * std::max(weight_of(a), weight_of(b));
}
/// Whether half of one is in the other one.
bool are_half(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return 2 * shared_weight(a, b) > std::min(weight_of(a), weight_of(b));
}

/// Pictures with one file; or with one description, be it reworded; or with half of both.
bool are_one_picture(const Passage& a, const Passage& b) {
  if (a.picture == b.picture) return true;
  const auto words_of = [](const Passage& one, bool with_file) {
    std::vector<std::string> out = one.words;
    std::erase_if(out,
                  [&](const auto& word) { return word == one.picture || (!with_file && word.front() == kOfFile); });
    return out;
  };
  const std::vector<std::string> a_says = words_of(a, false);
  const std::vector<std::string> b_says = words_of(b, false);
  return are_most(a_says, b_says) ||
         (shared_weight(a_says, b_says) > 0 && are_half(words_of(a, true), words_of(b, true)));
}

}  // namespace

Passages passages_in(std::string_view markdown) {
  return Cutter(without_white_end(markdown)).cut();
}

Passage sentence_of(std::string_view markdown) {
  return passage_of(PassageSort::Sentence, markdown, markdown);
}

bool alike(const Passage& a, const Passage& b) {
  if (a.sort != b.sort) return false;
  if (!a.picture.empty() && !b.picture.empty()) return are_one_picture(a, b);
  return a.sort == PassageSort::Sentence || a.sort == PassageSort::Atom ? are_most(a.words, b.words)
                                                                        : are_half(a.words, b.words);
}

Passages words_in(std::string_view markdown) {
  Passages out;
  for (const std::string_view word : tokens_in(markdown)) {
    Passage passage;
    passage.text = word;
    passage.key = normal(with_plain_spaces(word));
    if (passage.key.empty()) passage.key = " ";
    passage.weight = text::is_word(word) ? static_cast<std::uint32_t>(4 + word.size()) : 1;
    out.push_back(std::move(passage));
  }
  return out;
}

Mark mark_in(std::string_view joint) {
  const std::size_t line = joint.rfind('\n') + 1;  // npos + 1 is 0
  const std::size_t begin = joint.find_first_not_of(" \t>", line);
  if (begin == std::string_view::npos) return {joint.size(), 0};
  return {begin, std::min(joint.find_first_of(" \t", begin), joint.size()) - begin};
}

}  // namespace zielbaum::merge
