// add, set, move, remove, link, unlink
#include <random>

#include "commands.h"
#include "report.h"

namespace zielbaum::tool {

namespace {

using workspace::Edited;
using workspace::Workspace;

/// Opens the workspace, does the edit, says what was done.
template <typename Edit>
Result<int> edit(Session& session, const Edit& change, const Message& done) {
  Workspace workspace = TRY(open(session));
  const store::Act act = TRY(local_act(session, workspace));
  const Edited edited = TRY(change(workspace, act));
  Message said = edited.changed ? done : msg("Nothing to change: {0}");
  said.args = {edited.name};
  tell(session, said);
  for (const Message& note : edited.notes) tell(session, note);
  return 0;
}

/// Where among its siblings a node is to stand.
template <typename Wanted>
void add_places(Commands& commands, CLI::App* command, Wanted& wanted) {
  commands.option(command, "--after", msg("NODE"), wanted.after, msg("The node it follows; last if left out"));
  commands.option(command, "--before", msg("NODE"), wanted.before, msg("The node that follows it"));
  commands.flag(command, "--first", wanted.first, msg("Put it first, before all others below the same node"));
}

void add_add(Commands& commands) {
  const auto wanted = std::make_shared<workspace::NewNode>();
  CLI::App* command =
      commands.add("add", "hinzufügen", msg("Add a node; prints its new id"),
                   {"add measure --under \"Ziel 1.2\" --title \"Offene Werkstatt\"",
                    "add Maßnahme --under lernorte-m3xa --after kiezbox-q2vh --title \"Kiezbox 3.0\"",
                    "add Maßnahme --under lernorte-m3xa --first --title \"Zuerst\""},
                   [wanted](Session& session) -> Result<int> {
                     const auto change = [&](Workspace& workspace, const store::Act& act) -> Result<Edited> {
                       Edited made = TRY(workspace::add_node(workspace, *wanted, std::random_device{}(), act));
                       print(session, made.node.text);
                       return made;
                     };
                     return edit(session, change, msg("Added: {0}"));
                   });
  commands.argument(command, "kind", msg("KIND"), wanted->kind, msg("Which kind; see “zielbaum types”")).required();
  commands.option(command, "--under", msg("NODE"), wanted->under, msg("The node it belongs to"));
  add_places(commands, command, *wanted);
  commands.option(command, "--title", msg("TITLE"), wanted->title, msg("Its title")).required();
  commands.option(command, "--id", msg("ID"), wanted->id, msg("Its id; made from the title if left out"));
}

void add_set(Commands& commands) {
  struct Options {
    std::string node;
    std::vector<std::string> assignments;
  };
  const auto options = std::make_shared<Options>();
  CLI::App* command = commands.add(
      "set", "setzen", msg("Set title, short title and fields of a node"),
      {"set \"M 14\" status=completed", "set kiezbox-q2vh \"period=01.09.2022 – 31.12.2026\" \"budget=1,2 Mio. €\"",
       "set kiezbox-q2vh involved+=citylab involved-=technologiestiftung",
       "set kiezbox-q2vh \"title=Kiezbox 2.0\" short=Kiezbox"},
      [options](Session& session) -> Result<int> {
        const auto change = [&](Workspace& workspace, const store::Act& act) {
          return workspace::set_fields(workspace, options->node, options->assignments, act, session.language);
        };
        return edit(session, change, msg("Changed: {0}"));
      });
  commands.argument(command, "node", msg("NODE"), options->node, msg("Its id or number")).required();
  commands
      .argument(command, "assignments", msg("FIELD=VALUE"), options->assignments,
                msg("What to set; += adds to a list, -= takes from it, FIELD= takes all away"))
      .required()
      .times(1, 1000);
}

void add_move(Commands& commands) {
  struct Options {
    std::string node;
    workspace::Where where;
  };
  const auto options = std::make_shared<Options>();
  CLI::App* command = commands.add("move", "verschieben", msg("Move a node with everything below it"),
                                   {"move kiezbox-q2vh --under \"Ziel 3\"",
                                    "move kiezbox-q2vh --after offene-werkstatt-p3va", "move kiezbox-q2vh --first"},
                                   [options](Session& session) -> Result<int> {
                                     const auto change = [&](Workspace& workspace, const store::Act& act) {
                                       return workspace::move_node(workspace, options->node, options->where, act);
                                     };
                                     return edit(session, change, msg("Moved: {0}"));
                                   });
  commands.argument(command, "node", msg("NODE"), options->node, msg("Its id or number")).required();
  commands.option(command, "--under", msg("NODE"), options->where.under, msg("The node it belongs to"));
  add_places(commands, command, options->where);
}

void add_remove(Commands& commands) {
  const auto node = std::make_shared<std::string>();
  CLI::App* command = commands.add("remove", "entfernen", msg("Remove a node with everything below it"),
                                   {"remove kiezbox-q2vh"}, [node](Session& session) -> Result<int> {
                                     const auto change = [&](Workspace& workspace, const store::Act& act) {
                                       return workspace::remove_node(workspace, *node, act);
                                     };
                                     return edit(session, change, msg("Removed: {0}"));
                                   });
  commands.argument(command, "node", msg("NODE"), *node, msg("Its id or number")).required();
}

using LinkEdit = Result<Edited> (*)(Workspace&, std::string_view, std::string_view, std::string_view,
                                    const store::Act&);

void add_link_command(Commands& commands, const char* name, const char* german, const Message& about, LinkEdit change,
                      const Message& done) {
  struct Options {
    std::string from, role, to;
  };
  const auto options = std::make_shared<Options>();
  CLI::App* command = commands.add(
      name, german, about, {std::string(name) + " kiezbox-q2vh serves strategischer-rahmen/zukunftskompetenzen"},
      [options, change, done](Session& session) -> Result<int> {
        const auto call = [&](Workspace& workspace, const store::Act& act) {
          return change(workspace, options->from, options->role, options->to, act);
        };
        return edit(session, call, done);
      });
  commands.argument(command, "node", msg("NODE"), options->from, msg("From this node")).required();
  commands.argument(command, "role", msg("ROLE"), options->role, msg("What the link means, by name or label"))
      .required();
  commands.argument(command, "target", msg("TARGET"), options->to, msg("To this node")).required();
}

}  // namespace

void add_edit_commands(Commands& commands) {
  add_add(commands);
  add_set(commands);
  add_move(commands);
  add_remove(commands);
  add_link_command(commands, "link", "verknüpfen", msg("Draw a link from a node to another"), workspace::link_nodes,
                   msg("Linked: {0}"));
  add_link_command(commands, "unlink", "lösen", msg("Take a link away"), workspace::unlink_nodes,
                   msg("Link taken away: {0}"));
}

}  // namespace zielbaum::tool
