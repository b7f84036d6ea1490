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
      if !operation.endedAsAsked {
        cause =
          operation.isShort ? operation.remark : "the job ended \(job?.name ?? "otherwise")"
      }
    case .failed(let reason, _):
      state = "failed"
      cause = reason
    case .uncertain(let reason, _):
      state = "uncertain"
      cause = reason
    }
    let request = operation.request
    let checkpoint = operation.checkpoint
    let location = checkpoint == nil && operation.jar == nil ? operation.location : nil
    return document(
      [
        ("operation", .string(request.kind.name)),
        ("job", .optional(request.job) { .string($0.text) }),
        (request.kind.targetMember, .string(request.targetName)), ("state", .string(state)),
        ("location", .optional(location) { .string($0) }),
        ("checkpoint", .optional(checkpoint) { .integer($0.number) }),
        ("trigger", .optional(operation.triggerID) { .string($0) }),
        ("cause", .optional(cause) { .string($0) }),
      ] + members(operation))
  }
}

extension Documents {
  /// What only some have.
  private func members(_ operation: Operation) -> [(String, JSONValue)] {
    switch operation.request.kind {
    case .upload: [("jar", .optional(operation.jar) { .string($0.text) })]
    case .run(let run): [("jar", .string(run.jar.text))]
    case .deleteJar(let jar): [("jar", .string(jar.text))]
    case .plan(let run):
      [("jar", .string(run.jar.text)), ("plan", .optional(operation.plan) { $0.document })]
    case .rescale:
      [("course", .optional(operation.isShort ? nil : operation.remark) { .string($0) })]
    case .cancelApplication(let id): [("application", .string(id.text))]
    case .deleteDataSet(let id): [("dataSet", .string(id.text))]
    case .topology:
      [
        ("course", .optional(operation.remark) { .string($0) }),
        ("words", .optional(operation.words) { .string($0) }),
      ]
    case .savepoint, .stop, .cancel, .checkpoint, .dispose, .shutdown, .profile, .submit: []
    }
  }
}

extension OperationKind {
  /// What the name of what it is about is called.
  fileprivate var targetMember: String {
    switch self {
    case .savepoint, .stop, .cancel, .checkpoint, .rescale, .topology: "jobName"
    case .run, .plan, .deleteJar: "jarName"
    case .upload: "file"
    case .dispose: "savepoint"
    case .shutdown: "clusterName"
    case .profile: "process"
    case .cancelApplication: "applicationName"
    case .deleteDataSet: "dataSetName"
    case .submit: "graph"
    }
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
