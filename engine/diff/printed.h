// What prints and belongs to no node: pictures and whose they are, the imprint, the words of the type, the look.
//
// Laws (tests/diff/printed_test.cpp): equal surroundings have no changes; the way back has the same ones with the sides
// in each other's place.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "diff/diff.h"
#include "model/type.h"
#include "model/workspace.h"

namespace zielbaum::diff {

/// All around a document that is seen in print. Views; the caller keeps them alive.
struct Surroundings {
  const model::Settings& settings;
  const model::DocumentType& type;
  const model::PictureCredits& credits;
  std::map<std::string, ContentId> pictures;  ///< by file name
  ContentId theme;                            ///< of its file; empty where it is not known
  std::string lang;                           ///< of the document: whose words of the type it shows
};

/// In the order of PrintedChange::What, then by name.
[[nodiscard]] std::vector<PrintedChange> compare_printed(const Surroundings& before, const Surroundings& after);

}  // namespace zielbaum::diff
