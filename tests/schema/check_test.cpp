#include <algorithm>
#include <map>

#include "schema/schema.h"
#include "support/catch.h"
#include "support/city_type_xml.h"
#include "support/documents.h"

using namespace zielbaum;

namespace {

/// Prose kept in memory by content id.
class MemoryProse : public model::ProseSource {
 public:
  std::map<std::string, std::string> texts;
  [[nodiscard]] Result<std::string> read(const ContentId& content) const override {
    const auto found = texts.find(content.text);
    if (found == texts.end()) return error(ErrorKind::Storage, "unreadable", msg("{0} is gone", content.text));
    return found->second;
  }
};

/// A small workspace: one document, one register, some texts.
struct Workspace {
  model::DocumentType type = test::city_type();
  xml::ReadDocument read;
  model::Parties parties = {{PartyId{"amt"}, "Amt", "Tiefbauamt", "office", {}, {}}};
  std::vector<schema::ProseFile> files;
  MemoryProse prose;
  std::vector<std::string> media = {"karte.png"};
  model::PictureCredits pictures;

  explicit Workspace(const std::string& inside) {
    auto result = xml::read_document(
        "<strategie xmlns=\"urn:zielbaum:type:musterstadt:2\" id=\"s\" lang=\"de\">\n"
        "<title>Strategie</title>\n" +
            inside + "</strategie>\n",
        type, "documents/s/document.xml");
    REQUIRE(result);
    for (const Finding& finding : result->findings) FAIL(finding.code);
    read = std::move(*result);
  }

  void add_text(const std::string& path, const std::string& text) {
    const ContentId content{"content-" + std::to_string(files.size())};
    prose.texts[content.text] = text;
    files.push_back({path, content, text.size(), true});
  }

  Findings check() {
    return schema::check({read.document, read.lines, type, parties, "documents/s/document.xml", files, prose, media,
                          pictures, [](const DocumentId& document, const NodeId& node) -> std::optional<std::string> {
                            if (document.text == "rahmen" && node.text == "leitgedanke") return "principle";
                            return std::nullopt;
                          }});
  }

  /// "code:line" of every finding.
  std::vector<std::string> codes() {
    std::vector<std::string> out;
    for (const Finding& finding : check()) {
      CHECK(finding.hint.has_value());
      out.push_back(finding.code + ":" + std::to_string(finding.place.line));
    }
    return out;
  }
};

using Codes = std::vector<std::string>;

/// A field of action that breaks no rule, with this at its end.
std::string area(const std::string& inside) {
  return "<handlungsfeld id=\"mobil\">\n<title>Mobilität</title>\n<ohne-projekt>folgt</ohne-projekt>\n" + inside +
         "</handlungsfeld>\n";
}
std::string project(const std::string& inside) {
  return area("<leitprojekt id=\"rad\">\n<title>Rad</title>\n<stand-der-dinge>laufend</stand-der-dinge>\n" + inside +
              "</leitprojekt>\n");
}

const std::string kText = "documents/s/text/mobil.md";

}  // namespace

TEST_CASE("check: a made-up city's type needs no C++, and a sound document has no findings") {
  const auto type = xml::read_type(test::kCityTypeXml, "schemas/types/musterstadt.xml");
  REQUIRE(type);
  CHECK(*type == test::city_type());
  Workspace workspace(
      project("<federfuehrung party=\"amt\"/>\n<link role=\"dient\" to=\"mobil\"/>\n"
              "<link role=\"verweist-auf\" to=\"rahmen/leitgedanke\"/>\n"
              "<link role=\"predecessor\" to=\"alt/weg@beschluss\"/>\n"));
  workspace.type = *type;
  workspace.add_text(kText, "Das Handlungsfeld bündelt die Vorhaben zum Radverkehr.\n");
  CHECK(workspace.codes() == Codes{});
}

TEST_CASE("check: ids, titles and required fields") {
  Workspace workspace("<handlungsfeld id=\"a\">\n<ohne-projekt>x</ohne-projekt></handlungsfeld>\n" +
                      area("<leitprojekt id=\"b\"><title>x</title></leitprojekt>\n"));
  workspace.read.document.nodes[3].id.text = "a";  // that a file gives one twice is found when it is read
  workspace.add_text(kText, "Text.\n");
  workspace.add_text("documents/s/text/a.md", "Text.\n");
  CHECK(workspace.codes() == Codes{"missing-title:3", "duplicate-id:8", "missing-field:8"});
  workspace.read.document.nodes[1].id.text = "../etc/passwd";
  CHECK(workspace.check()[0].code == "bad-id");
}

