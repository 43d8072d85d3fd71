#include "pdf/deflate_internal.h"

#include <zlib.h>

#include "base/error.h"

namespace zielbaum::pdf {

namespace {

constexpr int kLevel = 6;  // zlib's usual one; the levels above save a hundredth for twice the time

}  // namespace

void Deflater::End::operator()(z_stream_s* state) const {
  deflateEnd(state);
  delete state;
}

Deflater::Deflater() : state_(new z_stream_s{}) {
  ENSURE(deflateInit(state_.get(), kLevel) == Z_OK);  // fails for lack of memory only
}

std::string Deflater::compressed(std::string_view bytes) {
  ENSURE(deflateReset(state_.get()) == Z_OK);
  const uLong most = deflateBound(state_.get(), static_cast<uLong>(bytes.size()));
  if (room_.size() < most) room_.resize(most);
  state_->next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(bytes.data()));  // zlib only reads it
  state_->avail_in = static_cast<uInt>(bytes.size());
  state_->next_out = reinterpret_cast<Bytef*>(room_.data());
  state_->avail_out = static_cast<uInt>(room_.size());
  ENSURE(deflate(state_.get(), Z_FINISH) == Z_STREAM_END);
  return room_.substr(0, room_.size() - state_->avail_out);
}

}  // namespace zielbaum::pdf
