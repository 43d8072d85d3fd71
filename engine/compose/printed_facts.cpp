// What changed around a document, as facts of the whole.
#include <algorithm>

#include "compose/facts_internal.h"
#include "compose/sentences_internal.h"
#include "compose/words_for.h"

namespace zielbaum::compose {

namespace {

using What = diff::PrintedChange::What;

class PrintedFact {
 public:
  PrintedFact(const diff::PrintedChange& change, const model::DocumentType& before, const model::DocumentType& after,
              Language language)
      : change_(change), before_(before), after_(after), language_(language) {}

  ComparedFact make() const {
    // Of files and of how pages are laid out only that they changed can be read.
    const bool is_file = change_.what == What::Picture || change_.what == What::TypeLayout ||
                         (change_.what == What::Theme && !change_.name.empty());
    const std::string was = change_.value.before.value_or("");
    const std::string is = change_.value.after.value_or("");
    if (!is_file) return valued(label(), was, is);
    const std::string there = say(msg("present"));
    ComparedFact fact = valued(label(), was.empty() ? "" : there,
                               is.empty()    ? ""
                               : was.empty() ? there
                                             : say(msg("present, changed")));
    fact.told = say(was.empty() ? msg("new") : is.empty() ? msg("dropped") : msg("replaced by another one"));
    if (change_.what == What::TypeLayout) fact.told = say(msg("changed"));
    return fact;
  }

 private:
  std::string say(const Message& message) const { return render(message, language_); }

  std::string label() const {
    switch (change_.what) {
      case What::Picture:
        return say(msg("Picture {0}", change_.name));
      case What::PictureCredit:
        return say(msg("Author of the picture {0}", change_.name));
      case What::PictureLicence:
        return say(msg("Licence of the picture {0}", change_.name));
      case What::Publisher:
        return say(msg("Publisher"));
      case What::Address:
        return say(msg("Address"));
      case What::Phone:
        return say(msg("Phone"));
      case What::Email:
        return say(msg("E-mail"));
      case What::AccessibilityContact:
        return say(msg("Contact for accessible formats"));
      case What::Licence:
        return say(msg("Licence"));
      case What::Imprint:
        return say(msg("Imprint, {0}", imprint_name()));
      case What::KindLabel:
        return say(msg("Name of the kind “{0}”", change_.name));
      case What::KindPlural:
        return say(msg("Name of several of the kind “{0}”", change_.name));
      case What::Numbering:
        return say(msg("Numbers of “{0}”", kind_label(change_.name)));
      case What::FieldLabel:
        return say(msg("Name of the field “{0}”", change_.name));
      case What::OptionLabel:
        return say(msg("Name of the value “{0}”", change_.name));
      case What::RoleLabel:
        return say(msg("Name of the link “{0}”", change_.name));
      case What::TypeLayout:
        return say(msg("Layout by the type of document"));
      case What::Theme:
        return change_.name.empty() ? say(msg("Look")) : say(msg("Look “{0}”", change_.name));
      case What::NodeId:
        return say(msg("Id of a node"));
    }
    return "";
  }

  std::string imprint_name() const {
    if (change_.name == "responsible") return say(msg("responsible for the content"));
    if (change_.name == "editing") return say(msg("editing"));
    if (change_.name == "participation") return say(msg("participation"));
    if (change_.name == "design") return say(msg("design"));
    if (change_.name == "funding") return say(msg("funding"));
    return change_.name;
  }

  std::string kind_label(const std::string& name) const {
    const model::KindRule* const kind = after_.kind(name) == nullptr ? before_.kind(name) : after_.kind(name);
    return kind == nullptr ? name : std::string(model::in_language(kind->label, tag_of(language_)));
  }

  const diff::PrintedChange& change_;
  const model::DocumentType& before_;
  const model::DocumentType& after_;
  Language language_;
};

}  // namespace

std::vector<ComparedFact> printed_facts(const Source& before, const Source& after, const diff::Changes& changes,
                                        Language language) {
  std::vector<ComparedFact> out;
  for (const diff::PrintedChange& change : changes.printed)
    out.push_back(PrintedFact(change, before.type, after.type, language).make());
  return out;
}

std::string told_printed(const diff::PrintedChange& change, const model::DocumentType& before,
                         const model::DocumentType& after, Language language) {
  const ComparedFact fact = PrintedFact(change, before, after, language).make();
  return fact.label + ": " + tell_fact(fact, language);
}

}  // namespace zielbaum::compose
