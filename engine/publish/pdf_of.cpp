#include "publish/publish.h"

#include <algorithm>
#include <optional>

#include "publish/mended.h"

namespace zielbaum::publish {

namespace {

constexpr std::string_view kProducer = "Zielbaum 0.1";

pdf::Metadata metadata_of(const flow::Flow& flow) {
  const flow::Metadata& source = flow.metadata;
  pdf::Metadata metadata;
  metadata.title = source.title;
  metadata.subject = source.subject;
  metadata.author = source.author;
  metadata.lang = source.lang;
  metadata.keywords = source.keywords;
  metadata.unix_time = source.unix_time;
  metadata.identifier = source.identifier;
  metadata.producer = kProducer;
  return metadata;
}

/// Marks in the Flow what cannot be shown, where that is wished.
void mend(flow::Flow& flow, typeset::Fonts& fonts, const typeset::ReadMedia& media, Findings* marked) {
  if (marked == nullptr) return;
  typeset::Coverage coverage(fonts);
  flow = mended(std::move(flow), media, &coverage, *marked);
}

/// Keeps the page on which an anchor stands, with what others before it handed over.
class OnePage final : public typeset::PageSink {
 public:
  explicit OnePage(std::string_view anchor) : anchor_(anchor) {}

  Result<void> take(typeset::Page page) override {
    elements_.insert(elements_.end(), std::make_move_iterator(page.new_elements.begin()),
                     std::make_move_iterator(page.new_elements.end()));
    pictures_.insert(pictures_.end(), page.new_pictures.begin(), page.new_pictures.end());
    const bool wanted = anchor_.empty()
                            ? page.index == 0
                            : std::find(page.anchors.begin(), page.anchors.end(), anchor_) != page.anchors.end();
    if (wanted) page_ = std::move(page);
    return {};
  }

  [[nodiscard]] bool found() const { return page_.has_value(); }
  /// With all elements, but only its own pictures. Call once.
  [[nodiscard]] typeset::Page taken() {
    typeset::Page page = std::move(*page_);
    page.new_elements = std::move(elements_);
    page.new_pictures.clear();
    for (typeset::Item& item : page.items) {
      auto* const placed = std::get_if<typeset::PlacedPicture>(&item.content);
      if (placed == nullptr) continue;
      page.new_pictures.push_back(pictures_.at(placed->picture));
      placed->picture = static_cast<std::uint32_t>(page.new_pictures.size() - 1);
    }
    return page;
  }

 private:
  std::string anchor_;
  std::optional<typeset::Page> page_;
  std::vector<typeset::Element> elements_;
  std::vector<std::shared_ptr<const media::Picture>> pictures_;
};

}  // namespace

Result<void> write_pdf(flow::Flow flow, const model::Theme& theme, const ReadResource& resource,
                       const typeset::ReadMedia& media, const pdf::TakeBytes& take,
                       std::vector<pdf::EmbeddedFile> embedded, Findings* marked) {
  typeset::Fonts fonts = TRY(typeset::Fonts::load(theme, resource));
  mend(flow, fonts, media, marked);
  pdf::Metadata metadata = metadata_of(flow);
  metadata.embedded = std::move(embedded);
  const std::unique_ptr<pdf::Writer> writer = TRY(pdf::Writer::create(std::move(metadata)));
  const typeset::Summary summary = TRY(typeset::typeset(std::move(flow), theme, fonts, media, *writer));
  const std::string profile = TRY(resource(kColourProfile));
  return writer->finish(summary, fonts, profile, take);
}

Result<std::string> pdf_of(flow::Flow flow, const model::Theme& theme, const ReadResource& resource,
                           const typeset::ReadMedia& media, std::vector<pdf::EmbeddedFile> embedded, Findings* marked) {
  std::string bytes;
  const pdf::TakeBytes take = [&bytes](std::string_view piece) -> Result<void> {
    bytes += piece;
    return {};
  };
  TRY(write_pdf(std::move(flow), theme, resource, media, take, std::move(embedded), marked));
  return bytes;
}

Result<OnePagePdf> page_of(flow::Flow flow, const model::Theme& theme, const ReadResource& resource,
                           const typeset::ReadMedia& media, std::string_view anchor, Findings* marked) {
  typeset::Fonts fonts = TRY(typeset::Fonts::load(theme, resource));
  mend(flow, fonts, media, marked);
  const std::unique_ptr<pdf::Writer> writer = TRY(pdf::Writer::create(metadata_of(flow)));
  OnePage wanted(anchor);
  TRY(typeset::typeset(std::move(flow), theme, fonts, media, wanted));
  if (!wanted.found()) {
    return error(ErrorKind::NotFound, "no-such-page", msg("On no page stands a heading of “{0}”", anchor));
  }
  typeset::Page page = wanted.taken();
  OnePagePdf made;
  made.number = page.index + 1;
  page.index = 0;
  TRY(writer->take(std::move(page)));
  const std::string profile = TRY(resource(kColourProfile));
  made.bytes = TRY(writer->finish({.pages = 1, .bookmarks = {}, .destinations = {}}, fonts, profile));
  return made;
}

Toolchain toolchain() {
  Toolchain all{{"Zielbaum", std::string(kProducer.substr(kProducer.find(' ') + 1))}};
  for (auto& library : pdf::libraries()) all.push_back(std::move(library));
  return all;
}

}  // namespace zielbaum::publish
