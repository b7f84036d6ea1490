import CNcurses
import CTerminalRestore
import Glibc
package import TerminalUI

extension Screen {
  /// From now on brings every event to `handler`, on the main actor; signals and keys that came since the screen
  /// was opened first.
  package func deliverEvents(to handler: @escaping @MainActor (Event) -> Void) {
    guard state != .closed else { return }
    self.handler = handler
    if state == .open { input?.start() }
    signals?.start { [weak self] in self?.receive($0) }
  }

  /// Mouse reports on or off. While on, the terminal selects text with Shift held only.
  package func setMouse(_ isOn: Bool) {
    guard isOn != isMouseOn else { return }
    isMouseOn = isOn
    if state == .open { output.write(isOn ? TerminalModes.mouseOn : TerminalModes.mouseOff) }
  }

  /// Asks the terminal for its background, which comes as `Event.background`, soon or late or never: nothing waits for
  /// it. Only kinds of terminals are asked that are known to take such a question silently.
  package func askBackground() {
    guard state == .open, colors > 0, Self.askable.contains(where: { type.hasPrefix($0) }) else {
      return
    }
    input?.expectAnswer()
    output.write("\u{1B}]11;?\u{1B}\\")
  }

  /// Not the Linux console, VT100s and their like, which show what they do not understand.
  private static let askable = [
    "xterm", "tmux", "screen", "rxvt", "alacritty", "foot", "kitty", "st", "wezterm", "konsole",
    "gnome", "vte", "iterm", "ghostty", "contour", "mlterm",
  ]

  /// Asks the terminal to take a text to its clipboard; false where the text is too long. Whether the terminal
  /// does it, it does not say.
  @discardableResult
  package func copyToClipboard(_ text: String) -> Bool {
    guard state == .open, let sequence = Clipboard.sequence(copying: text) else { return false }
    output.write(sequence)
    return true
  }

  func receive(_ signals: Set<Int32>) {
    // In this order: a program that is to end does nothing else first.
    for signal in [SIGHUP, SIGTERM, SIGQUIT, SIGINT] where signals.contains(signal) {
      handler?(.terminate(signal: signal))
      terminal_signals_handled()
    }
    guard state != .closed else { return }
    let stops = [SIGTSTP, SIGTTIN, SIGTTOU].filter(signals.contains)
    if let stop = stops.first, state == .open {
      suspend()
      terminal_stop(stop)
      // Continued in the background (bg), it has no business with the terminal.
      if terminal_wait_for_foreground(options.output) == 0 { resume() }
    } else if signals.contains(SIGCONT), state == .open {
      returnToForeground()
    }
    if signals.contains(SIGWINCH), state == .open { adoptSize() }
  }

  /// Goes on after a stop without a word (SIGSTOP): the shell has set its own modes. Stops again in the background.
  func returnToForeground() {
    guard state == .open, terminal_wait_for_foreground(options.output) == 0 else { return }
    terminal.reenter(showsCursor: shown?.cursor != nil)
    setOwnModes()
    if !adoptSize() { repaint() }
    handler?(.resumed)
  }

  /// Follows the terminal's size; false if it has not changed.
  @discardableResult
  func adoptSize() -> Bool {
    let current = TerminalSize.current(of: options)
    guard current != size else { return false }
    size = current
    resizeterm(Int32(size.rows), Int32(size.columns))
    shown = nil
    werase(nc_stdscr())
    clearok(nc_curscr(), true)
    handler?(.resize(size))
    return true
  }
}
