#include "random_strategies.h"

#include <algorithm>
#include <functional>
#include <sstream>
#include <stdexcept>

#include "model/paths.h"
#include "store/store.h"
#include "xml/xml.h"

namespace zielbaum::test {

namespace {

using model::Document;
using model::Node;

const std::vector<std::string> kLanguages = {"en", "fr"};

template <typename List>
typename List::value_type any(Random& random, const List& list) {
  return *std::next(list.begin(), static_cast<std::ptrdiff_t>(pick(random, list.size())));
}
template <typename Map>
std::string any_key(Random& random, const Map& map) {
  return std::next(map.begin(), static_cast<std::ptrdiff_t>(pick(random, map.size())))->first;
}

std::string type_xml(const Strategy& strategy) {
  std::string out = R"(<type xmlns="urn:zielbaum:type:1" name="t" version="1" root="plan">
  <label lang="de">Plan</label>
)";
  for (const auto& [name, kind] : strategy.kinds) {
    out += "  <kind name=\"" + name + "\">\n    <label lang=\"de\">" + kind.label + "</label>\n";
    for (const std::string& child : kind.children) out += "    <contains kind=\"" + child + "\" />\n";
    if (name != "plan") {
      out += R"(    <field name="period" type="period" />
    <field name="owner" type="party" />
    <field name="involved" type="party" listing="set" />
    <field name="budget" type="money" />
    <field name="status" type="choice">
)";
      for (const std::string& option : kind.options)
        out += "      <option key=\"" + option + "\"><label lang=\"de\">" + option + "</label></option>\n";
      out += "    </field>\n";
      for (const std::string& field : kind.fields) out += "    <field name=\"" + field + "\" type=\"text\" />\n";
    }
    out += "  </kind>\n";
  }
  for (const std::string& role : strategy.roles)
    out += "  <role name=\"" + role + "\" across=\"true\">\n    <label lang=\"de\">" + role + "</label>\n  </role>\n";
  return out + "</type>\n";
}

model::DocumentType type_of(const Strategy& strategy) {
  return xml::read_type(type_xml(strategy), "").value();
}

std::string joined(const std::vector<std::string>& paragraphs) {
  std::string out;
  for (const std::string& one : paragraphs) out += (out.empty() ? "" : "\n") + one + "\n";
  return out;
}

// -- the rules --

bool fields_are_known(const Strategy& strategy, const Node& node) {
  const Strategy::Kind& kind = strategy.kinds.at(node.kind);
  for (const model::Field& field : node.fields) {
    if (field.name.starts_with("more") && !kind.fields.contains(field.name)) return false;
    for (const model::FieldValue& value : field.values) {
      const auto* const party = std::get_if<model::PartyRef>(&value);
      if (party != nullptr && !strategy.parties.contains(party->party.text)) return false;
      const auto* const option = std::get_if<model::Choice>(&value);
      if (option != nullptr && !kind.options.contains(option->key)) return false;
      const auto* const period = std::get_if<Period>(&value);
      if (period != nullptr && !is_ordered(*period)) return false;
    }
  }
  return true;
}

bool links_lead_somewhere(const Strategy& strategy, const Node& node) {
  return std::all_of(node.links.begin(), node.links.end(), [&](const model::Link& link) {
    const Document& there = link.to.document.empty() ? strategy.plan : strategy.frame;
    return strategy.roles.contains(link.role) && model::find_node(there, link.to.node) != model::kNoNode;
  });
}

bool texts_lead_somewhere(const Strategy& strategy) {
  for (const auto& [whose, paragraphs] : strategy.texts) {
    for (const std::string& one : paragraphs) {
      if (const std::size_t at = one.find("node:"); at != std::string::npos) {
        const auto to = model::parse_target(one.substr(at + 5, one.find(')', at) - at - 5)).value();
        const Document& there = to.document.empty() ? strategy.plan : strategy.frame;
        if (model::find_node(there, to.node) == model::kNoNode) return false;
      }
      if (const std::size_t at = one.find("media/"); at != std::string::npos) {
        const std::string file = one.substr(at + 6, one.find_first_of(" )", at) - at - 6);
        if (!strategy.media.contains(file) || !strategy.credits.contains(file)) return false;
      }
    }
  }
  return true;
}

