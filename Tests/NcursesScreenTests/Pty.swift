import CTerminalTesting
import Glibc

/// A terminal without a window: what the program writes to `slave` is read here, what is typed here it reads.
final class Pty {
  private(set) var master: Int32
  let slave: Int32
  private static let marker = "\u{1}end of output\u{1}"

  struct Failure: Error {}

  init(columns: Int = 80, rows: Int = 24) throws {
    var ends: (master: Int32, slave: Int32) = (-1, -1)
    guard
      testing_open_pty(&ends.master, &ends.slave, Int32(columns), Int32(rows)) == 0
    else { throw Failure() }
    (master, slave) = ends
  }

  deinit {
    Glibc.close(master)
    Glibc.close(slave)
  }

  /// All that was written since the last call. A marker written behind it tells where it ends, without a wait.
  func output() -> String {
    writeEnd()
    return Self.readToEnd(master)
  }

  /// Marks the end of the output for `readToEnd`.
  func writeEnd() { send(Self.marker, to: slave) }

  /// All that was written before the mark.
  @discardableResult
  static func readToEnd(_ master: Int32) -> String {
    var bytes: [UInt8] = []
    let end = Array(marker.utf8)
    while !bytes.suffix(end.count).elementsEqual(end) {
      var buffer = [UInt8](repeating: 0, count: 65_536)
      let count = read(master, &buffer, buffer.count)
      guard count > 0 else { break }
      bytes += buffer.prefix(count)
    }
    return String(decoding: bytes.dropLast(end.count), as: UTF8.self)
  }

  /// What was written and can be read without a wait, where no marker could be written.
  func availableOutput() -> String {
    var bytes: [UInt8] = []
    var request = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    while poll(&request, 1, 0) == 1 {
      var buffer = [UInt8](repeating: 0, count: 65_536)
      let count = read(master, &buffer, buffer.count)
      guard count > 0 else { break }
      bytes += buffer.prefix(count)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  func type(_ text: String) { send(text, to: master) }

  /// The line that a shell would read now; waits for its end.
  func readLine() -> String {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = read(slave, &bytes, bytes.count)
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
  }

  /// As when the window is closed.
  func closeMaster() {
    Glibc.close(master)
    master = -1
  }

  func resize(columns: Int, rows: Int) {
    testing_resize_pty(master, Int32(columns), Int32(rows))
  }

  /// Input, output, local and control flags.
  var modes: [UInt32] {
    let modes = testing_modes(slave)
    return [modes.input, modes.output, modes.local, modes.control]
  }

  private func send(_ text: String, to descriptor: Int32) {
    let bytes = Array(text.utf8)
    _ = write(descriptor, bytes, bytes.count)
  }
}
