#include "accounting/words_internal.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <vector>

#include "accounting/nodes_internal.h"
#include "base/utf8.h"

namespace zielbaum::accounting {

namespace {

/// How often something stands in each of base, ours, theirs and the result.
using Counts = std::array<std::size_t, 4>;

bool is_accounted_from(std::size_t base, const Counts& counts) {
  const std::size_t ours = counts[kOurs];
  const std::size_t theirs = counts[kTheirs];
  const std::size_t result = counts[kResult];
  const std::size_t both = ours + theirs < base ? 0 : ours + theirs - base;  // where each did something of its own
  if (ours >= base && theirs >= base) return result >= std::max(ours, theirs) && result <= both;
  if (ours <= base && theirs <= base) return result >= both && result <= std::min(ours, theirs);
  return result == both;
}

/// A sentence, a cell or an item: its words, one after the other.
using Unit = std::vector<std::string>;

struct Content {
  std::vector<Unit> sentences;  ///< hold all words
  std::vector<Unit> units;
  std::vector<Unit> columns;  ///< of tables, each with all its words
  std::vector<Unit> cells;    ///< behind the last kCell the words; before it the head and the first cell of the row
};
constexpr const char* kCell = "|";

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r';
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

/// What may stand between the letters of a word without being seen.
bool is_unseen(char32_t character) {
  return character == U'\u00AD' || character == U'\u200B' || character == U'\u2060' || character == U'\uFEFF';
}

bool is_of_word(char32_t character) {
  return is_letter(character) || is_digit(character);
}

/// The address that begins at `at`, in the brackets of a link or picture; it ends at a space or the bracket that closes
/// them.
std::string_view address_at(std::string_view line, std::size_t at) {
  std::size_t open = 0;
  std::size_t end = at;
  for (; end < line.size(); ++end) {
    if (line[end] == '\\' && end + 1 < line.size()) {
      ++end;
    } else if (line[end] == '(') {
      ++open;
    } else if ((line[end] == ')' && open-- == 0) || is_blank(line[end])) {
      break;
    }
  }
  return line.substr(at, end - at);
}

/// Appends the words of a line; an address is one, and so is a span of code. Behind the end of a sentence stands "".
void add_words(std::string_view line, std::vector<std::string>& words) {
  std::string word;
  const auto end_word = [&] {
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
  };
  const auto ends_sentence = [&](std::size_t at) {
    return std::string_view(".!?:;").find(line[at]) != std::string_view::npos &&
           (at + 1 == line.size() || is_blank(line[at + 1]) || line[at + 1] == '\n');
  };
  for (std::size_t at = 0; at < line.size();) {
    if (line.substr(at).starts_with("](")) {
      end_word();
      const std::string_view address = address_at(line, at + 2);
      words.push_back("](" + std::string(address));
      at += 2 + address.size();
      continue;
    }
    if (line.substr(at).starts_with("[^")) {
      end_word();
      words.emplace_back("[^");
      if (at > 0 && std::string_view(".!?:;").find(line[at - 1]) != std::string_view::npos) words.emplace_back();
      const bool begins = at == 0;
      at = std::min(line.find(']', at), line.size());
      if (begins && line.substr(at).starts_with("]:")) at += 2;  // what the note says follows
      continue;
    }
    if (line[at] == '`') {
      const std::size_t ticks = std::min(line.find_first_not_of('`', at), line.size()) - at;
      const std::size_t end = line.find(line.substr(at, ticks), at + ticks);
      end_word();
      if (end != std::string_view::npos) words.push_back("`" + std::string(line.substr(at + ticks, end - at - ticks)));
      at = end == std::string_view::npos ? at + ticks : end + ticks;
      continue;
    }
    const Decoded one = decode_utf8(line, at);
    if (is_of_word(one.character)) {
      append_utf8(word, one.character);
    } else if (!is_unseen(one.character)) {
      end_word();
      if (ends_sentence(at)) words.emplace_back();
    }
    at += one.size;
  }
  end_word();
}

/// Only the words.
Unit words_of(std::string_view line) {
  Unit out;
  add_words(line, out);
  std::erase(out, "");
  return out;
}

/// How long the mark of an item is that a line begins with; 0: it begins none.
std::size_t item_mark(std::string_view line) {
  std::size_t size = 0;
  if (line.starts_with('-') || line.starts_with('*') || line.starts_with('+')) {
    size = 1;
  } else {
    while (size < line.size() && size < 9 && line[size] >= '0' && line[size] <= '9') ++size;
    if (size == 0 || size == line.size() || (line[size] != '.' && line[size] != ')')) return 0;
    ++size;
  }
  return size == line.size() || is_blank(line[size]) ? size : 0;
}

/// The cells of a table's row; none where the line is no row.
std::vector<std::string_view> cells_of(std::string_view line) {
  std::vector<std::string_view> cells;
  std::size_t start = 0;
  for (std::size_t at = 0; at <= line.size(); ++at) {
    if (at + 1 < line.size() && line[at] == '\\') {
      ++at;
    } else if (at == line.size() || line[at] == '|') {
      cells.push_back(trimmed(line.substr(start, at - std::min(at, start))));
      start = at + 1;
    }
  }
  if (cells.size() > 1 && line.front() == '|') cells.erase(cells.begin());
  if (cells.size() == 1) cells.clear();
  return cells;
}

/// The beginning of a line that begins code.
std::string_view fence_in(std::string_view line) {
  if (!line.starts_with("```") && !line.starts_with("~~~")) return "";
  const std::size_t size = std::min(line.find_first_not_of(line.front()), line.size());
  const bool is_span = line.front() == '`' && line.find('`', size) != std::string_view::npos;
  return is_span ? std::string_view() : line.substr(0, size);
}

class Reader {
 public:
  Content content_of(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      take(text.substr(at, end - at));
      at = end + 1;
    }
    end_sentence();
    end_table();
    return std::move(out_);
  }

