package import HTTPTransport
package import StreamModel

/// Flink's REST API, 1.13 to 2.3, as a monitored system.
package struct FlinkClient: MonitoredSystem {
  let transport: any HTTPTransport
  let memory = VertexMemory()

  package init(transport: any HTTPTransport) { self.transport = transport }

  package var requestsSent: Int { transport.requestsSent }

  package func answer(_ question: Question) async throws(SourceError) -> Answer {
    switch question {
    case .capabilities:
      .capabilities(try await capabilities())
    case .overview:
      .overview(try await read(.overview, as: ClusterOverview.init(overview:)))
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
    // A gateway may forbid it, since it shows the whole configuration; the rest is as good without.
    capabilities.defaultSavepointDirectory = try? await read(
      .jobManagerConfig, as: JobManagerConfig.savepointDirectory(in:))
    return capabilities
  }

  private func jobs() async throws(SourceError) -> [JobSummary] {
    let jobs = try await read(.jobs, as: JobSummary.all(overview:))
    memory.forget(notIn: jobs)
    return jobs
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
      throw .notFlink(at: FailureText.oneLine(transport.address + endpoint.path))
    }
    let document = try AnswerCheck.document(of: response, to: endpoint)
    do throws(JSONError) {
      return try reading(document)
    } catch {
      throw .malformed(what: error.text, on: endpoint.name)
    }
  }

  /// Gets an answer of any status.
  func send(_ endpoint: Route) async throws(SourceError) -> HTTPResponse {
    do throws(TransportError) {
      return try await transport.send(endpoint.request())
    } catch {
      throw SourceError(error, on: endpoint.name)
    }
  }
}
