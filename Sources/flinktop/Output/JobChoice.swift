import Dashboard
import FlinkREST
import StreamModel

/// Finds the job that the command line means.
enum JobChoice {
  /// More jobs that one reference fits are counted only.
  private static let mostListed = 20

  /// The one job that a reference means; not found is status 4, an ambiguous one is wrong usage and lists
  /// the matches.
  static func job(
    _ reference: String, among jobs: [JobSummary], at cluster: ClusterIdentity
  ) throws(Failure) -> JobSummary {
    let matches = JobReference.matches(reference, among: jobs)
    switch matches.count {
    case 0:
      let near = NearNames(reference, among: jobs.map(\.name)).names
      let hint =
        near.isEmpty
        ? ", and no id begins so."
        : "; did you mean \(near.map(\.cutForSentence).joined(separator: " or "))?"
      throw Failure(
        .notFound, "No job is named '\(reference.cutForSentence)' at \(cluster.endpoint)\(hint)")
    case 1: return matches[0]
    default:
      var list = matches.prefix(mostListed).map {
        "\($0.id.text) \($0.name.cutForSentence) \($0.state.name)"
      }
      if matches.count > mostListed { list.append("and \(matches.count - mostListed) more") }
      throw Failure(
        .wrongUsage,
        "'\(reference.cutForSentence)' means \(matches.count) jobs: \(list.joined(separator: "; "))."
      )
    }
  }

  /// The same, of the jobs that the cluster lists now.
  static func job(
    _ reference: String, listedBy connection: ClusterConnection
  ) async throws(Failure) -> JobSummary {
    try job(reference, among: await jobs(of: connection), at: connection.identity)
  }

  /// The job whose operation is followed. A whole id needs no list: after a stop, Flink forgets the job, but for some
  /// minutes more not what came of the stop.
  static func followed(
    _ reference: String, listedBy connection: ClusterConnection
  ) async throws(Failure) -> FollowedJob {
    let jobs = try await jobs(of: connection)
    let isID = reference.utf8.count == 32 && reference.allSatisfy { $0.isASCII && $0.isHexDigit }
    if isID, JobReference.matches(reference, among: jobs).isEmpty {
      let id = reference.lowercased()
      return FollowedJob(id: JobID(id), name: id)
    }
    let job = try job(reference, among: jobs, at: connection.identity)
    return FollowedJob(id: job.id, name: job.name)
  }

  private static func jobs(of connection: ClusterConnection) async throws(Failure) -> [JobSummary] {
    do {
      return try await connection.client.answer(.jobs)
    } catch {
      throw Failure(.clusterUnreachable, error.description(in: connection.traits))
    }
  }
}
