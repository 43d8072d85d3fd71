#include "xml/gate_internal.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlschemas.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "base/ascii.h"
#include "base/merge_marks.h"
#include "base/utf8.h"
#include "xml/xml.h"

namespace zielbaum::xml {

namespace {

// Nodes, and fields, titles and links inside the deepest of them.
constexpr std::size_t kMostElementDepth = kMostDepth + 2;
constexpr std::size_t kMostElements = 20 * std::size_t{kMostNodes};

// libxml2 refuses single inputs of more than ten million bytes, but not when they come in pieces.
constexpr std::size_t kPiece = 64 * 1024;

struct FreeParser {
  void operator()(xmlParserCtxt* parser) const { xmlFreeParserCtxt(parser); }
};
struct PullOut {
  void operator()(xmlSchemaSAXPlugStruct* plug) const { xmlSchemaSAXUnplug(plug); }
};

std::string_view view(const xmlChar* text) {
  return text == nullptr ? std::string_view{} : std::string_view(reinterpret_cast<const char*>(text));
}

/// White space as XML has it.
bool is_xml_space(char c) {
  return is_blank(c) || c == '\n' || c == '\r';
}

/// What the callbacks share. They run on libxml2's stack: they neither throw nor return errors, but note the first one
/// here and stop the parser.
struct State {
  std::string_view bytes;
  std::string_view file;
  Look look = Look::Everything;
  xmlParserCtxt* parser = nullptr;
  std::string name_space;  ///< of the root element
  std::size_t depth = 0;
  std::size_t count = 0;
  std::optional<Error> failure;
  bool done = false;  ///< stopped on purpose
};

std::uint32_t line_at(const State& state, std::size_t offset) {
  const std::string_view before = state.bytes.substr(0, offset);
  return 1 + static_cast<std::uint32_t>(std::count(before.begin(), before.end(), '\n'));
}

std::uint32_t parser_line(const State& state) {
  return static_cast<std::uint32_t>(std::max(0, xmlSAX2GetLineNumber(state.parser)));
}

void fail(State& state, std::uint32_t line, std::string code, Message message, std::optional<Message> hint) {
  if (state.failure) return;
  Error failure = at(error(ErrorKind::Invalid, std::move(code), std::move(message)),
                     {.file = std::string(state.file), .line = line, .column = 0, .node = {}, .title = {}});
  failure.hint = std::move(hint);
  failure.findings.push_back({Severity::Error, failure.code, failure.message, failure.place, failure.hint});
  state.failure = std::move(failure);
  if (state.parser != nullptr) xmlStopParser(state.parser);
}

State& state_of(void* data) {
  return *static_cast<State*>(data);
}

void start_element(void* data, const xmlChar* name, const xmlChar*, const xmlChar* name_space, int, const xmlChar**,
                   int, int, const xmlChar**) {
  State& state = state_of(data);
  if (state.failure) return;
  if (++state.depth > kMostElementDepth) {
    return fail(state, parser_line(state), "too-deep", msg("The elements are nested more than {0} deep", kMostDepth),
                msg("Move the inner parts up: no document needs so many levels."));
  }
  if (++state.count > kMostElements) {
    return fail(state, parser_line(state), "too-large", msg("The file has more than {0} elements", kMostElements),
                msg("Split the document in two."));
  }
  if (state.count == 1) {
    state.name_space = view(name_space);
  } else if (state.look != Look::Schema && view(name_space) != state.name_space) {
    return fail(state, parser_line(state), "foreign-namespace", msg("<{0}> belongs to another namespace", view(name)),
                msg("Delete the element, or the xmlns attribute that it stands under."));
  }
  if (state.look == Look::Root) {
    state.done = true;
    xmlStopParser(state.parser);
  }
}

void end_element(void* data, const xmlChar*, const xmlChar*, const xmlChar*) {
  --state_of(data).depth;
}

void comment(void* data, const xmlChar*) {
  State& state = state_of(data);
  if (state.look == Look::Schema) return;
  fail(state, parser_line(state), "comment", msg("Comments (<!-- … -->) are not kept and therefore not allowed"),
       msg("Move the remark into the prose or delete it."));
}

void instruction(void* data, const xmlChar* target, const xmlChar*) {
  State& state = state_of(data);
  fail(state, parser_line(state), "processing-instruction",
       msg("Processing instructions (<?{0} … ?>) are not allowed", view(target)), msg("Delete the instruction."));
}

// Called before anything inside the DOCTYPE is looked at: nothing of it is ever expanded or opened.
void doctype(void* data, const xmlChar*, const xmlChar*, const xmlChar*) {
  State& state = state_of(data);
  fail(state, parser_line(state), "doctype", msg("A DOCTYPE is not allowed"),
       msg("Delete the line that begins with <!DOCTYPE, and write characters themselves instead of entities."));
}

std::string trimmed(const char* text) {
  std::string out(text == nullptr ? "" : text);
  while (!out.empty() && is_xml_space(out.back())) out.pop_back();
  return out;
}

std::string part(const char* text) {
  return text == nullptr ? std::string() : std::string(text);
}

/// The one function that turns libxml2's parser errors into ours.
#if LIBXML_VERSION >= 21200
void parser_error(void*, const xmlError* raised) {
#else
void parser_error(void*, xmlError* raised) {
#endif
  if (raised == nullptr || raised->ctxt == nullptr || raised->level < XML_ERR_ERROR) return;
  // Not the callbacks' data: with a validator in between that is the validator's.
  State& state = state_of(static_cast<xmlParserCtxt*>(raised->ctxt)->_private);
  if (state.failure || state.done) return;
  auto line = static_cast<std::uint32_t>(std::max(0, raised->line));
  const auto not_well_formed = [&](Message message, std::optional<Message> hint = std::nullopt) {
    fail(state, line, "not-well-formed", std::move(message), std::move(hint));
  };
  switch (raised->code) {
    case XML_ERR_ATTRIBUTE_REDEFINED:
    case XML_NS_ERR_ATTRIBUTE_REDEFINED:
      return fail(state, line, "duplicate-attribute", msg("The attribute {0} is given twice", part(raised->str1)),
                  msg("Delete one of the two."));
    case XML_ERR_TAG_NAME_MISMATCH:
      return not_well_formed(
          msg("<{0}>, begun on line {1}, is ended by </{2}>", part(raised->str1), raised->int1, part(raised->str2)),
          msg("Elements end in the reverse order of their beginning."));
    case XML_ERR_TAG_NOT_FINISHED:
      return not_well_formed(msg("The file ends before <{0}> is ended", part(raised->str1)),
                             msg("The file may have been cut off; take the last saved version."));
    case XML_ERR_DOCUMENT_END:
      if (state.depth > 0) {
        line = line_at(state, state.bytes.size());
        return not_well_formed(msg("The file ends before all elements are ended"),
                               msg("The file may have been cut off; take the last saved version."));
      }
      if (state.count > 0) {
        return not_well_formed(msg("Something follows after the end of the root element"),
                               msg("A file has one root element; move the rest inside or delete it."));
      }
      [[fallthrough]];  // nothing but blanks
    case XML_ERR_DOCUMENT_EMPTY:
      return not_well_formed(msg("The file does not begin with an XML element"),
                             msg("The file may have been cut off; take the last saved version."));
    case XML_ERR_UNDECLARED_ENTITY:
    case XML_WAR_UNDECLARED_ENTITY:
      return not_well_formed(msg("Unknown entity: &{0};", part(raised->str1)),
                             msg("Write the character itself; only &amp; &lt; &gt; &quot; &apos; are known."));
    case XML_ERR_NAME_REQUIRED:
    case XML_ERR_ENTITYREF_SEMICOL_MISSING:
      return not_well_formed(msg("A & or < stands in the text where markup was expected"),
                             msg("Write &amp; for & and &lt; for <."));
    case XML_ERR_LT_IN_ATTRIBUTE:
      return not_well_formed(msg("A < stands in an attribute value"), msg("Write &lt; for <."));
    case XML_ERR_INVALID_CHAR:
    case XML_ERR_INVALID_CHARREF:
      return fail(state, line, "control-character", msg("A character that XML does not allow"),
                  msg("Delete the character."));
    default:
      return not_well_formed(msg("The file is no well-formed XML: {0}", trimmed(raised->message)));
  }
}

/// Tells a validator the line that the parser is at.
int locate(void* data, const char** file, unsigned long* line) {
  if (file != nullptr) *file = nullptr;
  if (line != nullptr) *line = parser_line(state_of(data));
  return 0;
}

xmlParserInput* refuse_to_load(const char*, const char*, xmlParserCtxt*) {
  return nullptr;
}

/// Whether the bytes look like UTF-16 or UTF-32: with a byte order mark, or with a zero in the first characters.
bool is_wide(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return true;
  return bytes.size() >= 4 && bytes[0] != '\0' ? bytes[1] == '\0' && bytes[3] == '\0'
                                               : bytes.size() >= 4 && bytes[1] == '<';
}

/// What can be refused by looking at the bytes alone. Cheap: two scans.
void look_at_bytes(State& state) {
  // A root's start tag is shorter than a piece.
  const std::size_t size = state.look == Look::Root ? state.bytes.find('\n', kPiece) : std::string_view::npos;
  const std::string_view bytes = state.bytes.substr(0, size);
  const Message save_as_utf8 = msg("Save the file as UTF-8.");
  if (is_wide(bytes)) {
    return fail(state, 1, "not-utf8", msg("The file is encoded as UTF-16, not as UTF-8"), save_as_utf8);
  }
  if (const auto invalid = find_invalid_utf8(bytes)) {
    return fail(state, line_at(state, *invalid), "not-utf8", msg("Byte {0} is no valid UTF-8", *invalid), save_as_utf8);
  }
  // The other control characters are found by the parser.
  if (const std::size_t offset = bytes.find('\0'); offset != std::string_view::npos) {
    return fail(state, line_at(state, offset), "control-character", msg("Byte {0} is a control character", offset),
                msg("Delete the character."));
  }
  if (bytes.starts_with("<?xml") && bytes.size() > 5 && is_xml_space(bytes[5])) {
    const std::string declaration = lower_case(bytes.substr(0, std::min(bytes.find("?>"), std::size_t{1000})));
    const std::size_t encoding = declaration.find("encoding");
    if (encoding != std::string::npos && declaration.find("utf-8", encoding) == std::string::npos) {
      return fail(state, 1, "encoding", msg("The file says that it is not UTF-8"), save_as_utf8);
    }
  }
}

}  // namespace

void seal_libxml2() {
  static const bool sealed = [] {
    xmlInitParser();
    xmlSetExternalEntityLoader(refuse_to_load);
    return true;
  }();
  ENSURE(sealed);
}

std::string_view without_mark(std::string_view bytes) {
  return bytes.starts_with("\xEF\xBB\xBF") ? bytes.substr(3) : bytes;
}

Result<std::string> gate(std::string_view bytes, std::string_view file, Look look, xmlSchemaValidCtxt* validator) {
  seal_libxml2();
  bytes = without_mark(bytes);
  State state;
  state.bytes = bytes;
  state.file = file;
  state.look = look;
  look_at_bytes(state);
  if (state.failure) return std::move(*state.failure);

  xmlSAXHandler own{};
  own.initialized = XML_SAX2_MAGIC;
  own.startElementNs = start_element;
  own.endElementNs = end_element;
  own.comment = comment;
  own.processingInstruction = instruction;
  own.internalSubset = doctype;
  xmlSAXHandler* handler = &own;
  void* data = &state;
  const std::unique_ptr<xmlSchemaSAXPlugStruct, PullOut> plug(
      validator == nullptr ? nullptr : xmlSchemaSAXPlug(validator, &handler, &data));
  // Last: a validator does not hand it on.
  handler->serror = parser_error;
  const std::unique_ptr<xmlParserCtxt, FreeParser> parser(xmlCreatePushParserCtxt(handler, data, nullptr, 0, nullptr));
  if (parser == nullptr || (validator != nullptr && plug == nullptr)) {
    return error(ErrorKind::Internal, "out-of-memory", msg("Out of memory"));
  }
  state.parser = parser.get();
  parser->_private = &state;
  if (validator != nullptr) xmlSchemaValidateSetLocator(validator, locate, &state);
  xmlCtxtUseOptions(parser.get(), XML_PARSE_NONET | XML_PARSE_PEDANTIC | XML_PARSE_BIG_LINES);
  for (std::size_t done = 0; done < bytes.size() && !state.failure && !state.done;) {
    const std::size_t size = std::min(kPiece, bytes.size() - done);
    xmlParseChunk(parser.get(), bytes.data() + done, static_cast<int>(size), 0);
    done += size;
  }
  if (!state.failure && !state.done) xmlParseChunk(parser.get(), nullptr, 0, 1);
  if (!state.failure && !state.done && parser->wellFormed == 0) {
    fail(state, parser_line(state), "not-well-formed", msg("The file is no well-formed XML: {0}", ""), std::nullopt);
  }
  // What git left of a merge is no XML, but better told as what it is.
  if (state.failure && state.failure->code == "not-well-formed") {
    if (const std::optional<std::uint32_t> line = first_merge_mark(bytes)) {
      state.failure.reset();
      fail(state, *line, "undecided", msg("It is not decided which wording counts"),
           msg("Keep one of both wordings and delete the lines with the marks."));
    }
  }
  if (state.failure) return std::move(*state.failure);
  return std::move(state.name_space);
}

}  // namespace zielbaum::xml
