#include <zip.h>
#include <algorithm>
#include <memory>

#include "docx/markup_internal.h"
#include "docx/package_internal.h"

namespace zielbaum::docx {

namespace {

constexpr std::string_view kRelationshipsType = "application/vnd.openxmlformats-package.relationships+xml";
constexpr zip_uint16_t kFirstDay = 1 << 5 | 1;  // 1980-01-01, the earliest that an archive can say

std::string content_types(const std::vector<Part>& parts) {
  pugi::xml_document part;
  const pugi::xml_node types =
      add(part, "Types", {{"xmlns", "http://schemas.openxmlformats.org/package/2006/content-types"}});
  add(types, "Default", {{"Extension", "rels"}, {"ContentType", std::string(kRelationshipsType)}});
  for (const Part& one : parts)
    add(types, "Override", {{"PartName", "/" + one.name}, {"ContentType", one.content_type}});
  return bytes_of(part);
}

/// "word/document.xml" has its relationships in "word/_rels/document.xml.rels".
std::string relationships_name(const std::string& part) {
  const std::size_t base = part.find_last_of('/') + 1;  // 0 where there is no folder
  return part.substr(0, base) + "_rels/" + part.substr(base) + ".rels";
}

struct CloseSource {
  void operator()(zip_source_t* source) const { zip_source_free(source); }
};
using Source = std::unique_ptr<zip_source_t, CloseSource>;
struct DiscardArchive {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
using Archive = std::unique_ptr<zip_t, DiscardArchive>;

struct Entry {
  std::string name;
  std::string bytes;
};

bool add_entry(zip_t& archive, const Entry& entry) {
  zip_source_t* const source = zip_source_buffer(&archive, entry.bytes.data(), entry.bytes.size(), 0);
  if (source == nullptr) return false;
  const zip_int64_t index = zip_file_add(&archive, entry.name.c_str(), source, ZIP_FL_ENC_UTF_8);
  if (index < 0) {
    zip_source_free(source);
    return false;
  }
  const auto at = static_cast<zip_uint64_t>(index);
  const bool is_markup = entry.name.ends_with(".xml") || entry.name.ends_with(".rels");
  return zip_set_file_compression(&archive, at, is_markup ? ZIP_CM_DEFLATE : ZIP_CM_STORE, 9) == 0 &&
         zip_file_set_dostime(&archive, at, 0, kFirstDay, 0) == 0;
}

/// Writes an archive into `out`, which must be empty. `entries` must outlive the call.
bool write_archive(zip_source_t& out, const std::vector<Entry>& entries) {
  zip_source_keep(&out);  // closing the archive gives one hold on it away
  Archive archive(zip_open_from_source(&out, ZIP_TRUNCATE, nullptr));
  if (archive == nullptr) {
    zip_source_free(&out);
    return false;
  }
  for (const Entry& entry : entries) {
    if (!add_entry(*archive, entry)) return false;
  }
  if (zip_close(archive.get()) != 0) return false;
  (void)archive.release();  // closed
  return true;
}

bool read_all(zip_source_t& source, std::string& bytes) {
  zip_stat_t stat;
  zip_stat_init(&stat);
  if (zip_source_stat(&source, &stat) != 0 || zip_source_open(&source) != 0) return false;
  bytes.resize(stat.size);
  const zip_int64_t size = zip_source_read(&source, bytes.data(), bytes.size());
  zip_source_close(&source);
  return size >= 0 && static_cast<std::size_t>(size) == bytes.size();
}

}  // namespace

std::string Relationships::to(std::string_view type, std::string_view target) {
  const auto known = std::find_if(all_.begin(), all_.end(),
                                  [&](const Relationship& one) { return one.type == type && one.target == target; });
  const std::string id = "rId" + std::to_string(known - all_.begin() + 1);
  if (known == all_.end()) all_.push_back({std::string(type), std::string(target)});
  return id;
}

std::string Relationships::bytes() const {
  pugi::xml_document part;
  const pugi::xml_node root =
      add(part, "Relationships", {{"xmlns", "http://schemas.openxmlformats.org/package/2006/relationships"}});
  for (std::size_t i = 0; i < all_.size(); ++i) {
    const std::string family = all_[i].type == "metadata/core-properties" ? "package" : "officeDocument";
    pugi::xml_node one =
        add(root, "Relationship",
            {{"Id", "rId" + std::to_string(i + 1)},
             {"Type", "http://schemas.openxmlformats.org/" + family + "/2006/relationships/" + all_[i].type},
             {"Target", all_[i].target}});
    if (all_[i].type == "hyperlink") one.append_attribute("TargetMode").set_value("External");
  }
  return bytes_of(part);
}

Result<std::string> pack(const Relationships& relationships, const std::vector<Part>& parts) {
  std::vector<Entry> entries = {{"[Content_Types].xml", content_types(parts)}, {"_rels/.rels", relationships.bytes()}};
  for (const Part& part : parts) {
    entries.push_back({part.name, part.bytes});
    if (!part.relationships.empty()) entries.push_back({relationships_name(part.name), part.relationships.bytes()});
  }
  const Source out(zip_source_buffer_create(nullptr, 0, 0, nullptr));
  std::string bytes;
  if (out == nullptr || !write_archive(*out, entries) || !read_all(*out, bytes)) {
    return error(ErrorKind::Storage, "docx-not-packed", msg("The Word file could not be put together"));
  }
  return bytes;
}

}  // namespace zielbaum::docx
