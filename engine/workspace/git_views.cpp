#include "workspace/git_views.h"

#include <algorithm>
#include <system_error>

#include "base/file.h"
#include "base/process.h"
#include "compose/prose_text.h"
#include "model/paths.h"
#include "schema/schema.h"
#include "text/text.h"
#include "workspace/git_tree_internal.h"
#include "xml/xml.h"

namespace zielbaum::workspace {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kAttributes =
    "# How plain git shows and merges documents; “zielbaum git-setup” teaches a clone.\n"
    "*.xml text=auto eol=lf\n"
    "*.md text=auto eol=lf\n"
    "*/document.xml diff=zielbaum merge=zielbaum\n"
    "*/text/**/*.md diff=zielbaum-text merge=zielbaum\n";

// Shell lines, as git wants them. Where the program is missing or fails, git shows lines as it does without it.
constexpr const char* kTextconv = R"(f() { zielbaum git-textconv "$1" 2>/dev/null || cat "$1"; }; f)";
constexpr const char* kDiffDriver =
    R"(f() { zielbaum git-diff-driver "$@" 2>/dev/null || )"
    R"(git --no-pager diff --no-index --no-ext-diff --no-textconv -- "$2" "$5" || true; }; f)";

// A side has to be chosen where the program fails: git leaves the file as ours has it, and unmerged.
constexpr const char* kMergeDriver = "zielbaum git-merge-driver %O %A %B %P";

std::string label_of(const model::LocalText& label, std::string_view lang, const std::string& otherwise) {
  const std::string_view text = model::in_language(label, lang);
  return text.empty() ? otherwise : std::string(text);
}

/// The tree in words. Two documents that are not the same never have the same lines, or git would show nothing.
class TreeLines {
 public:
  TreeLines(const ReadTree& tree, const GitContext& context, Language language)
      : document_(tree.read.document),
        type_(*tree.type),
        context_(context),
        language_(language),
        lang_(language == Language::German ? "de" : "en"),
        numbers_(schema::numbers(document_, type_, lang_)) {}

  std::string write() {
    std::vector<std::size_t> depths(document_.nodes.size(), 0);
    for (model::NodeIndex i = 0; i < document_.nodes.size(); ++i) {
      const model::Node& node = document_.nodes[i];
      if (node.parent != model::kNoNode) depths[i] = depths[node.parent] + 1;
      indent_ = std::string(depths[i] * 2, ' ');
      lines_ += indent_ + (numbers_[i].empty() ? "" : numbers_[i] + "  ") + node.title + "  [" + node.kind + " " +
                node.id.text + "]\n";
      if (i == 0) add_whole();
      add_node(node);
    }
    return std::move(lines_);
  }

 private:
  void add(const std::string& label, const std::string& value) {
    lines_ += indent_ + "    " + label + ": " + value + "\n";
  }

  void add_whole() {
    add("xmlns", model::namespace_of(document_.type, document_.type_version));
    add("lang", document_.lang);
    if (document_.layout == model::Layout::Sharded) add("layout", "sharded");
  }

  void add_node(const model::Node& node) {
    for (const model::Translated& title : node.titles) add(title.lang, title.text);
    if (!node.short_title.empty()) add(render(msg("Short title"), language_), node.short_title);
    if (node.sample) add(render(msg("Sample text"), language_), render(msg("yes"), language_));
    const model::KindRule* const kind = type_.kind(node.kind);
    for (const model::Field& field : node.fields) {
      const model::FieldRule* const rule = kind == nullptr ? nullptr : model::find_field(*kind, field.name);
      for (const model::FieldValue& value : field.values) {
        if (rule == nullptr) {
          add(field.name, xml::value_text(value));
          continue;
        }
        const std::string words = compose::value_for_people(value, *rule, context_.parties, lang_);
        add(label_of(rule->label, lang_, field.name), compose::told_apart(value, words, context_.parties));
      }
    }
    for (const model::Link& link : node.links) {
      const model::RoleRule* const role = type_.role(link.role);
      add("→ " + (role == nullptr ? link.role : label_of(role->label, lang_, link.role)), model::to_string(link.to));
    }
    for (const model::ProseTranslation& translation : node.translations)
      add(render(msg("Translation ({0})", translation.lang), language_), translation.basis.text);
  }

