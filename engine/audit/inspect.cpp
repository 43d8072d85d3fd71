#include <algorithm>

#include <qpdf/Pipeline.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>

#include "audit/inspect_internal.h"
#include "base/error.h"

namespace zielbaum::audit {

// ---- the record ----

Record::Record() {
  for (const Condition& condition : conditions()) {
    if (condition.judge != Judge::Machine) continue;
    index_.emplace(condition.number, verdicts_.size());
    Verdict verdict;
    verdict.number = condition.number;
    verdicts_.push_back(std::move(verdict));
  }
}

Verdict& Record::verdict(std::string_view number) {
  const auto found = index_.find(number);
  ENSURE(found != index_.end());
  return verdicts_[found->second];
}

void Record::checked(std::string_view number, std::uint64_t count) {
  verdict(number).checked += count;
}

void Record::fault(std::string_view number, const Where& where) {
  Verdict& broken = verdict(number);
  ++broken.failed;
  if (broken.faults.size() >= kMostFaults) return;
  Fault& fault = broken.faults.emplace_back();
  fault.page = where.page;
  fault.detail = where.detail;
  if (where.tree == nullptr || where.element == kNowhere) return;
  fault.element = where.tree->path(where.element);
  if (fault.page == 0) fault.page = where.tree->page(where.element);
}

void Record::expect(bool good, std::string_view number, const Where& where) {
  checked(number);
  if (!good) fault(number, where);
}

bool Inspection::passed() const {
  return std::all_of(verdicts.begin(), verdicts.end(), [](const Verdict& one) { return one.failed == 0; });
}

namespace {

/// Conditions on fonts that PDF/A has as well.
bool is_on_fonts(std::string_view number) {
  return number.starts_with("31-") && number != "31-010" && number < "31-027";
}

}  // namespace

bool concerns(Standard standard, const Inspection& inspection, std::string_view number) {
  switch (standard) {
    case Standard::PdfUa1:
      return number.front() >= '0' && number.front() <= '9';
    case Standard::PdfA:
      // Of lower levels nothing about tags is demanded.
      if (inspection.pdfa_level != 'A' && (number == "A-6.6.4" || number.starts_with("A-6.7"))) return false;
      return number.starts_with("A-") || is_on_fonts(number) || number == "31-030";
    case Standard::Own:
      return number.starts_with("Z-") && number != "Z-17";
  }
  return false;
}

bool claims(Standard standard, const Inspection& inspection) {
  if (standard == Standard::PdfUa1) return inspection.claims_ua;
  return standard == Standard::PdfA && inspection.pdfa_part != 0;
}

bool meets(Standard standard, const Inspection& inspection) {
  return std::all_of(inspection.verdicts.begin(), inspection.verdicts.end(), [&](const Verdict& one) {
    return one.failed == 0 || !concerns(standard, inspection, one.number);
  });
}

bool is_wholly_judged(const Inspection& inspection) {
  return std::all_of(inspection.verdicts.begin(), inspection.verdicts.end(),
                     [](const Verdict& one) { return one.number != "Z-17" || one.failed == 0; });
}

std::vector<std::string> Inspection::failed() const {
  std::vector<std::string> numbers;
  for (const Verdict& one : verdicts) {
    if (one.failed > 0) numbers.emplace_back(one.number);
  }
  return numbers;
}

// ---- small readers ----

namespace {

/// Takes the bytes of a stream as they are decoded, as long as there is a budget for them.
class Taker final : public Pipeline {
 public:
  Taker(Budget& budget, std::string* out) : Pipeline("audit", nullptr), budget_(budget), out_(out) {}
  void write(const unsigned char* bytes, std::size_t count) override {
    budget_.take_bytes(count);
    if (out_ != nullptr) out_->append(reinterpret_cast<const char*>(bytes), count);
  }
  void finish() override {}

