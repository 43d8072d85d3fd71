#include "compose/lists_internal.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "compose/prose_blocks_internal.h"

namespace zielbaum::compose {

namespace {

const model::FieldRule* first_field(const model::KindRule& kind, model::FieldType type) {
  const auto found = std::find_if(kind.fields.begin(), kind.fields.end(), [&](const model::FieldRule& rule) {
    return rule.type == type && rule.listing == model::Listing::Single;
  });
  return found == kind.fields.end() ? nullptr : &*found;
}

/// The values of a field, with the short names of parties, for narrow columns.
flow::Runs in_brief(const Source& source, const model::Node& node, const model::FieldRule& rule) {
  const model::Field* const field = model::find_field(node, rule.name);
  if (field == nullptr) return {};
  flow::Runs runs;
  for (const model::FieldValue& value : field->values) {
    if (!runs.empty()) runs.push_back(plain_run(", "));
    const auto* const ref = std::get_if<model::PartyRef>(&value);
    const model::Party* const party = ref == nullptr ? nullptr : model::find_party(source.parties, ref->party);
    if (party == nullptr || party->short_name.empty()) {
      runs.push_back(plain_run(value_for_people(value, rule, source.parties, source.document.lang)));
    } else {
      runs.push_back(plain_run(party->short_name));
      runs.back().expansion = expansion_of(*party);
    }
  }
  return runs;
}

/// Where a party is named, by the label of the field: those that name one party alone (the lead) before the others.
struct Roles {
  struct Role {
    std::string label;
    bool alone = false;
    std::vector<model::NodeIndex> nodes;
  };
  std::vector<Role> roles;