 private:
  void take(std::string_view whole) {
    std::string_view line = trimmed(whole);
    if (!fence_.empty()) {
      if (line.starts_with(fence_) && line.find_first_not_of(fence_.front()) == std::string_view::npos) {
        fence_.clear();
      } else {
        // The margin of what the code stands in is none of it.
        const std::size_t margin = std::min(whole.find_first_not_of(' '), margin_);
        out_.sentences.push_back({"`" + std::string(whole.substr(std::min(margin, whole.size())))});
      }
      return;
    }
    const std::size_t mark = item_mark(line);
    const std::vector<std::string_view> cells = cells_of(line);
    if (cells.empty()) end_table();
    if (heads_.empty()) heads_.assign(cells.begin(), cells.end());
    if (line.empty() || mark > 0 || !cells.empty()) end_sentence();
    line = trimmed(line.substr(mark));
    if (const std::string_view fence = fence_in(line); !fence.empty()) {
      end_sentence();
      fence_ = fence;
      margin_ = static_cast<std::size_t>(line.data() - whole.data());
      in_item_ = false;
      return;
    }
    if (cells.empty()) say(line);
    columns_.resize(std::max(columns_.size(), cells.size()));
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const Unit words = words_of(cells[i]);
      sentence_.insert(sentence_.end(), words.begin(), words.end());  // a row comes and goes as one
      columns_[i].insert(columns_[i].end(), words.begin(), words.end());
      out_.cells.push_back({i < heads_.size() ? heads_[i] : "", std::string(cells[0]), kCell});
      out_.cells.back().insert(out_.cells.back().end(), words.begin(), words.end());
      add_unit(cells[i]);
    }
    if (!cells.empty()) end_sentence();
    if (mark > 0) {
      add_unit(line);
    } else if (in_item_ && !line.empty() && cells.empty() && !out_.units.empty()) {
      const Unit more = words_of(line);
      out_.units.back().insert(out_.units.back().end(), more.begin(), more.end());
    }
    in_item_ = cells.empty() && !line.empty() && (mark > 0 || in_item_);
  }