  const model::Document& document_;
  const model::DocumentType& type_;
  const GitContext& context_;
  Language language_;
  std::string_view lang_;
  std::vector<std::string> numbers_;
  std::string indent_;
  std::string lines_;
};

std::string tree_lines(const ReadTree& tree, const GitContext& context, Language language) {
  return TreeLines(tree, context, language).write();
}

/// Prose is compared by git file by file: here nobody has any.
class NoProse : public model::ProseSource {
 public:
  Result<std::string> read(const ContentId& content) const override {
    return error(ErrorKind::NotFound, "no-such-content", msg("No text with the id {0} is stored", content.text));
  }
};

/// All lines of a document that is new or gone.
std::vector<compose::TextLine> marked(const std::string& text, flow::Mark mark) {
  std::vector<compose::TextLine> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    compose::TextSpan line;
    line.text = (mark == flow::Mark::Inserted ? "+ " : "- ") + text.substr(begin, end - begin);
    line.mark = mark;
    lines.push_back({std::move(line)});
    begin = end + 1;
  }
  return lines;
}

std::optional<std::vector<compose::TextLine>> tree_diff(const ReadTree& before, const ReadTree& after,
                                                        const GitContext& context, Language language) {
  const model::Settings settings;
  const NoProse prose;
  const auto side = [&](const ReadTree& tree) {
    const model::Document& whole = tree.read.document;
    return compose::Source{
        whole,        *tree.type, schema::counts(whole, *tree.type), context.parties, settings, prose, {}, {},
        std::nullopt, {}};
  };
  const diff::Changes changes = diff::compare(before.read.document, after.read.document);
  if (changes.nodes.empty()) return std::nullopt;  // the document as a whole changed: its type, its language
  const Result<std::vector<compose::TextLine>> lines =
      compose::comparison_text(side(before), side(after), changes, language);
  if (!lines) return std::nullopt;
  return *lines;
}

}  // namespace

std::optional<ReadTree> read_tree(std::string_view bytes, std::string_view path, const GitContext& context) {
  const Result<xml::TypeName> name = xml::read_type_name(bytes, path);
  if (!name) return std::nullopt;
  const auto type = std::find_if(context.types.begin(), context.types.end(), [&](const model::DocumentType& one) {
    return one.name == name->name && one.version == name->version;
  });
  if (type == context.types.end()) return std::nullopt;
  Result<xml::ReadDocument> read = xml::read_document(bytes, *type, path);
  if (!read || read->document.nodes.empty()) return std::nullopt;
  return ReadTree{std::move(*read), &*type};
}

GitContext git_context(const fs::path& start) {
  GitContext context;
  const Result<fs::path> root = find_root(start);
  if (!root) return context;
  std::error_code failed;
  std::vector<fs::path> files;
  for (fs::directory_iterator entry(*root / "schemas" / "types", failed), end; !failed && entry != end;
       entry.increment(failed)) {
    if (entry->path().extension() == ".xml") files.push_back(entry->path());
  }
  for (const fs::path& file : files) {
    const Result<std::string> bytes = read_file(file);
    Result<model::DocumentType> type =
        bytes ? xml::read_type(*bytes, file.string()) : Result<model::DocumentType>(bytes.error());
    if (type) context.types.push_back(std::move(*type));
  }
  const Result<std::string> bytes = read_file(*root / model::kPartiesFile);
  Result<model::Parties> parties =
      bytes ? xml::read_parties(*bytes, model::kPartiesFile) : Result<model::Parties>(bytes.error());
  if (parties) context.parties = std::move(*parties);
  return context;
}

