// The content streams: whose each bit of ink is, and the ways between ink and structure tree.
#include <algorithm>
#include <array>
#include <tuple>

#include <qpdf/QPDFPageObjectHelper.hh>

#include "audit/cmap_internal.h"
#include "audit/inspect_internal.h"

namespace zielbaum::audit {

namespace {

constexpr int kMostDepth = 20;  // of forms within forms

/// What all streams of the file have in common.
struct Reading {
  const File& file;
  const Tree& tree;
  Record& record;
  FontUses fonts;
  std::set<Marked> seen;                   ///< marked content that stands in some stream
  std::map<QPDFObjGen, int> uses_of_form;  ///< how often a form is shown
  std::set<QPDFObjGen> forms_with_marks;
};

/// What a stretch of content is, from its BDC or BMC on.
struct Stretch {
  bool artifact = false;
  bool tagged = false;  ///< has an MCID
  bool in_tree = false;
  bool has_lang = false;
  std::size_t element = kNowhere;
};

/// Reads the operators of one stream: of a page, or of a form shown on it.
class StreamReader final : public QPDFObjectHandle::ParserCallbacks {
 public:
  StreamReader(Reading& reading, const Handle& owner, const Handle& resources, std::uint32_t page,
               std::vector<Stretch>& stretches, int depth)
      : reading_(reading), owner_(owner), resources_(resources), page_(page), stretches_(stretches), depth_(depth) {
    base_ = stretches.size();
  }

  void handleObject(QPDFObjectHandle object) override {
    reading_.file.budget.take_operator();
    if (object.isOperator()) {
      apply(object.getOperatorValue());
      operands_.clear();
    } else if (object.isInlineImage()) {
      paint("inline image");
    } else {
      operands_.emplace_back(std::move(object));
    }
  }
  void handleEOF() override {
    reading_.record.expect(stretches_.size() == base_ && !underflow_, "Z-12", on_page(page_, "BDC, EMC"));
    stretches_.resize(std::min(stretches_.size(), base_));
  }

 private:
  Handle operand(std::size_t from_end) const {
    return from_end < operands_.size() ? operands_[operands_.size() - 1 - from_end] : Handle();
  }
  Handle resource(const char* kind, const Handle& name) const {
    if (!name.is_name() || !resources_.is_dictionary()) return Handle();
    const Handle all = resources_.key(kind);
    return all.is_dictionary() ? all.key("/" + name.name()) : Handle();
  }

  void apply(const std::string& op) {
    static const std::set<std::string> kPaint = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh"};
    if (op == "Tj" || op == "TJ" || op == "'" || op == "\"") return show();
    if (op == "BDC" || op == "BMC") return begin();
    if (op == "EMC") return end();
    if (op == "Tf") {
      font_ = resource("/Font", operand(1));
      use_ = nullptr;
      return;
    }
    if (op == "Tr") {
      invisible_ = operand(0).integer() == 3;
      return;
    }
    if (op == "q") {
      constexpr std::size_t kMostSaved = 28;  // ISO 19005-2, 6.1.13
      if (saved_.size() == kMostSaved) reading_.record.expect(false, "A-6.1.13", on_page(page_, "q"));
      saved_.emplace_back(font_, invisible_);
      return;
    }
    if (op == "Q") {
      if (saved_.empty()) return;
      std::tie(font_, invisible_) = saved_.back();
      saved_.pop_back();
      use_ = nullptr;
      return;
    }
    if (op == "ri") return rendering_intent(operand(0).name());
    if (op == "Do") return show_object();
    if (kPaint.contains(op)) return paint(op);
    if (op == "gs") return graphics_state(resource("/ExtGState", operand(0)));
    if (op == "k" || op == "K") return colour_space(QPDFObjectHandle::newName("/DeviceCMYK"));
    if (op == "rg" || op == "RG") return colour_space(QPDFObjectHandle::newName("/DeviceRGB"));
    if (op == "g" || op == "G") return colour_space(QPDFObjectHandle::newName("/DeviceGray"));
    if (op == "cs" || op == "CS") return colour_space(operand(0));
  }

  void colour_space(Handle space) {
    if (space.is_name() && space.name() != "Pattern") {
      const Handle named = resource("/ColorSpace", space);
      if (!named.is_null()) space = named;
    }
    const Handle kind = space.is_array() && space.size() > 0 ? space.item(0) : space;
    reading_.record.expect(is_bound(space, resources_, reading_.file.intent), "A-6.2.4", on_page(page_, kind.name()));
  }

