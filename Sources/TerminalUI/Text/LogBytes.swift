/// Bytes of a file as text that can be shown.
package enum LogBytes {
  /// Control characters as `^[`, tabs as four blanks. What is no UTF-8 is replaced; what a terminal would obey in spite
  /// of that, a `Frame` or `SafeText` takes out.
  package static func visible(_ bytes: ArraySlice<UInt8>) -> String {
    guard !bytes.allSatisfy({ (0x20...0x7E).contains($0) }) else {
      return String(decoding: bytes, as: UTF8.self)
    }
    var shown: [UInt8] = []
    shown.reserveCapacity(bytes.count + 16)
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "\t"): shown += "    ".utf8
      case 0..<0x20, 0x7F:
        shown.append(UInt8(ascii: "^"))
        shown.append(byte ^ 0x40)
      default: shown.append(byte)
      }
    }
    return String(decoding: shown, as: UTF8.self)
  }
}
