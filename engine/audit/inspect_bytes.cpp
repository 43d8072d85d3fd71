// How the file is written, byte by byte: what libqpdf reads without a word, and what PDF/A forbids all the same.
#include <algorithm>

#include "audit/inspect_internal.h"

namespace zielbaum::audit {

namespace {

bool is_end_of_line(char c) {
  return c == '\n' || c == '\r';
}
bool is_white(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool ends_token(char c) {
  return is_white(c) || std::string_view("<>[]/(){}%").find(c) != std::string_view::npos;
}

/// Reads the bytes of a file from a place on. At the end of the file everything is as if there were zeros.
class ByteReader {
 public:
  ByteReader(std::string_view bytes, std::size_t at) : bytes_(bytes), at_(at) {}

  [[nodiscard]] std::size_t at() const { return at_; }
  [[nodiscard]] std::string_view since(std::size_t begin) const { return bytes_.substr(begin, at_ - begin); }
  [[nodiscard]] bool ended() const { return at_ >= bytes_.size(); }
  [[nodiscard]] char look(std::size_t ahead = 0) const {
    return at_ + ahead < bytes_.size() ? bytes_[at_ + ahead] : '\0';
  }
  void skip(std::size_t count = 1) { at_ = std::min(bytes_.size(), at_ + count); }
  [[nodiscard]] bool take(std::string_view word) {
    if (bytes_.substr(std::min(at_, bytes_.size()), word.size()) != word) return false;
    at_ += word.size();
    return true;
  }
  [[nodiscard]] bool take_digits() {
    const std::size_t begin = at_;
    while (is_digit(look())) ++at_;
    return at_ > begin;
  }
  /// One: CR, LF, or both.
  [[nodiscard]] bool take_end_of_line() {
    if (take("\r\n")) return true;
    if (!is_end_of_line(look()) || ended()) return false;
    ++at_;
    return true;
  }
  void skip_white() {
    while (!ended() && (is_white(look()) || look() == '%')) {
      if (look() == '%') {
        while (!ended() && !is_end_of_line(look())) ++at_;
      } else {
        ++at_;
      }
    }
  }

 private:
  std::string_view bytes_;
  std::size_t at_;
};

/// What was found while passing over one object.
struct Passed {
  bool good_strings = true;  ///< in hexadecimal
  bool good_sizes = true;    ///< of strings, names and numbers
  bool is_dictionary = false;
  std::size_t length_at = 0;  ///< where the value of its own /Length stands; 0: nowhere
};

/// ISO 19005-2, 6.1.13.
constexpr std::size_t kLongestString = 32767, kLongestName = 127;

/// A name without its slash, or a whole number, that is not too long or large.
bool is_good_size(std::string_view word) {
  if (word.starts_with('/')) {
    const auto escapes = static_cast<std::size_t>(std::count(word.begin(), word.end(), '#'));
    return word.size() - 1 <= kLongestName + escapes * 2;
  }
  std::string_view digits = word;
  const bool negative = digits.starts_with('-');
  if (negative || digits.starts_with('+')) digits.remove_prefix(1);
  if (digits.empty() || !std::all_of(digits.begin(), digits.end(), is_digit)) return true;
  while (digits.size() > 1 && digits.front() == '0') digits.remove_prefix(1);
  const std::string_view most = negative ? "2147483648" : "2147483647";
  return digits.size() < most.size() || (digits.size() == most.size() && digits <= most);
}

/// Passes over an object without recursion: dictionaries and arrays are counted.
Passed pass_object(ByteReader& reader) {
  Passed passed;
  std::size_t depth = 0;
  bool first = true;
  do {
    reader.skip_white();
    if (reader.ended()) return passed;
    if (reader.take("<<")) {
      passed.is_dictionary = passed.is_dictionary || first;
      ++depth;
    } else if (reader.take(">>") || reader.take("]")) {
      if (depth > 0) --depth;
    } else if (reader.take("[")) {
      ++depth;
    } else if (reader.take("(")) {
      const std::size_t begin = reader.at();
      std::size_t escapes = 0;
      for (std::size_t open = 1; open > 0 && !reader.ended();) {
        const char c = reader.look();
        if (c == '\\') {
          reader.skip();
          escapes += is_digit(reader.look()) ? 3 : 1;
        }
        if (c == '(') ++open;
        if (c == ')') --open;
        reader.skip();
      }
      passed.good_sizes = passed.good_sizes && reader.at() - begin <= kLongestString + 1 + escapes;
    } else if (reader.take("<")) {
      std::size_t digits = 0;
      while (!reader.ended() && reader.look() != '>') {
        const char c = reader.look();
        const bool digit = is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        digits += digit ? 1 : 0;
        passed.good_strings = passed.good_strings && (digit || is_white(c));
        reader.skip();
      }
      reader.skip();
      passed.good_strings = passed.good_strings && digits % 2 == 0;
      passed.good_sizes = passed.good_sizes && digits / 2 <= kLongestString;
    } else {
      const std::size_t begin = reader.at();
      reader.skip();
      while (!reader.ended() && !ends_token(reader.look())) reader.skip();
      passed.good_sizes = passed.good_sizes && is_good_size(reader.since(begin));
      if (depth == 1 && reader.since(begin) == "/Length") passed.length_at = reader.at();
    }
    first = false;
  } while (depth > 0);
  return passed;
}

class Bytes {
 public:
  Bytes(const File& file, Record& record) : file_(file), record_(record), bytes_(file.bytes) {}

  void inspect() {
    inspect_end();
    inspect_cross_references();
    for (const auto& [id, entry] : file_.qpdf.getXRefTable()) {
      if (entry.getType() == 1)
        inspect_object(id, static_cast<std::size_t>(std::max<qpdf_offset_t>(0, entry.getOffset())));
    }
  }

 private:
  [[nodiscard]] Where where(QPDFObjGen id, std::string_view what) {
    detail_ = std::to_string(id.getObj()) + " " + std::to_string(id.getGen()) + " obj: " + std::string(what);
    return in_file(detail_);
  }

  void inspect_end() {
    const std::size_t mark = bytes_.rfind("%%EOF");
    bool good = mark != std::string_view::npos;
    if (good) {
      ByteReader reader(bytes_, mark + 5);
      (void)reader.take_end_of_line();
      good = reader.ended();
    }
    record_.expect(good, "A-6.1.3-3", in_file("%%EOF"));
  }

  /// Every table, from the last one back; what is a stream is judged as an object.
  void inspect_cross_references() {
    std::set<std::size_t> seen;
    const std::size_t start = bytes_.rfind("startxref");
    if (start == std::string_view::npos) return record_.expect(false, "A-6.1.4", in_file("startxref"));
    ByteReader reader(bytes_, start + 9);
    reader.skip_white();
    std::size_t at = number(reader);
    while (at < bytes_.size() && seen.insert(at).second && seen.size() < 1000) {
      ByteReader table(bytes_, at);
      table.skip_white();
      if (!table.take("xref")) break;
      record_.expect(good_table(table), "A-6.1.4", in_file("xref"));
      // The table before it.
      const std::size_t trailer = bytes_.find("trailer", table.at());
      const std::size_t end = bytes_.find("startxref", table.at());
      const std::size_t previous = bytes_.find("/Prev", table.at());
      if (trailer == std::string_view::npos || previous == std::string_view::npos || previous > end) break;
      ByteReader link(bytes_, previous + 5);
      link.skip_white();
      at = number(link);
    }
  }
  static std::size_t number(ByteReader& reader) {
    std::size_t value = 0;
    for (; is_digit(reader.look()) && value < (std::size_t{1} << 48); reader.skip()) {
      value = value * 10 + static_cast<std::size_t>(reader.look() - '0');
    }
    return value;
  }
  /// A table's sections, from behind its keyword on: "0 12", one line; then the entries, 20 bytes each.
  [[nodiscard]] bool good_table(ByteReader& table) const {
    bool good = table.take_end_of_line() && is_digit(table.look());
    while (is_digit(table.look())) {
      (void)number(table);
      good = table.take(" ") && good;
      const std::size_t begin = table.at();
      const std::size_t count = number(table);
      good = good && table.at() > begin;
      while (table.look() == ' ') table.skip();  // before the end of the line: harmless, and common
      good = table.take_end_of_line() && good;
      if (!good || count > bytes_.size() / 20) return false;
      table.skip(count * 20);
    }
    return good;
  }

  void inspect_object(QPDFObjGen id, std::size_t offset) {
    ByteReader reader(bytes_, offset);
    bool good = offset > 0 && is_end_of_line(bytes_[std::min(offset, bytes_.size()) - 1]);
    // Other bytes may stand before the number where the table is not exact; libqpdf has told then.
    good = reader.take_digits() && reader.take(" ") && reader.take_digits() && reader.take(" ") && reader.take("obj") &&
           good;
    if (!good) return record_.expect(false, "A-6.1.9", where(id, "obj"));
    good = is_end_of_line(reader.look());
    const Passed passed = pass_object(reader);
    tell(id, passed);
    const std::size_t object_end = reader.at();
    reader.skip_white();
    if (passed.is_dictionary && reader.take("stream")) {
      if (!good_stream(passed.length_at, reader)) {
        record_.expect(false, "A-6.1.7.1", where(id, "stream"));
        return record_.expect(good, "A-6.1.9", where(id, "obj"));
      }
      record_.checked("A-6.1.7.1");
      const Handle stream(file_.qpdf.getObject(id));
      if (stream.key("/Type").name() == "ObjStm") inspect_object_stream(id, stream.data(file_.budget));
    } else {
      reader = ByteReader(bytes_, object_end);
    }
    // "endobj" begins a line and ends it.
    const std::size_t begin = reader.at();
    reader.skip_white();
    good = good && reader.at() > begin && is_end_of_line(bytes_[reader.at() - 1]);
    good = reader.take("endobj") && good;
    good = (reader.ended() || is_end_of_line(reader.look())) && good;
    record_.expect(good, "A-6.1.9", where(id, "endobj"));
  }

  void tell(QPDFObjGen id, const Passed& passed) {
    record_.expect(passed.good_strings, "A-6.1.6", where(id, "<…>"));
    record_.expect(passed.good_sizes, "A-6.1.13", where(id, "size"));
  }

  /// The objects that stand within a stream, one after another.
  void inspect_object_stream(QPDFObjGen id, const std::string& data) {
    ByteReader reader(data, 0);
    for (reader.skip_white(); !reader.ended(); reader.skip_white()) tell(id, pass_object(reader));
  }

  /// From behind its keyword on; as long as it says, and "endstream" on a line of its own.
  [[nodiscard]] bool good_stream(std::size_t length_at, ByteReader& reader) const {
    if (length_at == 0 || (!reader.take("\r\n") && !reader.take("\n"))) return false;
    reader.skip(length_of(length_at));
    return reader.take_end_of_line() && reader.take("endstream");
  }
  /// As the bytes have it: libqpdf mends a wrong length in what it tells.
  [[nodiscard]] std::size_t length_of(std::size_t at) const {
    ByteReader reader(bytes_, at);
    reader.skip_white();
    const std::size_t value = number(reader);
    ByteReader rest = reader;
    rest.skip_white();
    if (!is_digit(rest.look())) return value;
    const std::size_t generation = number(rest);
    rest.skip_white();
    if (!rest.take("R") || value > kMostNumber || generation > kMostNumber) return value;
    const Handle length(file_.qpdf.getObject(static_cast<int>(value), static_cast<int>(generation)));
    return length.is_integer() ? static_cast<std::size_t>(std::max<long long>(0, length.integer())) : 0;
  }
  static constexpr std::size_t kMostNumber = 8'388'607;  // of an object

  const File& file_;
  Record& record_;
  std::string_view bytes_;
  std::string detail_;
};

}  // namespace

void inspect_bytes(const File& file, Record& record) {
  Bytes(file, record).inspect();
}

}  // namespace zielbaum::audit
