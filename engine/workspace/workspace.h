// The use cases: everything the tool and, later, the web application do. The only door for them.
//
// A Workspace is a session over one folder. Nothing here prints, asks, or reads environment or clock: author, time,
// language, random numbers and the machine's fonts come in with each call. Use cases are functions; each changes all
// that it says or nothing. Errors name file, line, node and remedy as far as they are known.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "compose/compose.h"
#include "diff/diff.h"
#include "history/history.h"
#include "model/document.h"
#include "model/type.h"
#include "model/workspace.h"
#include "schema/schema.h"
#include "store/store.h"

namespace zielbaum::workspace {

/// A state of the workspace: a version, or (absent) the working copy.
using State = std::optional<VersionId>;

struct Beside;

class Workspace {
 public:
  Workspace(std::filesystem::path root, std::unique_ptr<store::Store> store);
  Workspace(Workspace&&) noexcept = default;
  Workspace& operator=(Workspace&&) noexcept = default;
  [[nodiscard]] const std::filesystem::path& root() const { return root_; }
  [[nodiscard]] store::Store& store() const { return *store_; }
  /// Who is told how far the reading of a long history is; nobody by default.
  [[nodiscard]] const history::Progress& progress() const { return progress_; }
  void tell_progress(history::Progress progress) { progress_ = std::move(progress); }

