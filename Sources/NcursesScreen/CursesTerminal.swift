import CNcurses
import CTerminalRestore
import Glibc
import TerminalUI

/// Curses' side of a terminal: its modes and how they are undone.
@MainActor
final class CursesTerminal {
  /// 0, 8, 16 or 256.
  let colors: Int
  let keySequences: KeySequences

  private let descriptor: Int32
  private let output: TerminalOutput
  private let captured: CapturedOutput?
  private let formerModes: termios
  private let ownModes: termios
  private let restoreSequence: [UInt8]
  private let screen: OpaquePointer
  private let files: [UnsafeMutablePointer<FILE>]
  private let hasDefaultColors: Bool

  init(type: String, options: ScreenOptions, output: TerminalOutput) throws(ScreenError) {
    descriptor = options.output
    self.output = output
    var modes = termios()
    guard tcgetattr(descriptor, &modes) == 0 else { throw .failed("tcgetattr") }
    formerModes = modes
    guard nc_load_terminal(type, descriptor) == 1 else { throw .unusableTerminal(type) }
    restoreSequence = RestoreSequence.current()
    keySequences = KeySequences(
      terminfo: KeySequences.terminfoNames.compactMap { name, key in
        nc_capability(name).map { (Array(String(cString: $0).utf8), key) }
      })
    nc_unload_terminal()

    // Before curses changes the first mode.
    terminal_restore_on_crash()
    terminal_restore_arm(
      descriptor, &modes, Self.characters(restoreSequence), restoreSequence.count)
    // The screen sets the size afterwards; of a senseless one curses would take gigabytes before. Not always
    // false, because newterm refuses entries that have no size of their own, such as that of the Linux console.
    use_env(TerminalSize.isSensible(of: options))
    guard let outputFile = fdopen(dup(descriptor), "w"),
      let inputFile = fdopen(dup(options.input), "r"),
      let screen = newterm(type, outputFile, inputFile)
    else {
      terminal_restore_disarm()
      throw .failed("newterm \(type)")
    }
    self.screen = screen
    files = [outputFile, inputFile]
    ownModes = Self.setModes(descriptor)
    // From here on curses has no terminal, only memory: it would set modes in a way that waits, too.
    captured = CapturedOutput(replacing: fileno(outputFile))
    Self.prepareUpdates()
    (colors, hasDefaultColors) = Self.startColors(isWanted: options.usesColor)
    holdErrors()
  }

  /// Sends what curses has written since the last call.
  func sendUpdate() {
    guard let bytes = captured?.take(), !bytes.isEmpty else { return }
    // While a crash is reported, this may be a thread that could not be held.
    if terminal_is_taken() != 0 { output.write(bytes) }
  }

  /// Whether the program may draw: it is not in the background of its shell.
  var isOurs: Bool { terminal_is_ours(descriptor) != 0 }

  private static func setModes(_ descriptor: Int32) -> termios {
    cbreak()
    noecho()
    nonl()
    // Ctrl-s, ctrl-q and ctrl-v are keys of ours; ctrl-c and ctrl-z stay signals, which are obeyed even
    // when the program hangs.
    var modes = termios()
    if tcgetattr(descriptor, &modes) == 0 {
      modes.c_iflag &= ~tcflag_t(IXON | IXOFF | ICRNL | INLCR | IGNCR | ISTRIP)
      modes.c_lflag &= ~tcflag_t(IEXTEN)
      tcsetattr(descriptor, TCSANOW, &modes)
    }
    def_prog_mode()
    return modes
  }

  private static func prepareUpdates() {
    // An update is not to be left half done because a key waits.
    typeahead(-1)
    leaveok(nc_stdscr(), true)
    keypad(nc_stdscr(), true)
    curs_set(0)
  }

  private static func startColors(isWanted: Bool) -> (count: Int, hasDefaults: Bool) {
    guard isWanted, has_colors(), start_color() == OK else { return (0, false) }
    let hasDefaults = use_default_colors() == OK
    switch nc_colors() {
    case 256: return (256, hasDefaults)
    case 16..<256: return (16, hasDefaults)
    // Beyond 256 a number is a colour's own value, but for the first eight.
    case 8...: return (8, hasDefaults)
    default: return (0, hasDefaults)
    }
  }

  func makePairs() -> ColorPairs? {
    colors > 0 ? ColorPairs(hasDefaultColors: hasDefaultColors) : nil
  }

  /// Back to the modes of before; the next update of curses takes them again.
  func leave() {
    endwin()
    let last = captured?.take() ?? []
    // In the background, the terminal has the shell's modes and its text already.
    guard isOurs else {
      terminal_restore_disarm()
      return
    }
    guard output.finish(last) else {
      terminal_restore_now()
      return
    }
    var modes = formerModes
    terminal_set_modes(descriptor, &modes)
    terminal_restore_disarm()
    terminal_errors_release()
  }

  /// To be called before the first update after `leave()`.
  func enter() {
    arm()
    setOwnModes()
    clearok(nc_curscr(), true)
    holdErrors()
  }

  /// Sets every mode again, after someone else did as they liked with the terminal.
  func reenter(showsCursor: Bool) {
    setOwnModes()
    sendUpdate()
    // Not putp, which writes to stdout whatever the screen's descriptor is.
    for name in ["smcup", "smkx"] {
      let capability = nc_capability(name).map { String(cString: $0) } ?? ""
      output.write(RestoreSequence.withoutPadding(capability))
    }
    curs_set(showsCursor ? 0 : 1)
    curs_set(showsCursor ? 1 : 0)
    sendUpdate()
  }

  private func arm() {
    var modes = formerModes
    terminal_restore_arm(
      descriptor, &modes, Self.characters(restoreSequence), restoreSequence.count)
  }

  private func setOwnModes() {
    var modes = ownModes
    terminal_set_modes(descriptor, &modes)
  }

  func close() {
    delscreen(screen)
    for file in files { fclose(file) }
    captured?.close()
  }

  private func holdErrors() {
    // Somewhere else than on the terminal, stderr does no harm.
    if isatty(2) == 1 { terminal_errors_hold(2) }
  }

  private static func characters(_ bytes: [UInt8]) -> [CChar] {
    bytes.map { CChar(bitPattern: $0) }
  }
}
