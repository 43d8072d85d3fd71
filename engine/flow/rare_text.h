// A text that is empty in most places where it may stand.
#pragma once

#include <concepts>
#include <memory>
#include <string>
#include <string_view>

namespace zielbaum::flow {

/// A string, but a quarter as large where it is empty: a long Flow has hundreds of thousands of them. It is set as a
/// whole and reads as a string.
class RareText {
 public:
  RareText() = default;
  template <std::convertible_to<std::string_view> Text>
  RareText(const Text& text) {  // NOLINT: a string is one
    if (const std::string_view view = text; !view.empty()) text_ = std::make_unique<const std::string>(view);
  }
  RareText(const RareText& other) : RareText(other.text()) {}
  RareText(RareText&&) noexcept = default;
  RareText& operator=(const RareText& other) { return *this = RareText(other); }
  RareText& operator=(RareText&&) noexcept = default;
  ~RareText() = default;

  [[nodiscard]] bool empty() const { return text_ == nullptr; }
  [[nodiscard]] const std::string& text() const {
    static const std::string kEmpty;
    return empty() ? kEmpty : *text_;
  }
  operator const std::string&() const { return text(); }  // NOLINT: reads as a string
  friend bool operator==(const RareText& a, const RareText& b) { return a.text() == b.text(); }

 private:
  std::unique_ptr<const std::string> text_;
};

}  // namespace zielbaum::flow
