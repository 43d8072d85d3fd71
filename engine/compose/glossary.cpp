#include "compose/glossary_internal.h"

#include <algorithm>
#include <vector>

#include "base/utf8.h"
#include "compose/names_internal.h"

namespace zielbaum::compose {

namespace {

struct Span {
  std::size_t begin = 0, end = 0;
};

/// Marks that join letters to one word: "KI-Strategie", "Bürger*innen", "Berlin's".
bool joins(char32_t character) {
  return character == U'-' || character == U'*' || character == U':' || character == U'_' || character == U'\'' ||
         character == U'\u2019' || character == U'\u00AD' || character == U'\u2011';
}

/// The words of a text: letters and digits, and what joins them.
std::vector<Span> words_of(std::string_view text) {
  std::vector<Span> words;
  bool open = false;
  std::size_t pending = std::string_view::npos;  ///< where a joining mark began that nothing has followed yet
  for (std::size_t at = 0; at < text.size();) {
    const Decoded decoded = decode_utf8(text, at);
    const std::size_t next = at + decoded.size;
    if (is_letter(decoded.character) || is_digit(decoded.character)) {
      if (!open) words.push_back({at, at});
      words.back().end = next;
      open = true;
      pending = std::string_view::npos;
    } else if (open && joins(decoded.character) && pending == std::string_view::npos) {
      pending = at;
    } else {
      open = false;
    }
    at = next;
  }
  return words;
}

/// One word with two capitals at least: "SenMVKU", "CityLAB".
bool looks_like_abbreviation(std::string_view name) {
  const std::vector<Span> words = words_of(name);
  if (words.size() != 1 || words[0].begin != 0 || words[0].end != name.size()) return false;
  const std::u32string letters = to_utf32(name);
  return std::count_if(letters.begin(), letters.end(), is_upper) >= 2;
}

std::string_view text_of(const model::FieldValue& value) {
  const auto* const text = std::get_if<model::Text>(&value);
  return text == nullptr ? std::string_view() : std::string_view(text->text);
}

}  // namespace

Glossary::Glossary(const model::Document& document, const model::DocumentType& type, const model::Parties& parties)
    : own_lang_(document.lang) {
  for (const model::Party& party : parties) {
    if (looks_like_abbreviation(party.short_name)) add(party.short_name, expansion_of(party), {});
  }
  for (const model::Node& node : document.nodes) {
    const model::KindRule* const kind = type.kind(node.kind);
    if (kind == nullptr) continue;
    std::string_view expansion, lang;
    for (const model::Field& field : node.fields) {
      const model::FieldRule* const rule = model::find_field(*kind, field.name);
      if (rule == nullptr || field.values.empty()) continue;
      if (rule->glossary == model::GlossaryUse::Expansion) expansion = text_of(field.values.front());
      if (rule->glossary == model::GlossaryUse::Language) lang = text_of(field.values.front());
      if (rule->glossary != model::GlossaryUse::Abbreviation) continue;
      for (const model::FieldValue& value : field.values) add(text_of(value), node.title, {});
    }
    add(node.title, expansion, lang == own_lang_ ? std::string_view() : lang);
  }
}

void Glossary::add(std::string_view words, std::string_view expansion, std::string_view lang) {
  if (expansion.empty() && lang.empty()) return;
  const std::vector<Span> spans = words_of(words);
  if (spans.empty()) return;
  for (const Span& span : spans) {
    terms_.try_emplace(std::string(words.substr(spans.front().begin, span.end - spans.front().begin)));
  }
  Term& term = terms_.find(words.substr(spans.front().begin, spans.back().end - spans.front().begin))->second;
  if (!expansion.empty()) term.expansion = expansion;
  if (!lang.empty()) term.lang = lang;
}

void Glossary::mark(const flow::Run& run, Seen* seen, flow::Runs& out) const {
  const std::string_view text = run.text;
  const std::vector<Span> words = words_of(text);
  std::size_t done = 0;
  const auto piece = [&](std::size_t begin, std::size_t end) -> flow::Run& {
    flow::Run& part = out.emplace_back(run);
    part.text = text.substr(begin, end - begin);
    return part;
  };
  for (std::size_t i = 0; i < words.size(); ++i) {
    const Term* found = nullptr;
    std::size_t last = i;
    for (std::size_t j = i; j < words.size(); ++j) {
      const auto term = terms_.find(text.substr(words[i].begin, words[j].end - words[i].begin));
      if (term == terms_.end()) break;
      if (term->second.expansion.empty() && term->second.lang.empty()) continue;
      found = &term->second;
      last = j;
    }
    if (found == nullptr) continue;
    const std::string_view term = text.substr(words[i].begin, words[last].end - words[i].begin);
    const bool expand = seen != nullptr && !found->expansion.empty() && seen->insert(terms_.find(term)->first).second;
    if (expand || !found->lang.empty()) {
      if (words[i].begin > done) piece(done, words[i].begin);
      flow::Run& part = piece(words[i].begin, words[last].end);
      if (expand) part.expansion = found->expansion;
      if (!found->lang.empty()) part.lang = found->lang;
      done = words[last].end;
    }
    i = last;
  }
  if (done < text.size()) piece(done, text.size());
}

void Glossary::mark(flow::Runs& runs, Seen* seen) const {
  if (terms_.empty()) return;
  flow::Runs marked;
  marked.reserve(runs.size());
  for (flow::Run& run : runs) {
    const bool plain = run.kind == flow::RunKind::Text && !run.text.empty() && run.link.empty() && !run.code &&
                       run.lang.empty() && run.expansion.empty();
    if (plain) {
      mark(run, seen, marked);
    } else {
      marked.push_back(std::move(run));
    }
  }
  runs = std::move(marked);
}

void Glossary::mark_languages(flow::Runs& runs) const {
  mark(runs, nullptr);
}

struct Glossary::Marker {
  const Glossary& glossary;
  Seen& seen;
  void operator()(flow::Heading& heading) const { glossary.mark_languages(heading.runs); }
  void operator()(flow::Paragraph& paragraph) const { glossary.mark(paragraph.runs, &seen); }
  void operator()(flow::List& list) const {
    for (flow::ListItem& item : list.items) glossary.mark(item.blocks, seen);
  }
  void operator()(flow::Table& table) const {
    glossary.mark(table.caption, &seen);
    for (std::vector<flow::Row>* const rows : {&table.header, &table.rows}) {
      for (flow::Row& row : *rows) {
        for (flow::Cell& cell : row.cells) glossary.mark(cell.blocks, seen);
      }
    }
  }
  void operator()(flow::Figure& figure) const { glossary.mark(figure.caption, &seen); }
  void operator()(flow::Quote& quote) const { glossary.mark(quote.blocks, seen); }
  template <typename Other>
  void operator()(Other&) const {}  // code, contents, page breaks hold no running text
};

void Glossary::mark(flow::Blocks& blocks, Seen& seen) const {
  if (terms_.empty()) return;
  for (flow::Block& block : blocks) {
    // Words of another language are none of ours.
    if (block.lang.empty()) std::visit(Marker{*this, seen}, block.content);
  }
}

}  // namespace zielbaum::compose
