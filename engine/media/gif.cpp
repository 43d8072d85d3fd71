// GIF through giflib: the first frame, on a transparent canvas.
#include <gif_lib.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "media/formats_internal.h"

namespace zielbaum::media {

namespace {

/// What giflib reads from.
struct Rest {
  std::string_view bytes;
};

int read_bytes(GifFileType* gif, GifByteType* to, int wanted) {
  auto* rest = static_cast<Rest*>(gif->UserData);
  const std::size_t count = std::min(static_cast<std::size_t>(std::max(wanted, 0)), rest->bytes.size());
  std::copy_n(rest->bytes.data(), count, to);
  rest->bytes.remove_prefix(count);
  return static_cast<int>(count);
}

struct CloseGif {
  void operator()(GifFileType* gif) const { DGifCloseFile(gif, nullptr); }
};

Error damaged_gif(std::string_view file, int code) {
  const char* reason = GifErrorString(code);
  return damaged(file, reason == nullptr ? "GIF" : reason);
}

/// Reads what stands before the first frame, and gives the colour that is transparent in it, or -1.
Result<int> read_to_first_frame(GifFileType* gif, std::string_view file) {
  int transparent = -1;
  while (true) {
    GifRecordType record = UNDEFINED_RECORD_TYPE;
    if (DGifGetRecordType(gif, &record) == GIF_ERROR) return damaged_gif(file, gif->Error);
    if (record == IMAGE_DESC_RECORD_TYPE) return transparent;
    if (record != EXTENSION_RECORD_TYPE) return damaged(file, "GIF");
    int code = 0;
    GifByteType* block = nullptr;
    if (DGifGetExtension(gif, &code, &block) == GIF_ERROR) return damaged_gif(file, gif->Error);
    while (block != nullptr) {
      // The first byte is the block's size: flags, two bytes of time, the transparent colour.
      if (code == GRAPHICS_EXT_FUNC_CODE && block[0] >= 4) transparent = (block[1] & 1) != 0 ? block[4] : -1;
      if (DGifGetExtensionNext(gif, &block) == GIF_ERROR) return damaged_gif(file, gif->Error);
    }
  }
}

/// The rows of an interlaced frame come in four passes.
std::size_t row_of_line(std::size_t line, std::size_t height, bool interlaced) {
  if (!interlaced) return line;
  constexpr std::size_t kFirst[] = {0, 4, 2, 1};
  constexpr std::size_t kStep[] = {8, 8, 4, 2};
  for (std::size_t pass = 0; pass < 4; ++pass) {
    const std::size_t rows = height > kFirst[pass] ? (height - kFirst[pass] - 1) / kStep[pass] + 1 : 0;
    if (line < rows) return kFirst[pass] + line * kStep[pass];
    line -= rows;
  }
  return 0;
}

}  // namespace

Result<Picture> decode_gif(std::string_view bytes, std::string_view file) {
  Rest rest{bytes};
  int code = 0;
  const std::unique_ptr<GifFileType, CloseGif> gif(DGifOpen(&rest, read_bytes, &code));
  if (gif == nullptr) return damaged_gif(file, code);
  const int transparent = TRY(read_to_first_frame(gif.get(), file));
  if (DGifGetImageDesc(gif.get()) == GIF_ERROR) return damaged_gif(file, gif->Error);
  const GifImageDesc& frame = gif->Image;
  const auto sides = [](int side) { return static_cast<std::size_t>(std::max(side, 0)); };
  const std::size_t left = sides(frame.Left), top = sides(frame.Top);
  const std::size_t width = sides(frame.Width), height = sides(frame.Height);
  // Some programs leave the canvas empty or smaller than what is on it.
  const std::size_t canvas_width = std::max(sides(gif->SWidth), left + width);
  const std::size_t canvas_height = std::max(sides(gif->SHeight), top + height);
  TRY(check_size(width, height, file));
  TRY(check_size(canvas_width, canvas_height, file));
  const ColorMapObject* colours = frame.ColorMap != nullptr ? frame.ColorMap : gif->SColorMap;
  if (colours == nullptr || colours->Colors == nullptr) return damaged(file, "GIF");

  Picture picture;
  picture.width = static_cast<std::uint32_t>(canvas_width);
  picture.height = static_cast<std::uint32_t>(canvas_height);
  picture.pixels.assign(canvas_width * canvas_height * 3, '\xff');
  picture.alpha.assign(canvas_width * canvas_height, '\0');
  std::string line(width, '\0');
  for (std::size_t i = 0; i < height; ++i) {
    if (DGifGetLine(gif.get(), reinterpret_cast<GifPixelType*>(line.data()), static_cast<int>(width)) == GIF_ERROR)
      return damaged_gif(file, gif->Error);
    std::size_t to = (top + row_of_line(i, height, frame.Interlace)) * canvas_width + left;
    for (const char pixel : line) {
      const int colour = static_cast<unsigned char>(pixel);
      if (colour != transparent) {
        if (colour >= colours->ColorCount) return damaged(file, "GIF");
        const GifColorType& of = colours->Colors[colour];
        picture.pixels[to * 3] = static_cast<char>(of.Red);
        picture.pixels[to * 3 + 1] = static_cast<char>(of.Green);
        picture.pixels[to * 3 + 2] = static_cast<char>(of.Blue);
        picture.alpha[to] = '\xff';
      }
      ++to;
    }
  }
  if (picture.alpha.find_first_not_of('\xff') == std::string::npos) picture.alpha.clear();
  return picture;
}

}  // namespace zielbaum::media