  void say(std::string_view line) {
    std::vector<std::string> words;
    add_words(line, words);
    for (std::string& word : words) {
      if (word.empty()) {
        end_sentence();
      } else {
        sentence_.push_back(std::move(word));
      }
    }
  }

  void end_table() {
    for (Unit& column : columns_)
      if (!column.empty()) out_.columns.push_back(std::move(column));
    columns_.clear();
    heads_.clear();
  }

  void end_sentence() {
    if (!sentence_.empty()) out_.sentences.push_back(std::move(sentence_));
    sentence_.clear();
  }

  void add_unit(std::string_view words) {
    Unit unit = words_of(words);
    if (!unit.empty()) out_.units.push_back(std::move(unit));
  }

  Content out_;
  Unit sentence_;
  std::string fence_;               ///< that ends the code we are in
  std::size_t margin_ = 0;          ///< of its lines
  std::vector<Unit> columns_;       ///< of the table we are in
  std::vector<std::string> heads_;  ///< likewise
  bool in_item_ = false;
};

using Words = std::map<std::string, Counts>;

Words count_words(const std::array<Content, 4>& all) {
  Words words;
  for (std::size_t version = 0; version < all.size(); ++version)
    for (const Unit& sentence : all[version].sentences)
      for (const std::string& word : sentence) ++words[word][version];
  return words;
}

/// Whether two sentences have nearly half of the shorter one in common, by how long its words are.
bool is_reworded(Unit sentence, Unit from) {
  std::sort(sentence.begin(), sentence.end());
  std::sort(from.begin(), from.end());
  Unit shared;
  std::set_intersection(sentence.begin(), sentence.end(), from.begin(), from.end(), std::back_inserter(shared));
  const auto weight = [](const Unit& words) {
    constexpr std::size_t kLong = 16;  // as an address may be
    std::size_t out = 0;
    for (const std::string& word : words) out += std::min(word.size(), kLong);
    return out;
  };
  return 5 * weight(shared) >= 2 * std::min(weight(sentence), weight(from));
}

enum class Dropped {
  BothChanged,  ///< sentences that neither side has as they were, for those that both have instead
  ByBoth,       ///< only those that neither side has in other words; of very many sentences that is not looked for
  Columns,      ///< likewise, of tables
  Cells,        ///< of tables, by head and row, as BothChanged
};

/// How often each word would stand in the base if it had the sentences that both sides added, and not those that both
/// dropped.
std::map<std::string, std::size_t> counts_in_common(const std::array<Content, 4>& all, const Words& words,
                                                    Dropped dropped) {
  std::map<std::string, std::size_t> out;
  for (const auto& [word, counts] : words) out[word] = counts[kBase];
  std::map<Unit, Counts> sentences;
  for (const Version version : {kBase, kOurs, kTheirs})
    for (const Unit& sentence : dropped == Dropped::Columns ? all[version].columns
                                : dropped == Dropped::Cells ? all[version].cells
                                                            : all[version].sentences)
      ++sentences[sentence][version];
  const bool changed = dropped == Dropped::BothChanged || dropped == Dropped::Cells;
  constexpr std::size_t kMostSentences = 1024;
  const bool too_many = sentences.size() > kMostSentences;
  const bool is_column = dropped == Dropped::Columns;  // then the head is the first word
  const auto is_said_otherwise = [&, &known = sentences](const Unit& sentence) {
    return too_many || std::any_of(known.begin(), known.end(), [&](const auto& entry) {
             const Counts& counts = entry.second;
             return std::max(counts[kOurs], counts[kTheirs]) > counts[kBase] &&
                    (is_reworded(entry.first, sentence) || (is_column && entry.first.front() == sentence.front()));
           });
  };
  for (const auto& [sentence, counts] : sentences) {
    const std::size_t least = std::min(counts[kOurs], counts[kTheirs]);
    const std::size_t most = std::max(counts[kOurs], counts[kTheirs]);
    const bool gone = most < counts[kBase] && (changed || !is_said_otherwise(sentence));
    const auto first = std::find(sentence.rbegin(), sentence.rend(), kCell).base();
    for (auto at = dropped == Dropped::Cells ? first : sentence.begin(); at != sentence.end(); ++at) {
      const std::string& word = *at;
      if (least > counts[kBase] && changed) out[word] += least - counts[kBase];
      if (gone) out[word] -= counts[kBase] - most;
    }
  }
  return out;
}

