// Documents and comparisons as pages: Synopse and PDF.
#include <algorithm>

#include "base/date.h"
#include "base/process.h"
#include "compose/change_report.h"
#include "docx/docx.h"
#include "html/html.h"
#include "media/media.h"
#include "model/paths.h"
#include "publish/mended.h"
#include "publishing/pages_internal.h"
#include "xml/xml.h"

namespace zielbaum::publishing {

using namespace workspace;

namespace {

/// Of versions side by side, compose::Source::pictures_of: the oldest one, and the one in the middle.
constexpr std::string_view kOldest = "old";
constexpr std::string_view kMiddle = "middle";

std::string base64(std::string_view bytes) {
  static constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t block = 0;
    for (std::size_t j = 0; j < 3; ++j)
      block = block << 8 | (i + j < bytes.size() ? static_cast<unsigned char>(bytes[i + j]) : 0u);
    for (std::size_t j = 0; j < 4; ++j) out += i + j > bytes.size() ? '=' : kDigits[block >> (18 - 6 * j) & 63u];
  }
  return out;
}

}  // namespace

typeset::ReadMedia media_of(const Workspace& workspace, std::vector<State> states) {
  return [&workspace, states = std::move(states)](std::string_view key) -> Result<std::string> {
    const std::size_t slash = key.find('/');
    const std::string_view whose = key.substr(0, slash);
    const std::size_t mark = whose.find('@');
    const DocumentId document{std::string(whose.substr(0, mark))};
    const std::string path = model::media_path(document, slash == std::string_view::npos ? key : key.substr(slash + 1));
    if (mark != std::string_view::npos) {
      const std::size_t version = whose.substr(mark + 1) == kOldest ? states.size() - 1 : states.size() - 2;
      return read_at(workspace, states[version], path);
    }
    for (std::size_t i = 0; i + 1 < states.size(); ++i) {
      Result<std::string> bytes = read_at(workspace, states[i], path);
      if (bytes) return bytes;
    }
    return read_at(workspace, states.back(), path);
  };
}

html::MediaAddress address_of(typeset::ReadMedia read) {
  return [read = std::move(read)](std::string_view key) -> Result<std::string> {
    const std::string bytes = TRY(read(key));
    const media::File file = TRY(media::file_of(bytes, key));
    return "data:image/" + file.format + ";base64," + base64(file.bytes);
  };
}

html::Palette palette_of(const Workspace& workspace, const State& state, std::string_view theme) {
  html::Palette palette;
  const Result<model::Theme> known = theme_at(workspace, state, theme);
  if (!known) return palette;
  const auto hex = [](const model::Colour& colour) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text = "#";
    for (const std::uint8_t part : {colour.red, colour.green, colour.blue})
      text += {kDigits[part >> 4], kDigits[part & 0xF]};
    return text;
  };
  palette.accent = hex(known->accent);
  palette.fill = hex(known->fill);
  return palette;
}

html::Palette palette_of(const Workspace& workspace, const LoadedPart& loaded) {
  return palette_of(workspace, loaded.state, loaded.settings.theme);
}

namespace {

/// The pages know only below which anchor something is: completes node and file.
Place placed(const LoadedPart& loaded, Place place) {
  const model::Document& document = loaded.document;
  const model::NodeIndex node = model::find_node(document, NodeId{place.node});
  if (node == model::kNoNode) return place;
  const DocumentId id = document.id();
  place.node = id.text + "/" + place.node;
  const std::string folder = id.text + "/";  // as the keys of pictures begin
  if (place.file.starts_with(folder)) place.file = model::media_path(id, place.file.substr(folder.size()));
  if (!place.file.empty()) return place;
  const bool has_text = document.nodes[node].prose.has_value();
  place.file = has_text ? model::prose_path(id, document.layout, document.nodes[node].id) : model::document_path(id);
  place.line = has_text ? 0 : place_of(loaded, node).line;
  return place;
}

/// The document is loaded anew, since nobody kept it meanwhile.
Error placed(const Workspace& workspace, const DocumentId& id, const State& state, Error failed) {
  if (const Result<Loaded> loaded = load(workspace, id, state)) failed.place = placed(*loaded, failed.place);
  return failed;
}
Findings placed(const Workspace& workspace, const DocumentId& id, const State& state, Findings findings) {
  if (findings.empty()) return findings;
  const Result<Loaded> loaded = load(workspace, id, state);
  if (!loaded) return findings;
  for (Finding& finding : findings) finding.place = placed(*loaded, finding.place);
  return findings;
}

}  // namespace

