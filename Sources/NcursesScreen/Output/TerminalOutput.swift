import CTerminalRestore
import Dispatch
import Glibc

/// Sends bytes to the terminal, in order, and never waits for long: what a terminal does not take now goes when it
/// takes it. So keys and signals are obeyed also while output is held (XOFF) or nobody reads it.
@MainActor
final class TerminalOutput {
  // A terminal that is only slow has most frames within this time.
  private static let patience = Duration.milliseconds(50)
  // Reached only where texts for the clipboard pile up.
  private static let limit = 1_000_000

  private let descriptor: Int32
  private let isOwn: Bool
  private var waiting: [UInt8] = []
  private var source: (any DispatchSourceWrite)?
  private var isListening = false
  /// Called when all has gone that had to wait.
  var whenDrained: (() -> Void)?

  init(descriptor: Int32) {
    let own = terminal_open_unblocked(descriptor)
    isOwn = own >= 0
    self.descriptor = isOwn ? own : descriptor
  }

  /// Whether the terminal has not taken all yet.
  var isWaiting: Bool { !waiting.isEmpty }

  func write(_ text: String) { write(Array(text.utf8)) }

  func write(_ bytes: [UInt8]) {
    guard waiting.isEmpty else {
      if waiting.count + bytes.count <= Self.limit { waiting += bytes }
      return
    }
    waiting = send(bytes, within: Self.patience)
    if !waiting.isEmpty { waitForRoom() }
  }

  /// Sends all that is left and this; false where the terminal did not take it in time.
  func finish(_ bytes: [UInt8]) -> Bool {
    stopWaiting()
    let rest = send(waiting + bytes, within: .milliseconds(300))
    waiting = []
    return rest.isEmpty
  }

  func close() {
    waiting = []
    guard let source else {
      if isOwn { Glibc.close(descriptor) }
      return
    }
    // Dispatch must have let go of a descriptor before it is closed, and does not let go of a suspended source.
    if isOwn { source.setCancelHandler { [descriptor] in Glibc.close(descriptor) } }
    if !isListening { source.resume() }
    isListening = false
    source.cancel()
    self.source = nil
  }

  /// Returns what did not go.
  private func send(_ bytes: [UInt8], within limit: Duration) -> [UInt8] {
    let start = MonotonicTime.now()
    var place = 0
    while place < bytes.count {
      let count = bytes[place...].withUnsafeBytes { piece in
        terminal_write(descriptor, piece.baseAddress, piece.count)
      }
      if count > 0 {
        place += count
        continue
      }
      if count < 0, errno == EINTR { continue }
      // The terminal is gone, and its input says so too; or it was given back.
      guard count < 0, errno == EAGAIN else { return [] }
      let passed = MonotonicTime.now() - start
      guard passed < limit else { break }
      var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      poll(&request, 1, Int32((limit - passed) / .milliseconds(1)) + 1)
    }
    return Array(bytes[place...])
  }

  private func waitForRoom() {
    guard !isListening else { return }
    isListening = true
    if let source {
      source.resume()
      return
    }
    let source = DispatchSource.makeWriteSource(fileDescriptor: descriptor, queue: .main)
    source.setEventHandler { [weak self] in MainActor.assumeIsolated { self?.sendWaiting() } }
    source.resume()
    self.source = source
  }

  private func sendWaiting() {
    guard isListening else { return }
    waiting = send(waiting, within: .zero)
    if waiting.isEmpty {
      stopWaiting()
      whenDrained?()
    }
  }

  private func stopWaiting() {
    guard isListening else { return }
    isListening = false
    source?.suspend()
  }
}
