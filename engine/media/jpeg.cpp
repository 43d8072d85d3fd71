// JPEG through libjpeg. The file is decoded once to prove it whole, and then handed on with its own samples, since PDF
// and browsers read JPEG themselves; only what is not upright or in printing colours is encoded anew.
#include <csetjmp>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include "media/formats_internal.h"

#include <jpeglib.h>

namespace zielbaum::media {

namespace {

/// A progressive file may hold any number of passes over the whole picture; real ones have about ten.
constexpr int kMostScans = 100;
/// Nobody sees a difference at this one.
constexpr int kQuality = 92;

struct ErrorExit {
  jpeg_error_mgr manager{};  // first member: libjpeg hands back a pointer to it
  std::jmp_buf jump{};
  char reason[JMSG_LENGTH_MAX] = "";
};

[[noreturn]] void leave(j_common_ptr session) {
  auto* exit = reinterpret_cast<ErrorExit*>(session->err);
  session->err->format_message(session, exit->reason);
  std::longjmp(exit->jump, 1);
}

/// A warning of libjpeg (level -1) means damaged data, which it would paper over with grey.
void take_message(j_common_ptr session, int level) {
  if (level < 0) leave(session);
}

void limit_scans(j_common_ptr session) {
  if (reinterpret_cast<j_decompress_ptr>(session)->input_scan_number > kMostScans) leave(session);
}

enum class Outcome { Whole, Damaged, TooLarge, Arithmetic, OtherColours };

J_COLOR_SPACE wanted_colours(int components) {
  return components == 1 ? JCS_GRAYSCALE : components == 3 ? JCS_RGB : JCS_CMYK;
}

/// Everything that libjpeg may jump out of. Holds no object with a destructor; `pixels` belongs to the caller.
Outcome read(jpeg_decompress_struct& session, ErrorExit& exit, jpeg_progress_mgr& progress, std::string_view bytes,
             std::string_view file, std::string& pixels) {
  if (setjmp(exit.jump) != 0) return Outcome::Damaged;  // NOLINT: here and in write()
  jpeg_create_decompress(&session);
  progress.progress_monitor = limit_scans;
  session.progress = &progress;
  jpeg_mem_src(&session, reinterpret_cast<const unsigned char*>(bytes.data()),
               static_cast<unsigned long>(bytes.size()));
  jpeg_read_header(&session, TRUE);
  if (!check_size(session.image_width, session.image_height, file)) return Outcome::TooLarge;
  if (session.arith_code == TRUE) return Outcome::Arithmetic;
  if (session.num_components != 1 && session.num_components != 3 && session.num_components != 4)
    return Outcome::OtherColours;
  session.out_color_space = wanted_colours(session.num_components);
  jpeg_start_decompress(&session);
  const std::size_t row_size = std::size_t{session.output_width} * static_cast<std::size_t>(session.output_components);
  pixels.resize(row_size * session.output_height);
  while (session.output_scanline < session.output_height) {
    auto* row = reinterpret_cast<JSAMPROW>(pixels.data() + row_size * session.output_scanline);
    jpeg_read_scanlines(&session, &row, 1);
  }
  jpeg_finish_decompress(&session);
  return Outcome::Whole;
}

/// The same for writing. `bytes` is malloc's.
bool write(jpeg_compress_struct& session, ErrorExit& exit, const Picture& picture, unsigned char*& bytes,
           unsigned long& size) {
  if (setjmp(exit.jump) != 0) return false;  // NOLINT
  jpeg_create_compress(&session);
  jpeg_mem_dest(&session, &bytes, &size);
  session.image_width = picture.width;
  session.image_height = picture.height;
  session.input_components = picture.channels;
  session.in_color_space = picture.channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
  jpeg_set_defaults(&session);
  jpeg_set_quality(&session, kQuality, TRUE);
  session.optimize_coding = TRUE;
  jpeg_start_compress(&session, TRUE);
  const std::size_t row_size = std::size_t{picture.width} * picture.channels;
  while (session.next_scanline < session.image_height) {
    const char* samples = picture.pixels.data() + row_size * session.next_scanline;
    auto* row = reinterpret_cast<JSAMPROW>(const_cast<char*>(samples));  // libjpeg only reads it
    jpeg_write_scanlines(&session, &row, 1);
  }
  jpeg_finish_compress(&session);
  return true;
}

struct Free {
  void operator()(unsigned char* bytes) const { std::free(bytes); }
};

}  // namespace

Result<std::string> encode_jpeg(const Picture& picture, std::string_view file) {
  jpeg_compress_struct session{};
  ErrorExit exit;
  session.err = jpeg_std_error(&exit.manager);
  exit.manager.error_exit = leave;
  unsigned char* bytes = nullptr;
  unsigned long size = 0;
  const bool written = write(session, exit, picture, bytes, size);
  const std::unique_ptr<unsigned char, Free> freed_at_end(bytes);
  jpeg_destroy_compress(&session);
  if (!written) return damaged(file, exit.reason);
  return std::string(reinterpret_cast<const char*>(bytes), size);
}

Result<Picture> decode_jpeg(std::string_view bytes, std::string_view file) {
  jpeg_decompress_struct session{};
  ErrorExit exit;
  jpeg_progress_mgr progress{};
  session.err = jpeg_std_error(&exit.manager);
  exit.manager.error_exit = leave;
  exit.manager.emit_message = take_message;
  std::string samples;
  const Outcome outcome = read(session, exit, progress, bytes, file, samples);
  Picture picture;
  picture.width = session.image_width;
  picture.height = session.image_height;
  picture.channels = session.num_components == 1 ? 1 : 3;
  const auto colours = session.num_components == 1   ? Colours::Grey
                       : session.num_components == 3 ? Colours::Rgb
                                                     : Colours::Cmyk;
  // Adobe's programs, and with them all others, store printing colours inverted and mark that.
  const Ink ink = session.saw_Adobe_marker == TRUE ? Ink::Inverted : Ink::Plain;
  const bool shown_everywhere = colours != Colours::Cmyk && session.jpeg_color_space != JCS_RGB;
  jpeg_destroy_decompress(&session);

  switch (outcome) {
    case Outcome::Damaged:
      return damaged(file, exit.reason);
    case Outcome::TooLarge:
      TRY(check_size(picture.width, picture.height, file));
      break;
    case Outcome::Arithmetic:
      return unprintable(
          file, msg("The JPEG picture {0} is arithmetic-coded, which hardly any program can show", name_of(file)));
    case Outcome::OtherColours:
      return unprintable(file, msg("The picture {0} is stored in colours that screens cannot show", name_of(file)));
    case Outcome::Whole:
      break;
  }
  JpegParts parts = parts_of_jpeg(bytes);
  if (parts.shown.empty()) return damaged(file, "JPEG");
  picture.encoding = Encoding::Jpeg;
  if (shown_everywhere && parts.orientation == 1) {
    picture.pixels = std::move(parts.shown);
    return picture;
  }
  picture.encoding = Encoding::Raw;
  picture.pixels = in_screen_colours(std::move(samples), colours, ink, parts.profile);
  picture = turned(std::move(picture), parts.orientation);
  picture.pixels = TRY(encode_jpeg(picture, file));
  picture.encoding = Encoding::Jpeg;
  return picture;
}

}  // namespace zielbaum::media
