// How many random versions the laws are asked of.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <string>

#include "support/rounds.h"

namespace zielbaum::test {

/// More in a long run: ZIELBAUM_MERGE_SEEDS=100000 build/.../test_merge.
inline std::uint32_t seeds(std::uint32_t usual = rounds(5000U)) {
  const char* const wanted = std::getenv("ZIELBAUM_MERGE_SEEDS");
  return wanted == nullptr ? usual : static_cast<std::uint32_t>(std::stoul(wanted));
}

}  // namespace zielbaum::test
