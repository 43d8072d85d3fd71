// The gate: bytes pass libxml2's SAX parser before anything else looks at them. It makes no tree; pugixml, which makes
// it, is fast because it trusts its input, and sees only what has passed here.
//
// What passes is well-formed, UTF-8, without DOCTYPE, comments, processing instructions and entities of one's own, not
// too deep, and all its elements are in one namespace: readers may leave prefixes out of account.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

struct _xmlSchemaValidCtxt;

namespace zielbaum::xml {

enum class Look {
  Everything,
  Root,    ///< only at the root's start tag and what stands before it
  Schema,  ///< an XML Schema: comments and several namespaces may be in it
};

/// The namespace of the root element. Invalid with file and line. Codes: doctype, comment, processing-instruction,
/// not-utf8, control-character, encoding, too-deep, too-large, duplicate-attribute, foreign-namespace, not-well-formed.
/// A `validator`, where given, sees what the parser sees. O(bytes).
[[nodiscard]] Result<std::string> gate(std::string_view bytes, std::string_view file, Look look = Look::Everything,
                                       _xmlSchemaValidCtxt* validator = nullptr);

/// The bytes without a byte order mark.
[[nodiscard]] std::string_view without_mark(std::string_view bytes);

/// Makes libxml2 refuse to open anything by itself. Idempotent; every user of libxml2 calls it first.
void seal_libxml2();

}  // namespace zielbaum::xml
