import Dashboard
import FlinkTraces
import StreamModel

/// Which spans are wanted.
struct SpanFilter {
  /// A job as the command line names it. Spans of 2.x know its name, all know its id.
  var job: String?
  /// Jobs that the cluster knows by that name.
  var jobIDs: Set<JobID> = []
  var checkpoint: CheckpointID?

  /// True where something may be left out.
  var isSet: Bool { job != nil || checkpoint != nil }

  /// A checkpoint's own span, or that of a start from it.
  func takes(_ span: TraceSpan) -> Bool {
    if let checkpoint, span.checkpoint != checkpoint { return false }
    guard let job, !job.isEmpty else { return true }
    if span.jobName == job { return true }
    guard let id = span.job else { return false }
    // Where the cluster knows the name, it is not the beginning of an id.
    return jobIDs.isEmpty ? id.text.hasPrefix(job.lowercased()) : jobIDs.contains(id)
  }

  /// Events are of a job as a whole, and of no checkpoint that could be told by its number.
  func takes(_ event: ReceivedEvent) -> Bool {
    if checkpoint != nil { return false }
    guard let job else { return true }
    return event.jobName == job || event.job?.text.hasPrefix(job.lowercased()) == true
  }

  /// `checkpoint 12 of job orders`.
  var words: String {
    let parts = [
      checkpoint.map { "checkpoint \($0.number)" }, job.map { "job \($0.cutForSentence)" },
    ]
    return parts.compactMap(\.self).joined(separator: " of ")
  }
}