  void rendering_intent(const std::string& name) {
    static const std::set<std::string> kIntents = {"RelativeColorimetric", "AbsoluteColorimetric", "Perceptual",
                                                   "Saturation"};
    reading_.record.expect(kIntents.contains(name), "A-6.2.6", on_page(page_, "/" + name));
  }

  void graphics_state(const Handle& state) {
    if (state.is_dictionary()) {
      if (state.has("/RI")) rendering_intent(state.key("/RI").name());
      const Handle transfer = state.key("/TR2");
      const Handle screen = state.key("/HT");
      const Handle kind = screen.key("/HalftoneType");
      const bool good = !state.has("/TR") && (transfer.is_null() || transfer.name() == "Default") &&
                        !state.has("/HTP") && !state.has("/HTO") && !screen.has("/HalftoneName") &&
                        (kind.is_null() || kind.integer() == 1 || kind.integer() == 5);
      reading_.record.expect(good, "A-6.2.5", on_page(page_, "gs"));
    }
    if (!state.is_dictionary() || !state.has("/BM")) return;
    static const std::set<std::string> kModes = {"Normal",    "Compatible", "Multiply",   "Screen",    "Overlay",
                                                 "Darken",    "Lighten",    "ColorDodge", "ColorBurn", "HardLight",
                                                 "SoftLight", "Difference", "Exclusion",  "Hue",       "Saturation",
                                                 "Color",     "Luminosity"};
    reading_.record.expect(kModes.contains(state.key("/BM").name()), "A-6.2.10", on_page(page_, "/BM"));
  }

  // ---- marked content ----

  void begin() {
    Stretch stretch;
    Handle properties = operand(0);
    const std::string tag = operand(operands_.size() > 1 ? 1 : 0).name();
    if (operands_.size() > 1 && properties.is_name()) properties = resource("/Properties", properties);
    stretch.artifact = tag == "Artifact";
    if (properties.is_dictionary()) {
      stretch.has_lang = has_text(properties, "/Lang");
      if (stretch.has_lang) {
        reading_.record.expect(is_bcp47(properties.key("/Lang").text()), "Z-10", on_page(page_, "/Lang"));
      }
      for (const char* key : {"/ActualText", "/Alt", "/E"}) {
        if (!has_text(properties, key)) continue;
        const bool known = stretch.has_lang || reading_.file.has_lang || language_is_known();
        reading_.record.expect(known, "11-002", on_page(page_, key));
      }
      const Handle mcid = properties.key("/MCID");
      if (mcid.is_integer()) mark(static_cast<int>(mcid.integer()), stretch);
    }
    if (stretch.artifact) reading_.record.expect(!within(&Stretch::tagged), "01-003", on_page(page_, "/Artifact"));
    if (stretch.tagged) reading_.record.expect(!within(&Stretch::artifact), "01-004", on_page(page_, "/" + tag));
    stretches_.push_back(stretch);
  }
  void mark(int mcid, Stretch& stretch) {
    const Marked marked{owner_.id(), mcid};
    stretch.tagged = true;
    const auto element = reading_.tree.of_marked.find(marked);
    stretch.in_tree = element != reading_.tree.of_marked.end();
    if (stretch.in_tree) stretch.element = element->second;
    const bool again = !reading_.seen.insert(marked).second;
    if (depth_ > 0) {
      reading_.forms_with_marks.insert(owner_.id());
      if (again) return;  // told by 30-002
    } else {
      reading_.record.expect(!again, "Z-06", on_page(page_, "MCID " + std::to_string(mcid)));
    }
    leads_back(mcid, stretch.element);
  }
  /// The way from ink to element: StructParents, then the parent tree.
  void leads_back(int mcid, std::size_t element) {
    if (element == kNowhere) return;  // told by 01-005
    const Handle key = owner_.key("/StructParents");
    const std::string detail = "MCID " + std::to_string(mcid);
    bool good = false;
    if (key.is_integer()) {
      const auto entry = reading_.tree.parent_tree.find(static_cast<int>(key.integer()));
      if (entry != reading_.tree.parent_tree.end() && entry->second.is_array() && mcid >= 0 &&
          mcid < entry->second.size()) {
        const auto back = reading_.tree.of_object.find(entry->second.item(mcid).id());
        good = back != reading_.tree.of_object.end() && back->second == element;
      }
    }
    reading_.record.expect(good, "Z-03", on_page(page_, detail));
  }
  void end() {
    if (stretches_.size() <= base_) {
      underflow_ = true;
      return;
    }
    stretches_.pop_back();
  }
  [[nodiscard]] bool within(bool Stretch::*what) const {
    return std::any_of(stretches_.begin(), stretches_.end(), [what](const Stretch& one) { return one.*what; });
  }
  [[nodiscard]] bool language_is_known() const {
    return std::any_of(stretches_.begin(), stretches_.end(), [this](const Stretch& one) {
      return one.has_lang || (one.element != kNowhere && reading_.tree.elements[one.element].has_lang);
    });
  }

