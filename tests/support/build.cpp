#include "support/rounds.h"
#include "support/source_folder.h"

namespace zielbaum::test {

const char* const kSourceFolder = ZIELBAUM_SOURCE_DIR;

#ifdef ZIELBAUM_SANITIZED
const bool kSanitized = true;
#else
const bool kSanitized = false;
#endif

}  // namespace zielbaum::test
