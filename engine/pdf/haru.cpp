#include "pdf/haru_internal.h"

#include <hpdf.h>
#include <hpdf_doc.h>
#include <hpdf_objects.h>
#include <hpdf_streams.h>

#include <optional>

#include "pdf/deflate_internal.h"
#include "pdf/syntax_internal.h"

namespace zielbaum::pdf {

namespace {

/// What hangs on the `attr` of one of libharu's dictionaries: one body, or a maker of many.
struct Row {
  Haru::Body body = {};
  Haru::MakeBody make = {};  ///< empty where `body` is already there
  std::uint32_t next = 0;
  HPDF_Stream file = nullptr;  ///< while one is written
};

Row& row_of(HPDF_Dict dictionary) {
  return *static_cast<Row*>(dictionary->attr);
}

HPDF_STATUS write(HPDF_Stream file, std::string_view bytes) {
  return HPDF_Stream_Write(file, reinterpret_cast<const HPDF_BYTE*>(bytes.data()),
                           static_cast<HPDF_UINT>(bytes.size()));
}

// libharu calls these from C, so nothing may be thrown through them.

/// Called between "<<" and ">>".
HPDF_STATUS write_entries(HPDF_Dict dictionary, HPDF_Stream file) noexcept {
  Row& row = row_of(dictionary);
  row.file = file;
  if (row.make) {
    row.body.entries.clear();
    row.body.bytes.clear();
    row.make(row.next++, row.body);
  }
  if (row.body.is_stream) row.body.entries += "/Length " + std::to_string(row.body.bytes.size());
  return write(file, row.body.entries);
}

/// Called behind ">>".
HPDF_STATUS write_stream(HPDF_Dict dictionary) noexcept {
  Row& row = row_of(dictionary);
  HPDF_STATUS status = HPDF_OK;
  if (row.body.is_stream) {
    status = write(row.file, "\nstream\n");
    if (status == HPDF_OK) status = write(row.file, row.body.bytes);
    if (status == HPDF_OK) status = write(row.file, "\nendstream");
  }
  if (!row.make) row.body = {};
  return status;
}

void free_row(HPDF_Dict dictionary) noexcept {
  delete static_cast<Row*>(dictionary->attr);
  dictionary->attr = nullptr;
}

void give_row(HPDF_Dict dictionary, Row row) {
  dictionary->attr = new Row(std::move(row));
  dictionary->write_fn = write_entries;
  dictionary->after_write_fn = write_stream;
  dictionary->free_fn = free_row;
}

/// Where the file goes: libharu writes a few bytes at a time, which are handed over in pieces.
struct Outlet {
  const TakeBytes& take;
  std::string piece = {};
  std::uint64_t size = 0;
  std::optional<Error> failed = {};

  [[nodiscard]] bool flush() {
    size += piece.size();
    Result<void> taken = take(piece);
    piece.clear();
    if (!taken) failed = taken.error();
    return !failed;
  }
};

HPDF_STATUS write_outside(HPDF_Stream file, const HPDF_BYTE* bytes, HPDF_UINT size) noexcept {
  constexpr std::size_t kPiece = 256 * 1024;
  auto& outlet = *static_cast<Outlet*>(file->attr);
  outlet.piece.append(reinterpret_cast<const char*>(bytes), size);
  return outlet.piece.size() < kPiece || outlet.flush() ? HPDF_OK : HPDF_FILE_IO_ERROR;
}

constexpr std::string_view kFlate = "/Filter/FlateDecode";
constexpr std::size_t kMostObjects = 8'000'000;  // libharu takes a little more

}  // namespace

std::string Object::reference() const {
  std::string out;
  append_reference(out, *this);
  return out;
}

void append_reference(std::string& out, Object object) {
  ENSURE(object);
  append_integer(out, object.number());
  out += " 0 R";
}

struct Haru::Impl {
  HPDF_Doc document = nullptr;
  Deflater deflater;
  struct Shared {
    std::uint32_t first = 0, count = 0;
  };
  std::vector<Shared> rows;  ///< objects [first, first + count) share one dictionary

  Impl() : document(HPDF_New(nullptr, nullptr)) {}  // no handler: nothing may unwind through C frames
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
  ~Impl() {
    if (document == nullptr) return;
    for (const Shared& row : rows) {  // each dictionary is to be freed once
      for (std::uint32_t i = 1; i < row.count; ++i) entry(row.first + i)->obj = nullptr;
    }
    HPDF_Free(document);
  }

  [[nodiscard]] HPDF_XrefEntry entry(std::uint32_t number) const {
    return HPDF_Xref_GetEntry(document->xref, number - document->xref->start_offset);
  }
  [[nodiscard]] HPDF_Dict dictionary(Object object) const {
    return static_cast<HPDF_Dict>(entry(object.number())->obj);
  }

  /// Fails where `wanted` more objects would be too many; libharu then frees what it is given.
  [[nodiscard]] bool has_room(std::size_t wanted) const {
    if (document->xref->entries->count + wanted <= kMostObjects) return true;
    HPDF_SetError(&document->error, HPDF_XREF_COUNT_ERR, 0);
    return false;
  }

