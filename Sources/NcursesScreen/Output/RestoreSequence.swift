import CNcurses

/// What undoes everything that a screen may have switched on, ready for a signal handler that can compute nothing.
enum RestoreSequence {
  /// For the terminal that is open now.
  static func current() -> [UInt8] {
    make { name in nc_capability(name).map { String(cString: $0) } }
  }

  /// Mouse and paste off, then the terminal's own ways: keypad, attributes and colours, cursor, first screen.
  static func make(capability: (String) -> String?) -> [UInt8] {
    var sequence = TerminalModes.mouseOff + TerminalModes.pasteOff
    for name in ["rmkx", "sgr0", "op", "cnorm"] {
      sequence += withoutPadding(capability(name) ?? "")
    }
    // Without a second screen the shell's prompt must not land in the middle of ours.
    sequence += capability("rmcup").map(withoutPadding) ?? "\r\n"
    return Array(sequence.utf8)
  }

  /// Terminfo's `$<5>` asks for a pause, and is no text for the terminal.
  static func withoutPadding(_ capability: String) -> String {
    var text = ""
    var rest = capability[...]
    while let start = rest.firstIndex(of: "$") {
      text += rest[..<start]
      rest = rest[start...]
      guard rest.dropFirst().first == "<", let end = rest.firstIndex(of: ">") else {
        text += "$"
        rest = rest.dropFirst()
        continue
      }
      rest = rest[rest.index(after: end)...]
    }
    return text + rest
  }
}

/// Modes of the terminal that curses does not know.
enum TerminalModes {
  static let mouseOn = "\u{1B}[?1000h\u{1B}[?1006h"
  static let mouseOff = "\u{1B}[?1006l\u{1B}[?1000l"
  static let pasteOn = "\u{1B}[?2004h"
  static let pasteOff = "\u{1B}[?2004l"
}
