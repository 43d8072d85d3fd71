// Field values as people write them.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/document.h"
#include "model/type.h"

namespace zielbaum::xml {

/// In which language people wrote a value.
struct Wording {
  Language document = Language::German;  ///< of the document: "1.200" is twelve hundred in a German one
  std::optional<Language> people;        ///< in which they are spoken to, if known; where it is the other one, what the
                                         ///< two read differently is refused
};
/// A value, and what may surprise whoever wrote it.
struct Understood {
  model::FieldValue value;
  std::vector<Message> notes;
};
/// One field value from text: "2026-12", "15. März 2026", "2022-09..2026-12", "ab 2026", "1200000 EUR", "1,2 Mio. €",
/// "40 %", a key or a label, a party's id; for a series "2030=40 %". A unit that the type fixes may be left out. For a
/// party, what could be an id is one. What is printed for people is read as what it was. Invalid, with what was
/// expected, if it is none, or ("two-meanings") if it may be several.
[[nodiscard]] Result<Understood> read_written(const model::FieldRule& rule, std::string_view text,
                                              const Wording& wording);

/// As read_written() reads it in a document of that language. Numbers as in files, unless they would be read
/// otherwise: "12,345" in German.
[[nodiscard]] std::string written_text(const model::FieldValue& value, Language document);

}  // namespace zielbaum::xml
