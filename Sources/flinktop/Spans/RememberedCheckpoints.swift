import FlinkTraces
import StreamModel

/// Checkpoints that the cluster lists no more, and that spans in its log tell of.
struct RememberedCheckpoints {
  var connection: ClusterConnection

  /// Adds those of a job to what the cluster told.
  func add(of reference: String, to cluster: inout ClusterModel) async throws(Failure) {
    if let refusal = cluster.capabilities.refusals[.checkpoints]
      ?? cluster.capabilities.refusals[.logText]
    {
      throw Failure(.operationFailed, refusal.asSentence)
    }
    let job = try JobChoice.job(
      reference, among: cluster.jobs.map(\.summary.value), at: connection.identity
    ).id
    var log = RemoteSpanLog(of: connection.client)
    let spans: [TraceSpan]
    do {
      spans = try await log.next().map(\.span) + log.end().map(\.span)
    } catch {
      throw Failure(
        .clusterUnreachable,
        "The log with the spans can't be read. \(error.description(in: connection.traits).asSentence)"
      )
    }
    for remark in log.remarks { Console.complain(remark) }
    let remembered = spans.filter { $0.job == job }.compactMap { Checkpoint($0) }
    if remembered.isEmpty {
      Console.note(
        "No span of a checkpoint of this job is in the log. "
          + SpanReport.advice(for: cluster.capabilities))
    }
    cluster.add(remembered: remembered, of: job)
  }
}

extension ReportOptions {
  /// What the cluster lists of a job's checkpoints, and what spans remember.
  func writeAllCheckpoints(of job: String) async throws {
    let connection = try await cluster.connection(forceReadOnly: true)
    defer { connection.close() }
    let report = SnapshotReport(
      connection: connection, interval: try cluster.pollingInterval(),
      limit: try limit.duration(), width: width.width)
    let remembered = RememberedCheckpoints(connection: connection)
    try await report.write(.checkpoints(job), as: format) { cluster throws(Failure) in
      try await remembered.add(of: job, to: &cluster)
    }
  }
}
