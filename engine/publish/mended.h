// A Flow that can be shown, made of one that cannot: for drafts, so that one bad picture or character does not keep
// anybody from seeing the rest. What is published is never mended.
#pragma once

#include "base/error.h"
#include "flow/flow.h"
#include "typeset/coverage.h"
#include "typeset/typeset.h"

namespace zielbaum::publish {

/// In place of each picture that cannot be shown stands a notice that says why, with the picture's description. With
/// `coverage`, in place of each character that no font has stands its code ("[U+1F600]"). Each is a finding: errors,
/// with the anchor of the heading above as the place's node, and a picture's key as its file.
[[nodiscard]] flow::Flow mended(flow::Flow flow, const typeset::ReadMedia& media, typeset::Coverage* coverage,
                                Findings& findings);

}  // namespace zielbaum::publish
