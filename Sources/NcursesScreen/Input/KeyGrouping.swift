import TerminalUI

/// Tells a key that somebody pressed, having seen the screen, from keys that came in a heap: a paste on a terminal
/// without bracketed paste, a held key, what was typed ahead on a slow line.
///
/// A key is `.key` only where it is all that its read held and came `quiet` after the input before. All other keys
/// are `.keys`, adjacent ones of a read in one event.
struct KeyGrouping: Sendable {
  /// Nobody presses two keys so fast and has read what the first one did.
  static let quiet = Duration.milliseconds(50)

  private var lastInput: Duration?
  private var isAfterQuiet = true

  /// To be called at each read, before its events are grouped. `isContinuation`: it goes on with a sequence or a paste
  /// that began in an earlier read, whose time then counts.
  mutating func noteInput(at time: Duration, isContinuation: Bool) {
    if !isContinuation { isAfterQuiet = lastInput.map { time - $0 >= Self.quiet } ?? true }
    lastInput = time
  }

  /// To be called when the events of a read have been handled: what came meanwhile was typed before anybody saw what
  /// they did.
  mutating func noteHandled(at time: Duration) {
    lastInput = time
  }

  /// The events as they are to be delivered. `isOnly`: the read held nothing beside, be it unknown or unfinished.
  func group(_ events: [Event], isOnly: Bool) -> [Event] {
    if isOnly, isAfterQuiet, events.count == 1 { return events }
    var grouped: [Event] = []
    var keys: [Key] = []
    for event in events {
      if case .key(let key) = event {
        keys.append(key)
        continue
      }
      if !keys.isEmpty { grouped.append(.keys(keys)) }
      keys = []
      grouped.append(event)
    }
    if !keys.isEmpty { grouped.append(.keys(keys)) }
    return grouped
  }
}
