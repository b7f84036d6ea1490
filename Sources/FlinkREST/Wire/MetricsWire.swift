import StreamModel

extension JobMetrics {
  /// The ids to ask for. 2.x has no `fullRestarts`; the route leaves out what it does not know.
  static let ids = ["numRestarts", "fullRestarts", "uptime"]

  /// Reads `/jobs/:id/metrics?get=...`; nil where the answer is empty, as for a job that has ended.
  init?(metrics: JSONNode) throws(JSONError) {
    var values: [String: Int64] = [:]
    for metric in try metrics.requiredElements() {
      guard let value = metric["value"]?.int64, value >= 0 else { continue }
      values[try metric.requiredString("id")] = value
    }
    if metrics.firstElement == nil { return nil }
    self.init(
      restarts: (values["numRestarts"] ?? values["fullRestarts"]).map {
        Int(min($0, Int64(Int32.max)))
      },
      uptime: values["uptime"].map { .milliseconds($0) })
  }
}

extension SubtaskAggregate {
  /// Reads one metric of `.../subtasks/metrics`; nil where one of its figures is missing or "NaN".
  init?(_ metric: JSONNode) {
    guard let min = metric["min"]?.double, let max = metric["max"]?.double,
      let average = metric["avg"]?.double, let sum = metric["sum"]?.double
    else { return nil }
    // Where values are negative (watermarks) Flink's formula leaves 0 to 100.
    let skew = metric["skew"]?.double.flatMap { (0...100).contains($0) ? $0 : nil }
    self.init(min: min, max: max, average: average, sum: sum, skewPercent: skew)
  }

  /// Reads `.../subtasks/metrics?get=...`, by id. Empty where the server has none of them (yet).
  static func all(metrics: JSONNode) throws(JSONError) -> [String: SubtaskAggregate] {
    var aggregates: [String: SubtaskAggregate] = [:]
    for metric in try metrics.requiredElements() {
      let id = try metric.requiredString("id")
      aggregates[id] = SubtaskAggregate(metric)
    }
    return aggregates
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

/// The ids that a vertex has (`.../subtasks/0/metrics`).
enum MetricList {
  static func ids(metrics: JSONNode) throws(JSONError) -> [String] {
    var ids: [String] = []
    for metric in try metrics.requiredElements() { ids.append(try metric.requiredString("id")) }
    return ids
  }
}
