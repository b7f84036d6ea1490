import ServerAnswers
import StreamModel

extension TSPEndpoints {
  /// `job/{uuid}/status`; from v19 on the list of running jobs, as a status has no state any more.
  static let jobStatus = TSPEndpoint<JobStatusQuestion>(
    asks: ["/job/:uuid/status/", "/jobs/overview/"]
  ) { (question, client) async throws(SourceError) in
    let uuid = try JobUUID(question.job)
    if let state = try await client.listedState(of: uuid) { return state }
    return try await client.status(of: uuid).state ?? .untold
  }
}

extension TSPClient {
  /// How a job stands; nobody waits for it longer than `limit`.
  func status(of job: JobUUID, within limit: Duration? = nil) async throws(SourceError) -> JobReport
  {
    let answer = try await ask(.status(try job.asked()), within: limit)
    let report = try read(answer, as: JobReport.init(status:))
    memory.note(report, of: job, at: now())
    return report
  }

  /// What a list of running jobs says of one; nil where TSP has a Flink, so that a status tells its state.
  func listedState(of job: JobUUID) async throws(SourceError) -> JobState? {
    let version = if let known = memory.version { known } else { try await learnVersion() }
    guard !version.hasFlink else { return nil }
    guard try await jobList().runs.contains(where: { $0.uuid == job }) else {
      // What was stopped and runs no more has ended as it was to.
      if memory.stops[job] != nil { return .canceled }
      throw .notFound("TSP does not list it among its running jobs")
    }
    return .running
  }

  /// The same with its metrics, where this version has them.
  func statusAndMetrics(of job: JobUUID) async throws(SourceError) -> JobReport {
    guard memory.hasStatusAndMetrics != false, memory.version?.hasFlink != false else {
      return try await status(of: job)
    }
    let answer = try await ask(.statusAndMetrics(try job.asked()))
    if answer.isRouteUnknown {
      memory.hasStatusAndMetrics = false
      return try await status(of: job)
    }
    let report = try read(answer, as: JobReport.init(statusAndMetrics:))
    memory.hasStatusAndMetrics = true
    memory.note(report, of: job, at: now())
    return report
  }
}
