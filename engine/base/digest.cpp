#include "base/digest.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <memory>

#include "base/error.h"

namespace zielbaum {

namespace {

/// Looked up once, which takes as long as the digest of a short text; without the machine's configuration of OpenSSL.
const EVP_MD* method(const char* name) {
  OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr);
  const EVP_MD* const found = EVP_MD_fetch(nullptr, name, nullptr);
  ENSURE(found != nullptr);
  return found;
}

}  // namespace

std::string hex(std::span<const std::uint8_t> bytes) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  out.reserve(2 * bytes.size());
  for (const std::uint8_t byte : bytes) {
    out += kDigits[byte >> 4];
    out += kDigits[byte & 15];
  }
  return out;
}

std::array<std::uint8_t, 32> sha256_bytes(std::string_view bytes) {
  static const EVP_MD* const sha256_method = method("SHA256");
  std::array<std::uint8_t, 32> digest{};
  ENSURE(EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, sha256_method, nullptr) == 1);
  return digest;
}

std::string sha256(std::string_view bytes) {
  return hex(sha256_bytes(bytes));
}

std::array<std::uint8_t, 20> sha1(std::string_view head, std::string_view bytes) {
  static const EVP_MD* const sha1_method = method("SHA1");
  std::array<std::uint8_t, 20> digest{};
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  ENSURE(context != nullptr && EVP_DigestInit_ex(context.get(), sha1_method, nullptr) == 1);
  ENSURE(EVP_DigestUpdate(context.get(), head.data(), head.size()) == 1);
  ENSURE(EVP_DigestUpdate(context.get(), bytes.data(), bytes.size()) == 1);
  ENSURE(EVP_DigestFinal_ex(context.get(), digest.data(), nullptr) == 1);
  return digest;
}

}  // namespace zielbaum
