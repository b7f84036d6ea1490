import TerminalUI

/// Turns the bytes of a terminal into events. It keeps what is not whole yet, reads no clock, and never takes the
/// letters of an unknown escape sequence or of a paste for keys.
///
/// Each byte is looked at a bounded number of times, however it comes.
struct InputDecoder: Sendable {
  /// What the bytes kept back are part of, which decides how long to wait for the rest.
  enum Pending: Hashable, Sendable {
    case nothing
    /// A lone Esc, or the beginning of a sequence.
    case sequence
    /// The beginning of a terminal's answer, whose rest must not be taken for keys.
    case answer
    /// A paste without its end.
    case paste
    /// A paste whose end did not come in time, and of which there is no text left to hand out.
    case overduePaste
    /// The same, and Esc was pressed.
    case escapeFromPaste
  }

  // A longer sequence is not one.
  static let sequenceLimit = 4_096

  private let sequences: KeySequences
  private var bytes: [UInt8] = []
  // So many of them were looked at and held no end.
  private var known = 0
  private var paste: PasteBuffer?
  /// How many things the input held since the last time that nothing was pending: keys, whole sequences, pastes.
  private(set) var tokenCount = 0
  /// The terminal was asked for its background and has not answered.
  var isAnswerExpected = false
  // So many bytes of an answer whose rest did not come in time may still come.
  private var lateBytes = 0
  // Esc was handed out as a key because nothing followed it.
  private var wasEscapeAlone = false

  // `rgba:ffff/ffff/ffff/ffff` with its end, and some to spare.
  private static let answerLimit = 48
  private static let answerStart = Array("]11;".utf8)

  init(sequences: KeySequences = KeySequences()) {
    self.sequences = sequences
  }

  var pending: Pending {
    guard let paste else { return bytes.isEmpty ? .nothing : isInAnswer ? .answer : .sequence }
    if paste.hasLoneEscape { return .escapeFromPaste }
    return paste.isOverdue && !paste.hasText ? .overduePaste : .paste
  }

  /// The events that a read completes.
  mutating func feed(_ read: some Sequence<UInt8>) -> [Event] {
    if pending == .nothing { tokenCount = 0 }
    let read = ArraySlice(read)
    // An answer that was cut behind its first byte: that was no key, nor is the rest.
    if isAnswerExpected, wasEscapeAlone, read.count > 1, Self.isAnswer(read) { bytes.append(0x1B) }
    wasEscapeAlone = false
    endBrokenAnswer(before: read)
    bytes += withoutLateAnswer(read)
    return drain(isFinal: false)
  }

  /// Esc is kept back, and nothing of what may follow it.
  var isAtEscape: Bool { paste == nil && bytes == [0x1B] }

  /// To be called before the read that comes when an Esc was kept back for longer than a key's: the Esc as a key of its
  /// own, unless the read goes on with an answer.
  mutating func escape(before read: some Sequence<UInt8>) -> [Event] {
    guard isAtEscape, !read.starts(with: CollectionOfOne(UInt8(ascii: "]"))) else { return [] }
    return flush()
  }

  /// The events of what was kept back, when no more came for as long as `pending` is worth waiting for: Esc alone, a
  /// paste whose end was lost.
  mutating func flush() -> [Event] {
    switch pending {
    case .nothing: return []
    case .sequence:
      wasEscapeAlone = bytes == [0x1B]
      return drain(isFinal: true)
    case .answer:
      if isAnswerExpected, Self.isAnswer(bytes.dropFirst()) { lateBytes = Self.answerLimit }
      return drain(isFinal: true)
    case .paste: return paste?.handOut().map { [.paste($0)] } ?? []
    case .overduePaste:
      paste = nil
      return []
    case .escapeFromPaste:
      let text = paste?.handOut()
      paste = nil
      tokenCount += 1
      return (text.map { [.paste($0)] } ?? []) + [.key(.escape)]
    }
  }

  /// Forgets what is not whole yet, as when the terminal was given to somebody else.
  mutating func reset() {
    let isExpected = isAnswerExpected
    self = InputDecoder(sequences: sequences)
    isAnswerExpected = isExpected
  }