Result<std::string> pdf_of(const Workspace& workspace, flow::Flow flow, const LoadedPart& loaded,
                           const typeset::ReadMedia& media, const publish::ReadResource& resource,
                           std::vector<pdf::EmbeddedFile> embedded, Findings* marked) {
  const model::Theme theme = TRY(theme_at(workspace, loaded.state, loaded.settings.theme));
  Result<std::string> made = publish::pdf_of(std::move(flow), theme, resource, media, std::move(embedded), marked);
  if (!made) return placed(workspace, loaded.document.id(), loaded.state, made.error());
  if (marked != nullptr) {
    for (Finding& finding : *marked) finding.place = placed(loaded, finding.place);
  }
  return made;
}

Result<flow::Flow> flow_of(const Workspace& workspace, const Shown& shown) {
  Others others(workspace, shown.loaded.state);
  return compose::edition(source_of(workspace, shown, others));
}

namespace {

Result<compose::ComparisonOptions> options_of(const Workspace& workspace, const ComparisonFile& file,
                                              const Shown& old_side, const Shown& new_side, compose::Reasons reasons) {
  const LoadedPart& after = new_side.loaded;
  compose::ComparisonOptions options;
  options.language = interface_language(after.document.lang);
  options.old_version = TRY(version_label(workspace, old_side, file.old_word, options.language));
  options.new_version = TRY(version_label(workspace, new_side, file.new_word, options.language));
  const bool reads_both = file.format == Format::Html && file.form == compose::SynopsisForm::Columns;
  options.form = reads_both ? compose::SynopsisForm::Both : file.form;
  options.only_changed = file.only_changed;
  options.old_name = file.old_name;
  options.new_name = file.new_name;
  options.middle_name = file.middle_name.empty() ? render(msg("Draft"), options.language) : file.middle_name;
  options.only = file.only;
  options.reasons = std::move(reasons);
  if (file.old_name.empty()) options.old_name = render(msg("Old version"), options.language);
  if (file.new_name.empty()) options.new_name = render(msg("New version"), options.language);
  return options;
}

/// Calls `use` with both sides, each finding other documents as they stand beside it.
template <typename Use>
auto with_sources(const Workspace& workspace, const Shown& before, const Shown& after, const Use& use) {
  Others old_others(workspace, before.loaded.state);
  Others new_others(workspace, after.loaded.state);
  compose::Source old_side = source_of(workspace, before, old_others);
  old_side.pictures_of = kOldest;
  return use(old_side, source_of(workspace, after, new_others));
}

Result<flow::Flow> comparison_of(const Workspace& workspace, const Shown& before, const Shown& after,
                                 const diff::Changes& changes, const compose::ComparisonOptions& options,
                                 Compose composed) {
  return with_sources(workspace, before, after, [&](const compose::Source& old_side, const compose::Source& new_side) {
    return composed(old_side, new_side, changes, options);
  });
}

Result<std::string> written(const Workspace& workspace, flow::Flow flow, const LoadedPart& loaded,
                            const typeset::ReadMedia& media, Format format, const publish::ReadResource& resource) {
  Findings marked;  // the file says it itself
  if (format == Format::Pdf) return pdf_of(workspace, std::move(flow), loaded, media, resource, {}, &marked);
  flow = publish::mended(std::move(flow), media, nullptr, marked);
  if (format == Format::Html) return html::page(flow, address_of(media), palette_of(workspace, loaded));
  return docx::document(flow, media);
}

}  // namespace

