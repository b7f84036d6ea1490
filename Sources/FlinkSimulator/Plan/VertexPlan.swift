/// The immutable part of a vertex: its place in the graph and the laws its figures follow.
struct VertexPlan: Sendable {
  var id: String
  /// The chain as Flink prints it: `Source: orders -> decode -> event time`.
  var name: String
  var operators: [OperatorPlan]
  var parallelism: Int
  var inputs: [EdgePlan]
  /// Downstream vertices. Every one of them gets every record.
  var outputs: Int
  /// Distance from the farthest source.
  var depth: Int
  var shares: SubtaskShares
  var loads: [SubtaskLoad]
  var hotSubtasks: [Int]
  var pressure: PressureRole
  /// The inflows that reach this vertex; the weights add up to 1.
  var inflows: [WeightedInflow]
  /// Records emitted in a second of nominal work; counted once, however many outputs there are.
  var recordsOutPerWork: Double
  var bytesPerRecord: Int64
  /// Seconds until a record read by a source is processed here. Grows along every edge.
  var delay: Double
  /// Nil where no watermarks flow.
  var watermark: WatermarkPlan?
  var stateBytes: Int64
  /// The part of what it gets that it drops as late.
  var lateShare: Double
  /// In a batch job: when it runs, in seconds since the job's tasks do. Nil: as long as the job.
  var activity: Activity?

  var isSource: Bool { inputs.isEmpty }
}

struct WeightedInflow: Sendable {
  var index: Int
  var weight: Double
}

/// An operator of a chain.
struct OperatorPlan: Sendable {
  var name: String
  /// As it appears in metric ids: blanks and punctuation become `_`.
  var metricName: String

  init(name: String) {
    self.name = name
    metricName = String(
      name.map { character in
        " :.,;\"'{}[]$?*&%=!^~#@|<>/\\\n\t".contains(character) ? "_" : character
      })
  }
}

struct EdgePlan: Sendable {
  /// Index of the vertex upstream.
  var from: Int
  var shipStrategy: ShipStrategy
}

enum ShipStrategy: String, Sendable {
  case forward = "FORWARD"
  case hash = "HASH"
  case rebalance = "REBALANCE"
  case rescale = "RESCALE"
  case broadcast = "BROADCAST"
}

/// Where a vertex stands to the bottleneck of its job; barriers and watermarks travel accordingly.
enum PressureRole: Sendable {
  case unaffected
  /// Waits for buffers; `share` is how much of the way to the bottleneck a barrier has behind it here.
  case upstream(share: Double)
  case bottleneck
  case downstream
}

struct WatermarkPlan: Sendable {
  /// How far behind the clock the event time is where no backlog holds it up, in seconds.
  var lag: Double
  /// How far the subtasks differ, in seconds.
  var spread: Double
  /// What the hot subtasks of this vertex, and so everything after it, are behind the others, in seconds.
  var hotLag: Double
  /// Whose watermarks stand still; nil for all.
  var stalledSubtasks: [Int]?
  /// Since when they do; nil where they move.
  var stalledSince: Double?

  /// The moment whose watermark a subtask has at `time`.
  func moment(of subtask: Int, at time: Double) -> Double {
    guard let stalledSince, stalledSubtasks?.contains(subtask) ?? true else { return time }
    return min(time, stalledSince)
  }
}

/// When a vertex of a batch job runs, in seconds.
struct Activity: Sendable {
  var from: Double
  var duration: Double
}
