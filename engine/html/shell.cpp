#include "base/utf8.h"
#include "html/html.h"
#include "html/style_internal.h"

namespace zielbaum::html {

namespace {

std::string meta(std::string_view name, std::string_view content) {
  if (content.empty()) return {};
  return "<meta name=\"" + std::string(name) + "\" content=\"" + escape(content) + "\">\n";
}

}  // namespace

std::string escape(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (std::size_t at = 0; at < text.size();) {
    const Decoded decoded = decode_utf8(text, at);
    at += decoded.size;
    switch (decoded.character) {
      case U'&':
        out += "&amp;";
        break;
      case U'<':
        out += "&lt;";
        break;
      case U'>':
        out += "&gt;";
        break;
      case U'"':
        out += "&quot;";
        break;
      case U'\'':
        out += "&#39;";
        break;
      default:
        append_utf8(out, disguises(decoded.character) ? U'\uFFFD' : decoded.character);
    }
  }
  return out;
}

std::string in_shell(const Shell& shell, std::string_view body) {
  const std::string style = style_sheet(shell.palette);
  std::string out = "<!DOCTYPE html>\n<html lang=\"" + escape(shell.lang) + "\">\n<head>\n<meta charset=\"utf-8\">\n";
  out += "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '" + style_hash(style) +
         "'; img-src 'self' file: data:; base-uri 'none'; form-action 'none'\">\n";
  out += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
  out += "<title>" + escape(shell.title) + "</title>\n";
  out += meta("description", shell.description) + meta("author", shell.author) + meta("generator", "Zielbaum");
  out += "<style>" + style + "</style>\n</head>\n";
  out += shell.room == Room::TwoColumns       ? "<body class=\"wide\">\n"
         : shell.room == Room::BesideContents ? "<body class=\"review\">\n"
                                              : "<body>\n";
  out += body;
  out += "</body>\n</html>\n";
  return out;
}

}  // namespace zielbaum::html
