/// How many checkpoints of many jobs completed lately, and over what time that is known.
package struct CheckpointSuccess: Hashable, Sendable {
  package var completed: Int
  package var failed: Int
  /// How far back every job's checkpoints are known, `longest` at most. Flink lists ten; what is older is known only
  /// where it was seen.
  package var span: Duration

  /// Nil where no checkpoint ended in that time. Those that were cut off as their job stopped or restarted do not count.
  package init?(of jobs: [JobModel], at now: Timestamp, within longest: Duration) {
    let logged = jobs.filter { $0.checkpoints?.history.isEmpty == false }
    let spans = logged.compactMap { job in
      job.checkpoints?.knownSince.map { now.since(job.onOurClock($0)) }
    }
    span = max(.zero, min(longest, spans.min() ?? longest))
    completed = 0
    failed = 0
    for job in logged {
      for entry in job.checkpoints?.history ?? []
      where now.since(job.onOurClock(entry.triggeredAt)) <= span {
        if entry.isCompleted { completed += 1 }
        if job.isFailure(entry) { failed += 1 }
      }
    }
    guard completed + failed > 0 else { return nil }
  }
}