bool keeps_rules(const Strategy& strategy) {
  for (const auto& [name, kind] : strategy.kinds)
    for (const std::string& child : kind.children)
      if (!strategy.kinds.contains(child)) return false;
  for (const Document* const document : {&strategy.plan, &strategy.frame}) {
    for (const Node& node : document->nodes) {
      if (!strategy.kinds.contains(node.kind)) return false;
      if (node.parent != model::kNoNode &&
          !strategy.kinds.at(document->nodes[node.parent].kind).children.contains(node.kind))
        return false;
      if (!fields_are_known(strategy, node) || !links_lead_somewhere(strategy, node)) return false;
    }
  }
  return texts_lead_somewhere(strategy);
}

// -- the edits --

class Edit {
 public:
  Edit(Random& random, Strategy& strategy, Words& words) : random_(random), strategy_(strategy), words_(words) {}

  void any_of_all() {
    switch (pick(random_, 12)) {
      case 0:
        return party();
      case 1:
        return type();
      case 2:
        return picture();
      case 3:
        return language();
      case 4:
        return other_document();
      case 5:
      case 6:
        return tree();
      case 7:
        return title();
      case 8:
      case 9:
        return text();
      default:
        return value();
    }
  }

 private:
  Node& node() { return strategy_.plan.nodes[pick(random_, strategy_.plan.nodes.size())]; }
  Node& below_root() {
    const std::size_t count = strategy_.plan.nodes.size();
    return strategy_.plan.nodes[count == 1 ? 0 : 1 + pick(random_, count - 1)];
  }
  std::string word() { return words_.next(random_); }
  std::string numbered(const char* name) { return std::string(name) + std::to_string(1 + pick(random_, 4)); }

  /// But the document's.
  std::string any_kind() {
    const std::string kind = any_key(random_, strategy_.kinds);
    return kind == "plan" ? "goal" : kind;
  }

  void party() {
    const std::string id = numbered("amt-");
    if (chance(random_, 40)) {
      strategy_.parties.erase(id);
    } else {
      strategy_.parties[id] = "Amt " + word();
    }
  }

  void type() {
    Strategy::Kind& kind = strategy_.kinds[chance(random_, 50) ? "goal" : "measure"];
    const auto flip = [](std::set<std::string>& set, const std::string& one) {
      if (!set.insert(one).second) set.erase(one);
    };
    switch (pick(random_, 6)) {
      case 0:
        return flip(kind.fields, numbered("more-"));
      case 1:
        return flip(kind.options, numbered("option-"));
      case 2:
        return flip(strategy_.roles, numbered("role-"));
      case 3:
        return flip(kind.children, any_kind());
      case 4:
        kind.label = "Art " + word();
        return;
      default: {
        const std::string name = numbered("kind-");
        if (strategy_.kinds.erase(name) != 0) {
          for (auto& [other, rule] : strategy_.kinds) rule.children.erase(name);
        } else {
          strategy_.kinds[name] = {"Art " + name, {}, {}, {"running"}};
          strategy_.kinds.at("plan").children.insert(name);
        }
      }
    }
  }

  void picture() {
    const std::string file = numbered("bild-") + ".png";
    switch (pick(random_, 5)) {
      case 0:
        strategy_.media.erase(file);
        strategy_.credits.erase(file);
        return;
      case 1:
        strategy_.media[file] = "bytes of " + word();
        return;
      case 2:
        strategy_.credits.erase(file);
        return;
      case 3:
        strategy_.credits[file] = "Atelier " + word();
        return;
      default:
        strategy_.media.emplace(file, "bytes of " + file);
        strategy_.credits.emplace(file, "Atelier " + file);
        return put("![Bild " + word() + "](media/" + file + ")");
    }
  }