  // ---- ink ----

  void paint(std::string_view what) {
    const bool owned = std::any_of(stretches_.begin(), stretches_.end(),
                                   [](const Stretch& one) { return one.artifact || one.in_tree; });
    reading_.record.expect(owned, "01-005", on_page(page_, what));
  }

  void show() {
    paint("text");
    if (!within(&Stretch::artifact)) {
      reading_.record.expect(reading_.file.has_lang || language_is_known(), "11-001", on_page(page_, "text"));
    }
    if (use_ == nullptr) {
      FontUse& use = reading_.fonts[font_.id()];
      if (use.codes.empty()) {
        use.font = font_;
        use.page = page_;
        use.codes.resize(0x10000);
        const Handle encoding = font_.key("/Encoding");
        if (font_.key("/Subtype").name() != "Type0") use.single.set();
        if (encoding.is_stream()) use.single = read_character_map(encoding.data(reading_.file.budget)).single;
      }
      use_ = &use;
    }
    use_->visible = use_->visible || !invisible_;
    const Handle text = operand(0);
    if (text.is_string()) use_codes(text.bytes());
    for (int i = 0; i < text.size(); ++i) {
      if (text.item(i).is_string()) use_codes(text.item(i).bytes());
    }
  }
  /// Codes of one and of two bytes; fonts of other kinds are not judged.
  void use_codes(const std::string& text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      std::size_t code = static_cast<unsigned char>(text[i]);
      if (!use_->single[code]) {
        if (++i == text.size()) return;
        code = code << 8 | static_cast<unsigned char>(text[i]);
      }
      use_->codes[code] = true;
    }
  }

  void show_object() {
    const Handle object = resource("/XObject", operand(0));
    const std::string kind = object.key("/Subtype").name();
    if (kind == "Image") {
      const Handle space = object.key("/ColorSpace");
      if (!space.is_null()) colour_space(space);
      if (object.has("/Intent")) rendering_intent(object.key("/Intent").name());
      return paint("image");
    }
    if (kind != "Form") return paint("Do");
    ++reading_.uses_of_form[object.id()];
    reading_.record.expect(!object.has("/Ref"), "30-001", on_page(page_, "/Ref"));
    if (depth_ >= kMostDepth) return reading_.record.expect(false, "Z-17", on_page(page_, "/Form"));
    Handle own = object.key("/Resources");
    StreamReader inside(reading_, object, own.is_dictionary() ? own : resources_, page_, stretches_, depth_ + 1);
    object.spend(reading_.file.budget);
    object.qpdf().parseAsContents(&inside);
  }

