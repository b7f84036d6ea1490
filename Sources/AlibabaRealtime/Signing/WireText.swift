/// How paths and forms are written on the wire.
enum WireText {
  /// A segment of a path: everything but RFC 3986's unreserved characters is percent-encoded.
  static func segment(_ text: String) -> String { encoded(text, blank: "%20") }

  /// A name or value of a query or form: the same, with `+` for a blank.
  static func formPart(_ text: String) -> String { encoded(text, blank: "+") }

  /// Names and values of a query or form.
  static func form(_ parts: [(String, String)]) -> String {
    parts.map { "\(formPart($0.0))=\(formPart($0.1))" }.joined(separator: "&")
  }

  private static func encoded(_ text: String, blank: String) -> String {
    var encoded = ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      case UInt8(ascii: " "): encoded += blank
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        encoded += digits.utf8.count < 2 ? "%0" + digits : "%" + digits
      }
    }
    return encoded
  }

  /// Nil where an escape is not whole, or the text is not UTF-8.
  static func decoded(_ text: some StringProtocol) -> String? {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let digits = String(validating: rest.prefix(2), as: UTF8.self),
        digits.utf8.count == 2, digits.allSatisfy(\.isHexDigit),
        let value = UInt8(digits, radix: 16)
      else { return nil }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
