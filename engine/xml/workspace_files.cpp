// documents/workspace.xml, documents/parties.xml, documents/<document>/editions/<id>.xml,
// documents/<document>/pictures.xml
//
//   <workspace xmlns="urn:zielbaum:workspace:1" format="1">
//     <publisher>…</publisher> <address>line</address>* <phone>…</phone> <email>…</email>
//     <accessibility-contact>…</accessibility-contact> <licence>CC BY 4.0</licence>
//     <imprint role="editing" lang="de">…</imprint>* <imprint label="ISSN">…</imprint>*
//     <require role="editing" />* <require label="ISSN" />* <language>de</language>* <theme>standard</theme>
//     <document>id</document>*
//   </workspace>
//
//   <parties xmlns="urn:zielbaum:parties:1">
//     <party id="senumvk" kind="office" from="2021-12" successor="senmvku"><short>…</short> <name>…</name></party>*
//   </parties>
//
//   <edition xmlns="urn:zielbaum:edition:1" id="…" status="decided" as-of="2022-12" in-force="2023-01" sample="true">
//     <title>…</title> <subtitle>…</subtitle> <decision body="…" date="…" number="…" /> <note>…</note>
//     <imprint role="design">…</imprint>*
//   </edition>
//
//   <pictures xmlns="urn:zielbaum:pictures:1">
//     <picture file="phasen.png" licence="CC BY 4.0">…</picture>*
//   </pictures>
//
// A line of the imprint has either a role, one of responsible, editing, participation, design and funding, which is
// named in the document's language, or a label. With `lang` it stands in documents in that language only.
#include <algorithm>
#include <set>

#include "base/ids.h"
#include "xml/read_internal.h"
#include "xml/write_internal.h"
#include "xml/xml.h"

