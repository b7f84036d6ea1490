/// Finds the requests in the bytes that a client sends on one HTTP/1.1 connection.
struct HTTPRequestReader {
  /// The first line of a request, without the version.
  struct Request: Equatable, Hashable, Sendable, CustomStringConvertible {
    let method: String
    let target: String

    var description: String { "\(method) \(target)" }
  }

  private enum Part {
    case head
    case body(bytesLeft: Int)
    case chunkSize
    case chunk(bytesLeft: Int)
    case trailer
  }

  private var part = Part.head
  private var pending: [UInt8] = []

  /// Takes the next bytes; returns the requests whose head they complete.
  mutating func read(_ bytes: some Sequence<UInt8>) -> [Request] {
    pending += bytes
    var found: [Request] = []
    while step(&found) {}
    return found
  }

  /// One step of the parse; false when more bytes are needed.
  private mutating func step(_ found: inout [Request]) -> Bool {
    switch part {
    case .head: return readHead(&found)
    case .body(let bytesLeft): return skip(bytesLeft, else: Part.body, then: .head)
    case .chunkSize: return readChunkSize()
    case .chunk(let bytesLeft): return skip(bytesLeft, else: Part.chunk, then: .chunkSize)
    case .trailer:
      guard let line = takeLine() else { return false }
      if line.isEmpty { part = .head }
      return true
    }
  }

  private mutating func readHead(_ found: inout [Request]) -> Bool {
    guard let length = headLength() else { return false }
    let head = String(decoding: pending.prefix(length), as: UTF8.self)
    pending.removeFirst(length)
    let lines = head.split(whereSeparator: \.isNewline)
    guard let first = lines.first else { return true }
    let words = first.split(separator: " ")
    guard words.count >= 2 else { return true }
    found.append(Request(method: String(words[0]), target: String(words[1])))
    part = Self.body(after: lines.dropFirst())
    return true
  }

  private static func body(after headers: ArraySlice<Substring>) -> Part {
    for header in headers {
      let halves = header.split(separator: ":", maxSplits: 1)
      guard halves.count == 2 else { continue }
      let value = halves[1].drop { $0 == " " }.lowercased()
      switch halves[0].lowercased() {
      case "content-length": return .body(bytesLeft: Int(value) ?? 0)
      case "transfer-encoding" where value.contains("chunked"): return .chunkSize
      default: continue
      }
    }
    return .head
  }

  private mutating func readChunkSize() -> Bool {
    guard let line = takeLine() else { return false }
    let size = Int(line.prefix { $0.isHexDigit }, radix: 16) ?? 0
    // The line end that closes a chunk is skipped with it.
    part = size == 0 ? .trailer : .chunk(bytesLeft: size + 2)
    return true
  }

  private mutating func skip(_ bytes: Int, else rest: (Int) -> Part, then next: Part) -> Bool {
    let skipped = min(bytes, pending.count)
    pending.removeFirst(skipped)
    part = skipped == bytes ? next : rest(bytes - skipped)
    return skipped == bytes
  }

  private mutating func takeLine() -> String? {
    guard let end = pending.firstIndex(of: 10) else { return nil }
    let line = String(decoding: pending[..<end], as: UTF8.self)
    pending.removeFirst(end + 1)
    return line.hasSuffix("\r") ? String(line.dropLast()) : line
  }

  /// Bytes up to and with the empty line that ends a head.
  private func headLength() -> Int? {
    guard pending.count >= 4 else { return nil }
    let end = (3..<pending.count).first { Array(pending[($0 - 3)...$0]) == [13, 10, 13, 10] }
    return end.map { $0 + 1 }
  }
}
