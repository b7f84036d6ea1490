import ServerAnswers
import StreamModel

extension Endpoints {
  /// `/jobs/:id/vertices/:vid/taskmanagers`.
  static let vertexWorkers = Endpoint<VertexWorkersQuestion>(
    asks: ["/jobs/:job/vertices/:vertex/taskmanagers"],
    route: { .vertexWorkers($0.job, $0.vertex) }, read: VertexWorkers.init(vertex:))
}

extension Route {
  /// 0.7 kB a TaskManager in 1.13, 3 kB from 1.16 on, which has percentiles.
  static func vertexWorkers(_ job: JobID, _ vertex: VertexID) -> Route {
    Route(path: path(job, vertex) + "/taskmanagers", sizeLimit: 16 << 20)
  }
}

extension VertexWorkers {
  /// Reads all of `/jobs/:id/vertices/:vid/taskmanagers`. Subtasks that none has yet are left out.
  init(vertex: JSONNode) throws(JSONError) {
    let parts = try vertex.requiredList("taskmanagers") { entry throws(JSONError) -> Part? in
      guard let id = entry.text("taskmanager-id"), id != "(unassigned)" else { return nil }
      return Part(
        taskManager: TaskManagerID(id), state: TaskState(try entry.requiredString("status")),
        tasks: TaskCounts(try entry.required("status-counts", "status counts")),
        startTime: entry.timestamp("start-time"),
        counters: VertexCounters(try entry.required("metrics", "metrics")))
    }
    self.init(parts.compactMap(\.self))
  }
}
