// zlib with one state for many streams: setting one up takes longer than compressing a page.
#pragma once

#include <memory>
#include <string>
#include <string_view>

struct z_stream_s;

namespace zielbaum::pdf {

class Deflater {
 public:
  Deflater();
  /// A zlib stream, in a string that takes no more memory than its bytes.
  [[nodiscard]] std::string compressed(std::string_view bytes);

 private:
  struct End {
    void operator()(z_stream_s* state) const;
  };
  std::unique_ptr<z_stream_s, End> state_;
  std::string room_;
};

}  // namespace zielbaum::pdf