TEST_CASE("check: kinds stand where the type lets them") {
  Workspace workspace(
      project("<handlungsfeld id=\"x\"><title>x</title><ohne-projekt>y</ohne-projekt></handlungsfeld>\n"));
  workspace.add_text(kText, "Text.\n");
  workspace.add_text("documents/s/text/x.md", "Text.\n");
  CHECK(workspace.codes() == Codes{"misplaced-kind:9"});
  const Finding finding = workspace.check()[0];
  CHECK(finding.place.node == "x");
  CHECK(render(*finding.hint, Language::English) == "In leitprojekt can stand: baustein");
}

TEST_CASE("check: links lead where they may, to what exists") {
  Workspace workspace(
      project("<link role=\"dient\" to=\"weg\"/>\n<link role=\"dient\" to=\"rad\"/>\n"
              "<link role=\"dient\" to=\"rahmen/leitgedanke\"/>\n<link role=\"hilft\" to=\"mobil\"/>\n"
              "<link role=\"verweist-auf\" to=\"rahmen/weg\"/>\n"
              "<link role=\"verweist-auf\" to=\"rahmen/weg@beschluss\"/>\n"));
  workspace.add_text(kText, "Text.\n");
  Codes codes = workspace.codes();
  std::sort(codes.begin(), codes.end());
  CHECK(codes ==
        Codes{"dangling-link:13", "dangling-link:9", "role-not-allowed:10", "role-not-allowed:11", "unknown-role:12"});
  Workspace outgoing(area("<link role=\"dient\" to=\"mobil\"/>\n"));
  outgoing.add_text(kText, "Text.\n");
  CHECK(outgoing.codes() == Codes{"role-not-allowed:6"});
}

TEST_CASE("check: parties are those of the register, periods end after they begin") {
  Workspace workspace(
      project("<federfuehrung party=\"weg\"/>\n<beteiligte>ADFC</beteiligte>\n"
              "<zeitraum from=\"2026\" to=\"2022-05\"/>\n"));
  workspace.add_text(kText, "Text.\n");
  Codes codes = workspace.codes();
  std::sort(codes.begin(), codes.end());
  CHECK(codes == Codes{"party-as-text:10", "period-order:11", "unknown-party:9"});
  workspace.parties = {{PartyId{"weg"}, "Weg", "Weg", "office", {}, PartyId{"neu"}},
                       {PartyId{"neu"}, "Neu", "Neu", "office", {}, PartyId{"weg"}}};
  CHECK(workspace.check().back().code == "cycle");
  CHECK(workspace.check().back().place.file == "documents/parties.xml");
}

TEST_CASE("check: coverage rules say what is missing in the type's words, unless a field says why") {
  Workspace workspace("<handlungsfeld id=\"mobil\">\n<title>x</title>\n</handlungsfeld>\n");
  workspace.add_text(kText, "Text.\n");
  const Findings findings = workspace.check();
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].code == "coverage");
  CHECK(findings[0].severity == Severity::Warning);
  CHECK(render(findings[0].message, Language::German) == "Das Handlungsfeld hat kein Leitprojekt.");
  Workspace deep("<handlungsfeld id=\"mobil\">\n<title>x</title>\n" + area("").replace(19, 5, "unter") +
                 "</handlungsfeld>\n");
  deep.add_text(kText, "Text.\n");
  deep.add_text("documents/s/text/unter.md", "Text.\n");
  CHECK(deep.codes() == Codes{"coverage:3"});
  Workspace covered(
      "<handlungsfeld id=\"mobil\">\n<title>x</title>\n<handlungsfeld id=\"unter\"><title>y</title>"
      "<leitprojekt id=\"p\"><title>z</title><stand-der-dinge>laufend</stand-der-dinge></leitprojekt>"
      "</handlungsfeld></handlungsfeld>\n");
  covered.add_text(kText, "Text.\n");
  covered.add_text("documents/s/text/unter.md", "Text.\n");
  CHECK(covered.codes() == Codes{});
}