 private:
  friend Result<Beside> open_beside(Workspace own, const std::filesystem::path& folder, std::string_view version,
                                    const DocumentId& document, std::int64_t unix_time);
  std::filesystem::path root_;
  std::unique_ptr<store::Store> store_;
  history::Progress progress_;
};

/// The folder at or above `start` that has documents/workspace.xml. NotFound ("no-workspace").
[[nodiscard]] Result<std::filesystem::path> find_root(const std::filesystem::path& start);
/// Opens the workspace at or above `start`. Errors of find_root and store::open_git.
[[nodiscard]] Result<Workspace> open(const std::filesystem::path& start);

/// A workspace in which a state of another one can be read as well, for comparing them (store::side_by_side).
struct Beside {
  Workspace workspace;  ///< ours; nothing can be written in it
  VersionId other;      ///< the other's state, which goes by "commit:" and this id
};
/// `folder` is at or below the root of the other workspace; `version` as in resolve(), among the other's versions.
/// `unix_time` is what its working copy is dated. Errors of open() and resolve().
[[nodiscard]] Result<Beside> open_beside(Workspace own, const std::filesystem::path& folder, std::string_view version,
                                         const DocumentId& document, std::int64_t unix_time);

/// Makes a workspace in `root`: documents/workspace.xml, documents/parties.xml, document types and themes as found in
/// `shipped` (a folder with types/ and themes/), and a repository. Files that exist already are kept, so that prepared
/// documents can be brought under versions. Refused ("is-workspace") where all is there already.
[[nodiscard]] Result<Workspace> create(const std::filesystem::path& root, const std::filesystem::path& shipped,
                                       std::string_view publisher);

// ---- reading ----

/// What was read of a document as it stands in some state, with all that belongs to it, types and themes of the same
/// state: all of it, or what a comparison looks at. It can be shown, compared, and its nodes called by name and number;
/// that a node is not in it says nothing about the document.
struct LoadedPart {
  State state;
  model::Document document;  ///< prose ids filled in
  std::vector<xml::NodeLines> lines;
  model::DocumentType type;
  model::Settings settings;
  model::Parties parties;
  std::vector<schema::ProseFile> prose_files;
  std::vector<std::string> media;  ///< file names in media/
  model::PictureCredits pictures;
  Findings findings;                  ///< of reading; errors mean: must not be written back
  std::vector<std::uint32_t> counts;  ///< schema::counts() of the whole document
  std::vector<std::string> numbers;   ///< in the document's language, parallel to nodes
  bool absent = false;                ///< the state has no such document: nothing but its name is here
};
/// All of a document: what can be written back, merged and saved.
struct Loaded : LoadedPart {
  ContentId content;  ///< of document.xml
};

/// `working`, or any VERSION that store::Store::resolve knows.
[[nodiscard]] Result<State> resolve(const Workspace& workspace, std::string_view version,
                                    const DocumentId& document = {});
[[nodiscard]] Result<model::Settings> settings(const Workspace& workspace, const State& state);
/// In the order of the settings, then by id.
[[nodiscard]] Result<std::vector<DocumentId>> documents(const Workspace& workspace, const State& state);
/// The document of that id, or the only one where `text` is empty. NotFound with what there is, Usage
/// ("which-document").
[[nodiscard]] Result<DocumentId> find_document(const Workspace& workspace, std::string_view text, const State& state);
/// Invalid where document.xml or its type cannot be read at all; what is wrong in part stands in Loaded::findings.
[[nodiscard]] Result<Loaded> load(const Workspace& workspace, const DocumentId& document, const State& state);
/// As load(), but Invalid with the findings if any of them is an error: for whoever shows or prints the document.
[[nodiscard]] Result<Loaded> load_sound(const Workspace& workspace, const DocumentId& document, const State& state);

/// All document types of the working copy, by name.
[[nodiscard]] Result<std::vector<model::DocumentType>> types(const Workspace& workspace);
/// The document type of that name, or label in any language. NotFound with the types there are.
[[nodiscard]] Result<model::DocumentType> find_type(const Workspace& workspace, std::string_view text);
/// The XML Schema of a type, as find_type() finds it.
[[nodiscard]] Result<std::string> xml_schema(const Workspace& workspace, std::string_view type);

/// A node that the user named.
struct Found {
  Loaded loaded;
  model::NodeIndex node = 0;
  [[nodiscard]] const model::Node& value() const { return loaded.document.nodes[node]; }
};
/// NODE: "document/node", "node" where unique, or a current number ("Ziel 1.2", "document/M 14"; capitals and spaces do
/// not matter), each with "@VERSION"; also as it is printed: "Kapitel 2", "[node]", "Maßnahme M 14 „Kiezbox 2.0“".
/// NotFound with the nearest names, Usage ("ambiguous-node") with the candidates.
[[nodiscard]] Result<Found> find_node(const Workspace& workspace, std::string_view text, const State& state);

/// A link that points at a node, from wherever.
struct LinkIn {
  DocumentId document;
  NodeId node;
  std::string name;  ///< "Maßnahme M 14 „Kiezbox 2.0“"
  std::string role;
};
[[nodiscard]] Result<std::vector<LinkIn>> links_in(const Workspace& workspace, const Found& found);
/// What a link's target is called, "" where it does not exist.
[[nodiscard]] std::string target_name(const Workspace& workspace, const LoadedPart& loaded,
                                      const model::Target& target);
/// "Maßnahme M 14 „Kiezbox 2.0“" in the document's language.
[[nodiscard]] std::string node_name(const LoadedPart& loaded, model::NodeIndex node);
/// A field value in the form that set_fields reads in a document in `lang`.
[[nodiscard]] std::string value_text(const model::FieldValue& value, std::string_view lang);

/// Prose of a node in the document's language (`lang` empty) or a translation. Empty text where there is none. Usage
/// ("bad-language") where `lang` is no language tag.
struct ProseText {
  std::string path;
  std::string text;
  std::optional<ContentId> content;
};
[[nodiscard]] Result<ProseText> prose(const Workspace& workspace, const Found& found, std::string_view lang = {});

// ---- changing the working copy ----
// All refuse (Invalid) when the document has reading errors, since writing it back would drop what was not understood,
// and (Conflict, "changed-meanwhile") when the file changed since it was read. Each is one entry of the operation log.
// What they take can be read back: titles, values and texts go through the rules of their readers (xml/rules.h).

/// What an edit did.
struct Edited {
  DocumentId document;
  NodeId node;
  std::string name;  ///< of the node, after (or, if removed, before) the edit
  bool changed = true;
  std::vector<Message> notes;
  Findings findings = {};  ///< of a text that was written: what its writer may not have meant
};

struct NewDocument {
  std::string type;  ///< name or label
  std::string id;
  std::string title;
  std::string lang = "de";
};
[[nodiscard]] Result<Edited> add_document(Workspace& workspace, const NewDocument& wanted, const store::Act& act);

struct NewNode {
  std::string kind;   ///< name or label
  std::string under;  ///< NODE; empty: the parent of `after` or `before`
  std::string after;  ///< NODE; empty: as last
  std::string title;
  std::string id;           ///< empty: made of title and `random`
  std::string before = {};  ///< NODE; instead of `after`
  bool first = false;       ///< instead of `after`
};
[[nodiscard]] Result<Edited> add_node(Workspace& workspace, const NewNode& wanted, std::uint32_t random,
                                      const store::Act& act);
/// Each of "field=value", "field+=value", "field-=value", "field=" (takes it away), for fields by name or label, title,
/// title.LANG, short and sample, also by what they are called in print; several values of a field with ";" between
/// them. Values are as xml::read_written() reads them, `people` the language in which their writer is spoken to. All or
/// none.
[[nodiscard]] Result<Edited> set_fields(Workspace& workspace, std::string_view node,
                                        const std::vector<std::string>& assignments, const store::Act& act,
                                        std::optional<Language> people = {});
/// Where a node is to stand.
struct Where {
  std::string under = {};   ///< NODE; empty: where it is, or the parent of `after` or `before`
  std::string after = {};   ///< NODE; empty: as last
  std::string before = {};  ///< NODE; instead of `after`
  bool first = false;       ///< instead of `after`
};
[[nodiscard]] Result<Edited> move_node(Workspace& workspace, std::string_view node, const Where& where,
                                       const store::Act& act);
/// With everything below it and the prose files. Refused ("has-links") if links or prose from outside point into it.
[[nodiscard]] Result<Edited> remove_node(Workspace& workspace, std::string_view node, const store::Act& act);
[[nodiscard]] Result<Edited> link_nodes(Workspace& workspace, std::string_view from, std::string_view role,
                                        std::string_view to, const store::Act& act);
[[nodiscard]] Result<Edited> unlink_nodes(Workspace& workspace, std::string_view from, std::string_view role,
                                          std::string_view to, const store::Act& act);
/// Writes prose over the state that `before` was read in; empty text removes it. Refuses what could not be saved:
/// invalid UTF-8, control characters and more than 64 KiB; escapes what German needs. Refused ("no-original") where a
/// translation would be one of nothing.
[[nodiscard]] Result<Edited> write_prose(Workspace& workspace, const Found& found, std::string_view lang,
                                         const ProseText& before, std::string_view text, const store::Act& act);

/// What a text can be converted to that was pasted from a word processor: typed bullets and letters, tables of tabs,
/// paragraphs indented into code, another encoding. Nothing is written.
struct Conversion {
  struct Change {
    Finding finding;  ///< with the line
    std::string before, after;
  };
  std::string text;  ///< all of it, converted
  std::vector<Change> changes;
  Findings left;  ///< what only the writer can decide
};
/// Invalid where the bytes are no text. `lang` as in prose().
[[nodiscard]] Result<Conversion> conversion(const Found& found, std::string_view lang, std::string_view text);

// ---- checking and saving ----

/// What else is looked at in a document beside its rules, by whom the rules do not know.
class FurtherCheck {
 public:
  FurtherCheck() = default;
  FurtherCheck(const FurtherCheck&) = delete;
  FurtherCheck& operator=(const FurtherCheck&) = delete;
  virtual ~FurtherCheck() = default;
  /// Titles and values.
  virtual void check_tree(Findings& findings) = 0;
  /// Each text, which is parsed once for all.
  virtual void check_text(const schema::SeenText& text, Findings& findings) = 0;
};
/// For a document, which outlives it.
using MakeFurtherCheck = std::function<std::unique_ptr<FurtherCheck>(const Loaded& loaded)>;

struct Checked {
  DocumentId document;  ///< empty: the workspace's own files
  std::string title;
  std::size_t nodes = 0;
  Findings findings;
};
/// All rules of one document or (empty) of all and the workspace's own files. Never fails because of their contents.
/// `further` is asked of each document that can be read; nothing where it is null.
[[nodiscard]] Result<std::vector<Checked>> check(const Workspace& workspace, const DocumentId& document,
                                                 const State& state, const MakeFurtherCheck& further = {});

struct Saved {
  VersionId version;
  std::vector<Message> notes;
};
/// Makes a version of the working copy. Invalid, with the findings, where a file cannot be read or written back; what
/// is merely unfinished (a missing field, a dangling link) may be saved. Files in another than the canonical form are
/// made canonical first, with a note.
[[nodiscard]] Result<Saved> save(Workspace& workspace, std::string_view message, const store::Act& act);

/// Two states of one document, as far as they were read. Copies share the states.
class Comparison {
 public:
  Comparison(std::shared_ptr<const LoadedPart> before, std::shared_ptr<const LoadedPart> after, diff::Changes all)
      : changes(std::move(all)), before_(std::move(before)), after_(std::move(after)) {}
  [[nodiscard]] const LoadedPart& before() const { return *before_; }
  [[nodiscard]] const LoadedPart& after() const { return *after_; }

