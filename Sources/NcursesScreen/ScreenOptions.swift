/// How a screen is opened.
package struct ScreenOptions: Sendable {
  /// Where keys come from and cells go; both must be the terminal.
  package var input: Int32 = 0
  package var output: Int32 = 1
  /// The terminal's type, `$TERM` unless told otherwise.
  package var terminalType: String?
  /// The locale whose character set counts; empty: the environment's.
  package var locale = ""
  /// False gives no colour at all (`NO_COLOR`, `--no-color`).
  package var usesColor = true
  /// Only ASCII is sent, whatever the locale.
  package var isASCII = false
  /// Whether ctrl-z stops the program; not on a wall.
  package var canSuspend = true
  /// How long a lone Esc waits for the rest of a sequence.
  package var escapeDelay = Duration.milliseconds(25)

  package init() {}
}

/// Why there can be no screen. Each description is one line that says what to do.
package enum ScreenError: Error, Hashable, Sendable, CustomStringConvertible {
  case notATerminal
  case noTerminalType
  /// A type that cannot place its cursor, such as `dumb`.
  case unusableTerminal(String)
  case noTerminfoDatabase(String)
  case failed(String)

  package var description: String {
    switch self {
    case .notATerminal:
      "this is not a terminal: use --once or --format json"
    case .noTerminalType:
      "TERM is not set: set it (TERM=xterm-256color), or use --once"
    case .unusableTerminal(let name):
      "the terminal type '\(name)' cannot show a dashboard: set TERM (xterm-256color), or use --once"
    case .noTerminfoDatabase(let name):
      "no terminfo entry for '\(name)': install ncurses-base or set TERMINFO, or use --once"
    case .failed(let what):
      "the terminal could not be set up (\(what)): use --once"
    }
  }
}
