// What PDF/A asks of parts of a file that most files do not have.
#include <algorithm>
#include <cmath>

#include "audit/inspect_internal.h"

namespace zielbaum::audit {

namespace {

void inspect_permissions(const File& file, Record& record) {
  for (const std::string& key : file.catalog.key("/Perms").keys()) {
    record.expect(key == "/UR3" || key == "/DocMDP", "A-6.1.12", in_file(key));
  }
}

/// ISO 19005-2, 6.1.13: from 3 to 14,400 units.
void inspect_page(const Handle& page, std::uint32_t number, Record& record) {
  for (const char* key : {"/MediaBox", "/CropBox", "/TrimBox", "/ArtBox", "/BleedBox"}) {
    const Handle box = page.key(key);
    if (box.size() != 4) continue;
    const double width = std::abs(box.item(2).number() - box.item(0).number());
    const double height = std::abs(box.item(3).number() - box.item(1).number());
    const bool good = std::min(width, height) >= 3 && std::max(width, height) <= 14'400;
    record.expect(good, "A-6.1.13", on_page(number, key));
  }
  record.expect(!page.has("/PresSteps"), "A-6.10", on_page(number, "/PresSteps"));
  record.expect(!page.has("/AA"), "A-6.5", on_page(number, "/AA"));
}

void inspect_layer_names(const File& file, Record& record) {
  const Handle layers = file.catalog.key("/OCProperties");
  if (!layers.is_dictionary()) return;
  const auto inspect_one = [&](const Handle& configuration, const char* key) {
    record.expect(has_text(configuration, "/Name") && !configuration.has("/AS"), "A-6.9", in_file(key));
  };
  inspect_one(layers.key("/D"), "/D");
  const Handle others = layers.key("/Configs");
  for (int i = 0; i < others.size(); ++i) inspect_one(others.item(i), "/Configs");
}

}  // namespace

void inspect_archive(const File& file, Record& record) {
  inspect_permissions(file, record);
  inspect_layer_names(file, record);
  record.expect(!file.catalog.key("/Names").has("/AlternatePresentations"), "A-6.10", in_file("/Names"));
  record.expect(!file.catalog.has("/Requirements"), "A-6.11", in_file("/Requirements"));
  for (const Handle& page : file.pages) inspect_page(page, file.number_of_page.at(page.id()), record);
  for (const QPDFObjectHandle& each : file.qpdf.getAllObjects()) {
    const Handle object(each);
    if (!object.is_stream() || object.key("/Subtype").name() != "Image") continue;
    record.expect(!object.key("/Interpolate").is_true(), "A-6.2.8", in_file("/Interpolate"));
  }
}

}  // namespace zielbaum::audit
