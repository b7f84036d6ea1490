import CTerminalRestore
import Glibc

/// What curses writes, caught in memory. Curses itself waits until a terminal has taken everything, and then neither
/// keys nor signals are heard.
struct CapturedOutput {
  private let memory: Int32

  /// Puts a file in memory in the place of curses' descriptor; nil where there can be none.
  init?(replacing descriptor: Int32) {
    memory = terminal_memory_file()
    guard memory >= 0 else { return nil }
    guard dup2(memory, descriptor) >= 0 else {
      Glibc.close(memory)
      return nil
    }
  }

  /// What was written since the last call.
  func take() -> [UInt8] {
    let count = Int(lseek(memory, 0, SEEK_CUR))
    guard count > 0 else { return [] }
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      filled = max(0, pread(memory, buffer.baseAddress, count, 0))
    }
    lseek(memory, 0, SEEK_SET)
    return bytes
  }

  func close() { Glibc.close(memory) }
}
