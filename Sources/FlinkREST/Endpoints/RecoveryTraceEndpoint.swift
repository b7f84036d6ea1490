import FlinkTraces
import StreamModel

extension Endpoints {
  /// `/jobmanager/log`, whole each time: starts and restarts of jobs, by the spans and the changes of state in its end, and by
  /// spans that are sent.
  static let recoveryTrace = Endpoint<RecoveryTraceQuestion>(
    asks: ["/jobmanager/log"], refuses: { $0.isHistoryServer ? noLogs : nil }
  ) { (question, client) async throws(SourceError) in
    let wanted = LogTextQuestion(
      .controller, LogFile.own.name, tail: RecoveryTraceQuestion.usualTail)
    let sent = client.spans?.spans()
    let text: LogText
    do throws(SourceError) {
      text = try await logText.answer(wanted, client)
    } catch {
      // A JobManager that gives no log may send its spans all the same.
      guard let sent, !sent.isEmpty, !error.isAboutTheServer else { throw error }
      var reader = RecoveryLogReader(isCut: true)
      reader.take(sent)
      var trace = reader.trace(edition: question.edition)
      trace.awaitsSpans = true
      return trace
    }
    var reader = RecoveryLogReader(isCut: text.start > 0)
    reader.take(text.bytes)
    reader.end()
    reader.take(sent ?? [])
    var trace = reader.trace(
      edition: question.edition, start: text.start, end: text.end, pause: text.pause)
    trace.awaitsSpans = sent != nil
    return trace
  }
}
