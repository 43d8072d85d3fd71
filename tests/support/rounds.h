// How often what is random is tried.
#pragma once

namespace zielbaum::test {

/// Whether the engine under test was built with sanitizers.
extern const bool kSanitized;

/// `usual` times in a plain build; under sanitizers, which take more than ten times as long, the first tenth of them.
template <typename Number>
Number rounds(Number usual) {
  return kSanitized ? (usual + 9) / 10 : usual;
}

}  // namespace zielbaum::test
