// What no page could show: characters that the theme's fonts lack, pictures that cannot be decoded. Asked of the same
// code that makes the pages.
#pragma once

#include <memory>
#include <set>
#include <string>

#include "publish/publish.h"
#include "typeset/coverage.h"
#include "workspace/files.h"

namespace zielbaum::publishing {

class ShownCheck : public workspace::FurtherCheck {
 public:
  /// `loaded` must outlive it. Where the fonts cannot be read, characters are not looked at, and a warning says so.
  ShownCheck(const workspace::Workspace& workspace, const workspace::Loaded& loaded,
             const publish::ReadResource& resource);
  ~ShownCheck() override;

  /// Titles and values, and the names of the offices that they refer to.
  void check_tree(Findings& findings) override;
  /// A text: its characters, with their lines, and its pictures.
  void check_text(const schema::SeenText& text, Findings& findings) override;

 private:
  void check_blocks(const schema::SeenText& text, const model::Blocks& blocks, Findings& findings);
  void check_runs(const schema::SeenText& text, const model::Runs& runs, typeset::Face plain, Findings& findings);
  void check_words(std::string_view words, typeset::Face face, const Place& place, Findings& findings);
  void check_pictures(const schema::SeenText& text, Findings& findings);
  [[nodiscard]] std::optional<Error> fault_of(const std::string& picture);

  const workspace::Workspace& workspace_;
  const workspace::Loaded& loaded_;
  std::optional<typeset::Fonts> fonts_;
  std::optional<typeset::Coverage> coverage_;
  Findings about_fonts_;
  std::map<std::string, ContentId> pictures_;  ///< by their names
  std::set<std::string> sound_;                ///< content ids of pictures known to be sound
  bool more_sound_ = false;
};

/// A ShownCheck of each document.
[[nodiscard]] workspace::MakeFurtherCheck shown_checks(const workspace::Workspace& workspace,
                                                       const publish::ReadResource& resource);

}  // namespace zielbaum::publishing
