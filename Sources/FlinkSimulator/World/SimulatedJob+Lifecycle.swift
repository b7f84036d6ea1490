extension SimulatedJob {
  // MARK: By itself

  /// Decides, at the start of a run, how it will end and when its first checkpoint is due.
  mutating func scheduleRun() {
    nextCheckpointAt = plan.checkpoints.map { run.tasksRunningAt + $0.interval } ?? .never
    switch plan.story {
    case .steady: break
    case .restarting:
      guard let fate = plan.fate(ofRun: run.number) else { break }
      transition = (run.tasksRunningAt.adding(milliseconds: fate.runsFor), .fail(fate.cause))
    case .finishing(let after): transition = (run.startedAt + after, .finish)
    case .failed(let after, let cause): transition = (run.startedAt + after, .endFailed(cause))
    case .canceled(let after): transition = (run.startedAt + after, .endCanceled)
    }
  }

  mutating func perform(_ transition: Transition, at time: SimulatedTime) {
    switch transition {
    case .fail(let cause): restart(after: cause, at: time)
    case .redeploy: redeploy(at: time)
    case .finish: end(.finished, at: time)
    case .endCanceled: end(.canceled, at: time)
    case .endFailed(let cause):
      record(cause, at: time, isFatal: true)
      enteredAt[.failing] = time.adding(milliseconds: -45)
      end(.failed, at: time)
    }
  }

  private mutating func restart(after cause: FailureCause, at time: SimulatedTime) {
    record(cause, at: time, isFatal: false)
    restarts += 1
    run.endedAt = time
    enter(.restarting, at: time)
    abortCheckpoints(at: time)
    let pause: ClosedRange<Duration> =
      if case .restarting(_, let pause, _) = plan.story { pause } else {
        .seconds(5)...(.seconds(5))
      }
    let after = plan.seed.derived("pause").milliseconds(in: pause, run.number)
    transition = (time.adding(milliseconds: after), .redeploy)
  }

  private mutating func redeploy(at time: SimulatedTime) {
    let before = run
    run = JobRun(number: before.number + 1, startedAt: time)
    run.catchUp = max(0, (run.tasksRunningAt - (before.endedAt ?? time)).inSeconds)
    enter(.running, at: time)
    if let record = journal.latestCompleted, case .completed(let path, _) = record.status {
      journal.restoredCount += 1
      journal.restored = CheckpointJournal.Restored(
        id: record.id, at: time, isSavepoint: false, path: path)
    }
    journal.countRefusedTrigger()
    scheduleRun()
  }

  private mutating func end(_ state: JobState, at time: SimulatedTime) {
    if run.endedAt == nil { run.endedAt = time }
    run.isDrained = state == .finished
    enter(state, at: time)
    abortCheckpoints(at: time)
  }

  private mutating func record(_ cause: FailureCause, at time: SimulatedTime, isFatal: Bool) {
    let failure = TaskFailure(
      cause: cause, at: time, subtask: plan.failedSubtask(of: cause, inRun: run.number),
      attempt: run.number, isFatal: isFatal)
    failures.insert(failure, at: 0)
    if failures.count > TaskFailure.historyLength { failures.removeLast() }
  }

  private mutating func abortCheckpoints(at time: SimulatedTime) {
    for record in journal.abort(at: time, message: "Checkpoint Coordinator is suspending.") {
      settleOperations(of: record, at: time)
    }
  }

  // MARK: On request

  /// CANCELLING for a second or two, then CANCELED; at once where nothing runs.
  mutating func cancel(at time: SimulatedTime) {
    guard !state.isTerminal, state != .cancelling else { return }
    let after: Int64 =
      state == .restarting ? 20 : plan.seed.milliseconds(in: .milliseconds(700)...(.seconds(2)), 91)
    run.endedAt = run.endedAt ?? time
    enter(.cancelling, at: time)
    abortCheckpoints(at: time)
    transition = (time.adding(milliseconds: after), .endCanceled)
    reschedule()
  }

  /// After the savepoint of a stop is written: the sources have ended, the tasks follow.
  mutating func finishAfterStop(at time: SimulatedTime) {
    nextCheckpointAt = .never
    transition = (time.adding(milliseconds: 1500), .finish)
  }
}
