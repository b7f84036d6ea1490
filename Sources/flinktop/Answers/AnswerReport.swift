import Dashboard
import FlinkTraces
import Monitoring
import StreamModel
import TerminalUI

/// What a command prints of answers to questions of its own. A type a command, and a file a type.
protocol AnswerReport: Sendable {
  /// What is asked, by what is known so far: names mean something once the jobs are known, and parts once their list is.
  func questions(_ cluster: ClusterModel) -> [AnyQuestion]
  /// Ends with an error where what is named is not there, or not one.
  func check(_ cluster: ClusterModel) throws(Failure)
  /// False where nothing of it is a rate, for which a snapshot waits for two steps of the metrics.
  var hasRates: Bool { get }
  /// True for what a report does without, where it is not there.
  func isOptional(_ question: AnyQuestion) -> Bool
  /// True once there is an answer to all that it is made from, or a reason why there is none.
  func isAnswered(_ cluster: ClusterModel) -> Bool
  func text(_ answers: ReportedAnswers) -> String
  /// What the document has besides what all have.
  func members(_ answers: ReportedAnswers) -> [(String, JSONValue)]
}

extension AnswerReport {
  var hasRates: Bool { true }

  func isOptional(_ question: AnyQuestion) -> Bool { false }

  func isAnswered(_ cluster: ClusterModel) -> Bool {
    questions(cluster).allSatisfy(cluster.hasOutcome)
  }
}

/// The answers that a report is made from.
struct ReportedAnswers {
  var cluster: ClusterModel
  var takenAt: Timestamp
  var charset: Charset
  var width: TextWidth

  var rows: ReportContext {
    ReportContext(
      cluster: cluster, clock: SystemClock.local, charset: charset, now: takenAt)
  }

  /// The line about the cluster, then the rest.
  func text(_ lines: [String]) -> String {
    let report = TextReport(
      cluster: cluster, takenAt: takenAt, clock: SystemClock.local, charset: charset, width: width)
    return ([report.header, ""] + lines).joined(separator: "\n")
  }

  /// The columns of a screen's table that a line has room for, those with the greatest `dropOrder` gone first.
  func table<Row, ID>(_ table: Table<Row, ID>, _ rows: [Row], leavingOut: Set<String> = [])
    -> String
  {
    let columns = table.columns.filter { !leavingOut.contains($0.head.name) }.map { column in
      ReportColumn(
        column.head.name, of: table, dropOrder: column.head.spec.dropOrder)
    }
    return TextTable(columns, rows, width: width, charset: charset).text
  }
}

extension ReportOptions {
  /// Asks what a report wants, and prints it.
  func write(_ report: some AnswerReport, spans: SpanFeed? = nil) async throws {
    let connection = try await cluster.connection(forceReadOnly: true, spans: spans)
    defer { connection.close() }
    let snapshot = SnapshotReport(
      connection: connection, interval: try cluster.pollingInterval(),
      limit: try limit.duration(), width: width.width)
    if isWatching {
      return try await WatchedReport(
        connection: connection, interval: snapshot.interval, limit: snapshot.limit,
        demand: { Demand(questions: report.questions($0)) }, isAnswered: report.isAnswered,
        separator: format.separator,
        text: { cluster throws(Failure) in try text(of: report, cluster, snapshot.charset) }
      ).run()
    }
    let taken = try await snapshot.taken { cluster in
      Demand(questions: report.questions(cluster), measuresRates: report.hasRates)
    }
    let printed = try text(of: report, taken.cluster, snapshot.charset)
    // It was there when names were looked up, and has gone since.
    for question in report.questions(taken.cluster) where !report.isOptional(question) {
      guard let reason = taken.missing[question] else { continue }
      throw Failure(.notFound, reason.description(in: connection.traits).asSentence)
    }
    Console.output(printed)
    try snapshot.checkWholeness(taken)
  }

  /// What a report says of what is known.
  private func text(
    of report: some AnswerReport, _ cluster: ClusterModel, _ charset: Charset
  ) throws(Failure) -> String {
    try report.check(cluster)
    for question in report.questions(cluster) {
      if let reason = cluster.capabilities.refusals[question.kind] {
        throw Failure(.operationFailed, reason.capitalizedFirst.asSentence)
      }
    }
    let answers = ReportedAnswers(
      cluster: cluster, takenAt: SystemClock.now, charset: charset, width: width.width)
    switch format {
    case .text: return report.text(answers)
    case .json:
      let documents = Documents(cluster: cluster, takenAt: answers.takenAt)
      return documents.document(report.members(answers)).text
    }
  }
}

/// The job that a report is about.
struct ReportedJob: Sendable {
  var reference: String

  /// Nil where there is none, or more than one.
  func id(in cluster: ClusterModel) -> JobID? {
    let matches = JobReference.matches(reference, among: cluster.jobs.map(\.summary.value))
    return matches.count == 1 ? matches[0].id : nil
  }

  func check(_ cluster: ClusterModel) throws(Failure) {
    _ = try JobChoice.job(
      reference, among: cluster.jobs.map(\.summary.value), at: cluster.identity)
  }

  func member(in cluster: ClusterModel) -> (String, JSONValue) {
    let job = id(in: cluster).flatMap { cluster.job($0)?.summary.value }
    return (
      "job",
      .optional(job) { job in
        .object([
          ("id", .string(job.id.text)), ("name", .string(job.name)),
          ("state", .string(job.state.name)),
        ])
      }
    )
  }

  /// `orders  RUNNING`.
  func title(in cluster: ClusterModel) -> String {
    guard let job = id(in: cluster).flatMap({ cluster.job($0)?.summary.value }) else { return "" }
    return SafeText.plain("\(job.name)  \(job.state.name)  \(job.id.text)")
  }
}