  Object add(Row row) const {
    if (!has_room(1)) return Object(1);
    HPDF_Dict made = HPDF_Dict_New(document->mmgr);
    ENSURE(made != nullptr && HPDF_Xref_Add(document->xref, made) == HPDF_OK);  // out of memory
    give_row(made, std::move(row));
    return Object(made->header.obj_id & 0x00FFFFFFu);
  }

  void add_to_catalog(std::string_view key, std::string_view value) const {
    if (document->catalog->attr == nullptr) give_row(document->catalog, {});
    std::string& entries = row_of(document->catalog).body.entries;
    entries += '/';
    entries += key;
    entries += ' ';
    entries += value;
  }
};

Haru::Haru(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Haru::Haru(Haru&&) noexcept = default;
Haru& Haru::operator=(Haru&&) noexcept = default;
Haru::~Haru() = default;

Result<Haru> Haru::create() {
  auto impl = std::make_unique<Impl>();
  if (impl->document == nullptr) {
    return error(ErrorKind::Internal, "pdf-not-written", msg("The PDF file could not be made: {0}", "HPDF_New"));
  }
  // Pages, and what is known about the document, are ours; its own entries give way.
  HPDF_Dict root = impl->document->root_pages;
  root->before_write_fn = nullptr;
  HPDF_Dict_RemoveElement(root, "Kids");
  HPDF_Dict_RemoveElement(root, "Count");
  give_row(root, {});
  return Haru(std::move(impl));
}

Object Haru::add(std::string body) {
  return impl_->add({.body = {.entries = std::move(body)}});
}

void Haru::set(Object object, std::string body) {
  row_of(impl_->dictionary(object)).body.entries = std::move(body);
}

Object Haru::add_stream(std::string entries, std::string_view bytes, Bytes how) {
  if (how != Bytes::AsTheyAre) entries += kFlate;
  return impl_->add({.body = {.entries = std::move(entries),
                              .is_stream = true,
                              .bytes = how == Bytes::Plain ? impl_->deflater.compressed(bytes) : std::string(bytes)}});
}

Object Haru::add_row(std::size_t count, MakeBody make) {
  if (count == 0 || !impl_->has_room(count)) return {};
  HPDF_Xref xref = impl_->document->xref;
  xref->entries->items_per_block = std::max<HPDF_UINT>(xref->entries->items_per_block, static_cast<HPDF_UINT>(count));
  const Object first = impl_->add({.make = std::move(make)});
  HPDF_Dict shared = impl_->dictionary(first);
  for (std::size_t i = 1; i < count; ++i) {
    shared->header.obj_id = 0;  // as if it had no number yet
    ENSURE(HPDF_Xref_Add(xref, shared) == HPDF_OK);
  }
  impl_->rows.push_back({first.number(), static_cast<std::uint32_t>(count)});
  return first;
}

Object Haru::page_root() const {
  return Object(impl_->document->root_pages->header.obj_id & 0x00FFFFFFu);
}

void Haru::set_catalog(const char* key, Object object) {
  impl_->add_to_catalog(key, object.reference());
}

void Haru::set_catalog_name(const char* key, const char* name) {
  impl_->add_to_catalog(key, std::string("/") + name);
}

void Haru::set_catalog_text(const char* key, const std::string& ascii) {
  impl_->add_to_catalog(key, byte_string(ascii));
}

void Haru::add_output_intent(Object intent) {
  impl_->add_to_catalog("OutputIntents", "[" + intent.reference() + "]");
}

void Haru::set_info(std::string entries) {
  HPDF_Dict info = impl_->document->info;
  HPDF_Dict_RemoveElement(info, "Producer");  // libharu's own name
  give_row(info, {.body = {.entries = std::move(entries)}});
}

void Haru::set_identifier(std::string_view sixteen_bytes) {
  const std::string text = byte_string(sixteen_bytes);
  give_row(impl_->document->trailer, {.body = {.entries = "/ID[" + text + text + "]"}});
}

Result<void> Haru::save(const TakeBytes& take) {
  HPDF_Doc document = impl_->document;
  const auto failed = [document](std::string_view what) {
    return error(
        ErrorKind::Internal, "pdf-not-written",
        msg("The PDF file could not be made: {0}", std::string(what) + " " + std::to_string(document->error.error_no)));
  };
  if (document->error.error_no != 0) return failed("libharu");
  // What HPDF_SaveToStream does, but to our own outlet.
  Outlet outlet{.take = take};
  HPDF_Stream file = HPDF_CallbackWriter_New(document->mmgr, write_outside, &outlet);
  ENSURE(file != nullptr);
  HPDF_STATUS status = write(file, "%PDF-1.7\n%\xB7\xBE\xAD\xAA\n");
  if (status == HPDF_OK) status = HPDF_Dict_Add(document->trailer, "Root", document->catalog);
  if (status == HPDF_OK) status = HPDF_Dict_Add(document->trailer, "Info", document->info);
  if (status == HPDF_OK) status = HPDF_Xref_WriteToStream(document->xref, file, nullptr);
  const std::uint64_t size = file->size;
  HPDF_Stream_Free(file);
  if (outlet.failed) return *outlet.failed;
  if (status != HPDF_OK) return failed("HPDF_Xref_WriteToStream");
  if (!outlet.flush()) return *outlet.failed;
  if (outlet.size != size) return failed("size");  // libharu counts to four gigabytes
  return {};
}

}  // namespace zielbaum::pdf
