#include "compose/text_change_words_internal.h"

#include <algorithm>

#include "text/text.h"

namespace zielbaum::compose {

namespace {

using diff::TextChange;
using diff::TextChangeKind;
using diff::TextPlace;
using diff::TextUnit;
using diff::Where;

std::string without_spaces(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return std::string(text);
}

class Words {
 public:
  Words(const TextChange& change, Language language) : change_(change), language_(language) {}

  std::string place() const {
    if (change_.what == TextChangeKind::Added && !change_.place.empty() && change_.place.back().unit != TextUnit::Note)
      return added_place();
    TextPlace place = change_.place;
    // A move is told from where the unit stood.
    std::string out = steps(place, is_unit());
    const bool in_sentence = change_.sentence && change_.where != Where::AtEnd;
    if (in_sentence) out += (out.empty() ? "" : ", ") + say(msg("sentence {0}", *change_.sentence));
    return out;
  }

  std::string sentence() const {
    switch (change_.what) {
      case TextChangeKind::Replaced:
        return replaced();
      case TextChangeKind::Inserted:
        return inserted();
      case TextChangeKind::Deleted:
        return change_.moved ? "" : say(msg("{0} is deleted", at_place(change_.before)));
      case TextChangeKind::Reworded:
        return say(msg("is worded anew: {0}", come()));
      case TextChangeKind::Added:
        return added();
      case TextChangeKind::Dropped:
        return change_.before.empty() ? say(msg("is dropped")) : say(msg("{0} is dropped", quote(change_.before)));
      case TextChangeKind::Moved:
        return change_.where == Where::AtBeginning ? say(msg("moved to the beginning"))
                                                   : say(msg("moved behind {0}", steps(change_.to, true)));
      case TextChangeKind::Split:
        return split();
      case TextChangeKind::Joined:
        return say(msg("{0} is put behind it, and both become one", steps(change_.to, true)));
      case TextChangeKind::Formatted:
        return formatted();
      case TextChangeKind::Linked:
        return linked();
      case TextChangeKind::Reshaped:
        return reshaped();
    }
    return "";
  }

 private:
  std::string say(const Message& message) const { return render(message, language_); }
  std::string quote(std::string_view text) const { return quoted(text, language_); }

  [[nodiscard]] bool is_unit() const {
    return change_.what == TextChangeKind::Dropped || change_.what == TextChangeKind::Moved ||
           change_.what == TextChangeKind::Reshaped || change_.what == TextChangeKind::Split ||
           change_.what == TextChangeKind::Joined;
  }

  std::string step(const diff::TextStep& one) const {
    const std::string number = std::to_string(one.number);
    switch (one.unit) {
      case TextUnit::Paragraph:
        return say(msg("paragraph {0}", number));
      case TextUnit::List:
        return say(msg("list {0}", number));
      case TextUnit::Table:
        return say(msg("table {0}", number));
      case TextUnit::Quotation:
        return say(msg("quotation {0}", number));
      case TextUnit::Picture:
        return say(msg("picture {0}", number));
      case TextUnit::Code:
        return say(msg("code {0}", number));
      case TextUnit::Rule:
        return say(msg("rule {0}", number));
      case TextUnit::Item:
        return one.name.empty() ? say(msg("item {0}", number)) : say(msg("letter {0}", one.name));
      case TextUnit::Number:
        return one.name.empty() ? say(msg("number {0}", number)) : say(msg("letter {0}", one.name));
      case TextUnit::Row:
        return say(msg("row {0}", number));
      case TextUnit::Head:
        return say(msg("row of heads"));
      case TextUnit::Column:
        return one.name.empty() ? say(msg("column {0}", number)) : say(msg("column {0} ({1})", number, one.name));
      case TextUnit::Note:
        return say(msg("note {0}", one.name));
      case TextUnit::AltText:
        return say(msg("description"));
      case TextUnit::Caption:
        return say(msg("caption"));
    }
    return "";
  }

  /// `whole`: the last one is told even where it goes without saying.
  std::string steps(const TextPlace& place, bool whole) const {
    std::string out;
    for (std::size_t i = 0; i < place.size(); ++i) {
      if (place[i].only && !(whole && i + 1 == place.size())) continue;
      out += (out.empty() ? "" : ", ") + step(place[i]);
    }
    return out;
  }

  std::string added_place() const {
    if (change_.where == Where::AtBeginning) return steps(change_.place, false);
    TextPlace above = change_.place;
    above.pop_back();
    const std::string outer = steps(above, false);
    return (outer.empty() ? "" : outer + ", ") + say(msg("after {0}", step(change_.place.back())));
  }

