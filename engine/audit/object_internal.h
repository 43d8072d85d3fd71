// An object of a PDF file as it is read: libqpdf's handle, never trusting that it is what it should be. What a handle
// is asked for and does not have is null, empty or 0.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>

namespace zielbaum::audit {

/// What a file asked for too much of; thrown through libqpdf and caught where the inspection begins.
struct TooMuch {
  const char* what;
};

/// How much work a file may ask for. A small file can ask for very much of it.
struct Budget {
  std::uint64_t bytes = std::uint64_t{1} << 30;  ///< of decoded streams
  std::uint64_t operators = 100'000'000;         ///< of contents
  void take_bytes(std::uint64_t count) {
    if (count > bytes) throw TooMuch{"streams"};
    bytes -= count;
  }
  void take_operator() {
    if (operators-- == 0) throw TooMuch{"operators"};
  }
};

class Handle {
 public:
  Handle() : object_(QPDFObjectHandle::newNull()) {}
  Handle(QPDFObjectHandle object) : object_(std::move(object)) {}  // NOLINT: a Handle is one

  [[nodiscard]] QPDFObjectHandle qpdf() const { return object_; }
  [[nodiscard]] QPDFObjGen id() const { return object_.getObjGen(); }
  [[nodiscard]] bool is_indirect() const { return object_.isIndirect(); }
  [[nodiscard]] bool is_null() const { return object_.isNull(); }
  [[nodiscard]] bool is_dictionary() const { return object_.isDictionary(); }
  [[nodiscard]] bool is_array() const { return object_.isArray(); }
  [[nodiscard]] bool is_stream() const { return object_.isStream(); }
  [[nodiscard]] bool is_string() const { return object_.isString(); }
  [[nodiscard]] bool is_name() const { return object_.isName(); }
  [[nodiscard]] bool is_integer() const { return object_.isInteger(); }
  [[nodiscard]] bool is_number() const { return object_.isNumber(); }
  [[nodiscard]] bool is_bool() const { return object_.isBool(); }

  /// Of a dictionary, or of a stream's.
  [[nodiscard]] Handle key(const std::string& name) const {
    if (object_.isStream()) return Handle(object_.getDict()).key(name);
    return object_.isDictionary() ? Handle(object_.getKey(name)) : Handle();
  }
  [[nodiscard]] bool has(const std::string& name) const { return !key(name).is_null(); }
  [[nodiscard]] std::set<std::string> keys() const {
    return object_.isDictionary() ? object_.getKeys() : std::set<std::string>();
  }
  /// Of an array.
  [[nodiscard]] int size() const { return object_.isArray() ? object_.getArrayNItems() : 0; }
  [[nodiscard]] Handle item(int index) const {
    return index >= 0 && index < size() ? Handle(object_.getArrayItem(index)) : Handle();
  }
  [[nodiscard]] std::string bytes() const { return object_.isString() ? object_.getStringValue() : std::string(); }
  [[nodiscard]] std::string text() const { return object_.isString() ? object_.getUTF8Value() : std::string(); }
  /// Without the slash.
  [[nodiscard]] std::string name() const { return object_.isName() ? object_.getName().substr(1) : std::string(); }
  [[nodiscard]] long long integer() const { return object_.isInteger() ? object_.getIntValue() : 0; }
  [[nodiscard]] double number() const { return object_.isNumber() ? object_.getNumericValue() : 0; }
  [[nodiscard]] bool is_true() const { return object_.isBool() && object_.getBoolValue(); }
  /// Of a stream, decoded; "" where that cannot be done.
  [[nodiscard]] std::string data(Budget& budget) const;
  /// Takes what it would cost to decode a stream from the budget.
  void spend(Budget& budget) const;

 private:
  mutable QPDFObjectHandle object_;  // libqpdf 11 reads through methods that are not const
};

}  // namespace zielbaum::audit
