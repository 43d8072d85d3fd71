#include "support/source_folder.h"

namespace zielbaum::test {
const char* const kSourceFolder = ZIELBAUM_SOURCE_DIR;
}
