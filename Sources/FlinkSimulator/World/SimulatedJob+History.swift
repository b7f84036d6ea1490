extension SimulatedJob {
  /// A job as it looks at `now` after having run since its plan's start.
  ///
  /// Only the last stretch is lived through; what lies before it is counted: ids, restarts, totals.
  static func aged(_ plan: JobPlan, until now: SimulatedTime) -> SimulatedJob {
    var job = SimulatedJob(plan: plan)
    let livedFrom = min(now, plan.plannedEnd) - plan.livedThrough
    if livedFrom > plan.startedAt + .minutes(2) { job.skip(to: livedFrom) }
    job.advance(to: now)
    return job
  }

  private mutating func skip(to time: SimulatedTime) {
    let elapsed = (time - plan.startedAt).inSeconds
    if let checkpoints = plan.checkpoints {
      let period = max(checkpoints.interval.inSeconds, checkpoints.duration.inSeconds)
      let count = Int64(elapsed / period)
      journal.nextID = count + 1
      journal.total = count
      journal.completed = Int64(Double(count) * checkpoints.completingShare)
      journal.failed = count - journal.completed
      journal.countRefusedTrigger()
      nextCheckpointAt = time
    }
    if case .restarting(let every, let pause, _) = plan.story {
      let period = (every.middle + pause.middle) / 1000 + 2
      restarts = Int64(elapsed / period)
      journal.restoredCount = restarts
      journal.failed += restarts
      journal.total += restarts
      run = JobRun(number: Int(restarts), startedAt: time)
      enter(.running, at: time)
      scheduleRun()
    }
    reschedule()
  }
}

extension JobPlan {
  /// When its story says that it ends; never, if it says nothing.
  fileprivate var plannedEnd: SimulatedTime {
    switch story {
    case .steady, .restarting: .never - .days(1)
    case .finishing(let after), .canceled(let after), .failed(let after, _): startedAt + after
    }
  }

  /// Long enough for a full history.
  fileprivate var livedThrough: Duration {
    let checkpoints = (checkpoints?.interval ?? .zero) * (CheckpointJournal.historyLength + 4)
    if case .restarting = story { return max(.minutes(10), checkpoints) }
    return max(.minutes(2), checkpoints)
  }
}

extension CheckpointPlan {
  fileprivate var completingShare: Double {
    switch trouble {
    case .none: 1
    case .pressed(_, _, let expiring): 1 - 1 / Double(expiring)
    case .declining(_, let succeeding): 1 / Double(succeeding)
    }
  }
}

extension ClosedRange<Duration> {
  /// In milliseconds.
  fileprivate var middle: Double {
    Double(lowerBound.inMilliseconds + upperBound.inMilliseconds) / 2
  }
}