  void add(const std::string& label, bool alone, model::NodeIndex node) {
    auto role = std::find_if(roles.begin(), roles.end(), [&](const Role& one) { return one.label == label; });
    if (role == roles.end()) {
      const auto place = std::find_if(roles.begin(), roles.end(), [&](const Role& one) { return alone && !one.alone; });
      role = roles.insert(place, Role{label, alone, {}});
    }
    if (role->nodes.empty() || role->nodes.back() != node) role->nodes.push_back(node);
  }
};

std::unordered_map<std::string, Roles> roles_of_parties(const Source& source, const NodeNames& names) {
  std::unordered_map<std::string, Roles> of_party;
  for (model::NodeIndex i = 0; i < source.document.nodes.size(); ++i) {
    const model::Node& node = source.document.nodes[i];
    const model::KindRule* const kind = source.type.kind(node.kind);
    for (const model::Field& field : node.fields) {
      const model::FieldRule* const rule = kind == nullptr ? nullptr : model::find_field(*kind, field.name);
      for (const model::FieldValue& value : field.values) {
        const auto* const ref = std::get_if<model::PartyRef>(&value);
        if (ref == nullptr || ref->party.empty()) continue;
        const bool alone = rule != nullptr && rule->listing == model::Listing::Single;
        of_party[ref->party.text].add(rule == nullptr ? field.name : names.label(*rule), alone, i);
      }
    }
  }
  return of_party;
}

std::string called(const model::Party& party) {
  return party.short_name.empty() ? party.full_name : party.short_name;
}

/// "seit Dezember 2021, vorher SenUVK, jetzt SenMVKU", as far as known.
std::string history(const Source& source, const model::Party& party, const std::vector<const model::Party*>& before) {
  const Language language = interface_language(source.document.lang);
  std::vector<std::string> parts;
  if (party.valid_from) {
    parts.push_back(render(msg("since {0}", written_out(*party.valid_from, language)), language));
  }
  for (const model::Party* const one : before) {
    parts.push_back(render(msg("formerly {0}", called(*one)), language));
  }
  if (!party.successor.empty()) {
    const model::Party* const next = model::find_party(source.parties, party.successor);
    parts.push_back(render(msg("now {0}", next == nullptr ? party.successor.text : called(*next)), language));
  }
  std::string words;
  for (const std::string& part : parts) words += (words.empty() ? "" : ", ") + part;
  return words;
}

/// The full name with its history, where that says more than the name in the row's head; then the roles.
flow::Cell roles_cell(const Source& source, const NodeNames& names, std::string name, const Roles& roles) {
  const Language language = interface_language(source.document.lang);
  flow::Cell cell;
  if (!name.empty()) cell.blocks.push_back(text_paragraph(std::move(name)));
  for (const Roles::Role& role : roles.roles) {
    cell.blocks.push_back({flow::Paragraph{flow::ParagraphRole::Body, {strong_run(role.label + ":")}, {}}, {}});
    flow::List list;
    for (const model::NodeIndex i : role.nodes) {
      const std::string& id = source.document.nodes[i].id.text;
      flow::Runs runs = {plain_run(names.number_and_title(i))};
      runs.back().link = "#" + id;
      flow::Runs page = page_of(id, language);
      std::move(page.begin(), page.end(), std::back_inserter(runs));
      list.items.push_back({{{flow::Paragraph{flow::ParagraphRole::Body, std::move(runs), {}}, {}}}});
    }
    cell.blocks.push_back({std::move(list), {}});
  }
  return cell;
}

/// A table as a chapter of its own.
flow::Blocks under(std::string title, flow::Table table) {
  flow::Blocks blocks;
  blocks.push_back(chapter(std::move(title)));
  blocks.push_back({std::move(table), {}});
  return blocks;
}

}  // namespace

flow::Blocks list_of(const Source& source, const NodeNames& names, const model::KindRule& kind) {
  const Language language = interface_language(source.document.lang);
  const std::array<const model::FieldRule*, 3> columns = {first_field(kind, model::FieldType::Party),
                                                          first_field(kind, model::FieldType::Period),
                                                          first_field(kind, model::FieldType::Choice)};
  flow::Table table;
  table.role = flow::TableRole::Listing;
  const bool numbered = kind.numbering.counter != model::Counter::None;
  flow::Row head;
  const auto add_column = [&](std::string_view name) {
    head.cells.push_back(paragraph_cell({plain_run(std::string(name))}, flow::Scope::Column));
  };
  if (numbered) add_column(render(msg("No."), language));
  add_column(names.local(kind.label, kind.name));
  for (std::size_t column = 0; column < columns.size(); ++column) {
    if (columns[column] != nullptr) add_column(names.label(*columns[column]));
  }
  add_column(render(msg("Page"), language));
  head.cells.back().align = flow::Align::Right;
  table.header.push_back(std::move(head));

  for (model::NodeIndex i = 0; i < source.document.nodes.size(); ++i) {
    const model::Node& node = source.document.nodes[i];
    if (node.kind != kind.name) continue;
    flow::Row row;
    if (numbered) row.cells.push_back(paragraph_cell({plain_run(names.number(i))}));
    flow::Run name = plain_run(names.title(i));
    name.link = "#" + node.id.text;
    row.cells.push_back(paragraph_cell({std::move(name)}, flow::Scope::Row));
    for (const model::FieldRule* const column : columns) {
      if (column != nullptr) row.cells.push_back(paragraph_cell(in_brief(source, node, *column)));
    }
    flow::Run page;
    page.kind = flow::RunKind::PageNumber;
    page.link = "#" + node.id.text;
    row.cells.push_back(paragraph_cell({std::move(page)}));
    row.cells.back().align = flow::Align::Right;
    table.rows.push_back(std::move(row));
  }
  if (table.rows.empty()) return {};
  return under(render(msg("List of {0}", names.local(kind.plural, kind.name)), language), std::move(table));
}

flow::Blocks party_register(const Source& source, const NodeNames& names) {
  const Language language = interface_language(source.document.lang);
  const std::unordered_map<std::string, Roles> of_party = roles_of_parties(source, names);
  std::unordered_map<std::string, std::vector<const model::Party*>> predecessors;
  for (const model::Party& party : source.parties) {
    if (!party.successor.empty()) predecessors[party.successor.text].push_back(&party);
  }
  flow::Table table;
  table.role = flow::TableRole::Listing;
  table.shares = {2, 5};
  flow::Row head;
  head.cells.push_back(paragraph_cell({plain_run(render(msg("Body"), language))}, flow::Scope::Column));
  head.cells.push_back(paragraph_cell({plain_run(render(msg("Name and tasks"), language))}, flow::Scope::Column));
  table.header.push_back(std::move(head));
  for (const model::Party& party : source.parties) {
    const auto roles = of_party.find(party.id.text);
    if (roles == of_party.end()) continue;
    flow::Row row;
    row.cells.push_back(paragraph_cell({strong_run(called(party))}, flow::Scope::Row));
    std::string name = party.full_name == called(party) ? std::string() : party.full_name;
    const std::string past = history(source, party, predecessors[party.id.text]);
    if (!past.empty()) name = name.empty() ? past : name + " (" + past + ")";
    row.cells.push_back(roles_cell(source, names, std::move(name), roles->second));
    table.rows.push_back(std::move(row));
  }
  if (table.rows.empty()) return {};
  return under(render(msg("Responsible bodies"), language), std::move(table));
}

}  // namespace zielbaum::compose