Result<std::string> comparison_file(const Workspace& workspace, const Comparison& comparison, const Date& today,
                                    const ComparisonFile& file, const publish::ReadResource& resource,
                                    Compose composed) {
  const Shown before = TRY(shown(workspace, comparison.before(), today));
  const Shown after = TRY(shown(workspace, comparison.after(), today));
  compose::ComparisonOptions options = TRY(options_of(workspace, file, before, after, comparison.reasons));
  options.left_out = left_out(comparison, options.language);
  flow::Flow flow = TRY(comparison_of(workspace, before, after, comparison.changes, options, composed));
  return written(workspace, std::move(flow), after.loaded,
                 media_of(workspace, {after.loaded.state, before.loaded.state}), file.format, resource);
}

Result<flow::Flow> redline_of(const Workspace& workspace, const Shown& before, const Shown& after,
                              const diff::Changes& changes) {
  return comparison_of(workspace, before, after, changes, TRY(options_of(workspace, {}, before, after, {})),
                       compose::redline);
}

Result<flow::Flow> synopsis_of(const Workspace& workspace, const Shown& before, const Shown& after,
                               const diff::Changes& changes) {
  return comparison_of(workspace, before, after, changes, TRY(options_of(workspace, {}, before, after, {})),
                       compose::synopsis);
}

Result<std::string> synopsis(const Workspace& workspace, const WholeComparison& comparison, const Date& today,
                             const ComparisonFile& file, const publish::ReadResource& resource) {
  return comparison_file(workspace, comparison, today, file, resource, compose::synopsis);
}

Result<std::string> synopsis_of_three(const Workspace& workspace, const WholeComparison& first,
                                      const WholeComparison& second, const Date& today, const ComparisonFile& file,
                                      const publish::ReadResource& resource) {
  const Shown old_one = TRY(shown(workspace, first.before(), today));
  const Shown middle = TRY(shown(workspace, second.before(), today));
  const Shown new_one = TRY(shown(workspace, second.after(), today));
  Others old_others(workspace, old_one.loaded.state);
  Others middle_others(workspace, middle.loaded.state);
  Others new_others(workspace, new_one.loaded.state);
  compose::Source old_source = source_of(workspace, old_one, old_others);
  old_source.pictures_of = kOldest;
  compose::Source middle_source = source_of(workspace, middle, middle_others);
  middle_source.pictures_of = kMiddle;
  const compose::Source new_source = source_of(workspace, new_one, new_others);
  compose::ComparisonOptions options = TRY(options_of(workspace, file, old_one, new_one, second.reasons));
  options.middle_version = TRY(version_label(workspace, middle, file.middle_word, options.language));
  for (const Comparison* const step : {&first, &second})
    for (std::string& sentence : left_out(*step, options.language)) options.left_out.push_back(std::move(sentence));
  flow::Flow flow =
      TRY(compose::synopsis_of_three({old_source, middle_source, new_source, first.changes, second.changes}, options));
  return written(workspace, std::move(flow), new_one.loaded,
                 media_of(workspace, {new_one.loaded.state, middle.loaded.state, old_one.loaded.state}), file.format,
                 resource);
}

Result<std::string> redline(const Workspace& workspace, const WholeComparison& comparison, const Date& today,
                            const ComparisonFile& file, const publish::ReadResource& resource) {
  return comparison_file(workspace, comparison, today, file, resource, compose::redline);
}

Result<std::string> change_list(const Workspace& workspace, const WholeComparison& comparison, const Date& today,
                                const ComparisonFile& file, const publish::ReadResource& resource) {
  return comparison_file(workspace, comparison, today, file, resource, compose::change_list);
}

Result<std::string> change_report(const Workspace& workspace, const WholeComparison& comparison, const Date& today,
                                  const ComparisonFile& file, const publish::ReadResource& resource) {
  return comparison_file(workspace, comparison, today, file, resource, compose::change_report);
}

Result<std::string> pdf(const Workspace& workspace, const DocumentId& document, const State& state, const Date& today,
                        const publish::ReadResource& resource) {
  Loaded loaded = TRY(load_sound(workspace, document, state));
  const Shown one = TRY(shown(workspace, std::move(loaded), today));
  return pdf_of(workspace, TRY(flow_of(workspace, one)), one.loaded, media_of(workspace, {state}), resource);
}

