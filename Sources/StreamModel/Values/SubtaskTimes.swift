/// When a subtask's current attempt entered which state: `/jobs/:id/vertices/:vid/subtasktimes`.
package struct SubtaskTimes: Hashable, Sendable {
  /// From 0.
  package var index: Int
  /// `host:port` of its TaskManager (`endpoint`), before 1.20 the host alone; nil where none has it yet.
  package var host: String?
  package var states: StateTimes

  package init(index: Int, host: String?, states: StateTimes) {
    self.index = index
    self.host = host
    self.states = states
  }
}

/// When something went from state to state, as far as that is told: what is not known is left out, and never 0.
package struct StateTimes: Hashable, Sendable {
  package struct Entry: Hashable, Sendable {
    package var state: TaskState
    package var at: Timestamp

    package init(_ state: TaskState, _ at: Timestamp) {
      self.state = state
      self.at = at
    }
  }

  /// By time, and in the order of Flink's states where two have one time.
  package let entries: [Entry]

  package init(_ entries: [Entry]) {
    func rank(_ state: TaskState) -> Int { TaskState.known.firstIndex(of: state) ?? 99 }
    self.entries = entries.sorted {
      $0.at == $1.at ? rank($0.state) < rank($1.state) : $0.at < $1.at
    }
  }

  /// The state entered last; nil where nothing is known.
  package var state: TaskState? { entries.last?.state }
  package subscript(state: TaskState) -> Timestamp? { entries.first { $0.state == state }?.at }

  /// When it was first deployed, which is what Flink calls the start of an attempt and of a vertex.
  package var start: Timestamp? { self[.deploying] }
  /// When it ended; nil while it goes on.
  package var end: Timestamp? { entries.last { $0.state.isTerminal }?.at }

  /// How long it was in each state, in their order: to the next one, and of the last to `now` where that goes on.
  package func durations(now: Timestamp) -> [Subtask.StateDuration] {
    entries.indices.compactMap { index in
      let entry = entries[index]
      guard !entry.state.isTerminal else { return nil }
      let end = entries.indices.contains(index + 1) ? entries[index + 1].at : now
      return Subtask.StateDuration(entry.state, max(.zero, end.since(entry.at)))
    }
  }
}

extension StateTimes {
  /// The times of an attempt by how long it was in each state, which is told from 1.16 on: it is deployed at its start.
  /// Before that its start is all that is known, and its end.
  package init(attempt: Subtask) {
    guard let start = attempt.startTime else {
      self.init([])
      return
    }
    func duration(_ state: TaskState) -> Duration? {
      attempt.stateDurations.first { $0.state == state }?.duration
    }
    var entries = [Entry(.deploying, start)]
    var before = start
    for state: TaskState in [.scheduled, .created] {
      guard let duration = duration(state) else { continue }
      before = before.advanced(by: .zero - duration)
      entries.append(Entry(state, before))
    }
    var after = start
    var last = TaskState.deploying
    for state: TaskState in [.initializing, .running, .canceling] where duration(state) != nil {
      guard let earlier = duration(last) else { break }
      after = after.advanced(by: earlier)
      entries.append(Entry(state, after))
      last = state
    }
    if attempt.stateDurations.isEmpty, attempt.state != .scheduled {
      // All of it is taken for the state that such an attempt mostly is in.
      entries = [Entry(.running, start)]
    }
    if let end = attempt.endTime, attempt.state.isTerminal {
      entries.append(Entry(attempt.state, end))
    }
    self.init(entries)
  }
}

extension TaskState {
  /// True in a state that an attempt does not leave.
  package var isTerminal: Bool { self == .finished || self == .canceled || self == .failed }
}
