import FlinkREST
import StreamModel

/// Finds the job that the command line means.
enum JobChoice {
  /// The one job that a reference means; not found is status 4, an ambiguous one is wrong usage and lists
  /// the matches.
  static func job(
    _ reference: String, among jobs: [JobSummary], at cluster: ClusterIdentity
  ) throws(Failure) -> JobSummary {
    let matches = JobReference.matches(reference, among: jobs)
    switch matches.count {
    case 0:
      throw Failure(
        .notFound,
        "There is no job '\(reference)' at \(cluster.endpoint): neither a name nor an id begins so."
      )
    case 1: return matches[0]
    default:
      let list = matches.map { "\($0.id.text) \($0.name) \($0.state.name)" }
      throw Failure(
        .wrongUsage, "'\(reference)' means \(matches.count) jobs: \(list.joined(separator: "; ")).")
    }
  }

  /// The same, of the jobs that the cluster lists now.
  static func job(
    _ reference: String, listedBy connection: ClusterConnection
  ) async throws(Failure) -> JobSummary {
    let answer: Answer
    do {
      answer = try await connection.client.answer(.jobs)
    } catch {
      throw Failure(.clusterUnreachable, error.description)
    }
    guard case .jobs(let jobs) = answer else {
      throw Failure(.clusterUnreachable, "The cluster did not list its jobs.")
    }
    return try job(reference, among: jobs, at: connection.identity)
  }
}
