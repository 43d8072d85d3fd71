#include "merge/corpus_base.h"

#include <fstream>
#include <stdexcept>
#include <vector>

#include "base/file.h"
#include "model/paths.h"
#include "schema/schema.h"
#include "support/source_folder.h"
#include "xml/xml.h"

namespace zielbaum::test {

namespace {

std::string bytes_of(const std::filesystem::path& path) {
  const Result<std::string> bytes = read_file(path);
  if (!bytes) throw std::runtime_error("cannot read " + path.string());
  return *bytes;
}

template <typename T>
T value_of(Result<T> read, const std::string& what) {
  if (!read) throw std::runtime_error(what + " is not valid: " + read.error().code);
  return std::move(*read);
}

/// Of each text that belongs to a node: its path and content id.
std::vector<std::pair<std::string, ContentId>> text_files(const model::Document& document) {
  std::vector<std::pair<std::string, ContentId>> out;
  const auto path = [&](const model::Node& node, std::string_view lang) {
    return model::prose_path(document.id(), document.layout, node.id, lang);
  };
  for (const model::Node& node : document.nodes) {
    if (node.prose) out.emplace_back(path(node, {}), *node.prose);
    for (const model::ProseTranslation& translation : node.translations)
      if (translation.prose) out.emplace_back(path(node, translation.lang), *translation.prose);
  }
  return out;
}

}  // namespace

std::filesystem::path corpus_folder() {
  return std::filesystem::path(test::kSourceFolder) / "tests/merge/corpus";
}

CorpusBase read_corpus_base() {
  const std::filesystem::path workspace = corpus_folder() / "base";
  CorpusBase out;
  const std::string type = model::type_path("smart-city-strategy");
  out.type = value_of(xml::read_type(bytes_of(std::filesystem::path(test::kSourceFolder) / type), type), type);
  out.parties = value_of(xml::read_parties(bytes_of(workspace / model::kPartiesFile), "parties.xml"), "parties.xml");
  const std::string path = model::document_path(DocumentId{"digitalstrategie"});
  xml::ReadDocument read = value_of(xml::read_document(bytes_of(workspace / path), out.type, path), path);
  if (has_errors(read.findings)) throw std::runtime_error(path + ": " + read.findings.front().code);
  out.document = std::move(read.document);
  const auto text = [&](const NodeId& node, std::string_view lang) -> std::optional<ContentId> {
    const std::filesystem::path file =
        workspace / model::prose_path(out.document.id(), out.document.layout, node, lang);
    return std::filesystem::exists(file) ? std::optional(out.texts.keep(bytes_of(file))) : std::nullopt;
  };
  for (model::Node& node : out.document.nodes) {
    node.prose = text(node.id, {});
    for (model::ProseTranslation& translation : node.translations) translation.prose = text(node.id, translation.lang);
  }
  if (!rules_broken(out.document, out, Severity::Error).empty()) throw std::runtime_error(path + " breaks rules");
  for (const auto& [file, content] : text_files(out.document)) out.checked_texts.insert(content);
  return out;
}

void write_files(const std::filesystem::path& workspace, const model::Document& document, const CorpusBase& base) {
  const auto write = [&](const std::string& path, std::string_view bytes) {
    std::filesystem::create_directories((workspace / path).parent_path());
    std::ofstream out(workspace / path, std::ios::binary);
    if (!out.write(bytes.data(), static_cast<std::streamsize>(bytes.size())).flush())
      throw std::runtime_error("cannot write " + path);
  };
  write(model::document_path(document.id()), xml::write_document(document, base.type));
  for (const auto& [path, content] : text_files(document)) write(path, base.texts.at(content));
}

std::set<RuleBroken> rules_broken(const model::Document& document, const CorpusBase& base, Severity severity) {
  const bool of_all_texts = severity != Severity::Error;
  std::vector<schema::ProseFile> prose_files;
  for (const auto& [path, content] : text_files(document))
    if (of_all_texts || !base.checked_texts.contains(content))
      prose_files.push_back({path, content, base.texts.at(content).size(), true});
  std::vector<xml::NodeLines> lines(document.nodes.size());  // nobody asks for them
  for (std::size_t i = 0; i < lines.size(); ++i) {
    lines[i].fields.resize(document.nodes[i].fields.size());
    lines[i].links.resize(document.nodes[i].links.size());
  }
  const std::string file = model::document_path(document.id());
  std::set<RuleBroken> out;
  const Findings findings =
      schema::check({document,
                     lines,
                     base.type,
                     base.parties,
                     file,
                     prose_files,
                     base.texts,
                     {},
                     {},
                     [](const DocumentId&, const NodeId&) -> std::optional<std::string> { return std::nullopt; }});
  for (const Finding& finding : findings)
    if (finding.severity == severity) out.insert({finding.code, finding.place.node});
  return out;
}

}  // namespace zielbaum::test
