import StreamModel

/// The vertices of an instance. `Detail` is one text; what is in it was never seen. It is read as what Flink's own API says
/// of a job (`/jobs/:id`), and where it is something else, no vertices are known.
struct InstanceDetail: Hashable, Sendable {
  /// From the sources on.
  var vertices: [Vertex]

  init(answer: AnswerTree) {
    let detail = answer["Detail"]?.unfolded ?? .nothing
    let nodes = detail["plan"]?.unfolded["nodes"]?.elements ?? []
    let inputs = Dictionary(
      nodes.compactMap { node in
        node["id"]?.string.map { ($0, (node["inputs"]?.elements ?? []).compactMap(Edge.init)) }
      }, uniquingKeysWith: { first, _ in first })
    let vertices = (detail["vertices"]?.elements ?? []).compactMap { vertex in
      Vertex(vertex, inputs: inputs[vertex["id"]?.string ?? ""] ?? [])
    }
    self.vertices = vertices.sortedFromSources()
  }
}

extension Edge {
  fileprivate init?(_ input: AnswerTree) {
    guard let from = input["id"]?.string else { return nil }
    self.init(from: VertexID(from), shipStrategy: input["ship_strategy", "shipStrategy"]?.string)
  }
}

extension Vertex {
  fileprivate init?(_ vertex: AnswerTree, inputs: [Edge]) {
    guard let id = vertex["id", "vertexId"]?.string else { return nil }
    var tasks: [TaskState: Int] = [:]
    for member in vertex["tasks"]?.members ?? [] {
      tasks[TaskState(member.name)] = member.value.int64.map { Int(clamping: min($0, 1 << 31)) }
    }
    let counters = vertex["metrics"]
    func total(_ name: String) -> Int64? {
      counters?[name]?.int64.flatMap { (0...Int64(1) << 56).contains($0) ? $0 : nil }
    }
    self.init(
      id: VertexID(id), name: vertex["name"]?.string ?? id,
      parallelism: vertex["parallelism"]?.int64.flatMap { $0 > 0 ? Int(clamping: $0) : nil },
      maxParallelism: nil, state: TaskState(vertex["status", "state"]?.string ?? "UNKNOWN"),
      startTime: vertex["start-time", "startTime"]?.timestamp,
      endTime: vertex["end-time", "endTime"]?.timestamp, tasks: TaskCounts(byState: tasks),
      inputs: inputs,
      counters: VertexCounters(
        recordsIn: total("read-records"), recordsOut: total("write-records"),
        bytesIn: total("read-bytes").map(ByteCount.init(bytes:)),
        bytesOut: total("write-bytes").map(ByteCount.init(bytes:)), busyTime: nil,
        backpressuredTime: nil, idleTime: nil))
  }
}
