#include "publishing/shown_check_internal.h"

#include <algorithm>

#include "media/media.h"
#include "model/paths.h"
#include "publishing/publishing.h"
#include "text/text.h"
#include "xml/xml.h"

namespace zielbaum::publishing {

using namespace workspace;

namespace {

using typeset::Face;

/// Where the ids of sound pictures are kept, one a line. The name changes when pictures are judged otherwise.
constexpr std::string_view kSoundPictures = "sound-pictures-1";

Finding as_finding(const Error& failed, const Place& place, Severity severity) {
  return {severity, failed.code, failed.message, place, failed.hint};
}

std::uint32_t line_of(std::string_view markdown, std::uint32_t offset) {
  const auto end = markdown.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(offset, markdown.size()));
  return 1 + static_cast<std::uint32_t>(std::count(markdown.begin(), end, '\n'));
}

/// documents/<document>/accessibility/<edition>.xml
bool is_test_record(std::string_view path) {
  return path.ends_with(".xml") && std::count(path.begin(), path.end(), '/') == 3 &&
         path.find("/accessibility/") != std::string_view::npos;
}

/// Whether people were asked about what it says they found. A record that cannot be read is told of by the rules.
void check_test_record(const Workspace& workspace, const State& state, const std::string& path, Findings& findings) {
  const Result<std::string> bytes = read_at(workspace, state, path);
  if (!bytes) return;
  const Result<model::AccessibilityRecord> record = xml::read_accessibility(*bytes, path);
  if (!record) return;
  for (const std::string& unknown : publish::unknown_conditions(*record)) {
    findings.push_back({Severity::Error,
                        "unknown-condition",
                        msg("People are not asked about {0}", unknown),
                        {path, 0, 0, "", ""},
                        msg("The test record lists all conditions for people: zielbaum pdf DOCUMENT -o FILE --report "
                            "FILE.html")});
  }
}

}  // namespace

ShownCheck::ShownCheck(const Workspace& workspace, const Loaded& loaded, const publish::ReadResource& resource)
    : workspace_(workspace), loaded_(loaded) {
  const Result<model::Theme> theme = theme_at(workspace, loaded.state, loaded.settings.theme);
  if (!theme) {
    about_fonts_.push_back(as_finding(theme.error(), theme.error().place, Severity::Error));
  } else if (Result<typeset::Fonts> fonts = typeset::Fonts::load(*theme, resource)) {
    fonts_.emplace(std::move(*fonts));
    coverage_.emplace(*fonts_);
  } else {
    about_fonts_.push_back(as_finding(fonts.error(), fonts.error().place, Severity::Warning));
  }
  if (loaded.media.empty()) return;
  const std::string folder = model::media_path(loaded.document.id(), "");
  if (const auto files = list_at(workspace, loaded.state, folder.substr(0, folder.size() - 1))) {
    for (const store::File& file : *files) {
      if (file.regular) pictures_.emplace(file.path.substr(folder.size()), file.content);
    }
  }
  if (const std::optional<std::string> kept = workspace.store().kept(kSoundPictures)) {
    for (std::size_t at = 0; at < kept->size();) {
      const std::size_t end = std::min(kept->find('\n', at), kept->size());
      sound_.insert(kept->substr(at, end - at));
      at = end + 1;
    }
  }
}

ShownCheck::~ShownCheck() {
  if (!more_sound_) return;
  std::string kept;
  for (const std::string& id : sound_) kept.append(id).append("\n");
  workspace_.store().keep(kSoundPictures, kept);
}

void ShownCheck::check_words(std::string_view words, Face face, const Place& place, Findings& findings) {
  if (!coverage_) return;
  // One finding for each place is enough; whoever mends it looks at the rest.
  const auto missing = coverage_->first_missing(face, words);
  if (!missing) return;
  const Error failed = typeset::no_glyph(missing->character, words, missing->at);
  findings.push_back(as_finding(failed, place, Severity::Error));
}

void ShownCheck::check_tree(Findings& findings) {
  findings.insert(findings.end(), about_fonts_.begin(), about_fonts_.end());
  if (!coverage_) return;
  const model::Document& document = loaded_.document;
  std::set<std::string> parties;
  for (model::NodeIndex i = 0; i < document.nodes.size(); ++i) {
    const model::Node& node = document.nodes[i];
    const Place place = place_of(loaded_, i);
    // Titles are headings, and stand in lists.
    for (const Face face : {Face::Bold, Face::Regular}) {
      const std::size_t before = findings.size();
      check_words(node.title, face, place, findings);
      check_words(node.short_title, face, place, findings);
      if (findings.size() > before) break;
    }
    for (std::size_t f = 0; f < node.fields.size(); ++f) {
      Place at = place;
      if (i < loaded_.lines.size() && f < loaded_.lines[i].fields.size() && loaded_.lines[i].fields[f] != 0)
        at.line = loaded_.lines[i].fields[f];
      for (const model::FieldValue& value : node.fields[f].values) {
        if (const auto* text = std::get_if<model::Text>(&value)) {
          check_words(text->text, Face::Regular, at, findings);
        } else if (const auto* number = std::get_if<model::Number>(&value)) {
          check_words(number->unit, Face::Regular, at, findings);
        } else if (const auto* party = std::get_if<model::PartyRef>(&value)) {
          check_words(party->text, Face::Regular, at, findings);
          if (!party->party.empty()) parties.insert(party->party.text);
        }
      }
    }
  }
  for (const model::Party& party : loaded_.parties) {
    if (!parties.contains(party.id.text)) continue;
    check_words(party.name(), Face::Regular, {std::string(model::kPartiesFile), 0, 0, party.id.text, ""}, findings);
  }
  for (const model::PictureCredit& credit : loaded_.pictures)
    check_words(credit.credit + " " + credit.licence, Face::Regular,
                {model::pictures_path(document.id()), 0, 0, "", ""}, findings);
}

