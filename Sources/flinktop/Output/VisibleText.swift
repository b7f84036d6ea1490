/// Text of many lines made fit for a terminal while it comes: what a terminal would obey, and what is no UTF-8, is
/// written as `\x1b` or `\u202e`.
struct VisibleText {
  /// The beginning of a character, or a carriage return, whose rest is still to come.
  private var pending: [UInt8] = []

  /// The visible form of as much as is whole.
  mutating func take(_ bytes: [UInt8]) -> [UInt8] {
    let input = pending.isEmpty ? bytes : pending + bytes
    pending = []
    var output: [UInt8] = []
    output.reserveCapacity(input.count)
    var index = 0
    while index < input.count {
      // Nearly all of it.
      if (0x20...0x7E).contains(input[index]) {
        output.append(input[index])
        index += 1
        continue
      }
      guard let length = Self.append(input[index...], to: &output) else {
        pending = Array(input[index...])
        break
      }
      index += length
    }
    return output
  }

  /// What is left when no more comes.
  mutating func end() -> [UInt8] {
    defer { pending = [] }
    return pending.flatMap { Array(Self.escaped($0).utf8) }
  }

  /// Appends the first character; how many bytes it has, or nil where its end is still to come.
  private static func append(_ input: ArraySlice<UInt8>, to output: inout [UInt8]) -> Int? {
    guard let first = input.first else { return nil }
    switch first {
    case UInt8(ascii: "\n"), UInt8(ascii: "\t"):
      output.append(first)
      return 1
    case UInt8(ascii: "\r"):
      guard let second = input.dropFirst().first else { return nil }
      if second != UInt8(ascii: "\n") { output += escaped(first).utf8 }
      return 1
    case 0xC2...0xF4: return appendCharacter(input, to: &output)
    default:
      output += escaped(first).utf8
      return 1
    }
  }

  private static func appendCharacter(
    _ input: ArraySlice<UInt8>, to output: inout [UInt8]
  ) -> Int? {
    let first = input[input.startIndex]
    let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    let character = input.prefix(length)
    guard character.dropFirst().allSatisfy({ $0 & 0xC0 == 0x80 }) else {
      output += escaped(first).utf8
      return 1
    }
    guard character.count == length else { return nil }
    guard let scalar = String(validating: character, as: UTF8.self)?.unicodeScalars.first else {
      output += escaped(first).utf8
      return 1
    }
    if isObeyed(scalar) {
      let digits = String(scalar.value, radix: 16)
      output += ("\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits).utf8
    } else {
      output += character
    }
    return length
  }

  /// C1, marks of direction, and what takes no room.
  private static func isObeyed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    // Joiners, which emoji and some scripts need.
    case .format: scalar.value != 0x200C && scalar.value != 0x200D
    default: false
    }
  }

  private static func escaped(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16)
    return "\\x" + (digits.count < 2 ? "0" : "") + digits
  }
}