  /// All that is said in a language goes, or one title comes.
  void language() {
    const std::string lang = any(random_, kLanguages);
    if (strategy_.languages.erase(lang) == 0) {
      strategy_.languages.insert(lang);
      return;
    }
    for (Node& one : strategy_.plan.nodes) {
      std::erase_if(one.titles, [&](const auto& title) { return title.lang == lang; });
      drop_translation(one, lang);
    }
  }

  void drop_translation(Node& node, const std::string& lang) {
    std::erase_if(node.translations, [&](const auto& translation) { return translation.lang == lang; });
    strategy_.texts.erase({node.id.text, lang});
  }

  void other_document() {
    const std::string id = numbered("lage-");
    const model::NodeIndex there = model::find_node(strategy_.frame, NodeId{id});
    if (there != model::kNoNode && chance(random_, 60)) {
      cut(strategy_.frame, there);
    } else if (there != model::kNoNode) {
      strategy_.frame.nodes[there].title = "Lage " + word();
    } else {
      paste(strategy_.frame, {made(id)}, 0, pick(random_, 4));
    }
  }

  Node made(const std::string& id) {
    Node out;
    out.id.text = id;
    out.kind = chance(random_, 50) ? "goal" : "measure";
    if (chance(random_, 15)) out.kind = any_kind();
    out.title = "Titel " + word();
    return out;
  }

  void tree() {
    Document& plan = strategy_.plan;
    const auto at = static_cast<model::NodeIndex>(pick(random_, plan.nodes.size()));
    switch (pick(random_, 4)) {
      case 0:
        return paste(plan, {made("n" + word())}, at, pick(random_, 4));
      case 1: {
        if (at == 0) return;
        for (const Node& gone : cut(plan, at))
          std::erase_if(strategy_.texts, [&](const auto& entry) { return entry.first.first == gone.id.text; });
        return;
      }
      case 2: {
        if (at == 0) return;
        std::vector<Node> nodes = cut(plan, at);
        return paste(plan, std::move(nodes), static_cast<model::NodeIndex>(pick(random_, plan.nodes.size())),
                     pick(random_, 4));
      }
      default:
        if (at != 0) plan.nodes[at].kind = any_kind();
        return;
    }
  }

  void title() {
    Node& changed = node();
    if (chance(random_, 40)) {
      changed.title = "Titel " + word();
      return;
    }
    const std::string lang = any(random_, kLanguages);
    std::erase_if(changed.titles, [&](const auto& title) { return title.lang == lang; });
    if (chance(random_, 70)) changed.titles.push_back({lang, "Title " + word()});
    std::sort(changed.titles.begin(), changed.titles.end(),
              [](const auto& a, const auto& b) { return a.lang < b.lang; });
  }

  /// A paragraph more, in the own language or another one.
  void put(const std::string& paragraph) {
    Node& changed = node();
    const std::string lang = chance(random_, 40) ? any(random_, kLanguages) : "";
    const std::pair<std::string, std::string> key = {changed.id.text, lang};
    if (!lang.empty() && !strategy_.texts.contains({changed.id.text, ""})) return;
    std::vector<std::string>& paragraphs = strategy_.texts[key];
    paragraphs.insert(paragraphs.begin() + static_cast<std::ptrdiff_t>(pick(random_, paragraphs.size() + 1)),
                      paragraph);
    if (!lang.empty()) made_anew(changed, lang);
  }

  /// The translation is one of the text as it is now.
  void made_anew(Node& node, const std::string& lang) {
    std::erase_if(node.translations, [&](const auto& translation) { return translation.lang == lang; });
    const ContentId basis = store::content_id(joined(strategy_.texts.at({node.id.text, ""})));
    node.translations.push_back({lang, basis, std::nullopt});
    std::sort(node.translations.begin(), node.translations.end(),
              [](const auto& a, const auto& b) { return a.lang < b.lang; });
  }

