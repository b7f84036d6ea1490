import StreamModel

/// Names of the metrics that Heron's own instances have, by component (`heron/common/.../ComponentMetrics`): a tracker lists
/// none. Counts are of a minute; latencies are averages over it, in nanoseconds.
extension TopologyPlan.Component {
  var emitCounts: [String] { outputs.map { "__emit-count/\($0)" } }
  var executeCounts: [String] { inputStreams.map { "__execute-count/\($0)" } }

  /// Each execute count with the latency that belongs to it.
  var executions: [(count: String, latency: String)] {
    inputStreams.map { ("__execute-count/\($0)", "__execute-latency/\($0)") }
  }

  /// What its load is read from.
  var loadMetrics: [String] {
    emitCounts + executions.flatMap { [$0.count, $0.latency] } + [JVMMetric.uptime]
  }

  /// Everything that is known to be there by name. Those that an instance does not have, the tracker leaves out.
  var allMetrics: [String] {
    let streams = isSpout ? outputs : inputStreams
    let families =
      isSpout
      ? ["__ack-count", "__fail-count", "__complete-latency", "__fail-latency"]
      : [
        "__execute-count", "__execute-latency", "__process-latency", "__ack-count", "__fail-count",
        "__fail-latency",
      ]
    return emitCounts + families.flatMap { family in streams.map { "\(family)/\($0)" } }
      + JVMMetric.all
  }
}

/// Metrics of the JVM that an instance is.
enum JVMMetric {
  static let uptime = "__jvm-uptime-secs"
  static let all = [
    uptime, "__jvm-process-cpu-load", "__jvm-memory-used-mb", "__jvm-memory-mb-total",
    "__jvm-gc-collection-time-ms",
  ]
}

/// For how long an instance held up the topology: milliseconds of a minute. Stream managers tell it, of each instance by a
/// metric of its own.
enum BackPressureMetric {
  static let component = "__stmgr__"
  static let name = "__time_spent_back_pressure_by_compid"

  static func id(of instance: String) -> String { "\(name)/\(instance)" }
}

/// What an instance did in the last minute that is over.
struct InstanceLoad: Hashable, Sendable {
  /// Per second; nil where no stream is told of.
  var recordsIn: Double?
  var recordsOut: Double?
  /// The share of the minute that went into executing, which Heron calls capacity; nil for a spout.
  var capacity: Double?

  init(
    of instance: String, _ component: TopologyPlan.Component, in minutes: MinuteSeries,
    at now: Timestamp
  ) {
    self.init(component) { minutes.lastMinute($0, instance, at: now) }
  }

  /// By what each metric stood at in one minute.
  init(_ component: TopologyPlan.Component, last: (_ metric: String) -> Double?) {
    // All metrics of an instance come together: a stream that is not told of beside others has counted nothing yet.
    func sum(_ metrics: [String]) -> Double? {
      let told = metrics.compactMap(last)
      return told.isEmpty ? nil : told.reduce(0, +)
    }
    let seconds = Double(MinuteSeries.bucket)
    recordsOut = sum(component.emitCounts).map { $0 / seconds }
    recordsIn = component.isSpout ? nil : sum(component.executeCounts).map { $0 / seconds }
    guard !component.isSpout, !component.executions.isEmpty else { return }
    guard recordsIn != nil else { return }
    var busy: Double? = 0
    for (count, latency) in component.executions {
      // Of nothing there is no average.
      guard let executed = last(count), executed != 0 else { continue }
      busy = last(latency).flatMap { latency in busy.map { $0 + executed * latency } }
    }
    capacity = busy.map { $0 / (seconds * 1e9) }
  }
}

extension SubtaskAggregate {
  /// Nil where one of them is not known, and where there are none.
  init?(_ values: [Double?]) {
    let known = values.compactMap(\.self).filter(\.isFinite)
    guard !known.isEmpty, known.count == values.count, let least = known.min(),
      let most = known.max()
    else { return nil }
    let sum = known.reduce(0, +)
    self.init(
      min: least, max: most, average: sum / Double(known.count), sum: sum, skewPercent: nil)
  }
}
