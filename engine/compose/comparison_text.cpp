#include <algorithm>

#include "compose/comparison_internal.h"
#include "compose/lineage_notes_internal.h"
#include "compose/note_places_internal.h"
#include "compose/prose_text.h"
#include "compose/sentences_internal.h"
#include "text/text.h"

namespace zielbaum::compose {

namespace {

using diff::Edit;
using diff::EditKind;
using diff::Edits;
using model::kNoNode;

/// How many words of unchanged text stand on each side of a change.
constexpr std::size_t kContextWords = 5;
/// A text that is new or gone is shown whole up to this size.
constexpr std::size_t kMostChangedBytes = std::size_t{1} << 16;
constexpr std::string_view kEllipsis = "…";

TextSpan span(std::string text, flow::Mark mark = flow::Mark::None) {
  TextSpan out;
  out.text = std::move(text);
  out.mark = mark;
  return out;
}

std::string one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

/// Which ends of an unchanged text touch a change.
struct Touches {
  bool begin, end;
};

/// The words near a change; what lies between is left out.
std::string trimmed(const std::string& text, Touches touches) {
  const std::vector<std::string_view> tokens = text::words(text);
  std::vector<std::size_t> words;  // places of the words among the tokens
  for (std::size_t i = 0; i < tokens.size(); ++i)
    if (text::is_word(tokens[i])) words.push_back(i);
  const std::size_t head = touches.begin ? kContextWords : 0;
  const std::size_t tail = touches.end ? kContextWords : 0;
  if (words.size() <= head + tail + 1) return text;
  std::string out;
  if (head > 0) {
    for (std::size_t i = 0; i <= words[head - 1]; ++i) out += tokens[i];
    out += " ";
  }
  out += kEllipsis;
  if (tail > 0) {
    out += " ";
    for (std::size_t i = words[words.size() - tail]; i < tokens.size(); ++i) out += tokens[i];
  }
  return out;
}

/// Who reads that much looks at a Synopse.
std::string capped(std::string text) {
  return text.size() <= kMostChangedBytes ? std::move(text) : trimmed(text, {true, true});
}

/// A footnote's mark as in print, apart from the words: "steigt.(1)".
std::string words_of(const Edit& edit) {
  return edit.run.kind == model::RunKind::NoteMark ? note_name(edit.run.text) : one_line(edit.run.text);
}

/// "… bis Ende [-2025-] {+2026+} in allen …": readable without colour.
void add_edits(TextLine& line, const Edits& edits, Language language) {
  std::vector<TextSpan> spans;
  for (std::size_t i = 0; i < edits.size();) {
    const EditKind kind = edits[i].kind;
    const bool is_moved = edits[i].moved;
    std::string text;
    const std::size_t begin = i;
    for (; i < edits.size() && edits[i].kind == kind && edits[i].moved == is_moved; ++i) text += words_of(edits[i]);
    if (kind == EditKind::Same) spans.push_back(span(trimmed(text, {begin > 0, i < edits.size()})));
    if (kind != EditKind::Same) text = capped(std::move(text));
    if (kind == EditKind::Deleted) spans.push_back(span("[-" + text + "-]", flow::Mark::Deleted));
    if (kind == EditKind::Inserted) spans.push_back(span("{+" + text + "+}", flow::Mark::Inserted));
    if (is_moved) spans.push_back(span("(" + render(msg("moved"), language) + ") "));
  }
  line.insert(line.end(), spans.begin(), spans.end());
}

std::string plain(const Edits& edits) {
  std::string out;
  for (const Edit& edit : edits) out += words_of(edit);
  return out;
}

bool is_reworded(const diff::BlockPair& pair) {
  return std::any_of(pair.edits.begin(), pair.edits.end(),
                     [](const Edit& edit) { return edit.kind != EditKind::Same; });
}

/// Whether there may be more to tell than words.
bool looks_changed(const diff::ProseChange& change) {
  const auto differs = [](const diff::BlockPair& pair) {
    if (pair.change != diff::BlockChange::Changed) return false;
    const auto reformatted = [](const Edit& edit) { return edit.reformatted; };
    if (!is_reworded(pair) || std::any_of(pair.edits.begin(), pair.edits.end(), reformatted)) return true;
    const auto* const was = std::get_if<model::List>(&pair.before->content);
    const auto* const is = std::get_if<model::List>(&pair.after->content);
    return was != nullptr && is != nullptr && (was->ordered != is->ordered || was->start != is->start);
  };
  return change.only_formatting || std::any_of(change.blocks.begin(), change.blocks.end(), differs) ||
         std::any_of(change.notes.begin(), change.notes.end(), differs);
}

class Lines {
 public:
  explicit Lines(const Compared& compared) : compared_(compared) {}

