import Dashboard
import FlinkREST
import Monitoring
import StreamModel

/// One complete snapshot, written to stdout: what `--once`, `jobs`, `job` and `checkpoints` do.
struct SnapshotReport {
  var connection: ClusterConnection
  var interval: Duration

  /// Every job.
  func jobs(_ format: OutputFormat) async throws(Failure) {
    let model = try await snapshot { Demand(visibleJobs: $0.jobOrder) }
    let takenAt = SystemClock.now
    switch format {
    case .json: Console.output(Documents(cluster: model, takenAt: takenAt).jobs().text)
    case .text:
      let order = model.worstFirst(at: takenAt).map(\.id)
      Console.output(report(model, takenAt).jobs(order))
    }
    try checkWholeness(model)
  }

  /// One job with its vertices.
  func job(_ reference: String, _ format: OutputFormat) async throws(Failure) {
    let (id, model) = try await snapshot(ofJob: reference, withVertices: true)
    let takenAt = SystemClock.now
    switch format {
    case .json: Console.output(Documents(cluster: model, takenAt: takenAt).job(id).text)
    case .text: Console.output(report(model, takenAt).job(id))
    }
    try checkWholeness(model)
  }

  /// The checkpoints of one job.
  func checkpoints(_ reference: String, _ format: OutputFormat) async throws(Failure) {
    let (id, model) = try await snapshot(ofJob: reference, withVertices: false)
    let takenAt = SystemClock.now
    switch format {
    case .json: Console.output(Documents(cluster: model, takenAt: takenAt).checkpoints(id).text)
    case .text: Console.output(report(model, takenAt).checkpoints(id))
    }
    try checkWholeness(model)
  }

  private func report(_ model: ClusterModel, _ takenAt: Timestamp) -> TextReport {
    TextReport(cluster: model, takenAt: takenAt, clock: SystemClock.local)
  }

  private func snapshot(
    ofJob reference: String, withVertices: Bool
  ) async throws(Failure) -> (JobID, ClusterModel) {
    let job = try await ClusterQuery(connection: connection).job(reference)
    let model = try await snapshot { _ in
      withVertices ? Demand(openJob: job.id) : Demand(visibleJobs: [job.id])
    }
    guard cluster(model, lists: job.id) else {
      throw Failure(.notFound, "\(job.name) (\(job.id.text)) has just gone from the cluster.")
    }
    return (job.id, model)
  }

  private func cluster(_ model: ClusterModel, lists job: JobID) -> Bool {
    model.job(job) != nil && model.vanishedAt(job) == nil
  }

  private func snapshot(
    choosing: @Sendable (ClusterModel) -> Demand
  ) async throws(Failure) -> ClusterModel {
    do {
      return try await ClusterMonitor(
        system: connection.client, identity: connection.identity,
        configuration: PollConfiguration(interval: interval)
      ).snapshotOnce(choosing: choosing).cluster
    } catch {
      throw Failure(.clusterUnreachable, error.description)
    }
  }

  /// Ends with an error where the snapshot has holes: what is known is printed, but not passed off as whole.
  private func checkWholeness(_ model: ClusterModel) throws(Failure) {
    if let error = model.connection.error {
      throw Failure(.clusterUnreachable, "This is not all. \(error.description)")
    }
  }
}

/// Finds a job on the command line's word.
struct ClusterQuery {
  var connection: ClusterConnection

  /// The one job that a reference means; not found is status 4, an ambiguous one is wrong usage and lists
  /// the matches.
  func job(_ reference: String) async throws(Failure) -> JobSummary {
    let answer: Answer
    do {
      answer = try await connection.client.answer(.jobs)
    } catch {
      throw Failure(.clusterUnreachable, error.description)
    }
    guard case .jobs(let jobs) = answer else {
      throw Failure(.clusterUnreachable, "The cluster did not list its jobs.")
    }
    let matches = JobReference.matches(reference, among: jobs)
    switch matches.count {
    case 0:
      throw Failure(
        .notFound,
        "There is no job '\(reference)' at \(connection.identity.endpoint): neither a name nor an id begins so."
      )
    case 1: return matches[0]
    default:
      let list = matches.map { "\($0.id.text) \($0.name) \($0.state.name)" }
      throw Failure(
        .wrongUsage, "'\(reference)' means \(matches.count) jobs: \(list.joined(separator: "; ")).")
    }
  }
}
