import FlinkTraces
import StreamModel

/// The spans in the log of the process that knows all jobs, as the REST API sends it: whole each time, without ranges. So
/// only the list of files is asked for again and again, the log itself once it has grown, and of that no more is kept
/// than its end.
struct RemoteSpanLog {
  /// The most that is kept, unless another number is asked for: some 8,000 spans without children.
  static let usualTail = 8 << 20
  /// So many rolled files are looked into for what was written before the log began anew.
  private static let mostRolled = 3

  private let system: any MonitoredSystem
  private let tail: Int
  private(set) var reader = SpanLogReader()
  /// What the user has to know about what is missing; each once.
  private(set) var remarks: [String] = []
  /// How long to wait before asking again.
  private(set) var pause: Duration = .seconds(3)

  private var place: LogPlace?
  /// The logs of the list, as it had them when the log was read last.
  private var listed: [LogFile] = []

  init(of system: any MonitoredSystem, tail: Int = usualTail) {
    self.system = system
    self.tail = tail
  }

  /// What has come since the last time; the first time all that is kept.
  mutating func next() async throws(SourceError) -> [LoggedSpan] {
    remarks = []
    let files = try await system.answer(.logFiles(.controller))
    // Nobody tells which of them is the process's own.
    let logs = files.filter { $0.name.hasSuffix(".log") }
    if place != nil, !logs.isEmpty, logs == listed { return [] }
    let text = try await read(LogFile.own.name, tail: tail)
    listed = logs
    pause = max(.seconds(3), text.pause)
    defer { place = LogPlace(text) }
    guard let place else {
      if text.start > 0 {
        remarks.append(
          "only the last \(text.bytes.count) bytes of \(text.end) were read: --trace-log reads all of a file."
        )
      }
      return reader.take(text.bytes)
    }
    switch place.continuation(in: text) {
    case .goesOn(let bytes): return reader.take(Array(bytes))
    case .leavesOut(let count, let bytes):
      remarks.append("\(count) bytes of the log were written meanwhile and are left out.")
      return reader.beginAnew() + reader.take(Array(bytes))
    case .beganAnew(let bytes):
      let rest = try await rolled(since: place, among: files)
      if rest == nil {
        remarks.append("the log began anew: what was written just before that is left out.")
      }
      return reader.take(rest ?? []) + reader.beginAnew() + reader.take(Array(bytes))
    }
  }

  /// What is left of a last line without an end, where no more is asked for.
  mutating func end() -> [LoggedSpan] { reader.end() }

  /// What was written to the former file after it was read last, found in the one that it was renamed to (`x.log.1`);
  /// nil where none has what was read.
  private func rolled(
    since place: LogPlace, among files: [LogFile]
  ) async throws(SourceError) -> [UInt8]? {
    let fits = files.filter { file in
      let size = file.size.map { Int($0.bytes) } ?? 0
      return file.name.contains(".log.") && size >= place.end && size - place.end < tail
    }.sorted { ($0.changedAt?.milliseconds ?? 0) > ($1.changedAt?.milliseconds ?? 0) }
    for file in fits.prefix(Self.mostRolled) {
      let added = (file.size.map { Int($0.bytes) } ?? 0) - place.end
      // The line that was being read begins before that.
      let text = try await read(file.name, tail: added + (64 << 10))
      if case .goesOn(let bytes) = place.continuation(in: text) { return Array(bytes) }
    }
    return nil
  }

  private func read(_ file: String, tail: Int) async throws(SourceError) -> LogText {
    try await system.answer(LogTextQuestion(.controller, file, tail: tail))
  }
}
