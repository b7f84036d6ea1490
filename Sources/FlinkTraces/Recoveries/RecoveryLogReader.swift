package import StreamModel

/// Finds the starts and restarts of jobs in a JobManager's log while it comes: by the spans that Flink reports, and by what
/// it always writes when states change.
package struct RecoveryLogReader {
  /// Lines that wait until something tells in which zone the log's times are.
  private static let mostWaiting = 20_000

  private var reader = SpanLogReader(takesJobLines: true)
  private var assembly = RecoveryAssembly()
  private var waiting: [LoggedJobLine] = []
  private var isCut: Bool

  /// `isCut`: what comes is not from the beginning of the log, so that its first start may be none.
  package init(isCut: Bool = false) { self.isCut = isCut }

  package var unread: UnreadLines { reader.unread }
  package var lineCount: Int { reader.lineCount }

  package mutating func take(_ bytes: [UInt8]) {
    let spans = reader.take(bytes)
    sort(spans)
  }

  /// The next bytes begin a file: nothing that came before ends in them.
  package mutating func beginAnew() { sort(reader.beginAnew()) }

  /// No more comes: what is left is a line too.
  package mutating func end() { sort(reader.end()) }

  /// Spans that came another way than by the log, after what it tells of the same starts.
  package mutating func take(_ spans: [TraceSpan]) {
    for span in spans { assembly.take(span, isCut: true) }
  }

  /// All that is known so far.
  package func trace(
    edition: Int = 0, start: Int = 0, end: Int = 0, pause: Duration = .zero
  ) -> RecoveryTrace {
    RecoveryTrace(
      jobs: assembly.jobs, checkpoints: assembly.checkpointsByJob, spanCount: assembly.spanCount,
      edition: edition, start: start, end: end,
      pause: pause, unreadCount: reader.unread.count)
  }

  /// In the order of the log.
  private mutating func sort(_ spans: [LoggedSpan]) {
    let lines = reader.jobLines
    reader.jobLines = []
    waiting += lines
    // Without a zone lines have no time: they wait for the first that tells it, and the spans of this piece do.
    guard let offset = reader.zoneOffset else {
      if waiting.count > Self.mostWaiting {
        waiting.removeFirst(waiting.count - Self.mostWaiting / 2)
        isCut = true
      }
      for span in spans { assembly.take(span.span, isCut: isCut) }
      return
    }
    var rest = waiting[...]
    waiting = []
    func time(_ line: LoggedJobLine) -> Timestamp {
      Timestamp(milliseconds: line.written.milliseconds - offset)
    }
    for span in spans {
      while let line = rest.first, line.line < span.line ?? 0 || rest.count > lines.count {
        assembly.take(line.told, at: time(line), isCut: isCut)
        rest.removeFirst()
      }
      assembly.take(span.span, isCut: isCut)
    }
    for line in rest { assembly.take(line.told, at: time(line), isCut: isCut) }
  }
}
