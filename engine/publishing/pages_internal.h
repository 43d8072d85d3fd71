// What the page makers ask for.
#pragma once

#include "html/html.h"
#include "pdf/pdf.h"
#include "publishing/publishing.h"
#include "workspace/shown.h"

namespace zielbaum::publishing {

using workspace::Others;
using workspace::Shown;

/// What people found about an edition's PDF, from the working copy; absent where nothing is recorded.
[[nodiscard]] Result<std::optional<model::AccessibilityRecord>> accessibility_record(const Workspace& workspace,
                                                                                     const DocumentId& document,
                                                                                     const EditionId& edition);
/// "Ausgabe muster-2022", "Arbeitsfassung klima", "Fassung 3f2a1b7 vom 30.11.2026", "Arbeitsstand". `word`: how the
/// user named the version; "" where nobody did.
[[nodiscard]] Result<std::string> version_label(const Workspace& workspace, const Shown& shown, std::string_view word,
                                                Language language);
/// Pictures of the first of the states that has them, newest first; of one of them where compose::Source::pictures_of
/// says so: "old" for the last one, "middle" for the one before it.
[[nodiscard]] typeset::ReadMedia media_of(const Workspace& workspace, std::vector<State> states);
/// Pictures as data URIs, so that a page is one file.
[[nodiscard]] html::MediaAddress address_of(typeset::ReadMedia media);
/// The colours of the theme of the loaded state; those of the program where it cannot be read.
[[nodiscard]] html::Palette palette_of(const Workspace& workspace, const LoadedPart& loaded);
[[nodiscard]] html::Palette palette_of(const Workspace& workspace, const State& state, std::string_view theme);
/// In the theme of the loaded state. Where something cannot be set, the error names the node and the file of its text.
[[nodiscard]] Result<std::string> pdf_of(const Workspace& workspace, flow::Flow flow, const LoadedPart& loaded,
                                         const typeset::ReadMedia& media, const publish::ReadResource& resource,
                                         std::vector<pdf::EmbeddedFile> embedded = {}, Findings* marked = nullptr);
[[nodiscard]] Result<flow::Flow> flow_of(const Workspace& workspace, const Shown& shown);
[[nodiscard]] Result<flow::Flow> redline_of(const Workspace& workspace, const Shown& before, const Shown& after,
                                            const diff::Changes& changes);
[[nodiscard]] Result<flow::Flow> synopsis_of(const Workspace& workspace, const Shown& before, const Shown& after,
                                             const diff::Changes& changes);

/// What makes a Flow of a comparison.
using Compose = Result<flow::Flow> (*)(const compose::Source& before, const compose::Source& after,
                                       const diff::Changes& changes, const compose::ComparisonOptions& options);
/// The Flow as a file.
[[nodiscard]] Result<std::string> comparison_file(const Workspace& workspace, const Comparison& comparison,
                                                  const Date& today, const ComparisonFile& file,
                                                  const publish::ReadResource& resource, Compose composed);

}  // namespace zielbaum::publishing
