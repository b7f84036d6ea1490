import CTerminalRestore
import Dispatch
import Glibc
import TerminalUI

/// Reads keys from the terminal on the main queue, and waits for the rest of what came in pieces.
@MainActor
final class InputReader {
  // A paste over a slow line pauses; a sequence that is cut in two does not for long.
  private static let pasteDelay = Duration.seconds(2)
  // No line that lives is silent for so long: what comes then is somebody at the keyboard.
  private static let overduePasteDelay = Duration.seconds(30)
  // An Esc that begins an end marker is followed by the rest of it, which a slow line may delay.
  private static let escapeFromPasteDelay = Duration.milliseconds(500)
  // So long after the question, or after the first piece of the answer, the rest of it may still come.
  private static let answerDelay = Duration.seconds(2)
  // An answer that has begun pauses no longer; what is typed after that is keys.
  static let answerPause = Duration.milliseconds(100)
  // While an answer is on its way, an Esc may be its first byte.
  private static let escapeDelayBeforeAnswer = Duration.milliseconds(150)
  // So many reads in a row that were ready and gave nothing: the terminal is gone, whatever the errors say.
  private static let emptyReadLimit = 100

  private let descriptor: Int32
  private let escapeDelay: Duration
  private let now: () -> Duration
  private let deliver: @MainActor (Event) -> Void
  /// Called instead of reading where the terminal is not ours to read from.
  var whenInBackground: (() -> Void)?
  private var decoder: InputDecoder
  private var grouping = KeyGrouping()
  private var source: (any DispatchSourceRead)?
  private var timer: (any DispatchSourceTimer)?
  private var emptyReads = 0
  private var askedAt: Duration?
  private var escapeAt: Duration?
  // When the answer began whose end has not come.
  private var answerAt: Duration?

  init(
    descriptor: Int32, decoder: InputDecoder, escapeDelay: Duration,
    now: @escaping () -> Duration = MonotonicTime.now,
    deliver: @escaping @MainActor (Event) -> Void
  ) {
    self.descriptor = descriptor
    self.decoder = decoder
    self.escapeDelay = escapeDelay
    self.now = now
    self.deliver = deliver
  }

  func start() {
    guard source == nil else { return }
    // A descriptor of its own: Dispatch lets go of one later than it is told to, and if its number is closed and given
    // away meanwhile, the source of the next one never fires.
    let own = fcntl(descriptor, F_DUPFD_CLOEXEC, 3)
    let watched = own >= 0 ? own : descriptor
    let source = DispatchSource.makeReadSource(fileDescriptor: watched, queue: .main)
    if own >= 0 { source.setCancelHandler { Glibc.close(own) } }
    source.setEventHandler { [weak self] in MainActor.assumeIsolated { self?.read() } }
    source.resume()
    self.source = source
  }

  func stop() {
    source?.cancel()
    source = nil
    cancelTimer()
    decoder.reset()
  }

  /// To be called when the terminal is asked for its background.
  func expectAnswer() {
    decoder.isAnswerExpected = true
    askedAt = now()
  }

  /// True while an answer may well be on its way.
  private var isAnswerNear: Bool {
    guard decoder.isAnswerExpected, let askedAt else { return false }
    return now() - askedAt < Self.answerDelay
  }

  /// Waits a moment for an answer that is on its way and takes it, so that it does not come to whoever has the terminal
  /// next. What is typed meanwhile goes with it.
  func awaitAnswer() {
    let end = now() + Self.escapeDelayBeforeAnswer
    while isAnswerNear, now() < end {
      var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let left = Int32((end - now()) / .milliseconds(1)) + 1
      guard poll(&request, 1, left) > 0, request.revents & Int16(POLLIN) != 0,
        terminal_is_ours(descriptor) != 0
      else { return }
      var bytes = [UInt8](repeating: 0, count: 4096)
      let count = terminal_read(descriptor, &bytes, bytes.count)
      guard count > 0 else { return }
      _ = decoder.feed(bytes.prefix(count))
    }
  }

  private func read() {
    // The terminal's descriptor is shared with the shell and must stay blocking: look before reading.
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard source != nil, poll(&request, 1, 0) > 0 else { return }
    guard terminal_is_ours(descriptor) != 0 else {
      whenInBackground?()
      return
    }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = terminal_read(descriptor, &bytes, bytes.count)
    if count < 0, terminal_is_ours(descriptor) == 0 { return }
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
    if let escapeAt, now() - escapeAt >= escapeDelay {
      send(decoder.escape(before: bytes.prefix(count)))
      guard source != nil else { return }
    }
    if let answerAt, now() - answerAt >= Self.answerDelay {
      decoder.endLateAnswer()
      self.answerAt = nil
    }
    grouping.noteInput(at: now(), isContinuation: decoder.pending != .nothing)
    send(decoder.feed(bytes.prefix(count)))
    grouping.noteHandled(at: now())
    scheduleFlush()
  }

  private func send(_ events: [Event]) {
    let isOnly = decoder.tokenCount == 1 && decoder.pending == .nothing
    // A handler may close the screen; what was typed after that is not for us.
    for event in grouping.group(events, isOnly: isOnly) where source != nil { deliver(event) }
  }

  private func scheduleFlush() {
    escapeAt = decoder.isAtEscape ? escapeAt ?? now() : nil
    if decoder.pending == .answer { answerAt = answerAt ?? now() }
    let delay: Duration
    switch decoder.pending {
    case .nothing: return
    case .sequence:
      delay = isAnswerNear ? max(escapeDelay, Self.escapeDelayBeforeAnswer) : escapeDelay
    case .answer: delay = Self.answerPause
    case .paste: delay = Self.pasteDelay
    case .overduePaste: delay = Self.overduePasteDelay
    case .escapeFromPaste: delay = Self.escapeFromPasteDelay
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
    scheduleFlush()
  }

  private func cancelTimer() {
    timer?.cancel()
    timer = nil
  }
}
