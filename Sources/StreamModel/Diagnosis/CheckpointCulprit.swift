/// Where a checkpoint was held up, as far as its details tell: `/checkpoints/details/:id`, and of that vertex
/// `/checkpoints/details/:id/subtasks/:vid`.
struct CheckpointCulprit: Hashable {
  var vertex: Vertex
  /// Of one that is under way or failed: how many subtasks have not acknowledged, and which where that is known.
  var missing: Int
  var missingSubtasks: [Int]
  /// Of one that completed: the longest phase of the slowest subtask.
  var phase: SlowestPhase?

  /// Nil where no details are known, or they show none.
  init?(of checkpoint: Checkpoint, in job: JobModel) {
    let known = job.checkpointSubtasks(of: checkpoint.id)
    let slowest = checkpoint.isCompleted ? CheckpointPhases.slowest(in: known) : nil
    let held = slowest.flatMap { job.vertex($0.vertex) }.map { (vertex: $0, missing: 0) }
    guard let vertex = held ?? job.heldUpVertex(of: checkpoint) else { return nil }
    self.vertex = vertex.vertex
    missing = vertex.missing
    missingSubtasks = missing > 0 ? job.missingSubtasks(of: checkpoint.id, vertex.vertex) : []
    if missingSubtasks.count > 1, checkpoint.isFailed {
      // One that declines a checkpoint ends it for those that had not got to it yet.
      let always = Set(missingSubtasks).intersection(job.alwaysMissing(of: vertex.vertex))
      if !always.isEmpty, always.count < missingSubtasks.count {
        missingSubtasks = always.sorted()
        missing = missingSubtasks.count
      }
    }
    phase = slowest
  }

  /// The one subtask at fault, where it is one.
  var subtask: Int? {
    if missing > 0 { return missingSubtasks.count == 1 ? missingSubtasks.first : nil }
    return (vertex.parallelism ?? 1) > 1 ? phase?.subtask : nil
  }

  /// `subtask 2 of enrich has not acknowledged it`, `sync 5.0s of 5.1s at enrich, subtask 2`.
  var words: String? {
    let name = vertex.shortName
    if missing > 0 {
      let count = vertex.parallelism ?? missing
      if count == 1 { return "\(name) has not acknowledged it" }
      if let subtask { return "subtask \(subtask) of \(name) has not acknowledged it" }
      return "\(missing) of \(count) subtasks of \(name) have not acknowledged it"
    }
    guard let phase else { return nil }
    return "\(phase.phase.rawValue) \(Phrase.duration(phase.duration)) of "
      + "\(Phrase.duration(phase.subtaskDuration)) at \(name)"
      + (subtask.map { ", subtask \($0)" } ?? "")
  }

  var advice: String? {
    if missing > 0 {
      return
        "Backpressure above keeps barriers waiting; where there is none, look at what that subtask snapshots."
    }
    switch phase?.phase {
    case .startDelay:
      return
        "Barriers travel slowly: clear the backpressure, or use unaligned checkpoints or buffer debloating."
    case .alignment:
      return "Some channels bring barriers later than others: look for skew or backpressure above."
    case .sync:
      return
        "The snapshot blocks the operator: look at what it flushes, at locks, and at the local disk."
    case .async where phase?.isUnaligned == true:
      return
        "Unaligned, that is with the wait for barriers and the records in flight: clear the backpressure, else look at the storage."
    case .async:
      return
        "Look at the checkpoint storage and at how much is written; incremental checkpoints write less."
    case nil: return nil
    }
  }
}

extension JobModel {
  /// The subtasks that have not acknowledged a checkpoint; empty where that is not known.
  fileprivate func missingSubtasks(of checkpoint: CheckpointID, _ vertex: Vertex) -> [Int] {
    let told = checkpointSubtasks(of: checkpoint)[vertex.id] ?? []
    guard !told.isEmpty else { return [] }
    let acknowledged = Set(told.compactMap { $0.acknowledgedAt == nil ? nil : $0.index })
    return (0..<(vertex.parallelism ?? 0)).filter { !acknowledged.contains($0) }
  }

  /// Those that have acknowledged none of the failed checkpoints that were looked into.
  fileprivate func alwaysMissing(of vertex: Vertex) -> Set<Int> {
    let failed = checkpointDetails.values.map(\.value.checkpoint).filter(\.isFailed)
    let missing = failed.map { Set(missingSubtasks(of: $0.id, vertex)) }.filter { !$0.isEmpty }
    guard let first = missing.first else { return [] }
    return missing.dropFirst().reduce(first) { $0.intersection($1) }
  }

