// The glossary at work in the text: abbreviations carry what they stand for, foreign words their language, without the
// writers marking them.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "compose/compose.h"

namespace zielbaum::compose {

class Glossary {
 public:
  /// From fields of use to the glossary, whatever kind has them, and from the short names of parties that look like
  /// abbreviations (one word with two capitals: "SenMVKU"). Views into the arguments, which must outlive it.
  Glossary(const model::Document& document, const model::DocumentType& type, const model::Parties& parties);

  /// Abbreviations that were expanded already.
  using Seen = std::unordered_set<std::string_view>;

  /// Marks whole words of running text, the longest term first; no words of links or code. An abbreviation is expanded
  /// where `seen` does not hold it yet: hearing it every time would tire. Languages are marked everywhere. O(text), for
  /// terms of few words.
  void mark(flow::Blocks& blocks, Seen& seen) const;
  /// Languages only: what a heading says is short already.
  void mark_languages(flow::Runs& runs) const;

 private:
  /// What a term says; nothing where the words only begin one.
  struct Term {
    std::string_view expansion;
    std::string_view lang;
  };
  struct Marker;
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };

  void add(std::string_view words, std::string_view expansion, std::string_view lang);
  void mark(flow::Runs& runs, Seen* seen) const;
  void mark(const flow::Run& run, Seen* seen, flow::Runs& out) const;

  /// Every term, and what each begins with up to the end of a word: so text is followed word by word.
  std::unordered_map<std::string, Term, Hash, std::equal_to<>> terms_;
  std::string_view own_lang_;
};

}  // namespace zielbaum::compose
