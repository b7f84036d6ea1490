/// What a later answer says against what was told of the tasks of a job before.
package struct LaterWord: Hashable, Sendable {
  /// When that came to be so, on our clock.
  package var at: Timestamp
  /// What the job is in since; nil where the JobManager does not know it any more.
  package var state: JobState?

  package init(at: Timestamp, state: JobState?) {
    self.at = at
    self.state = state
  }
}

extension ClusterModel {
  /// What was learnt of a job after something was told of its tasks at `toldAt`, so that it is not so any more; nil where
  /// nothing was. `began` is when what was told began, on the JobManager's clock.
  package func laterWord(
    on id: JobID, than toldAt: Timestamp, began: Timestamp? = nil
  ) -> LaterWord? {
    if let at = lostAt(id) { return LaterWord(at: at, state: nil) }
    guard let job = job(id), let changed = job.runChangedAt else { return nil }
    let word = LaterWord(at: changed, state: job.state)
    if toldAt < changed { return word }
    // What the server told then may be older by so much: the run before, if what it told of began in it.
    guard toldAt < changed.advanced(by: JobModel.graphCached), let began, let ended = job.runEndedAt
    else { return nil }
    return job.onOurClock(began) < ended ? word : nil
  }

  /// True while the last answer about the tasks of a job may be that of another run, as of one that came just after it
  /// changed.
  package func mayBeOutdated(_ id: JobID, toldAt: Timestamp) -> Bool {
    guard let changed = jobsByID[id]?.runChangedAt else { return false }
    return toldAt < changed.advanced(by: JobModel.graphCached)
  }
}

extension JobModel {
  /// Notes when the tasks began or ceased to run: by the newest change of a task's state, which was not before the list
  /// that did not have it.
  mutating func noteRunChange(
    since before: JobSummary, _ runBefore: RunStart?, notBefore: Timestamp, at now: Timestamp
  ) {
    let new = summary.value
    let isMoving =
      runStart == nil && !new.state.isTerminal && new.lastModification != before.lastModification
    guard runStart != runBefore || new.state != before.state || isMoving else { return }
    let told = new.lastModification.map(onOurClock) ?? now
    let changed = max(notBefore, min(now, told))
    // One that ended and began anew between two lists ended after the first of them.
    if runBefore != nil, runStart != runBefore {
      runEndedAt = runStart == nil ? changed : notBefore
    }
    runChangedAt = changed
  }
}
