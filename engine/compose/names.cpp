#include "compose/names_internal.h"
#include "schema/schema.h"

namespace zielbaum::compose {

NodeNames::NodeNames(const Source& source)
    : source_(source), numbers_(schema::numbers(source.document, source.type, source.document.lang, source.counts)) {}

std::string NodeNames::local(const model::LocalText& text, const std::string& otherwise) const {
  const std::string_view words = model::in_language(text, source_.document.lang);
  return words.empty() ? otherwise : std::string(words);
}

std::string NodeNames::title(model::NodeIndex i) const {
  const model::Node& node = source_.document.nodes[i];
  if (!node.title.empty()) return node.title;
  const model::KindRule* const kind = source_.type.kind(node.kind);
  return kind == nullptr ? node.kind : local(kind->label, kind->name);
}

std::string NodeNames::number_and_title(model::NodeIndex i) const {
  return with_number(numbers_[i], title(i));
}

flow::Run plain_run(std::string text) {
  flow::Run run;
  run.text = std::move(text);
  return run;
}

flow::Run strong_run(std::string text) {
  flow::Run run = plain_run(std::move(text));
  run.strong = true;
  return run;
}

flow::Run line_break() {
  flow::Run run;
  run.kind = flow::RunKind::LineBreak;
  return run;
}

flow::Block chapter(std::string title) {
  flow::Heading heading;
  heading.runs = {plain_run(std::move(title))};
  heading.opens_page = true;
  return {std::move(heading), {}};
}

flow::Runs page_of(std::string_view anchor, Language language, Brackets brackets) {
  constexpr std::string_view kPlace = "\x1F";
  constexpr std::string_view kTie = "\u00A0";
  const std::string words = brackets == Brackets::Round ? " " + render(msg("(page {0})", kPlace), language)
                                                        : ", " + render(msg("page {0}", kPlace), language);
  const std::size_t at = words.find(kPlace);
  std::string before = words.substr(0, at);
  if (before.ends_with(' ')) before.replace(before.size() - 1, 1, kTie);
  flow::Runs runs = {plain_run(std::move(before)), {}, plain_run(words.substr(at + kPlace.size()))};
  runs[1].kind = flow::RunKind::PageNumber;
  if (runs.back().text.empty()) runs.pop_back();
  for (flow::Run& run : runs) {
    run.medium = flow::Medium::Print;
    run.link = "#" + std::string(anchor);
  }
  return runs;
}

std::string_view expansion_of(const model::Party& party) {
  const bool short_for = !party.short_name.empty() && !party.full_name.starts_with(party.short_name);
  return short_for ? std::string_view(party.full_name) : std::string_view();
}

std::string with_number(const std::string& number, const std::string& title) {
  if (number.empty() || title.empty()) return number + title;
  return number + " " + title;
}

}  // namespace zielbaum::compose
