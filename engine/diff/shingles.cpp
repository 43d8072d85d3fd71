#include "diff/shingles_internal.h"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "diff/lineage.h"
#include "text/text.h"

namespace zielbaum::diff {

namespace {

/// FNV-1a, carried on over the words of a shingle.
std::uint64_t hashed(std::string_view text, std::uint64_t hash) {
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  return hash;
}

std::vector<std::uint64_t> as_set(std::vector<std::uint64_t> hashes) {
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
  return hashes;
}

std::vector<std::uint64_t> without(const Shingles& text, const Shingles& other) {
  const std::vector<std::uint64_t> own = as_set(text.hashes);
  const std::vector<std::uint64_t> others = as_set(other.hashes);
  std::vector<std::uint64_t> out;
  std::set_difference(own.begin(), own.end(), others.begin(), others.end(), std::back_inserter(out));
  return out;
}

/// A shingle that is gone from a text, or new in it.
struct Mention {
  std::uint64_t hash;
  bool gained;
  std::size_t text;
  bool operator<(const Mention& other) const {
    return std::tie(hash, gained, text) < std::tie(other.hash, other.gained, other.text);
  }
};

/// A shingle on its way.
struct Way {
  std::size_t from, to;
  std::uint64_t hash;
  bool operator<(const Way& other) const {
    return std::tie(from, to, hash) < std::tie(other.from, other.to, other.hash);
  }
};

std::vector<Way> ways(const std::vector<ChangedText>& texts) {
  std::vector<Mention> mentions;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    for (const std::uint64_t hash : without(texts[i].old_text, texts[i].new_text)) mentions.push_back({hash, false, i});
    for (const std::uint64_t hash : without(texts[i].new_text, texts[i].old_text)) mentions.push_back({hash, true, i});
  }
  std::sort(mentions.begin(), mentions.end());
  std::vector<Way> out;
  for (auto first = mentions.begin(); first != mentions.end();) {
    const auto end = std::find_if(first, mentions.end(), [&](const Mention& one) { return one.hash != first->hash; });
    if (end - first == 2 && !first->gained && std::next(first)->gained)
      out.push_back({first->text, std::next(first)->text, first->hash});
    first = end;
  }
  std::sort(out.begin(), out.end());
  return out;
}

/// How many words of the text stand in one of the shingles `of`, which are sorted.
std::size_t covered(const Shingles& text, const std::vector<std::uint64_t>& of) {
  std::size_t words = 0;
  std::size_t end = 0;  // of what is counted
  for (std::size_t i = 0; i < text.hashes.size(); ++i) {
    if (!std::binary_search(of.begin(), of.end(), text.hashes[i])) continue;
    words += i + kShingleWords - std::max(i, end);
    end = i + kShingleWords;
  }
  return words;
}

}  // namespace

Shingles shingles_of(std::string_view text) {
  std::vector<std::string_view> words = text::words(text);
  words.erase(std::remove_if(words.begin(), words.end(), [](std::string_view token) { return !text::is_word(token); }),
              words.end());
  Shingles out;
  out.words = words.size();
  for (std::size_t i = 0; i + kShingleWords <= words.size(); ++i) {
    std::uint64_t hash = 0xCBF29CE484222325U;
    for (std::size_t word = i; word < i + kShingleWords; ++word) hash = hashed(" ", hashed(words[word], hash));
    out.hashes.push_back(hash);
  }
  return out;
}

std::vector<Transfer> transfers(const std::vector<ChangedText>& texts) {
  std::vector<Transfer> out;
  const std::vector<Way> all = ways(texts);
  for (auto first = all.begin(); first != all.end();) {
    std::vector<std::uint64_t> hashes;
    auto way = first;
    for (; way != all.end() && way->from == first->from && way->to == first->to; ++way) hashes.push_back(way->hash);
    out.push_back({first->from, first->to, covered(texts[first->from].old_text, hashes),
                   covered(texts[first->to].new_text, hashes)});
    first = way;
  }
  return out;
}

bool keeps_a_part(const ChangedText& text) {
  return without(text.old_text, text.new_text).size() < as_set(text.old_text.hashes).size();
}

}  // namespace zielbaum::diff
