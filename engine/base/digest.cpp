#include "base/digest.h"

#include <openssl/evp.h>

#include <memory>

#include "base/error.h"

namespace zielbaum {

std::string sha256(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  ENSURE(EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr) == 1);
  static constexpr std::string_view kHex = "0123456789abcdef";
  std::string out;
  for (unsigned int i = 0; i < size; ++i) {
    out += kHex[digest[i] >> 4];
    out += kHex[digest[i] & 15];
  }
  return out;
}

std::array<std::uint8_t, 20> sha1(std::string_view head, std::string_view bytes) {
  std::array<std::uint8_t, 20> digest{};
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  ENSURE(context != nullptr && EVP_DigestInit_ex(context.get(), EVP_sha1(), nullptr) == 1);
  ENSURE(EVP_DigestUpdate(context.get(), head.data(), head.size()) == 1);
  ENSURE(EVP_DigestUpdate(context.get(), bytes.data(), bytes.size()) == 1);
  ENSURE(EVP_DigestFinal_ex(context.get(), digest.data(), nullptr) == 1);
  return digest;
}

}  // namespace zielbaum
