// Offices that kept their entry in the register, by another name: told once, since they are none of a node's changes.
#include <set>

#include "compose/comparison_internal.h"

namespace zielbaum::compose {

namespace {

std::set<PartyId> named_in(const model::Document& document) {
  std::set<PartyId> out;
  for (const model::Node& node : document.nodes) {
    for (const model::Field& field : node.fields) {
      for (const model::FieldValue& value : field.values) {
        const auto* const ref = std::get_if<model::PartyRef>(&value);
        if (ref != nullptr && !ref->party.empty()) out.insert(ref->party);
      }
    }
  }
  return out;
}

const std::string& name_of(const model::Party& party) {
  return party.full_name.empty() ? party.short_name : party.full_name;
}

}  // namespace

std::vector<std::string> renamed_parties(const Compared& compared) {
  std::vector<std::string> out;
  const std::set<PartyId> before = named_in(compared.before.document);
  for (const PartyId& id : named_in(compared.after.document)) {
    const model::Party* const was = model::find_party(compared.before.parties, id);
    const model::Party* const is = model::find_party(compared.after.parties, id);
    if (!before.contains(id) || was == nullptr || is == nullptr || name_of(*was) == name_of(*is)) continue;
    out.push_back(render(msg("Office renamed: ‘{0}’, now ‘{1}’", name_of(*was), name_of(*is)), compared.language));
  }
  return out;
}

}  // namespace zielbaum::compose
