// A small strategy with all that belongs to it, and random edits of that: nodes, values, texts, translations, pictures
// and whose they are, offices of the register, kinds, fields, options and roles of the type, languages, and another
// document. Each state keeps all rules.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "diff/random_documents.h"
#include "model/document.h"
#include "model/type.h"

namespace zielbaum::test {

using Files = std::map<std::string, std::string>;  ///< bytes by path

struct Strategy {
  struct Kind {
    std::string label;
    std::set<std::string> children, fields, options;  ///< fields: those that not all kinds have
  };
  std::map<std::string, std::string> parties;  ///< names by id
  std::map<std::string, Kind> kinds;
  std::set<std::string> roles;
  std::map<std::string, std::string> media, credits;  ///< by file: bytes; who made it
  std::set<std::string> languages;
  model::Document plan, frame;
  std::map<std::pair<std::string, std::string>, std::vector<std::string>> texts;  ///< by node and language: paragraphs
};

[[nodiscard]] Strategy random_strategy(Random& random);

/// Words that a side puts in, each once; now and then one that the other side has, too.
class Words {
 public:
  explicit Words(std::string side) : side_(std::move(side)) {}
  [[nodiscard]] std::string next(Random& random);

 private:
  std::string side_;
  std::set<std::string> shared_;
  std::size_t next_ = 0;
};

/// One edit; none where it would break a rule.
void random_edit(Random& random, Strategy& strategy, Words& words);

/// What one side may drop and the other one use. Each is there after `put`, unused; drop() and use() change nothing
/// where that would break a rule.
class Thing {
 public:
  explicit Thing(Random& random);
  void put(Strategy& strategy) const;
  void drop(Strategy& strategy) const;
  void use(Random& random, Strategy& strategy) const;

 private:
  std::string what_;
};

[[nodiscard]] Files files_of(const Strategy& strategy);

/// What the files say, one thing each: "party amt-1 name=Amt w7", "text goal-1.en w3". Of what has a "=" there is one.
using Facts = std::set<std::string>;
[[nodiscard]] Facts facts_of(const Files& files);

}  // namespace zielbaum::test
