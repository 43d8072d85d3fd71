// The use cases that make pages: publications, previews, and comparisons as files. The door of what has fonts and
// pictures; a program that does without it loads none of their libraries.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "publish/publish.h"
#include "publish/test_record.h"
#include "workspace/workspace.h"

namespace zielbaum::publishing {

using workspace::Comparison;
using workspace::Found;
using workspace::Loaded;
using workspace::LoadedPart;
using workspace::State;
using workspace::WholeComparison;
using workspace::Workspace;

/// All rules (workspace::check), and whether everything can be shown on pages: characters by the theme's fonts,
/// pictures.
[[nodiscard]] Result<std::vector<workspace::Checked>> check(const Workspace& workspace, const DocumentId& document,
                                                            const State& state, const publish::ReadResource& resource);

/// A file of a publication or a report.
enum class Format { Html, Pdf, Docx };

/// How a comparison is written.
struct ComparisonFile {
  Format format = Format::Html;
  bool only_changed = true;            ///< of a Synopse: leave out what is the same
  std::string old_name;                ///< "Geltende Fassung"; "": "Alte Fassung"
  std::string new_name;                ///< "" : "Neue Fassung"
  std::vector<std::string> only = {};  ///< what the comparison was narrowed down to (concerning.h); the file says so
  std::string middle_name = {};        ///< of three; "": "Entwurf"
  /// How the user named the versions: drafts go by it. Which version is shown is said in any case.
  std::string old_word = {}, middle_word = {}, new_word = {};
  compose::SynopsisForm form = compose::SynopsisForm::Columns;  ///< HTML has what is in columns in a line, too
};
/// Old and new side by side, in the document's language.
[[nodiscard]] Result<std::string> synopsis(const Workspace& workspace, const WholeComparison& comparison,
                                           const Date& today, const ComparisonFile& file,
                                           const publish::ReadResource& resource);
/// Three versions side by side: the new one of `first` is the old one of `second`. The reasons are those of `second`.
[[nodiscard]] Result<std::string> synopsis_of_three(const Workspace& workspace, const WholeComparison& first,
                                                    const WholeComparison& second, const Date& today,
                                                    const ComparisonFile& file, const publish::ReadResource& resource);
/// The new version as a publication with the changes marked in its text ("Änderungsfassung").
[[nodiscard]] Result<std::string> redline(const Workspace& workspace, const WholeComparison& comparison,
                                          const Date& today, const ComparisonFile& file,
                                          const publish::ReadResource& resource);
/// The same changes as a list of sentences ("Änderungsliste").
[[nodiscard]] Result<std::string> change_list(const Workspace& workspace, const WholeComparison& comparison,
                                              const Date& today, const ComparisonFile& file,
                                              const publish::ReadResource& resource);
/// The report of a comparison ("Änderungsübersicht"), in the document's language.
[[nodiscard]] Result<std::string> change_report(const Workspace& workspace, const WholeComparison& comparison,
                                                const Date& today, const ComparisonFile& file,
                                                const publish::ReadResource& resource);
/// A document as it stands in a state; `today` is what a working copy is dated.
[[nodiscard]] Result<std::string> pdf(const Workspace& workspace, const DocumentId& document, const State& state,
                                      const Date& today, const publish::ReadResource& resource);
/// Has a document set in another theme than the settings say, one of the same state. NotFound ("unknown-theme") with
/// what there is.
[[nodiscard]] Result<void> choose_theme(const Workspace& workspace, Loaded& loaded, std::string_view theme);
/// The document of a root node, or the part below another node, in pieces: a long file is never in memory. What cannot
/// be shown (a broken picture, a character that no font has) is marked in its place, and told as findings; so in
/// preview(), pdf_file() and comparisons. Publishing refuses it.
[[nodiscard]] Result<Findings> write_pdf(const Workspace& workspace, Found what, const Date& today,
                                         const publish::ReadResource& resource, const pdf::TakeBytes& take);
/// The page on which the node's heading stands in the document (of a root node: the cover) as a picture: exactly the
/// page that a publication shows. NotFound ("no-pdftoppm") where the program that draws it is missing.
struct Preview {
  std::string png;
  std::uint32_t page = 0;  ///< from 1
  Findings marked;         ///< in the whole document
};
[[nodiscard]] Result<Preview> preview(const Workspace& workspace, Found what, const Date& today,
                                      const publish::ReadResource& resource, std::size_t dots_per_inch);

struct PdfWishes {
  bool embed_source = false;     ///< document.xml, the type and the texts inside; makes it PDF/A-3a
  bool compact = false;          ///< fewer bytes, through libqpdf
  std::optional<Format> report;  ///< the record of its test as well, as HTML or PDF
  std::string file_name;         ///< what the record calls the file
};
struct PdfFile {
  std::string bytes;
  std::string report;                           ///< "" unless wished
  std::optional<publish::Judgement> judgement;  ///< with a report
  std::vector<std::string> failed;              ///< conditions not met
  Findings marked;
};
/// As write_pdf(), with more. What people found is read from the working copy, since they look at a file that is there.
[[nodiscard]] Result<PdfFile> pdf_file(const Workspace& workspace, Found what, const Date& today,
                                       const PdfWishes& wishes, const publish::ReadResource& resource);

struct Published {
  std::filesystem::path folder;
  std::vector<std::string> files;  ///< relative to the folder
  std::vector<Message> notes;
};
/// Writes one edition (PDF, HTML) into `folder`. An edition that is prepared (its file is in the last saved version)
/// but not fixed yet is fixed by this: the saved version becomes the edition. Refused if the document has errors, or if
/// there are unsaved changes while it has to be fixed.
[[nodiscard]] Result<Published> publish_edition(Workspace& workspace, const DocumentId& document,
                                                const EditionId& edition, const std::filesystem::path& folder,
                                                const store::Act& act, const publish::ReadResource& resource);
/// All fixed editions of all documents, the Synopse of each edition with the one before, the edition with these changes
/// marked in its text, and the downloads page.
/// The folder is made beside and swapped; files in it that are not ours are carried over.
[[nodiscard]] Result<Published> publish_all(Workspace& workspace, const std::filesystem::path& folder,
                                            const publish::ReadResource& resource);

}  // namespace zielbaum::publishing
