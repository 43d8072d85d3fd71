// Where the checkout is that the tests were built from: its documents, schemas and labelled cases.
#pragma once

namespace zielbaum::test {
/// Absolute.
extern const char* const kSourceFolder;
}  // namespace zielbaum::test
