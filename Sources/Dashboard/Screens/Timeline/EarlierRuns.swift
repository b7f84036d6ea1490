import StreamModel
import TerminalUI

/// When a vertex or a subtask ran before the attempt that is under way, of which alone the cluster tells with it.
extension ContextReader {
  /// By the job: of a streaming job all tasks are deployed as it is created, so that what was deployed anew after a restart
  /// ran before it. Like the job's own bar from being created to the last restart, with whatever restarts lie in between.
  func earlierRuns(of row: TimelineRow, in model: JobModel) -> [TimelineSegment] {
    guard let detail = model.detail?.value, !detail.isBatch, let start = row.start else {
      return []
    }
    let entered = detail.stateEnteredAt
    guard let created = entered[.created] ?? entered[.initializing],
      let restarting = entered[.restarting] ?? entered[.failing],
      created < restarting, restarting < start
    else { return [] }
    return [TimelineSegment(look: .earlier, from: created, to: restarting)]
  }

  /// By the attempts that were told of, as of a subtask that is opened.
  func earlierAttempts(
    of subtask: Int, _ vertex: VertexID, in job: JobID
  ) -> [TimelineSegment] {
    let current = cluster.answers[.subtask(job, vertex, subtask)]?.value.subtasks.first
    guard let number = current?.attempt else { return [] }
    return formerAttempts(before: number).reversed().compactMap { former in
      guard
        let attempt = cluster.answers[.attempt(job, vertex, subtask, attempt: former)]?.value,
        let start = attempt.startTime, let end = attempt.endTime, start <= end
      else { return nil }
      return TimelineSegment(look: .earlier, from: start, to: end)
    }
  }
}