  Reading& reading_;
  Handle owner_;
  Handle resources_;
  std::uint32_t page_;
  std::vector<Stretch>& stretches_;
  int depth_;
  std::size_t base_ = 0;
  bool underflow_ = false;
  std::vector<Handle> operands_;
  Handle font_ = Handle();
  FontUse* use_ = nullptr;
  bool invisible_ = false;  ///< text is not drawn
  std::vector<std::pair<Handle, bool>> saved_;
};

/// The ways back that the parent tree knows: each must be the other end of a way there.
void inspect_ways_back(const Reading& reading) {
  const Tree& tree = reading.tree;
  struct Key {
    Handle owner;
    std::uint32_t page = 0;
  };
  std::map<int, Key> owners;  // whose key it is
  const auto own = [&](const Handle& owner, const char* name, std::uint32_t page, bool needed) {
    const Handle key = owner.key(name);
    if (key.is_null() && !needed) return;
    const bool good = key.is_integer() && owners.emplace(static_cast<int>(key.integer()), Key{owner, page}).second;
    reading.record.expect(good, "Z-05", on_page(page, name));
  };
  std::set<QPDFObjGen> with_marks;
  for (const auto& [marked, element] : tree.of_marked) with_marks.insert(marked.first);
  for (const Handle& page : reading.file.pages) {
    const std::uint32_t number = reading.file.number_of_page.at(page.id());
    own(page, "/StructParents", number, with_marks.contains(page.id()));
    const Handle annotations = page.key("/Annots");
    for (int i = 0; i < annotations.size(); ++i) {
      const Handle annotation = annotations.item(i);
      if (!annotation.is_dictionary()) continue;
      own(annotation, "/StructParent", number, tree.of_annotation.contains(annotation.id()));
    }
  }
  for (const auto& [form, uses] : reading.uses_of_form) {
    const Handle stream(reading.file.qpdf.getObject(form));
    if (stream.is_stream()) own(stream, "/StructParents", 0, reading.forms_with_marks.contains(form));
  }
  for (const auto& [key, entry] : tree.parent_tree) {
    const auto owner = owners.find(key);
    const auto leads_to = [&](const Handle& target) {
      const auto element = tree.of_object.find(target.id());
      return element == tree.of_object.end() ? kNowhere : element->second;
    };
    if (owner == owners.end()) {
      reading.record.expect(entry.is_null(), "Z-04", in_file("/ParentTree " + std::to_string(key)));
      continue;
    }
    if (!entry.is_array()) {
      const auto there = tree.of_annotation.find(owner->second.owner.id());
      const bool good = there != tree.of_annotation.end() && leads_to(entry) == there->second;
      reading.record.expect(good, "Z-04", on_page(owner->second.page, "/StructParent"));
      continue;
    }
    for (int mcid = 0; mcid < entry.size(); ++mcid) {
      if (entry.item(mcid).is_null()) continue;
      // A form's dictionary has no number of its own; what it holds is looked up by its stream.
      QPDFObjGen stream = owner->second.owner.id();
      if (owner->second.page == 0) continue;
      const auto there = tree.of_marked.find({stream, mcid});
      const bool good = there != tree.of_marked.end() && leads_to(entry.item(mcid)) == there->second;
      reading.record.expect(good, "Z-04", on_page(owner->second.page, "MCID " + std::to_string(mcid)));
    }
  }
  // A tagged annotation is found from its key as well.
  for (const auto& [annotation, element] : tree.of_annotation) {
    const Handle object(reading.file.qpdf.getObject(annotation));
    const Handle key = object.key("/StructParent");
    const auto entry =
        key.is_integer() ? tree.parent_tree.find(static_cast<int>(key.integer())) : tree.parent_tree.end();
    if (key.is_integer() && entry == tree.parent_tree.end()) {
      reading.record.expect(false, "Z-03", tree.at(element, "/StructParent"));
    } else {
      reading.record.checked("Z-03");
    }
  }
}

}  // namespace

FontUses inspect_content(const File& file, const Tree& tree, Record& record) {
  Reading reading{.file = file,
                  .tree = tree,
                  .record = record,
                  .fonts = {},
                  .seen = {},
                  .uses_of_form = {},
                  .forms_with_marks = {}};
  for (const Handle& page : file.pages) {
    const std::uint32_t number = file.number_of_page.at(page.id());
    QPDFPageObjectHelper content(page.qpdf());
    std::vector<Stretch> stretches;
    StreamReader reader(reading, page, content.getAttribute("/Resources", false), number, stretches, 0);
    const Handle contents = page.key("/Contents");
    contents.spend(file.budget);
    for (int i = 0; i < contents.size(); ++i) contents.item(i).spend(file.budget);
    content.parseContents(&reader);
  }
  // What the tree names must stand on some page.
  for (const auto& [marked, element] : tree.of_marked) {
    if (!reading.seen.contains(marked)) record.fault("Z-06", tree.at(element, "MCID " + std::to_string(marked.second)));
  }
  for (const auto& [form, uses] : reading.uses_of_form) {
    const bool tagged = reading.forms_with_marks.contains(form);
    record.expect(!tagged || uses <= 1, "30-002", in_file("/Form " + std::to_string(form.getObj())));
  }
  inspect_ways_back(reading);
  return std::move(reading.fonts);
}

}  // namespace zielbaum::audit
