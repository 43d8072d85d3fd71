// JPEG through libjpeg. The file is decoded once to prove it whole, and then handed on as it was, since PDF and
// browsers read JPEG themselves; only forms that PDF readers may not understand are handed on as pixels.
#include <csetjmp>
#include <cstdio>

#include "media/formats_internal.h"

#include <jpeglib.h>

namespace zielbaum::media {

namespace {

/// A progressive file may hold any number of passes over the whole picture; real ones have about ten.
constexpr int kMostScans = 100;

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

enum class Outcome { Whole, Damaged, TooLarge, UnprintableColours };

/// Everything that libjpeg may jump out of. Holds no object with a destructor; `pixels` belongs to the caller.
Outcome run(jpeg_decompress_struct& session, ErrorExit& exit, jpeg_progress_mgr& progress, std::string_view bytes,
            std::string_view file, std::string& pixels) {
  if (setjmp(exit.jump) != 0) return Outcome::Damaged;  // NOLINT: the one place
  jpeg_create_decompress(&session);
  progress.progress_monitor = limit_scans;
  session.progress = &progress;
  jpeg_mem_src(&session, reinterpret_cast<const unsigned char*>(bytes.data()),
               static_cast<unsigned long>(bytes.size()));
  jpeg_read_header(&session, TRUE);
  if (!check_size(session.image_width, session.image_height, file)) return Outcome::TooLarge;
  if (session.num_components != 1 && session.num_components != 3) return Outcome::UnprintableColours;
  session.out_color_space = session.num_components == 1 ? JCS_GRAYSCALE : JCS_RGB;
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

}  // namespace

Result<Picture> decode_jpeg(std::string_view bytes, std::string_view file) {
  jpeg_decompress_struct session{};
  ErrorExit exit;
  jpeg_progress_mgr progress{};
  session.err = jpeg_std_error(&exit.manager);
  exit.manager.error_exit = leave;
  exit.manager.emit_message = take_message;
  std::string pixels;
  const Outcome outcome = run(session, exit, progress, bytes, file, pixels);
  Picture picture;
  picture.width = session.image_width;
  picture.height = session.image_height;
  picture.channels = session.num_components == 1 ? 1 : 3;
  const bool readable_everywhere = session.arith_code == FALSE && session.jpeg_color_space != JCS_RGB;
  jpeg_destroy_decompress(&session);

  switch (outcome) {
    case Outcome::Damaged:
      return damaged(file, exit.reason);
    case Outcome::TooLarge:
      TRY(check_size(picture.width, picture.height, file));
      break;
    case Outcome::UnprintableColours:
      return advise(at(error(ErrorKind::Invalid, "unprintable-colours",
                             msg("The picture is stored in printing colours "
                                 "(CMYK), which screens cannot show")),
                       in_file(file)),
                    msg("Open the picture in a picture program and save it anew as PNG or JPEG."));
    case Outcome::Whole:
      break;
  }
  picture.encoding = readable_everywhere ? Encoding::Jpeg : Encoding::Raw;
  picture.pixels = readable_everywhere ? std::string(bytes) : std::move(pixels);
  return picture;
}

}  // namespace zielbaum::media
