// documents/workspace.xml, documents/parties.xml, documents/<document>/editions/<id>.xml
//
//   <workspace xmlns="urn:zielbaum:workspace:1" format="1">
//     <publisher>…</publisher> <address>line</address>* <phone>…</phone> <email>…</email>
//     <accessibility-contact>…</accessibility-contact> <licence>CC BY 4.0</licence>
//     <imprint label="Redaktion">…</imprint>* <language>de</language>* <theme>standard</theme> <document>id</document>*
//   </workspace>
//
//   <parties xmlns="urn:zielbaum:parties:1">
//     <party id="senumvk" kind="office" from="2021-12" successor="senmvku"><short>…</short> <name>…</name></party>*
//   </parties>
//
//   <edition xmlns="urn:zielbaum:edition:1" id="…" status="decided" as-of="2022-12" in-force="2023-01" sample="true">
//     <title>…</title> <subtitle>…</subtitle> <decision body="…" date="…" number="…" /> <note>…</note>
//   </edition>
#include <algorithm>
#include <set>

#include "base/ids.h"
#include "read_internal.h"
#include "write_internal.h"
#include "xml/xml.h"

namespace zielbaum::xml {

namespace {

constexpr std::string_view kWorkspaceNamespace = "urn:zielbaum:workspace:1";
constexpr std::string_view kPartiesNamespace = "urn:zielbaum:parties:1";
constexpr std::string_view kEditionNamespace = "urn:zielbaum:edition:1";
const std::vector<std::string_view> kStatuses = {"draft", "consultation", "decided", "updating"};

/// Sets a text that may be given once.
void set_once(Source& source, const Element& element, std::string& into, bool& given) {
  std::string text = leaf_text(source, element);
  if (given) {
    return complain(source, element, "duplicate-field", msg("<{0}> is given twice", element.name),
                    msg("Delete one of the two."));
  }
  given = true;
  into = std::move(text);
}

}  // namespace

Result<model::Settings> read_settings(std::string_view bytes, std::string_view file) {
  Source source = TRY(open_source(bytes, file, "workspace", kWorkspaceNamespace));
  const Element& root = source.tree.elements.front();
  model::Settings settings;
  expect_attributes(source, root, {"format"});
  expect_no_text(source, root);
  const std::string format = required_attribute(source, root, "format");
  if (!format.empty() && format != "1") {
    complain(source, root, "newer-format", msg("The workspace has the format {0}; this program knows format 1", format),
             msg("Use a newer version of the program."));
  }
  const std::vector<std::pair<std::string_view, std::string*>> texts = {
      {"publisher", &settings.publisher}, {"phone", &settings.phone},
      {"email", &settings.email},         {"accessibility-contact", &settings.accessibility_contact},
      {"licence", &settings.licence},     {"theme", &settings.theme},
  };
  std::vector<std::string> languages;
  std::set<std::string_view> given;
  for_each_child(source, root, [&](const Element& child) {
    const auto text =
        std::find_if(texts.begin(), texts.end(), [&](const auto& entry) { return entry.first == child.name; });
    if (text != texts.end()) {
      bool twice = !given.insert(text->first).second;
      return set_once(source, child, *text->second, twice);
    }
    if (child.name == "address") {
      settings.address.push_back(leaf_text(source, child));
    } else if (child.name == "imprint") {
      settings.imprint.emplace_back(required_attribute(source, child, "label"), leaf_text(source, child, {"label"}));
    } else if (child.name == "language") {
      languages.push_back(leaf_text(source, child));
      if (!is_language_tag(languages.back())) {
        complain(source, child, "bad-language", msg("{0} is no language tag", languages.back()),
                 msg("Give a tag such as de, en or de-x-leicht."));
      }
    } else if (child.name == "document") {
      settings.documents.push_back(leaf_text(source, child));
      if (!is_valid_id(settings.documents.back())) {
        complain(source, child, "bad-id", msg("{0} is no valid id", settings.documents.back()),
                 msg("An id has 1 to 64 characters out of a-z, 0-9 and -, and does not begin with -."));
      }
    } else {
      unknown_element(source, child,
                      {"publisher", "address", "phone", "email", "accessibility-contact", "licence", "imprint",
                       "language", "theme", "document"});
    }
  });
  if (!languages.empty()) settings.languages = std::move(languages);
  if (!is_valid_id(settings.theme)) {
    // Its file's name is made of it.
    complain(source, root, "bad-id", msg("{0} is no valid id", settings.theme),
             msg("An id has 1 to 64 characters out of a-z, 0-9 and -, and does not begin with -."));
  }
  if (has_errors(source.findings)) return invalid(std::move(source));
  return settings;
}

Result<model::Parties> read_parties(std::string_view bytes, std::string_view file) {
  Source source = TRY(open_source(bytes, file, "parties", kPartiesNamespace));
  const Element& root = source.tree.elements.front();
  expect_attributes(source, root, {});
  expect_no_text(source, root);
  model::Parties parties;
  std::set<std::string> ids;
  std::vector<const Element*> elements;
  for_each_child(source, root, [&](const Element& child) {
    if (child.name != "party") return unknown_element(source, child, {"party"});
    expect_attributes(source, child, {"id", "kind", "from", "successor"});
    expect_no_text(source, child);
    model::Party party;
    source.node = attribute(source, child, "id");
    party.id.text = id_attribute(source, child, "id");
    party.kind = attribute(source, child, "kind");
    party.valid_from = date_attribute(source, child, "from");
    party.successor.text = attribute(source, child, "successor");
    bool short_given = false;
    bool name_given = false;
    for_each_child(source, child, [&](const Element& part) {
      if (part.name == "short") return set_once(source, part, party.short_name, short_given);
      if (part.name == "name") return set_once(source, part, party.full_name, name_given);
      unknown_element(source, part, {"short", "name"});
    });
    if (party.full_name.empty()) {
      complain(source, child, "missing-field", msg("The party has no name"), msg("Add <name>…</name>."));
    }
    if (!party.id.empty() && !ids.insert(party.id.text).second) {
      complain(source, child, "duplicate-id", msg("The id {0} is given twice", party.id.text),
               msg("Give each entry an id of its own."));
    }
    elements.push_back(&child);
    parties.push_back(std::move(party));
  });
  for (std::size_t i = 0; i < parties.size(); ++i) {
    const std::string& successor = parties[i].successor.text;
    source.node = parties[i].id.text;
    if (!successor.empty() && ids.count(successor) == 0) {
      complain(source, *elements[i], "unknown-party", msg("There is no party {0}", successor),
               suggest(successor, {ids.begin(), ids.end()}));
    }
  }
  if (has_errors(source.findings)) return invalid(std::move(source));
  return parties;
}

std::string write_parties(const model::Parties& parties) {
  Writer writer;
  writer.open("parties");
  writer.attribute("xmlns", kPartiesNamespace);
  for (const model::Party& party : parties) {
    writer.open("party");
    writer.attribute("id", party.id.text);
    writer.attribute_if("kind", party.kind);
    if (party.valid_from) writer.attribute("from", to_string(*party.valid_from));
    writer.attribute_if("successor", party.successor.text);
    writer.leaf_if("short", party.short_name);
    writer.leaf_if("name", party.full_name);
    writer.close("party");
  }
  writer.close("parties");
  return std::move(writer).take();
}

Result<model::Edition> read_edition(std::string_view bytes, std::string_view file) {
  Source source = TRY(open_source(bytes, file, "edition", kEditionNamespace));
  const Element& root = source.tree.elements.front();
  expect_attributes(source, root, {"id", "status", "as-of", "in-force", "sample"});
  expect_no_text(source, root);
  model::Edition edition;
  edition.id.text = id_attribute(source, root, "id");
  source.node = edition.id.text;
  (void)required_attribute(source, root, "status");
  edition.status = kStatuses[choice_attribute(source, root, "status", kStatuses)];
  (void)required_attribute(source, root, "as-of");
  edition.as_of = date_attribute(source, root, "as-of").value_or(Date{});
  edition.in_force = date_attribute(source, root, "in-force");
  edition.sample = bool_attribute(source, root, "sample", false);
  std::set<std::string> given;
  for_each_child(source, root, [&](const Element& child) {
    bool twice = !given.insert(child.name).second;
    if (child.name == "title") return set_once(source, child, edition.title, twice);
    if (child.name == "subtitle") return set_once(source, child, edition.subtitle, twice);
    if (child.name == "note") return set_once(source, child, edition.note, twice);
    if (child.name != "decision") return unknown_element(source, child, {"title", "subtitle", "decision", "note"});
    (void)leaf_text(source, child, {"body", "date", "number"});
    expect_no_text(source, child);
    if (twice) {
      return complain(source, child, "duplicate-field", msg("<{0}> is given twice", child.name),
                      msg("Delete one of the two."));
    }
    edition.decision_body = attribute(source, child, "body");
    edition.decision_date = date_attribute(source, child, "date");
    edition.decision_number = attribute(source, child, "number");
  });
  if (has_errors(source.findings)) return invalid(std::move(source));
  return edition;
}

std::string write_edition(const model::Edition& edition) {
  Writer writer;
  writer.open("edition");
  writer.attribute("xmlns", kEditionNamespace);
  writer.attribute("id", edition.id.text);
  writer.attribute("status", edition.status);
  writer.attribute("as-of", to_string(edition.as_of));
  if (edition.in_force) writer.attribute("in-force", to_string(*edition.in_force));
  if (edition.sample) writer.attribute("sample", "true");
  writer.leaf_if("title", edition.title);
  writer.leaf_if("subtitle", edition.subtitle);
  if (!edition.decision_body.empty() || edition.decision_date || !edition.decision_number.empty()) {
    writer.open("decision");
    writer.attribute_if("body", edition.decision_body);
    if (edition.decision_date) writer.attribute("date", to_string(*edition.decision_date));
    writer.attribute_if("number", edition.decision_number);
    writer.close("decision");
  }
  writer.leaf_if("note", edition.note);
  writer.close("edition");
  return std::move(writer).take();
}

}  // namespace zielbaum::xml
