import TerminalUI

/// What the first bytes of the input say, and how many they are.
struct Token {
  enum Meaning {
    case event(Event)
    case pasteStart
    /// The answer to the question for the background.
    case background(TerminalBackground)
    /// Understood as something that is no key, or not understood.
    case nothing
  }

  var meaning: Meaning
  var length: Int

  private init(_ meaning: Meaning, length: Int) {
    self.meaning = meaning
    self.length = length
  }

  private init(_ key: Key, length: Int) {
    self.init(.event(.key(key)), length: length)
  }

  /// Nil where the bytes are the beginning of something and `isFinal` does not say that no more comes. The first
  /// `known` of them were looked at before, and are the beginning of something without its end.
  init?(_ bytes: ArraySlice<UInt8>, known: Int = 0, sequences: KeySequences, isFinal: Bool) {
    guard let first = bytes.first else { return nil }
    switch first {
    case 0x1B:
      let token = Self.escape(bytes, known: known, sequences: sequences, isFinal: isFinal)
      guard let token else { return nil }
      self = token
    case 0x0A, 0x0D: self.init(.enter, length: 1)
    case 0x09: self.init(.tab, length: 1)
    case 0x08, 0x7F: self.init(.backspace, length: 1)
    case 0x20: self.init(.space, length: 1)
    case 0x00: self.init(.control(" "), length: 1)
    case 0x01...0x1A: self.init(.control(Character(Unicode.Scalar(first + 0x60))), length: 1)
    case 0x1C...0x1F: self.init(.control(Character(Unicode.Scalar(first + 0x40))), length: 1)
    case 0x21...0x7E: self.init(.character(Character(Unicode.Scalar(first))), length: 1)
    default:
      guard let token = Self.scalar(bytes, isFinal: isFinal) else { return nil }
      self = token
    }
  }

  /// One scalar of UTF-8; bytes that are none are left out.
  private static func scalar(_ bytes: ArraySlice<UInt8>, isFinal: Bool) -> Token? {
    let count =
      switch bytes.first ?? 0 {
      case 0xC2...0xDF: 2
      case 0xE0...0xEF: 3
      case 0xF0...0xF4: 4
      default: 1
      }
    let character = bytes.prefix(count)
    let isBroken = character.dropFirst().contains { $0 & 0xC0 != 0x80 }
    if count == 1 || isBroken { return Token(.nothing, length: 1) }
    if character.count < count { return isFinal ? Token(.nothing, length: character.count) : nil }
    let text = String(decoding: character, as: UTF8.self)
    guard let scalar = text.unicodeScalars.first, text.unicodeScalars.count == 1,
      scalar != "\u{FFFD}", scalar.value > 0x9F
    else { return Token(.nothing, length: count) }
    return Token(.character(Character(scalar)), length: count)
  }

  private static func escape(
    _ bytes: ArraySlice<UInt8>, known: Int, sequences: KeySequences, isFinal: Bool
  ) -> Token? {
    if let match = sequences.match(bytes) { return Token(match.key, length: match.length) }
    if !isFinal, sequences.isPrefix(bytes) { return nil }
    guard let second = bytes.dropFirst().first else { return Token(.escape, length: 1) }
    switch second {
    case UInt8(ascii: "["):
      return control(bytes, known: known, sequences: sequences, isFinal: isFinal)
    case UInt8(ascii: "O"):
      // A keypad key or one with modifiers: `ESC O 5 A`.
      return upToFinalByte(bytes, known: known, isFinal: isFinal)
        .map { Token(.nothing, length: $0) }
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"),
      UInt8(ascii: "X"):
      return reply(bytes, known: known, isFinal: isFinal)
    case 0x1B: return Token(.escape, length: 1)
    default:
      // Alt and a key: no command of ours, and not the key without Alt.
      guard let key = Token(bytes.dropFirst(), sequences: sequences, isFinal: isFinal) else {
        return nil
      }
      return Token(.nothing, length: 1 + key.length)
    }
  }

