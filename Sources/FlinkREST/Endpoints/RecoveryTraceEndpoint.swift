import FlinkTraces
import StreamModel

extension Endpoints {
  /// `/jobmanager/log`, whole each time: starts and restarts of jobs, by the spans and the changes of state in its end.
  static let recoveryTrace = Endpoint<RecoveryTraceQuestion>(
    asks: ["/jobmanager/log"], refuses: { $0.isHistoryServer ? noLogs : nil }
  ) { (question, client) async throws(SourceError) in
    let wanted = LogTextQuestion(
      .controller, LogFile.own.name, tail: RecoveryTraceQuestion.usualTail)
    let text = try await logText.answer(wanted, client)
    var reader = RecoveryLogReader(isCut: text.start > 0)
    reader.take(text.bytes)
    reader.end()
    return reader.trace(
      edition: question.edition, start: text.start, end: text.end, pause: text.pause)
  }
}