namespace zielbaum::xml {

namespace {

constexpr std::string_view kWorkspaceNamespace = "urn:zielbaum:workspace:1";
constexpr const char* kPartiesNamespace = "urn:zielbaum:parties:1";
constexpr const char* kEditionNamespace = "urn:zielbaum:edition:1";
constexpr const char* kPicturesNamespace = "urn:zielbaum:pictures:1";
const std::vector<std::string_view> kStatuses = {"draft", "consultation", "decided", "updating"};
const std::vector<std::string_view> kImprintRoles = {"responsible", "editing", "participation", "design", "funding"};

/// Sets a text that may be given once.
void set_once(Source& source, Element element, std::string& into, bool& given) {
  std::string text = leaf_text(source, element);
  if (given) {
    return complain(source, element, "duplicate-field", msg("<{0}> is given twice", name_of(element)),
                    msg("Delete one of the two."));
  }
  given = true;
  into = std::move(text);
}

/// The role or label of <imprint> or <require>; reports unless it is exactly one of them.
model::ImprintName imprint_name(Source& source, Element element) {
  model::ImprintName name;
  const std::optional<std::string_view> role = find_attribute(element, "role");
  name.label = attribute(element, "label");
  if (role) name.role = kImprintRoles[choice_attribute(source, element, "role", kImprintRoles)];
  if (role.has_value() == !name.label.empty()) {
    complain(source, element, "missing-attribute", msg("A line of the imprint needs either a role or a label"),
             msg("Give role=\"…\" with one of {0}, or label=\"…\".",
                 "responsible, editing, participation, design, funding"));
  }
  return name;
}

model::ImprintLine imprint_line(Source& source, Element element) {
  model::ImprintLine line;
  line.text = leaf_text(source, element, {"role", "label", "lang"});
  line.name = imprint_name(source, element);
  if (const std::string_view lang = attribute(element, "lang"); !lang.empty()) {
    line.lang = language_tag(source, element, lang);
  }
  if (line.text.empty()) {
    complain(source, element, "empty-field", msg("<{0}> says nothing", name_of(element)),
             msg("Write something into it, or delete it."));
  }
  return line;
}

}  // namespace

Result<model::Settings> read_settings(std::string_view bytes, std::string_view file) {
  Source source = TRY(open_source(bytes, file, "workspace", kWorkspaceNamespace));
  const Element root = source.tree.document_element();
  model::Settings settings;
  expect_attributes(source, root, {"format"});
  expect_no_text(source, root);
  const std::string_view format = required_attribute(source, root, "format");
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
  for_each_child(root, [&](Element child) {
    const auto text =
        std::find_if(texts.begin(), texts.end(), [&](const auto& entry) { return entry.first == name_of(child); });
    if (text != texts.end()) {
      bool twice = !given.insert(text->first).second;
      return set_once(source, child, *text->second, twice);
    }
    if (name_of(child) == "address") {
      settings.address.push_back(leaf_text(source, child));
    } else if (name_of(child) == "imprint") {
      settings.imprint.push_back(imprint_line(source, child));
    } else if (name_of(child) == "require") {
      expect_leaf(source, child, {"role", "label"});
      expect_no_text(source, child);
      settings.required_imprint.push_back(imprint_name(source, child));
    } else if (name_of(child) == "language") {
      languages.push_back(language_tag(source, child, leaf_text(source, child)));
    } else if (name_of(child) == "document") {
      settings.documents.push_back(leaf_text(source, child));
      if (!is_valid_id(settings.documents.back())) {
        complain(source, child, "bad-id", msg("{0} is no valid id", settings.documents.back()),
                 msg("An id has 1 to 64 characters out of a-z, 0-9 and -, and does not begin with -."));
      }
    } else {
      unknown_element(source, child,
                      {"publisher", "address", "phone", "email", "accessibility-contact", "licence", "imprint",
                       "require", "language", "theme", "document"});
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
  const Element root = source.tree.document_element();
  expect_attributes(source, root, {});
  expect_no_text(source, root);
  model::Parties parties;
  std::set<std::string> ids;
  std::vector<Element> elements;
  for_each_child(root, [&](Element child) {
    if (name_of(child) != "party") return unknown_element(source, child, {"party"});
    expect_attributes(source, child, {"id", "kind", "from", "successor"});
    expect_no_text(source, child);
    model::Party party;
    source.node = child;
    party.id.text = id_attribute(source, child, "id");
    party.kind = attribute(child, "kind");
    party.valid_from = date_attribute(source, child, "from");
    party.successor.text = attribute(child, "successor");
    bool short_given = false;
    bool name_given = false;
    for_each_child(child, [&](Element part) {
      if (name_of(part) == "short") return set_once(source, part, party.short_name, short_given);
      if (name_of(part) == "name") return set_once(source, part, party.full_name, name_given);
      unknown_element(source, part, {"short", "name"});
    });
    if (party.full_name.empty()) {
      complain(source, child, "missing-field", msg("The party has no name"), msg("Add <name>…</name>."));
    }
    if (!party.id.empty() && !ids.insert(party.id.text).second) {
      complain(source, child, "duplicate-id", msg("The id {0} is given twice", party.id.text),
               msg("Give each entry an id of its own."));
    }
    elements.push_back(child);
    parties.push_back(std::move(party));
  });
  for (std::size_t i = 0; i < parties.size(); ++i) {
    const std::string& successor = parties[i].successor.text;
    source.node = elements[i];
    if (!successor.empty() && ids.count(successor) == 0) {
      complain(source, elements[i], "unknown-party", msg("There is no party {0}", successor),
               suggest(successor, {ids.begin(), ids.end()}));
    }
  }
  if (has_errors(source.findings)) return invalid(std::move(source));
  return parties;
}

std::string write_parties(const model::Parties& parties) {
  pugi::xml_document tree;
  const pugi::xml_node root = add(tree, "parties");
  set(root, "xmlns", kPartiesNamespace);
  for (const model::Party& party : parties) {
    const pugi::xml_node entry = add(root, "party");
    set(entry, "id", party.id.text);
    set_if(entry, "kind", party.kind);
    if (party.valid_from) set(entry, "from", to_string(*party.valid_from));
    set_if(entry, "successor", party.successor.text);
    add_if(entry, "short", party.short_name);
    add_if(entry, "name", party.full_name);
  }
  return bytes_of(tree);
}

Result<model::Edition> read_edition(std::string_view bytes, std::string_view file) {
  Source source = TRY(open_source(bytes, file, "edition", kEditionNamespace));
  const Element root = source.tree.document_element();
  expect_attributes(source, root, {"id", "status", "as-of", "in-force", "sample"});
  expect_no_text(source, root);
  model::Edition edition;
  edition.id.text = id_attribute(source, root, "id");
  source.node = root;
  (void)required_attribute(source, root, "status");
  edition.status = kStatuses[choice_attribute(source, root, "status", kStatuses)];
  (void)required_attribute(source, root, "as-of");
  edition.as_of = date_attribute(source, root, "as-of").value_or(Date{});
  edition.in_force = date_attribute(source, root, "in-force");
  edition.sample = bool_attribute(source, root, "sample", false);
  std::set<std::string_view> given;
  for_each_child(root, [&](Element child) {
    bool twice = !given.insert(name_of(child)).second;
    if (name_of(child) == "imprint") return edition.imprint.push_back(imprint_line(source, child));
    if (name_of(child) == "title") return set_once(source, child, edition.title, twice);
    if (name_of(child) == "subtitle") return set_once(source, child, edition.subtitle, twice);
    if (name_of(child) == "note") return set_once(source, child, edition.note, twice);
    if (name_of(child) != "decision")
      return unknown_element(source, child, {"title", "subtitle", "decision", "note", "imprint"});
    expect_leaf(source, child, {"body", "date", "number"});
    expect_no_text(source, child);
    if (twice) {
      return complain(source, child, "duplicate-field", msg("<{0}> is given twice", name_of(child)),
                      msg("Delete one of the two."));
    }
    edition.decision_body = attribute(child, "body");
    edition.decision_date = date_attribute(source, child, "date");
    edition.decision_number = attribute(child, "number");
  });
  if (has_errors(source.findings)) return invalid(std::move(source));
  return edition;
}

std::string write_edition(const model::Edition& edition) {
  pugi::xml_document tree;
  const pugi::xml_node root = add(tree, "edition");
  set(root, "xmlns", kEditionNamespace);
  set(root, "id", edition.id.text);
  set(root, "status", edition.status);
  set(root, "as-of", to_string(edition.as_of));
  if (edition.in_force) set(root, "in-force", to_string(*edition.in_force));
  if (edition.sample) set(root, "sample", "true");
  add_if(root, "title", edition.title);
  add_if(root, "subtitle", edition.subtitle);
  if (!edition.decision_body.empty() || edition.decision_date || !edition.decision_number.empty()) {
    const pugi::xml_node decision = add(root, "decision");
    set_if(decision, "body", edition.decision_body);
    if (edition.decision_date) set(decision, "date", to_string(*edition.decision_date));
    set_if(decision, "number", edition.decision_number);
  }
  add_if(root, "note", edition.note);
  for (const model::ImprintLine& line : edition.imprint) {
    const pugi::xml_node entry = add(root, "imprint", line.text);
    set_if(entry, "role", line.name.role);
    set_if(entry, "label", line.name.label);
    set_if(entry, "lang", line.lang);
  }
  return bytes_of(tree);
}

Result<model::PictureCredits> read_pictures(std::string_view bytes, std::string_view file) {
  Source source = TRY(open_source(bytes, file, "pictures", kPicturesNamespace));
  const Element root = source.tree.document_element();
  expect_attributes(source, root, {});
  expect_no_text(source, root);
  model::PictureCredits credits;
  std::set<std::string> files;
  for_each_child(root, [&](Element child) {
    if (name_of(child) != "picture") return unknown_element(source, child, {"picture"});
    model::PictureCredit picture;
    picture.credit = leaf_text(source, child, {"file", "licence"});
    picture.file = required_attribute(source, child, "file");
    picture.licence = attribute(child, "licence");
    if (picture.credit.empty()) {
      complain(source, child, "missing-credit", msg("It is not said whose the picture {0} is", picture.file),
               msg("Write who made it: <picture file=\"…\">NAME</picture>"));
    }
    if (!picture.file.empty() && !files.insert(picture.file).second) {
      complain(source, child, "duplicate-field", msg("The picture {0} is named twice", picture.file),
               msg("Delete one of the two."));
    }
    credits.push_back(std::move(picture));
  });
  if (has_errors(source.findings)) return invalid(std::move(source));
  return credits;
}

std::string write_pictures(const model::PictureCredits& credits) {
  pugi::xml_document tree;
  const pugi::xml_node root = add(tree, "pictures");
  set(root, "xmlns", kPicturesNamespace);
  for (const model::PictureCredit& picture : credits) {
    const pugi::xml_node entry = add(root, "picture", picture.credit);
    set(entry, "file", picture.file);
    set_if(entry, "licence", picture.licence);
  }
  return bytes_of(tree);
}

}  // namespace zielbaum::xml