  diff::Changes changes;
  compose::Reasons reasons = {};  ///< why: none until somebody adds them (reasons.h)

 private:
  std::shared_ptr<const LoadedPart> before_;
  std::shared_ptr<const LoadedPart> after_;
};
/// One of which both states were read whole: what shows more than the changes asks for it.
class WholeComparison : public Comparison {
 public:
  WholeComparison(std::shared_ptr<const Loaded> before, std::shared_ptr<const Loaded> after, diff::Changes all)
      : Comparison(std::move(before), std::move(after), std::move(all)) {}
};
/// All changes, and of the states what has changed, as far as that can be told apart, with what stands above it and
/// what its links point at; of a parent whose children changed, all of them. Every node is numbered and placed as in
/// the document. The cost is a look at the bytes of both trees, and what has changed; errors in what is the same on
/// both sides are not found. What cannot be read of a state is left out (LoadedPart::findings); a document that one
/// state does not have counts as one that had only its name (LoadedPart::absent). Invalid where a state cannot be read
/// at all, NotFound where neither has the document.
[[nodiscard]] Result<Comparison> compare(const Workspace& workspace, const DocumentId& document, const State& before,
                                         const State& after);
/// The same of both states as a whole.
[[nodiscard]] Result<WholeComparison> compare_whole(const Workspace& workspace, const DocumentId& document,
                                                    const State& before, const State& after);
/// As compare() and compare_whole(), for whoever shows the changes: with what is printed besides the nodes
/// (diff::Changes::printed), and nodes that are the same by their text and only go by another id as one. Not for
/// merging.
[[nodiscard]] Result<Comparison> compare_for_people(const Workspace& workspace, const DocumentId& document,
                                                    const State& before, const State& after);
[[nodiscard]] Result<WholeComparison> compare_whole_for_people(const Workspace& workspace, const DocumentId& document,
                                                               const State& before, const State& after);
/// What could not be compared, in sentences: a document that is not there, parts that cannot be read.
[[nodiscard]] std::vector<std::string> left_out(const Comparison& comparison, Language language);
/// diff::what(), with "formatted" for prose whose wording is the same.
[[nodiscard]] Result<std::vector<std::string>> what_happened(const Workspace& workspace, const Comparison& comparison,
                                                             const diff::Change& change);
/// What the changed node is called, in the newer state where it is in there.
[[nodiscard]] std::string name_of(const Comparison& comparison, const diff::Change& change);
[[nodiscard]] Result<std::vector<compose::TextLine>> comparison_text(const Workspace& workspace,
                                                                     const Comparison& comparison, Language language);

/// The changes in sentences, in reading order, with the reasons.
[[nodiscard]] Result<std::vector<compose::ChangeLine>> change_lines(const Workspace& workspace,
                                                                    const WholeComparison& comparison,
                                                                    Language language);

enum class DocumentState { Changed, Added, Removed, Unreadable };
struct DocumentStatus {
  DocumentId document;
  DocumentState what = DocumentState::Changed;
  std::optional<Comparison> comparison;  ///< for Changed
  std::optional<Error> unreadable;
};
struct Status {
  State base;        ///< absent: nothing saved yet
  std::string line;  ///< "main", "draft/x"
  std::vector<DocumentStatus> documents;
  std::vector<std::string> files;  ///< other files that changed: parties, types, editions, pictures
  [[nodiscard]] bool clean() const { return documents.empty() && files.empty(); }
};
/// What changed since the last save.
[[nodiscard]] Result<Status> status(const Workspace& workspace);

/// A version that touched a node, and what happened to it there: words of diff::what(), or "formatted".
struct NodeVersion {
  store::Version version;
  std::vector<std::string> what;
};
/// The past of one node, through new titles and places. A node that only some version has, has a past too.
struct NodeHistory {
  DocumentId document;
  NodeId node;
  std::string name;                   ///< as it is called now, or was before it was removed; "" where that is not known
  std::vector<NodeVersion> versions;  ///< newest first
  bool cut_off = false;               ///< this clone is shallow: what was before is not in it
};
/// At most `most` versions, at or before the version that NODE names ("node@VERSION"), else the one the working copy is
/// based on. The rule of what touches a node stands in history/history.h. Errors of find_node and the store.
[[nodiscard]] Result<NodeHistory> history(const Workspace& workspace, std::string_view node, std::size_t most);

/// A sentence and the version since which it stands word for word in the node's text; none: it was not saved yet.
struct SentenceOrigin {
  std::string text;
  std::size_t paragraph = 0;
  std::optional<store::Version> version;
};
struct Origin {
  DocumentId document;
  NodeId node;
  std::string name;
  std::vector<SentenceOrigin> sentences;
  bool cut_off = false;  ///< as NodeHistory::cut_off: the version where the clone begins may not be the first
};
/// Of the text in the working copy, or in the version that NODE names. Errors of find_node and the store.
[[nodiscard]] Result<Origin> origin(const Workspace& workspace, std::string_view node);

/// What a version did to one document.
struct DocumentSummary {
  struct Count {
    std::string what;  ///< as NodeVersion::what
    std::size_t nodes = 0;
  };
  DocumentId document;
  std::vector<Count> nodes;  ///< in the order of history::Happened::kWords
  std::size_t words = 0;     ///< changed in the texts that were reworded
};
struct LoggedVersion {
  store::Version version;
  std::vector<std::string> what;           ///< of a node's log: what happened to it
  std::vector<DocumentSummary> documents;  ///< of other logs: what it changed, as its first parent sees it
  std::size_t other_files = 0;             ///< that it changed: types, editions, pictures, ...
  std::optional<Error> unreadable;         ///< why it cannot be said what it changed
};
/// Versions, newest first; `about` is empty, a document or a NODE. For a node those of history(). Each version given is
/// compared with its first parent, which costs about as much as what has changed.
[[nodiscard]] Result<std::vector<LoggedVersion>> log(const Workspace& workspace, std::string_view about,
                                                     std::size_t most);

}  // namespace zielbaum::workspace
