// libharu as a writer of raw objects and of the file; the only part of the engine that knows it.
//
// It numbers objects, writes them with their cross-reference table, and keeps catalog and trailer. What stands in an
// object is ours, as bytes: its own dictionaries would cost half a kilobyte each, and a long document has half a
// million. Its errors are sticky: after the first one nothing can be added, and `save` reports it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/length.h"
#include "base/result.h"
#include "pdf/pdf.h"

namespace zielbaum::pdf {

/// An indirect object of the file, by its number.
class Object {
 public:
  Object() = default;
  explicit Object(std::uint32_t number) : number_(number) {}
  [[nodiscard]] std::uint32_t number() const { return number_; }
  [[nodiscard]] std::string reference() const;  ///< "12 0 R"
  explicit operator bool() const { return number_ != 0; }

 private:
  std::uint32_t number_ = 0;
};

/// "12 0 R"
void append_reference(std::string& out, Object object);

class Haru {
 public:
  [[nodiscard]] static Result<Haru> create();
  Haru(Haru&&) noexcept;
  Haru& operator=(Haru&&) noexcept;
  ~Haru();

  /// A dictionary with the entries `body`, written verbatim. Body may be set later.
  [[nodiscard]] Object add(std::string body = {});
  void set(Object object, std::string body);
  /// A stream; `entries` without Length. `Compressed` bytes are those of zlib.
  enum class Bytes { Plain, Compressed, AsTheyAre };
  [[nodiscard]] Object add_stream(std::string entries, std::string_view bytes, Bytes how);

  /// What an object says.
  struct Body {
    std::string entries = {};  ///< of its dictionary; without Length
    bool is_stream = false;    ///< the dictionary is followed by `bytes`
    std::string bytes = {};
  };
  using MakeBody = std::function<void(std::uint32_t index, Body& body)>;
  /// As many objects whose numbers follow one another; gives the first. Their bodies are made while the file is
  /// written, once each and in order, and never kept: a row costs 40 bytes an object. `make` gets an empty body.
  [[nodiscard]] Object add_row(std::size_t count, MakeBody make);

  /// The root of the page tree; its body gives Kids and Count.
  [[nodiscard]] Object page_root() const;

  void set_catalog(const char* key, Object object);
  void set_catalog_name(const char* key, const char* name);
  void set_catalog_text(const char* key, const std::string& ascii);
  void add_output_intent(Object intent);
  /// The entries of the Info dictionary.
  void set_info(std::string entries);
  void set_identifier(std::string_view sixteen_bytes);

  /// Gives the file away in pieces. Call once. Internal if anything failed, else what `take` fails with.
  [[nodiscard]] Result<void> save(const TakeBytes& take);

 private:
  struct Impl;
  explicit Haru(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace zielbaum::pdf
