import Synchronization
import TerminalUI

#if canImport(Glibc)
  import Glibc
#endif

/// Standard output and standard error, for the commands that need no terminal. Nothing else writes to them.
enum Console {
  /// Set once stdout did not take something. Kept here, so that no caller can end the program as if it had.
  private static let hasLostOutput = Atomic(false)

  /// One line on stderr, as `flinktop: ...`; nothing in it is obeyed by a terminal.
  static func complain(_ line: String) { tell("flinktop: \(SafeText.plain(line))") }

  /// A progress line on stderr.
  static func note(_ line: String) { tell(SafeText.plain(line)) }

  /// Text on stdout, made safe by whoever composed it, with a line end.
  ///
  /// False where it could not be written. Then stderr has it, with what happened, and the program ends with status 1
  /// (`end`). A reader that took the beginning and left (`| head -1`) had enough: it is not given the rest twice.
  @discardableResult
  static func output(_ text: String) -> Bool {
    let bytes = Array((text + "\n").utf8)
    guard let failure = DescriptorWriter(STDOUT_FILENO).write(bytes) else { return true }
    hasLostOutput.store(true, ordering: .relaxed)
    var line = "cannot write to standard output: \(failure.reason)"
    if failure.written > 0 { line += ", after \(failure.written) of \(bytes.count) bytes" }
    if failure.isReaderGone, failure.written > 0 {
      complain(line)
    } else {
      complain(line + "; what was to be written:")
      tell(text)
    }
    return false
  }

  /// Bytes on stdout as they are, of which more may follow; why not all of them could be written, or nil. The caller
  /// says so; the program ends with status 1 in any case.
  @Sendable static func write(_ bytes: [UInt8]) -> DescriptorWriter.Failure? {
    let failure = DescriptorWriter(STDOUT_FILENO).write(bytes)
    if failure != nil { hasLostOutput.store(true, ordering: .relaxed) }
    return failure
  }

  /// True where a person sees what goes to stdout.
  static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// True where a person can be asked something.
  static var canAsk: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

  /// Asks a question, whose line ends with the answer; true for `y` and `yes`. What was typed before it was asked is no
  /// answer.
  static func confirm(_ question: String) -> Bool {
    tcflush(STDIN_FILENO, TCIFLUSH)
    _ = DescriptorWriter(STDERR_FILENO).write(Array(SafeText.plain(question).utf8))
    guard let answer = readLine() else {
      tell("")
      return false
    }
    return ["y", "yes"].contains(answer.lowercased())
  }

  /// The same where a stream ends quietly once nobody reads on; false then, and where they could not be written, which
  /// is said.
  static func stream(_ bytes: [UInt8]) -> Bool {
    guard let failure = DescriptorWriter(STDOUT_FILENO).write(bytes) else { return true }
    guard !failure.isReaderGone else { return false }
    hasLostOutput.store(true, ordering: .relaxed)
    complain("cannot write to standard output: \(failure.reason)")
    return false
  }

  /// How wide text on stdout may be: as wide as the terminal, if it is one.
  static var width: TextWidth {
    guard isatty(STDOUT_FILENO) == 1 else { return .pipe }
    var size = winsize()
    let isKnown = ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    return TextWidth(columns: isKnown ? Int(size.ws_col) : 80, isTerminal: true)
  }

  /// Ends the program. Lost output is a failure, whatever the command made of the rest.
  static func end(_ status: ExitStatus) -> Never {
    guard case .interrupted = status else { end(code: status.code) }
    // At once: what the libraries do at an ordinary end would wait for a request that is under way, or pull the
    // ground from under it.
    _exit(code(status.code))
  }

  /// The same for a code that is not ours.
  static func end(code: Int32) -> Never { exit(Self.code(code)) }

  private static func code(_ code: Int32) -> Int32 {
    hasLostOutput.load(ordering: .relaxed) ? ExitStatus.operationFailed.code : code
  }

  /// Where stderr is gone too, nobody is left to tell: the exit status says it.
  private static func tell(_ text: String) {
    _ = DescriptorWriter(STDERR_FILENO).write(Array((text + "\n").utf8))
  }
}
