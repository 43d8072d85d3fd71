#include "xml/read_internal.h"

#include <algorithm>

#include "base/ids.h"
#include "base/nearest.h"
#include "base/written_date.h"

namespace zielbaum::xml {

namespace {

std::string join(const std::vector<std::string_view>& names) {
  std::string out;
  for (const std::string_view name : names) {
    if (!out.empty()) out += ", ";
    out += name;
  }
  return out;
}

/// In the document's language.
std::string title_of(Element root, Element node) {
  std::string title;
  for_each_child(node, [&](Element child) {
    if (!title.empty() || name_of(child) != "title") return;
    const std::optional<std::string_view> lang = find_attribute(child, "xml:lang");
    if (!lang || *lang == attribute(root, "lang")) title = text_of(child);
  });
  return title;
}

}  // namespace

std::string collapsed(std::string_view text) {
  std::string out;
  bool gap = false;
  for (const char c : text) {
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      gap = !out.empty();
      continue;
    }
    if (gap) out += ' ';
    gap = false;
    out += c;
  }
  return out;
}

bool is_collapsed(std::string_view text) {
  char before = ' ';
  for (const char c : text) {
    if (static_cast<unsigned char>(c) <= ' ' && (c != ' ' || before == ' ')) return false;
    before = c;
  }
  return before != ' ' || text.empty();
}

void complain(Source& source, Element element, Wrong wrong) {
  complain(source, element, std::move(wrong.code), std::move(wrong.message), std::move(wrong.hint));
}

void complain(Source& source, Element element, std::string code, Message message, std::optional<Message> hint,
              Severity severity) {
  Place place{source.file, line_of(source, element), 0, std::string(attribute(source.node, "id")),
              title_of(source.tree.document_element(), source.node)};
  source.findings.push_back({severity, std::move(code), std::move(message), std::move(place), std::move(hint)});
}

std::uint32_t line_of(Source& source, Element element) {
  const std::vector<std::ptrdiff_t>& starts = source.line_starts;
  const std::ptrdiff_t offset = element.offset_debug();
  if (offset < 0) return 1;
  if (offset < starts[source.line]) source.line = 0;
  constexpr std::ptrdiff_t kNear = 16;
  const auto from = starts.begin() + static_cast<std::ptrdiff_t>(source.line);
  const auto near = starts.end() - from > kNear && from[kNear] > offset ? from + kNear : starts.end();
  source.line = static_cast<std::size_t>(std::upper_bound(from, near, offset) - starts.begin()) - 1;
  return static_cast<std::uint32_t>(source.line) + 1;
}

std::string_view name_of(Element element) {
  const std::string_view name = element.name();
  return name.substr(name.find(':') + 1);
}

std::string text_of(Element element) {
  std::string text = element.value();
  for (pugi::xml_node part = element.first_child(); part; part = part.next_sibling()) {
    if (part.type() != pugi::node_element) text += part.value();
  }
  if (!is_collapsed(text)) text = collapsed(text);
  return text;
}

std::optional<std::string_view> find_attribute(Element element, std::string_view name) {
  for (pugi::xml_attribute given = element.first_attribute(); given; given = given.next_attribute()) {
    if (given.name() == name) return given.value();
  }
  return std::nullopt;
}

std::string_view attribute(Element element, std::string_view name) {
  return find_attribute(element, name).value_or("");
}

void expect_attributes(Source& source, Element element, std::initializer_list<std::string_view> known) {
  for (pugi::xml_attribute given = element.first_attribute(); given; given = given.next_attribute()) {
    const std::string_view name = given.name();
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    if (name == "xmlns" || name.starts_with("xmlns:")) continue;
    complain(source, element, "unknown-attribute", msg("<{0}> has no attribute {1}", name_of(element), name),
             suggest(name, known));
  }
}

void expect_no_text(Source& source, Element element) {
  const std::string text = text_of(element);
  if (text.empty()) return;
  complain(source, element, "unexpected-text",
           msg("Text stands in <{0}> where only elements belong: {1}", name_of(element), text.substr(0, 60)),
           msg("Move the text into an element, or into the prose of the node."));
}

void expect_leaf(Source& source, Element element, std::initializer_list<std::string_view> known) {
  expect_attributes(source, element, known);
  for_each_child(element, [&](Element child) { unknown_element(source, child, {}); });
}

std::string leaf_text(Source& source, Element element, std::initializer_list<std::string_view> known) {
  expect_leaf(source, element, known);
  return text_of(element);
}

void unknown_element(Source& source, Element element, const std::vector<std::string_view>& known) {
  complain(source, element, "unknown-element", msg("<{0}> is not known here", name_of(element)),
           suggest(name_of(element), known));
}

