#include "publish/mended.h"

#include <array>
#include <map>
#include <optional>
#include <span>

#include "base/utf8.h"
#include "media/media.h"

namespace zielbaum::publish {

namespace {

using typeset::Face;

class Mender {
 public:
  Mender(flow::Flow& flow, const typeset::ReadMedia& media, typeset::Coverage* coverage, Findings& findings)
      : language_(interface_language(flow.metadata.lang)), media_(media), coverage_(coverage), findings_(findings) {}

  void mend(flow::Flow& flow) {
    words(flow.running_title, Face::Regular);
    words(flow.running_mark, Face::Regular);
    blocks(flow.blocks);
    for (flow::Note& note : flow.notes) blocks(note.blocks);
  }

 private:
  void tell(const Error& failed, std::string file) {
    findings_.push_back(
        {Severity::Error, failed.code, failed.message, {std::move(file), 0, 0, anchor_, ""}, failed.hint});
  }

  // ---- characters ----

  /// Tells of the first one; whoever mends it sees the others.
  void words(std::string& text, Face face) { words(text, {&face, 1}); }
  void words(std::string& text, std::span<const Face> faces) {
    if (coverage_ == nullptr) return;
    bool told = false;
    for (const Face face : faces) mark(text, face, told);
  }
  void mark(std::string& text, Face face, bool& told) {
    for (std::size_t from = 0; const auto missing = coverage_->first_missing(face, text, from);) {
      if (!told) tell(typeset::no_glyph(missing->character, text, missing->at), {});
      told = true;
      const std::string code = "[" + typeset::code_point(missing->character) + "]";
      text.replace(missing->at, decode_utf8(text, missing->at).size, code);
      from = missing->at + code.size();
    }
  }

  /// Words that are set in a face or its bold one, as the theme has it.
  void run(flow::Run& run) {
    if (run.kind != flow::RunKind::Text) return;
    static constexpr std::array kFaces = {Face::Regular, Face::Bold, Face::Italic, Face::BoldItalic};
    if (run.code) return words(run.text, Face::Mono);
    words(run.text, std::span(kFaces).first(run.emphasis ? 4 : 2));
  }
  void runs(flow::Runs& all) {
    for (flow::Run& one : all) run(one);
  }

  // ---- blocks ----

  void blocks(flow::Blocks& all) {
    for (flow::Block& block : all) {
      if (auto* const figure = std::get_if<flow::Figure>(&block.content)) {
        if (std::optional<Error> fault = fault_of(figure->media)) {
          block.content = notice(*figure, *fault);
        } else {
          runs(figure->caption);
        }
        continue;
      }
      std::visit([&](auto& content) { in(content); }, block.content);
    }
  }

  void in(flow::Heading& heading) {
    if (!heading.anchor.empty()) anchor_ = heading.anchor;
    words(heading.number, Face::Bold);
    runs(heading.runs);
  }
  void in(flow::Paragraph& paragraph) { runs(paragraph.runs); }
  void in(flow::List& list) {
    for (flow::ListItem& item : list.items) blocks(item.blocks);
  }
  void in(flow::Table& table) {
    runs(table.caption);
    for (std::vector<flow::Row>* const rows : {&table.header, &table.rows}) {
      for (flow::Row& row : *rows) {
        for (flow::Cell& cell : row.cells) blocks(cell.blocks);
      }
    }
  }
  void in(flow::Figure&) {}
  void in(flow::Drawing& drawing) {
    runs(drawing.caption);
    for (flow::Shape& shape : drawing.shapes) {
      auto* const label = std::get_if<flow::Label>(&shape);
      if (label != nullptr) words(label->text, label->strong ? Face::Bold : Face::Regular);
    }
  }
  void in(flow::Quote& quote) { blocks(quote.blocks); }
  void in(flow::Code& code) { words(code.text, Face::Mono); }
  void in(flow::Rule&) {}
  void in(flow::Contents& contents) { words(contents.title, Face::Bold); }
  void in(flow::PageBreak&) {}

  // ---- pictures ----

  /// Why the picture cannot be shown. Each is looked at once, and told where it is first.
  const std::optional<Error>& fault_of(const std::string& key) {
    const auto [known, is_new] = faults_.try_emplace(key);
    if (!is_new) return known->second;
    const Result<std::string> bytes = media_(key);
    if (!bytes) {
      known->second = bytes.error();
    } else if (const Result<media::Picture> picture = media::decode(*bytes, key); !picture) {
      known->second = picture.error();
    }
    if (known->second) tell(*known->second, key);
    return known->second;
  }

  flow::Paragraph notice(const flow::Figure& figure, const Error& fault) const {
    flow::Run run;
    run.text = render(
        msg("A picture stands here that cannot be shown: {0}. {1}", figure.alt, render(fault.message, language_)),
        language_);
    return {flow::ParagraphRole::Notice, {std::move(run)}, {}};
  }

  Language language_;
  const typeset::ReadMedia& media_;
  typeset::Coverage* coverage_;
  Findings& findings_;
  std::string anchor_;
  std::map<std::string, std::optional<Error>> faults_;
};

}  // namespace

flow::Flow mended(flow::Flow flow, const typeset::ReadMedia& media, typeset::Coverage* coverage, Findings& findings) {
  Mender(flow, media, coverage, findings).mend(flow);
  return flow;
}

}  // namespace zielbaum::publish
