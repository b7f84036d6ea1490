import ServerAnswers
import StreamModel

extension Endpoints {
  /// `/jobs/:id`.
  static let job = Endpoint<JobQuestion>(
    asks: ["/jobs/:job"], route: { .job($0.job) }, read: JobDetail.init(job:))
}

extension Route {
  static func job(_ job: JobID) -> Route {
    Route(path: path(job), sizeLimit: 32 << 20)
  }
}

extension JobDetail {
  /// Reads `/jobs/:id`.
  init(job: JSONNode) throws(JSONError) {
    let plan = job["plan"]
    let inputs = Self.inputs(plan)
    let vertices = try job.requiredList("vertices") { vertex throws(JSONError) in
      try Vertex(vertex, inputs: inputs)
    }
    self.init(
      id: JobID(try job.requiredString("jid")),
      name: try job.requiredString("name"),
      state: JobState(try job.requiredString("state")),
      serverNow: job.timestamp("now"),
      type: job.text("job-type") ?? plan?.text("type"),
      stateEnteredAt: Self.stateEnteredAt(job["timestamps"]),
      vertices: vertices.sortedFromSources())
  }

  /// Each job state with the moment it was entered; 0 where it never was.
  private static func stateEnteredAt(_ timestamps: JSONNode?) -> [JobState: Timestamp] {
    var enteredAt: [JobState: Timestamp] = [:]
    guard let timestamps else { return enteredAt }
    for (key, value) in timestamps.members {
      guard let name = key.string, let milliseconds = value.int64, milliseconds > 0 else {
        continue
      }
      enteredAt[JobState(name)] = Timestamp(milliseconds: milliseconds)
    }
    return enteredAt
  }

  /// The edges into each vertex. A job that is still initialising has an empty plan.
  private static func inputs(_ plan: JSONNode?) -> [VertexID: [Edge]] {
    var inputs: [VertexID: [Edge]] = [:]
    guard let nodes = plan?["nodes"]?.elements else { return inputs }
    for node in nodes {
      guard let id = node.text("id"), let edges = node["inputs"]?.elements else { continue }
      inputs[VertexID(id)] = edges.compactMap { edge in
        edge.text("id").map {
          Edge(from: VertexID($0), shipStrategy: edge.text("ship_strategy"))
        }
      }
    }
    return inputs
  }
}

extension Vertex {
  fileprivate init(_ vertex: JSONNode, inputs: [VertexID: [Edge]]) throws(JSONError) {
    let id = VertexID(try vertex.requiredString("id"))
    self.init(
      id: id,
      name: try vertex.requiredString("name"),
      parallelism: try vertex.requiredInt64("parallelism") < 1 ? nil : vertex.count("parallelism"),
      maxParallelism: vertex.count("maxParallelism"),
      state: TaskState(try vertex.requiredString("status")),
      startTime: vertex.timestamp("start-time"),
      endTime: vertex.timestamp("end-time"),
      tasks: TaskCounts(try vertex.required("tasks", "task counts")),
      inputs: inputs[id] ?? [],
      counters: VertexCounters(try vertex.required("metrics", "metrics")))
    slotSharingGroup = vertex.text("slotSharingGroupId")
  }
}

extension VertexCounters {
  /// Reads `metrics` of a vertex, or of one of its subtasks.
  init(_ metrics: JSONNode) {
    /// A figure is nil where its `-complete` flag says that some subtask has not reported.
    func complete(_ key: StaticString, _ flag: StaticString) -> Int64? {
      metrics[flag]?.bool == false ? nil : metrics.total(key)
    }
    self.init(
      recordsIn: complete("read-records", "read-records-complete"),
      recordsOut: complete("write-records", "write-records-complete"),
      bytesIn: complete("read-bytes", "read-bytes-complete").map(ByteCount.init(bytes:)),
      bytesOut: complete("write-bytes", "write-bytes-complete").map(ByteCount.init(bytes:)),
      busyTime: metrics.milliseconds("accumulated-busy-time"),
      backpressuredTime: metrics.milliseconds("accumulated-backpressured-time"),
      idleTime: metrics.milliseconds("accumulated-idle-time"))
  }
}
