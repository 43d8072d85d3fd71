// A store that only shows what another one has, in a way of its own: what would write is Refused ("read-only").
#pragma once

#include "store/store.h"

namespace zielbaum::store {

[[nodiscard]] Error read_only();

class ReadOnly : public Store {
 public:
  /// `own` must outlive it.
  explicit ReadOnly(const Store& own) : own_(&own) {}

  // -- as the own one has it --

  Result<std::optional<VersionId>> head() const override { return own_->head(); }
  Result<std::string> line() const override { return own_->line(); }
  Result<std::vector<Line>> lines() const override { return own_->lines(); }
  Result<std::vector<OthersLine>> lines_of_others() const override { return own_->lines_of_others(); }
  Result<std::optional<std::filesystem::path>> laid_out_elsewhere(std::string_view line) const override {
    return own_->laid_out_elsewhere(line);
  }
  Result<std::vector<File>> list_working(std::string_view folder) const override { return own_->list_working(folder); }
  Result<std::string> read_working(std::string_view path) const override { return own_->read_working(path); }
  Result<std::optional<VersionId>> discussion() const override { return own_->discussion(); }
  Result<std::vector<Operation>> operations(std::size_t most) const override { return own_->operations(most); }
  bool in_git_operation() const override { return own_->in_git_operation(); }
  Result<std::optional<std::string>> note() const override { return own_->note(); }
  Result<std::optional<Author>> configured_author() const override { return own_->configured_author(); }
  std::optional<std::string> kept(std::string_view name) const override { return own_->kept(name); }
  ReadPart kept_parts(std::string_view name) const override { return own_->kept_parts(name); }

  // -- nothing is written --

  Result<void> write_working(const std::vector<Write>&, const Act&, std::string_view, const Message&) override {
    return read_only();
  }
  Result<VersionId> save(const std::optional<VersionId>&, std::string_view, const Act&) override { return read_only(); }
  Result<VersionId> make_version(const VersionId&, const std::vector<VersionFile>&, const std::vector<VersionId>&,
                                 std::string_view, const Act&) override {
    return read_only();
  }
  Result<void> go(const Transition&, const Act&) override { return read_only(); }
  Result<Operation> undo(Direction, const Act&) override { return read_only(); }
  Result<void> tag_edition(const DocumentId&, const EditionId&, const VersionId&, std::string_view,
                           const Act&) override {
    return read_only();
  }
  Result<void> add_record(std::string_view, std::string_view, std::string_view, const Act&) override {
    return read_only();
  }
  Result<void> take_records(const std::optional<VersionId>&, const VersionId&, const Message&, const Act&) override {
    return read_only();
  }
  Result<void> set_note(const std::optional<std::string>&) override { return read_only(); }
  Result<void> configure_author(const Author&) override { return read_only(); }
  Result<Findings> examine(bool, std::int64_t) override { return read_only(); }
  void keep(std::string_view, std::string_view) override {}

 private:
  const Store* own_;
};

}  // namespace zielbaum::store
