import ServerAnswers
import StreamModel

/// How a topology stands by its state in the state manager.
struct ExecutionState: Hashable, Sendable {
  var topology: TopologyName
  var status: JobState
  /// In whole seconds.
  var submittedAt: Timestamp?
  /// Not told by a legacy tracker.
  var instances: Int?

  /// Reads one state. What its members leave out, the list it stands in has told: names of cluster, environment and topology.
  init(
    _ state: JSONNode, cluster: String? = nil, environ: String? = nil, name: String? = nil
  ) throws(JSONError) {
    func part(_ key: StaticString, _ known: String?) throws(JSONError) -> String {
      if let text = state.text(key) ?? known { return text }
      return try state.requiredString(key)
    }
    topology = TopologyName(
      cluster: try part("cluster", cluster), role: state.text("role") ?? "",
      environ: try part("environ", environ), name: try part("jobname", name))
    status = JobState(heron: try state.requiredString("status"))
    submittedAt = state["submission_time"]?.int64.flatMap { Timestamp(epochSeconds: $0) }
    instances = state.count("instances")
  }

  /// Reads `/topologies/states`: cluster, environment, name.
  static func all(states: JSONNode) throws(JSONError) -> [ExecutionState] {
    guard states.isObject else { throw .unusable(path: "$", expected: "object") }
    var all: [ExecutionState] = []
    for (cluster, environs) in states.members {
      for (environ, topologies) in environs.members {
        for (name, state) in topologies.members {
          if all.count % 64 == 0, Task.isCancelled { throw .cancelled }
          all.append(
            try ExecutionState(
              state, cluster: cluster.string, environ: environ.string, name: name.string))
        }
      }
    }
    return all.sorted { $0.topology.id < $1.topology.id }
  }
}

extension JobState {
  /// A tracker knows `Running`, `Paused`, `Killed` and `Unknown`. What is killed runs no more, as what Flink calls
  /// CANCELED; a topology that was deactivated is no state of Flink's.
  init(heron status: String) {
    switch status.uppercased() {
    case "RUNNING": self = .running
    case "KILLED": self = .canceled
    case let other: self = .other(other)
    }
  }
}

extension Timestamp {
  /// Nil for 0, which stands for none, and for what no clock says.
  init?(epochSeconds: Int64) {
    guard (1..<(Int64(1) << 40)).contains(epochSeconds) else { return nil }
    self.init(milliseconds: epochSeconds * 1000)
  }
}
