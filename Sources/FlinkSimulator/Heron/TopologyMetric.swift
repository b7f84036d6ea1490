/// A metric that reaches a topology manager: no others do, whatever the instances count (`metrics_sinks.yaml`).
enum TopologyMetric: Hashable, Sendable {
  /// Counts of a minute.
  case emitCount(stream: String)
  case executeCount(stream: String)
  case ackCount(stream: String)
  case failCount(stream: String)
  /// Averages of a minute in nanoseconds.
  case executeLatency(stream: String)
  case processLatency(stream: String)
  case completeLatency(stream: String)
  /// What the JVM said last: seconds, processors, megabytes, milliseconds since its start.
  case uptime
  case cpuLoad
  case memoryUsed
  case memoryTotal
  case garbage

  /// Nil for what an instance of a component does not have.
  init?(_ name: String, of component: TopologyComponent) {
    guard let slash = name.firstIndex(of: "/") else {
      guard let metric = Self.ofProcess[name] else { return nil }
      self = metric
      return
    }
    let stream = String(name[name.index(after: slash)...])
    let isIn = component.inputStreams.contains(stream)
    let isOut = component.output == stream
    switch String(name[..<slash]) {
    case "__emit-count" where isOut: self = .emitCount(stream: stream)
    case "__execute-count" where isIn: self = .executeCount(stream: stream)
    case "__ack-count" where component.isSpout ? isOut : isIn: self = .ackCount(stream: stream)
    case "__fail-count" where component.isSpout ? isOut : isIn: self = .failCount(stream: stream)
    case "__execute-latency" where isIn: self = .executeLatency(stream: stream)
    case "__process-latency" where isIn: self = .processLatency(stream: stream)
    case "__complete-latency" where component.isSpout && isOut:
      self = .completeLatency(stream: stream)
    default: return nil
    }
  }

  private static let ofProcess: [String: TopologyMetric] = [
    "__jvm-uptime-secs": .uptime, "__jvm-process-cpu-load": .cpuLoad,
    "__jvm-memory-used-mb": .memoryUsed, "__jvm-memory-mb-total": .memoryTotal,
    "__jvm-gc-collection-time-ms": .garbage,
  ]
}

/// A metric of a stream manager.
enum ManagerMetric: Hashable, Sendable {
  /// For how long an instance of its own held up the topology: milliseconds of a minute.
  case backPressure(by: String)
  /// The same, whichever instance it was.
  case backPressureInitiated

  static let component = "__stmgr__"

  init?(_ name: String) {
    let byInstance = "__time_spent_back_pressure_by_compid/"
    if name == "__server/__time_spent_back_pressure_initiated" {
      self = .backPressureInitiated
    } else if name.hasPrefix(byInstance) {
      self = .backPressure(by: String(name.dropFirst(byInstance.count)))
    } else {
      return nil
    }
  }
}
