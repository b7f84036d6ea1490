package import HTTPTransport
package import StreamModel

/// Flink's REST API, 1.13 to 2.3, as a monitored system.
package struct FlinkClient: MonitoredSystem {
  let transport: any HTTPTransport
  let memory = VertexMemory()
  let contact = Contact()

  package init(transport: any HTTPTransport) { self.transport = transport }

  package var requestsSent: Int { transport.requestsSent }

  package func answer(_ question: Question) async throws(SourceError) -> Answer {
    switch question {
    case .capabilities:
      .capabilities(try await capabilities())
    case .overview:
      .overview(try await overview())
    case .jobs:
      .jobs(try await jobs())
    case .job(let job):
      .job(try await detail(of: job))
    case .jobMetrics(let job):
      .jobMetrics(
        try await read(.jobMetrics(job, JobMetrics.ids), as: JobMetrics.init(metrics:)))
    case .failure(let job):
      .failure(try await read(.exceptions(job), as: JobFailure.init(exceptions:)))
    case .checkpoints(let job):
      .checkpoints(
        try await read(.checkpoints(job), as: CheckpointStatistics.init(checkpoints:)))
    case .checkpointConfiguration(let job):
      .checkpointConfiguration(
        try await read(.checkpointConfiguration(job), as: CheckpointConfiguration.init(config:)))
    case .checkpoint(let job, let checkpoint):
      .checkpoint(
        try await read(.checkpoint(job, checkpoint), as: CheckpointDetail.init(details:)))
    case .checkpointSubtasks(let job, let checkpoint, let vertex):
      .checkpointSubtasks(
        try await read(
          .checkpointSubtasks(job, checkpoint, vertex), as: SubtaskCheckpoint.all(details:)))
    case .load(let job, let vertex):
      .load(try await load(of: vertex, in: job))
    case .watermarks(let job, let vertex):
      .watermarks(try await watermarks(of: vertex, in: job))
    }
  }

  /// What `/config` tells, and the default savepoint directory where the cluster tells that as well.
  private func capabilities() async throws(SourceError) -> Capabilities {
    var capabilities = try await read(.config, as: Capabilities.init(config:))
    contact.note(capabilities)
    // It has no configuration of a JobManager, and takes no savepoints.
    if capabilities.isHistoryServer { return capabilities }
    // A gateway may forbid it, since it shows the whole configuration; the rest is as good without.
    capabilities.defaultSavepointDirectory = try? await read(
      .jobManagerConfig, as: JobManagerConfig.savepointDirectory(in:))
    return capabilities
  }

  /// TaskManagers and slots. A history server has neither and is not asked, once it is known to be one.
  private func overview() async throws(SourceError) -> ClusterOverview {
    if contact.capabilities?.isHistoryServer == true { throw Self.noOverview }
    do throws(SourceError) {
      return try await read(.overview, as: ClusterOverview.init(overview:))
    } catch {
      guard case .notFlink = error, await knownCapabilities()?.isHistoryServer == true else {
        throw error
      }
      throw Self.noOverview
    }
  }

  private static let noOverview = SourceError.unsupported(
    "a history server has no TaskManagers and slots")

  private func jobs() async throws(SourceError) -> [JobSummary] {
    do throws(SourceError) {
      let jobs = try await read(.jobs, as: JobSummary.all(overview:))
      memory.forget(notIn: jobs)
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

  /// What `/config` says; asked for only where that is not known yet.
  private func knownCapabilities() async -> Capabilities? {
    if let known = contact.capabilities { return known }
    guard let told = try? await read(.config, as: Capabilities.init(config:)) else { return nil }
    contact.note(told)
    return told
  }

  private func detail(of job: JobID) async throws(SourceError) -> JobDetail {
    do throws(SourceError) {
      let detail = try await read(.job(job), as: JobDetail.init(job:))
      memory.learn(detail)
      return detail
    } catch {
      if case .notFound = error { memory.forget(job) }
      throw error
    }
  }

  /// Gets a document and reads it.
  func read<Value>(
    _ endpoint: Route, as reading: (JSONNode) throws(JSONError) -> Value
  ) async throws(SourceError) -> Value {
    let response = try await send(endpoint)
    if response.status == 404, endpoint.isEverywhere {
      let isFlinks = AnswerCheck.flinkErrors(response) != nil
      throw .notFlink(
        at: FailureText.oneLine(transport.address + endpoint.path),
        reason: isFlinks ? nil : AnswerReason.text(besides: 404, response))
    }
    let document = try AnswerCheck.document(of: response, to: endpoint)
    contact.noteAnswer()
    do throws(JSONError) {
      return try reading(document)
    } catch {
      throw error.meaning(on: endpoint)
    }
  }

  /// Gets an answer of any status.
  func send(_ endpoint: Route) async throws(SourceError) -> HTTPResponse {
    let response: HTTPResponse
    do throws(TransportError) {
      response = try await transport.send(endpoint.request())
    } catch {
      throw meaning(of: error, on: endpoint)
    }
    if let error = WrongScheme.error(response, from: transport.address) { throw error }
    return response
  }

  /// What a request without an answer means here.
  func meaning(of error: TransportError, on endpoint: Route) -> SourceError {
    SourceError(
      error, on: endpoint.name, at: transport.address, hasAnswered: contact.hasAnswered)
  }
}
