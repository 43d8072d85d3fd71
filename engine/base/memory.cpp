#include "base/memory.h"

#include <cstdint>
#include <cstdlib>  // tells whether this is glibc
#include <new>

// A sanitizer has an allocator of its own: this room would only make it mark megabytes of its shadow memory.
#if defined(__GLIBC__) && !defined(ZIELBAUM_SANITIZED)
#define ZIELBAUM_GLIBC_HEAP
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>
#endif

namespace zielbaum {

#ifdef ZIELBAUM_GLIBC_HEAP
namespace {
constexpr int kRoom = 256 << 20;  // by which the heap grows: addresses, not memory

/// Where addresses are short (ulimit -v, a container), what is asked for must do.
void take_no_more_than_needed() {
  mallopt(M_TOP_PAD, 0);
  std::set_new_handler(nullptr);
}
}  // namespace
#endif

void take_memory_in_large_pages() {
#ifdef ZIELBAUM_GLIBC_HEAP
  constexpr std::uintptr_t kLargePage = 2 << 20;
  mallopt(M_TOP_PAD, kRoom);
  mallopt(M_TRIM_THRESHOLD, 2 * kRoom);
  mallopt(M_MMAP_THRESHOLD, kRoom / 8);  // the most that glibc takes
  const auto start = reinterpret_cast<std::uintptr_t>(::sbrk(0));
  void* volatile taken = std::malloc(kRoom / 16);  // makes the heap take its addresses; volatile: else left out
  if (taken == nullptr) return take_no_more_than_needed();
  std::free(taken);
  std::set_new_handler(take_no_more_than_needed);
  const auto end = reinterpret_cast<std::uintptr_t>(::sbrk(0));
  const std::uintptr_t first = (start + kLargePage - 1) / kLargePage * kLargePage;
  if (end > first) ::madvise(reinterpret_cast<void*>(first), end - first, MADV_HUGEPAGE);
#endif
}

void give_back_unused_memory() {
#ifdef ZIELBAUM_GLIBC_HEAP
  ::malloc_trim(kRoom);
#endif
}

}  // namespace zielbaum
