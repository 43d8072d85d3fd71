// The fonts that text uses: Type 0 fonts with TrueType outlines. All others are beyond this judge (Z-17).
#include <algorithm>
#include <cmath>

#include "audit/cmap_internal.h"
#include "audit/inspect_internal.h"

namespace zielbaum::audit {

namespace {

/// What is needed of an embedded TrueType file. Every access is within bounds; what is missing reads as 0.
class TrueType {
 public:
  explicit TrueType(std::string bytes) : bytes_(std::move(bytes)) {
    const std::uint32_t tables = number(4, 2);
    for (std::uint32_t i = 0; i < std::min<std::uint32_t>(tables, 64); ++i) {
      const std::size_t entry = 12 + std::size_t{i} * 16;
      tables_[bytes_.substr(std::min(entry, bytes_.size()), 4)] = {number(entry + 8, 4), number(entry + 12, 4)};
    }
    glyphs_ = number(start("maxp") + 4, 2);
    units_per_em_ = number(start("head") + 18, 2);
    metrics_ = number(start("hhea") + 34, 2);
    good_ = tables_.contains("glyf") && tables_.contains("loca") && tables_.contains("hmtx") && glyphs_ > 0 &&
            units_per_em_ > 0 && metrics_ > 0;
  }
  [[nodiscard]] bool good() const { return good_; }
  [[nodiscard]] std::uint32_t glyphs() const { return glyphs_; }
  /// In thousandths of the size.
  [[nodiscard]] double width(std::uint32_t glyph) const {
    const std::uint32_t entry = std::min(glyph, metrics_ - 1);
    return number(start("hmtx") + std::size_t{entry} * 4, 2) * 1000.0 / units_per_em_;
  }

