// Feeds arbitrary bytes to the Markdown reader. Build with clang++ -fsanitize=fuzzer and run with corpus/text.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "text/text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace zielbaum;
  const std::string_view markdown(reinterpret_cast<const char*>(data), size);
  const text::Parsed parsed = text::parse(markdown);
  const std::string plain = text::plain_text(parsed.prose);
  std::size_t length = 0;
  for (const std::string_view token : text::words(plain)) length += token.size();
  ENSURE(length == plain.size());
  const std::string escaped = text::with_german_escapes(markdown);
  ENSURE(text::with_german_escapes(escaped) == escaped);
  return 0;
}
