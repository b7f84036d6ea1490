/// What the REST API tells of a job's starts and restarts.
package struct RecoveryReports: Sendable {
  package var detail: JobDetail?
  /// Of the list of jobs, which is to be believed.
  package var state: JobState
  package var startTime: Timestamp?
  package var exceptions: JobExceptions?
  package var restored: CheckpointStatistics.Restored?
  /// What a first start was from, where a restart has taken its place.
  package var startedFrom: CheckpointStatistics.Restored?
  /// Those that are known, for when one was triggered and what it held.
  package var checkpoints: [Checkpoint]
  /// By vertex; all of them, or none.
  package var times: [[SubtaskTimes]]
  package var rescales: [RescaleRecord]

  package init(of job: JobModel, in cluster: ClusterModel) {
    let readings = job.readings.value
    detail = job.detail?.value
    state = job.state
    startTime = job.summary.value.startTime
    exceptions = cluster.answers[.exceptions(job.id)]?.value
    restored = job.checkpoints?.latest.value.restored
    startedFrom = readings.startedFrom
    checkpoints = job.checkpoints?.history ?? []
    rescales = cluster.answers[.rescales(job.id)]?.value ?? []
    times = []
    for vertex in detail?.vertices ?? [] {
      guard let told = cluster.answers[.subtaskTimes(job.id, vertex.id)]?.value else {
        times = []
        break
      }
      times.append(told)
    }
  }

  /// The clock of one answer may be a little before that of another.
  private static let slack: Duration = .milliseconds(500)
  /// The longest between a failure and the state RESTARTING that it leads to.
  private static let longestNotice: Duration = .seconds(5)

  /// Oldest first. Of all but the last no more than when and why is told, and of the last as much as the states of job
  /// and subtasks say.
  package var recoveries: [Recovery] {
    var all = failures
    addRescales(to: &all)
    all.sort { ($0.at?.milliseconds ?? 0) < ($1.at?.milliseconds ?? 0) }
    if let start = first(before: all.first?.at) { all.insert(start, at: 0) }
    addUnexplained(to: &all)
    if let last = all.indices.last { complete(&all[last]) }
    return all
  }

  private var failures: [Recovery] {
    (exceptions?.entries ?? []).compactMap { entry in
      guard let at = entry.at else { return nil }
      var recovery = Recovery(cause: .failure)
      recovery.failedAt = .init(at, .rest)
      recovery.failure = entry.origin.cause
      recovery.failedTask = entry.origin.task
      return recovery
    }
  }

  /// Those of the adaptive scheduler (2.3 on): it tells when the job was RUNNING again, and when it began each. A failover
  /// begins with the failure, but a rescale when it is asked for: until there are resources and a checkpoint the job runs on.
  private func addRescales(to all: inout [Recovery]) {
    for record in rescales where record.cause != "INITIAL_SCHEDULE" {
      guard record.outcome == "COMPLETED", record.reason == "SUCCEEDED" || record.reason == nil,
        let start = record.startTime, let end = record.endTime
      else { continue }
      if let index = all.firstIndex(where: { recovery in
        guard let failedAt = recovery.failedAt?.value else { return false }
        return failedAt.isNear(start, within: Self.longestNotice)
      }) {
        all[index].noticedAt = .init(max(start, all[index].failedAt?.value ?? start), .rest)
        all[index].runningAt = .init(end, .rest)
        continue
      }
      let isFailover = record.cause == "RECOVERABLE_FAILOVER"
      var recovery = Recovery(cause: isFailover ? .failure : .rescale)
      recovery.trigger = record.cause
      if isFailover { recovery.noticedAt = .init(start, .rest) }
      recovery.runningAt = .init(end, .rest)
      all.append(recovery)
    }
  }

  private func first(before next: Timestamp?) -> Recovery? {
    let told = detail?.stateEnteredAt ?? [:]
    let times = [startTime, told[.initializing], told[.created]].compactMap(\.self)
    guard let createdAt = times.min(), next.map({ createdAt <= $0 }) ?? true else { return nil }
    var recovery = Recovery(cause: .start)
    recovery.createdAt = .init(createdAt, .rest)
    if next != nil, let startedFrom { restore(&recovery, from: startedFrom) }
    return recovery
  }

  /// A restart that no exception tells of yet, as they are asked for less often.
  private func addUnexplained(to all: inout [Recovery]) {
    guard let noticed = detail?.stateEnteredAt[.restarting] else { return }
    let latest = all.last { $0.cause != .start }?.at
    if let latest, noticed <= latest.advanced(by: Self.longestNotice) { return }
    if latest == nil, let start = all.first?.at, noticed < start { return }
    var recovery = Recovery(cause: .failure)
    recovery.noticedAt = .init(noticed, .rest)
    all.append(recovery)
  }

  /// The states of the job and of its subtasks are of the last run.
  private func complete(_ recovery: inout Recovery) {
    guard let began = recovery.at, let detail else { return }
    let earliest = began.advanced(by: .zero - Self.slack)
    if recovery.noticedAt == nil, recovery.cause != .start,
      let noticed = detail.stateEnteredAt[.restarting], noticed >= earliest
    {
      recovery.noticedAt = .init(max(noticed, began), .rest)
    }
    if recovery.runningAt == nil, let running = detail.stateEnteredAt[.running],
      running >= max(recovery.noticedAt?.value ?? earliest, earliest)
    {
      recovery.runningAt = .init(running, .rest)
    }
    if let restored, restored.at >= earliest { restore(&recovery, from: restored) }
    guard let running = recovery.runningAt?.value else {
      if state == .restarting { recovery.outcome = .underWay }
      return
    }
    initialize(&recovery, since: running.advanced(by: .zero - Self.slack))
  }

  private func initialize(_ recovery: inout Recovery, since earliest: Timestamp) {
    let subtasks = times.flatMap { $0 }
    guard !subtasks.isEmpty else { return }
    recovery.subtasks = .init(subtasks.count, .rest)
    func all(_ state: TaskState) -> [Timestamp]? {
      let found = subtasks.compactMap { $0.states[state] }.filter { $0 >= earliest }
      return found.count == subtasks.count ? found : nil
    }
    // Before 1.14 tasks run at once.
    guard let begun = all(.initializing) else { return }
    recovery.deployedAt = begun.max().map { .init($0, .rest) }
    guard let done = all(.running) else {
      if state == .running { recovery.outcome = .underWay }
      return
    }
    recovery.endedAt = done.max().map { .init($0, .rest) }
    recovery.outcome = .completed
    let lengths = zip(begun, done).map { max(.zero, $1.since($0)) }
    recovery.parts = [
      Recovery.Part(
        name: "Initialization", max: lengths.max(), sum: lengths.reduce(.zero, +), source: .rest)
    ]
  }

  private func restore(
    _ recovery: inout Recovery, from restored: CheckpointStatistics.Restored
  ) {
    recovery.checkpoint = .init(restored.id, .rest)
    recovery.restoredAt = .init(restored.at, .rest)
    recovery.isSavepoint = restored.isSavepoint
    guard let known = checkpoints.first(where: { $0.id == restored.id }),
      known.triggeredAt <= restored.at
    else { return }
    recovery.triggeredAt = .init(known.triggeredAt, .rest)
    recovery.stateSize = known.stateSize.map { .init($0, .rest) }
  }
}

extension Timestamp {
  /// How far apart two moments are, whichever is the later.
  func distance(to other: Timestamp) -> Duration { max(since(other), other.since(self)) }

  func isNear(_ other: Timestamp, within duration: Duration) -> Bool {
    distance(to: other) <= duration
  }
}
