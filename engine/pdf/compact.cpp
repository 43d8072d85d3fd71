#include "pdf/compact.h"

#include <qpdf/Pl_Flate.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFWriter.hh>

#include "base/error.h"
#include "pdf/deflate_internal.h"
#include "pdf/haru_internal.h"
#include "pdf/pdf.h"

namespace zielbaum::pdf {

namespace {

Result<std::string> packed(std::string_view pdf) {
  try {
    QPDF qpdf;
    qpdf.setSuppressWarnings(true);
    qpdf.processMemoryFile("pdf", pdf.data(), pdf.size());
    QPDFWriter writer(qpdf);
    writer.setOutputMemory();
    writer.setObjectStreamMode(qpdf_o_generate);
    writer.setDeterministicID(true);
    writer.setNewlineBeforeEndstream(true);  // ISO 19005-2, 6.1.7.1
    Pl_Flate::setCompressionLevel(9);  // of what is not compressed yet: some more time, but nobody waits for this pass
    writer.write();
    const auto buffer = writer.getBufferSharedPointer();
    return std::string(reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize());
  } catch (const std::exception& reason) {
    return error(ErrorKind::Invalid, "pdf-unreadable", msg("The PDF cannot be read: {0}", reason.what()));
  }
}

}  // namespace

Result<Judged> compacted(std::string_view pdf) {
  std::string bytes = TRY(packed(pdf));
  audit::Inspection after = TRY(audit::inspect(bytes));
  if (after.passed()) return Judged{std::move(bytes), std::move(after)};
  const audit::Inspection before = TRY(audit::inspect(pdf));
  if (after.failed() != before.failed() || after.pages != before.pages || after.elements != before.elements) {
    return error(ErrorKind::Internal, "pdf-not-compact", msg("The PDF lost something while it was made smaller."));
  }
  return Judged{std::move(bytes), std::move(after)};
}

std::vector<std::pair<std::string, std::string>> libraries() {
  return {{"libharu", version_of_haru()}, {"libqpdf", QPDF::QPDFVersion()}, {"zlib", version_of_zlib()}};
}

}  // namespace zielbaum::pdf
