#include "compose/front_matter_internal.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "compose/prose_blocks_internal.h"

namespace zielbaum::compose {

namespace {

constexpr std::size_t kShortVersion = 12;  ///< digits of a version that tell it apart for people

Language language_of(const Source& source) {
  return interface_language(source.document.lang);
}

std::string say(const Source& source, const Message& message) {
  return render(message, language_of(source));
}

/// "am 3. August 2021", "im August 2021", "2021".
std::string when(const Date& date, Language language) {
  const std::string written = written_out(date, language);
  if (date.day > 0) return render(msg("on {0}", written), language);
  if (date.month > 0) return render(msg("in {0}", written), language);
  return written;
}

/// Whether German says "von der" of a body, told by the ending of its first word.
bool is_feminine(std::string_view body) {
  constexpr std::array<std::string_view, 9> kEndings = {"ung",    "schaft",  "heit",      "keit",   "tion",
                                                        "kammer", "kanzlei", "konferenz", "behörde"};
  const std::string_view noun = body.substr(0, body.find(' '));
  return std::any_of(kEndings.begin(), kEndings.end(), [&](std::string_view ending) { return noun.ends_with(ending); });
}

std::string decision(const Source& source) {
  const model::Edition& edition = source.edition;
  const Language language = language_of(source);
  const std::string day = edition.decision_date ? when(*edition.decision_date, language) : std::string();
  std::string words;
  if (edition.decision_body.empty()) {
    words = day.empty() ? render(msg("Decided"), language) : render(msg("Decided {0}", day), language);
  } else {
    const bool article = language == Language::English || is_feminine(edition.decision_body);
    const Message by = article ? msg("Decided by the {0} {1}", edition.decision_body, day)
                               : msg("Decided by {0} {1}", edition.decision_body, day);
    words = render(by, language);
    while (words.ends_with(' ')) words.pop_back();
  }
  if (edition.decision_number.empty()) return words;
  return words + " " + render(msg("(decision {0})", edition.decision_number), language);
}

std::string status(const Source& source) {
  const std::string& key = source.edition.status;
  if (key == "decided") return decision(source);
  if (key == "consultation") return say(source, msg("Draft for consultation"));
  if (key == "updating") return say(source, msg("Being updated"));
  return say(source, msg("Draft"));
}

std::string as_of(const Source& source) {
  if (source.edition.as_of.year == 0) return {};
  return say(source, msg("As of {0}", written_out(source.edition.as_of, language_of(source))));
}

void add_lines(flow::Blocks& blocks, const std::vector<std::string>& lines) {
  flow::Runs runs;
  for (const std::string& line : lines) {
    if (line.empty()) continue;
    if (!runs.empty()) {
      flow::Run line_break;
      line_break.kind = flow::RunKind::LineBreak;
      runs.push_back(std::move(line_break));
    }
    flow::Run run;
    run.text = line;
    runs.push_back(std::move(run));
  }
  if (!runs.empty()) blocks.push_back({flow::Paragraph{flow::ParagraphRole::Small, std::move(runs), {}}, {}});
}

/// "Label: value" where the value leads somewhere; nothing where there is no value.
void add_contact(flow::Blocks& blocks, const std::string& label, const std::string& value, std::string link) {
  if (value.empty()) return;
  flow::Run name;
  name.text = label + " ";
  flow::Run contact;
  contact.text = value;
  contact.link = std::move(link);
  blocks.push_back({flow::Paragraph{flow::ParagraphRole::Small, {std::move(name), std::move(contact)}, {}}, {}});
}

/// What a reader must know of the edition: that it is a sample, and its own note unless that says the same.
std::vector<std::string> notices(const Source& source) {
  std::vector<std::string> lines;
  if (source.edition.sample) {
    lines.push_back(say(source, msg("Sample edition, retold from public facts; not an official publication.")));
  }
  const std::string& note = source.edition.note;
  if (!note.empty() && (lines.empty() || lines.front() != note)) lines.push_back(note);
  return lines;
}

}  // namespace

std::string edition_title(const Source& source) {
  const std::string& own = source.edition.title;
  if (!own.empty()) return own;
  const std::string& title = source.document.nodes.front().title;
  return title.empty() ? source.document.id().text : title;
}

std::string edition_mark(const Source& source) {
  if (source.edition.sample) return say(source, msg("Sample edition"));
  if (source.edition.status == "decided") return {};
  const std::string date = as_of(source);
  return status(source) + (date.empty() ? "" : ", " + date);
}

std::string edition_identifier(const Source& source) {
  std::string text = source.document.id().text;
  if (!source.edition.id.empty()) text += "@" + source.edition.id.text;
  if (source.version) text += " (" + source.version->text.substr(0, kShortVersion) + ")";
  return text;
}

flow::Blocks cover(const Source& source) {
  using Role = flow::ParagraphRole;
  flow::Blocks blocks;
  const auto add = [&](std::string text, Role role) {
    if (!text.empty()) blocks.push_back(text_paragraph(std::move(text), role));
  };
  add(edition_title(source), Role::Title);
  std::get<flow::Paragraph>(blocks.front().content).anchor = source.document.id().text;
  add(source.edition.subtitle, Role::Subtitle);
  add(source.settings.publisher, Role::Body);
  add(status(source), Role::Body);
  add(as_of(source), Role::Body);
  if (source.edition.in_force) {
    add(say(source, msg("In force from {0}", written_out(*source.edition.in_force, language_of(source)))), Role::Body);
  }
  for (std::string& notice : notices(source)) add(std::move(notice), Role::Notice);
  return blocks;
}

flow::Blocks imprint(const Source& source) {
  const model::Settings& settings = source.settings;
  flow::Blocks blocks;
  flow::Heading heading;
  heading.runs.emplace_back();
  heading.runs.back().text = say(source, msg("Imprint"));
  heading.in_contents = false;
  blocks.push_back({std::move(heading), {}});

  std::vector<std::string> publisher = {settings.publisher};
  publisher.insert(publisher.end(), settings.address.begin(), settings.address.end());
  add_lines(blocks, publisher);
  add_contact(blocks, say(source, msg("Telephone:")), settings.phone, {});
  add_contact(blocks, say(source, msg("E-mail:")), settings.email, "mailto:" + settings.email);
  add_contact(blocks, say(source, msg("For other accessible formats write to:")), settings.accessibility_contact,
              "mailto:" + settings.accessibility_contact);
  for (const auto& [label, text] : settings.imprint) add_contact(blocks, label + ":", text, {});
  add_contact(blocks, say(source, msg("Licence of the text:")), settings.licence, {});
  const std::string date = as_of(source);
  add_lines(blocks, {status(source), date});
  add_contact(blocks, say(source, msg("Version:")), edition_identifier(source), {});
  if (source.version)
    add_contact(blocks, say(source, msg("Full identifier of the version:")), source.version->text, {});
  for (std::string& notice : notices(source)) add_lines(blocks, {std::move(notice)});
  return blocks;
}

std::string edition_standing(const Source& source) {
  const std::string day = as_of(source);
  std::string words = status(source);
  if (day.empty()) return words;
  // Inside a sentence; German writes only the nouns ("Entwurf") with a capital.
  const std::string& key = source.edition.status;
  const bool is_noun = key != "decided" && key != "updating";
  if (language_of(source) == Language::English || !is_noun)
    words.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(words.front())));
  return day + ", " + words;
}

}  // namespace zielbaum::compose
