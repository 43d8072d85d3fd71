#include "typeset/fonts.h"

#include <hb-ot.h>
#include <hb-subset.h>
#include <hb.h>

#include <cmath>

#include "base/digest.h"
#include "base/utf8.h"
#include "typeset/shaping_internal.h"

namespace zielbaum::typeset {

void HarfBuzzDeleter::operator()(hb_blob_t* blob) const {
  hb_blob_destroy(blob);
}
void HarfBuzzDeleter::operator()(hb_face_t* face) const {
  hb_face_destroy(face);
}
void HarfBuzzDeleter::operator()(hb_font_t* font) const {
  hb_font_destroy(font);
}
void HarfBuzzDeleter::operator()(hb_buffer_t* buffer) const {
  hb_buffer_destroy(buffer);
}

namespace {

struct DeleteSubset {
  void operator()(hb_subset_input_t* input) const { hb_subset_input_destroy(input); }
  void operator()(hb_subset_plan_t* plan) const { hb_subset_plan_destroy(plan); }
};

Place in_file(const std::string& file) {
  Place place;
  place.file = file;
  return place;
}

bool has_table(hb_face_t* face, hb_tag_t tag) {
  const HarfBuzz<hb_blob_t> table(hb_face_reference_table(face, tag));
  return hb_blob_get_length(table.get()) > 0;
}

Result<std::unique_ptr<LoadedFont>> load_font(const model::FontFile& wanted, std::string bytes) {
  const std::string hash = sha256(bytes);
  if (hash != wanted.sha256) {
    return advise(at(error(ErrorKind::Invalid, "other-font",
                           msg("The font file is not the one that the theme names: its hash is {0}", hash)),
                     in_file(wanted.file)),
                  msg("Install the font that the theme names, or write this hash into the theme."));
  }
  auto font = std::make_unique<LoadedFont>();
  font->file = wanted.file;
  font->bytes = std::move(bytes);
  const HarfBuzz<hb_blob_t> blob(hb_blob_create(font->bytes.data(), static_cast<unsigned>(font->bytes.size()),
                                                HB_MEMORY_MODE_READONLY, nullptr, nullptr));
  font->face.reset(hb_face_create(blob.get(), 0));
  if (!has_table(font->face.get(), HB_TAG('g', 'l', 'y', 'f'))) {
    return advise(at(error(ErrorKind::Invalid, "no-truetype-outlines", msg("The font has no TrueType outlines")),
                     in_file(wanted.file)),
                  msg("Name a font file in the TrueType format (.ttf) in the theme."));
  }
  font->font.reset(hb_font_create(font->face.get()));
  hb_font_set_scale(font->font.get(), 1000, 1000);  // all measures in 1/1000 of the size, rounded once
  return font;
}

/// The font as this system has it. Its name stays the first one, by which the faces know it.
Result<std::unique_ptr<LoadedFont>> load_first_of(const model::FontFile& wanted, const ReadFont& read) {
  Result<std::string> bytes = read(wanted.file);
  if (bytes) return load_font(wanted, std::move(*bytes));
  for (const model::FontFile& other : wanted.others) {
    Result<std::string> found = read(other.file);
    if (!found) continue;
    std::unique_ptr<LoadedFont> font = TRY(load_font(other, std::move(*found)));
    font->file = wanted.file;
    return font;
  }
  return std::move(bytes).error();
}

std::int32_t metric(const LoadedFont& font, hb_ot_metrics_tag_t tag) {
  hb_position_t value = 0;
  hb_ot_metrics_get_position(font.font.get(), tag, &value);
  return value;
}

/// The font's bounding box stands in its table `head`, in font units.
void read_box(const LoadedFont& font, std::int32_t (&box)[4]) {
  const HarfBuzz<hb_blob_t> head(hb_face_reference_table(font.face.get(), HB_TAG('h', 'e', 'a', 'd')));
  unsigned length = 0;
  const auto* data = reinterpret_cast<const unsigned char*>(hb_blob_get_data(head.get(), &length));
  const auto units = static_cast<std::int32_t>(hb_face_get_upem(font.face.get()));
  if (length < 44) return;
  for (int i = 0; i < 4; ++i) {
    const auto value = static_cast<std::int16_t>(data[36 + 2 * i] << 8 | data[37 + 2 * i]);
    box[i] = value * 1000 / units;
  }
}

std::string postscript_name(const LoadedFont& font) {
  char name[128] = "";
  unsigned size = sizeof name;
  hb_ot_name_get_utf8(font.face.get(), HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &size, name);
  std::string clean;
  for (const char c : std::string_view(name)) {
    if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-') clean += c;
  }
  return clean.empty() ? "Font" : clean;
}

}  // namespace

Fonts::Fonts(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Fonts::Fonts(Fonts&&) noexcept = default;
Fonts& Fonts::operator=(Fonts&&) noexcept = default;
Fonts::~Fonts() = default;

Result<Fonts> Fonts::load(const model::Theme& theme, const ReadFont& read) {
  auto impl = std::make_unique<Impl>();
  impl->buffer.reset(hb_buffer_create());
  impl->hyphenated = theme.hyphenated;
  impl->protruding = theme.protruding;
  const model::FontFile* const wanted[Impl::kFaces] = {&theme.regular,     &theme.bold, &theme.italic,
                                                       &theme.bold_italic, &theme.mono, &theme.fallback};
  for (std::size_t i = 0; i < Impl::kFaces; ++i) {
    const bool is_fallback = i == static_cast<std::size_t>(Face::Fallback);
    if (is_fallback && wanted[i]->file.empty()) continue;
    std::size_t at_index = 0;
    while (at_index < impl->fonts.size() && impl->fonts[at_index]->file != wanted[i]->file) ++at_index;
    if (at_index == impl->fonts.size()) {
      impl->fonts.push_back(TRY(load_first_of(*wanted[i], read)));
    }
    impl->font_of_face[i] = static_cast<FontId>(at_index);
    impl->has_fallback = is_fallback;
  }
  return Fonts(std::move(impl));
}

std::uint8_t Fonts::count() const {
  return static_cast<std::uint8_t>(impl_->fonts.size());
}

FontId Fonts::font(Face face) const {
  return impl_->font_of_face[static_cast<std::size_t>(face)];
}

bool Fonts::used(FontId font) const {
  return impl_->fonts.at(font)->cids.size() > 1;
}

Result<FontSubset> Fonts::subset(FontId id) const {
  const LoadedFont& font = *impl_->fonts.at(id);
  const std::unique_ptr<hb_subset_input_t, DeleteSubset> input(hb_subset_input_create_or_fail());
  ENSURE(input != nullptr);
  for (const LoadedFont::Cid& cid : font.cids) hb_set_add(hb_subset_input_glyph_set(input.get()), cid.glyph);
  for (const hb_tag_t tag :
       {HB_TAG('G', 'S', 'U', 'B'), HB_TAG('G', 'P', 'O', 'S'), HB_TAG('G', 'D', 'E', 'F'), HB_TAG('k', 'e', 'r', 'n'),
        HB_TAG('M', 'A', 'T', 'H'), HB_TAG('n', 'a', 'm', 'e'), HB_TAG('p', 'o', 's', 't')}) {
    hb_set_add(hb_subset_input_set(input.get(), HB_SUBSET_SETS_DROP_TABLE_TAG), tag);
  }
  const std::unique_ptr<hb_subset_plan_t, DeleteSubset> plan(
      hb_subset_plan_create_or_fail(font.face.get(), input.get()));
  HarfBuzz<hb_face_t> cut(plan == nullptr ? nullptr : hb_subset_plan_execute_or_fail(plan.get()));
  if (cut == nullptr) {
    return at(error(ErrorKind::Invalid, "font-not-subset", msg("The font cannot be reduced to the letters used")),
              in_file(font.file));
  }
  const hb_map_t* new_of_old = hb_subset_plan_old_to_new_glyph_mapping(plan.get());
  const HarfBuzz<hb_blob_t> blob(hb_face_reference_blob(cut.get()));
  unsigned length = 0;
  const char* data = hb_blob_get_data(blob.get(), &length);

  FontSubset subset;
  subset.postscript_name = postscript_name(font);
  subset.bytes.assign(data, length);
  for (const LoadedFont::Cid& cid : font.cids) {
    subset.glyph_of_cid.push_back(static_cast<std::uint16_t>(hb_map_get(new_of_old, cid.glyph)));
    subset.width_of_cid.push_back(cid.width);
    subset.text_of_cid.push_back(cid.text);
  }
  subset.ascent = metric(font, HB_OT_METRICS_TAG_HORIZONTAL_ASCENDER);
  subset.descent = metric(font, HB_OT_METRICS_TAG_HORIZONTAL_DESCENDER);
  subset.cap_height = metric(font, HB_OT_METRICS_TAG_CAP_HEIGHT);
  subset.italic_angle =
      static_cast<std::int32_t>(std::lround(hb_style_get_value(font.font.get(), HB_STYLE_TAG_SLANT_ANGLE)));
  subset.weight = static_cast<std::int32_t>(std::lround(hb_style_get_value(font.font.get(), HB_STYLE_TAG_WEIGHT)));
  read_box(font, subset.box);
  return subset;
}

}  // namespace zielbaum::typeset
