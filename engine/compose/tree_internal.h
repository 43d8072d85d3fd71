// The nodes of a document as the edition shows them: whole, or in their pieces for who shows some of them otherwise.
#pragma once

#include "compose/front_matter_internal.h"
#include "compose/glossary_internal.h"
#include "compose/names_internal.h"
#include "compose/prose_blocks_internal.h"
#include "text/text.h"

namespace zielbaum::compose {

/// Of headings in HTML and PDF.
inline constexpr std::uint32_t kDeepestHeading = 9;

/// A paragraph of running text.
[[nodiscard]] flow::Block body(flow::Runs runs);

/// Without rows.
[[nodiscard]] flow::Table fact_table();

/// Notes of a type that wishes them at the end get a chapter, which must be the last one.
void add_notes_chapter(const Source& source, flow::Flow& flow);

/// The part of a document from one node to another, as blocks.
class Tree {
 public:
  /// Shows nodes [begin, end); those at `top_depth` get headings of level 1. Views into its arguments.
  Tree(const Source& source, const NodeNames& names, model::NodeIndex begin, model::NodeIndex end,
       std::uint32_t top_depth);
  Tree(const Tree&) = delete;
  Tree& operator=(const Tree&) = delete;

  /// Adds headings and contents of the nodes from `from` on.
  [[nodiscard]] Result<void> add_nodes(model::NodeIndex from, flow::Flow& flow) const;
  /// Adds what a node says below its heading: facts, prose, other fields, links.
  [[nodiscard]] Result<void> add_content(model::NodeIndex i, flow::Flow& flow) const;
  /// The pictures among blocks, each with the section that it stands in first. Pictures stand in lists and quotes, too.
  [[nodiscard]] std::vector<ShownPicture> shown_pictures(const flow::Blocks& blocks) const;

  // ---- pieces ----

  [[nodiscard]] flow::Heading heading(model::NodeIndex i) const;
  [[nodiscard]] bool opens_page(model::NodeIndex i) const;
  /// "Sample text" stands once, at the topmost node.
  [[nodiscard]] bool begins_sample(const model::Node& node) const;
  /// Of an unknown field, or kind, nullptr.
  [[nodiscard]] const model::FieldRule* rule_of(const model::Node& node, std::string_view field) const;
  /// Several values follow one another, but stand on lines of their own where order matters or one holds a comma.
  [[nodiscard]] bool stands_on_lines(const model::Field& field, const model::FieldRule& rule) const;
  [[nodiscard]] flow::Row fact(const model::Field& field, const model::FieldRule& rule) const;
  /// A field that stands outside of the fact table, below the prose: "Wirkung: …".
  [[nodiscard]] flow::Block other_field(const model::Field& field, const model::FieldRule& rule) const;
  /// The prose, without blocks where the node has none. Fails where it cannot be read, or a picture is not sound.
  [[nodiscard]] Result<model::Prose> prose(const model::Node& node) const;
  [[nodiscard]] const ProseSetting& prose_setting() const { return setting_; }
  [[nodiscard]] std::string role_label(const std::string& role) const;
  /// What a link is called, with the page that it leads to.
  [[nodiscard]] flow::Runs reference(const model::Target& target) const;
  /// Marks abbreviations and foreign words of one node: in its blocks and in the notes from `first_note` on.
  void mark_terms(flow::Blocks& blocks, std::vector<flow::Note>& notes, std::size_t first_note) const;

 private:
  [[nodiscard]] bool is_here(model::NodeIndex i) const { return i != model::kNoNode && i >= begin_ && i < end_; }
  [[nodiscard]] Place place(const model::Node& node) const;
  [[nodiscard]] Result<void> pictures_are_sound(const model::Node& node, std::string_view markdown,
                                                const text::Parsed& parsed) const;
  [[nodiscard]] std::vector<std::string> values_of(const model::Field& field, const model::FieldRule& rule) const;
  [[nodiscard]] std::vector<std::string> lines_of(const model::Field& field, const model::FieldRule& rule) const;
  void add_facts(const model::Node& node, flow::Blocks& blocks) const;
  void add_other_fields(const model::Node& node, flow::Blocks& blocks) const;
  void add_links(const model::Node& node, flow::Blocks& blocks) const;

  const Source& source_;
  Language language_;
  const NodeNames& names_;
  model::Index index_;
  Glossary glossary_;
  model::NodeIndex begin_;
  model::NodeIndex end_;
  std::uint32_t top_depth_;
  std::vector<std::uint32_t> depths_;
  ProseSetting setting_;
};

}  // namespace zielbaum::compose