  Result<std::vector<TextLine>> write() {
    std::vector<const diff::Step*> path;
    std::vector<bool> written;
    for (const ComparedFact& fact : compared_.whole) add_whole(fact);
    for (std::size_t i = 0; i < compared_.steps.size(); ++i) {
      const diff::Step& step = compared_.steps[i];
      const diff::Change* const change = compared_.changes[i];
      if (step.old_place) continue;  // the line at the new place says where it was
      path.resize(step.depth);
      written.resize(step.depth, false);
      for (std::size_t depth = 0; change != nullptr && depth < path.size(); ++depth) {
        if (!written[depth]) add_heading(*path[depth], nullptr);
        written[depth] = true;
      }
      path.push_back(&step);
      written.push_back(change != nullptr);
      if (change != nullptr) TRY(add_node(step, *change));
    }
    for (const std::string& sentence : compared_.renamed_parties) lines_.push_back({span(sentence)});
    TextSpan last = span(summary(compared_, words_));
    last.strong = true;
    lines_.push_back({std::move(last)});
    return std::move(lines_);
  }

 private:
  std::string say(const Message& message) const { return render(message, compared_.language); }

  static std::string indent(const diff::Step& step) { return std::string(2 * step.depth, ' '); }

  void add_heading(const diff::Step& step, const diff::Change* change) {
    const ComparedFact headings = compare_headings(compared_, step);
    const std::string_view key = happened(change);
    const char mark = key == "added"     ? '+'
                      : key == "removed" ? '-'
                      : key == "moved"   ? '>'
                      : key == "changed" ? '~'
                                         : ' ';
    TextSpan heading =
        span(indent(step) + mark + " " + plain(step.after == kNoNode ? headings.before : headings.after));
    heading.dim = change == nullptr;
    heading.strong = change != nullptr;
    if (mark == '+') heading.mark = flow::Mark::Inserted;
    if (mark == '-') heading.mark = flow::Mark::Deleted;
    TextLine line = {std::move(heading)};
    if (mark == '>') {
      line.push_back(span(" (" + was_at(compared_, step) + ")"));
    } else if (const std::string was = change == nullptr ? "" : old_number(compared_, step); !was.empty()) {
      line.push_back(span(" (" + was + ")"));
    }
    lines_.push_back(std::move(line));
    if (change != nullptr && step.before != kNoNode && step.after != kNoNode && change->title.changed())
      add_became(step, say(msg("Title")), {*change->title.before}, {*change->title.after});
  }

  struct Value {
    std::string text;
  };

  void add_became(const diff::Step& step, const std::string& label, const Value& before, const Value& after) {
    TextLine line = {span(indent(step) + "    " + label + ": ")};
    const std::string none = "–";
    line.push_back(span(before.text.empty() ? none : before.text, flow::Mark::Deleted));
    line.push_back(span(" → "));
    line.push_back(span(after.text.empty() ? none : after.text, flow::Mark::Inserted));
    lines_.push_back(std::move(line));
  }

  void add_whole(const ComparedFact& fact) {
    if (fact.told.empty())
      return add_became(compared_.steps.front(), fact.label, {plain(fact.before)}, {plain(fact.after)});
    lines_.push_back({span(indent(compared_.steps.front()) + "    " + fact.label + ": " + fact.told)});
  }

  /// By its parts: "Zeitraum (Ende): 12/2024 → 12/2027", "Beteiligte: neu: …; entfallen: …".
  void add_fact(const diff::Step& step, const ComparedFact& fact) {
    if (!fact.translation.empty() && fact.both.size() > 1) {
      TextLine words = {span(indent(step) + "    " + fact.label + ": ")};
      add_edits(words, fact.both, compared_.language);
      lines_.push_back(std::move(words));
      return;
    }
    if (fact.parts.empty()) return add_became(step, fact.label, {plain(fact.before)}, {plain(fact.after)});
    TextLine line = {span(indent(step) + "    " + fact.label + (is_aspect(fact) ? " " : ": "))};
    const FactPart* last = nullptr;
    for (const FactPart& part : fact.parts) {
      const bool goes_on = last != nullptr && last->what == part.what && part.what != diff::PartChange::Became;
      if (last != nullptr) line.push_back(span(goes_on ? ", " : "; "));
      last = &part;
      if (const std::string label = label_of(part); !label.empty() && !goes_on) line.push_back(span(label + ": "));
      if (!part.before.empty()) line.push_back(span(part.before, flow::Mark::Deleted));
      if (!part.before.empty() && !part.after.empty()) line.push_back(span(" → "));
      if (!part.after.empty()) line.push_back(span(part.after, flow::Mark::Inserted));
      if (part.what == diff::PartChange::Reordered) line.push_back(span(plain(fact.after)));
    }
    lines_.push_back(std::move(line));
  }

