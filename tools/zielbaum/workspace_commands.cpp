// init, new, types, schema
#include "commands.h"
#include "report.h"
#include "workspace/git_views.h"

namespace zielbaum::tool {

namespace {

void add_init(Commands& commands) {
  struct Options {
    std::string folder;
    std::string publisher;
  };
  const auto options = std::make_shared<Options>();
  CLI::App* command = commands.add(
      "init", "anlegen", msg("Make a workspace: folders, document types and a repository. Files that exist are kept"),
      {"init strategie --publisher \"Stadt Musterstadt\""}, [options](Session& session) -> Result<int> {
        const std::filesystem::path root = std::filesystem::path(session.folder) / options->folder;
        const std::string publisher =
            options->publisher.empty() ? say(session, msg("Name of your administration")) : options->publisher;
        TRY(workspace::create(root, shipped_schemas(), publisher));
        if (const Result<void> views = workspace::set_up_git_views(root); !views)
          tell(session, msg("git does not show documents by structure here: {0}", say(session, views.error().message)));
        tell(session, msg("The workspace {0} is ready. Next: zielbaum types, zielbaum new", options->folder));
        return 0;
      });
  commands.argument(command, "folder", msg("FOLDER"), options->folder, msg("Where; it is made if needed")).required();
  commands.option(command, "--publisher", msg("NAME"), options->publisher, msg("Who publishes; stands in the imprint"));
}

void add_new(Commands& commands) {
  const auto wanted = std::make_shared<workspace::NewDocument>();
  CLI::App* command = commands.add(
      "new", "neu", msg("Begin a document of a type"), {"new smart-city-strategy strategie --title \"Digitale Stadt\""},
      [wanted](Session& session) -> Result<int> {
        workspace::Workspace workspace = TRY(open(session));
        const store::Act act = TRY(local_act(session, workspace));
        const workspace::Edited made = TRY(workspace::add_document(workspace, *wanted, act));
        print(session, made.document.text);
        tell(session, msg("Next: zielbaum add KIND --under {0} --title TITLE", made.document.text));
        return 0;
      });
  commands.argument(command, "type", msg("TYPE"), wanted->type, msg("Its type; see “zielbaum types”")).required();
  commands.argument(command, "id", msg("ID"), wanted->id, msg("Its id, the name of its folder")).required();
  commands.option(command, "--title", msg("TITLE"), wanted->title, msg("Its title")).required();
  commands.option(command, "--language", msg("TAG"), wanted->lang, msg("The language it is written in (de)"));
}

Json to_json(const model::DocumentType& type) {
  Json json;
  json["name"] = type.name;
  json["version"] = type.version;
  json["label"] = type.label;
  json["root"] = type.root;
  json["kinds"] = Json::array();
  for (const model::KindRule& kind : type.kinds) {
    Json fields = Json::array();
    for (const model::FieldRule& field : kind.fields)
      fields.push_back({{"name", field.name}, {"label", field.label}, {"required", field.required}});
    json["kinds"].push_back(
        {{"name", kind.name}, {"label", kind.label}, {"contains", kind.children}, {"fields", fields}});
  }
  json["roles"] = Json::array();
  for (const model::RoleRule& role : type.roles)
    json["roles"].push_back({{"name", role.name}, {"from", role.from}, {"to", role.to}, {"label", role.label}});
  return json;
}

void print_type(Session& session, const model::DocumentType& type) {
  const char* lang = session.language == Language::German ? "de" : "en";
  print(session, styled(session, type.name, "1") + "  " + std::string(model::in_language(type.label, lang)));
  for (const model::KindRule& kind : type.kinds) {
    std::string line = "  " + kind.name + " (" + std::string(model::in_language(kind.label, lang)) + ")";
    std::string fields;
    for (const model::FieldRule& field : kind.fields)
      fields += (fields.empty() ? "" : ", ") + field.name + (field.required ? "*" : "");
    if (!fields.empty()) line += ": " + fields;
    print(session, line);
  }
}

void add_types(Commands& commands) {
  commands.add("types", "arten", msg("Show the document types with their kinds and fields (* required)"),
               {"types", "types --json"}, [](Session& session) -> Result<int> {
                 const workspace::Workspace workspace = TRY(open(session));
                 const std::vector<model::DocumentType> types = TRY(workspace::types(workspace));
                 Json all = Json::array();
                 for (const model::DocumentType& type : types) {
                   if (session.json) {
                     all.push_back(to_json(type));
                   } else {
                     print_type(session, type);
                   }
                 }
                 if (session.json) print_json(session, Json{{"schema", "zielbaum.types/1"}, {"types", all}});
                 return 0;
               });
}

void add_schema(Commands& commands) {
  const auto type = std::make_shared<std::string>();
  CLI::App* command =
      commands.add("schema", "schema", msg("Print the XML Schema of a document type, for editors"),
                   {"schema smart-city-strategy > strategie.xsd"}, [type](Session& session) -> Result<int> {
                     const workspace::Workspace workspace = TRY(open(session));
                     session.out += TRY(workspace::xml_schema(workspace, *type));
                     return 0;
                   });
  commands.argument(command, "type", msg("TYPE"), *type, msg("Its type; see “zielbaum types”")).required();
}

}  // namespace

void add_workspace_commands(Commands& commands) {
  add_init(commands);
  add_new(commands);
  add_types(commands);
  add_schema(commands);
}

}  // namespace zielbaum::tool
