/// Texts prepared for a search by letters that occur in their order: `nrin` finds `numRecordsIn`. Letters of ASCII count
/// in either case, others as they are. A class, as it is large and never changes.
package final class FuzzyIndex: Sendable {
  package let texts: [String]
  /// The bytes of all texts one after the other, in lower case.
  private let bytes: [UInt8]
  /// What a match at each byte is worth more than elsewhere.
  private let bonuses: [UInt8]
  /// Where each text begins, and the end of the last.
  private let offsets: [Int]

  private static let matched: Int32 = 16
  private static let wordStart: UInt8 = 12
  private static let hump: UInt8 = 10
  private static let following: Int32 = 11
  private static let never = Int32.min / 2

  package init(_ texts: [String]) {
    self.texts = texts
    var bytes: [UInt8] = []
    var bonuses: [UInt8] = []
    var offsets = [0]
    for text in texts {
      var former: UInt8 = 0
      for byte in text.utf8 {
        let isUpper = Self.isUpper(byte)
        bytes.append(isUpper ? byte | 0x20 : byte)
        bonuses.append(
          !Self.isWord(former) && Self.isWord(byte)
            ? Self.wordStart : isUpper && !Self.isUpper(former) ? Self.hump : 0)
        former = byte
      }
      offsets.append(bytes.count)
    }
    self.bytes = bytes
    self.bonuses = bonuses
    self.offsets = offsets
  }

  private static func isUpper(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5A }
  private static func isWord(_ byte: UInt8) -> Bool {
    byte >= 0x80 || isUpper(byte) || (byte >= 0x61 && byte <= 0x7A)
      || (byte >= 0x30 && byte <= 0x39)
  }

  private static func folded(_ query: String) -> [UInt8] {
    query.utf8.map { isUpper($0) ? $0 | 0x20 : $0 }
  }

  /// The places of the texts that have all letters of `query` in their order, the best first: letters at the start of a
  /// word and next to each other count most, then the shorter text. All of them as they are for nothing. `candidates`
  /// are those that a beginning of the query was found in.
  package func search(_ query: String, among candidates: [Int]? = nil) -> [Int] {
    let letters = Self.folded(query)
    guard !letters.isEmpty else { return Array(texts.indices) }
    var found: [(place: Int32, score: Int32, length: Int32)] = []
    var (line, next) = ([Int32](), [Int32]())
    func look(at place: Int) {
      guard has(letters, in: place) else { return }
      let score = score(letters, place, &line, &next)
      found.append((Int32(place), score, Int32(offsets[place + 1] - offsets[place])))
    }
    for place in candidates ?? Array(texts.indices) { look(at: place) }
    found.sort { left, right in
      if left.score != right.score { return left.score > right.score }
      if left.length != right.length { return left.length < right.length }
      return left.place < right.place
    }
    return found.map { Int($0.place) }
  }

  private func has(_ letters: [UInt8], in place: Int) -> Bool {
    var wanted = 0
    var index = offsets[place]
    let end = offsets[place + 1]
    while index < end {
      if bytes[index] == letters[wanted] {
        wanted += 1
        if wanted == letters.count { return true }
      }
      index += 1
    }
    return false
  }

  /// The best way to find the letters in a text. `line` and `next` are room to work in.
  private func score(
    _ letters: [UInt8], _ place: Int, _ line: inout [Int32], _ next: inout [Int32]
  ) -> Int32 {
    let start = offsets[place]
    let length = offsets[place + 1] - start
    line.removeAll(keepingCapacity: true)
    for row in letters.indices {
      fill(row, letters[row], start, length, from: line, into: &next)
      swap(&line, &next)
    }
    return line.max() ?? Self.never
  }

  /// What it is worth at best to find the letter `row` at each byte, after those before it as in `line`.
  private func fill(
    _ row: Int, _ letter: UInt8, _ start: Int, _ length: Int, from line: [Int32],
    into next: inout [Int32]
  ) {
    next.removeAll(keepingCapacity: true)
    // The best of those before, less one for each byte that is left out.
    var gapped = Self.never
    for column in 0..<length {
      if row > 0, column > 1 { gapped = max(gapped - 1, line[column - 2]) }
      guard bytes[start + column] == letter else {
        next.append(Self.never)
        continue
      }
      let own = Self.matched + Int32(bonuses[start + column])
      if row == 0 {
        next.append(own - Int32(min(column, 8)) / 4)
      } else {
        let before = column > 0 ? line[column - 1] + Self.following : Self.never
        next.append(own + max(before, gapped))
      }
    }
  }

  /// The bytes of a text that the letters are found at, from the start of the text.
  package func matches(_ query: String, at place: Int) -> Set<Int> {
    let letters = Self.folded(query)
    guard !letters.isEmpty, has(letters, in: place) else { return [] }
    let start = offsets[place]
    let length = offsets[place + 1] - start
    var lines: [[Int32]] = []
    for row in letters.indices {
      var next: [Int32] = []
      fill(row, letters[row], start, length, from: lines.last ?? [], into: &next)
      lines.append(next)
    }
    var found: Set<Int> = []
    // The place of the letter behind, and whether this one stands right before it.
    var (behind, follows) = (length, false)
    for row in letters.indices.reversed() {
      let line = lines[row]
      let choice: Int? =
        if row == letters.count - 1 {
          (0..<length).max { line[$0] < line[$1] }
        } else if follows {
          behind - 1
        } else {
          // The best of those before, less one for each byte between.
          (0..<max(0, behind - 1)).max { line[$0] + Int32($0) < line[$1] + Int32($1) }
        }
      guard let choice else { break }
      found.insert(choice)
      if row > 0 {
        let own = Self.matched + Int32(bonuses[start + choice])
        follows =
          choice > 0 && lines[row - 1][choice - 1] + Self.following + own == line[choice]
      }
      behind = choice
    }
    return found
  }
}

extension FuzzyIndex: Hashable {
  package static func == (left: FuzzyIndex, right: FuzzyIndex) -> Bool { left === right }
  package func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
