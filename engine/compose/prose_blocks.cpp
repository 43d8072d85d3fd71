#include <algorithm>
#include <variant>

#include "base/utf8.h"
#include "compose/names_internal.h"
#include "compose/prose_blocks_internal.h"
#include "model/document.h"

namespace zielbaum::compose {

namespace {

constexpr std::string_view kNodeScheme = "node:";

class Composer {
 public:
  explicit Composer(ProseInParts& section) : section_(section), setting_(section.setting) {}

  flow::Blocks blocks(const model::Blocks& source) {
    flow::Blocks made;
    for (const model::Block& block : source) {
      std::visit([&](const auto& content) { add(content, made); }, block.content);
    }
    return made;
  }

  flow::Blocks block(const model::Block& source) {
    flow::Blocks made;
    std::visit([&](const auto& content) { add(content, made); }, source.content);
    return made;
  }

  /// A note gets its number where it is first mentioned. The place is taken before its own blocks are made, since a
  /// note may mention another, or itself.
  flow::Run note_mark(const std::string& label) {
    const auto definition = std::find_if(section_.prose.footnotes.begin(), section_.prose.footnotes.end(),
                                         [&](const model::Footnote& note) { return note.label == label; });
    if (definition == section_.prose.footnotes.end()) return plain_run("[^" + label + "]");
    std::vector<flow::Note>& notes = section_.notes;
    const auto [known, is_new] = section_.numbers.try_emplace(label, static_cast<std::uint32_t>(notes.size()));
    const std::uint32_t number = known->second;
    if (is_new) {
      notes.emplace_back();
      flow::Blocks content = blocks(definition->blocks);
      notes[number].blocks = std::move(content);
    }
    flow::Run run;
    run.kind = flow::RunKind::NoteMark;
    run.note = number;
    return run;
  }

 private:
  void add(const model::Paragraph& paragraph, flow::Blocks& made) {
    flow::Runs text = runs(paragraph.runs);
    add_page_numbers(text, setting_);
    if (!text.empty()) made.push_back({flow::Paragraph{flow::ParagraphRole::Body, std::move(text), {}}, {}});
    add_pictures(paragraph.runs, made);
  }

  /// A cell has no room for numbers of pages.
  void add_cell_text(const model::Runs& source, flow::Blocks& made) {
    flow::Runs text = runs(source);
    if (!text.empty()) made.push_back({flow::Paragraph{flow::ParagraphRole::Body, std::move(text), {}}, {}});
    add_pictures(source, made);
  }

  void add(const model::List& list, flow::Blocks& made) {
    flow::List result{list.ordered, list.start, {}};
    for (const model::ListItem& item : list.items) result.items.push_back({blocks(item.blocks)});
    if (!result.items.empty()) made.push_back({std::move(result), {}});
  }

  void add(const model::Table& table, flow::Blocks& made) {
    if (table.columns.empty()) return;
    flow::Table result;
    const bool has_header =
        std::any_of(table.header.begin(), table.header.end(), [](const model::Runs& cell) { return !cell.empty(); });
    if (has_header) result.header.push_back(row(table.header, table, flow::Scope::Column));
    // Below an empty corner stand the heads of the rows: nothing else would say what they are.
    const bool heads_rows = has_header && table.header.front().empty();
    for (const auto& cells : table.rows) {
      flow::Row made_row = row(cells, table, flow::Scope::None);
      if (heads_rows && !made_row.cells.front().blocks.empty()) made_row.cells.front().scope = flow::Scope::Row;
      result.rows.push_back(std::move(made_row));
    }
    made.push_back({std::move(result), {}});
  }

  void add(const model::Quote& quote, flow::Blocks& made) { made.push_back({flow::Quote{blocks(quote.blocks)}, {}}); }

  void add(const model::CodeBlock& code, flow::Blocks& made) { made.push_back({flow::Code{code.text}, {}}); }

  void add(const model::Figure& figure, flow::Blocks& made) {
    add_picture(figure.media, figure.alt, figure.caption, made);
  }

  void add(const model::Rule&, flow::Blocks& made) { made.push_back({flow::Rule{}, {}}); }

  void add_pictures(const model::Runs& source, flow::Blocks& made) {
    for (const model::Run& run : source) {
      if (run.kind == model::RunKind::Image) add_picture(run.link, run.text, {}, made);
    }
  }

  /// A picture without alternative text is reported by `check`; the page must still say that something is there.
  void add_picture(const std::string& media, const std::string& alt, const std::string& caption, flow::Blocks& made) {
    const auto& known = setting_.media;
    if (known && std::find(known->begin(), known->end(), media) == known->end()) {
      made.push_back(text_paragraph(render(msg("Picture: {0}", alt.empty() ? media : alt), setting_.language)));
      return;
    }
    flow::Figure figure;
    figure.media = setting_.document.text;
    if (!setting_.pictures_of.empty()) figure.media.append("@").append(setting_.pictures_of);
    figure.media += "/" + media;
    figure.alt = alt.empty() ? render(msg("Picture without description"), setting_.language) : alt;
    if (!caption.empty()) figure.caption = {plain_run(caption)};
    made.push_back({std::move(figure), {}});
  }

