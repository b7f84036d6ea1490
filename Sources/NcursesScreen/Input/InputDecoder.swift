import TerminalUI

/// Turns the bytes of a terminal into events. It keeps what is not whole yet, reads no clock, and never takes the
/// letters of an unknown escape sequence for keys.
struct InputDecoder: Sendable {
  /// What the bytes kept back are part of, which decides how long to wait for the rest.
  enum Pending: Hashable, Sendable {
    case nothing
    /// A lone Esc, or the beginning of a sequence.
    case sequence
    /// A paste without its end.
    case paste
  }

  // More than this of one paste is thrown away, and a longer sequence is not one.
  static let pasteLimit = 65_536
  static let sequenceLimit = 4_096

  private let sequences: KeySequences
  private var bytes: [UInt8] = []
  private var paste: [UInt8]?

  init(sequences: KeySequences = KeySequences()) {
    self.sequences = sequences
  }

  var pending: Pending {
    if paste != nil { return .paste }
    return bytes.isEmpty ? .nothing : .sequence
  }

  /// The events that a read completes.
  mutating func feed(_ read: some Sequence<UInt8>) -> [Event] {
    bytes.append(contentsOf: read)
    return drain(isFinal: false)
  }

  /// The events of what was kept back, when no more comes: Esc alone, a paste whose end was lost.
  mutating func flush() -> [Event] {
    var events = drain(isFinal: true)
    if let text = paste {
      paste = nil
      events.append(.paste(String(decoding: text, as: UTF8.self)))
    }
    return events
  }

  private mutating func drain(isFinal: Bool) -> [Event] {
    var events: [Event] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      if paste != nil {
        guard let event = takePaste(&rest, isFinal: isFinal) else { break }
        events.append(event)
        continue
      }
      guard let token = Token(rest, sequences: sequences, isFinal: isFinal) else { break }
      rest = rest.dropFirst(token.length)
      switch token.meaning {
      case .event(let event): events.append(event)
      case .pasteStart: paste = []
      case .nothing: break
      }
    }
    bytes = Array(rest)
    return events
  }

  /// Moves pasted bytes over; the event if the end is among them.
  private mutating func takePaste(_ rest: inout ArraySlice<UInt8>, isFinal: Bool) -> Event? {
    let end: [UInt8] = [0x1B] + Array("[201~".utf8)
    var text = paste ?? []
    var place = rest.startIndex
    while place < rest.endIndex {
      if rest[place] == 0x1B {
        let tail = rest[place...].prefix(end.count)
        if tail.elementsEqual(end) {
          rest = rest[(place + end.count)...]
          paste = nil
          return .paste(String(decoding: text, as: UTF8.self))
        }
        if !isFinal, end.starts(with: tail) { break }
      }
      if text.count < Self.pasteLimit { text.append(rest[place]) }
      place += 1
    }
    rest = rest[place...]
    paste = text
    return nil
  }
}
