// The compiled catalogue: made at build time from all `de.po` files by tools/build/compile_catalogue.cpp.
#pragma once

#include <cstddef>
#include <string_view>

namespace zielbaum {

struct CatalogueEntry {
  std::string_view english;
  std::string_view german;
};

extern const CatalogueEntry* const catalogue_entries;  ///< sorted by `english`, bytewise
extern const std::size_t catalogue_size;

}  // namespace zielbaum