TEST_CASE("check: prose files belong to nodes and are plain files") {
  Workspace workspace(area("<translation lang=\"en\" basis=\"0123456789012345678901234567890123456789\"/>\n"));
  CHECK(workspace.codes() == Codes{"missing-prose:3", "missing-prose:3"});
  workspace.add_text("documents/s/text/weg.md", "Text.\n");
  workspace.add_text("documents/s/text/Groß.md", "Text.\n");
  workspace.add_text("documents/s/text/mobil.fr.md", "Texte.\n");
  workspace.add_text("documents/s/text/il/mobil.en.md", "Text.\n");
  workspace.files.push_back({kText, ContentId{"x"}, 5, false});
  workspace.files.push_back({"documents/s/text/mobil.en.md", ContentId{"gone"}, 5, true});
  Codes codes;
  for (const Finding& finding : workspace.check()) codes.push_back(finding.code + " " + finding.place.file);
  CHECK(codes == Codes{"unreadable-prose documents/s/text/mobil.en.md", "bad-prose-name documents/s/text/Groß.md",
                       "bad-prose-name documents/s/text/il/mobil.en.md", "orphan-prose documents/s/text/mobil.fr.md",
                       "symbolic-link documents/s/text/mobil.md", "orphan-prose documents/s/text/weg.md"});
}

TEST_CASE("check: a translation made from an older text is reported") {
  Workspace workspace(area("<translation lang=\"en\" basis=\"0123456789012345678901234567890123456789\"/>\n"));
  workspace.add_text(kText, "Text.\n");
  workspace.add_text("documents/s/text/mobil.en.md", "Text.\n");
  workspace.read.document.nodes[1].prose = ContentId{"0123456789012345678901234567890123456789"};
  CHECK(workspace.codes() == Codes{});
  workspace.read.document.nodes[1].prose = ContentId{"9999999999999999999999999999999999999999"};
  CHECK(workspace.codes() == Codes{"stale-translation:3"});
}

TEST_CASE("check: what stands in prose is reported with its file and line, references are followed") {
  Workspace workspace(area(""));
  workspace.add_text(kText,
                     "Siehe [hier](node:mobil), [dort](node:weg), [Rahmen](node:rahmen/leitgedanke).\n\n"
                     "<script>x</script>\n\n![Karte](media/karte.png)\n\n![Plan](media/plan.png)\n");
  std::vector<std::string> found;
  for (const Finding& finding : workspace.check()) {
    CHECK(finding.place.file == kText);
    CHECK(finding.place.node == "mobil");
    CHECK(finding.place.title == "Mobilität");
    found.push_back(finding.code + ":" + std::to_string(finding.place.line));
  }
  std::sort(found.begin(), found.end());
  CHECK(found == Codes{"dangling-reference:1", "missing-credit:5", "missing-media:7", "raw-html:3"});
  workspace.pictures = {{"karte.png", "Stadtarchiv", ""}};
  CHECK(workspace.codes() == Codes{"raw-html:3", "dangling-reference:1", "missing-media:7"});
}

TEST_CASE("check: a tree that is none is reported, not followed") {
  Workspace workspace(area(""));
  workspace.read.document.nodes[1].parent = 1;
  CHECK(workspace.check()[0].code == "cycle");
  workspace.read.document.nodes[1].parent = model::kNoNode;
  CHECK(workspace.check()[0].code == "cycle");
}

TEST_CASE("check: an amount with tenths of cents may have been meant as thousands") {
  const auto codes = [](const char* amount) {
    return Workspace(
               "<handlungsfeld id=\"h\">\n<leitprojekt id=\"l\">\n<title>L</title>\n<stand-der-dinge>fertig"
               "</stand-der-dinge>\n<mittel unit=\"EUR\">" +
               std::string(amount) + "</mittel>\n</leitprojekt></handlungsfeld>\n")
        .codes();
  };
  const auto has = [&](const char* amount) {
    const std::vector<std::string> found = codes(amount);
    return std::find(found.begin(), found.end(), "odd-amount:7") != found.end();
  };
  CHECK(has("850.000"));
  CHECK(has("1.200"));
  for (const char* fine : {"850000", "850.00", "0.125", "1200.500", "12.3450"}) CHECK_FALSE(has(fine));
}
