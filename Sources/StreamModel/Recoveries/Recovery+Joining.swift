extension Recovery {
  /// The most that lies between what a log and the REST API say of one moment.
  private static let tolerance: Duration = .seconds(3)

  /// What log and spans tell, with what the REST API adds, oldest first. Of a figure that both tell the log's is kept, as it
  /// is of that very recovery.
  package static func joined(_ traced: [Recovery], _ reported: [Recovery]) -> [Recovery] {
    var pairs: [(report: Int, index: Int, distance: Duration)] = []
    for (report, told) in reported.enumerated() {
      for index in traced.indices {
        let former = index > 0 ? traced[index - 1] : nil
        guard let distance = traced[index].distance(to: told, after: former) else { continue }
        pairs.append((report, index, distance))
      }
    }
    var all = traced
    var others = Set(reported.indices)
    var free = Set(traced.indices)
    // Restarts may lie within seconds of each other: the nearest find each other first.
    for pair in pairs.sorted(by: { $0.distance < $1.distance })
    where others.contains(pair.report) && free.contains(pair.index) {
      others.remove(pair.report)
      free.remove(pair.index)
      all[pair.index].fill(with: reported[pair.report])
    }
    all += others.map { reported[$0] }
    return all.sorted { ($0.at?.milliseconds ?? 0) < ($1.at?.milliseconds ?? 0) }
  }

  /// How far apart two accounts are; nil where they are of different recoveries.
  private func distance(to report: Recovery, after former: Recovery?) -> Duration? {
    func within(_ most: Duration, _ own: Timestamp, _ told: Timestamp) -> Duration? {
      let distance = own.distance(to: told)
      return distance <= most ? distance : nil
    }
    if report.cause == .start, cause == .start { return .zero }
    if report.cause == .start, cause != nil || former != nil || failedAt != nil || noticedAt != nil
    {
      return nil
    }
    if cause == .start, report.cause != .start { return nil }
    // The end of both is the surest: a rescale is asked for long before it begins.
    if let own = runningAt, let told = report.runningAt {
      return within(Self.tolerance, own.value, told.value)
    }
    guard let told = report.at else { return nil }
    if let own = failedAt ?? noticedAt { return within(Self.tolerance, own.value, told) }
    // A span alone tells when the job ran again: the failure lies between that and the run before.
    guard let runningAt, told <= runningAt.value else { return nil }
    guard let before = former?.runningAt else { return within(.seconds(60), runningAt.value, told) }
    return told > before.value ? runningAt.value.since(told) : nil
  }

  /// Takes what is not known yet from another account of the same.
  private mutating func fill(with other: Recovery) {
    cause = cause ?? other.cause
    failure = other.failure ?? failure
    failedTask = other.failedTask ?? failedTask
    trigger = other.trigger ?? trigger
    outcome = outcome ?? other.outcome
    // The log tells when it was begun, the REST API when it was submitted.
    createdAt = [createdAt, other.createdAt].compactMap(\.self).min { $0.value < $1.value }
    failedAt = failedAt ?? other.failedAt
    noticedAt = noticedAt ?? other.noticedAt
    cancelledAt = cancelledAt ?? other.cancelledAt
    runningAt = runningAt ?? other.runningAt
    deployedAt = deployedAt ?? other.deployedAt
    endedAt = endedAt ?? other.endedAt
    if checkpoint == nil || checkpoint?.value == other.checkpoint?.value {
      checkpoint = checkpoint ?? other.checkpoint
      isSavepoint = isSavepoint ?? other.isSavepoint
      triggeredAt = triggeredAt ?? other.triggeredAt
      restoredAt = restoredAt ?? other.restoredAt
      stateSize = stateSize ?? other.stateSize
    }
    subtasks = subtasks ?? other.subtasks
    if parts.isEmpty { parts = other.parts }
    // A log and the REST API have a failure some milliseconds apart: what follows another never comes before it.
    if let failed = failedAt, let noticed = noticedAt, failed.value > noticed.value {
      failedAt = Known(noticed.value, failed.source)
    }
  }
}

extension ClusterModel {
  /// The starts and restarts of a job that anybody tells of, newest first. `trace` stands for the JobManager's log.
  package func recoveries(of id: JobID, trace: RecoveryTrace?) -> [Recovery] {
    let traced = trace?.jobs[id]?.recoveries ?? []
    guard let job = job(id) else { return traced.reversed() }
    return Recovery.joined(traced, RecoveryReports(of: job, in: self).recoveries).reversed()
  }
}
