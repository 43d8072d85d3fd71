// audit
#include "audit/audit.h"

#include <algorithm>
#include <array>
#include <filesystem>

#include "base/file.h"
#include "commands.h"
#include "report.h"

namespace zielbaum::tool {

namespace {

using audit::Inspection;
using audit::Standard;

constexpr std::array<Standard, 3> kStandards = {Standard::PdfUa1, Standard::PdfA, Standard::Own};

/// "PDF/UA-1", "PDF/A-2b"
std::string name_of(Standard standard, const Inspection& inspection, const Session& session) {
  if (standard == Standard::PdfUa1) return "PDF/UA-1";
  if (standard == Standard::Own) return say(session, msg("Beyond the standards"));
  std::string name = "PDF/A";
  if (inspection.pdfa_part == 0) return name;
  name += "-" + std::to_string(inspection.pdfa_part);
  if (inspection.pdfa_level != ' ') name += static_cast<char>(inspection.pdfa_level - 'A' + 'a');
  return name;
}

/// Whether a file is held to a standard: to those that it claims to meet, and to PDF/UA-1 where it claims none.
bool is_held_to(Standard standard, const Inspection& inspection) {
  if (audit::claims(standard, inspection)) return true;
  return standard == Standard::PdfUa1 && !audit::claims(Standard::PdfA, inspection);
}

bool keeps_all(const Inspection& inspection) {
  return std::all_of(kStandards.begin(), kStandards.end(), [&](Standard standard) {
    return !is_held_to(standard, inspection) || audit::meets(standard, inspection);
  });
}

std::string statement_of(std::string_view number, const Session& session) {
  for (const audit::Condition& condition : audit::conditions()) {
    if (condition.number == number) return say(session, condition.statement);
  }
  return {};
}

std::string place_of(const audit::Fault& fault, const Session& session) {
  std::string place = fault.page > 0 ? say(session, msg("page {0}", fault.page)) : std::string();
  for (const std::string& part : {fault.element, fault.detail}) {
    if (!part.empty()) place += (place.empty() ? "" : ", ") + part;
  }
  return place;
}

/// A line on the standard, and what breaks it.
void print_standard(Session& session, Standard standard, const Inspection& inspection) {
  std::string line = name_of(standard, inspection, session) + ": ";
  if (standard != Standard::Own && !audit::claims(standard, inspection)) {
    line += say(session, msg("not claimed")) + ", ";
  }
  const bool met = audit::meets(standard, inspection);
  print(session, line + say(session, met ? msg("met") : msg("not met")));
  if (met) return;
  constexpr std::size_t kShown = 3;
  for (const audit::Verdict& verdict : inspection.verdicts) {
    if (verdict.failed == 0 || !audit::concerns(standard, inspection, verdict.number)) continue;
    print(session, "  " + std::string(verdict.number) + "  " + statement_of(verdict.number, session) + " – " +
                       say(session, msg("{0} of {1} not", verdict.failed, verdict.checked)));
    for (std::size_t i = 0; i < std::min(kShown, verdict.faults.size()); ++i) {
      print(session, "    " + place_of(verdict.faults[i], session));
    }
    if (verdict.failed > kShown) print(session, "    …");
  }
}

Json to_json(const Inspection& inspection, const std::string& file, const Session& session) {
  Json standards = Json::array();
  for (const Standard standard : kStandards) {
    Json one = {{"id", standard == Standard::PdfUa1 ? "pdf-ua-1"
                       : standard == Standard::PdfA ? "pdf-a"
                                                    : "own"},
                {"name", name_of(standard, inspection, session)},
                {"claimed", audit::claims(standard, inspection)},
                {"met", audit::meets(standard, inspection)}};
    standards.push_back(std::move(one));
  }
  Json failed = Json::array();
  for (const audit::Verdict& verdict : inspection.verdicts) {
    if (verdict.failed == 0) continue;
    Json places = Json::array();
    for (const audit::Fault& fault : verdict.faults) {
      places.push_back({{"page", fault.page}, {"element", fault.element}, {"detail", fault.detail}});
    }
    failed.push_back({{"number", verdict.number},
                      {"statement", statement_of(verdict.number, session)},
                      {"checked", verdict.checked},
                      {"failed", verdict.failed},
                      {"places", std::move(places)}});
  }
  return {{"schema", "zielbaum.audit/1"},
          {"file", file},
          {"pages", inspection.pages},
          {"elements", inspection.elements},
          {"keeps_claims", keeps_all(inspection)},
          {"wholly_judged", audit::is_wholly_judged(inspection)},
          {"standards", std::move(standards)},
          {"failed", std::move(failed)}};
}

}  // namespace

void add_audit_command(Commands& commands) {
  const auto file = std::make_shared<std::string>();
  CLI::App* command = commands.add(
      "audit", "prüfen-pdf", msg("Find out whether a PDF, whoever made it, keeps what PDF/UA-1 and PDF/A-2 and 3 ask"),
      {"audit strategie.pdf", "audit strategie.pdf --json"}, [file](Session& session) -> Result<int> {
        constexpr std::size_t kLargest = std::size_t{1} << 30;
        const std::string bytes = TRY(read_file(*file, kLargest));
        const Result<Inspection> inspection = audit::inspect(bytes);
        if (!inspection) {
          Place place;
          place.file = *file;
          return at(inspection.error(), place);
        }
        if (session.json) {
          print_json(session, to_json(*inspection, *file, session));
        } else {
          print(session, say(session, msg("{0}: {1} pages, {2} structure elements", *file, inspection->pages,
                                          inspection->elements)));
          for (const Standard standard : kStandards) print_standard(session, standard, *inspection);
          if (!audit::is_wholly_judged(*inspection)) {
            print(session, say(session, msg("The file holds something that this program cannot judge, so more may be "
                                            "wrong with it.")));
          }
        }
        return keeps_all(*inspection) ? 0 : 1;
      });
  commands.argument(command, "file", msg("FILE"), *file, msg("The PDF to look at")).required();
}

}  // namespace zielbaum::tool
