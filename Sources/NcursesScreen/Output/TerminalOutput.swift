import Glibc

/// Sends what curses has no call for. Curses keeps nothing back between its updates, so the order holds.
struct TerminalOutput {
  let descriptor: Int32

  func write(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        return
      }
    }
  }
}