void ShownCheck::check_text(const schema::SeenText& text, Findings& findings) {
  if (coverage_) {
    check_blocks(text, text.prose.blocks, findings);
    for (const model::Footnote& note : text.prose.footnotes) check_blocks(text, note.blocks, findings);
  }
  if (!pictures_.empty()) check_pictures(text, findings);
}

void ShownCheck::check_blocks(const schema::SeenText& text, const model::Blocks& blocks, Findings& findings) {
  for (const model::Block& block : blocks) {
    Place place = text.place;
    const auto words = [&](std::string_view all, Face face) {
      const std::size_t before = findings.size();
      check_words(all, face, place, findings);
      if (findings.size() > before) findings.back().place.line = line_of(text.markdown, block.source.begin);
    };
    if (const auto* paragraph = std::get_if<model::Paragraph>(&block.content)) {
      check_runs(text, paragraph->runs, Face::Regular, findings);
    } else if (const auto* list = std::get_if<model::List>(&block.content)) {
      for (const model::ListItem& item : list->items) check_blocks(text, item.blocks, findings);
    } else if (const auto* table = std::get_if<model::Table>(&block.content)) {
      for (const model::Runs& cell : table->header) check_runs(text, cell, Face::Bold, findings);
      for (const auto& row : table->rows) {
        for (const model::Runs& cell : row) check_runs(text, cell, Face::Regular, findings);
      }
    } else if (const auto* quote = std::get_if<model::Quote>(&block.content)) {
      check_blocks(text, quote->blocks, findings);
    } else if (const auto* code = std::get_if<model::CodeBlock>(&block.content)) {
      words(code->text, Face::Mono);
    } else if (const auto* figure = std::get_if<model::Figure>(&block.content)) {
      words(figure->caption, Face::Regular);
    }
  }
}

void ShownCheck::check_runs(const schema::SeenText& text, const model::Runs& runs, Face plain, Findings& findings) {
  for (const model::Run& run : runs) {
    if (run.kind != model::RunKind::Text) continue;
    const bool strong = run.style.strong || plain == Face::Bold;
    // Without italics in the theme emphasis is bold; all faces of a family have the same characters, and if not, the
    // one that is used is asked when the page is made.
    const Face face = run.style.code       ? Face::Mono
                      : run.style.emphasis ? (strong ? Face::BoldItalic : Face::Italic)
                      : strong             ? Face::Bold
                                           : Face::Regular;
    const auto missing = coverage_->first_missing(face, run.text);
    if (!missing) continue;
    // The run may go over several lines: the character itself says which.
    std::uint32_t at = run.source.begin;
    const std::string_view source = text.markdown.substr(std::min<std::size_t>(run.source.begin, text.markdown.size()),
                                                         run.source.end - run.source.begin);
    std::size_t size = 1;
    while (missing->at + size < run.text.size() &&
           (static_cast<unsigned char>(run.text[missing->at + size]) & 0xC0) == 0x80)
      ++size;
    const std::size_t found = source.find(run.text.substr(missing->at, size));
    if (found != std::string_view::npos) at += static_cast<std::uint32_t>(found);
    Place place = text.place;
    place.line = line_of(text.markdown, at);
    findings.push_back(
        as_finding(typeset::no_glyph(missing->character, run.text, missing->at), place, Severity::Error));
  }
}

void ShownCheck::check_pictures(const schema::SeenText& text, Findings& findings) {
  for (const text::NodeReference& reference : text::media_references(text.markdown, text.prose)) {
    const std::optional<Error> fault = fault_of(reference.target);
    if (!fault) continue;
    Place place = text.place;
    place.line = reference.line;
    findings.push_back(as_finding(*fault, place, Severity::Error));
  }
}

std::optional<Error> ShownCheck::fault_of(const std::string& picture) {
  const auto file = pictures_.find(picture);
  if (file == pictures_.end() || sound_.contains(file->second.text)) return std::nullopt;
  const Result<std::string> bytes =
      read_at(workspace_, loaded_.state, model::media_path(loaded_.document.id(), picture));
  if (!bytes) return bytes.error();
  const Result<media::Picture> decoded = media::decode(*bytes, "media/" + picture);
  if (!decoded) return decoded.error();
  sound_.insert(file->second.text);
  more_sound_ = true;
  return std::nullopt;
}

workspace::MakeFurtherCheck shown_checks(const Workspace& workspace, const publish::ReadResource& resource) {
  return [&workspace, resource](const Loaded& loaded) -> std::unique_ptr<FurtherCheck> {
    return std::make_unique<ShownCheck>(workspace, loaded, resource);
  };
}

Result<std::vector<Checked>> check(const Workspace& workspace, const DocumentId& document, const State& state,
                                   const publish::ReadResource& resource) {
  std::vector<Checked> all = TRY(workspace::check(workspace, document, state, shown_checks(workspace, resource)));
  if (!document.empty()) return all;
  Findings findings;
  for (const store::File& file : TRY(list_at(workspace, state, "documents")))
    if (is_test_record(file.path)) check_test_record(workspace, state, file.path, findings);
  if (findings.empty()) return all;
  // The workspace's own files come first, where anything is wrong with them.
  if (all.empty() || !all.front().document.empty()) all.insert(all.begin(), Checked{});
  Findings& own = all.front().findings;
  own.insert(own.end(), findings.begin(), findings.end());
  return all;
}

}  // namespace zielbaum::publishing
