/// The four phases of a subtask's part in a checkpoint, in order.
package enum CheckpointPhase: String, Hashable, Sendable, CaseIterable {
  case startDelay = "start delay"
  case alignment
  case sync
  case async

  /// How long `phases` has of this phase.
  package func duration(in phases: SubtaskCheckpoint.Phases) -> Duration {
    switch self {
    case .startDelay: phases.startDelay
    case .alignment: phases.alignment
    case .sync: phases.sync
    case .async: phases.async
    }
  }
}

/// Which phase of which subtask held a checkpoint up.
package struct SlowestPhase: Hashable, Sendable {
  package var vertex: VertexID
  /// The subtask's index, from 0.
  package var subtask: Int
  package var phase: CheckpointPhase
  package var duration: Duration
  /// The subtask's time from the trigger to its acknowledgement.
  package var subtaskDuration: Duration
  /// The phase's share of that time.
  package var share: Ratio
  /// True where `async` includes alignment, as it does for an unaligned checkpoint.
  package var isUnaligned: Bool

  /// It waits for barriers, for a part of it at least.
  package var isWait: Bool {
    switch phase {
    case .startDelay, .alignment: true
    case .sync: false
    case .async: isUnaligned
    }
  }
}

/// Looks for what made a checkpoint slow.
package enum CheckpointPhases {
  /// The longest phase of the slowest subtask: the last to acknowledge decides how long a checkpoint takes.
  /// Nil where no subtask has told its phases. Equal ones: the first by vertex and index.
  package static func slowest(
    in subtasks: [VertexID: [SubtaskCheckpoint]]
  ) -> SlowestPhase? {
    var slowest: (vertex: VertexID, subtask: SubtaskCheckpoint, duration: Duration)?
    for (vertex, list) in subtasks.sorted(by: { $0.key < $1.key }) {
      for subtask in list.sorted(by: { $0.index < $1.index }) {
        guard let duration = subtask.wholeDuration else { continue }
        if slowest.map({ duration > $0.duration }) ?? true {
          slowest = (vertex, subtask, duration)
        }
      }
    }
    guard let slowest, let phases = slowest.subtask.phases else { return nil }
    var longest = CheckpointPhase.startDelay
    for phase in CheckpointPhase.allCases
    where phase.duration(in: phases) > longest.duration(in: phases) {
      longest = phase
    }
    let duration = longest.duration(in: phases)
    guard duration > .zero,
      let share = Ratio(duration.inSeconds / slowest.duration.inSeconds)
    else { return nil }
    return SlowestPhase(
      vertex: slowest.vertex, subtask: slowest.subtask.index, phase: longest, duration: duration,
      subtaskDuration: slowest.duration, share: share, isUnaligned: slowest.subtask.isUnaligned)
  }
}

extension SubtaskCheckpoint {
  /// End to end where given, else the sum of the phases; nil where the phases are not known.
  fileprivate var wholeDuration: Duration? {
    guard let phases else { return nil }
    let sum = phases.startDelay + phases.alignment + phases.sync + phases.async
    return max(duration ?? sum, .zero)
  }
}
