// Parties that kept their entry in the register, by another name.
#include <set>

#include "diff/diff.h"

namespace zielbaum::diff {

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

}  // namespace

Changes compare(const Registered& before, const Registered& after) {
  Changes out = compare(before.document, after.document);
  if (before.parties == after.parties) return out;
  const std::set<PartyId> old_parties = named_in(before.document);
  for (const PartyId& id : named_in(after.document)) {
    const model::Party* const was = model::find_party(before.parties, id);
    const model::Party* const is = model::find_party(after.parties, id);
    if (!old_parties.contains(id) || was == nullptr || is == nullptr) continue;
    Became<std::string> name{was->name(), is->name()};
    if (!name.changed()) name = {was->short_name, is->short_name};
    if (name.changed()) out.renamed_parties.push_back({id, std::move(name)});
  }
  return out;
}

}  // namespace zielbaum::diff