  std::string sentence() { return "Es sind " + word() + " und " + word() + " dabei."; }

  void text() {
    if (strategy_.texts.empty() || chance(random_, 30)) return put(sentence() + " " + sentence());
    if (chance(random_, 15)) {
      const bool here = chance(random_, 50);
      const Document& there = here ? strategy_.plan : strategy_.frame;
      return put("Siehe [" + word() + "](node:" + (here ? "" : "rahmen/") +
                 there.nodes[pick(random_, there.nodes.size())].id.text + ").");
    }
    const std::pair<std::string, std::string> key = any_key_of_texts();
    std::vector<std::string>& paragraphs = strategy_.texts.at(key);
    std::string& one = paragraphs[pick(random_, paragraphs.size())];
    if (chance(random_, 25)) {  // of a whole text all but the translations go
      if (!key.second.empty() || paragraphs.size() > 1 || !has_translations(key.first)) {
        paragraphs.erase(paragraphs.begin() + (&one - paragraphs.data()));
        if (paragraphs.empty() || chance(random_, 30)) drop_text(key);
      }
      return;
    }
    // A word for another one.
    const std::size_t at = one.find(chance(random_, 50) ? "sind " : "und ");
    if (at == std::string::npos) return;
    const std::size_t begin = one.find(' ', at) + 1;
    one.replace(begin, one.find(' ', begin) - begin, word());
    if (!key.second.empty() && chance(random_, 50))
      made_anew(strategy_.plan.nodes[model::find_node(strategy_.plan, NodeId{key.first})], key.second);
  }

  std::pair<std::string, std::string> any_key_of_texts() {
    return std::next(strategy_.texts.begin(), static_cast<std::ptrdiff_t>(pick(random_, strategy_.texts.size())))
        ->first;
  }
  bool has_translations(const std::string& node) const {
    return std::any_of(kLanguages.begin(), kLanguages.end(), [&](const std::string& lang) {
      return strategy_.texts.contains({node, lang});
    });
  }
  void drop_text(const std::pair<std::string, std::string>& key) {
    if (key.second.empty() && has_translations(key.first)) {
      if (strategy_.texts.at(key).empty()) strategy_.texts.at(key).push_back(sentence());
      return;
    }
    Node& of = strategy_.plan.nodes[model::find_node(strategy_.plan, NodeId{key.first})];
    strategy_.texts.erase(key);
    if (!key.second.empty()) drop_translation(of, key.second);
  }

  model::Field& field(Node& node, const std::string& name) {
    for (model::Field& one : node.fields)
      if (one.name == name) return one;
    node.fields.push_back({name, {}});
    return node.fields.back();
  }

  void value() {
    Node& changed = below_root();
    if (changed.parent == model::kNoNode) return;
    switch (pick(random_, 8)) {
      case 0:
      case 1: {
        model::Field& period = field(changed, "period");
        if (period.values.empty()) period.values.emplace_back(Period{Date{2020, 0, 0}, Date{2030, 0, 0}});
        auto& value = std::get<Period>(period.values.front());
        auto& end = chance(random_, 50) ? value.from : value.to;
        end = chance(random_, 15) ? std::nullopt
                                  : std::optional(Date{static_cast<std::int16_t>(2018 + pick(random_, 16)), 0, 0});
        if (!value.from && !value.to) period.values.clear();
        break;
      }
      case 2:
        field(changed, "owner").values = {model::PartyRef{PartyId{any_party()}, ""}};
        break;
      case 3: {
        std::vector<model::FieldValue>& values = field(changed, "involved").values;
        const model::FieldValue one = model::PartyRef{PartyId{any_party()}, ""};
        if (std::erase(values, one) == 0) values.push_back(one);
        break;
      }
      case 4:
        field(changed, "status").values = {model::Choice{chance(random_, 70) ? numbered("option-") : "running"}};
        break;
      case 5:
        field(changed, numbered("more-")).values = {model::Text{"Wert " + word()}};
        break;
      case 6:
        if (!changed.fields.empty()) changed.fields.erase(changed.fields.begin());
        break;
      default: {
        if (strategy_.roles.empty()) return;
        const bool here = chance(random_, 50);
        const Document& there = here ? strategy_.plan : strategy_.frame;
        const model::Link link{
            any(random_, strategy_.roles),
            {DocumentId{here ? "" : "rahmen"}, there.nodes[pick(random_, there.nodes.size())].id, {}}};
        if (std::erase(changed.links, link) == 0) changed.links.push_back(link);
        std::sort(changed.links.begin(), changed.links.end());
      }
    }
    std::erase_if(changed.fields, [](const model::Field& one) { return one.values.empty(); });
  }

