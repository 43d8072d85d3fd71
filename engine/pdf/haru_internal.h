// libharu as a writer of raw objects and of the file; the only part of the engine that knows it.
//
// Its errors are sticky: after the first one nothing can be added, and `save` reports it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/length.h"
#include "base/result.h"

struct _HPDF_Doc_Rec;
struct _HPDF_Dict_Rec;

namespace zielbaum::pdf {

/// An indirect object of the file. Belongs to its Haru.
class Object {
 public:
  Object() = default;
  explicit Object(_HPDF_Dict_Rec* dictionary) : dictionary_(dictionary) {}
  [[nodiscard]] std::string reference() const;  ///< "12 0 R"
  [[nodiscard]] _HPDF_Dict_Rec* dictionary() const { return dictionary_; }
  explicit operator bool() const { return dictionary_ != nullptr; }

 private:
  _HPDF_Dict_Rec* dictionary_ = nullptr;
};

class Haru {
 public:
  [[nodiscard]] static Result<Haru> create();

  /// A dictionary with the entries `body`, written verbatim. Body may be set later.
  [[nodiscard]] Object add(std::string body = {});
  void set(Object object, std::string body);
  /// A stream; `entries` without Length. `compressed` bytes are those of zlib.
  enum class Bytes { Plain, Compressed, AsTheyAre };
  [[nodiscard]] Object add_stream(std::string entries, std::string_view bytes, Bytes how);
  /// Adds a page at the end of the page list. `contents` are compressed already.
  [[nodiscard]] Object add_page(Length width, Length height, std::string_view contents, std::uint32_t struct_parents,
                                Object resources);
  /// `annotations`: references, or "" for none.
  void add_annotation(Object page, Object annotation);

  void set_catalog(const char* key, Object object);
  void set_catalog_name(const char* key, const char* name);
  void set_catalog_text(const char* key, const std::string& ascii);
  void add_output_intent(Object intent);
  void set_info(Object info);
  void set_identifier(std::string_view sixteen_bytes);

  /// The whole file. Internal if anything failed.
  [[nodiscard]] Result<std::string> save();

 private:
  struct Free {
    void operator()(_HPDF_Doc_Rec* document) const;
  };
  std::unique_ptr<_HPDF_Doc_Rec, Free> document_;
};

/// zlib at its usual level.
[[nodiscard]] std::string deflated(std::string_view bytes);

}  // namespace zielbaum::pdf
