import Foundation
import Glibc

/// A program on a terminal of which the test has the other end: unlike tmux it may stop reading, and see each byte.
final class PtySession {
  let pid: pid_t
  private let master: Int32
  private let slave: Int32
  private let modesBefore: termios
  private var end: ChildProcess.End?
  /// All that the program wrote and the test has read.
  private(set) var output: [UInt8] = []

  /// Starts a program whose controlling terminal this is.
  init(
    _ command: [String], columns: Int = 120, rows: Int = 40, environment: [String: String] = [:]
  ) throws {
    master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
    // TIOCSPTLCK and TIOCGPTN, which are macros that Swift cannot see; nor does it see ptsname.
    var isLocked: Int32 = 0
    var number: Int32 = 0
    guard master >= 0, ioctl(master, 0x4004_5431, &isLocked) == 0,
      ioctl(master, 0x8004_5430, &number) == 0
    else { throw KitError("no pseudo terminal") }
    let path = "/dev/pts/\(number)"
    slave = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
    var modes = termios()
    tcgetattr(slave, &modes)
    modesBefore = modes
    Self.setSize(of: master, columns: columns, rows: rows)
    let terminal = Descriptor.file(path, flags: O_RDWR)
    let variables = ["TERM": "xterm-256color"].merging(environment) { _, new in new }
    pid = try spawn(
      command, environment: TestEnvironment.variables(adding: variables),
      descriptors: [terminal, terminal, terminal])
    Scratch.endWithThisRun(pid)
  }

  deinit {
    if reap() == nil {
      kill(pid, SIGKILL)
      waitpid(pid, nil, 0)
    }
    close(master)
    close(slave)
  }

  /// True when the terminal has the modes it had before the program.
  var areModesRestored: Bool {
    var modes = termios()
    tcgetattr(slave, &modes)
    return modes.c_iflag == modesBefore.c_iflag && modes.c_oflag == modesBefore.c_oflag
      && modes.c_lflag == modesBefore.c_lflag && modes.c_cflag == modesBefore.c_cflag
  }

  /// What the program last said of paste, mouse, second screen and cursor undoes what it said before.
  var isRestored: Bool {
    areModesRestored
      && [("[?1049h", "[?1049l"), ("[?2004h", "[?2004l"), ("[?25l", "[?25h")].allSatisfy {
        on, off in
        guard let last = lastPlace(of: off) else { return false }
        return last > (lastPlace(of: on) ?? -1)
      }
  }

  var text: String { String(decoding: output, as: UTF8.self) }

  private func lastPlace(of text: String) -> Int? {
    let wanted = Array(text.utf8)
    return output.indices.last { output[$0...].starts(with: wanted) }
  }

  /// Whether the terminal takes more output, or is full.
  var takesOutput: Bool {
    var request = pollfd(fd: slave, events: Int16(POLLOUT), revents: 0)
    return poll(&request, 1, 0) == 1
  }

  /// Reads what is there.
  func read() {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = Glibc.read(master, &buffer, buffer.count)
      guard count > 0 else { return }
      output += buffer.prefix(count)
    }
  }

  /// Reads until the program has written a text.
  func expect(_ text: String, within limit: Duration = .seconds(20)) async throws {
    try await eventually("\(text) written", within: limit) {
      read()
      return lastPlace(of: text) != nil
    }
  }

  /// Types bytes as fast as the program takes them, and reads what it draws meanwhile.
  func type(
    _ bytes: [UInt8], reading: Bool = true, within limit: Duration = .seconds(60)
  ) async throws {
    var place = 0
    try await eventually("\(bytes.count) bytes taken", within: limit, every: .milliseconds(1)) {
      if reading { read() }
      let count = bytes[place...].withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
      if count > 0 { place += count }
      return place == bytes.count
    }
  }

  /// Types as much as there is room for, whether the program takes it or not.
  func typeAhead(_ bytes: [UInt8]) { _ = write(master, bytes, bytes.count) }

  func resize(columns: Int, rows: Int) { Self.setSize(of: master, columns: columns, rows: rows) }

  private static func setSize(of terminal: Int32, columns: Int, rows: Int) {
    var size = winsize(
      ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(terminal, UInt(TIOCSWINSZ), &size)
  }

  /// Waits for the end, and then reads what is left; only then, unless `reading`.
  func expectEnd(
    within limit: Duration, reading: Bool = false
  ) async throws -> ChildProcess.End {
    let end = try await eventually("the program's end", within: limit) {
      if reading { read() }
      return reap()
    }
    read()
    return end
  }

  private func reap() -> ChildProcess.End? {
    if let end { return end }
    var status: Int32 = 0
    guard waitpid(pid, &status, WNOHANG) == pid else { return nil }
    end = ChildProcess.decode(status)
    return end
  }
}