  std::string any_party() { return strategy_.parties.empty() ? "amt-1" : any_key(random_, strategy_.parties); }

  Random& random_;
  Strategy& strategy_;
  Words& words_;
};

}  // namespace

std::string Words::next(Random& random) {
  if (side_ != "a" && chance(random, 8)) {
    const std::string shared = "b" + std::to_string(pick(random, 3));
    if (shared_.insert(shared).second) return shared;
  }
  return side_ + std::to_string(next_++);
}

void random_edit(Random& random, Strategy& strategy, Words& words) {
  Strategy edited = strategy;
  Edit(random, edited, words).any_of_all();
  if (keeps_rules(edited)) strategy = std::move(edited);
}

Thing::Thing(Random& random)
    : what_(any(random, std::vector<std::string>{"party", "option", "field", "role", "kind", "picture", "credit",
                                                 "node", "node in a text", "child"})) {}

void Thing::put(Strategy& strategy) const {
  strategy.parties["amt-9"] = "Amt neun";
  for (const char* const kind : {"goal", "measure"}) {
    strategy.kinds.at(kind).options.insert("option-9");
    strategy.kinds.at(kind).fields.insert("more-9");
  }
  strategy.roles.insert("role-9");
  strategy.kinds["kind-9"] = {"Art neun", {}, {}, {"running"}};
  strategy.kinds.at("plan").children.insert("kind-9");
  strategy.kinds.at("measure").children.insert("kind-9");
  strategy.media["bild-9.png"] = "bytes";
  strategy.credits["bild-9.png"] = "Atelier neun";
  Node node;
  node.id.text = "lage-9";
  node.kind = "goal";
  node.title = "Lage neun";
  paste(strategy.frame, {node}, 0, 9);
  node.id.text = "n9";
  node.kind = "measure";
  paste(strategy.plan, {node}, 0, 9);
}

void Thing::drop(Strategy& strategy) const {
  Strategy without = strategy;
  if (what_ == "party") without.parties.erase("amt-9");
  for (const char* const kind : {"goal", "measure"}) {
    if (what_ == "option") without.kinds.at(kind).options.erase("option-9");
    if (what_ == "field") without.kinds.at(kind).fields.erase("more-9");
  }
  if (what_ == "role") without.roles.erase("role-9");
  if (what_ == "kind") without.kinds.erase("kind-9");
  for (auto& [name, kind] : without.kinds)
    if (what_ == "kind") kind.children.erase("kind-9");
  if (what_ == "child") without.kinds.at("measure").children.erase("kind-9");
  if (what_ == "picture") without.media.erase("bild-9.png");
  if (what_ == "picture" || what_ == "credit") without.credits.erase("bild-9.png");
  const model::NodeIndex node = model::find_node(without.frame, NodeId{"lage-9"});
  if (what_.starts_with("node") && node != model::kNoNode) cut(without.frame, node);
  if (keeps_rules(without)) strategy = std::move(without);
}

