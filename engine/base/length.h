// Lengths on paper: one type, whole numbers inside, so that the same input gives the same page on every machine.
#pragma once

#include <compare>
#include <cstdint>

namespace zielbaum {

/// A length or a coordinate in millionths of a PDF point (1/72 inch).
class Length {
 public:
  constexpr Length() = default;
  [[nodiscard]] static constexpr Length micropoints(std::int64_t value) { return Length(value); }
  [[nodiscard]] static constexpr Length points(std::int64_t value) { return Length(value * 1'000'000); }
  [[nodiscard]] static constexpr Length millipoints(std::int64_t value) { return Length(value * 1'000); }
  /// Tenths of a millimetre, rounded to the millionth of a point (1 mm = 72/25.4 pt).
  [[nodiscard]] static constexpr Length tenth_millimetres(std::int64_t value) {
    return Length((value * 72'000'000 + 127) / 254);
  }
  [[nodiscard]] static constexpr Length millimetres(std::int64_t value) { return tenth_millimetres(value * 10); }

  [[nodiscard]] constexpr std::int64_t in_micropoints() const { return value_; }
  [[nodiscard]] constexpr double in_points() const { return static_cast<double>(value_) / 1e6; }

  auto operator<=>(const Length&) const = default;
  constexpr Length operator-() const { return Length(-value_); }
  constexpr Length& operator+=(Length other) { return value_ += other.value_, *this; }
  constexpr Length& operator-=(Length other) { return value_ -= other.value_, *this; }
  friend constexpr Length operator+(Length a, Length b) { return Length(a.value_ + b.value_); }
  friend constexpr Length operator-(Length a, Length b) { return Length(a.value_ - b.value_); }
  friend constexpr Length operator*(Length a, std::int64_t factor) { return Length(a.value_ * factor); }
  friend constexpr Length operator*(std::int64_t factor, Length a) { return Length(a.value_ * factor); }
  friend constexpr Length operator/(Length a, std::int64_t divisor) { return Length(a.value_ / divisor); }

 private:
  constexpr explicit Length(std::int64_t value) : value_(value) {}
  std::int64_t value_ = 0;
};

static_assert(Length::millimetres(254) == Length::points(720));

}  // namespace zielbaum
