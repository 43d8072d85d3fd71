#include "merge/case_file.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <set>
#include <utility>

namespace zielbaum::test {

namespace {

using merge::ConflictSort;
using merge::NoteSort;

constexpr std::array<std::pair<ConflictSort, const char*>, 12> kConflictSorts = {{
    {ConflictSort::Removed, "removed"},
    {ConflictSort::Place, "place"},
    {ConflictSort::Circle, "circle"},
    {ConflictSort::Twice, "twice"},
    {ConflictSort::Kind, "kind"},
    {ConflictSort::Title, "title"},
    {ConflictSort::ShortTitle, "short-title"},
    {ConflictSort::Sample, "sample"},
    {ConflictSort::Field, "field"},
    {ConflictSort::Link, "link"},
    {ConflictSort::Prose, "prose"},
    {ConflictSort::Whole, "whole"},
}};
constexpr std::array<std::pair<NoteSort, const char*>, 2> kNoteSorts = {{
    {NoteSort::Order, "order"},
    {NoteSort::MovedOut, "moved-out"},
}};

template <typename Sort, std::size_t N>
Sort sort_named(const std::array<std::pair<Sort, const char*>, N>& sorts, const std::string& name,
                const CaseLine& line) {
  for (const auto& [sort, known] : sorts)
    if (known == name) return sort;
  refuse(line, "no such sort");
}

template <typename Sort, std::size_t N>
std::string name_of(const std::array<std::pair<Sort, const char*>, N>& sorts, Sort sort) {
  for (const auto& [known, name] : sorts)
    if (known == sort) return name;
  return "?";
}

class LabelReader {
 public:
  explicit LabelReader(MergeLabel& label) : label_(label) {}

  void read(const CaseLine& line) {
    WordReader words(line);
    if (line.text.starts_with(" ")) {
      if (!label_.result) refuse(line, "an edit of no result");
      label_.result_edits.push_back(line);
    } else if (words.word_is("clean")) {
      label_.clean = true;
      words.expect_end();
    } else if (words.word_is("conflict")) {
      const ConflictSort sort = sort_named(kConflictSorts, words.word(), line);
      const NodeId node{words.word()};
      label_.conflicts.push_back({sort, node, words.rest()});
    } else if (words.word_is("note")) {
      const NoteSort sort = sort_named(kNoteSorts, words.word(), line);
      label_.notes.push_back({sort, NodeId{words.word()}});
      words.expect_end();
    } else if (words.word_is("error")) {
      RuleBroken error;
      error.code = words.word();
      error.node = words.word();
      label_.errors.insert(error);
      words.expect_end();
    } else if (words.word_is("result")) {
      if (label_.result) refuse(line, "there is a result already");
      label_.result = result(words.word(), line);
      words.expect_end();
    } else {
      label_.statements.push_back(line);
    }
  }

 private:
  static ResultOf result(const std::string& name, const CaseLine& line) {
    if (name == "base") return ResultOf::Base;
    if (name == "ours") return ResultOf::Ours;
    if (name == "theirs") return ResultOf::Theirs;
    if (name == "both") return ResultOf::Both;
    refuse(line, "no such result");
  }
  MergeLabel& label_;
};

/// Puts each line that begins with "| " below the one before it.
void add_line(std::vector<CaseLine>& lines, const CaseLine& line) {
  const std::size_t first = line.text.find_first_not_of(' ');
  if (first == std::string::npos || line.text[first] != '|') return lines.push_back(line);
  if (lines.empty()) refuse(line, "a text of nothing");
  lines.back().block += line.text.substr(std::min(first + 2, line.text.size())) + "\n";
}

class CaseReader {
 public:
  explicit CaseReader(std::vector<MergeCase>& out) : out_(out) {}

  void read(const std::filesystem::path& file) {
    std::ifstream lines(file);
    std::size_t number = 0;
    for (std::string line; std::getline(lines, line);) {
      ++number;
      if (line.empty() || line[0] == '#') continue;
      const CaseLine text{line.substr(std::min<std::size_t>(2, line.size())),
                          file.filename().string() + ":" + std::to_string(number), ""};
      if (line[0] == '@') {
        finish();
        begin(text, file.stem().string());
        continue;
      }
      if (out_.empty()) refuse(text, "stands in no case");
      add(line[0], text);
    }
    finish();
  }

 private:
  void begin(const CaseLine& line, const std::string& theme) {
    if (!is_valid_id(line.text)) refuse(line, "no name of a folder");
    if (!names_.insert(line.text).second) refuse(line, "this name is taken");
    MergeCase made;
    made.name = line.text;
    made.theme = theme;
    out_.push_back(std::move(made));
  }
  void add(char sign, const CaseLine& line) {
    if (sign == '<') {
      add_line(out_.back().ours, line);
    } else if (sign == '>') {
      add_line(out_.back().theirs, line);
    } else if (sign == '=') {
      add_line(label_lines_, line);
    } else if (sign == '!') {
      out_.back().miss = line.text;
    } else {
      refuse(line, "no such sign");
    }
  }
  void finish() {
    if (out_.empty()) return;
    MergeLabel& label = out_.back().label;
    LabelReader reader(label);
    for (const CaseLine& line : label_lines_) reader.read(line);
    label_lines_.clear();
    std::sort(label.conflicts.begin(), label.conflicts.end());
    std::sort(label.notes.begin(), label.notes.end());
    if (label.clean == !label.conflicts.empty())
      throw std::runtime_error(out_.back().name + ": is it clean or a conflict?");
    if (!label.result && label.statements.empty())
      throw std::runtime_error(out_.back().name + ": the label says nothing of the result");
  }

  std::vector<MergeCase>& out_;
  std::set<std::string> names_;
  std::vector<CaseLine> label_lines_;
};

}  // namespace

std::vector<MergeCase> read_merge_cases() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(corpus_folder()))
    if (entry.path().extension() == ".cases") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::vector<MergeCase> out;
  CaseReader reader(out);
  for (const std::filesystem::path& file : files) reader.read(file);
  return out;
}

std::string label_line(const merge::Conflict& conflict) {
  return "conflict " + name_of(kConflictSorts, conflict.sort) + " " + conflict.node.text +
         (conflict.part.empty() ? "" : " " + conflict.part);
}

std::string label_line(const merge::Note& note) {
  return "note " + name_of(kNoteSorts, note.sort) + " " + note.node.text;
}

}  // namespace zielbaum::test
