#include "write_internal.h"

#include <algorithm>

#include "gate_internal.h"
#include "xml/xml.h"

namespace zielbaum::xml {

namespace {

enum class Where { Text, Attribute, Anywhere };

void append_escaped(std::string& out, std::string_view text, Where where) {
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += where == Where::Text ? "\"" : "&quot;";
        break;
      case '\'':
        out += where == Where::Anywhere ? "&apos;" : "'";
        break;
      case '\t':
      case '\n':
      case '\r':
        // As references: a reader turns plain ones in attributes into spaces.
        if (where == Where::Attribute) {
          out += c == '\t' ? "&#9;" : c == '\n' ? "&#10;" : "&#13;";
        } else {
          out += c;
        }
        break;
      default:
        // XML cannot say control characters at all; the replacement character keeps the file readable.
        if (static_cast<unsigned char>(c) < 0x20) {
          out += "\xEF\xBF\xBD";
        } else {
          out += c;
        }
    }
  }
}

/// Whether collapsed() would change nothing.
bool is_collapsed(std::string_view text) {
  if (text.empty()) return true;
  if (text.front() == ' ' || text.back() == ' ' || text.find("  ") != std::string_view::npos) return false;
  return text.find_first_of("\t\n\r") == std::string_view::npos;
}

}  // namespace

std::string escape(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 16);
  append_escaped(out, text, Where::Anywhere);
  return out;
}

void Writer::open(std::string_view name) {
  if (in_tag_) out_ += ">\n";
  out_.append(2 * depth_, ' ');
  out_ += '<';
  out_ += name;
  in_tag_ = true;
  ++depth_;
}

void Writer::attribute(std::string_view name, std::string_view value) {
  out_ += ' ';
  out_ += name;
  out_ += "=\"";
  append_escaped(out_, value, Where::Attribute);
  out_ += '"';
}

void Writer::attribute_if(std::string_view name, std::string_view value) {
  if (!value.empty()) attribute(name, value);
}

void Writer::text_and_close(std::string_view name, std::string_view text) {
  if (text.empty()) return close(name);
  out_ += '>';
  in_tag_ = false;
  --depth_;
  if (is_collapsed(text)) {
    append_escaped(out_, text, Where::Text);
  } else {
    append_escaped(out_, collapsed(text), Where::Text);
  }
  out_ += "</";
  out_ += name;
  out_ += ">\n";
}

void Writer::close(std::string_view name) {
  --depth_;
  if (in_tag_) {
    out_ += " />\n";
    in_tag_ = false;
    return;
  }
  out_.append(2 * depth_, ' ');
  out_ += "</";
  out_ += name;
  out_ += ">\n";
}

void Writer::leaf_if(std::string_view name, std::string_view text) {
  if (text.empty()) return;
  open(name);
  text_and_close(name, text);
}

}  // namespace zielbaum::xml