bool bool_attribute(Source& source, Element element, std::string_view name, bool otherwise) {
  return choice_attribute(source, element, name, {"false", "true"}, otherwise ? 1 : 0) == 1;
}

std::optional<Date> date_attribute(Source& source, Element element, std::string_view name) {
  const std::optional<std::string_view> text = find_attribute(element, name);
  if (!text) return std::nullopt;
  const std::optional<Date> date = parse_date(*text);
  if (!date) complain(source, element, "bad-date", msg("{0} is no date", *text), date_hint(*text));
  return date;
}

std::string_view id_attribute(Source& source, Element element, std::string_view name) {
  const std::string_view text = attribute(element, name);
  if (is_valid_id(text)) return text;
  const Message hint = msg("An id has 1 to 64 characters out of a-z, 0-9 and -, and does not begin with -.");
  if (text.empty()) {
    complain(source, element, "bad-id", msg("<{0}> has no {1}", name_of(element), name), hint);
  } else {
    complain(source, element, "bad-id", msg("{0} is no valid id", text), hint);
  }
  return {};
}

std::string_view required_attribute(Source& source, Element element, std::string_view name) {
  const std::string_view text = attribute(element, name);
  if (text.empty()) {
    complain(source, element, "missing-attribute", msg("<{0}> has no {1}", name_of(element), name),
             msg("Add the attribute {0}.", name));
  }
  return text;
}

std::size_t choice_attribute(Source& source, Element element, std::string_view name,
                             const std::vector<std::string_view>& values, std::size_t otherwise) {
  const std::optional<std::string_view> text = find_attribute(element, name);
  if (!text) return otherwise;
  const auto found = std::find(values.begin(), values.end(), *text);
  if (found != values.end()) return static_cast<std::size_t>(found - values.begin());
  complain(source, element, "bad-value", msg("{0} is no value of the attribute {1}", *text, name),
           suggest(*text, values));
  return otherwise;
}

std::optional<Message> suggest(std::string_view name, const std::vector<std::string_view>& known) {
  if (known.empty()) return std::nullopt;
  const std::vector<std::string> near = nearest(name, {known.begin(), known.end()});
  if (!near.empty()) return msg("Did you mean {0}?", near.front());
  return msg("Known here: {0}", join(known));
}

std::string language_tag(Source& source, Element element, std::string_view text) {
  std::optional<Wrong> wrong = wrong_language(text);
  if (!wrong) return std::string(text);
  complain(source, element, std::move(*wrong));
  return {};
}

Message date_hint(std::string_view text) {
  const std::vector<Date> meant = read_written_date(text);
  if (meant.size() == 1) return msg("Did you mean {0}?", to_string(meant.front()));
  return msg("Dates are written 2026, 2026-12 or 2026-12-31.");
}

Result<Source> open_source(std::string_view bytes, std::string_view file, std::string_view root,
                           std::string_view name_space) {
  const std::string given = TRY(gate(bytes, file));
  bytes = without_mark(bytes);
  Source source;
  source.file = file;
  source.line_starts.reserve(1 + static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\n')));
  source.line_starts.push_back(0);
  for (std::size_t end = bytes.find('\n'); end != std::string_view::npos; end = bytes.find('\n', end + 1)) {
    source.line_starts.push_back(static_cast<std::ptrdiff_t>(end) + 1);
  }
  // Text stands in its element where it can, which spares a node each. White space alone is no text, but between two
  // CDATA sections it is a part of one.
  unsigned int options = pugi::parse_default | pugi::parse_embed_pcdata;
  if (bytes.find("[CDATA[") != std::string_view::npos) options |= pugi::parse_ws_pcdata;
  const pugi::xml_parse_result parsed =
      source.tree.load_buffer(bytes.data(), bytes.size(), options, pugi::encoding_utf8);
  const Element element = source.tree.document_element();
  if (!parsed) {
    complain(source, element, "not-well-formed",
             msg("The file is no well-formed XML: {0}", std::string_view(parsed.description())));
    return invalid(std::move(source));
  }
  if (name_of(element) != root || given != name_space) {
    complain(source, element, "wrong-root", msg("The file begins with <{0} xmlns=\"{1}\">", name_of(element), given),
             msg("Expected here: <{0} xmlns=\"{1}\">", root, name_space));
    return invalid(std::move(source));
  }
  return source;
}

Error invalid(Source source) {
  const auto first = std::find_if(source.findings.begin(), source.findings.end(),
                                  [](const Finding& finding) { return finding.severity == Severity::Error; });
  ENSURE(first != source.findings.end());
  Error made = at(error(ErrorKind::Invalid, first->code, first->message), first->place);
  made.hint = first->hint;
  made.findings = std::move(source.findings);
  return made;
}

}  // namespace zielbaum::xml
