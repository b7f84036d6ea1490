/// JSON with a line for each value, made while it comes. Nothing is checked: what is no JSON comes out with other blanks.
struct IndentedJSON {
  /// Deeper values stand no further to the right.
  private static let deepest = 40

  private var depth = 0
  private var isInString = false
  private var isEscaped = false
  /// The last byte opened a container, which may turn out to be empty.
  private var hasOpened = false

  mutating func take(_ bytes: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(2 * bytes.count)
    for byte in bytes {
      if isInString { takeInString(byte, &output) } else { take(byte, &output) }
    }
    return output
  }

  private mutating func takeInString(_ byte: UInt8, _ output: inout [UInt8]) {
    output.append(byte)
    if isEscaped {
      isEscaped = false
    } else if byte == UInt8(ascii: "\\") {
      isEscaped = true
    } else if byte == UInt8(ascii: "\"") {
      isInString = false
    }
  }

  private mutating func take(_ byte: UInt8, _ output: inout [UInt8]) {
    switch byte {
    case 0x20, 0x09, 0x0A, 0x0D: return
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      depth = max(0, depth - 1)
      if !hasOpened { breakLine(&output) }
      hasOpened = false
      output.append(byte)
      return
    default: break
    }
    if hasOpened { breakLine(&output) }
    hasOpened = false
    output.append(byte)
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      depth += 1
      hasOpened = true
    case UInt8(ascii: ","): breakLine(&output)
    case UInt8(ascii: ":"): output.append(0x20)
    case UInt8(ascii: "\""): isInString = true
    default: break
    }
  }

  private func breakLine(_ output: inout [UInt8]) {
    output.append(0x0A)
    output.append(contentsOf: repeatElement(0x20, count: 2 * min(depth, Self.deepest)))
  }
}
