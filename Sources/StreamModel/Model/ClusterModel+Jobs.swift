extension ClusterModel {
  static let lostShownFor: Duration = .seconds(3600)
  /// Vanished jobs that are kept.
  static let vanishedKept = 50
  /// Signs of a restart that lie so close together are signs of one.
  static let restartSettles: Duration = .seconds(60)
  /// So many jobs may end in one moment and be counted twice.
  static let countedTwice = 2

  /// Takes in the counters of the cluster, which tell of a JobManager that lost its memory.
  mutating func take(_ new: ClusterOverview, at now: Timestamp) {
    let previous = overview?.value
    overview = Observed(new, receivedAt: now)
    guard let previous else { return }
    if new.taskManagers < previous.taskManagers {
      let before = max(taskManagerLoss?.before ?? 0, previous.taskManagers)
      taskManagerLoss = TaskManagerLoss(before: before, at: now)
    } else if let loss = taskManagerLoss, new.taskManagers >= loss.before {
      taskManagerLoss = nil
    }
    // Jobs that ended are counted for as long as the JobManager lives; one that ends just now is counted twice for some
    // 50 ms, so only what two overviews said counts. A store in memory forgets them one by one as they expire: a small
    // loss is no sign.
    let known = min(previous.jobsEnded, endedBefore ?? 0)
    endedBefore = previous.jobsEnded
    let lost = new.jobsEnded + Self.countedTwice < known && new.jobsEnded <= known / 2
    let isOtherVersion =
      previous.version != nil && new.version != nil && previous.version != new.version
    if lost || isOtherVersion {
      endedBefore = nil
      noteRestart(at: now)
    }
  }

  /// Takes in a list of jobs, which is the authority on what there is and in which state.
  mutating func take(_ summaries: [JobSummary], at now: Timestamp) {
    lastListAt = jobsReceivedAt
    jobsReceivedAt = now
    let knownBefore = jobsByID.count
    var kept = 0
    var hasTakenOver = false
    let hasComeBack = areAllMissing && summaries.contains { vanishedAt($0.id) != nil }
    var order: [JobID] = []
    order.reserveCapacity(summaries.count)
    // One that ends just now may be listed twice, as running and as ended; the last is what it has become.
    for summary in summaries.uniqueByID {
      hasTakenOver = hasTakenOver || jobsByID[summary.id]?.isTakenOver(by: summary) == true
      if jobsByID[summary.id]?.apply(summary, clockOffset: clockOffset, at: now) != nil {
        kept += 1
      } else {
        jobsByID[summary.id] = firstSeen(summary, at: now)
      }
      order.append(summary.id)
    }
    let orderBefore = jobOrder
    if order != jobOrder { jobOrder = order }
    // The list leaves out jobs that do not answer in time, so that only a second one proves that all are gone.
    let areAllGone = areAllMissing && !hasComeBack
    areAllMissing = false
    if !areAllGone { missingAfter = nil }
    confirmVanished()
    if hasTakenOver || areAllGone { noteRestart(at: now) }
    guard kept < knownBefore else { return }
    let listed = Set(order)
    let gone = orderBefore.filter { !listed.contains($0) }
    let wasAlive = gone.contains { jobsByID[$0]?.state.isTerminal == false }
    vanish(gone, at: now)
    areAllMissing = kept == 0 && wasAlive
    if areAllMissing { missingAfter = lastListAt }
  }

  /// Jobs that a second list does not have either are gone: one list may be short of a job that ends just then.
  private mutating func confirmVanished() {
    for index in vanished.indices where !vanished[index].isConfirmed {
      vanished[index].isConfirmed = true
      // Nothing is known of now.
      vanished[index].job.endRun()
    }
  }

  private mutating func firstSeen(_ summary: JobSummary, at now: Timestamp) -> JobModel {
    if let index = vanished.lastIndex(where: { $0.job.id == summary.id }) {
      // Back again: a list that was not whole during a failover, or the same id submitted anew.
      var job = vanished.remove(at: index).job
      job.apply(summary, clockOffset: clockOffset, at: now)
      job.forgetServerMemory()
      return job
    }
    var job = JobModel(summary, receivedAt: now)
    job.clockOffset = clockOffset
    job.begin(at: now)
    return job
  }

  private mutating func vanish(_ gone: [JobID], at now: Timestamp) {
    guard !gone.isEmpty else { return }
    let jobs = gone.compactMap { jobsByID.removeValue(forKey: $0) }
    // Those that were looked into are the last to be dropped.
    let unread = jobs.filter { $0.detail == nil }
    let read = jobs.filter { $0.detail != nil }
    vanished += (unread + read).map { VanishedJob(job: $0, at: now) }
    if vanished.count > Self.vanishedKept {
      vanished.removeFirst(vanished.count - Self.vanishedKept)
    }
    let ids = Set(gone)
    failing = failing.filter { entry in entry.key.job.map { !ids.contains($0) } ?? true }
  }

  private mutating func noteRestart(at now: Timestamp) {
    for id in jobOrder { jobsByID[id]?.forgetServerMemory() }
    clockComparison = ClockComparison()
    metricPulse = MetricPulse(step: traits.metricStep, isTimed: metricPulse.isTimed)
    if let restartedAt, now.since(restartedAt) < Self.restartSettles { return }
    restartedAt = now
    restartedAfter = missingAfter ?? lastListAt
    missingAfter = nil
  }
}

extension JobModel {
  /// True where the same job has started anew without having ended: another JobManager took it over.
  fileprivate func isTakenOver(by new: JobSummary) -> Bool {
    guard let before = summary.value.startTime, let after = new.startTime else { return false }
    return !state.isTerminal && after > before
  }
}

extension ClusterOverview {
  fileprivate var jobsEnded: Int { jobsFinished + jobsCancelled + jobsFailed }
}

extension [JobSummary] {
  /// Each job once, in the place of its first row, as its last row says.
  fileprivate var uniqueByID: [JobSummary] {
    var places: [JobID: Int] = [:]
    places.reserveCapacity(count)
    var unique: [JobSummary] = []
    unique.reserveCapacity(count)
    for summary in self {
      if let place = places[summary.id] {
        unique[place] = summary
      } else {
        places[summary.id] = unique.count
        unique.append(summary)
      }
    }
    return unique
  }
}
