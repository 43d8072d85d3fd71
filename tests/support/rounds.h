// How often what is random is tried.
#pragma once

namespace zielbaum::test {

#ifdef ZIELBAUM_SANITIZED
inline constexpr bool kSanitized = true;
#else
inline constexpr bool kSanitized = false;
#endif

/// `usual` times in a plain build; under sanitizers, which take more than ten times as long, the first tenth of them.
template <typename Number>
constexpr Number rounds(Number usual) {
  return kSanitized ? (usual + 9) / 10 : usual;
}

}  // namespace zielbaum::test
