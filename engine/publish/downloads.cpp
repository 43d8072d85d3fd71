#include "base/ascii.h"
#include "base/digest.h"
#include "html/html.h"
#include "publish/publish.h"

namespace zielbaum::publish {

namespace {

constexpr std::string_view kPage = "index.html";
constexpr std::string_view kManifest = "manifest.json";
constexpr std::string_view kHexDigits = "0123456789abcdef";

/// 252,700 becomes "252.7 kB", 1,249,000 "1.2 MB". Rounded half up, in whole numbers.
std::string size_for_people(std::uint64_t bytes) {
  const auto in_units = [&](std::uint64_t unit, std::string_view name) {
    const std::uint64_t tenths = (bytes + unit / 20) / (unit / 10);
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " " + std::string(name);
  };
  constexpr std::uint64_t kThousand = 1'000;
  constexpr std::uint64_t kMillion = 1'000'000;
  const bool rounds_to_million = bytes >= kMillion - kThousand / 20;
  return rounds_to_million ? in_units(kMillion, "MB") : in_units(kThousand, "kB");
}

bool stays_in_folder(std::string_view path) {
  if (path.empty() || path.front() == '/' || path.find('\\') != std::string_view::npos) return false;
  while (!path.empty()) {
    const std::size_t slash = path.find('/');
    const std::string_view part = path.substr(0, slash);
    if (part.empty() || part == "." || part == "..") return false;
    if (slash == std::string_view::npos) return true;
    path.remove_prefix(slash + 1);
  }
  return false;  // ended with a slash
}

/// A path as a relative address: all but letters, digits and "-._~/" as %XX, so that no part is taken for a scheme.
std::string address_of(std::string_view path) {
  std::string out;
  for (const char c : path) {
    const bool plain = is_ascii_alphanumeric(c) || std::string_view("-._~/").find(c) != std::string_view::npos;
    if (plain) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += {'%', kHexDigits[byte >> 4], kHexDigits[byte & 0xF]};
    }
  }
  return out;
}

std::string json_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += {'\\', c};
    } else if (byte < 0x20) {
      out += "\\u00";
      out += {kHexDigits[byte >> 4], kHexDigits[byte & 0xF]};
    } else {
      out += c;
    }
  }
  return out + "\"";
}

std::string file_members(std::string_view path, std::uint64_t size, std::string_view hash) {
  return "\"path\": " + json_text(path) + ", \"size\": " + std::to_string(size) + ", \"sha256\": " + json_text(hash);
}

std::string manifest(const std::vector<Download>& downloads, std::string_view page, const Toolchain& toolchain) {
  std::string out = "{\n  \"schema\": \"zielbaum.manifest/1\",\n  \"page\": {" +
                    file_members(kPage, page.size(), sha256(page)) + "},\n  \"toolchain\": {";
  for (std::size_t i = 0; i < toolchain.size(); ++i) {
    out += (i == 0 ? "" : ", ") + json_text(toolchain[i].first) + ": " + json_text(toolchain[i].second);
  }
  out += "},\n  \"files\": [";
  for (std::size_t i = 0; i < downloads.size(); ++i) {
    const Download& download = downloads[i];
    out += i == 0 ? "\n    {" : ",\n    {";
    out += file_members(download.path, download.size, download.sha256) + ", \"format\": " + json_text(download.format) +
           ", \"title\": " + json_text(download.title) + ", \"detail\": " + json_text(download.detail);
    if (!download.accessibility.text.empty()) {
      out += ", \"accessibility\": " + json_text(render(download.accessibility, Language::English));
    }
    out += "}";
  }
  return out + (downloads.empty() ? "]\n}\n" : "\n  ]\n}\n");
}

std::string lines_of(const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& line : lines) {
    if (!line.empty()) out += (out.empty() ? "" : "<br>\n") + html::escape(line);
  }
  return out.empty() ? out : "<p>" + out + "</p>\n";
}

std::string mail_line(const std::string& label, const std::string& address) {
  if (address.empty()) return {};
  return "<p>" + html::escape(label) + " <a href=\"mailto:" + html::escape(address) + "\">" + html::escape(address) +
         "</a></p>\n";
}

/// A heading for each document, below it an entry for each edition or comparison, with links to its files.
std::string entries(const std::vector<Download>& downloads, Language language) {
  std::string out;
  for (auto one = downloads.begin(); one != downloads.end();) {
    const std::string& title = one->title;
    out += "<h2>" + html::escape(title) + "</h2>\n<ul class=\"downloads\">\n";
    while (one != downloads.end() && one->title == title) {
      const std::string& detail = one->detail;
      out += "<li>";
      if (!detail.empty()) out += "<span class=\"title\">" + html::escape(detail) + "</span>";
      for (; one != downloads.end() && one->title == title && one->detail == detail; ++one) {
        const std::string label = download_label(*one, language);
        const std::string about = detail.empty() ? title : title + ", " + detail;
        out += "\n<span class=\"detail\"><a href=\"" + address_of(one->path) + "\" aria-label=\"" +
               html::escape(label + ": " + about) + "\">" + html::escape(label) + "</a>";
        if (!one->accessibility.text.empty()) out += ", " + html::escape(render(one->accessibility, language));
        out += "</span>";
      }
      out += "</li>\n";
    }
    out += "</ul>\n";
  }
  return out;
}

std::string page(const model::Settings& settings, const std::vector<Download>& downloads, std::string_view lang,
                 const html::Palette& palette) {
  const Language language = interface_language(lang);
  const std::string heading = render(msg("Downloads"), language);
  std::string body = "<main>\n<h1>" + html::escape(heading) + "</h1>\n";
  body += lines_of({settings.publisher});
  body += entries(downloads, language);
  body += "<p class=\"small\">" + html::escape(render(msg("Check sums (SHA-256) of all files:"), language)) +
          " <a href=\"" + std::string(kManifest) + "\">" + std::string(kManifest) + "</a></p>\n</main>\n";
  body += "<footer>\n<h2>" + html::escape(render(msg("Contact"), language)) + "</h2>\n";
  std::vector<std::string> address = {settings.publisher};
  address.insert(address.end(), settings.address.begin(), settings.address.end());
  if (!settings.phone.empty()) address.push_back(render(msg("Telephone:"), language) + " " + settings.phone);
  body += lines_of(address);
  body += mail_line(render(msg("E-mail:"), language), settings.email);
  body += mail_line(render(msg("For other accessible formats write to:"), language), settings.accessibility_contact);
  body += "</footer>\n";

  html::Shell shell;
  shell.palette = palette;
  shell.lang = lang;
  shell.title = settings.publisher.empty() ? heading : heading + " – " + settings.publisher;
  shell.author = settings.publisher;
  return html::in_shell(shell, body);
}

}  // namespace

std::string download_label(const Download& download, Language language) {
  return render(msg("{0} document ({1})", download.format, size_for_people(download.size)), language);
}

Result<std::vector<OutputFile>> downloads_page(const model::Settings& settings, const std::vector<Download>& downloads,
                                               std::string_view lang, const Toolchain& toolchain,
                                               const html::Palette& palette) {
  for (const Download& download : downloads) {
    if (!stays_in_folder(download.path)) {
      return error(ErrorKind::Refused, "path-outside-folder",
                   msg("The file “{0}” does not lie in the folder of the publication.", download.path));
    }
  }
  std::string index = page(settings, downloads, lang, palette);
  std::string hashes = manifest(downloads, index, toolchain);
  return std::vector<OutputFile>{{std::string(kPage), std::move(index)}, {std::string(kManifest), std::move(hashes)}};
}

}  // namespace zielbaum::publish
