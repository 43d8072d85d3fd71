#include "merge/leaves_internal.h"

#include <algorithm>

#include "merge/inline_internal.h"
#include "text/text.h"

namespace zielbaum::merge {

namespace {

constexpr std::size_t kMostIndent = 4;  // of code

std::size_t line_begin(std::string_view text, std::size_t at) {
  return at == 0 ? 0 : text.rfind('\n', at - 1) + 1;  // npos + 1 is 0
}

/// The size of "[name]: address" and its title at the beginning of a text, up to the end of its last line; 0 where
/// there is none.
std::size_t definition_size(std::string_view text) {
  if (!text.starts_with('[') || text.starts_with("[^")) return 0;
  const std::size_t name_end = text.find("]:");
  if (name_end == std::string_view::npos || text.substr(0, name_end).find_first_of("\n[", 1) < name_end) return 0;
  std::size_t end = std::min(text.find('\n', name_end), text.size());
  if (without_white_end(text.substr(name_end + 2, end - name_end - 2)).empty()) return 0;
  const std::string_view next = text.substr(std::min(end + 1, text.size()));
  const std::size_t mark = next.find_first_not_of(" \t");
  if (mark != std::string_view::npos && (next[mark] == '"' || next[mark] == '\''))
    end = std::min(text.find('\n', end + 1), text.size());
  return end;
}

class Leaves {
 public:
  explicit Leaves(std::string_view markdown) : markdown_(markdown) {}

  std::vector<Leaf> take() {
    const model::Prose prose = text::parse(markdown_).prose;
    walk(prose.blocks);
    for (const model::Footnote& note : prose.footnotes) {
      open();
      pending_.note = note.label;
      ++level_;
      walk(note.blocks);
      --level_;
      pending_ = {};
    }
    std::sort(out_.begin(), out_.end(), [](const Leaf& a, const Leaf& b) { return a.begin < b.begin; });
    return with_definitions();
  }

 private:
  void walk(const model::Blocks& blocks) {
    for (const model::Block& block : blocks)
      std::visit([&](const auto& content) { enter(content, block.source); }, block.content);
  }

  void open() {
    if (pending_.items == 0 && pending_.quotes == 0 && pending_.note.empty()) pending_.outer = level_;
  }
  [[nodiscard]] bool is_open() const { return pending_.items > 0 || pending_.quotes > 0 || !pending_.note.empty(); }

  void enter(const model::List& list, model::ByteRange) {
    const std::uint32_t id = ++lists_;
    for (const model::ListItem& item : list.items) {
      open();
      pending_.list = pending_.items++ == 0 ? id : 0;
      pending_.first = &item == &list.items.front();
      ++level_;
      walk(item.blocks);
      --level_;
      if (is_open()) pending_ = {};  // an item with nothing in it
    }
  }
  void enter(const model::Quote& quote, model::ByteRange) {
    open();
    ++pending_.quotes;
    ++level_;
    ++quotes_;
    walk(quote.blocks);
    --quotes_;
    --level_;
    if (is_open()) pending_ = {};
  }
  void enter(const model::Paragraph&, model::ByteRange range) {
    const std::string_view source = of(range);
    const std::string_view last = source.substr(line_begin(source, source.size()));
    const bool underlined = last.size() < source.size() && last.find_first_not_of("=- \t") == std::string_view::npos;
    add(source.starts_with('#') || underlined ? LeafKind::Atom : LeafKind::Prose, range);
  }
  void enter(const model::Table&, model::ByteRange range) { add(LeafKind::Table, range); }
  void enter(const model::Figure&, model::ByteRange range) { add(LeafKind::Prose, range); }
  void enter(const model::Rule&, model::ByteRange range) { add(LeafKind::Atom, range); }
  void enter(const model::CodeBlock&, model::ByteRange range) {
    const std::string_view source = of(range);
    if (!source.starts_with("```") && !source.starts_with("~~~"))
      for (std::size_t i = 0; i < kMostIndent && range.begin > 0 && markdown_[range.begin - 1] == ' '; ++i)
        --range.begin;
    add(LeafKind::Code, range);
  }

  [[nodiscard]] std::string_view of(model::ByteRange range) const {
    return without_white_end(markdown_.substr(range.begin, range.end - range.begin));
  }

  void add(LeafKind kind, model::ByteRange range) {
    Leaf leaf = std::exchange(pending_, {});
    if (leaf.items == 0 && leaf.quotes == 0 && leaf.note.empty()) leaf.outer = level_;
    leaf.kind = kind;
    leaf.begin = range.begin;
    leaf.end = range.begin + of(range).size();
    leaf.level = level_;
    leaf.quoted = quotes_ > 0;
    leaf.column = leaf.begin - line_begin(markdown_, leaf.begin);
    columns_.resize(leaf.outer);
    leaf.outer_column = columns_.empty() ? 0 : columns_.back();
    columns_.resize(level_, leaf.note.empty() ? leaf.column : kMostIndent);
    if (!columns_.empty()) leaf.column = columns_.back();
    if (leaf.end > leaf.begin) out_.push_back(std::move(leaf));
  }

  /// The parser leaves definitions out, or takes them for the first lines of a paragraph.
  std::vector<Leaf> with_definitions() {
    std::vector<Leaf> out;
    std::size_t done = 0;
    for (Leaf& leaf : out_) {
      if (leaf.begin < done) continue;
      definitions_between(done, line_begin(markdown_, leaf.begin), out);
      while (leaf.kind == LeafKind::Prose) {
        const std::string_view source = markdown_.substr(leaf.begin, leaf.end - leaf.begin);
        const std::size_t size = definition_size(source);
        if (size == 0 || size == source.size()) break;
        Leaf definition = leaf;
        definition.kind = LeafKind::Definition;
        definition.end = leaf.begin + without_white_end(source.substr(0, size)).size();
        out.push_back(definition);
        leaf.begin += std::min(source.find_first_not_of(" \t\r\n", size), source.size());
        leaf.items = leaf.quotes = leaf.list = 0;
        leaf.note.clear();
        leaf.outer = leaf.level;
        leaf.outer_column = leaf.column;
      }
      done = leaf.end;
      out.push_back(std::move(leaf));
    }
    definitions_between(done, markdown_.size(), out);
    return out;
  }

  void definitions_between(std::size_t begin, std::size_t end, std::vector<Leaf>& out) const {
    while (begin < end) {
      const std::size_t first = markdown_.find_first_not_of(" \t\r\n", begin);
      if (first >= end) return;
      const std::size_t size = definition_size(markdown_.substr(first, end - first));
      if (size > 0) {
        Leaf leaf;
        leaf.kind = LeafKind::Definition;
        leaf.begin = first;
        leaf.end = first + without_white_end(markdown_.substr(first, size)).size();
        out.push_back(leaf);
      }
      begin = size > 0 ? first + size : std::min(markdown_.find('\n', first), end) + 1;
    }
  }

  std::string_view markdown_;
  std::vector<Leaf> out_;
  Leaf pending_;
  std::uint32_t level_ = 0;
  std::uint32_t lists_ = 0;
  std::uint32_t quotes_ = 0;
  std::vector<std::size_t> columns_;
};

}  // namespace

std::vector<Leaf> leaves_of(std::string_view markdown) {
  return Leaves(markdown).take();
}

}  // namespace zielbaum::merge