  static bool is_aspect(const ComparedFact& fact) {
    const diff::Aspect aspect = fact.parts.front().aspect;
    return fact.parts.size() == 1 && aspect != diff::Aspect::Whole && aspect != diff::Aspect::Year;
  }

  std::string label_of(const FactPart& part) const {
    switch (part.what) {
      case diff::PartChange::Became:
        break;
      case diff::PartChange::Came:
        return say(msg("new"));
      case diff::PartChange::Went:
        return say(msg("dropped"));
      case diff::PartChange::Renamed:
        return say(msg("renamed"));
      case diff::PartChange::Reordered:
        return say(msg("other order"));
    }
    if (part.aspect == diff::Aspect::Begin) return "(" + say(msg("Beginning")) + ")";
    if (part.aspect == diff::Aspect::End) return "(" + say(msg("End")) + ")";
    if (part.aspect == diff::Aspect::Unit) return "(" + say(msg("Unit")) + ")";
    return "";
  }

  Result<void> add_node(const diff::Step& step, const diff::Change& change) {
    add_heading(step, &change);
    for (const flow::Runs& note : notes_about(compared_, change.node))
      lines_.push_back({span(indent(step) + "    " + words_of_note(note))});
    if (change.added() || change.removed()) return {};
    for (const ComparedFact& fact : compare_facts(compared_, step, Facts::Changed)) add_fact(step, fact);
    if (!change.prose.changed()) return {};
    const diff::ProseChange prose = TRY(compare_step_prose(compared_, step));
    words_ += prose.words_changed;
    for (TextLine& line : prose_text(prose, compared_.language)) {
      line.insert(line.begin(), span(indent(step) + "    "));
      lines_.push_back(std::move(line));
    }
    return {};
  }

  const Compared& compared_;
  std::vector<TextLine> lines_;
  std::size_t words_ = 0;
};

}  // namespace

std::vector<TextLine> prose_text(const diff::ProseChange& change, Language language) {
  std::vector<TextLine> lines;
  const NotePlaces places(change);
  const auto add_note = [&](std::size_t note) {
    const diff::BlockPair& pair = change.notes[note];
    if (!is_reworded(pair)) return;
    const std::string at = places.words_before_mark(note);
    TextLine line = {span(render(at.empty() ? msg("Note {0}:", note_name(pair.note))
                                            : msg("Note {0} to “{1}”:", note_name(pair.note), at),
                                 language) +
                          " ")};
    add_edits(line, pair.edits, language);
    lines.push_back(std::move(line));
  };
  for (std::size_t block = 0; block < change.blocks.size(); ++block) {
    if (is_reworded(change.blocks[block])) {
      TextLine line;
      if (change.blocks[block].rewritten) line.push_back(span(render(msg("worded anew:"), language) + " "));
      add_edits(line, change.blocks[block].edits, language);
      lines.push_back(std::move(line));
    }
    for (const std::size_t note : places.of_block(block)) add_note(note);
  }
  for (const std::size_t note : places.elsewhere()) add_note(note);
  // What is the same in words, and looks another way or leads elsewhere.
  if (!looks_changed(change)) return lines;
  for (const ToldChange& told : tell_prose(change, language)) {
    const bool is_look = !told.change || told.change->what == diff::TextChangeKind::Formatted ||
                         told.change->what == diff::TextChangeKind::Linked ||
                         told.change->what == diff::TextChangeKind::Reshaped;
    if (is_look) lines.push_back({span((told.place.empty() ? "" : told.place + ": ") + told.sentence)});
  }
  return lines;
}

Result<std::vector<TextLine>> comparison_text(const Source& before, const Source& after, const diff::Changes& changes,
                                              Language language) {
  const Compared compared = TRY(lay_over(before, after, changes, language));
  return Lines(compared).write();
}

}  // namespace zielbaum::compose
