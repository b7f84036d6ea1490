import CNcurses
import CTerminalRestore
import Glibc
package import TerminalUI

/// The real terminal. The only type that, with its neighbours in this module, knows ncurses. One is open at a time.
///
/// Whatever ends the program, the terminal gets its modes back: `close()` does it in order, a handler that is
/// installed before curses starts does it on a crash and on `exit`.
@MainActor
package final class Screen {
  /// Whether more than ASCII can be shown: by the locale, unless the options forbid it.
  package let isUnicode: Bool
  /// Colours to resolve a theme for: 0, 8, 16 or 256.
  package let colors: Int
  /// What the user should know of the terminal, such as a type that had to be replaced.
  package let notice: String?
  /// In cells, never 0.
  package internal(set) var size: Size

  let type: String
  let terminal: CursesTerminal
  let output: TerminalOutput
  let options: ScreenOptions
  var painter: CellPainter
  var shown: Frame?
  var theme: ResolvedTheme?
  var isMouseOn = false
  var postponed: (frame: Frame, theme: ResolvedTheme)?
  var actionsAfterShowing: [@MainActor () -> Void] = []
  var state = State.open
  var handler: (@MainActor (Event) -> Void)?
  var input: InputReader?
  let signals: SignalReader?

  enum State {
    case open, suspended, closed
  }

  /// Takes the terminal over. Nothing is shown before the first frame is drawn.
  package static func open(_ options: ScreenOptions = ScreenOptions()) throws(ScreenError) -> Screen
  {
    guard isatty(options.input) == 1, isatty(options.output) == 1 else { throw .notATerminal }
    // In the background of a shell, before anything is changed or shown.
    guard terminal_wait_for_foreground(options.output) == 0 else {
      throw .failed("in the background")
    }
    let wanted = options.terminalType ?? getenv("TERM").map { String(cString: $0) }
    let type = try TerminalType(wanted: wanted) {
      TerminfoAnswer(name: $0, descriptor: options.output)
    }
    // Only the character set: numbers are read and written in one way everywhere.
    setlocale(LC_CTYPE, options.locale)
    // Before curses, which leaves alone what is caught already. Where SIGTSTP is not, curses ignores it during
    // every update, and a ctrl-z pressed just then is lost.
    let signals = SignalReader(canSuspend: options.canSuspend)
    let output = TerminalOutput(descriptor: options.output)
    do {
      let terminal = try CursesTerminal(type: type.name, options: options, output: output)
      return Screen(
        type: type.name, terminal: terminal, output: output, signals: signals, notice: type.notice,
        options: options)
    } catch {
      output.close()
      signals?.stop()
      throw error
    }
  }

  private init(
    type: String, terminal: CursesTerminal, output: TerminalOutput, signals: SignalReader?,
    notice: String?,
    options: ScreenOptions
  ) {
    self.type = type
    self.terminal = terminal
    self.signals = signals
    self.notice = notice
    self.options = options
    self.output = output
    isUnicode = nc_is_utf8_locale() != 0 && !options.isASCII
    colors = terminal.colors
    painter = CellPainter(isUnicode: isUnicode, pairs: terminal.makePairs())
    size = TerminalSize.current(of: options)
    resizeterm(Int32(size.rows), Int32(size.columns))
    let decoder = InputDecoder(sequences: terminal.keySequences)
    input = InputReader(
      descriptor: options.input, decoder: decoder, escapeDelay: options.escapeDelay
    ) { [weak self] in self?.handler?($0) }
    input?.whenInBackground = { [weak self] in self?.returnToForeground() }
    output.whenDrained = { [weak self] in self?.goOnDrawing() }
    // From the first moment: a paste must never be taken for keys.
    output.write(TerminalModes.pasteOn)
  }

  /// Gives the terminal back. What libraries wrote to stderr meanwhile appears now. Doing it twice does no harm.
  package func close() {
    guard state != .closed else { return }
    signals?.quiesce()
    suspend()
    input?.stop()
    state = .closed
    handler = nil
    terminal.close()
    output.close()
    // Last: until here a signal ends the process, whatever hangs.
    signals?.stop()
  }

  /// As `close()`, but the program is about to end: two seconds from now it has, even if it hangs.
  package func closeToEnd() {
    terminal_must_end()
    close()
  }

  /// Ends the process by a signal that `Event.terminate` brought, after `close()`.
  package nonisolated static func die(of signal: Int32) -> Never {
    terminal_restore_now()
    terminal_die(signal)
  }

  /// Gives the terminal back for a while, to a pager or an editor.
  package func suspend() {
    guard state == .open else { return }
    if terminal.isOurs { input?.awaitAnswer() }
    input?.stop()
    // With the rest of the restore sequence, where the terminal takes no output. In the background it is the shell's.
    if terminal.isOurs {
      if isMouseOn { output.write(TerminalModes.mouseOff) }
      output.write(TerminalModes.pasteOff)
    }
    terminal.leave()
    state = .suspended
  }

  /// Takes the terminal again and shows all of the last frame.
  package func resume() {
    guard state == .suspended else { return }
    terminal.enter()
    state = .open
    if handler != nil { input?.start() }
    setOwnModes()
    if !adoptSize() || isendwin() { repaint() }
    if !output.isWaiting { goOnDrawing() }
    handler?(.resumed)
  }

  /// The modes that curses does not know.
  func setOwnModes() {
    if isMouseOn { output.write(TerminalModes.mouseOn) }
    output.write(TerminalModes.pasteOn)
  }
}
