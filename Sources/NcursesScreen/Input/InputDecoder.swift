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

  init(sequences: KeySequences = KeySequences()) {
    self.sequences = sequences
  }

  var pending: Pending {
    guard let paste else { return bytes.isEmpty ? .nothing : .sequence }
    if paste.hasLoneEscape { return .escapeFromPaste }
    return paste.isOverdue && !paste.hasText ? .overduePaste : .paste
  }

  /// The events that a read completes.
  mutating func feed(_ read: some Sequence<UInt8>) -> [Event] {
    if pending == .nothing { tokenCount = 0 }
    bytes.append(contentsOf: read)
    return drain(isFinal: false)
  }

  /// The events of what was kept back, when no more came for as long as `pending` is worth waiting for: Esc alone, a
  /// paste whose end was lost.
  mutating func flush() -> [Event] {
    switch pending {
    case .nothing: return []
    case .sequence: return drain(isFinal: true)
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
    self = InputDecoder(sequences: sequences)
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