 private:
  [[nodiscard]] std::size_t start(const std::string& table) const {
    const auto found = tables_.find(table);
    return found == tables_.end() ? bytes_.size() : found->second.first;
  }
  [[nodiscard]] std::uint32_t number(std::size_t at, std::size_t size) const {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < size; ++i) {
      value = value << 8 | (at + i < bytes_.size() ? static_cast<unsigned char>(bytes_[at + i]) : 0u);
    }
    return value;
  }
  std::string bytes_;
  std::map<std::string, std::pair<std::size_t, std::size_t>> tables_;
  std::uint32_t glyphs_ = 0, units_per_em_ = 0, metrics_ = 0;
  bool good_ = false;
};

/// CID -> width, from /W.
std::map<std::uint32_t, double> read_widths(const Handle& list) {
  std::map<std::uint32_t, double> widths;
  if (!list.is_array()) return widths;
  const auto cid = [](const Handle& number) {
    return number.is_integer() ? static_cast<std::uint32_t>(std::clamp<long long>(number.integer(), 0, 0xFFFF)) : 0u;
  };
  for (int i = 0; i + 1 < list.size();) {
    const std::uint32_t first = cid(list.item(i));
    const Handle next = list.item(i + 1);
    if (next.is_array()) {
      for (int j = 0; j < next.size(); ++j) {
        if (next.item(j).is_number()) widths[first + static_cast<std::uint32_t>(j)] = next.item(j).number();
      }
      i += 2;
    } else {
      const Handle width = i + 2 < list.size() ? list.item(i + 2) : Handle();
      for (std::uint32_t c = first; width.is_number() && c <= cid(next); ++c) widths[c] = width.number();
      i += 3;
    }
  }
  return widths;
}

/// The names of ISO 32000-1, table 118.
bool is_predefined(const std::string& name) {
  static const std::set<std::string> kNames = {"GB-EUC-H",
                                               "GB-EUC-V",
                                               "GBpc-EUC-H",
                                               "GBpc-EUC-V",
                                               "GBK-EUC-H",
                                               "GBK-EUC-V",
                                               "GBKp-EUC-H",
                                               "GBKp-EUC-V",
                                               "GBK2K-H",
                                               "GBK2K-V",
                                               "UniGB-UCS2-H",
                                               "UniGB-UCS2-V",
                                               "UniGB-UTF16-H",
                                               "UniGB-UTF16-V",
                                               "B5pc-H",
                                               "B5pc-V",
                                               "HKscs-B5-H",
                                               "HKscs-B5-V",
                                               "ETen-B5-H",
                                               "ETen-B5-V",
                                               "ETenms-B5-H",
                                               "ETenms-B5-V",
                                               "CNS-EUC-H",
                                               "CNS-EUC-V",
                                               "UniCNS-UCS2-H",
                                               "UniCNS-UCS2-V",
                                               "UniCNS-UTF16-H",
                                               "UniCNS-UTF16-V",
                                               "83pv-RKSJ-H",
                                               "90ms-RKSJ-H",
                                               "90ms-RKSJ-V",
                                               "90msp-RKSJ-H",
                                               "90msp-RKSJ-V",
                                               "90pv-RKSJ-H",
                                               "Add-RKSJ-H",
                                               "Add-RKSJ-V",
                                               "EUC-H",
                                               "EUC-V",
                                               "Ext-RKSJ-H",
                                               "Ext-RKSJ-V",
                                               "H",
                                               "V",
                                               "UniJIS-UCS2-H",
                                               "UniJIS-UCS2-V",
                                               "UniJIS-UCS2-HW-H",
                                               "UniJIS-UCS2-HW-V",
                                               "UniJIS-UTF16-H",
                                               "UniJIS-UTF16-V",
                                               "KSC-EUC-H",
                                               "KSC-EUC-V",
                                               "KSCms-UHC-H",
                                               "KSCms-UHC-V",
                                               "KSCms-UHC-HW-H",
                                               "KSCms-UHC-HW-V",
                                               "KSCpc-EUC-H",
                                               "UniKS-UCS2-H",
                                               "UniKS-UCS2-V",
                                               "UniKS-UTF16-H",
                                               "UniKS-UTF16-V",
                                               "Identity-H",
                                               "Identity-V"};
  return kNames.contains(name);
}

/// What the codes of a font mean without a map to Unicode: by the names of their glyphs, or by a collection of
/// characters that everybody knows.
class Names {
 public:
  explicit Names(const Handle& font) {
    const std::string kind = font.key("/Subtype").name();
    if (kind == "Type0") {
      const Handle info = font.key("/DescendantFonts").item(0).key("/CIDSystemInfo");
      static const std::set<std::string> kCollections = {"GB1", "CNS1", "Japan1", "Korea1"};
      all_ = info.key("/Registry").bytes() == "Adobe" && kCollections.contains(info.key("/Ordering").bytes());
      return;
    }
    static const std::set<std::string> kEncodings = {"MacRomanEncoding", "MacExpertEncoding", "WinAnsiEncoding"};
    const Handle encoding = font.key("/Encoding");
    const std::string base = encoding.is_name() ? encoding.name() : encoding.key("/BaseEncoding").name();
    constexpr long long kSymbolic = 4;
    const Handle flags = font.key("/FontDescriptor").key("/Flags");
    const bool symbolic = flags.is_integer() && (flags.integer() & kSymbolic) != 0;
    all_ = kEncodings.contains(base) || (!symbolic && kind != "Type3");
    const Handle differences = encoding.key("/Differences");
    std::uint32_t code = 0;
    for (int i = 0; i < differences.size(); ++i) {
      const Handle item = differences.item(i);
      if (item.is_integer()) code = static_cast<std::uint32_t>(std::clamp<long long>(item.integer(), 0, 255));
      if (item.is_name()) named_[code++] = is_known(item.name());
    }
  }
  /// Whether they tell the meaning of a code.
  [[nodiscard]] bool tell(std::uint32_t code) const {
    const auto named = named_.find(code);
    return named == named_.end() ? all_ : named->second;
  }

 private:
  /// By the rules of the Adobe Glyph List. Its four thousand names are not here: what is all letters is taken for one.
  static bool is_known(std::string_view name) {
    name = name.substr(0, name.find('.'));
    if (name.empty()) return false;
    const auto all = [](std::string_view text, std::string_view allowed) {
      return text.find_first_not_of(allowed) == std::string_view::npos;
    };
    constexpr std::string_view kHex = "0123456789ABCDEF", kDigits = "0123456789";
    constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    while (!name.empty()) {
      const std::size_t end = std::min(name.find('_'), name.size());
      const std::string_view part = name.substr(0, end);
      name.remove_prefix(std::min(name.size(), end + 1));
      const bool uni =
          part.starts_with("uni") && part.size() >= 7 && (part.size() - 3) % 4 == 0 && all(part.substr(3), kHex);
      const bool u = part.starts_with('u') && part.size() >= 5 && part.size() <= 7 && all(part.substr(1), kHex);
      const bool numbered = (part.starts_with("afii") && all(part.substr(4), kDigits)) ||
                            (part.starts_with("SF") && all(part.substr(2), kDigits)) ||
                            (part.starts_with("H") && part.size() == 6 && all(part.substr(1), kDigits));
      if (part.empty() || !(uni || u || numbered || all(part, kLetters))) return false;
    }
    return true;
  }