  /// What is kept back is an answer: `ESC ] 1`, which nobody types, or less where one is expected.
  private var isInAnswer: Bool {
    guard bytes.count > 1, bytes[0] == 0x1B, bytes[1] == UInt8(ascii: "]") else { return false }
    return bytes.count == 2 ? isAnswerExpected : (0x30...0x39).contains(bytes[2])
  }

  /// True for bytes that begin as an answer behind its Esc does.
  private static func isAnswer(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.prefix(answerStart.count).elementsEqual(answerStart.prefix(bytes.count))
  }

  /// To be called when the rest of an answer that did not come in time will not come any more.
  mutating func endLateAnswer() { lateBytes = 0 }

  /// Throws an answer without its end away where the next read cannot go on with it: somebody types.
  private mutating func endBrokenAnswer(before read: ArraySlice<UInt8>) {
    guard isAnswerExpected, paste == nil, let next = read.first, bytes.first == 0x1B,
      bytes.dropFirst().starts(with: Self.answerStart)
    else { return }
    let isAtEnd = bytes.last == 0x1B
    let isEscape =
      next == 0x1B && (read.count == 1 || read.dropFirst().first == UInt8(ascii: "\\"))
    let goesOn =
      isAtEnd
      ? next == UInt8(ascii: "\\") : next == 0x07 || isEscape || Self.isInColor(next)
    guard !goesOn || bytes.count >= Self.answerLimit else { return }
    // That Esc was a key, or begins one.
    bytes = isAtEnd && !goesOn ? [0x1B] : []
    known = 0
    if goesOn { lateBytes = Self.answerLimit }
    tokenCount += 1
  }

  /// A read without what is left of an answer that came too late to be waited for.
  private mutating func withoutLateAnswer(_ read: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var rest = read
    // What comes alone is a key: the pieces of an answer are longer.
    if read.count == 1, let byte = read.first, Self.isInColor(byte) { return read }
    while lateBytes > 0, let byte = rest.first {
      let isEnd = byte == 0x07 || byte == UInt8(ascii: "\\")
      let isBeforeEnd =
        byte == 0x1B && (rest.count == 1 || rest.dropFirst().first == UInt8(ascii: "\\"))
      guard isEnd || isBeforeEnd || Self.isInColor(byte) else {
        lateBytes = 0
        break
      }
      lateBytes = isEnd ? 0 : lateBytes - 1
      rest = rest.dropFirst()
    }
    // What came with it did not come alone.
    if rest.count < read.count { tokenCount += 1 }
    return rest
  }

  private static func isInColor(_ byte: UInt8) -> Bool {
    (0x30...0x3B).contains(byte) || (0x61...0x67).contains(byte) || (0x41...0x46).contains(byte)
      || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "r") || byte == UInt8(ascii: "#")
  }

  private mutating func drain(isFinal: Bool) -> [Event] {
    var events: [Event] = []
    var place = 0
    while place < bytes.count {
      if paste != nil {
        takePaste(&place, into: &events)
        continue
      }
      let token = Token(bytes[place...], known: known, sequences: sequences, isFinal: isFinal)
      guard let token else { break }
      known = 0
      place += token.length
      tokenCount += 1
      switch token.meaning {
      case .event(let event): events.append(event)
      case .pasteStart: paste = PasteBuffer()
      case .background(let background):
        if isAnswerExpected { events.append(.background(background)) }
        isAnswerExpected = false
      case .nothing: break
      }
    }
    // Nothing moves while a long sequence comes byte by byte.
    if place > 0 { bytes.removeFirst(place) }
    known = bytes.count
    return events
  }

  /// Moves pasted bytes over; the event if the end is among them.
  private mutating func takePaste(_ place: inout Int, into events: inout [Event]) {
    let wasOverdue = paste?.isOverdue ?? false
    switch paste?.take(bytes, from: &place) {
    case .ended(let text):
      paste = nil
      // An empty paste is one; the end of what was handed out already is none.
      if !text.isEmpty || !wasOverdue { events.append(.paste(text)) }
    case .replaced(let text):
      paste = PasteBuffer()
      tokenCount += 1
      if !text.isEmpty { events.append(.paste(text)) }
    case .goesOn, nil: break
    }
  }
}
