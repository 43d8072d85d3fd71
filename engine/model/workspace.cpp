#include "model/workspace.h"

#include <algorithm>

namespace zielbaum::model {

const Party* find_party(const Parties& parties, const PartyId& id) {
  const auto found = std::find_if(parties.begin(), parties.end(), [&](const Party& party) { return party.id == id; });
  return found == parties.end() ? nullptr : &*found;
}

std::vector<PartyId> succession(const Parties& parties, const PartyId& id) {
  std::vector<PartyId> line;
  for (PartyId next = id; !next.empty() && std::find(line.begin(), line.end(), next) == line.end();) {
    line.push_back(next);
    const Party* const party = find_party(parties, next);
    next = party == nullptr ? PartyId{} : party->successor;
  }
  return line;
}

Parties laid_over(const Parties& before, const Parties& after) {
  Parties both = after;
  for (const Party& party : before) {
    if (find_party(after, party.id) == nullptr) both.push_back(party);
  }
  return both;
}

std::vector<ImprintLine> imprint_lines(const Settings& settings, const Edition& edition, std::string_view lang) {
  std::vector<ImprintLine> lines;
  const auto add = [&](const ImprintLine& line) {
    if (line.lang.empty() || line.lang == lang) lines.push_back(line);
  };
  for (const ImprintLine& line : edition.imprint) add(line);
  const std::vector<ImprintLine> own = lines;
  for (const ImprintLine& line : settings.imprint) {
    const bool replaced =
        std::any_of(own.begin(), own.end(), [&](const ImprintLine& other) { return other.name == line.name; });
    if (!replaced) add(line);
  }
  return lines;
}

std::vector<ImprintName> missing_imprint(const Settings& settings, const Edition& edition, std::string_view lang) {
  const std::vector<ImprintLine> lines = imprint_lines(settings, edition, lang);
  std::vector<ImprintName> missing;
  for (const ImprintName& name : settings.required_imprint) {
    const bool there =
        std::any_of(lines.begin(), lines.end(), [&](const ImprintLine& line) { return line.name == name; });
    if (!there) missing.push_back(name);
  }
  return missing;
}

}  // namespace zielbaum::model
