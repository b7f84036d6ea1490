#ifndef FLINKTOP_CCRYPTO_H
#define FLINKTOP_CCRYPTO_H
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stddef.h>

// Each is 1 where it was worked out, and 0 where libcrypto refuses (MD5 in FIPS mode).

static inline int ccrypto_hmac_sha1(const void *key, size_t key_length, const unsigned char *text,
                                    size_t length, unsigned char digest[20]) {
  unsigned int written = 0;
  // A null key would stand for the last one.
  return HMAC(EVP_sha1(), key_length ? key : "", (int)key_length, text, length, digest,
              &written) != NULL &&
         written == 20;
}

static inline int ccrypto_md5(const unsigned char *text, size_t length, unsigned char digest[16]) {
  unsigned int written = 0;
  return EVP_Digest(length ? text : (const unsigned char *)"", length, digest, &written, EVP_md5(),
                    NULL) == 1 &&
         written == 16;
}

// `text` has room for 4 characters of each 3 bytes, and one more.
static inline int ccrypto_base64(const unsigned char *bytes, int length, unsigned char *text) {
  return EVP_EncodeBlock(text, bytes, length);
}
#endif
