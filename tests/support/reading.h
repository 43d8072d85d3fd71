// What somebody reads of a Flow who passes over the words of one mark, and over what a comparison says about itself.
#pragma once

#include <sstream>
#include <string>
#include <variant>
#include <vector>

#include "flow/flow.h"

namespace zielbaum::test {

class Reading {
 public:
  explicit Reading(flow::Mark passed_over) : passed_over_(passed_over) {}

  void add(const flow::Blocks& blocks) {
    for (const flow::Block& block : blocks) {
      std::visit([&](const auto& content) { add(content); }, block.content);
      text_ += '\n';
    }
  }

  /// All words, without the remarks of small type.
  [[nodiscard]] std::vector<std::string> words() const {
    std::string text = text_;
    for (const std::string_view remark : {"(verschoben)", "(neues Bild)", "(Bild entfällt)"}) {
      for (std::size_t at = text.find(remark); at != std::string::npos; at = text.find(remark)) {
        text.replace(at, remark.size(), " ");
      }
    }
    std::istringstream in(text);
    std::vector<std::string> words;
    for (std::string word; in >> word;) words.push_back(word);
    return words;
  }

 private:
  void add(const flow::Runs& runs) {
    for (std::size_t i = 0; i < runs.size(); ++i) {
      const flow::Run& run = runs[i];
      if (run.medium == flow::Medium::Print) continue;
      if (run.mark == passed_over_ && run.mark != flow::Mark::None) continue;
      if (run.kind == flow::RunKind::LineBreak) text_ += '\n';
      if (run.kind != flow::RunKind::Text) continue;
      std::string words = run.text;
      if (run.mark == flow::Mark::Deleted) {
        const auto is_deleted = [](const flow::Run& other) {
          return other.mark == flow::Mark::Deleted && other.text != " ";
        };
        const bool first = i == 0 || !is_deleted(runs[i - 1]);
        const bool last = i + 1 == runs.size() || !is_deleted(runs[i + 1]);
        if (first && words.starts_with('[')) words.erase(0, 1);
        if (last && words.ends_with(']')) words.pop_back();
      }
      text_ += words;
    }
  }
  void add(const flow::Heading& heading) {
    const bool passed = !heading.runs.empty() && heading.runs.front().mark == passed_over_ &&
                        passed_over_ != flow::Mark::None && heading.runs.size() == 1;
    if (!passed) text_ += heading.number + " ";
    add(heading.runs);
  }
  void add(const flow::Paragraph& paragraph) {
    if (paragraph.role != flow::ParagraphRole::Small) add(paragraph.runs);
  }
  void add(const flow::List& list) {
    for (const flow::ListItem& item : list.items) add(item.blocks);
  }
  void add(const flow::Quote& quote) { add(quote.blocks); }
  void add(const flow::Table& table) {
    add(table.caption);
    for (const std::vector<flow::Row>* rows : {&table.header, &table.rows}) {
      for (const flow::Row& row : *rows) {
        for (const flow::Cell& cell : row.cells) {
          add(cell.blocks);
          text_ += '\n';
        }
      }
    }
  }
  void add(const flow::Figure& figure) { add(figure.caption); }
  void add(const flow::Drawing& drawing) { add(drawing.caption); }
  void add(const flow::Code& code) { text_ += code.text; }
  void add(const flow::Rule&) {}
  void add(const flow::Contents&) {}
  void add(const flow::PageBreak&) {}

  flow::Mark passed_over_;
  std::string text_;
};

inline std::vector<std::string> words_read(const flow::Blocks& blocks, flow::Mark passed_over) {
  Reading reading(passed_over);
  reading.add(blocks);
  return reading.words();
}

/// The blocks of a comparison or edition between its contents list and its imprint, which a redline has at its end.
inline flow::Blocks text_of_redline(const flow::Flow& flow) {
  flow::Blocks out;
  bool begun = false;
  for (const flow::Block& block : flow.blocks) {
    const auto* const heading = std::get_if<flow::Heading>(&block.content);
    if (begun && heading != nullptr && heading->anchor.empty() && heading->runs.front().text == "Impressum") break;
    if (begun) out.push_back(block);
    begun = begun || std::holds_alternative<flow::Contents>(block.content);
  }
  return out;
}

}  // namespace zielbaum::test
