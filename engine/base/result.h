// Result<T>: a value, or the Error that kept it from being made. Member names are std::expected's.
//
//   Result<Document> read(std::string_view bytes);
//   const Document document = TRY(read(bytes));   // returns the Error from the calling function
//
// Never nest TRY inside TRY (it would shadow); give the inner value a name.
#pragma once

#include <optional>
#include <type_traits>
#include <utility>

#include "base/error.h"

namespace zielbaum {

template <typename T>
class [[nodiscard]] Result {
 public:
  using value_type = T;
  Result(T value) : value_(std::move(value)) {}
  Result(Error error) : failure_(std::move(error)) {}
  Result(Failure failure) : failure_(std::move(failure)) {}
  /// From whatever makes a T, so that `return std::make_unique<Derived>()` works for Result<unique_ptr<Base>>.
  template <typename U>
  requires(std::is_convertible_v<U, T> && !std::is_same_v<std::remove_cvref_t<U>, T> &&
           !std::is_same_v<std::remove_cvref_t<U>, Error> && !std::is_same_v<std::remove_cvref_t<U>, Failure> &&
           !std::is_same_v<std::remove_cvref_t<U>, Result>) Result(U&& value)
      : value_(std::in_place, std::forward<U>(value)) {}

  [[nodiscard]] bool has_value() const { return value_.has_value(); }
  explicit operator bool() const { return has_value(); }

  /// Requires has_value().
  [[nodiscard]] T& value() & {
    ENSURE(has_value());
    return *value_;
  }
  [[nodiscard]] const T& value() const& {
    ENSURE(has_value());
    return *value_;
  }
  T value() && {  // TRY may leave it
    ENSURE(has_value());
    return std::move(*value_);
  }
  [[nodiscard]] T& operator*() & { return value(); }
  [[nodiscard]] const T& operator*() const& { return value(); }
  /// A value, not a reference, so that `for (auto& x : *make())` holds what it walks over.
  [[nodiscard]] T operator*() && { return std::move(*this).value(); }
  [[nodiscard]] T* operator->() { return &value(); }
  [[nodiscard]] const T* operator->() const { return &value(); }

  /// Requires !has_value().
  [[nodiscard]] Error& error() & { return *failure_; }
  [[nodiscard]] const Error& error() const& { return *failure_; }
  [[nodiscard]] Error error() && { return std::move(*failure_); }
  /// error() as it is kept, to be handed on.
  [[nodiscard]] Failure failure() && { return std::move(failure_); }

 private:
  // Not std::variant, which took a seventh of the compiler's work where many kinds of results are passed on.
  std::optional<T> value_;
  Failure failure_;  ///< none where there is a value
};

template <>
class [[nodiscard]] Result<void> {
 public:
  using value_type = void;
  Result() = default;
  Result(Error error) : failure_(std::move(error)) {}
  Result(Failure failure) : failure_(std::move(failure)) {}
  [[nodiscard]] bool has_value() const { return !failure_.is_there(); }
  explicit operator bool() const { return has_value(); }
  void value() const { ENSURE(has_value()); }
  [[nodiscard]] const Error& error() const& { return *failure_; }
  [[nodiscard]] Error error() && { return std::move(*failure_); }
  [[nodiscard]] Failure failure() && { return std::move(failure_); }

 private:
  Failure failure_;
};

}  // namespace zielbaum

/// The value of a Result, or return its Error from the enclosing function (GCC's and Clang's statement expression). Not
/// among other values in braces: GCC 12 does not destroy those that are there already.
#define TRY(expression)                                                  \
  __extension__({                                                        \
    auto try_result = (expression);                                      \
    if (!try_result.has_value()) return std::move(try_result).failure(); \
    std::move(try_result).value();                                       \
  })
