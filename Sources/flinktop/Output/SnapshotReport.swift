import Dashboard
import Monitoring
import NcursesScreen
import StreamModel
import TerminalUI

/// One snapshot, written to stdout: what `--once`, `jobs`, `job` and `checkpoints` do.
struct SnapshotReport {
  /// What it shows; jobs as the command line names them.
  enum Subject: Sendable {
    /// Every job.
    case jobs
    /// One job with its vertices.
    case job(String)
    /// The checkpoints of one job.
    case checkpoints(String)
  }

  var connection: ClusterConnection
  var interval: Duration
  /// The longest it may take; what is not known by then is shown as unknown.
  var limit: Duration
  /// What the text is written with.
  var charset = TerminalLocale.isUnicode ? Charset.unicode : .ascii
  /// How wide the text may be.
  var width = Console.width

  /// Takes the snapshot and prints it; ends with an error where it has holes. `adding` is what else is known.
  func write(
    _ subject: Subject, as format: OutputFormat,
    adding: (inout ClusterModel) async throws(Failure) -> Void = { _ in }
  ) async throws(Failure) {
    var taken = try await snapshot(of: subject)
    try await adding(&taken.cluster)
    Console.output(
      try text(subject, as: format, of: taken.cluster, isCutShort: taken.isCutShort))
    try checkWholeness(taken)
  }

  /// Prints it again and again.
  func watch(_ subject: Subject, as format: OutputFormat) async throws(Failure) {
    try await WatchedReport(
      connection: connection, interval: interval, limit: limit, demand: subject.demand,
      isAnswered: { _ in true }, separator: format.separator,
      text: { cluster throws(Failure) in
        try text(subject, as: format, of: cluster, isCutShort: false)
      }
    ).run()
  }

  private func text(
    _ subject: Subject, as format: OutputFormat, of cluster: ClusterModel, isCutShort: Bool
  ) throws(Failure) -> String {
    let takenAt = SystemClock.now
    let documents = Documents(cluster: cluster, takenAt: takenAt)
    let report = TextReport(
      cluster: cluster, takenAt: takenAt, clock: SystemClock.local, charset: charset,
      width: width)
    let isJSON = format == .json
    switch subject {
    case .jobs:
      let order = cluster.worstFirst(at: takenAt).map(\.id)
      return isJSON ? documents.jobs().text : report.jobs(order)
    case .job(let reference):
      let job = try listed(reference, in: cluster, isCutShort: isCutShort)
      return isJSON ? documents.job(job).text : report.job(job)
    case .checkpoints(let reference):
      if let reason = cluster.capabilities.refusals[.checkpoints] {
        throw Failure(.operationFailed, reason.capitalizedFirst.asSentence)
      }
      let job = try listed(reference, in: cluster, isCutShort: isCutShort)
      return isJSON ? documents.checkpoints(job).text : report.checkpoints(job)
    }
  }

  private func snapshot(of subject: Subject) async throws(Failure) -> TakenSnapshot {
    try await taken { subject.demand(of: $0) }
  }

  /// A snapshot of what is chosen once the jobs are known.
  func taken(
    choosing: @escaping @Sendable (ClusterModel) -> Demand
  ) async throws(Failure) -> TakenSnapshot {
    let notice = SlowNotice(endpoint: connection.identity.endpoint)
    defer { notice.end() }
    do {
      return try await ClusterMonitor(
        system: connection.client, identity: connection.identity,
        configuration: PollConfiguration(interval: interval)
      ).snapshotOnce(within: limit, progress: notice.note, choosing: choosing)
    } catch .cancelled {
      throw Failure(
        .clusterUnreachable,
        "\(connection.identity.endpoint) has not listed its jobs within \(Format.interval(limit)) (--within)."
      )
    } catch {
      throw Failure(.clusterUnreachable, error.description(in: connection.traits))
    }
  }

  /// The job that is meant. Its detail is missing where it ended and was forgotten between two answers.
  func listed(
    _ reference: String, in cluster: ClusterModel, isCutShort: Bool
  ) throws(Failure) -> JobID {
    if let lost = try lost(reference, in: cluster) { return lost }
    let job = try JobChoice.job(
      reference, among: cluster.jobs.map(\.summary.value), at: connection.identity)
    // A history server has its files or not; no job goes from it while it is asked.
    let isGone =
      cluster.job(job.id)?.detail == nil && cluster.connection == .live
      && !cluster.capabilities.isHistoryServer
    if isGone, !isCutShort {
      throw Failure(
        .notFound, "\(job.name.cutForSentence) (\(job.id.text)) has just gone from the cluster.")
    }
    return job.id
  }

  /// A job that was watched and is listed no more: itself until a second list lacks it too, and then an error that says what
  /// is known of its end. Nil where that is not what the reference means.
  private func lost(
    _ reference: String, in cluster: ClusterModel
  ) throws(Failure) -> JobID? {
    let now = SystemClock.now
    let summaries = cluster.jobs.map(\.summary.value)
    guard JobReference.matches(reference, among: summaries).isEmpty else { return nil }
    let gone = JobReference.matches(
      reference, among: cluster.lostJobs(at: now).map(\.summary.value))
    guard gone.count == 1, let job = gone.first else { return nil }
    guard cluster.lostAt(job.id) != nil else { return job.id }
    let clock = SystemClock.local
    let assessed = cluster.lostAssessed(at: now, timeOfDay: { clock.brief($0, now: now) })
      .first { $0.job.id == job.id }
    let words = assessed?.verdict.sentences.joined(separator: " ") ?? ""
    throw Failure(
      .notFound,
      "\(job.name.cutForSentence) (\(job.id.text)) is gone, as after a restart without high availability. "
        + words)
  }

  /// Ends with an error where the snapshot has holes: what is known is printed, but not passed off as whole.
  func checkWholeness(_ taken: TakenSnapshot) throws(Failure) {
    if taken.isCutShort {
      let progress = taken.progress
      let state = progress.isMeasuring ? "rates can't be measured" : progress.text
      throw Failure(
        .clusterUnreachable,
        "This is not all: \(state) within \(Format.interval(limit)); --within waits longer."
      )
    }
    if let error = taken.cluster.connection.error {
      let reason = error.description(in: taken.cluster.traits)
      throw Failure(.clusterUnreachable, "This is not all. \(reason.asSentence)")
    }
  }
}

extension SnapshotReport.Subject {
  /// What has to be asked for, once the jobs are known.
  fileprivate func demand(of cluster: ClusterModel) -> Demand {
    switch self {
    case .jobs: Demand(visibleJobs: cluster.jobOrder)
    case .job(let reference): Demand(of: reference, in: cluster, looks: .twiceInDoubt)
    case .checkpoints(let reference):
      Demand(visibleJobs: [Demand(of: reference, in: cluster).openJob].compactMap(\.self))
    }
  }
}

extension Demand {
  /// All of one job with its vertices; of a job that is not found, nothing.
  init(of reference: String, in cluster: ClusterModel, looks: Looks = .once) {
    let matches = JobReference.matches(reference, among: cluster.jobs.map(\.summary.value))
    let job = matches.count == 1 ? cluster.job(matches[0].id) : nil
    self.init(
      openJob: job?.id, visibleVertices: job?.detail?.value.vertices.map(\.id) ?? [],
      looks: looks)
  }
}
