// Flow -> WordprocessingML: one .docx file for offices that go on writing in a word processor. The same Flow as the
// pages.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "flow/flow.h"

namespace zielbaum::docx {

/// The bytes of a PNG or JPEG file.
using ReadMedia = std::function<Result<std::string>(std::string_view key)>;

/// A complete file on A4: headings, lists, footnotes and table heads are the word processor's own, and each look is a
/// style that can be changed in one place. Inserted words are bold, dropped ones struck out, never told by colour
/// alone. The words are those of flow::plain_text(), so what stands in print only is left out; of a Drawing stand its
/// alternative text and caption, without the picture. Numbers of pages are fields, which the word processor fills in;
/// in the entries of a Contents too. Notes are counted anew, in the order of their marks. Deterministic.
/// Fails as `media` does, and Invalid for pictures that cannot be decoded.
[[nodiscard]] Result<std::string> document(const flow::Flow& flow, const ReadMedia& media);

}  // namespace zielbaum::docx
