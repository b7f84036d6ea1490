import ServerAnswers
import StreamModel

/// What `status` and `statusAndMetrics` tell of a job.
struct JobReport: Hashable, Sendable {
  /// A node of the job graph. TSP leaves out its edges, its parallelism and how its tasks stand.
  struct Vertex: Hashable, Sendable {
    var id: VertexID
    var name: String
    /// Of Flink's own answer: records between tasks. Nil for 0, which also stands for a figure that is not there yet.
    var recordsIn: Int64?
    var recordsOut: Int64?
  }

  /// Flink's id of the run that is told of; nil from v19 on.
  var jid: JobID?
  /// Nil from v19 on.
  var state: JobState?
  var startTime: Timestamp?
  var duration: Duration?
  var vertices: [Vertex] = []
  /// Whatever figures it has, by TSP's names, in the order they came. A vertex's are `2.read-records`.
  var figures: [Figure] = []

  /// A figure as it came. TSP writes 0 where Flink does not know a metric, so that 0 is not known.
  struct Figure: Hashable, Sendable {
    var name: String
    var value: Double?
  }

  /// Reads `status`: `{"jid", "name", "state", "start-time", "duration", "vertices"}`, with `status` for `state` on TSP's
  /// own pages; from v19 on `{"rowsRead", "rowsWritten"}`.
  init(status node: JSONNode) throws(JSONError) {
    jid = node.text("jid").map { JobID($0) }
    state = (node.text("state") ?? node.text("status")).map { JobState($0) }
    startTime = node.timestamp("start-time")
    duration = node.milliseconds("duration")
    let nodes = node["vertices"].map { Array($0.elements) } ?? []
    for (index, vertex) in nodes.enumerated() {
      let read = Self.known(vertex["metrics"]?.total("read-records"))
      let written = Self.known(vertex["metrics"]?.total("write-records"))
      vertices.append(
        Vertex(
          id: VertexID(try vertex.requiredString("id")), name: try vertex.requiredString("name"),
          recordsIn: read, recordsOut: written))
      guard let metrics = vertex["metrics"] else { continue }
      figures += Self.figures(metrics).map { Figure(name: "\(index).\($0.name)", value: $0.value) }
    }
    for name in Self.rowNames {
      if let value = node[name] {
        figures.append(Figure(name: "\(name)", value: Self.known(value.double)))
      }
    }
    guard state != nil || !figures.isEmpty else { throw node.unusable("state", "text") }
  }

  /// Reads `statusAndMetrics`: `{"details": <status>, "metrics": {"numRecordsRead": "17"}}`.
  init(statusAndMetrics node: JSONNode) throws(JSONError) {
    try self.init(status: try node.required("details", "details"))
    figures = (node["metrics"].map(Self.figures) ?? []) + figures
  }

  private static func figures(_ metrics: JSONNode) -> [Figure] {
    metrics.members.compactMap { name, value in
      name.string.map { Figure(name: $0, value: known(value.double)) }
    }
  }

  private static let rowNames: [StaticString] = ["rowsRead", "rowsWritten"]

  private static func known(_ total: Int64?) -> Int64? { total == 0 ? nil : total }
  private static func known(_ value: Double?) -> Double? {
    guard let value, value != 0, value.magnitude < 1e18 else { return nil }
    return value
  }
}
