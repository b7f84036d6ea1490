import ServerAnswers
import StreamModel

extension Endpoints {
  /// `/jobs/:id/vertices/:vid/subtasks/metrics`, and more of a vertex that is source and sink in one.
  static let load = Endpoint<LoadQuestion>(asks: [
    "/jobs/:job/vertices/:vertex/subtasks/metrics?get",
    "/jobs/:job/vertices/:vertex/subtasks/:subtask/metrics",
  ]) {
    (question, client) async throws(SourceError) in
    try await client.load(for: question)
  }
}

extension FlinkClient {
  /// How loaded a vertex is.
  ///
  /// Flink counts records between tasks, so for a vertex that is source and sink in one all is 0. There the
  /// records out are those of its first operator: what the source emits.
  fileprivate func load(for question: LoadQuestion) async throws(SourceError) -> VertexLoad? {
    let (vertex, job) = (question.vertex, question.job)
    let load = try await read(
      .subtaskMetrics(job, vertex, VertexLoad.ids), as: VertexLoad.init(metrics:))
    guard var load, load.sendsNothing,
      let site = question.site, site.isSource, !site.hasDownstream,
      let id = try await operatorMetrics(of: vertex, in: job, name: site.name).recordsOut,
      let emitted = try await aggregate(of: id, vertex, job)
    else { return load }
    load.recordsOut = emitted
    return load
  }
}

extension VertexLoad {
  /// The ids to ask for. All seven exist on every vertex of every version, sources too: one that were missing
  /// would empty the answer.
  static let ids = [
    "busyTimeMsPerSecond", "backPressuredTimeMsPerSecond", "idleTimeMsPerSecond",
    "numRecordsInPerSecond", "numRecordsOutPerSecond", "numBytesInPerSecond",
    "numBytesOutPerSecond",
  ]

  /// Reads `.../subtasks/metrics?get=...`; nil where the answer is empty.
  init?(metrics: JSONNode) throws(JSONError) {
    let aggregates = try SubtaskAggregate.all(metrics: metrics)
    if metrics.firstElement == nil { return nil }
    /// What is no load of any machine is unknown.
    func load(_ id: String) -> SubtaskAggregate? {
      aggregates[id].flatMap { $0.max < 1e18 && $0.sum < 1e18 && $0.min > -1e18 ? $0 : nil }
    }
    self.init(
      busy: load("busyTimeMsPerSecond"),
      backpressured: load("backPressuredTimeMsPerSecond"),
      idle: load("idleTimeMsPerSecond"),
      recordsIn: load("numRecordsInPerSecond"),
      recordsOut: load("numRecordsOutPerSecond"),
      bytesIn: load("numBytesInPerSecond"),
      bytesOut: load("numBytesOutPerSecond"))
  }

  /// True where Flink counts nothing that leaves the vertex, as it does for one that is source and sink in one.
  var sendsNothing: Bool {
    recordsOut?.sum == 0 && bytesOut?.sum == 0
  }
}
