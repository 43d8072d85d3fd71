// What the parts of check() share.
#pragma once

#include <string>

#include "schema/schema.h"

namespace zielbaum::schema {

/// The place of a node in document.xml, at `line` or, where that is 0, at the line of the node.
[[nodiscard]] Place place_of(const CheckInput& input, model::NodeIndex node, std::uint32_t line = 0);

/// The prose files of a document by their paths, and what is wrong with the files themselves.
class ProseCheck {
 public:
  /// Holds views into `input` and `index`, which must outlive it.
  ProseCheck(const CheckInput& input, const model::Index& index);

  /// The prose of one node and its translations.
  void check_node(model::NodeIndex node, Findings& findings) const;
  /// Files that belong to no node, or are none. In the order of their paths.
  void check_files(Findings& findings) const;

 private:
  void check_text(model::NodeIndex node, const ProseFile& file, Findings& findings) const;
  [[nodiscard]] const ProseFile* find(model::NodeIndex node, std::string_view lang) const;

  const CheckInput& input_;
  const model::Index& index_;
  std::vector<const ProseFile*> files_;  ///< by path
};

}  // namespace zielbaum::schema