void Thing::use(Random& random, Strategy& strategy) const {
  Strategy with = strategy;
  const model::NodeIndex index = model::find_node(with.plan, NodeId{"n9"});
  if (index == model::kNoNode) return;
  Node& node = with.plan.nodes[index];
  std::erase_if(node.fields, [](const auto& field) { return field.name == "owner" || field.name == "status"; });
  if (what_ == "party") node.fields.push_back({"owner", {model::PartyRef{PartyId{"amt-9"}, ""}}});
  if (what_ == "option") node.fields.push_back({"status", {model::Choice{"option-9"}}});
  if (what_ == "field") node.fields.push_back({"more-9", {model::Text{"Wert"}}});
  if (what_ == "role") node.links.push_back({"role-9", {DocumentId{"rahmen"}, NodeId{"rahmen"}, {}}});
  if (what_ == "node") node.links.push_back({"role-9", {DocumentId{"rahmen"}, NodeId{"lage-9"}, {}}});
  std::sort(node.links.begin(), node.links.end());
  std::string words;
  if (what_ == "picture" || what_ == "credit") words = "![Bild neun](media/bild-9.png)";
  if (what_ == "node in a text") words = "Siehe [dort neun](node:rahmen/lage-9).";
  if (!words.empty()) with.texts[{"n9", ""}].push_back(words);
  if (what_ == "kind" && chance(random, 50)) {
    node.kind = "kind-9";
    node.fields.clear();
  } else if (what_ == "kind" || what_ == "child") {
    Node below;
    below.id.text = "n9-9";
    below.kind = "kind-9";
    below.title = "Darunter";
    paste(with.plan, {below}, index, 9);
  }
  if (keeps_rules(with)) strategy = std::move(with);
}

Strategy random_strategy(Random& random) {
  Strategy out;
  const std::set<std::string> all = {"goal", "measure"};
  out.kinds = {{"plan", {"Plan", all, {}, {}}},
               {"goal", {"Ziel", all, {"more-1"}, {"running", "option-1"}}},
               {"measure", {"Maßnahme", {}, {"more-1", "more-2"}, {"running", "option-1", "option-2"}}}};
  out.parties = {{"amt-1", "Amt eins"}, {"amt-2", "Amt zwei"}};
  out.roles = {"role-1"};
  out.languages = {"en"};
  for (auto& [document, id] : {std::pair(&out.plan, "plan"), std::pair(&out.frame, "rahmen")}) {
    document->type = "t";
    Node root;
    root.id.text = id;
    root.kind = "plan";
    root.title = "Titel";
    document->nodes.push_back(root);
  }
  Words words("a");
  const std::size_t edits = 20 + pick(random, 25);
  for (std::size_t i = 0; i < edits; ++i) random_edit(random, out, words);
  return out;
}

Files files_of(const Strategy& strategy) {
  const model::DocumentType type = type_of(strategy);
  Files out;
  out[model::type_path("t")] = type_xml(strategy);
  model::Parties parties;
  for (const auto& [id, name] : strategy.parties) parties.push_back({PartyId{id}, id, name, "office", {}, {}});
  out[std::string(model::kPartiesFile)] = xml::write_parties(parties);
  std::string settings = "<workspace xmlns=\"urn:zielbaum:workspace:1\" format=\"1\">\n  <publisher>Amt</publisher>\n";
  settings += "  <language>de</language>\n";
  for (const std::string& lang : strategy.languages) settings += "  <language>" + lang + "</language>\n";
  out[std::string(model::kWorkspaceFile)] = settings + "  <theme>standard</theme>\n</workspace>\n";
  model::PictureCredits credits;
  for (const auto& [file, who] : strategy.credits) credits.push_back({file, who, ""});
  const DocumentId plan = strategy.plan.id();
  if (!credits.empty()) out[model::pictures_path(plan)] = xml::write_pictures(credits);
  for (const auto& [file, bytes] : strategy.media) out[model::media_path(plan, file)] = bytes;
  for (const auto& [whose, paragraphs] : strategy.texts)
    out[model::prose_path(plan, model::Layout::Flat, NodeId{whose.first}, whose.second)] = joined(paragraphs);
  out[model::document_path(plan)] = xml::write_document(strategy.plan, type);
  out[model::document_path(strategy.frame.id())] = xml::write_document(strategy.frame, type);
  return out;
}

