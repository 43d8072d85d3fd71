// libgit2 reads all certificates of the system when it starts (200 KB with mbedTLS, as Debian builds it): half of the
// time that a short command takes. Whatever goes over a network here is done by git, so this program has the function
// that reads them find none; the linker prefers a program's function to a library's of that name. Where libgit2 has
// another TLS library nothing changes. Should anything ever speak TLS through libgit2, it trusts nobody and fails.

extern "C" int mbedtls_x509_crt_parse_file(void* chain, const char* path);

int mbedtls_x509_crt_parse_file(void* /*chain*/, const char* /*path*/) {
  constexpr int kNoCertificates = -0x2900;  // MBEDTLS_ERR_X509_FILE_IO_ERROR is -0x2900
  return kNoCertificates;
}