  /// A quotation, with which one it is where it stands there several times.
  std::string at_place(std::string_view text) const {
    return change_.nth ? say(msg("{0} (place {1})", quote(text), *change_.nth)) : quote(text);
  }

  std::string come() const {
    std::string out = quote(diff::plain_words(change_.after));
    const bool styled = std::all_of(change_.after.begin(), change_.after.end(), [&](const model::Run& run) {
      return run.style == change_.after.front().style || run.text == " ";
    });
    if (change_.after.empty() || change_.what == TextChangeKind::Reworded) return out;
    const model::Run& first = change_.after.front();
    std::string look;
    if (styled && !(first.style == change_.old_style)) look = looks(first.style, {});
    const bool linked = std::all_of(change_.after.begin(), change_.after.end(),
                                    [&](const model::Run& run) { return run.link == first.link; });
    if (linked && !first.link.empty() && first.link != change_.old_link)
      look += (look.empty() ? "" : ", ") + say(msg("leads to {0}", first.link));
    return look.empty() ? out : out + " (" + look + ")";
  }

  std::string replaced() const {
    const std::string gone = change_.before;
    const std::string now = diff::plain_words(change_.after);
    if (change_.each) return say(msg("{0} is replaced by {1} throughout", quote(gone), come()));
    if (!now.empty() && gone.size() > now.size() && gone.starts_with(now) && !change_.nth) {
      const std::string rest = without_spaces(gone.substr(now.size()));
      if (gone.find(rest) + rest.size() == gone.size())
        return say(msg("in {0}, {1} is deleted", quote(gone), quote(rest)));
    }
    return say(msg("{0} is replaced by {1}", at_place(gone), come()));
  }

  std::string inserted() const {
    const std::string words = quote(diff::plain_words(change_.after));
    const std::string from = change_.moved && change_.to != change_.place
                                 ? " (" + say(msg("previously {0}", steps(change_.to, false))) + ")"
                                 : "";
    if (change_.sentence && change_.where == Where::AtEnd) {
      const std::string after = say(msg("sentence {0}", *change_.sentence));
      return change_.moved ? say(msg("{0} is moved behind {1}", words + from, after))
                           : say(msg("after {0}, {1} is inserted", after, come()));
    }
    if (change_.where == Where::AtBeginning)
      return change_.moved ? say(msg("{0} is moved to the beginning", words + from))
                           : say(msg("{0} is inserted at the beginning", come()));
    if (change_.where == Where::AtEnd)
      return change_.moved ? say(msg("{0} is moved to the end", words + from))
                           : say(msg("{0} is added at the end", come()));
    return change_.moved ? say(msg("{0} is moved behind {1}", words + from, at_place(change_.anchor)))
                         : say(msg("after {0}, {1} is inserted", at_place(change_.anchor), come()));
  }

  std::string added() const {
    if (change_.unit == TextUnit::Note || !change_.cells.empty()) return added_words();
    if (change_.where == Where::AtBeginning) return say(msg("{0} is inserted at the beginning", added_quotes()));
    return say(msg("new: {0}", added_quotes()));
  }
  std::string added_words() const {
    std::string quotes;
    for (const model::Runs& cell : change_.cells)
      quotes += (quotes.empty() ? "" : ", ") + quote(diff::plain_words(cell));
    if (change_.unit == TextUnit::Row) {
      return change_.where == Where::AtBeginning ? say(msg("new row at the beginning: {0}", quotes))
                                                 : say(msg("new row: {0}", quotes));
    }
    if (change_.unit == TextUnit::Column) {
      return change_.where == Where::AtBeginning ? say(msg("new column at the beginning: {0}", quotes))
                                                 : say(msg("new column: {0}", quotes));
    }
    return say(msg("new: {0}", added_quotes()));
  }
  /// Of a list each item, of a table each row, for itself.
  std::string added_quotes() const {
    std::string out;
    for (const model::Block& block : change_.blocks) add_quotes(block, out);
    return out;
  }
  void add_quotes(const model::Block& block, std::string& out) const {
    if (const auto* const list = std::get_if<model::List>(&block.content)) {
      for (const model::ListItem& item : list->items)
        for (const model::Block& one : item.blocks) add_quotes(one, out);
      return;
    }
    if (std::holds_alternative<model::Rule>(block.content)) {
      out += (out.empty() ? "" : "; ") + say(msg("a line across"));
      return;
    }
    std::string words = text::plain_text(model::Prose{{block}, {}});
    if (const auto* const paragraph = std::get_if<model::Paragraph>(&block.content))
      words =
          diff::plain_words(diff::as_read(paragraph->runs, [](const std::string& label) { return "(" + label + ")"; }));
    std::replace(words.begin(), words.end(), '\n', ' ');
    if (!without_spaces(words).empty()) out += (out.empty() ? "" : "; ") + quote(words);
  }

