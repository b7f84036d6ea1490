import ServerAnswers
import StreamModel

extension Endpoints {
  /// `/jobs/overview`.
  static let jobs = Endpoint<JobsQuestion>(asks: ["/jobs/overview"]) {
    (_, client) async throws(SourceError) in try await client.jobs()
  }
}

extension FlinkClient {
  fileprivate func jobs() async throws(SourceError) -> [JobSummary] {
    do throws(SourceError) {
      let jobs = try await read(.jobs, as: JobSummary.all(overview:))
      operatorMetricsMemory.forget(notIn: jobs)
      return jobs
    } catch {
      throw await blamingAge(for: error)
    }
  }

  /// An answer that is none of a Flink since 1.13 may be that of an older one, which is said then.
  private func blamingAge(for error: SourceError) async -> SourceError {
    switch error {
    case .server, .malformed, .notFlink, .unsupported: break
    default: return error
    }
    guard let version = await knownCapabilities()?.version, let release = FlinkRelease(version),
      release < .oldest
    else { return error }
    return .unsupported(
      FailureText.oneLine(
        "Flink \(version) is too old, flinktop reads 1.13 and later. \(error.description)"))
  }
}

extension Route {
  /// 0.4 kB a job.
  static let jobs = Route(path: "/jobs/overview", sizeLimit: 32 << 20, isEverywhere: true)
}

extension JobSummary {
  /// Reads all of `/jobs/overview`.
  static func all(overview: JSONNode) throws(JSONError) -> [JobSummary] {
    try overview.requiredList("jobs") { job throws(JSONError) in try JobSummary(job) }
  }

  private init(_ job: JSONNode) throws(JSONError) {
    self.init(
      id: JobID(try job.requiredString("jid")),
      name: try job.requiredString("name"),
      state: JobState(try job.requiredString("state")),
      startTime: job.timestamp("start-time"),
      endTime: job.timestamp("end-time"),
      duration: job.milliseconds("duration"),
      lastModification: job.timestamp("last-modification"),
      tasks: TaskCounts(try job.required("tasks", "task counts")))
  }
}
