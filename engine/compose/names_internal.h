// What the nodes of a document are called, and the small parts that references to them are made of.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compose/compose.h"

namespace zielbaum::compose {

/// Numbers, titles and labels in the document's language. Holds a view into the source, which must outlive it.
class NodeNames {
 public:
  explicit NodeNames(const Source& source);

  [[nodiscard]] const std::string& number(model::NodeIndex i) const { return numbers_[i]; }
  /// The node's title; that of its kind where it has none.
  [[nodiscard]] std::string title(model::NodeIndex i) const;
  [[nodiscard]] std::string number_and_title(model::NodeIndex i) const;
  [[nodiscard]] std::string local(const model::LocalText& text, const std::string& otherwise) const;
  [[nodiscard]] std::string label(const model::FieldRule& rule) const { return local(rule.label, rule.name); }

 private:
  const Source& source_;
  std::vector<std::string> numbers_;
};

[[nodiscard]] flow::Run plain_run(std::string text);
[[nodiscard]] flow::Run strong_run(std::string text);
[[nodiscard]] flow::Run line_break();

/// The heading of a part of the furniture, on a page of its own.
[[nodiscard]] flow::Block chapter(std::string title);

enum class Brackets { Round, None };
/// " (Seite 12)", or ", Seite 12" where brackets are open already: the page on which the anchor stands. In print only.
[[nodiscard]] flow::Runs page_of(std::string_view anchor, Language language, Brackets brackets = Brackets::Round);

/// What a party's short name stands for; "" where it is no abbreviation but the beginning of the full name.
[[nodiscard]] std::string_view expansion_of(const model::Party& party);

[[nodiscard]] std::string with_number(const std::string& number, const std::string& title);

}  // namespace zielbaum::compose
