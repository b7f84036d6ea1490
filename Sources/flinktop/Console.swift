import TerminalUI

#if canImport(Glibc)
  import Glibc
#endif

/// Standard output and standard error, for the commands that need no terminal.
enum Console {
  /// One line on stderr, as `flinktop: ...`; nothing in it is obeyed by a terminal.
  static func complain(_ line: String) {
    write("flinktop: \(SafeText.plain(line))\n", to: STDERR_FILENO)
  }

  /// A progress line on stderr.
  static func note(_ line: String) { write("\(SafeText.plain(line))\n", to: STDERR_FILENO) }

  /// Text on stdout, made safe by whoever composed it, with a line end.
  static func output(_ text: String) { write(text + "\n", to: STDOUT_FILENO) }

  private static func write(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written < 0 {
        if errno == EINTR { continue }
        return
      }
      bytes = bytes.dropFirst(written)
    }
  }
}
