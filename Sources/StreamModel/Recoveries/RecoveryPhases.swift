extension Recovery {
  /// A stretch of a recovery, for a waterfall.
  package struct Phase: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
      /// From the submission until the job is RUNNING.
      case preparing
      /// From the failure until the job leaves RUNNING.
      case noticing
      /// Until the last task of the former run has ended.
      case cancelling
      /// Until the job is RUNNING again: the restart delay, of which cancelling is a part, and waiting for resources.
      case waiting
      /// Cancelling and waiting, where nobody tells them apart.
      case cancellingAndWaiting
      /// Until the last subtask is on its TaskManager.
      case deploying
      /// From there until the last subtask is done, where nobody tells the parts.
      case initializing
      /// What one subtask did at its start, by Flink's name.
      case part(String)
    }

    package var kind: Kind
    /// Of a part: where it is drawn, as no span tells when one began.
    package var start: Timestamp
    package var duration: Duration
    /// True where it may have been longer: subtasks' parts, each of the slowest, are counted off.
    package var isAtLeast = false
    /// True for what lies within the phase above it.
    package var isNested = false
    /// Over the subtasks; nil for what is no subtask's own.
    package var mean: Duration?
    package var source: Source

    package var end: Timestamp { start.advanced(by: duration) }
  }

  /// In the order in which they happen. Those of the job follow one another; subtasks' parts lie before the end, one
  /// behind the other as in a subtask that was the slowest at each.
  package var phases: [Phase] { phasesBefore + phasesOfSubtasks }

  private var phasesBefore: [Phase] {
    var phases: [Phase] = []
    func add(_ kind: Phase.Kind, _ start: Known<Timestamp>?, _ end: Known<Timestamp>?) {
      guard let start, let end, end.value >= start.value else { return }
      phases.append(
        Phase(
          kind: kind, start: start.value, duration: end.value.since(start.value),
          source: end.source))
    }
    if failedAt == nil, noticedAt == nil {
      add(.preparing, createdAt, runningAt)
    } else {
      add(.noticing, failedAt, noticedAt)
      add(.cancelling, noticedAt ?? failedAt, cancelledAt)
      add(
        cancelledAt == nil ? .cancellingAndWaiting : .waiting,
        cancelledAt ?? noticedAt ?? failedAt, runningAt)
    }
    return phases
  }

  /// What lies within initialising state.
  package static let nestedParts: Set = ["DownloadState", "RestoreState", "RestoreAsyncCompaction"]

  private var phasesOfSubtasks: [Phase] {
    guard let start = runningAt?.value else { return [] }
    let shown = parts.filter { $0.max != nil }
    let sum = shown.filter { !Self.nestedParts.contains($0.name) }
      .reduce(Duration.zero) { $0 + ($1.max ?? .zero) }
    var phases: [Phase] = []
    let end = endedAt?.value
    // Where the parts begin: so that they end with the whole, but not before it begins.
    let first = end.map { Swift.max(start, $0.advanced(by: .zero - sum)) } ?? deployedAt?.value
    if let deployedAt, deployedAt.value >= start {
      phases.append(
        Phase(
          kind: .deploying, start: start, duration: deployedAt.value.since(start),
          source: deployedAt.source))
      if shown.isEmpty, let endedAt, endedAt.value >= deployedAt.value {
        phases.append(
          Phase(
            kind: .initializing, start: deployedAt.value,
            duration: endedAt.value.since(deployedAt.value), source: endedAt.source))
      }
    } else if let first, let endedAt, !shown.isEmpty {
      phases.append(
        Phase(
          kind: .deploying, start: start, duration: first.since(start), isAtLeast: true,
          source: endedAt.source))
    } else if let endedAt, endedAt.value >= start {
      phases.append(
        Phase(
          kind: .initializing, start: start, duration: endedAt.value.since(start),
          source: endedAt.source))
    }
    guard let first else { return phases }
    var (place, within) = (first, first)
    for part in shown {
      guard let longest = part.max else { continue }
      let isNested = Self.nestedParts.contains(part.name)
      if !isNested { within = place }
      phases.append(
        Phase(
          kind: .part(part.name), start: within, duration: longest, isNested: isNested,
          mean: mean(of: part), source: part.source))
      within = within.advanced(by: longest)
      if !isNested {
        place = within
        within = phases[phases.count - 1].start
      }
    }
    return phases
  }
}

extension Recovery.Phase {
  /// `restart delay`.
  package var words: String {
    switch kind {
    case .preparing: "preparing"
    case .noticing: "failure noticed"
    case .cancelling: "cancelling"
    case .waiting: "restart delay"
    case .cancellingAndWaiting: "cancelling, delay"
    case .deploying: "schedule, deploy"
    case .initializing: "initialisation"
    case .part(let name): Self.words[name] ?? name
    }
  }

  private static let words = [
    "MailboxStart": "mailbox start", "ReadOutputData": "read output data",
    "InitializeState": "initialise state", "DownloadState": "download",
    "RestoreState": "restore", "RestoreAsyncCompaction": "compaction",
    "GateRestore": "gate restore", "Initialization": "initialisation",
  ]
}
