// Field values in their XML form.
#pragma once

#include <optional>

#include "model/document.h"
#include "model/type.h"
#include "xml/read_internal.h"
#include "xml/write_internal.h"

namespace zielbaum::xml {

/// The value that a field's element holds; reports and gives nothing if it is none.
[[nodiscard]] std::optional<model::FieldValue> read_value(Source& source, Element element,
                                                          const model::FieldRule& rule);

/// Adds the field's element to its node.
void write_value(pugi::xml_node node, const std::string& name, const model::FieldValue& value);

}  // namespace zielbaum::xml
