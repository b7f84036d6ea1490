/// A bracketed paste on its way: its text so far, and how it can end.
///
/// Usually the end marker ends it. A line may stall in the middle of a paste, and a marker may be lost for ever; both
/// look the same. So after a pause the text so far is handed out and the paste is *overdue*, but goes on: its rest
/// must not be taken for keys. An overdue paste is over when
/// - the end marker comes at last, or
/// - another paste begins, which proves that the marker of this one was lost, or
/// - Esc comes, and for a while nothing else: someone wonders why no key does anything, or
/// - nothing at all comes for long.
/// Ctrl-c and the other signals never pass through here.
struct PasteBuffer: Sendable {
  static let startMarker: [UInt8] = [0x1B] + Array("[200~".utf8)
  static let endMarker: [UInt8] = [0x1B] + Array("[201~".utf8)
  // More than this of one paste is thrown away.
  static let limit = 65_536

  /// What a stretch of input did to the paste.
  enum Progress: Hashable, Sendable {
    case goesOn
    case ended(text: String)
    /// Overdue, and the next one began.
    case replaced(text: String)
  }

  private(set) var isOverdue = false
  /// Whether Esc came alone since the paste is overdue.
  private(set) var hasLoneEscape = false
  private var text: [UInt8] = []
  private var isFull = false
  private var handedOut = 0
  // The beginning of what may become a marker.
  private var held: [UInt8] = []

  /// Whether there is text that nobody got yet.
  var hasText: Bool { !text.isEmpty }

  /// Takes bytes up to the end of the paste, and moves `place` behind them.
  mutating func take(_ bytes: [UInt8], from place: inout Int) -> Progress {
    noticeEscape(bytes[place...])
    while place < bytes.count {
      let byte = bytes[place]
      if held.isEmpty, byte != 0x1B {
        let end = bytes[place...].firstIndex(of: 0x1B) ?? bytes.count
        append(bytes[place..<end])
        place = end
        continue
      }
      place += 1
      held.append(byte)
      if held == Self.endMarker { return .ended(text: string(all: true)) }
      if held == Self.startMarker, isOverdue { return .replaced(text: string(all: true)) }
      let isMarker =
        Self.endMarker.starts(with: held) || isOverdue && Self.startMarker.starts(with: held)
      if !isMarker {
        // Only its last byte can begin a marker again.
        let isEscape = byte == 0x1B
        append(isEscape ? held.dropLast() : held[...])
        held = isEscape ? [byte] : []
      }
    }
    return .goesOn
  }

  /// The text that can be handed out although the paste goes on; it is overdue from now on. Nil where there is none.
  mutating func handOut() -> String? {
    isOverdue = true
    let text = string(all: false)
    return text.isEmpty ? nil : text
  }

  private mutating func noticeEscape(_ read: ArraySlice<UInt8>) {
    let isOnlyEscape = !read.isEmpty && read.allSatisfy { $0 == 0x1B }
    hasLoneEscape =
      isOverdue && isOnlyEscape && (held.isEmpty || hasLoneEscape)
  }

  private mutating func append(_ bytes: ArraySlice<UInt8>) {
    guard !isFull else { return }
    let room = Self.limit - handedOut - text.count
    text += bytes.prefix(room)
    if bytes.count > room {
      isFull = true
      text.removeLast(Self.unfinished(text))
    }
  }

  /// Empties the text; but for its end, it keeps back half a character.
  private mutating func string(all: Bool) -> String {
    let kept = all ? 0 : Self.unfinished(text)
    let string = String(decoding: text.dropLast(kept), as: UTF8.self)
    handedOut += text.count - kept
    text.removeFirst(text.count - kept)
    return string
  }

  /// The bytes at the end that are the beginning of a character.
  private static func unfinished(_ bytes: [UInt8]) -> Int {
    for (offset, byte) in bytes.suffix(3).reversed().enumerated() where byte & 0xC0 != 0x80 {
      let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC2 ? 2 : 1
      return length > offset + 1 ? offset + 1 : 0
    }
    return 0
  }
}
