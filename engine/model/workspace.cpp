#include "model/workspace.h"

#include <algorithm>

namespace zielbaum::model {

const Party* find_party(const Parties& parties, const PartyId& id) {
  const auto found = std::find_if(parties.begin(), parties.end(), [&](const Party& party) { return party.id == id; });
  return found == parties.end() ? nullptr : &*found;
}

}  // namespace zielbaum::model
