#include "pdf/haru_internal.h"

#include <hpdf.h>
#include <hpdf_doc.h>
#include <hpdf_objects.h>
#include <hpdf_pages.h>
#include <hpdf_streams.h>
#include <zlib.h>

#include <vector>

namespace zielbaum::pdf {

namespace {

/// The entries of a raw dictionary hang on libharu's `attr`, which calls us back to write and to free them.
HPDF_STATUS write_body(HPDF_Dict dictionary, HPDF_Stream stream) {
  const auto* body = static_cast<const std::string*>(dictionary->attr);
  return HPDF_Stream_Write(stream, reinterpret_cast<const HPDF_BYTE*>(body->data()),
                           static_cast<HPDF_UINT>(body->size()));
}

void free_body(HPDF_Dict dictionary) {
  delete static_cast<std::string*>(dictionary->attr);
  dictionary->attr = nullptr;
}

void give_body(HPDF_Dict dictionary, std::string body) {
  dictionary->attr = new std::string(std::move(body));
  dictionary->write_fn = write_body;
  dictionary->free_fn = free_body;
}

void write_bytes(HPDF_Dict stream, std::string_view bytes) {
  HPDF_Stream_Write(stream->stream, reinterpret_cast<const HPDF_BYTE*>(bytes.data()),
                    static_cast<HPDF_UINT>(bytes.size()));
}

constexpr std::string_view kFlate = "/Filter/FlateDecode";

}  // namespace

std::string Object::reference() const {
  ENSURE(dictionary_ != nullptr);
  return std::to_string(dictionary_->header.obj_id & 0x00FFFFFFu) + " 0 R";
}

void Haru::Free::operator()(_HPDF_Doc_Rec* document) const {
  HPDF_Free(document);
}

Result<Haru> Haru::create() {
  Haru haru;
  haru.document_.reset(HPDF_New(nullptr, nullptr));  // no handler: nothing may unwind through C frames
  if (haru.document_ == nullptr) {
    return error(ErrorKind::Internal, "pdf-not-written", msg("The PDF file could not be made: {0}", "HPDF_New"));
  }
  haru.document_->pdf_version = HPDF_VER_17;
  HPDF_SetPagesConfiguration(haru.document_.get(), 64);  // a tree of pages; a flat list ends at 32,767
  return haru;
}

Object Haru::add(std::string body) {
  HPDF_Dict dictionary = HPDF_Dict_New(document_->mmgr);
  ENSURE(dictionary != nullptr);  // out of memory
  HPDF_Xref_Add(document_->xref, dictionary);
  give_body(dictionary, std::move(body));
  return Object(dictionary);
}

void Haru::set(Object object, std::string body) {
  *static_cast<std::string*>(object.dictionary()->attr) = std::move(body);
}

Object Haru::add_stream(std::string entries, std::string_view bytes, Bytes how) {
  HPDF_Dict stream = HPDF_DictStream_New(document_->mmgr, document_->xref);
  ENSURE(stream != nullptr);
  if (how == Bytes::Plain) {
    write_bytes(stream, deflated(bytes));
  } else {
    write_bytes(stream, bytes);
  }
  if (how != Bytes::AsTheyAre) entries += kFlate;
  if (!entries.empty()) give_body(stream, std::move(entries));
  return Object(stream);
}

Object Haru::add_page(Length width, Length height, std::string_view contents, std::uint32_t struct_parents,
                      Object resources) {
  HPDF_Page page = HPDF_AddPage(document_.get());
  if (page == nullptr) return {};
  HPDF_Page_SetWidth(page, static_cast<HPDF_REAL>(width.in_points()));
  HPDF_Page_SetHeight(page, static_cast<HPDF_REAL>(height.in_points()));
  HPDF_Dict_Add(page, "Resources", resources.dictionary());
  HPDF_Dict_AddNumber(page, "StructParents", static_cast<HPDF_INT32>(struct_parents));
  HPDF_Dict_AddName(page, "Tabs", "S");
  HPDF_Dict stream = static_cast<HPDF_PageAttr>(page->attr)->contents;
  write_bytes(stream, contents);
  give_body(stream, std::string(kFlate));
  return Object(page);
}

void Haru::add_annotation(Object page, Object annotation) {
  auto* annotations = static_cast<HPDF_Array>(HPDF_Dict_GetItem(page.dictionary(), "Annots", HPDF_OCLASS_ARRAY));
  if (annotations == nullptr) {
    HPDF_ResetError(document_.get());  // a missing key is no error here
    annotations = HPDF_Array_New(document_->mmgr);
    ENSURE(annotations != nullptr);
    HPDF_Dict_Add(page.dictionary(), "Annots", annotations);
  }
  HPDF_Array_Add(annotations, annotation.dictionary());
}

void Haru::set_catalog(const char* key, Object object) {
  HPDF_Dict_Add(document_->catalog, key, object.dictionary());
}

void Haru::set_catalog_name(const char* key, const char* name) {
  HPDF_Dict_AddName(document_->catalog, key, name);
}

void Haru::set_catalog_text(const char* key, const std::string& ascii) {
  HPDF_Dict_Add(document_->catalog, key, HPDF_String_New(document_->mmgr, ascii.c_str(), nullptr));
}

void Haru::add_output_intent(Object intent) {
  HPDF_Array intents = HPDF_Array_New(document_->mmgr);
  ENSURE(intents != nullptr);
  HPDF_Array_Add(intents, intent.dictionary());
  HPDF_Dict_Add(document_->catalog, "OutputIntents", intents);
}

void Haru::set_info(Object info) {
  document_->info = info.dictionary();  // libharu's own stays behind as an object that nothing refers to
}

void Haru::set_identifier(std::string_view sixteen_bytes) {
  HPDF_Array identifiers = HPDF_Array_New(document_->mmgr);
  ENSURE(identifiers != nullptr);
  std::string bytes(sixteen_bytes);
  for (int i = 0; i < 2; ++i) {
    HPDF_Array_Add(identifiers, HPDF_Binary_New(document_->mmgr, reinterpret_cast<HPDF_BYTE*>(bytes.data()),
                                                static_cast<HPDF_UINT>(bytes.size())));
  }
  HPDF_Dict_Add(document_->trailer, "ID", identifiers);
}

Result<std::string> Haru::save() {
  const auto failed = [this](std::string_view what) {
    return error(ErrorKind::Internal, "pdf-not-written",
                 msg("The PDF file could not be made: {0}",
                     std::string(what) + " " + std::to_string(document_->error.error_no)));
  };
  if (document_->error.error_no != 0) return failed("libharu");
  if (HPDF_SaveToStream(document_.get()) != HPDF_OK) return failed("HPDF_SaveToStream");
  const HPDF_UINT32 size = HPDF_GetStreamSize(document_.get());
  std::string bytes(size, '\0');
  HPDF_ResetStream(document_.get());
  std::size_t read = 0;
  while (read < bytes.size()) {
    auto count = static_cast<HPDF_UINT32>(bytes.size() - read);
    HPDF_ReadFromStream(document_.get(), reinterpret_cast<HPDF_BYTE*>(bytes.data()) + read, &count);
    if (count == 0) break;
    read += count;
  }
  if (read != size || !bytes.starts_with("%PDF-1.7") || bytes.find("%%EOF", size - 8) == std::string::npos) {
    return failed("size");
  }
  return bytes;
}

std::string deflated(std::string_view bytes) {
  uLongf size = compressBound(static_cast<uLong>(bytes.size()));
  std::string out(size, '\0');
  const int status = compress2(reinterpret_cast<Bytef*>(out.data()), &size,
                               reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uLong>(bytes.size()), 6);
  ENSURE(status == Z_OK);  // fails for lack of memory only
  out.resize(size);
  return out;
}

}  // namespace zielbaum::pdf
