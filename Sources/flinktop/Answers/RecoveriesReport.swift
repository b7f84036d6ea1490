import Dashboard
import FlinkTraces
import StreamModel
import TerminalUI

/// What `flinktop recoveries JOB` prints.
struct RecoveriesReport: AnswerReport {
  /// Of so many vertices the times of subtasks are asked for: one request each.
  private static let mostVertices = 50

  var job: ReportedJob
  /// Of a file that was read instead of the JobManager's log.
  var trace: RecoveryTrace?
  /// So many of the newest have their phases drawn.
  var drawn: Int

  var hasRates: Bool { false }

  func questions(_ cluster: ClusterModel) -> [AnyQuestion] {
    guard let id = job.id(in: cluster) else { return [] }
    var questions = [
      AnyQuestion(.job(id)), AnyQuestion(.checkpoints(id)), AnyQuestion(.exceptions(id)),
    ]
    questions.append(AnyQuestion(.rescales(id)))
    if trace == nil {
      if let question = cluster.recoveryTraceQuestion(of: id, now: SystemClock.now) {
        questions.append(AnyQuestion(question))
      }
    }
    let vertices = cluster.job(id)?.detail?.value.vertices ?? []
    if vertices.count <= Self.mostVertices {
      questions += vertices.map { AnyQuestion(.subtaskTimes(id, $0.id)) }
    }
    return questions.filter { cluster.capabilities.refusals[$0.kind] == nil }
  }

  /// A log, and what only one scheduler has, may not be there.
  func isOptional(_ question: AnyQuestion) -> Bool { question.kind != .job }

  func check(_ cluster: ClusterModel) throws(Failure) {
    try job.check(cluster)
    // What fails there restarts no job.
    guard let reason = cluster.traits.refusals[.recoveryTrace] else { return }
    throw Failure(.operationFailed, reason.capitalizedFirst.asSentence)
  }

  private func known(_ answers: ReportedAnswers) -> RecoveryTrace? {
    trace ?? answers.cluster.answers[.recoveryTrace()]?.value
  }

  private func recoveries(_ answers: ReportedAnswers) -> [Recovery] {
    guard let id = job.id(in: answers.cluster) else { return [] }
    return answers.cluster.recoveries(of: id, trace: known(answers))
  }

  func text(_ answers: ReportedAnswers) -> String {
    let text = RecoveriesText(
      recoveries: recoveries(answers), clock: SystemClock.local, now: answers.takenAt,
      charset: answers.charset, width: answers.width, drawn: drawn)
    let cluster = answers.cluster
    let failure = cluster.failing[.recoveryTrace()]
    let remark = RecoveriesText.remark(
      known(answers), isFile: trace != nil, advice: SpanReport.advice(for: cluster.capabilities),
      failure: failure?.description(in: cluster.traits)
        ?? cluster.capabilities.refusals[.recoveryTrace])
    return answers.text(
      [job.title(in: answers.cluster), ""] + text.lines + (remark.map { ["", $0] } ?? []))
  }

  func members(_ answers: ReportedAnswers) -> [(String, JSONValue)] {
    [
      job.member(in: answers.cluster),
      ("log", RecoveryDocument.log(known(answers))),
      ("recoveries", .array(recoveries(answers).map(RecoveryDocument.recovery))),
    ]
  }
}

/// Recoveries of one job in lines: a table, and the phases of the newest.
struct RecoveriesText {
  /// Newest first.
  var recoveries: [Recovery]
  var clock: LocalClock
  var now: Timestamp
  var charset: Charset
  var width: TextWidth
  var drawn: Int

  var lines: [String] {
    guard !recoveries.isEmpty else { return ["No start and no restart of it is known."] }
    let rows = recoveries.map { RecoveryRow($0, clock: clock, now: now) }
    let columns = RecoveryTable.table.columns.map { column in
      ReportColumn(
        column.head.name, of: RecoveryTable.table,
        minimum: column.head.name == "reason" ? column.head.spec.minimum : nil,
        dropOrder: column.head.spec.dropOrder)
    }
    let table = TextTable(columns, rows, width: width, charset: charset).text
    return [table] + recoveries.prefix(drawn).flatMap { [""] + drawing($0) }
  }

  /// Its cause, where it went back to, and its phases as bars.
  private func drawing(_ recovery: Recovery) -> [String] {
    let facts = RecoveryFacts(recovery)
    let head = [recovery.at.map { clock.full($0) } ?? "-", facts.cause].joined(separator: "  ")
    let room = max(10, min(60, (width.columns ?? 120) - RecoveryWaterfall.labelWidth - 36))
    let rows = RecoveryWaterfall(recovery, width: room, charset: charset).rows
    let hasMeans = rows.contains { $0.mean != nil }
    let bars = rows.map { row in
      let mean = row.mean.map { "mean \($0)" } ?? ""
      let line = [
        padded(row.label, to: RecoveryWaterfall.labelWidth), row.bar, left(row.length, to: 8),
        hasMeans ? padded(mean, to: 13) : "", row.source.rawValue,
      ]
      return "  " + line.filter { !$0.isEmpty }.joined(separator: " ")
    }
    let none = rows.isEmpty ? ["  no phase of it is known"] : []
    return ([head] + (facts.origin.map { ["  " + $0] } ?? []) + bars + none).map(fitted)
  }

  private func fitted(_ line: String) -> String {
    guard width.isTerminal, let columns = width.columns else { return line }
    return CellWidth.truncate(line, to: columns, isASCII: charset.isASCII)
  }

  private func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - CellWidth.of(text)))
  }

  private func left(_ text: String, to width: Int) -> String {
    String(repeating: " ", count: max(0, width - CellWidth.of(text))) + text
  }

  /// What is missing, and what to do for it; nil where spans are there. `failure` says why there is no log.
  static func remark(
    _ trace: RecoveryTrace?, isFile: Bool, advice: String = SpanReporting.advice,
    failure: String? = nil
  ) -> String? {
    guard let trace else {
      let words = "No log was read: of restarts before the last one no lengths are told."
      return words + (failure.map { " " + $0.asSentence } ?? "")
    }
    if trace.spanCount == 0, trace.awaitsSpans {
      return "No span of a start has come, and none is in the log. \(advice)"
    }
    if trace.spanCount == 0 {
      return "No span of a start is in \(isFile ? "the file" : "the log"). \(advice)"
    }
    guard trace.start > 0 else { return nil }
    return "Only the last \(trace.end - trace.start) bytes of \(trace.end) of the log were read."
  }
}
