#include "pdf/pdf.h"
#include "publish/publish.h"

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

}  // namespace

Result<std::string> pdf_of(const flow::Flow& flow, const model::Theme& theme, const ReadResource& resource,
                           const typeset::ReadMedia& media) {
  typeset::Fonts fonts = TRY(typeset::Fonts::load(theme, resource));
  const std::unique_ptr<pdf::Writer> writer = TRY(pdf::Writer::create(metadata_of(flow)));
  const typeset::Summary summary = TRY(typeset::typeset(flow, theme, fonts, media, *writer));
  const std::string profile = TRY(resource(kColourProfile));
  return writer->finish(summary, fonts, profile);
}

}  // namespace zielbaum::publish
