// Result<T>: a value, or the Error that kept it from being made. Member names are std::expected's.
//
//   Result<Document> read(std::string_view bytes);
//   const Document document = TRY(read(bytes));   // returns the Error from the calling function
//
// Never nest TRY inside TRY (it would shadow); give the inner value a name.
#pragma once

#include <type_traits>
#include <utility>
#include <variant>

#include "base/error.h"

namespace zielbaum {

template <typename T>
class [[nodiscard]] Result {
 public:
  using value_type = T;
  Result(T value) : held_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : held_(std::in_place_index<1>, std::move(error)) {}
  /// From whatever makes a T, so that `return std::make_unique<Derived>()` works for Result<unique_ptr<Base>>.
  template <typename U>
  requires(std::is_convertible_v<U, T> && !std::is_same_v<std::remove_cvref_t<U>, T> &&
           !std::is_same_v<std::remove_cvref_t<U>, Error> && !std::is_same_v<std::remove_cvref_t<U>, Result>)
      Result(U&& value)
      : held_(std::in_place_index<0>, std::forward<U>(value)) {}

  [[nodiscard]] bool has_value() const { return held_.index() == 0; }
  explicit operator bool() const { return has_value(); }

  /// Requires has_value().
  [[nodiscard]] T& value() & {
    ENSURE(has_value());
    return *std::get_if<0>(&held_);
  }
  [[nodiscard]] const T& value() const& {
    ENSURE(has_value());
    return *std::get_if<0>(&held_);
  }
  [[nodiscard]] T value() && {
    ENSURE(has_value());
    return std::move(*std::get_if<0>(&held_));
  }
  [[nodiscard]] T& operator*() & { return value(); }
  [[nodiscard]] const T& operator*() const& { return value(); }
  /// A value, not a reference, so that `for (auto& x : *make())` holds what it walks over.
  [[nodiscard]] T operator*() && { return std::move(*this).value(); }
  [[nodiscard]] T* operator->() { return &value(); }
  [[nodiscard]] const T* operator->() const { return &value(); }

  /// Requires !has_value().
  [[nodiscard]] Error& error() & {
    ENSURE(!has_value());
    return *std::get_if<1>(&held_);
  }
  [[nodiscard]] const Error& error() const& {
    ENSURE(!has_value());
    return *std::get_if<1>(&held_);
  }
  [[nodiscard]] Error error() && {
    ENSURE(!has_value());
    return std::move(*std::get_if<1>(&held_));
  }

 private:
  std::variant<T, Error> held_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  using value_type = void;
  Result() = default;
  Result(Error error) : held_(std::in_place_index<1>, std::move(error)) {}
  [[nodiscard]] bool has_value() const { return held_.index() == 0; }
  explicit operator bool() const { return has_value(); }
  void value() const { ENSURE(has_value()); }
  [[nodiscard]] const Error& error() const& {
    ENSURE(!has_value());
    return *std::get_if<1>(&held_);
  }
  [[nodiscard]] Error error() && {
    ENSURE(!has_value());
    return std::move(*std::get_if<1>(&held_));
  }

 private:
  std::variant<std::monostate, Error> held_;
};

}  // namespace zielbaum

/// The value of a Result, or return its Error from the enclosing function (GCC's and Clang's statement expression). Not
/// among other values in braces: GCC 12 does not destroy those that are there already.
#define TRY(expression)                                                \
  __extension__({                                                      \
    auto try_result = (expression);                                    \
    if (!try_result.has_value()) return std::move(try_result).error(); \
    std::move(try_result).value();                                     \
  })
