#include "compose/change_report.h"

#include <algorithm>
#include <map>
#include <set>

#include "compose/comparison_internal.h"
#include "compose/lineage_notes_internal.h"
#include "compose/names_internal.h"
#include "compose/prose_blocks_internal.h"
#include "compose/words_for.h"

namespace zielbaum::compose {

namespace {

using model::kNoNode;

/// Who is named by a field, by its last name: an office of the register, or free text.
struct NamedParty {
  std::string key;   ///< the last office's id, or the text
  std::string name;  ///< as people call it
  std::string used;  ///< the name of the office that the field really names
};

/// The roles in which one version's node names parties: by party, labels of fields.
using NodeRoles = std::map<std::string, std::vector<std::string>>;

std::string full_name(const model::Parties& parties, const PartyId& id) {
  const model::Party* const party = model::find_party(parties, id);
  return party == nullptr ? id.text : party->name();
}

class Reporter {
 public:
  Reporter(const Source& before, const Source& after, Language language)
      : before_(before),
        after_(after),
        language_(language),
        parties_(model::laid_over(before.parties, after.parties)),
        old_numbers_(numbers_in(before, language)),
        new_numbers_(numbers_in(after, language)),
        old_nodes_(before.document),
        new_nodes_(after.document) {}

  void add(const diff::NodeCounts& counts, const std::vector<flow::Runs>& lineage) {
    const model::NodeIndex before = old_nodes_.find(counts.node.text);
    const model::NodeIndex after = new_nodes_.find(counts.node.text);
    const NodeRoles was = before == kNoNode ? NodeRoles{} : roles_of(before_, before_.document.nodes[before]);
    const NodeRoles is = after == kNoNode ? NodeRoles{} : roles_of(after_, after_.document.nodes[after]);
    ReportLine line;
    line.node = counts.node;
    line.name = after == kNoNode ? name_of(before_, before, old_numbers_) : name_of(after_, after, new_numbers_);
    line.what = in_words(counts.what, language_);
    line.words = counts.words;
    for (const flow::Runs& note : lineage) line.lineage.push_back(words_of_note(note));
    std::set<std::string> keys;
    for (const auto& entry : was) keys.insert(entry.first);
    for (const auto& entry : is) keys.insert(entry.first);
    if (keys.empty()) report_.others.push_back(line);
    const bool stays = before != kNoNode && after != kNoNode;
    for (const std::string& key : keys) {
      line.roles = roles_in_words(labels_of(was, key), labels_of(is, key), stays);
      parts_[key].lines.push_back(line);
    }
  }

  ChangeReport report() {
    for (auto& [key, part] : parts_) {
      part.party = names_[key];
      used_[key].erase(part.party);
      for (const std::string& name : used_[key]) part.formerly += (part.formerly.empty() ? "" : ", ") + name;
      report_.parties.push_back(std::move(part));
    }
    std::sort(report_.parties.begin(), report_.parties.end(),
              [](const ReportPart& a, const ReportPart& b) { return a.party < b.party; });
    return std::move(report_);
  }

 private:
  [[nodiscard]] std::string say(const Message& message) const { return render(message, language_); }

  [[nodiscard]] std::string name_of(const Source& source, model::NodeIndex node,
                                    const std::vector<std::string>& numbers) const {
    return node_name(source.document.nodes[node], numbers[node], source.type, tag_of(language_));
  }

  [[nodiscard]] NamedParty named(const model::PartyRef& ref) const {
    if (ref.party.empty()) return {"text/" + ref.text, ref.text, ref.text};
    const PartyId last = model::succession(parties_, ref.party).back();
    return {last.text, full_name(parties_, last), full_name(parties_, ref.party)};
  }

  NodeRoles roles_of(const Source& source, const model::Node& node) {
    NodeRoles roles;
    const model::KindRule* const kind = source.type.kind(node.kind);
    for (const model::Field& field : node.fields) {
      const model::FieldRule* const rule = kind == nullptr ? nullptr : model::find_field(*kind, field.name);
      const std::string label(rule == nullptr ? std::string_view(field.name)
                                              : model::in_language(rule->label, tag_of(language_)));
      for (const model::FieldValue& value : field.values) {
        const auto* const ref = std::get_if<model::PartyRef>(&value);
        if (ref == nullptr) continue;
        NamedParty party = named(*ref);
        std::vector<std::string>& labels = roles[party.key];
        if (std::find(labels.begin(), labels.end(), label) == labels.end()) labels.push_back(label);
        names_[party.key] = party.name;
        used_[party.key].insert(std::move(party.used));
      }
    }
    return roles;
  }

