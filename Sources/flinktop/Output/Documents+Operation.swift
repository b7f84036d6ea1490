import StreamModel

extension Documents {
  /// What an action prints: its outcome in the words of the Operations screen. `isUnderWay` where the waiting was cut
  /// short, so that what it looks like is no outcome.
  func operation(_ operation: Operation, isUnderWay: Bool = false) -> JSONValue {
    var cause: String?
    let state: String
    switch operation.state {
    case _ where isUnderWay: state = "inProgress"
    case .sending, .inProgress, .waiting: state = "inProgress"
    case .completed(_, let job):
      state = operation.endedAsAsked ? "completed" : "failed"
      if !operation.endedAsAsked { cause = "the job ended \(job?.name ?? "otherwise")" }
    case .failed(let reason, _):
      state = "failed"
      cause = reason
    case .uncertain(let reason, _):
      state = "uncertain"
      cause = reason
    }
    let request = operation.request
    let checkpoint = operation.checkpoint
    let location = checkpoint == nil ? operation.location : nil
    return document([
      ("operation", .string(request.kind.name)), ("job", .string(request.job.text)),
      ("jobName", .string(request.jobName)), ("state", .string(state)),
      ("location", .optional(location) { .string($0) }),
      ("checkpoint", .optional(checkpoint) { .integer($0.number) }),
      ("trigger", .optional(operation.triggerID) { .string($0) }),
      ("cause", .optional(cause) { .string($0) }),
    ])
  }
}

extension Operation {
  /// The number of the checkpoint that was asked for. Flink tells no path of one, so that the model has
  /// `checkpoint 17` where a savepoint has its location.
  fileprivate var checkpoint: CheckpointID? {
    guard request.kind == .checkpoint, let words = state.location?.split(separator: " "),
      words.count == 2, words[0] == "checkpoint"
    else { return nil }
    return Int64(words[1]).map { CheckpointID($0) }
  }
}
