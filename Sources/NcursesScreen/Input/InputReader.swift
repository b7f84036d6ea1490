import Dispatch
import Glibc
import TerminalUI

/// Reads keys from the terminal on the main queue, and waits for the rest of what came in pieces.
@MainActor
final class InputReader {
  // A paste over a slow line pauses; a sequence that is cut in two does not for long.
  private static let pasteDelay = Duration.seconds(2)
  // So many reads in a row that were ready and gave nothing: the terminal is gone, whatever the errors say.
  private static let emptyReadLimit = 100

  private let descriptor: Int32
  private let escapeDelay: Duration
  private let deliver: @MainActor (Event) -> Void
  private var decoder: InputDecoder
  private var source: (any DispatchSourceRead)?
  private var timer: (any DispatchSourceTimer)?
  private var emptyReads = 0

  init(
    descriptor: Int32, decoder: InputDecoder, escapeDelay: Duration,
    deliver: @escaping @MainActor (Event) -> Void
  ) {
    self.descriptor = descriptor
    self.decoder = decoder
    self.escapeDelay = escapeDelay
    self.deliver = deliver
  }

  func start() {
    guard source == nil else { return }
    let source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: .main)
    source.setEventHandler { [weak self] in MainActor.assumeIsolated { self?.read() } }
    source.resume()
    self.source = source
  }

  func stop() {
    source?.cancel()
    source = nil
    cancelTimer()
  }

  private func read() {
    // The terminal's descriptor is shared with the shell and must stay blocking: look before reading.
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard source != nil, poll(&request, 1, 0) > 0 else { return }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = Glibc.read(descriptor, &bytes, bytes.count)
    if count < 0, errno == EINTR || errno == EAGAIN, emptyReads < Self.emptyReadLimit {
      emptyReads += 1
      return
    }
    guard count > 0 else {
      stop()
      deliver(.hangUp)
      return
    }
    emptyReads = 0
    cancelTimer()
    send(decoder.feed(bytes.prefix(count)))
    scheduleFlush()
  }

  private func send(_ events: [Event]) {
    // A handler may close the screen; what was typed after that is not for us.
    for event in events where source != nil { deliver(event) }
  }

  private func scheduleFlush() {
    let delay: Duration
    switch decoder.pending {
    case .nothing: return
    case .sequence: delay = escapeDelay
    case .paste: delay = Self.pasteDelay
    }
    guard source != nil else { return }
    let timer = DispatchSource.makeTimerSource(queue: .main)
    timer.setEventHandler { [weak self] in MainActor.assumeIsolated { self?.flush() } }
    let (seconds, attoseconds) = delay.components
    let nanoseconds = Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000)
    timer.schedule(deadline: .now() + .nanoseconds(nanoseconds))
    timer.resume()
    self.timer = timer
  }

  private func flush() {
    cancelTimer()
    send(decoder.flush())
  }

  private func cancelTimer() {
    timer?.cancel()
    timer = nil
  }
}