  /// The first vertex in the graph that lacks acknowledgements of a checkpoint; of one that completed the one that took
  /// longest. Nil without its details.
  fileprivate func heldUpVertex(of checkpoint: Checkpoint) -> (vertex: Vertex, missing: Int)? {
    guard let detail = checkpointDetails[checkpoint.id]?.value,
      let structure = self.detail?.value.vertices
    else { return nil }
    var parts: [VertexID: CheckpointDetail.VertexPart] = [:]
    for part in detail.vertices { parts[part.vertex] = part }
    if !checkpoint.isCompleted {
      for vertex in structure {
        guard let part = parts[vertex.id], part.acknowledgedSubtasks < part.subtasks else {
          continue
        }
        return (vertex, part.subtasks - part.acknowledgedSubtasks)
      }
      return nil
    }
    let slowest = structure.max {
      (parts[$0.id]?.duration ?? .zero) < (parts[$1.id]?.duration ?? .zero)
    }
    return slowest.flatMap { parts[$0.id]?.duration == nil ? nil : ($0, 0) }
  }

  /// The checkpoint that a verdict looks into: one that takes long or failed, the newest of those; nil where all is as usual.
  var checkpointToLookInto: Checkpoint? {
    guard let log = checkpoints else { return nil }
    let periodic = log.history.prefix(64).filter { !$0.isSavepoint || $0.status == .inProgress }
    let usual = CheckpointFacts.usualDuration(of: periodic)
    let long = max(usual.map { $0 * 2 } ?? .zero, Self.longCheckpoint)
    if let pending = periodic.last(where: { $0.status == .inProgress }),
      log.latest.receivedAt.since(onOurClock(pending.triggeredAt)) >= long
    {
      return pending
    }
    guard let newest = periodic.first(where: { isFailure($0) || $0.isCompleted }) else {
      return nil
    }
    if isFailure(newest) { return newest }
    let interval = checkpointConfiguration?.value.interval
    guard let duration = newest.duration else { return nil }
    let isSlow = interval.map { duration > $0 } ?? false
    return isSlow
      || CheckpointFacts.growth(of: newest, in: log, pendingFor: pendingCheckpointAge) != nil
      ? newest : nil
  }

  /// For how long the oldest checkpoint that is under way had been when that was told; nil where none is.
  var pendingCheckpointAge: Duration? {
    guard let log = checkpoints,
      let pending = log.history.prefix(64).last(where: {
        $0.status == .inProgress && !$0.isSavepoint
      })
    else { return nil }
    return log.latest.receivedAt.since(onOurClock(pending.triggeredAt))
  }

  /// True where one is under way for many times as long as they take.
  var isCheckpointOverdue: Bool {
    guard let log = checkpoints, let age = pendingCheckpointAge else { return false }
    return CheckpointFacts.isOverdue(after: age, in: log)
  }

  /// No checkpoint is looked into for less.
  private static let longCheckpoint: Duration = .seconds(5)

  /// The details of that one, and then the subtasks of the vertex that holds it up: anew while it is under way.
  var checkpointInquiries: [Inquiry] {
    guard let checkpoint = checkpointToLookInto, let log = checkpoints else {
      return growthInquiries
    }
    let isPending = checkpoint.status == .inProgress
    let era = isPending ? Int(log.latest.receivedAt.milliseconds / 10_000) : checkpoint.endEra
    var found = [Inquiry(question: CheckpointQuestion(id, checkpoint.id), era: era)]
    if checkpoint.isVagueFailure {
      // Once for all that fail in a row: what they fail of seldom changes.
      let first = log.history.prefix(64).prefix { !$0.isCompletedPeriodic }.last(where: isFailure)
      found.append(
        Inquiry(
          question: CheckpointDeclineQuestion(id), era: Int((first ?? checkpoint).id.number)))
    }
    if let vertex = heldUpVertex(of: checkpoint)?.vertex {
      found.append(
        Inquiry(question: CheckpointSubtasksQuestion(id, checkpoint.id, vertex.id), era: era))
    }
    return found
  }
}

extension JobModel {
  /// One checkpoint in a while of a job whose state grows, to see where it does.
  fileprivate var growthInquiries: [Inquiry] {
    guard StateGrowth(of: self, limits: .standard) != nil,
      let newest = checkpoints?.history.prefix(64).first(where: \.isCompletedPeriodic)
    else { return [] }
    let known = checkpointDetails.values.map(\.value.checkpoint).filter(\.isCompleted)
    if let last = known.max(by: { $0.id < $1.id }), last.id != newest.id,
      newest.triggeredAt.since(last.triggeredAt) < Self.growthIsLookedInto
    {
      return []
    }
    return [Inquiry(question: CheckpointQuestion(id, newest.id), era: 1)]
  }

  private static let growthIsLookedInto: Duration = .seconds(15)
}

extension Checkpoint {
  /// What it came to: another number for a checkpoint that completed, and for one that failed.
  fileprivate var endEra: Int { isCompleted ? 1 : 2 }
}
