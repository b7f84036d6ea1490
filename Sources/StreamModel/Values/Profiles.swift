/// A profile of a process, made or being made (`/jobmanager/profiler`, `/taskmanagers/:id/profiler`, 1.19 on, where
/// `rest.profiling.enabled` is true). The process keeps the last ten (`rest.profiling.history-size`).
package struct Profile: Hashable, Sendable {
  /// What is counted, by Flink's names.
  package enum Mode: String, CaseIterable, Hashable, Sendable {
    case timer = "ITIMER"
    case cpu = "CPU"
    case wall = "WALL"
    case allocations = "ALLOC"
    case locks = "LOCK"

    /// What it is good for, in a few words.
    package var words: String {
      switch self {
      case .timer: "CPU time, by a timer"
      case .cpu: "CPU time, by perf events of the kernel"
      case .wall: "time, whether it runs or waits"
      case .allocations: "memory allocated on the heap"
      case .locks: "waiting for locks"
      }
    }
  }

  package enum State: Hashable, Sendable {
    case running, finished, failed
    /// One that this version of flinktop has not heard of.
    case other(String)

    /// Reads Flink's spelling.
    package init(_ name: String) {
      self =
        switch name {
        case "RUNNING": .running
        case "FINISHED": .finished
        case "FAILED": .failed
        default: .other(name)
        }
    }

    package var name: String {
      switch self {
      case .running: "RUNNING"
      case .finished: "FINISHED"
      case .failed: "FAILED"
      case .other(let name): name
      }
    }
  }

  /// As the server spells it.
  package var mode: String
  package var state: State
  /// On the clock of the process.
  package var startedAt: Timestamp?
  package var endedAt: Timestamp?
  /// As it was asked for.
  package var duration: Duration?
  /// `Profiling Successful`, or why it failed.
  package var message: String?
  /// Of what came of it, on the server: its id. Nil while it is being made, and where it failed.
  package var file: String?

  package init(
    mode: String, state: State, startedAt: Timestamp? = nil, endedAt: Timestamp? = nil,
    duration: Duration? = nil, message: String? = nil, file: String? = nil
  ) {
    self.mode = mode
    self.state = state
    self.startedAt = startedAt
    self.endedAt = endedAt
    self.duration = duration
    self.message = message
    self.file = file
  }

  /// The longest that one may take, in seconds, unless `rest.profiling.duration-max` says otherwise.
  package static let longest = 300
}

/// What came of a profile: an HTML page of async-profiler's.
package struct ProfilePage: Hashable, Sendable {
  package var bytes: [UInt8]
  /// The samples in it; nil where it has none that can be read.
  package var graph: FlameGraph?

  package init(bytes: [UInt8], graph: FlameGraph?) {
    self.bytes = bytes
    self.graph = graph
  }
}
