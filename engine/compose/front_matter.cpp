#include "compose/front_matter_internal.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "compose/names_internal.h"
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

/// What a status is called where other words stand before it. German writes only the nouns ("Entwurf") with a capital.
std::string inside_a_sentence(const Source& source, std::string words) {
  const std::string& key = source.edition.status;
  const bool is_noun = key != "decided" && key != "updating";
  if (language_of(source) == Language::English || !is_noun)
    words.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(words.front())));
  return words;
}

std::string as_of(const Source& source) {
  if (source.edition.as_of.year == 0) return {};
  return say(source, msg("As of {0}", written_out(source.edition.as_of, language_of(source))));
}

/// A paragraph: what it is about, in bold, and what is said of it.
void add_entry(flow::Blocks& blocks, const std::string& label, flow::Runs runs) {
  if (runs.empty()) return;
  if (!label.empty()) runs.insert(runs.begin(), strong_run(label + " "));
  blocks.push_back({flow::Paragraph{flow::ParagraphRole::Body, std::move(runs), {}}, {}});
}

/// Nothing where there is no value.
void add_entry(flow::Blocks& blocks, const std::string& label, const std::string& value, std::string link = {}) {
  if (value.empty()) return;
  flow::Run run = plain_run(value);
  run.link = std::move(link);
  add_entry(blocks, label, flow::Runs{std::move(run)});
}

void add_lines(flow::Blocks& blocks, const std::vector<std::string>& lines) {
  flow::Runs runs;
  for (const std::string& line : lines) {
    if (line.empty()) continue;
    if (!runs.empty()) runs.push_back(line_break());
    runs.push_back(plain_run(line));
  }
  add_entry(blocks, {}, std::move(runs));
}

std::string label_of(const Source& source, const model::ImprintName& name) {
  if (name.role == "responsible") return say(source, msg("Responsible for the content:"));
  if (name.role == "editing") return say(source, msg("Editing:"));
  if (name.role == "participation") return say(source, msg("Participation:"));
  if (name.role == "design") return say(source, msg("Design:"));
  if (name.role == "funding") return say(source, msg("Funding:"));
  return name.label + ":";
}

/// "Phasen (Seite 12): Fachreferat Smart City, CC BY 4.0 / Agentur; …", in the order in which the pictures appear: each
/// section once, and in it each credit once.
flow::Runs picture_credits(const Source& source, const std::vector<ShownPicture>& pictures) {
  flow::Runs runs;
  std::string section;
  std::vector<std::string> told;  // of the section
  for (const ShownPicture& picture : pictures) {
    const auto credit = std::find_if(source.pictures.begin(), source.pictures.end(),
                                     [&](const model::PictureCredit& one) { return one.file == picture.file; });
    if (credit == source.pictures.end()) continue;
    const std::string words = credit->credit + (credit->licence.empty() ? "" : ", " + credit->licence);
    const bool same_section = !told.empty() && section == picture.section;
    if (!same_section) {
      if (!runs.empty()) runs.push_back(plain_run("; "));
      runs.push_back(plain_run(picture.title));
      runs.back().link = "#" + picture.section;
      flow::Runs page = page_of(picture.section, language_of(source));
      std::move(page.begin(), page.end(), std::back_inserter(runs));
      section = picture.section;
      told.clear();
    }
    if (std::find(told.begin(), told.end(), words) != told.end()) continue;
    runs.push_back(plain_run((same_section ? " / " : ": ") + words));
    told.push_back(words);
  }
  return runs;
}

/// "Senatskanzlei (2022): Gemeinsam Digital. Smart-City-Strategie. Stand: Dezember 2022, gemeinsam-digital@2022".
std::string citation(const Source& source) {
  const model::Edition& edition = source.edition;
  std::string words = source.settings.publisher;
  if (edition.as_of.year != 0) {
    words += (words.empty() ? "(" : " (") + std::to_string(edition.as_of.year) + ")";
  }
  if (!words.empty()) words += ": ";
  words += edition_title(source);
  if (!edition.subtitle.empty()) words += ". " + edition.subtitle;
  const std::string day = as_of(source);
  return words + ". " + (day.empty() ? "" : day + ", ") + edition_identifier(source);
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
  const model::Edition& edition = source.edition;
  std::string mark = edition.sample ? say(source, msg("Sample edition")) : std::string();
  if (edition.status == "decided") return mark;
  std::string words = edition.status == "draft" ? say(source, msg("Draft – not agreed")) : status(source);
  mark = mark.empty() ? std::move(words) : mark + ", " + inside_a_sentence(source, std::move(words));
  if (edition.as_of.year == 0) return mark;
  const Language language = language_of(source);
  const bool to_the_day = edition.as_of.day > 0;
  const std::string date = to_the_day ? in_short(edition.as_of, language) : written_out(edition.as_of, language);
  return mark + ", " + render(msg("as of {0}", date), language);
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
  if (!source.edition.id.empty()) add(say(source, msg("Edition: {0}", source.edition.id.text)), Role::Body);
  for (std::string& notice : notices(source)) add(std::move(notice), Role::Notice);
  return blocks;
}

flow::Blocks imprint(const Source& source, const std::vector<ShownPicture>& pictures) {
  const model::Settings& settings = source.settings;
  flow::Blocks blocks;
  flow::Heading heading;
  heading.runs = {plain_run(say(source, msg("Imprint")))};
  heading.in_contents = false;
  blocks.push_back({std::move(heading), {}});

  std::vector<std::string> publisher = {settings.publisher};
  publisher.insert(publisher.end(), settings.address.begin(), settings.address.end());
  add_lines(blocks, publisher);
  add_entry(blocks, say(source, msg("Telephone:")), settings.phone);
  add_entry(blocks, say(source, msg("E-mail:")), settings.email, "mailto:" + settings.email);
  const std::vector<model::ImprintLine> lines = model::imprint_lines(settings, source.edition, source.document.lang);
  const auto add_role = [&](std::string_view role) {
    for (const model::ImprintLine& line : lines) {
      if (line.name.role == role) add_entry(blocks, label_of(source, line.name), line.text);
    }
  };
  for (const char* const role : {"responsible", "editing", "participation", "design"}) add_role(role);
  add_entry(blocks, say(source, msg("Pictures:")), picture_credits(source, pictures));
  add_role("funding");
  add_entry(blocks, say(source, msg("Licence of the text:")), settings.licence);
  add_entry(blocks, say(source, msg("To be cited as:")), citation(source));
  add_entry(blocks, say(source, msg("For other accessible formats write to:")), settings.accessibility_contact,
            "mailto:" + settings.accessibility_contact);
  add_role("");  // those with labels of their own
  const std::string date = as_of(source);
  add_lines(blocks, {status(source), date});
  add_entry(blocks, say(source, msg("Version:")), edition_identifier(source));
  if (source.version) add_entry(blocks, say(source, msg("Full identifier of the version:")), source.version->text);
  for (std::string& notice : notices(source)) add_lines(blocks, {std::move(notice)});
  return blocks;
}

std::string edition_standing(const Source& source) {
  const std::string day = as_of(source);
  std::string words = status(source);
  if (day.empty()) return words;
  return day + ", " + inside_a_sentence(source, std::move(words));
}

}  // namespace zielbaum::compose
