/// The escapes of JSON strings, in both directions.
package enum JSONText {
  /// The text of the bytes between two quotes. The parser has checked that each escape is whole.
  static func decoded(_ raw: ArraySlice<UInt8>) -> String {
    var units: [UInt8] = []
    units.reserveCapacity(raw.count)
    var rest = raw
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\"), let escape = rest.popFirst() else {
        units.append(byte)
        continue
      }
      switch escape {
      case UInt8(ascii: "b"): units.append(0x08)
      case UInt8(ascii: "f"): units.append(0x0C)
      case UInt8(ascii: "n"): units.append(0x0A)
      case UInt8(ascii: "r"): units.append(0x0D)
      case UInt8(ascii: "t"): units.append(0x09)
      case UInt8(ascii: "u"): units.append(contentsOf: String(takeScalar(&rest)).utf8)
      default: units.append(escape)
      }
    }
    return String(decoding: units, as: UTF8.self)
  }

  /// Takes the digits of a `\u` escape, and the escape after it where the two are a surrogate pair.
  private static func takeScalar(_ rest: inout ArraySlice<UInt8>) -> Unicode.Scalar {
    let unit = takeUnit(&rest)
    guard UTF16.isLeadSurrogate(unit), rest.starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")])
    else { return Unicode.Scalar(unit) ?? "\u{FFFD}" }
    var ahead = rest.dropFirst(2)
    let trail = takeUnit(&ahead)
    guard UTF16.isTrailSurrogate(trail) else { return "\u{FFFD}" }
    rest = ahead
    return UTF16.decode(UTF16.EncodedScalar([unit, trail]))
  }

  private static func takeUnit(_ rest: inout ArraySlice<UInt8>) -> UInt16 {
    var unit: UInt16 = 0
    for byte in rest.prefix(4) { unit = unit << 4 | UInt16(hexDigit(byte) ?? 0) }
    rest = rest.dropFirst(4)
    return unit
  }

  /// The value of a hexadecimal digit, or nil for any other byte.
  package static func hexDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  /// `text` as a JSON string with its quotes.
  package static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\u{0}"..<" ":
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
