/// A key as the user pressed it, whatever bytes the terminal sent for it.
package enum Key: Hashable, Sendable {
  case character(Character)
  case control(Character)
  case enter, escape, tab, backTab, backspace, delete, space
  case up, down, left, right, home, end, pageUp, pageDown
  case function(Int)
}

/// What comes from the terminal.
package enum Event: Hashable, Sendable {
  /// A key that came alone: nothing else in the same read, and nothing within 50 ms before.
  case key(Key)
  /// Keys that came in one read, or within 50 ms of the input before, in order; never none. So come pastes where the
  /// terminal has no bracketed paste, held keys, and what was typed ahead on a slow line.
  case keys([Key])
  /// Bracketed paste: text that must never be taken for key presses.
  case paste(String)
  case resize(Size)
  /// The program has the terminal again after it was stopped: what it had shown was not on the screen meanwhile.
  case resumed
  /// A click or wheel step at a cell; only while the mouse is on.
  case click(column: Int, row: Int)
  case scroll(lines: Int, column: Int, row: Int)
  /// The terminal's answer to the question for its background.
  case background(TerminalBackground)
  /// The terminal is gone (end of file, hang-up).
  case hangUp
  /// Someone wants the program to end: ctrl-c (`SIGINT`), `kill`, a closed terminal (`SIGHUP`). The handler closes the
  /// screen and ends by that signal, so that the exit status tells the truth.
  case terminate(signal: Int32)
}