  /// `ESC [ parameters final`.
  private static func control(
    _ bytes: ArraySlice<UInt8>, known: Int, sequences: KeySequences, isFinal: Bool
  ) -> Token? {
    guard let length = upToFinalByte(bytes, known: known, isFinal: isFinal) else { return nil }
    let sequence = bytes.prefix(length)
    if sequence.elementsEqual(Array("\u{1B}[M".utf8)) {
      // A mouse of the old kind: three bytes follow, which may be letters.
      if bytes.count < length + 3, !isFinal { return nil }
      return Token(.nothing, length: min(bytes.count, length + 3))
    }
    if sequence.elementsEqual(Array("\u{1B}[200~".utf8)) {
      return Token(.pasteStart, length: length)
    }
    let body = sequence.dropFirst(2).dropLast()
    guard let final = sequence.last else { return Token(.nothing, length: length) }
    if body.first == UInt8(ascii: "<") {
      let event = MouseReport(parameters: body.dropFirst(), final: final)?.event
      return Token(event.map { .event($0) } ?? .nothing, length: length)
    }
    let key = modifiedKey(parameters(body), final: final, sequences: sequences)
    return Token(key.map { .event(.key($0)) } ?? .nothing, length: length)
  }

  /// Keys with Shift, Ctrl or Alt in xterm's manner (`ESC [ 1 ; 5 A`): the key alone, but F1 with Shift is F13.
  private static func modifiedKey(
    _ parameters: [Int]?, final: UInt8, sequences: KeySequences
  ) -> Key? {
    guard let parameters, parameters.count == 2, (2...16).contains(parameters[1]) else {
      return nil
    }
    let isShifted = (parameters[1] - 1) & 1 == 1
    switch Character(Unicode.Scalar(final)) {
    case "A": return .up
    case "B": return .down
    case "C": return .right
    case "D": return .left
    case "H": return .home
    case "F": return .end
    case "P", "Q", "R", "S":
      return .function(Int(final - UInt8(ascii: "P")) + 1 + (isShifted ? 12 : 0))
    case "~":
      let plain = Array("\u{1B}[\(parameters[0])~".utf8)
      guard let key = sequences.match(plain[...])?.key else { return nil }
      if case .function(let number) = key, isShifted { return .function(number + 12) }
      return key
    default: return nil
    }
  }

  /// The length of a sequence that ends at a byte from `@` to `~`, or before one that cannot be in it.
  private static func upToFinalByte(
    _ bytes: ArraySlice<UInt8>, known: Int, isFinal: Bool
  ) -> Int? {
    // The old mouse's report is found again when its three bytes come, behind its final byte.
    for offset in max(2, min(known, bytes.count) - 4)..<max(2, bytes.count) {
      let byte = bytes[bytes.startIndex + offset]
      if (0x40...0x7E).contains(byte) { return offset + 1 }
      if !(0x20...0x3F).contains(byte) || offset > InputDecoder.sequenceLimit { return offset }
    }
    return isFinal ? bytes.count : nil
  }

  /// A terminal's answer (`ESC ] ... BEL` or `... ESC \`). All but its background is thrown away.
  private static func reply(_ bytes: ArraySlice<UInt8>, known: Int, isFinal: Bool) -> Token? {
    var previous: UInt8 = known > 2 ? bytes[bytes.startIndex + known - 1] : 0
    for offset in max(2, known)..<max(2, known, bytes.count) {
      let byte = bytes[bytes.startIndex + offset]
      if byte == 0x07 || (previous == 0x1B && byte == UInt8(ascii: "\\")) {
        let content = bytes.dropFirst(2).prefix(offset - (byte == 0x07 ? 2 : 3))
        return Token(background(content).map { .background($0) } ?? .nothing, length: offset + 1)
      }
      if offset >= InputDecoder.sequenceLimit { return Token(.nothing, length: offset) }
      previous = byte
    }
    return isFinal ? Token(.nothing, length: bytes.count) : nil
  }

  private static func background(_ content: ArraySlice<UInt8>) -> TerminalBackground? {
    let start = Array("11;".utf8)
    guard content.starts(with: start), content.count < 64 else { return nil }
    return TerminalBackground(
      answer: String(decoding: content.dropFirst(start.count), as: UTF8.self))
  }

  static func parameters(_ bytes: ArraySlice<UInt8>) -> [Int]? {
    var numbers: [Int] = []
    for part in bytes.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false) {
      guard part.count <= 5, let number = Int(String(decoding: part, as: UTF8.self)) else {
        return nil
      }
      numbers.append(number)
    }
    return numbers
  }
}