  std::string split() const {
    if (change_.sentence && change_.where == Where::AtEnd)
      return say(msg("is split after {0}", say(msg("sentence {0}", *change_.sentence))));
    if (change_.anchor.empty()) return say(msg("is split"));
    return say(msg("is split after {0}", at_place(change_.anchor)));
  }

  /// "fett und kursiv": what `style` has and `other` has not.
  std::string looks(const model::Style& style, const model::Style& other) const {
    std::string out;
    const auto add = [&](bool has, bool had, const Message& word) {
      if (has && !had) out = out.empty() ? say(word) : say(msg("{0} and {1}", out, say(word)));
    };
    add(style.strong, other.strong, msg("bold"));
    add(style.emphasis, other.emphasis, msg("italic"));
    add(style.code, other.code, msg("as code"));
    return out;
  }

  std::string formatted() const {
    const std::string come = looks(change_.new_style, change_.old_style);
    const std::string gone = looks(change_.old_style, change_.new_style);
    const std::string words = at_place(change_.before);
    if (gone.empty()) return say(msg("{0} is set {1}", words, come));
    if (come.empty()) return say(msg("{0} is no longer set {1}", words, gone));
    return say(msg("{0} is set {1} instead of {2}", words, come, gone));
  }

  std::string linked() const {
    const std::string& was = change_.old_link;
    const std::string& is = change_.new_link;
    if (change_.before.empty()) return say(msg("another picture: {0} instead of {1}", is, was));
    const std::string words = at_place(change_.before);
    if (was.empty()) return say(msg("{0} now leads to {1}", words, is));
    if (is.empty()) return say(msg("{0} no longer leads to {1}", words, was));
    return say(msg("{0} leads to {1} instead of {2}", words, is, was));
  }

  std::string reshaped() const {
    const model::Block& now = change_.blocks.front();
    const model::Block& was = change_.blocks.back();
    const auto* const new_list = std::get_if<model::List>(&now.content);
    const auto* const old_list = std::get_if<model::List>(&was.content);
    if (new_list != nullptr && old_list != nullptr) {
      if (new_list->ordered != old_list->ordered)
        return new_list->ordered ? say(msg("is numbered now")) : say(msg("is no longer numbered"));
      if (new_list->ordered && new_list->start != old_list->start)
        return say(msg("begins with number {0} instead of {1}", new_list->start, old_list->start));
      return new_list->tight ? say(msg("no longer has space between its items"))
                             : say(msg("has space between its items now"));
    }
    if (now.content.index() == was.content.index()) {
      if (std::holds_alternative<model::Table>(now.content) && std::get<model::Table>(now.content).header.empty())
        return say(msg("its columns are aligned another way"));
      return say(msg("is worded anew: {0}", added_quotes_of(now)));
    }
    return say(msg("becomes {0}, with the same words", kind_of(now)));
  }
  std::string added_quotes_of(const model::Block& block) const {
    std::string out;
    add_quotes(block, out);
    return out;
  }
  std::string kind_of(const model::Block& block) const {
    if (std::holds_alternative<model::List>(block.content)) return say(msg("a list"));
    if (std::holds_alternative<model::Table>(block.content)) return say(msg("a table"));
    if (std::holds_alternative<model::Quote>(block.content)) return say(msg("a quotation"));
    if (std::holds_alternative<model::CodeBlock>(block.content)) return say(msg("code"));
    return say(msg("a paragraph"));
  }

  const TextChange& change_;
  Language language_;
};

}  // namespace

std::string quoted(std::string_view text, Language language) {
  const std::string words = without_spaces(text);
  const bool has_single = words.find("‚") != std::string::npos || words.find("‘") != std::string::npos;
  return render(has_single ? msg("“{0}”", words) : msg("‘{0}’", words), language);
}

std::string told_place(const TextChange& change, Language language) {
  return Words(change, language).place();
}

std::string told_sentence(const TextChange& change, Language language) {
  return Words(change, language).sentence();
}

}  // namespace zielbaum::compose