 private:
  Budget& budget_;
  std::string* out_;
};

bool decode(QPDFObjectHandle& stream, Budget& budget, std::string* out) {
  Taker taker(budget, out);
  try {
    return stream.pipeStreamData(&taker, 0, qpdf_dl_generalized, true);
  } catch (const std::exception&) {
    return false;
  }
}

}  // namespace

std::string Handle::data(Budget& budget) const {
  std::string bytes;
  if (object_.isStream() && !decode(object_, budget, &bytes)) bytes.clear();
  return bytes;
}

void Handle::spend(Budget& budget) const {
  if (object_.isStream()) (void)decode(object_, budget, nullptr);
}

bool has_text(const Handle& dictionary, const std::string& key) {
  return !dictionary.key(key).text().empty();
}

Handle attributes_of(const TreeElement& element, std::string_view owner) {
  const Handle all = element.dictionary.key("/A");
  const auto is_of = [owner](const Handle& one) { return one.key("/O").name() == owner; };
  if (is_of(all)) return all;
  for (int i = 0; i < all.size(); ++i) {
    if (is_of(all.item(i))) return all.item(i);
  }
  return {};
}

bool is_bcp47(std::string_view tag) {
  const auto letters_or_digits = [](std::string_view part) {
    return std::all_of(part.begin(), part.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    });
  };
  for (std::size_t place = 0;; ++place) {
    const std::size_t hyphen = tag.find('-');
    const std::string_view part = tag.substr(0, hyphen);
    if (part.empty() || part.size() > 8 || !letters_or_digits(part)) return false;
    if (place == 0) {
      const bool has_digit = std::any_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
      const bool private_or_grandfathered = part == "x" || part == "i" || part == "X" || part == "I";
      if (has_digit || (part.size() < 2 && !private_or_grandfathered)) return false;
      if (private_or_grandfathered && hyphen == std::string_view::npos) return false;
    }
    if (hyphen == std::string_view::npos) return place == 0 || part.size() > 1 || tag.size() > 1 || place > 1;
    tag.remove_prefix(hyphen + 1);
  }
}

void read_entries(const Handle& root, const std::string& leaf, const UseEntry& use) {
  std::set<QPDFObjGen> seen;
  std::vector<Handle> open{root};
  while (!open.empty()) {
    const Handle node = open.back();
    open.pop_back();
    if (!node.is_dictionary() || (node.is_indirect() && !seen.insert(node.id()).second)) continue;
    const Handle kids = node.key("/Kids");
    for (int i = 0; i < kids.size(); ++i) open.push_back(kids.item(i));
    const Handle entries = node.key(leaf);
    for (int i = 0; i + 1 < entries.size(); i += 2) use(entries.item(i), entries.item(i + 1));
  }
}

std::map<std::string, Handle> read_names(const Handle& root) {
  std::map<std::string, Handle> values;
  read_entries(root, "/Names", [&values](const Handle& name, const Handle& value) {
    if (name.is_string()) values.emplace(name.bytes(), value);
  });
  return values;
}

bool leads_somewhere(const File& file, Handle destination) {
  if (destination.is_string()) {
    const auto named = file.destinations.find(destination.bytes());
    if (named == file.destinations.end() || named->second.is_string()) return false;
    destination = named->second;
  }
  if (destination.is_dictionary()) destination = destination.key("/D");
  return destination.is_array() && destination.size() > 0 && file.number_of_page.contains(destination.item(0).id());
}

// ---- the whole ----

Result<Inspection> inspect(std::string_view pdf) {
  try {
    QPDF qpdf;
    qpdf.setSuppressWarnings(true);
    qpdf.processMemoryFile("pdf", pdf.data(), pdf.size());
    Budget budget;
    File file{.qpdf = qpdf,
              .bytes = pdf,
              .catalog = Handle(qpdf.getRoot()),
              .pages = {},
              .number_of_page = {},
              .destinations = {},
              .xmp = {},
              .budget = budget};
    for (const QPDFObjectHandle& page : qpdf.getAllPages()) file.pages.emplace_back(page);
    for (const Handle& page : file.pages) {
      file.number_of_page.emplace(page.id(), static_cast<std::uint32_t>(file.number_of_page.size() + 1));
    }
    const Handle names = file.catalog.key("/Names");
    if (names.is_dictionary()) file.destinations = read_names(names.key("/Dests"));
    file.has_lang = has_text(file.catalog, "/Lang");

    Record record;
    inspect_bytes(file, record);
    inspect_catalog(file, record);
    inspect_archive(file, record);
    const Tree tree = inspect_tree(file, record);
    const FontUses fonts = inspect_content(file, tree, record);
    inspect_fonts(file, fonts, record);
    inspect_annotations(file, tree, record);

    Inspection inspection;
    inspection.verdicts = record.take();
    inspection.pages = static_cast<std::uint32_t>(file.pages.size());
    inspection.elements = tree.elements.size();
    inspection.pdfa_part = file.pdfa_part;
    inspection.pdfa_level = file.pdfa_level;
    inspection.claims_ua = file.claims_ua;
    return inspection;
  } catch (const TooMuch& asked) {
    return error(ErrorKind::Invalid, "pdf-too-much", msg("The PDF needs more work than is allowed: {0}", asked.what));
  } catch (const std::exception& reason) {
    return error(ErrorKind::Invalid, "pdf-unreadable", msg("The PDF cannot be read: {0}", reason.what()));
  }
}

}  // namespace zielbaum::audit
