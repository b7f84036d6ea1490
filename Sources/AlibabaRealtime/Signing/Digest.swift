internal import CCrypto

/// The three digests that a signature takes, by libcrypto.
enum Digest {
  /// HMAC with SHA-1 (RFC 2104), 20 bytes; nil where libcrypto refuses.
  static func hmacSHA1(_ text: [UInt8], key: UnsafeRawBufferPointer) -> [UInt8]? {
    var digest = [UInt8](repeating: 0, count: 20)
    let isDone = ccrypto_hmac_sha1(key.baseAddress, key.count, text, text.count, &digest)
    return isDone == 1 ? digest : nil
  }

  /// 16 bytes; nil where libcrypto refuses, as it does in FIPS mode.
  static func md5(_ text: [UInt8]) -> [UInt8]? {
    var digest = [UInt8](repeating: 0, count: 16)
    return ccrypto_md5(text, text.count, &digest) == 1 ? digest : nil
  }

  /// RFC 4648, with padding.
  static func base64(_ bytes: [UInt8]) -> String {
    var text = [UInt8](repeating: 0, count: (bytes.count + 2) / 3 * 4 + 1)
    let length = ccrypto_base64(bytes, Int32(bytes.count), &text)
    return String(decoding: text.prefix(Int(length)), as: UTF8.self)
  }
}
