#include <algorithm>

#include "compose/comparison_internal.h"
#include "compose/edit_runs_internal.h"
#include "compose/front_matter_internal.h"
#include "compose/names_internal.h"
#include "compose/prose_blocks_internal.h"

namespace zielbaum::compose {

std::string name_with_version(const std::string& name, const std::string& version) {
  return version.empty() || version == name ? name : name + " (" + version + ")";
}

flow::Runs comparison_key(const ComparisonOptions& options) {
  const auto say = [&](const Message& message) { return render(message, options.language); };
  return {plain_run(say(msg("Key:")) + " "), marked_run(say(msg("new words")), flow::Mark::Inserted), plain_run(", "),
          marked_run("[" + say(msg("dropped words")) + "]", flow::Mark::Deleted)};
}

flow::Flow comparison_head(const Compared& compared, const ComparisonOptions& options, const Message& title) {
  flow::Flow out = comparison_head({{options.old_name, options.old_version, compared.before},
                                    {options.new_name, options.new_version, compared.after}},
                                   options, title);
  for (const std::string& sentence : compared.renamed_parties) out.blocks.push_back(text_paragraph(sentence + "."));
  for (const ChangeLine& line : whole_lines(compared)) out.blocks.push_back(text_paragraph(line.text));
  return out;
}

flow::Flow comparison_head(const std::vector<NamedVersion>& versions, const ComparisonOptions& options,
                           const Message& title) {
  const Language language = options.language;
  const Source& newest = versions.back().source;
  const auto all = [&](const auto& words_of) {
    std::string words;
    for (const NamedVersion& version : versions) words += (words.empty() ? "" : " – ") + words_of(version);
    return words;
  };
  flow::Flow out;
  out.running_title = render(title, language);
  out.metadata.title = out.running_title;
  if (std::all_of(versions.begin(), versions.end(), [](const NamedVersion& one) { return !one.version.empty(); }))
    out.metadata.title += " (" + all([](const NamedVersion& version) { return version.version; }) + ")";
  out.metadata.subject =
      all([](const NamedVersion& version) { return name_with_version(version.name, version.version); });
  out.metadata.author = newest.settings.publisher;
  out.metadata.lang = tag_of(language);
  out.metadata.unix_time = newest.unix_time;
  out.metadata.identifier = all([](const NamedVersion& version) { return edition_identifier(version.source); });
  out.running_mark = edition_mark(newest);

  flow::Heading heading;
  heading.runs = {plain_run(out.metadata.title)};
  out.blocks.push_back({std::move(heading), {}});
  const auto add_standing = [&](const std::string& name, const Source& source) {
    std::string words = edition_title(source);
    if (!source.edition.id.empty()) words += ", " + render(msg("edition {0}", source.edition.id.text), language);
    flow::Paragraph paragraph;
    paragraph.runs = {strong_run(name + ": "), plain_run(words + ", " + edition_standing(source))};
    out.blocks.push_back({std::move(paragraph), {}});
  };
  for (const NamedVersion& version : versions)
    add_standing(name_with_version(version.name, version.version), version.source);
  const auto add_notice = [&](std::string words) {
    flow::Paragraph notice;
    notice.role = flow::ParagraphRole::Notice;
    notice.runs = {plain_run(std::move(words))};
    out.blocks.push_back({std::move(notice), {}});
  };
  std::string only;
  for (const std::string& word : options.only) only += (only.empty() ? "" : ", ") + word;
  if (!only.empty()) add_notice(render(msg("Excerpt: only what concerns {0}", only), language));
  for (const std::string& sentence : options.left_out) add_notice(sentence);
  return out;
}

}  // namespace zielbaum::compose