  bool all_ = false;  ///< those without a name of their own
  std::map<std::uint32_t, bool> named_;
};

class FontInspection {
 public:
  FontInspection(const File& file, const FontUse& use, Record& record)
      : budget_(file.budget), use_(use), record_(record), names_(use.font) {}

  void run() {
    const std::string kind = use_.font.key("/Subtype").name();
    const Handle descendants = use_.font.key("/DescendantFonts");
    const Handle cid_font = descendants.is_array() && descendants.size() == 1 ? descendants.item(0) : Handle();
    name_ = use_.font.key("/BaseFont").name();
    inspect_unicode();
    const bool known = kind == "Type0" && cid_font.is_dictionary() && cid_font.key("/Subtype").name() == "CIDFontType2";
    record_.expect(known, "Z-17", where());
    if (kind != "Type0" && kind != "Type3" && use_.visible) {
      const Handle descriptor = use_.font.key("/FontDescriptor");
      const bool embedded = descriptor.key("/FontFile").is_stream() || descriptor.key("/FontFile2").is_stream() ||
                            descriptor.key("/FontFile3").is_stream();
      record_.expect(embedded, "31-009", where("/FontFile"));
    }
    if (!known) return;
    inspect_encoding(cid_font);
    inspect_glyphs(cid_font);
  }

 private:
  [[nodiscard]] Where where() const { return on_page(use_.page, name_); }
  [[nodiscard]] Where where(std::string_view what) {
    detail_ = name_ + " " + std::string(what);
    return on_page(use_.page, detail_);
  }
  [[nodiscard]] Where where(std::uint32_t code) { return where("code " + std::to_string(code)); }

  template <typename Use>
  void for_each_code(Use use) const {
    for (std::uint32_t code = 0; code < use_.codes.size(); ++code) {
      if (use_.codes[code]) use(code);
    }
  }

  void inspect_unicode() {
    const Handle stream = use_.font.key("/ToUnicode");
    bool all_named = true;
    for_each_code([&](std::uint32_t code) { all_named = all_named && names_.tell(code); });
    record_.expect(stream.is_stream() || all_named, "31-027", where("/ToUnicode"));
    if (!stream.is_stream() && !all_named) return;
    const CharacterMap map = read_character_map(stream.data(budget_));
    for_each_code([&](std::uint32_t code) {
      const auto found = map.unicode.find(code);
      const bool mapped = found != map.unicode.end() && !found->second.empty();
      record_.expect(mapped || names_.tell(code), "10-001", where(code));
    });
    for (const auto& [code, units] : map.unicode) {
      const auto has = [&in = units](std::uint16_t unit) { return std::find(in.begin(), in.end(), unit) != in.end(); };
      record_.expect(!has(0), "31-028", where(code));
      record_.expect(!has(0xFEFF) && !has(0xFFFE), "31-029", where(code));
    }
  }

  void inspect_encoding(const Handle& cid_font) {
    const Handle encoding = use_.font.key("/Encoding");
    if (!encoding.is_stream()) {
      const std::string name = encoding.name();
      record_.expect(is_predefined(name), "31-006", where("/Encoding"));
      // Without the tables of Chinese, Japanese and Korean, codes of those maps mean nothing here.
      record_.expect(name == "Identity-H" || name == "Identity-V" || !is_predefined(name), "Z-17", where("/Encoding"));
      return;
    }
    record_.checked("31-006");
    const CharacterMap map = read_character_map(encoding.data(budget_));
    cids_ = map.cids;
    mapped_ = true;
    const Handle wanted = encoding.key("/WMode");
    record_.expect((wanted.is_integer() ? wanted.integer() : 0) == map.writing_mode, "31-007", where("/WMode"));
    const Handle used = encoding.key("/UseCMap");
    const std::string other = used.is_name() ? used.name() : map.uses;
    record_.expect(!used.is_stream() && (other.empty() || is_predefined(other)), "31-008", where("/UseCMap"));
    const Handle of_font = cid_font.key("/CIDSystemInfo"), of_map = encoding.key("/CIDSystemInfo");
    const auto text = [](const Handle& info, const char* key) {
      const Handle value = info.key(key);
      return value.is_string() ? value.bytes() : std::string();
    };
    record_.expect(text(of_font, "/Registry") == text(of_map, "/Registry"), "31-001", where("/Registry"));
    record_.expect(text(of_font, "/Ordering") == text(of_map, "/Ordering"), "31-002", where("/Ordering"));
    const auto supplement = [](const Handle& info) {
      const Handle value = info.key("/Supplement");
      return value.is_integer() ? value.integer() : 0;
    };
    record_.expect(supplement(of_font) >= supplement(of_map), "31-003", where("/Supplement"));
  }

