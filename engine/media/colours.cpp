// Printing colours and colours of other screens, as sRGB, through Little CMS.
#include <lcms2.h>

#include <memory>

#include "media/formats_internal.h"

namespace zielbaum::media {

namespace {

struct CloseProfile {
  void operator()(void* profile) const { cmsCloseProfile(profile); }
};
struct DeleteTransform {
  void operator()(void* transform) const { cmsDeleteTransform(transform); }
};
using Profile = std::unique_ptr<void, CloseProfile>;

cmsColorSpaceSignature space_of(Colours colours) {
  return colours == Colours::Grey ? cmsSigGrayData : colours == Colours::Rgb ? cmsSigRgbData : cmsSigCmykData;
}

/// By the file's own profile; false where that is of no use.
bool converted_by_profile(const std::string& samples, Colours colours, Ink ink, std::string_view bytes,
                          std::string& out) {
  const Profile profile(cmsOpenProfileFromMem(bytes.data(), static_cast<cmsUInt32Number>(bytes.size())));
  if (profile == nullptr || cmsGetColorSpace(profile.get()) != space_of(colours)) return false;
  const Profile screen(cmsCreate_sRGBProfile());
  const cmsUInt32Number from = colours == Colours::Rgb ? TYPE_RGB_8
                               : ink == Ink::Inverted  ? TYPE_CMYK_8_REV
                                                       : TYPE_CMYK_8;
  const std::unique_ptr<void, DeleteTransform> transform(
      cmsCreateTransform(profile.get(), from, screen.get(), TYPE_RGB_8, INTENT_RELATIVE_COLORIMETRIC,
                         cmsFLAGS_BLACKPOINTCOMPENSATION | cmsFLAGS_NOCACHE));
  if (transform == nullptr) return false;
  const std::size_t pixels = samples.size() / static_cast<std::size_t>(colours);
  out.resize(pixels * 3);
  cmsDoTransform(transform.get(), samples.data(), out.data(), static_cast<cmsUInt32Number>(pixels));
  return true;
}

/// What is left of white light behind the inks.
std::string converted_by_formula(const std::string& samples, Ink ink) {
  std::string out;
  out.reserve(samples.size() / 4 * 3);
  const auto light = [&](std::size_t at) {
    const unsigned value = static_cast<unsigned char>(samples[at]);
    return ink == Ink::Inverted ? value : 255 - value;
  };
  for (std::size_t i = 0; i + 3 < samples.size(); i += 4) {
    for (std::size_t c = 0; c < 3; ++c) out += static_cast<char>((light(i + c) * light(i + 3) + 127) / 255);
  }
  return out;
}

}  // namespace

std::string in_screen_colours(std::string samples, Colours colours, Ink ink, std::string_view profile) {
  if (colours == Colours::Grey) return samples;
  std::string out;
  if (!profile.empty() && converted_by_profile(samples, colours, ink, profile, out)) return out;
  return colours == Colours::Rgb ? samples : converted_by_formula(samples, ink);
}

}  // namespace zielbaum::media