namespace {

void facts_of_type(const model::DocumentType& type, Facts& out) {
  for (const model::KindRule& kind : type.kinds) {
    const std::string name = "kind " + kind.name;
    out.insert(name);
    out.insert(name + " label=" + std::string(model::in_language(kind.label, "de")));
    for (const std::string& child : kind.children) out.insert(name + " child " + child);
    for (const model::FieldRule& field : kind.fields) {
      out.insert(name + " field " + field.name);
      for (const model::ChoiceOption& option : field.options) out.insert(name + " option " + option.key);
    }
  }
  for (const model::RoleRule& role : type.roles) out.insert("role " + role.name);
}

void facts_of_document(const Document& document, Facts& out) {
  for (const Node& node : document.nodes) {
    const std::string name = "node " + document.id().text + "/" + node.id.text;
    out.insert(name + " kind=" + node.kind);
    out.insert(name + " title=" + node.title);
    if (node.parent != model::kNoNode) out.insert(name + " below=" + document.nodes[node.parent].id.text);
    for (const model::Translated& title : node.titles) out.insert(name + " title." + title.lang + "=" + title.text);
    for (const model::Link& link : node.links)
      out.insert(name + " link " + link.role + " " + model::to_string(link.to));
    for (const model::ProseTranslation& one : node.translations) {
      out.insert(name + " translation " + one.lang);
      out.insert(name + " basis." + one.lang + "=" + one.basis.text);
    }
    for (const model::Field& field : node.fields) {
      for (const model::FieldValue& value : field.values) {
        if (const auto* const period = std::get_if<Period>(&value)) {
          out.insert(name + " from=" + (period->from ? to_string(*period->from) : ""));
          out.insert(name + " to=" + (period->to ? to_string(*period->to) : ""));
        } else {
          out.insert(name + " " + field.name + (field.name == "involved" ? " " : "=") + xml::value_text(value));
        }
      }
    }
  }
}

}  // namespace

Facts facts_of(const Files& files) {
  Facts out;
  const std::string type_path = model::type_path("t");
  const model::DocumentType type = xml::read_type(files.at(type_path), type_path).value();
  facts_of_type(type, out);
  for (const auto& [path, bytes] : files) {
    const std::string name = path.substr(path.rfind('/') + 1);
    if (name == "parties.xml") {
      for (const model::Party& party : xml::read_parties(bytes, path).value())
        out.insert("party " + party.id.text + " name=" + party.full_name);
    } else if (name == "workspace.xml") {
      for (const std::string& lang : xml::read_settings(bytes, path).value().languages) out.insert("language " + lang);
    } else if (name == "pictures.xml") {
      for (const model::PictureCredit& credit : xml::read_pictures(bytes, path).value())
        out.insert("credit " + credit.file + "=" + credit.credit);
    } else if (name == "document.xml") {
      const auto read = xml::read_document(bytes, type, path);
      facts_of_document(read->document, out);
      for (const Finding& finding : read->findings) out.insert("finding " + finding.code + " " + finding.place.node);
    } else if (path.find("/media/") != std::string::npos) {
      out.insert("media " + name + "=" + bytes);
    } else if (path.find("/text/") != std::string::npos) {
      std::istringstream words(bytes);
      out.insert("text " + name);
      for (std::string word; words >> word;)
        if (word.find_first_of("0123456789") != std::string::npos) out.insert("text " + name + " " + word);
    }
  }
  return out;
}

}  // namespace zielbaum::test
