// tree, show
#include "commands.h"
#include "report.h"

namespace zielbaum::tool {

namespace {

using workspace::Found;
using workspace::Loaded;

Json node_json(const Loaded& loaded, model::NodeIndex index) {
  const model::Node& node = loaded.document.nodes[index];
  Json json;
  json["id"] = node.id.text;
  if (index == 0) json["type"] = loaded.document.type;
  json["kind"] = node.kind;
  json["number"] = loaded.numbers[index];
  json["title"] = node.title;
  if (!node.short_title.empty()) json["short"] = node.short_title;
  if (node.sample) json["sample"] = true;
  json["fields"] = Json::object();
  for (const model::Field& field : node.fields) {
    Json values = Json::array();
    for (const model::FieldValue& value : field.values)
      values.push_back(workspace::value_text(value, loaded.document.lang));
    json["fields"][field.name] = values;
  }
  json["links"] = Json::array();
  for (const model::Link& link : node.links)
    json["links"].push_back({{"role", link.role}, {"to", model::to_string(link.to)}});
  return json;
}

Json tree_json(const Loaded& loaded, const std::vector<std::vector<model::NodeIndex>>& children,
               model::NodeIndex index) {
  Json json = node_json(loaded, index);
  json["children"] = Json::array();
  for (const model::NodeIndex child : children[index]) json["children"].push_back(tree_json(loaded, children, child));
  return json;
}

void print_tree(Session& session, const Loaded& loaded) {
  std::vector<std::size_t> depths(loaded.document.nodes.size(), 0);
  for (model::NodeIndex i = 0; i < loaded.document.nodes.size(); ++i) {
    const model::Node& node = loaded.document.nodes[i];
    if (node.parent != model::kNoNode) depths[i] = depths[node.parent] + 1;
    std::string line(depths[i] * 2, ' ');
    if (!loaded.numbers[i].empty()) line += styled(session, loaded.numbers[i], "33") + "  ";
    line += styled(session, node.title, i == 0 ? "1" : "");
    print(session, line + "  " + styled(session, "[" + node.id.text + "]", "2"));
  }
}

void add_tree(Commands& commands) {
  struct Options {
    std::string document;
    std::string version = "working";
  };
  const auto options = std::make_shared<Options>();
  CLI::App* command = commands.add("tree", "baum", msg("Show the tree of a document, or of all"),
                                   {"tree", "tree smart-city-strategie --version muster-2022", "tree --json"},
                                   [options](Session& session) -> Result<int> {
                                     const workspace::Workspace workspace = TRY(open(session));
                                     const DocumentId whose{options->document};
                                     const workspace::State state =
                                         TRY(workspace::resolve(workspace, options->version, whose));
                                     std::vector<DocumentId> wanted = TRY(workspace::documents(workspace, state));
                                     if (!whose.empty() || wanted.empty())
                                       wanted = {TRY(workspace::find_document(workspace, options->document, state))};
                                     Json all = Json::array();
                                     for (const DocumentId& id : wanted) {
                                       const Loaded loaded = TRY(workspace::load_sound(workspace, id, state));
                                       if (session.json) {
                                         all.push_back(tree_json(loaded, model::children_of(loaded.document), 0));
                                       } else {
                                         print_tree(session, loaded);
                                       }
                                     }
                                     if (!session.json) return 0;
                                     Json json{{"schema", "zielbaum.tree/1"}};
                                     if (all.size() == 1) {
                                       json["document"] = all.front();
                                     } else {
                                       json["documents"] = all;
                                     }
                                     print_json(session, json);
                                     return 0;
                                   });
  commands.argument(command, "document", msg("DOCUMENT"), options->document, msg("Its id; all if left out"));
  commands.option(command, "--version", msg("VERSION"), options->version, msg("Which version (working)"));
}

void print_facts(Session& session, const Found& found) {
  const Loaded& loaded = found.loaded;
  const model::Node& node = found.value();
  const model::KindRule* kind = loaded.type.kind(node.kind);
  for (const model::Field& field : node.fields) {
    const model::FieldRule* rule = kind == nullptr ? nullptr : model::find_field(*kind, field.name);
    if (rule == nullptr) continue;
    std::string values;
    for (const model::FieldValue& value : field.values) {
      values +=
          (values.empty() ? "" : "; ") + compose::value_for_people(value, *rule, loaded.parties, loaded.document.lang);
    }
    const std::string label(model::in_language(rule->label, loaded.document.lang));
    print(session, "  " + styled(session, label, "1") + " (" + field.name + "): " + values);
  }
}

Result<void> print_node(Session& session, const workspace::Workspace& workspace, const Found& found,
                        const std::vector<workspace::LinkIn>& links_in, const workspace::ProseText& prose) {
  const Loaded& loaded = found.loaded;
  const model::Node& node = found.value();
  print(session, styled(session, workspace::node_name(loaded, found.node), "1"));
  print(session, "  " + styled(session, loaded.document.id().text + "/" + node.id.text, "2") +
                     (node.sample ? "  (" + say(session, msg("sample")) + ")" : ""));
  print_facts(session, found);
  for (const model::Link& link : node.links) {
    const model::RoleRule* role = loaded.type.role(link.role);
    const std::string label(role == nullptr ? link.role : model::in_language(role->label, loaded.document.lang));
    print(session, "  → " + label + ": " + workspace::target_name(workspace, loaded, link.to) + "  " +
                       styled(session, "[" + model::to_string(link.to) + "]", "2"));
  }
  for (const workspace::LinkIn& link : links_in) {
    const model::RoleRule* role = loaded.type.role(link.role);
    const std::string label(role == nullptr ? link.role : model::in_language(role->inverse, loaded.document.lang));
    print(session, "  ← " + (label.empty() ? link.role : label) + ": " + link.name + "  " +
                       styled(session, "[" + link.document.text + "/" + link.node.text + "]", "2"));
  }
  if (!prose.text.empty()) {
    print(session, "");
    session.out += prose.text;
    if (!prose.text.ends_with('\n')) session.out += '\n';
  }
  return {};
}

void add_show(Commands& commands) {
  struct Options {
    std::string node;
    std::string translation;
  };
  const auto options = std::make_shared<Options>();
  CLI::App* command = commands.add(
      "show", "zeigen", msg("Show a node: fields, links, text"),
      {"show \"M 14\"", "show kiezbox-q2vh@muster-2022", "show strategischer-rahmen/leitbild --json"},
      [options](Session& session) -> Result<int> {
        const workspace::Workspace workspace = TRY(open(session));
        const Found found = TRY(workspace::find_node(workspace, options->node, {}));
        const std::vector<workspace::LinkIn> links_in = TRY(workspace::links_in(workspace, found));
        const workspace::ProseText prose = TRY(workspace::prose(workspace, found, options->translation));
        if (!session.json) {
          TRY(print_node(session, workspace, found, links_in, prose));
          return 0;
        }
        Json node = node_json(found.loaded, found.node);
        node["document"] = found.loaded.document.id().text;
        node["links_in"] = Json::array();
        for (const workspace::LinkIn& link : links_in)
          node["links_in"].push_back({{"role", link.role}, {"from", link.document.text + "/" + link.node.text}});
        node["prose"] = prose.text;
        print_json(session, Json{{"schema", "zielbaum.node/1"}, {"node", node}});
        return 0;
      });
  commands.paged(command);
  commands.argument(command, "node", msg("NODE"), options->node, msg("Its id or number")).required();
  commands.option(command, "--translation", msg("TAG"), options->translation, msg("Show the text in this language"));
}

}  // namespace

void add_reading_commands(Commands& commands) {
  add_tree(commands);
  add_show(commands);
}

}  // namespace zielbaum::tool
