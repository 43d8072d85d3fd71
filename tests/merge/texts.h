// Texts of several versions, by content id, as a repository keeps them.
#pragma once

#include <map>
#include <string>

#include "base/ids.h"
#include "merge/merge.h"
#include "model/prose_source.h"
#include "store/store.h"

namespace zielbaum::test {

class Texts : public model::ProseSource {
 public:
  ContentId keep(std::string bytes) {
    ContentId id = store::content_id(bytes);
    bytes_.insert_or_assign(id, std::move(bytes));
    return id;
  }
  /// Throws std::out_of_range for what was never kept.
  [[nodiscard]] const std::string& at(const ContentId& id) const { return bytes_.at(id); }
  [[nodiscard]] Result<std::string> read(const ContentId& id) const override { return at(id); }

  /// What merge() asks for texts that both sides changed, by sentences.
  [[nodiscard]] merge::MergeProse merging() {
    return [this](const std::optional<ContentId>& base, const ContentId& ours, const ContentId& theirs,
                  merge::Side where_both) -> Result<merge::MergedProse> {
      const merge::MergedText merged = merge::merge_text(base ? at(*base) : "", at(ours), at(theirs), where_both);
      const bool conflict = !merged.conflicts.empty();
      if (conflict && !base && where_both == merge::Side::Base) return merge::MergedProse{std::nullopt, true};
      return merge::MergedProse{keep(merged.text), conflict};
    };
  }

 private:
  std::map<ContentId, std::string> bytes_;
};

}  // namespace zielbaum::test
