import StreamModel

extension TSPEndpoints {
  /// `job/{uuid}/status`: names and counts of vertices; their edges, parallelism and tasks are Flink's to tell. From v19 on a
  /// job has no vertices.
  static let job = TSPEndpoint<JobQuestion>(asks: ["/job/:uuid/status/"]) {
    (question, client) async throws(SourceError) in
    let uuid = try JobUUID(question.job)
    if let detail = try await client.flinkDetail(of: uuid) { return detail }
    if let state = try await client.listedState(of: uuid) {
      return JobDetail(id: question.job, name: uuid.text, state: state)
    }
    return JobDetail(try await client.status(of: uuid), of: question.job, uuid)
  }
}

extension JobDetail {
  /// One that has no vertices.
  init(id: JobID, name: String, state: JobState) {
    self.init(
      id: id, name: name, state: state, serverNow: nil, type: nil, stateEnteredAt: [:],
      vertices: [])
    areEdgesTold = false
  }

  init(_ report: JobReport, of id: JobID, _ uuid: JobUUID) {
    let state = report.state ?? .untold
    self.init(id: id, name: uuid.text, state: state)
    vertices = report.vertices.map { vertex in
      Vertex(
        id: vertex.id, name: vertex.name, parallelism: nil, maxParallelism: nil,
        state: TaskState(ofAllIn: state), startTime: nil, tasks: .untold,
        inputs: [],
        counters: VertexCounters(
          recordsIn: vertex.recordsIn, recordsOut: vertex.recordsOut, bytesIn: nil, bytesOut: nil,
          busyTime: nil, backpressuredTime: nil, idleTime: nil))
    }
  }
}

extension TaskState {
  /// What TSP does not tell of tasks, said by the state of their job.
  fileprivate init(ofAllIn job: JobState) {
    switch job {
    case .running: self = .running
    case .finished: self = .finished
    case .canceled: self = .canceled
    case .failed: self = .failed
    default: self = .other("UNKNOWN")
    }
  }
}
