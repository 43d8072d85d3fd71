// Bench: what it costs to have a document in memory.
//
//   zielbaum-bench-load FOLDER DOCUMENT VERSION               reads the tree and every prose
//   zielbaum-bench-load --structure FOLDER DOCUMENT VERSION   reads the tree and validates it by its XML Schema
#include <cstdio>
#include <string>
#include <vector>

#include "base/memory.h"
#include "model/paths.h"
#include "schema/schema.h"
#include "workspace/workspace.h"

using namespace zielbaum;

namespace {

Result<std::size_t> measure(const std::string& folder, const DocumentId& document, const std::string& version,
                            bool structure) {
  const workspace::Workspace opened = TRY(workspace::open(folder));
  const workspace::State state = TRY(workspace::resolve(opened, version, document));
  const workspace::Loaded loaded = TRY(workspace::load(opened, document, state));
  if (structure) {
    const std::string path = model::document_path(document);
    const std::string bytes = TRY(opened.store().read(loaded.content));
    const Findings findings = TRY(xml::validate(bytes, schema::derive_xml_schema(loaded.type), path));
    return loaded.document.nodes.size() + findings.size() + loaded.findings.size();
  }
  std::size_t bytes = 0;
  for (const model::Node& node : loaded.document.nodes) {
    if (!node.prose) continue;
    const std::string text = TRY(opened.store().read(*node.prose));
    bytes += text.size();
  }
  return bytes;
}

}  // namespace

int main(int argc, char** argv) {
  take_memory_in_large_pages();
  std::vector<std::string> arguments(argv + 1, argv + argc);
  const bool structure = !arguments.empty() && arguments[0] == "--structure";
  if (structure) arguments.erase(arguments.begin());
  if (arguments.size() != 3) return 2;
  const Result<std::size_t> measured = measure(arguments[0], DocumentId{arguments[1]}, arguments[2], structure);
  if (!measured) {
    std::fprintf(stderr, "%s\n", render(measured.error().message, Language::English).c_str());
    return 1;
  }
  std::printf("%zu\n", *measured);
  return 0;
}
