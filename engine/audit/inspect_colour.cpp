// What ties colours to a profile, so that they look the same everywhere: the output intent, and colour spaces that
// bring a profile along (ISO 19005-2, 6.2.3 and 6.2.4).
#include "audit/inspect_internal.h"

namespace zielbaum::audit {

namespace {

/// Spaces are made of others; more deeply than this they are not looked at.
constexpr int kMostSpaces = 8;

/// The colour space that an ICC profile is for ("RGB ", "CMYK", "GRAY"), "" where it is none.
std::string space_of_profile(const std::string& profile) {
  constexpr std::size_t kHead = 128, kSpace = 16, kSignature = 36;
  if (profile.size() <= kHead || profile.compare(kSignature, 4, "acsp") != 0) return {};
  return profile.substr(kSpace, 4);
}

/// A device's colours have a default of the page, or are what the output intent is for; grey fits all.
bool is_device_bound(const std::string& device, const Handle& resources, const std::string& intent) {
  const Handle spaces = resources.key("/ColorSpace");
  if (device == "DeviceRGB") return intent == "RGB " || spaces.has("/DefaultRGB");
  if (device == "DeviceCMYK") return intent == "CMYK" || spaces.has("/DefaultCMYK");
  return !intent.empty() || spaces.has("/DefaultGray");
}

}  // namespace

bool is_bound(const Handle& space, const Handle& resources, const std::string& intent, int depth) {
  const Handle kind = space.is_array() && space.size() > 0 ? space.item(0) : space;
  const std::string name = kind.name();
  if (name == "DeviceRGB" || name == "DeviceCMYK" || name == "DeviceGray")
    return is_device_bound(name, resources, intent);
  if (depth >= kMostSpaces) return false;
  if (name == "Separation" || name == "DeviceN") return is_bound(space.item(2), resources, intent, depth + 1);
  if (name == "Indexed") return is_bound(space.item(1), resources, intent, depth + 1);
  if (name == "Pattern" && space.size() > 1) return is_bound(space.item(1), resources, intent, depth + 1);
  return true;
}

void inspect_intents(File& file, Record& record) {
  const Handle intents = file.catalog.key("/OutputIntents");
  bool good = true;
  std::set<QPDFObjGen> profiles;
  for (int i = 0; i < intents.size(); ++i) {
    const Handle intent = intents.item(i);
    if (!intent.is_dictionary() || intent.key("/S").name() != "GTS_PDFA1") continue;
    const Handle profile = intent.key("/DestOutputProfile");
    const std::string space = space_of_profile(profile.data(file.budget));
    profiles.insert(profile.id());
    good = good && !space.empty() && profiles.size() == 1;
    if (good) file.intent = space;
  }
  record.expect(good, "A-6.2.3", in_file("/OutputIntents"));
}

}  // namespace zielbaum::audit