bool are_accounted(const std::array<Content, 4>& all, const Words& words) {
  constexpr std::size_t kOfManyCells = 4;  // bytes of what stands in many of them, such as "nein"
  // Seldom needed: a word may have come with one sentence and gone with another one.
  std::map<Dropped, std::map<std::string, std::size_t>> common;
  const auto is_so_by = [&](Dropped dropped, const std::string& word, const Counts& counts) {
    std::map<std::string, std::size_t>& base = common[dropped];
    if (base.empty()) base = counts_in_common(all, words, dropped);
    return is_accounted_from(base.at(word), counts);
  };
  return std::all_of(words.begin(), words.end(), [&](const auto& entry) {
    const auto& [word, counts] = entry;
    if (is_accounted_from(counts[kBase], counts)) return true;
    const bool often = std::max({counts[kBase], counts[kOurs], counts[kTheirs]}) > 1;
    return is_so_by(often ? Dropped::BothChanged : Dropped::ByBoth, word, counts) ||
           is_so_by(Dropped::Columns, word, counts) ||
           (word.size() <= kOfManyCells && is_so_by(Dropped::Cells, word, counts));
  });
}

/// Whether a unit of the result has all words of `unit` that the other side did not drop.
bool lives_on(Unit unit, const std::vector<Unit>& result, const Words& words, Version other) {
  std::erase_if(unit, [&](const std::string& word) {
    const auto found = words.find(word);
    return found != words.end() && found->second[other] < found->second[kBase];
  });
  const auto has = [&](const Unit& there) {
    return std::all_of(unit.begin(), unit.end(), [&](const std::string& word) {
      return std::find(there.begin(), there.end(), word) != there.end();
    });
  };
  return unit.empty() || std::any_of(result.begin(), result.end(), has);
}

}  // namespace

bool has_all_words(std::string_view base, std::string_view ours, std::string_view theirs, std::string_view result) {
  const auto read = [](std::string_view text) { return Reader().content_of(nfc(text)); };
  const std::array<Content, 4> all = {read(base), read(ours), read(theirs), read(result)};
  const Words words = count_words(all);
  if (!are_accounted(all, words)) return false;
  std::map<Unit, Counts> units;
  for (std::size_t version = 0; version < all.size(); ++version)
    for (const Unit& unit : all[version].units) ++units[unit][version];
  return std::all_of(units.begin(), units.end(), [&](const auto& entry) {
    const auto& [unit, counts] = entry;
    const auto lost = [&](const Unit& one, const Counts& has, Version side, Version other) {
      return has[side] > has[kBase] && has[kResult] < has[side] && !lives_on(one, all[kResult].units, words, other);
    };
    return !lost(unit, counts, kOurs, kTheirs) && !lost(unit, counts, kTheirs, kOurs);
  });
}

bool has_all_lines(std::string_view base, std::string_view ours, std::string_view theirs, std::string_view result) {
  std::array<Content, 4> all;
  const std::array<std::string_view, 4> texts = {base, ours, theirs, result};
  for (std::size_t version = 0; version < all.size(); ++version) {
    for (std::size_t at = 0; at < texts[version].size();) {
      const std::size_t end = std::min(texts[version].find('\n', at), texts[version].size());
      all[version].sentences.push_back(words_of(texts[version].substr(at, end - at)));
      at = end + 1;
    }
  }
  return are_accounted(all, count_words(all));
}

}  // namespace zielbaum::accounting