  [[nodiscard]] std::uint32_t cid_of(std::uint32_t code) const {
    if (!mapped_) return code;
    const auto found = cids_.find(code);
    return found == cids_.end() ? 0 : found->second;
  }

  void inspect_glyphs(const Handle& cid_font) {
    const Handle table = cid_font.key("/CIDToGIDMap");
    record_.expect(!table.is_null(), "31-005", where("/CIDToGIDMap"));
    if (!table.is_null()) {
      record_.expect(table.is_stream() || table.name() == "Identity", "31-004", where("/CIDToGIDMap"));
    }
    const bool has_table = table.is_stream() || table.name() == "Identity";
    const std::string map = table.data(budget_);
    const auto glyph_of = [&](std::uint32_t cid) -> std::uint32_t {
      if (!table.is_stream()) return cid;
      if (std::size_t{cid} * 2 + 1 >= map.size()) return 0;
      return static_cast<std::uint32_t>(static_cast<unsigned char>(map[cid * 2])) << 8 |
             static_cast<unsigned char>(map[cid * 2 + 1]);
    };
    const Handle descriptor = cid_font.key("/FontDescriptor");
    const Handle file = descriptor.key("/FontFile2");
    record_.expect(file.is_stream() || !use_.visible, "31-009", where("/FontFile2"));
    if (!file.is_stream()) return;
    const TrueType font(file.data(budget_));
    record_.expect(font.good(), "31-011", where("/FontFile2"));
    if (!font.good() || !has_table) return;

    const std::map<std::uint32_t, double> widths = read_widths(cid_font.key("/W"));
    const Handle usual = cid_font.key("/DW");
    const double usual_width = usual.is_number() ? usual.number() : 1000;
    for_each_code([&](std::uint32_t code) {
      const std::uint32_t cid = cid_of(code);
      const std::uint32_t glyph = glyph_of(cid);
      record_.expect(glyph != 0, "31-030", where(code));
      record_.expect(glyph < font.glyphs(), "31-011", where(code));
      if (glyph == 0 || glyph >= font.glyphs()) return;
      const auto told = widths.find(cid);
      const double width = told == widths.end() ? usual_width : told->second;
      record_.expect(std::abs(width - font.width(glyph)) <= 1, "31-016", where(code));
    });

    const Handle set = descriptor.key("/CIDSet");
    if (!set.is_stream()) return;
    const std::string bits = set.data(budget_);
    const std::uint32_t all = table.is_stream() ? static_cast<std::uint32_t>(map.size() / 2) : font.glyphs();
    const std::uint32_t most =
        std::max(all, static_cast<std::uint32_t>(std::min<std::size_t>(bits.size() * 8, 0x10000)));
    for (std::uint32_t cid = 1; cid < most; ++cid) {
      const bool listed =
          cid / 8 < bits.size() && (static_cast<unsigned char>(bits[cid / 8]) & (0x80u >> (cid % 8))) != 0;
      const std::uint32_t glyph = cid < all ? glyph_of(cid) : 0;
      const bool present = glyph != 0 && glyph < font.glyphs();
      record_.expect(listed || !present, "31-014", where(cid));
      record_.expect(present || !listed, "31-015", where(cid));
    }
  }

  Budget& budget_;
  const FontUse& use_;
  Record& record_;
  Names names_;
  std::string name_, detail_;
  std::map<std::uint32_t, std::uint32_t> cids_;
  bool mapped_ = false;
};

}  // namespace

void inspect_fonts(const File& file, const FontUses& fonts, Record& record) {
  for (const auto& [object, use] : fonts) FontInspection(file, use, record).run();
}

}  // namespace zielbaum::audit
