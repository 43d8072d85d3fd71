// Lines of the languages in which merge cases are written, cut into words.
#pragma once

#include <algorithm>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace zielbaum::test {

/// A line of a case, and the lines that begin with "| " below it.
struct CaseLine {
  std::string text;
  std::string place;  ///< "moves.cases:12"
  std::string block;  ///< with line ends; "" where there is none
};

[[noreturn]] inline void refuse(const CaseLine& line, const std::string& why) {
  throw std::runtime_error(line.place + ": " + why + ": " + line.text);
}

/// Reads a line word by word. A word in quotes may hold spaces, \n and \r for line ends and \" for a quote.
class WordReader {
 public:
  explicit WordReader(const CaseLine& line) : line_(line), rest_(line.text) { skip_space(); }

  [[nodiscard]] bool at_end() const { return rest_.empty(); }
  std::string word() {
    if (at_end()) refuse(line_, "ends too early");
    if (rest_.front() == '"') return quoted();
    const std::size_t end = std::min(rest_.find(' '), rest_.size());
    std::string out(rest_.substr(0, end));
    rest_.remove_prefix(end);
    skip_space();
    return out;
  }
  /// Reads the word if it is this one.
  bool word_is(std::string_view wanted) {
    WordReader ahead = *this;
    if (ahead.at_end() || ahead.rest_.front() == '"' || ahead.word() != wanted) return false;
    rest_ = ahead.rest_;
    return true;
  }
  void expect(std::string_view wanted) {
    if (!word_is(wanted)) refuse(line_, "\"" + std::string(wanted) + "\" is missing");
  }
  void expect_end() const {
    if (!at_end()) refuse(line_, "goes on with \"" + std::string(rest_) + "\"");
  }
  std::string rest() {
    std::string out(rest_);
    rest_ = {};
    return out;
  }
  /// The values of a list: "one | two". None where nothing is left.
  std::vector<std::string> values() {
    std::vector<std::string> out;
    const std::string all = rest();
    for (std::size_t begin = 0; begin < all.size();) {
      const std::size_t end = std::min(all.find(" | ", begin), all.size());
      out.push_back(all.substr(begin, end - begin));
      begin = end + 3;
    }
    return out;
  }

 private:
  std::string quoted() {
    std::string out;
    std::size_t at = 1;
    for (; at < rest_.size() && rest_[at] != '"'; ++at) {
      if (rest_[at] == '\\' && at + 1 < rest_.size()) {
        ++at;
        out += rest_[at] == 'n' ? '\n' : rest_[at] == 'r' ? '\r' : rest_[at];
      } else {
        out += rest_[at];
      }
    }
    if (at >= rest_.size()) refuse(line_, "a quote is not closed");
    rest_.remove_prefix(at + 1);
    skip_space();
    return out;
  }
  void skip_space() {
    while (!rest_.empty() && rest_.front() == ' ') rest_.remove_prefix(1);
  }

  const CaseLine& line_;
  std::string_view rest_;
};

}  // namespace zielbaum::test
