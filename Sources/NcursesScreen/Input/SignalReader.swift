import CTerminalRestore
import Dispatch
import Glibc

/// Hands signals to the main queue. The handler in C only writes a byte, so that it is safe at any moment and
/// works whatever threads block.
@MainActor
final class SignalReader {
  private let descriptor: Int32
  private var deliver: (@MainActor (Set<Int32>) -> Void)?
  private var source: (any DispatchSourceRead)?

  /// Catches the signals from here on. Nil where that cannot be, as when another screen has them.
  init?(canSuspend: Bool) {
    descriptor = terminal_signals_catch(canSuspend ? 1 : 0)
    if descriptor < 0 { return nil }
  }

  /// Delivers what came since the signals are caught, and all that comes.
  func start(_ deliver: @escaping @MainActor (Set<Int32>) -> Void) {
    guard source == nil else { return }
    self.deliver = deliver
    let source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: .main)
    source.setEventHandler { [weak self] in MainActor.assumeIsolated { self?.read() } }
    source.resume()
    self.source = source
  }

  /// Delivers nothing more. The signals stay caught.
  func quiesce() {
    source?.cancel()
    source = nil
  }

  func stop() {
    quiesce()
    terminal_signals_release()
  }

  /// Takes all that came: a hundred resizes are one.
  private func read() {
    guard source != nil else { return }
    var signals: Set<Int32> = []
    var bytes = [UInt8](repeating: 0, count: 256)
    while true {
      let count = Glibc.read(descriptor, &bytes, bytes.count)
      if count <= 0 { break }
      signals.formUnion(bytes.prefix(count).map(Int32.init))
    }
    if !signals.isEmpty { deliver?(signals) }
  }
}