  static std::vector<std::string> labels_of(const NodeRoles& roles, const std::string& key) {
    const auto found = roles.find(key);
    return found == roles.end() ? std::vector<std::string>{} : found->second;
  }

  /// "Federführung, Beteiligte (bisher)". `stays`: the node is in both versions, so that a role may have come or gone.
  [[nodiscard]] std::string roles_in_words(const std::vector<std::string>& was, const std::vector<std::string>& is,
                                           bool stays) const {
    std::string words;
    const auto add = [&](const std::string& label, const std::string& note) {
      words += (words.empty() ? "" : ", ") + label + (note.empty() ? "" : " (" + note + ")");
    };
    const auto has = [](const std::vector<std::string>& labels, const std::string& label) {
      return std::find(labels.begin(), labels.end(), label) != labels.end();
    };
    for (const std::string& label : is) add(label, stays && !has(was, label) ? say(msg("new")) : "");
    for (const std::string& label : was) {
      if (!has(is, label)) add(label, stays ? say(msg("until now")) : "");
    }
    return words;
  }

  const Source& before_;
  const Source& after_;
  Language language_;
  model::Parties parties_;
  std::vector<std::string> old_numbers_;
  std::vector<std::string> new_numbers_;
  model::Index old_nodes_;
  model::Index new_nodes_;
  std::map<std::string, ReportPart> parts_;
  std::map<std::string, std::string> names_;
  std::map<std::string, std::set<std::string>> used_;
  ChangeReport report_;
};

std::string label_of_kind(const Compared& compared, const std::string& kind) {
  const bool is_known = compared.after.type.kind(kind) != nullptr;
  const model::KindRule* const rule = (is_known ? compared.after : compared.before).type.kind(kind);
  if (rule == nullptr) return kind;
  const std::string_view plural = model::in_language(rule->plural, tag_of(compared.language));
  return std::string(plural.empty() ? model::in_language(rule->label, tag_of(compared.language)) : plural);
}

flow::Cell head_cell(std::string words, flow::Scope scope) {
  flow::Cell cell;
  cell.scope = scope;
  if (scope == flow::Scope::Column) cell.align = flow::Align::Right;
  if (!words.empty()) cell.blocks.push_back(text_paragraph(std::move(words)));
  return cell;
}

flow::Cell number_cell(std::size_t number) {
  flow::Cell cell;
  cell.align = flow::Align::Right;
  cell.blocks.push_back(text_paragraph(number == 0 ? "–" : std::to_string(number)));
  return cell;
}

/// A row for each thing that happened, a column for each kind of node; the last row counts each node once.
flow::Table table_of(const Compared& compared, const diff::Counts& counts) {
  const auto say = [&](const Message& message) { return render(message, compared.language); };
  flow::Table table;
  table.role = flow::TableRole::Listing;
  flow::Row head;
  head.cells.push_back(head_cell(say(msg("Change")), flow::Scope::Column));
  head.cells.front().align = flow::Align::Left;
  for (const diff::Tally& kind : counts.by_kind)
    head.cells.push_back(head_cell(label_of_kind(compared, kind.name), flow::Scope::Column));
  head.cells.push_back(head_cell(say(msg("Total")), flow::Scope::Column));
  table.header.push_back(std::move(head));
  const auto add_row = [&](std::string name, std::size_t total, const auto& count_of) {
    flow::Row row;
    row.cells.push_back(head_cell(std::move(name), flow::Scope::Row));
    for (const diff::Tally& kind : counts.by_kind) row.cells.push_back(number_cell(count_of(kind)));
    row.cells.push_back(number_cell(total));
    table.rows.push_back(std::move(row));
  };
  for (const diff::Tally& what : counts.by_what) {
    add_row(say(word_for(what.name)), what.nodes, [&](const diff::Tally& kind) {
      return static_cast<std::size_t>(
          std::count_if(counts.nodes.begin(), counts.nodes.end(), [&](const diff::NodeCounts& node) {
            return node.kind == kind.name &&
                   std::find(node.what.begin(), node.what.end(), what.name) != node.what.end();
          }));
    });
  }
  add_row(say(msg("Nodes changed")), counts.nodes.size(), [](const diff::Tally& kind) { return kind.nodes; });
  return table;
}

flow::List list_of(const std::vector<ReportLine>& lines, Language language) {
  flow::List list;
  for (const ReportLine& line : lines) {
    flow::Paragraph paragraph;
    paragraph.runs.push_back(strong_run(line.name));
    if (!line.roles.empty()) paragraph.runs.push_back(plain_run(", " + line.roles));
    const std::string words = words_in_words(line.words, language);
    std::string told = ": " + line.what;
    for (const std::string& note : line.lineage) told += "; " + note;
    paragraph.runs.push_back(plain_run(told + (words.empty() ? "" : "; " + words)));
    list.items.push_back({{flow::Block{std::move(paragraph), {}}}});
  }
  return list;
}

flow::Block part_heading(std::string words, std::uint8_t level) {
  flow::Heading heading;
  heading.level = level;
  heading.runs = {plain_run(std::move(words))};
  return {std::move(heading), {}};
}

}  // namespace

std::string words_in_words(const diff::WordSum& words, Language language) {
  std::string parts;
  const auto add = [&](std::size_t count, const Message& message) {
    if (count > 0) parts += (parts.empty() ? "" : ", ") + render(message, language);
  };
  add(words.inserted, msg("{0} new", words.inserted));
  add(words.deleted, msg("{0} dropped", words.deleted));
  add(words.moved, msg("{0} moved", words.moved));
  if (parts.empty()) return "";
  return render(counted(words.changed, "{0} word changed ({1})", "{0} words changed ({1})", parts), language);
}

std::string words_in_words(const diff::Counts& counts, Language language) {
  std::string out = words_in_words(counts.words_in_kept, language);
  const auto add = [&](std::size_t count, const Message& message) {
    if (count > 0) out += (out.empty() ? "" : "; ") + render(message, language);
  };
  const std::size_t inserted = counts.words.inserted - counts.words_in_kept.inserted;
  const std::size_t deleted = counts.words.deleted - counts.words_in_kept.deleted;
  add(inserted, counted(inserted, "{0} word in new parts", "{0} words in new parts"));
  add(deleted, counted(deleted, "{0} word in dropped parts", "{0} words in dropped parts"));
  return out;
}

Result<ChangeReport> report_changes(const Source& before, const Source& after, const diff::Changes& changes,
                                    Language language) {
  diff::Counts counts = TRY(diff::count(before.document, after.document, changes,
                                        model::laid_over(before.parties, after.parties), after.prose));
  Reporter reporter(before, after, language);
  const Compared compared = TRY(lay_over(before, after, changes, language));
  for (const diff::NodeCounts& one : counts.nodes) reporter.add(one, notes_about(compared, one.node));
  ChangeReport report = reporter.report();
  report.summary = summary(compared, counts.words_in_kept.changed);
  report.counts = std::move(counts);
  return report;
}

Result<flow::Flow> change_report(const Source& before, const Source& after, const diff::Changes& changes,
                                 const ComparisonOptions& options) {
  const Language language = options.language;
  const ChangeReport report = TRY(report_changes(before, after, changes, language));
  const Compared compared = TRY(lay_over(before, after, changes, language));
  flow::Flow out = comparison_head(compared, options, msg("Change report: {0}", after.document.nodes.front().title));
  out.blocks.push_back(text_paragraph(report.summary));
  if (report.counts.nodes.empty()) return out;
  out.blocks.push_back(part_heading(render(msg("How much changed"), language), 2));
  out.blocks.push_back({table_of(compared, report.counts), {}});
  if (const std::string words = words_in_words(report.counts, language); !words.empty())
    out.blocks.push_back(text_paragraph(words + "."));
  if (!report.parties.empty()) out.blocks.push_back(part_heading(render(msg("By responsible body"), language), 2));
  for (const ReportPart& part : report.parties) {
    out.blocks.push_back(part_heading(part.party, 3));
    if (!part.formerly.empty())
      out.blocks.push_back(text_paragraph(render(msg("Also named: {0}", part.formerly), language)));
    out.blocks.push_back({list_of(part.lines, language), {}});
  }
  if (!report.others.empty()) {
    out.blocks.push_back(part_heading(render(msg("Without a responsible body"), language), 2));
    out.blocks.push_back({list_of(report.others, language), {}});
  }
  return out;
}

}  // namespace zielbaum::compose
