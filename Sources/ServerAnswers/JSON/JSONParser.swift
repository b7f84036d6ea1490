/// Builds the tape of a `JSONDocument`: strict RFC 8259 but for the text inside strings.
///
/// Invalid UTF-8 and lone surrogates are let through and shown as U+FFFD: one job with a broken name must not
/// take the whole list of jobs away. Never traps, whatever the bytes.
struct JSONParser {
  private(set) var entries: [JSONDocument.Entry] = []
  private let bytes: [UInt8]
  private var position = 0

  /// As `JSONDecoder`; bounds the recursion of `parseValue`.
  private static let maxDepth = 512
  /// After so many entries it is looked whether anybody still waits: some 30 kB, or 0.1 ms.
  private static let entriesBetweenChecks = 4096

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    // Measured on the answers of all versions: an entry is 8 to 20 bytes of text.
    entries.reserveCapacity(bytes.count / 10 + 8)
  }

  mutating func parse() throws(JSONError) {
    guard bytes.count < Int(UInt32.max) else { throw .tooLong }
    // A byte order mark, which RFC 8259 lets a reader ignore; some gateways put one there.
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    try parseValue(depth: 0)
    skipSpace()
    if position < bytes.count { throw .syntax(offset: position) }
  }

  private mutating func parseValue(depth: Int) throws(JSONError) {
    // Not of a small one: what was triggered is told in it, and is wanted all the more when somebody is interrupted.
    if entries.count % Self.entriesBetweenChecks == 0, !entries.isEmpty, Task.isCancelled {
      throw .cancelled
    }
    switch try nextToken() {
    case UInt8(ascii: "{"): try parseObject(depth: depth + 1)
    case UInt8(ascii: "["): try parseArray(depth: depth + 1)
    case UInt8(ascii: "\""): try parseString()
    case UInt8(ascii: "t"): try parseWord("true", .yes)
    case UInt8(ascii: "f"): try parseWord("false", .no)
    case UInt8(ascii: "n"): try parseWord("null", .null)
    default: try parseNumber()
    }
  }

  private mutating func parseObject(depth: Int) throws(JSONError) {
    let container = try open(.object, depth: depth)
    if try nextToken() != UInt8(ascii: "}") {
      while true {
        guard try nextToken() == UInt8(ascii: "\"") else { throw .syntax(offset: position) }
        try parseString()
        try expect(UInt8(ascii: ":"))
        try parseValue(depth: depth)
        guard try nextToken() == UInt8(ascii: ",") else { break }
        position += 1
      }
    }
    try expect(UInt8(ascii: "}"))
    close(container)
  }

  private mutating func parseArray(depth: Int) throws(JSONError) {
    let container = try open(.array, depth: depth)
    if try nextToken() != UInt8(ascii: "]") {
      while true {
        try parseValue(depth: depth)
        guard try nextToken() == UInt8(ascii: ",") else { break }
        position += 1
      }
    }
    try expect(UInt8(ascii: "]"))
    close(container)
  }

  private mutating func open(_ kind: JSONDocument.Entry.Kind, depth: Int) throws(JSONError) -> Int {
    guard depth <= Self.maxDepth else { throw .tooDeep }
    entries.append(JSONDocument.Entry(kind: kind, start: UInt32(position)))
    position += 1
    return entries.count - 1
  }

  private mutating func close(_ container: Int) {
    entries[container].end = UInt32(position)
    entries[container].next = UInt32(entries.count)
  }

  /// Adds a value without content, which ends at the current position.
  private mutating func append(
    _ kind: JSONDocument.Entry.Kind, hasEscapes: Bool = false, from start: Int, to end: Int
  ) {
    entries.append(
      JSONDocument.Entry(
        kind: kind, hasEscapes: hasEscapes, start: UInt32(start), end: UInt32(end),
        next: UInt32(entries.count + 1)))
  }

  // MARK: Values without content

  private mutating func parseString() throws(JSONError) {
    let start = position + 1
    var hasEscapes = false
    var index = start
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") {
        append(.string, hasEscapes: hasEscapes, from: start, to: index)
        position = index + 1
        return
      }
      if byte < 0x20 { throw .syntax(offset: index) }
      if byte == UInt8(ascii: "\\") {
        hasEscapes = true
        index = try endOfEscape(at: index)
      } else {
        index += 1
      }
    }
    throw .endsEarly
  }

  /// The position behind the escape that begins at `index`.
  private func endOfEscape(at index: Int) throws(JSONError) -> Int {
    guard index + 1 < bytes.count else { throw .endsEarly }
    switch bytes[index + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return index + 2
    case UInt8(ascii: "u"):
      guard index + 5 < bytes.count else { throw .endsEarly }
      for digit in index + 2...index + 5 where JSONText.hexDigit(bytes[digit]) == nil {
        throw .syntax(offset: digit)
      }
      return index + 6
    default:
      throw .syntax(offset: index + 1)
    }
  }

  private mutating func parseNumber() throws(JSONError) {
    let start = position
    var index = position
    if bytes[index] == UInt8(ascii: "-") { index += 1 }
    let integer = index
    index = try endOfDigits(from: index)
    if bytes[integer] == UInt8(ascii: "0"), index > integer + 1 {
      throw .syntax(offset: integer + 1)
    }
    if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
      index = try endOfDigits(from: index + 1)
    }
    if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
      index += 1
      if index < bytes.count, bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-")
      {
        index += 1
      }
      index = try endOfDigits(from: index)
    }
    append(.number, from: start, to: index)
    position = index
  }

  /// The position behind one or more digits.
  private func endOfDigits(from start: Int) throws(JSONError) -> Int {
    var index = start
    while index < bytes.count, bytes[index] &- UInt8(ascii: "0") < 10 { index += 1 }
    guard index > start else {
      if index == bytes.count { throw .endsEarly }
      throw .syntax(offset: index)
    }
    return index
  }

  private mutating func parseWord(
    _ word: StaticString, _ kind: JSONDocument.Entry.Kind
  ) throws(JSONError) {
    let start = position
    for offset in 0..<word.utf8CodeUnitCount {
      guard position < bytes.count else { throw .endsEarly }
      guard word.withUTF8Buffer({ $0[offset] }) == bytes[position] else {
        throw .syntax(offset: position)
      }
      position += 1
    }
    append(kind, from: start, to: position)
  }

  // MARK: Tokens

  private mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      default: return
      }
    }
  }

  /// The next byte that is not white space; it is not consumed.
  private mutating func nextToken() throws(JSONError) -> UInt8 {
    skipSpace()
    guard position < bytes.count else { throw .endsEarly }
    return bytes[position]
  }

  private mutating func expect(_ byte: UInt8) throws(JSONError) {
    guard try nextToken() == byte else { throw .syntax(offset: position) }
    position += 1
  }
}
