// libFuzzer target: no bytes may crash the readers, and what is read without an error survives writing.
//   clang++ -g -O1 -std=c++20 -fsanitize=fuzzer,address,undefined … tests/fuzz/xml.cpp; ./xml tests/fuzz/corpus/xml
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "support/documents.h"
#include "xml/xml.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace zielbaum;
  static const model::DocumentType type = test::city_type();
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto read = xml::read_document(bytes, type, "f"); read && !has_errors(read->findings)) {
    const std::string written = xml::write_document(read->document, type);
    const auto again = xml::read_document(written, type, "f");
    ENSURE(again.has_value() && again->document == read->document && xml::is_canonical(written, again->document, type));
  }
  (void)xml::read_type_name(bytes, "f");
  (void)xml::read_type(bytes, "f");
  (void)xml::read_settings(bytes, "f");
  (void)xml::read_parties(bytes, "f");
  (void)xml::read_edition(bytes, "f");
  (void)xml::read_pictures(bytes, "f");
  (void)xml::read_theme(bytes, "f");
  if (const auto reason = xml::read_reason(bytes, "f")) {
    const auto again = xml::read_reason(xml::write_reason(*reason), "f");
    ENSURE(again.has_value() && *again == *reason);
  }
  return 0;
}
