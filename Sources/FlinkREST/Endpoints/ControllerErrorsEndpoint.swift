import ServerAnswers
import StreamModel

extension Endpoints {
  /// `/jobmanager/logs` for length and age, and where it is short `/jobmanager/log`: the errors at its end.
  static let controllerErrors = Endpoint<ControllerErrorsQuestion>(
    asks: ["/jobmanager/logs", "/jobmanager/log"],
    refuses: { $0.isHistoryServer ? noLogs : nil }
  ) { (_, client) async throws(SourceError) in
    guard let log = try await controllerLog(upTo: ControllerErrorsQuestion.longestLog, of: client),
      let changedAt = log.changedAt
    else { return nil }
    return LogErrors(in: log.text, changedAt: changedAt)
  }

  /// The end of the JobManager's own log and when it was written last (1.16 on); nil where it may be longer than `limit`, as all
  /// of it is sent.
  static func controllerLog(
    upTo limit: ByteCount, of client: FlinkClient
  ) async throws(SourceError) -> (text: LogText, changedAt: Timestamp?)? {
    let files = try await logFiles.answer(LogFilesQuestion(.controller), client)
      .filter { $0.name.hasSuffix(".log") }
    // Which of them is its own nobody says.
    guard let longest = files.compactMap(\.size).max(), longest <= limit else { return nil }
    let text = try await logText.answer(LogTextQuestion(.controller, LogFile.own.name), client)
    return (text, files.compactMap(\.changedAt).max())
  }
}

extension LogErrors {
  /// What Flink writes for each request of ours that it refuses is no error of its own.
  private static let ofRequests = [".rest.handler.", "Exception occurred in REST handler"]

  /// Nil where no line has a time.
  init?(in log: LogText, changedAt: Timestamp) {
    guard let zone = log.zone(changedAt: changedAt) else { return nil }
    func text(_ line: Int) -> String { String(decoding: log.bytes[log.range(line)], as: UTF8.self) }
    let heads = log.lines.indices.filter { log.lines[$0].isHead && log.lines[$0].level == .error }
    let own = heads.suffix(Self.most).filter { line in
      let text = text(line)
      return !Self.ofRequests.contains { text.contains($0) }
    }
    self.init(
      times: own.compactMap { log.time(ofLine: $0)?.advanced(by: .zero - zone) },
      newest: own.last.map { newest in
        let below = log.lines.indices[(newest + 1)...].prefix { !log.lines[$0].isHead }
        let cause = FailureText.usefulLine(of: below.map(text).joined(separator: "\n"))
        return FailureText.oneLine(Self.message(text(newest)) + (cause.isEmpty ? "" : ": " + cause))
      } ?? "")
  }

  /// What stands behind time, level and logger: `... [] - Fatal error occurred`, or else the whole line.
  private static func message(_ line: String) -> String {
    guard let mark = line.firstRange(of: " - ") else { return line }
    let message = String(line[mark.upperBound...])
    return message.hasSuffix(".") ? String(message.dropLast()) : message
  }
}
