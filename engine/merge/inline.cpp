#include "merge/inline_internal.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/utf8.h"
#include "text/text.h"

namespace zielbaum::merge {

namespace {

constexpr std::size_t kNowhere = std::string_view::npos;

std::size_t after_white(std::string_view text, std::size_t at) {
  while (at < text.size() && is_white(text[at])) ++at;
  return at;
}

/// The offset behind the first `close` from `at` on, "\" before one escaping it; kNowhere if there is none.
std::size_t closed_by(std::string_view text, std::size_t at, char close) {
  for (; at < text.size(); ++at) {
    if (text[at] == '\\') {
      ++at;
    } else if (text[at] == close) {
      return at + 1;
    }
  }
  return kNowhere;
}

/// The end of an address, which may have brackets in pairs.
std::size_t address_end(std::string_view text, std::size_t at) {
  if (at < text.size() && text[at] == '<') return closed_by(text, at + 1, '>');
  for (std::size_t open = 0; at < text.size() && !is_white(text[at]); ++at) {
    if (text[at] == '\\') {
      ++at;
    } else if (text[at] == '(') {
      ++open;
    } else if (text[at] == ')' && open-- == 0) {
      return at;
    }
  }
  return std::min(at, text.size());
}

/// The end of `(address "title")`, which begins at `at`.
std::size_t destination_end(std::string_view text, std::size_t at) {
  at = address_end(text, after_white(text, at + 1));
  if (at == kNowhere) return kNowhere;
  at = after_white(text, at);
  if (at < text.size() && (text[at] == '"' || text[at] == '\'' || text[at] == '(')) {
    at = closed_by(text, at + 1, text[at] == '(' ? ')' : text[at]);
    if (at == kNowhere) return kNowhere;
    at = after_white(text, at);
  }
  return at < text.size() && text[at] == ')' ? at + 1 : kNowhere;
}

/// The end of code that begins with as many backquotes as stand at `at`; kNowhere where nothing closes it.
std::size_t code_end(std::string_view text, std::size_t at, std::size_t marks) {
  for (at += marks; at < text.size();) {
    at = text.find('`', at);
    if (at == kNowhere) return kNowhere;
    const std::size_t end = std::min(text.find_first_not_of('`', at), text.size());
    if (end - at == marks) return end;
    at = end;
  }
  return kNowhere;
}

/// The end of "[name]", which begins at `at`.
std::size_t label_end(std::string_view text, std::size_t at) {
  const std::size_t end = closed_by(text, at + 1, ']');
  return end == kNowhere || text.substr(at + 1, end - at - 2).find('[') != kNowhere ? kNowhere : end;
}

/// The end of the atom that begins at `at`; kNowhere where none does.
std::size_t atom_end(std::string_view text, std::size_t at) {
  const char next = at + 1 < text.size() ? text[at + 1] : '\0';
  if (text[at] == ']' && next == '(') return destination_end(text, at + 1);
  if (text[at] == ']' && next == '[') return label_end(text, at + 1);
  if (text[at] == '[' && next == '^') return label_end(text, at);
  if (text[at] != '<') return kNowhere;
  const std::size_t end = closed_by(text, at + 1, '>');
  if (end == kNowhere) return kNowhere;
  const std::string_view inside = text.substr(at, end - at);
  return inside.find_first_of(" \t\n") == kNowhere && inside.find_first_of(":@") != kNowhere ? end : kNowhere;
}

}  // namespace

bool is_white(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool has_digit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), is_ascii_digit);
}

std::vector<std::string_view> ends_in(std::string_view word) {
  for (const std::string_view dash : {"\u2013", "-"}) {
    const std::size_t at = word.find(dash);
    if (at == kNowhere || !has_digit(word.substr(0, at)) || !has_digit(word.substr(at + dash.size()))) continue;
    return {word.substr(0, at), word.substr(at, dash.size()), word.substr(at + dash.size())};
  }
  return {word};
}

std::string_view without_white_end(std::string_view text) {
  while (!text.empty() && is_white(text.back())) text.remove_suffix(1);
  return text;
}

std::string with_plain_spaces(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t size = text.starts_with("\u00A0") ? 2 : text.starts_with("\u202F") ? 3 : 0;
    out += size == 0 ? text.front() : ' ';
    text.remove_prefix(std::max<std::size_t>(size, 1));
  }
  return out;
}

std::string normal(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (!is_white(c)) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return nfc(out);
}

std::string indented(std::string_view text, std::ptrdiff_t by) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    out += text.substr(0, end);
    text.remove_prefix(end);
    if (by > 0 && !text.empty() && text.front() != '\n' && text.front() != '\r')
      out.append(static_cast<std::size_t>(by), ' ');
    for (std::ptrdiff_t i = by; i < 0 && text.starts_with(' '); ++i) text.remove_prefix(1);
  }
  return out;
}

std::vector<Span> atoms_in(std::string_view markdown) {
  std::vector<Span> out;
  for (std::size_t at = markdown.find_first_of("\\`][<"); at < markdown.size();
       at = markdown.find_first_of("\\`][<", at)) {
    if (markdown[at] == '\\') {
      at += 2;
      continue;
    }
    std::size_t next = at + 1;
    std::size_t end = kNowhere;
    if (markdown[at] == '`') {
      next = std::min(markdown.find_first_not_of('`', at), markdown.size());
      end = code_end(markdown, at, next - at);
    } else {
      end = atom_end(markdown, at);
    }
    if (end != kNowhere) out.push_back({at, end});
    at = end == kNowhere ? next : end;
    if (at >= markdown.size()) break;
  }
  return out;
}

bool is_note_mark(std::string_view atom) {
  return atom.starts_with("[^");
}

std::vector<std::string_view> sentences_in(std::string_view markdown) {
  const std::vector<Span> atoms = atoms_in(markdown);
  auto atom = atoms.begin();
  std::vector<std::string_view> out;
  std::size_t begin = 0;
  std::size_t end = 0;
  // The mark of a footnote behind its end is part of a sentence.
  std::string read(markdown);
  for (const Span& one : atoms)
    if (is_note_mark(markdown.substr(one.begin, one.end - one.begin)))
      std::fill(read.begin() + static_cast<std::ptrdiff_t>(one.begin),
                read.begin() + static_cast<std::ptrdiff_t>(one.end), ' ');
  for (const std::string_view sentence : text::sentences(read)) {
    end += sentence.size();
    while (atom != atoms.end() && atom->end <= end) ++atom;
    if (atom != atoms.end() && atom->begin < end) continue;
    out.push_back(markdown.substr(begin, end - begin));
    begin = end;
  }
  if (begin < end) out.push_back(markdown.substr(begin));
  return out;
}

std::vector<std::string_view> tokens_in(std::string_view markdown) {
  std::vector<std::string_view> out;
  std::size_t done = 0;
  const auto add_words = [&](std::size_t end) {
    for (const std::string_view word : text::words(markdown.substr(done, end - done))) out.push_back(word);
    done = end;
  };
  for (const Span& atom : atoms_in(markdown)) {
    add_words(atom.begin);
    out.push_back(markdown.substr(atom.begin, atom.end - atom.begin));
    done = atom.end;
  }
  add_words(markdown.size());
  return out;
}

}  // namespace zielbaum::merge
