import ServerAnswers
import StreamModel

extension Endpoints {
  /// `/taskmanagers/:id`, and the metrics that it leaves out.
  static let taskManager = Endpoint<TaskManagerQuestion>(
    asks: ["/taskmanagers/:manager", "/taskmanagers/:manager/metrics?get"],
    refuses: { $0.isHistoryServer ? noTaskManagers : nil }
  ) { (question, client) async throws(SourceError) in
    try await client.taskManager(question.id)
  }
}

extension FlinkClient {
  fileprivate func taskManager(
    _ id: TaskManagerID
  ) async throws(SourceError) -> TaskManagerDetail {
    var detail = try await read(.taskManager(id), as: TaskManagerDetail.init(detail:))
    // The rest is as good without.
    let more = try? await read(
      .taskManagerMetrics(id, TaskManagerMetrics.ids), as: TaskManagerMetrics.values(metrics:))
    if let more { detail.metrics.add(more) }
    return detail
  }
}

extension Route {
  /// 0.2 kB a slot in use.
  static func taskManager(_ id: TaskManagerID) -> Route {
    Route(path: "/taskmanagers/" + encoded(id.text))
  }

  /// The plain route, which leaves unknown ids out.
  static func taskManagerMetrics(_ id: TaskManagerID, _ ids: [String]) -> Route {
    Route(
      path: "/taskmanagers/" + encoded(id.text) + "/metrics",
      query: "?get=" + ids.joined(separator: ","))
  }
}

extension TaskManagerDetail {
  /// Reads `/taskmanagers/:id`.
  init(detail: JSONNode) throws(JSONError) {
    self.init(
      taskManager: try TaskManager(detail),
      allocatedSlots: try detail.requiredList("allocatedSlots") { slot throws(JSONError) in
        AllocatedSlot(
          job: JobID(try slot.requiredString("jobId")), assignedTasks: slot.count("assignedTasks"))
      },
      metrics: TaskManagerMetrics(metrics: try detail.required("metrics", "metrics")))
  }
}

extension TaskManagerMetrics {
  fileprivate init(metrics: JSONNode) {
    self.init()
    // Before the first fetch all are 0.
    guard let committed = metrics.bytes("heapCommitted"), committed.bytes > 0 else { return }
    heap = Memory(
      used: metrics.bytes("heapUsed"), committed: committed, limit: metrics.bytes("heapMax"))
    nonHeap = Memory(
      used: metrics.bytes("nonHeapUsed"), committed: metrics.bytes("nonHeapCommitted"),
      limit: metrics.bytes("nonHeapMax"))
    direct = Memory(used: metrics.bytes("directUsed"), limit: metrics.bytes("directMax"))
    network = Memory(
      used: metrics.bytes("nettyShuffleMemoryUsed"), limit: metrics.bytes("nettyShuffleMemoryTotal")
    )
    networkSegments = metrics.count("nettyShuffleMemorySegmentsTotal")
    availableNetworkSegments = metrics.count("nettyShuffleMemorySegmentsAvailable")
    if let elements = metrics["garbageCollectors"]?.elements {
      collectors = elements.compactMap { collector in
        collector.text("name").map {
          Collector(
            name: $0, collections: collector.total("count"), time: collector.milliseconds("time"))
        }
      }
    }
  }

  fileprivate static let managedUsed = "Status.Flink.Memory.Managed.Used"
  fileprivate static let managedTotal = "Status.Flink.Memory.Managed.Total"
  fileprivate static let load = "Status.JVM.CPU.Load"
  fileprivate static let metaspaceUsed = "Status.JVM.Memory.Metaspace.Used"
  fileprivate static let metaspaceLimit = "Status.JVM.Memory.Metaspace.Max"
  fileprivate static let threadCount = "Status.JVM.Threads.Count"
  /// The ids to ask for.
  static let ids = [load, managedUsed, managedTotal, metaspaceUsed, metaspaceLimit, threadCount]

  /// Reads `/taskmanagers/:id/metrics?get=...`; empty before the first fetch.
  static func values(metrics: JSONNode) throws(JSONError) -> [String: JSONNode] {
    var values: [String: JSONNode] = [:]
    for metric in try metrics.requiredElements() {
      values[try metric.requiredString("id")] = metric
    }
    return values
  }

  fileprivate mutating func add(_ values: [String: JSONNode]) {
    managed = Memory(
      used: values[Self.managedUsed]?.bytes("value"),
      limit: values[Self.managedTotal]?.bytes("value"))
    metaspace = Memory(
      used: values[Self.metaspaceUsed]?.bytes("value"),
      limit: values[Self.metaspaceLimit]?.bytes("value"))
    threads = values[Self.threadCount]?.count("value")
    // Negative where the JVM can't tell.
    cpuLoad = values[Self.load]?.figure("value").flatMap { $0 < 0 ? nil : Ratio($0) }
  }
}