namespace {

/// What is set on pages: all that is left of a document then.
struct Pages {
  flow::Flow flow;
  model::Theme theme;
  typeset::ReadMedia media;
};

enum class Extent { Whole, BelowNode };

Result<Pages> pages_of(const Workspace& workspace, Found what, const Date& today, Extent extent) {
  const NodeId node = what.value().id;
  const State state = what.loaded.state;
  Loaded loaded = TRY(sound(std::move(what.loaded)));
  const Shown one = TRY(shown(workspace, std::move(loaded), today));
  Others others(workspace, state);
  compose::Source source = source_of(workspace, one, others);
  source.draft = true;
  Pages pages;
  pages.flow = extent == Extent::Whole ? TRY(compose::edition(source)) : TRY(compose::part(source, node));
  pages.theme = TRY(theme_at(workspace, state, one.loaded.settings.theme));
  pages.media = media_of(workspace, {state});
  return pages;
}

}  // namespace

Result<void> choose_theme(const Workspace& workspace, Loaded& loaded, std::string_view theme) {
  const std::string folder = "schemas/themes/";
  constexpr std::string_view kEnding = ".xml";
  std::vector<std::string> names;
  const std::vector<store::File> files = TRY(list_at(workspace, loaded.state, folder));
  for (const store::File& file : files) {
    if (!file.path.ends_with(kEnding)) continue;
    names.push_back(file.path.substr(folder.size(), file.path.size() - folder.size() - kEnding.size()));
  }
  if (std::find(names.begin(), names.end(), theme) == names.end()) {
    return advise(error(ErrorKind::NotFound, "unknown-theme", msg("There is no theme “{0}”", theme)),
                  msg("There are: {0}", joined(names)));
  }
  loaded.settings.theme = theme;
  return {};
}

Result<Findings> write_pdf(const Workspace& workspace, Found what, const Date& today,
                           const publish::ReadResource& resource, const pdf::TakeBytes& take) {
  const Extent extent = what.node == 0 ? Extent::Whole : Extent::BelowNode;
  const DocumentId document = what.loaded.document.id();
  const State state = what.loaded.state;
  Pages pages = TRY(pages_of(workspace, std::move(what), today, extent));
  Findings marked;
  const Result<void> written =
      publish::write_pdf(std::move(pages.flow), pages.theme, resource, pages.media, take, {}, &marked);
  if (!written) return placed(workspace, document, state, written.error());
  return placed(workspace, document, state, std::move(marked));
}

Result<Preview> preview(const Workspace& workspace, Found what, const Date& today,
                        const publish::ReadResource& resource, std::size_t dots_per_inch) {
  const std::string anchor = what.node == 0 ? std::string() : what.value().id.text;
  const DocumentId document = what.loaded.document.id();
  const State state = what.loaded.state;
  Pages pages = TRY(pages_of(workspace, std::move(what), today, Extent::Whole));
  Findings marked;
  const Result<publish::OnePagePdf> page =
      publish::page_of(std::move(pages.flow), pages.theme, resource, pages.media, anchor, &marked);
  if (!page) return placed(workspace, document, state, page.error());
  const Result<Finished> drawn =
      run_process({"pdftoppm", "-png", "-singlefile", "-r", std::to_string(dots_per_inch), "-"}, page->bytes);
  if (!drawn && drawn.error().kind == ErrorKind::NotFound) {
    return advise(error(ErrorKind::NotFound, "no-pdftoppm", msg("Pages are drawn by “pdftoppm”, which is missing")),
                  msg("Install it: apt install poppler-utils"));
  }
  if (!drawn) return drawn.error();
  if (drawn->exit_code != 0 || !drawn->out.starts_with("\x89PNG")) {
    return error(ErrorKind::Storage, "page-not-drawn", msg("The page could not be drawn: {0}", drawn->err));
  }
  return Preview{drawn->out, page->number, placed(workspace, document, state, std::move(marked))};
}

}  // namespace zielbaum::publishing