std::string git_text(std::string_view bytes, std::string_view path, const GitContext& context, Language language) {
  if (!path.ends_with(".xml")) return std::string(bytes);
  const std::optional<ReadTree> tree = read_tree(bytes, path, context);
  if (!tree) return std::string(bytes);
  std::string lines = tree_lines(*tree, context, language);
  if (has_errors(tree->read.findings)) lines += "\n" + std::string(bytes);
  return lines;
}

std::optional<std::vector<compose::TextLine>> git_diff(const std::optional<std::string>& before,
                                                       const std::optional<std::string>& after, std::string_view path,
                                                       const GitContext& context, Language language) {
  if (path.ends_with(".md")) {
    const diff::ProseChange change =
        diff::compare_prose(text::parse(before.value_or("")).prose, text::parse(after.value_or("")).prose);
    // Which marks of formatting came or went, lines of Markdown say better.
    if (change.only_formatting) return std::nullopt;
    std::vector<compose::TextLine> lines = compose::prose_text(change, language);
    if (lines.empty()) return std::nullopt;
    return lines;
  }
  if (!path.ends_with(".xml")) return std::nullopt;
  const auto read = [&](const std::optional<std::string>& bytes) {
    return bytes ? read_tree(*bytes, path, context) : std::nullopt;
  };
  const std::optional<ReadTree> old_tree = read(before);
  const std::optional<ReadTree> new_tree = read(after);
  const auto is_lost = [](const std::optional<std::string>& bytes, const std::optional<ReadTree>& tree) {
    return bytes && (!tree || has_errors(tree->read.findings));
  };
  if (is_lost(before, old_tree) || is_lost(after, new_tree)) return std::nullopt;
  if (!old_tree && !new_tree) return std::nullopt;
  if (!old_tree) return marked(tree_lines(*new_tree, context, language), flow::Mark::Inserted);
  if (!new_tree) return marked(tree_lines(*old_tree, context, language), flow::Mark::Deleted);
  if (old_tree->read.document == new_tree->read.document) return std::nullopt;
  return tree_diff(*old_tree, *new_tree, context, language);
}

Result<bool> shows_git_views(const fs::path& root) {
  const Finished done =
      TRY(run_process({"git", "-C", root.string(), "config", "--local", "--get", "merge.zielbaum.driver"}));
  return done.out == std::string(kMergeDriver) + "\n";
}

Result<void> set_up_git_views(const fs::path& root) {
  const fs::path attributes = root / "documents" / ".gitattributes";
  std::error_code ignored;
  if (!fs::exists(fs::symlink_status(attributes, ignored))) TRY(write_file(attributes, kAttributes));
  std::vector<std::pair<const char*, const char*>> settings = {
      {"diff.zielbaum.textconv", kTextconv},       {"diff.zielbaum.command", kDiffDriver},
      {"diff.zielbaum-text.command", kDiffDriver}, {"merge.zielbaum.name", "Zielbaum"},
      {"merge.zielbaum.driver", kMergeDriver},     {"merge.renames", "false"}};
  // With a strategy that git cannot find it would merge nothing at all.
  const Result<Finished> strategy = run_process({"git", "merge-zielbaum", "--version"});
  if (strategy && strategy->exit_code == 0) settings.emplace_back("pull.twohead", "zielbaum");
  for (const auto& [name, value] : settings) {
    const Result<Finished> done = run_process({"git", "-C", root.string(), "config", "--local", name, value});
    if (!done && done.error().kind == ErrorKind::NotFound)
      return error(ErrorKind::NotFound, "no-git", msg("The program “git” is missing"));
    if (!done) return done.error();
    if (done->exit_code != 0)
      return error(ErrorKind::Storage, "git-not-set-up", msg("git could not be set up: {0}", done->err));
  }
  return {};
}

}  // namespace zielbaum::workspace