  flow::Row row(const std::vector<model::Runs>& cells, const model::Table& table, flow::Scope scope) {
    flow::Row made;
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
      flow::Cell cell;
      // The empty corner above the row heads is no head of anything.
      const bool empty = column >= cells.size() || cells[column].empty();
      cell.scope = empty ? flow::Scope::None : scope;
      cell.align = align_of(table.columns[column]);
      if (column < cells.size()) add_cell_text(cells[column], cell.blocks);
      made.cells.push_back(std::move(cell));
    }
    return made;
  }

  flow::Runs runs(const model::Runs& source) {
    flow::Runs made;
    for (const model::Run& run : source) {
      if (run.kind == model::RunKind::NoteMark) {
        made.push_back(note_mark(run.text));
      } else {
        flow::Runs one = prose_runs({run}, setting_);
        made.insert(made.end(), std::make_move_iterator(one.begin()), std::make_move_iterator(one.end()));
      }
    }
    return made;
  }

  ProseInParts& section_;
  const ProseSetting& setting_;
};

}  // namespace

flow::Blocks prose_blocks(const model::Prose& prose, const ProseSetting& setting, std::vector<flow::Note>& notes) {
  ProseInParts section{prose, setting, notes};
  return Composer(section).blocks(prose.blocks);
}

flow::Blocks prose_block(const model::Block& block, ProseInParts& section) {
  return Composer(section).block(block);
}

flow::Run note_mark(const std::string& label, ProseInParts& section) {
  return Composer(section).note_mark(label);
}

void add_page_numbers(flow::Runs& text, const ProseSetting& setting) {
  if (!setting.page_numbers) return;
  flow::Runs made;
  int open = 0;  // inside brackets a number stands without them
  for (std::size_t i = 0; i < text.size(); ++i) {
    for (const char character : text[i].text) open += character == '(' ? 1 : character == ')' ? -1 : 0;
    const std::string link = text[i].link;
    const flow::Mark mark = text[i].mark;
    made.push_back(std::move(text[i]));
    const bool ends_link = link.starts_with('#') && (i + 1 == text.size() || text[i + 1].link != link);
    if (!ends_link) continue;
    const Brackets brackets = open > 0 ? Brackets::None : Brackets::Round;
    for (flow::Run& run : page_of(std::string_view(link).substr(1), setting.language, brackets)) {
      run.mark = mark;
      made.push_back(std::move(run));
    }
  }
  text = std::move(made);
}

flow::Align align_of(model::Align align) {
  switch (align) {
    case model::Align::Default:
    case model::Align::Left:
      return flow::Align::Left;
    case model::Align::Centre:
      return flow::Align::Centre;
    case model::Align::Right:
      return flow::Align::Right;
  }
  return flow::Align::Left;
}

flow::Runs prose_runs(const model::Runs& runs, const ProseSetting& setting) {
  flow::Runs made;
  for (const model::Run& source : runs) {
    if (source.kind == model::RunKind::NoteMark || source.kind == model::RunKind::Image) continue;
    flow::Run run;
    const bool breaks = source.kind == model::RunKind::LineBreak;
    run.kind = breaks ? flow::RunKind::LineBreak : flow::RunKind::Text;
    if (!breaks) run.text = source.text;
    run.emphasis = source.style.emphasis;
    run.strong = source.style.strong;
    run.code = source.style.code;
    if (!breaks) run.link = link_in_flow(source.link, setting);
    made.push_back(std::move(run));
  }
  return made;
}

std::string target_in_words(std::string_view link, const ProseSetting& setting) {
  if (!link.starts_with(kNodeScheme)) return std::string(link);
  const std::string_view rest = link.substr(kNodeScheme.size());
  const std::optional<model::Target> target = model::parse_target(rest);
  const bool is_here = target && target->edition.empty() &&
                       (target->document.empty() || target->document == setting.document) && setting.name;
  const std::string name = is_here ? setting.name(target->node) : std::string();
  return name.empty() ? std::string(rest) : name;
}

std::string link_in_flow(std::string_view link, const ProseSetting& setting) {
  if (link.starts_with("https://") || link.starts_with("mailto:")) return std::string(link);
  if (!link.starts_with(kNodeScheme)) return {};
  const std::optional<model::Target> target = model::parse_target(link.substr(kNodeScheme.size()));
  if (!target || !target->edition.empty()) return {};
  if (!target->document.empty() && target->document != setting.document) return {};
  if (!setting.here || !setting.here(target->node)) return {};
  return "#" + target->node.text;
}

flow::Block text_paragraph(std::string text, flow::ParagraphRole role) {
  flow::Run run;
  run.text = std::move(text);
  return {flow::Paragraph{role, {std::move(run)}, {}}, {}};
}

flow::Cell paragraph_cell(flow::Runs runs, flow::Scope scope) {
  flow::Cell cell;
  cell.scope = scope;
  if (!runs.empty()) cell.blocks.push_back({flow::Paragraph{flow::ParagraphRole::Body, std::move(runs), {}}, {}});
  return cell;
}

}  // namespace zielbaum::compose
