extension SimulatedJob {
  /// What is asked for by `POST savepoints`, `stop` and `checkpoints`.
  struct Request: Sendable {
    var triggerID: String
    var kind: JobOperation.Kind
    var format = SavepointFormat.canonical
    var directory = ""
  }

  func operation(_ triggerID: String) -> JobOperation? {
    operations.first { $0.triggerID == triggerID }
  }

  /// Starts an operation, unless it was started before: a trigger id stands for one operation.
  mutating func begin(_ request: Request, at time: SimulatedTime) {
    guard operation(request.triggerID) == nil else { return }
    forgetOldOperations(at: time)
    var operation = JobOperation(triggerID: request.triggerID, kind: request.kind)
    if let failure = refusal(at: time) {
      operation.settlement = .init(
        at: time.adding(milliseconds: 40), outcome: .failure(failure))
    } else {
      let record = trigger(
        recordKind(of: request), checkpoints: plan.checkpoints ?? Self.unplanned, at: time,
        neverStarting: directoryProblem(of: request))
      operation.checkpointID = record.id
    }
    operations.append(operation)
    reschedule()
  }

  mutating func settleOperations(of record: CheckpointRecord, at time: SimulatedTime) {
    for index in operations.indices where operations[index].checkpointID == record.id {
      let kind = operations[index].kind
      let outcome = outcome(of: record, for: kind)
      operations[index].settlement = .init(at: time.adding(milliseconds: 15), outcome: outcome)
      guard case .savepoint(let path) = outcome else { continue }
      savepoints.insert(path)
      guard !state.isTerminal else { continue }
      switch kind {
      case .stop: finishAfterStop(at: time)
      case .savepoint(cancelsJob: true): cancel(at: time)
      case .savepoint, .checkpoint: break
      }
    }
  }

  /// For a streaming job without periodic checkpoints: savepoints work there, too.
  private static let unplanned = CheckpointPlan(
    interval: .milliseconds(Int64.max / 1000), duration: .milliseconds(400))

  private func recordKind(of request: Request) -> CheckpointRecord.Kind {
    switch request.kind {
    case .checkpoint: .checkpoint
    case .stop:
      .savepoint(format: request.format, directory: request.directory, isSynchronous: true)
    case .savepoint:
      .savepoint(format: request.format, directory: request.directory, isSynchronous: false)
    }
  }

  private func outcome(of record: CheckpointRecord, for kind: JobOperation.Kind)
    -> JobOperation.Outcome
  {
    switch record.status {
    case .completed(let path, _):
      return kind == .checkpoint ? .checkpoint(id: record.id) : .savepoint(location: path)
    case .inProgress:
      return .failure(checkpointFailure("Checkpoint Coordinator is suspending.", root: nil))
    case .failed(let message):
      switch record.ending {
      case .fails(message, let root, _, _), .neverStarts(message, let root):
        return .failure(checkpointFailure(message, root: root))
      case .fails, .neverStarts, .expires, .completes:
        return .failure(checkpointFailure(message, root: nil))
      }
    }
  }

  private func refusal(at time: SimulatedTime) -> OperationFailure? {
    if state.isTerminal { return .jobNotFound(plan.id) }
    if plan.type == .batch {
      return OperationFailure(
        exception: "java.lang.IllegalStateException",
        message: "Job \(plan.id) is not a streaming job.", root: nil)
    }
    guard !isFullyRunning(at: time), let source = plan.vertices.first else { return nil }
    return checkpointFailure(
      "Checkpoint triggering task \(source.name) (1/\(source.parallelism)) of job \(plan.id) is not "
        + "being executed at the moment. Aborting checkpoint. Failure reason: Not all required tasks "
        + "are currently running.", root: nil)
  }

  private func checkpointFailure(_ message: String, root: RootCause?) -> OperationFailure {
    OperationFailure(
      exception: "org.apache.flink.runtime.checkpoint.CheckpointException", message: message,
      root: root)
  }

  /// Nobody can create a directory under `/proc`.
  private func directoryProblem(of request: Request) -> (message: String, cause: RootCause)? {
    guard request.kind != .checkpoint else { return nil }
    let path = Self.path(of: request.directory)
    guard path == "/proc" || path.hasPrefix("/proc/") else { return nil }
    return (
      "An Exception occurred while triggering the checkpoint. IO-problem detected.",
      RootCause(
        exception: "java.io.IOException",
        message: "Failed to create savepoint directory at file:\(path)",
        frame:
          "org.apache.flink.runtime.state.filesystem.AbstractFsCheckpointStorageAccess"
          + ".initializeLocationForSavepoint(AbstractFsCheckpointStorageAccess.java:149)")
    )
  }

  /// The path of a local directory, however it was written: `file:///x`, `file:/x`, `/x`.
  private static func path(of directory: String) -> String {
    var path = Substring(directory)
    if path.hasPrefix("file:") { path = path.dropFirst(5) }
    while path.hasPrefix("//") { path = path.dropFirst() }
    return String(path)
  }

  private mutating func forgetOldOperations(at time: SimulatedTime) {
    operations.removeAll { $0.isForgotten(at: time) }
  }
}

extension JobOperation {
  func isForgotten(at time: SimulatedTime) -> Bool {
    guard let settlement else { return false }
    return time - settlement.at > Self.keptFor
  }
}

extension OperationFailure {
  static func jobNotFound(_ id: String) -> OperationFailure {
    OperationFailure(
      exception: "org.apache.flink.runtime.messages.FlinkJobNotFoundException",
      message: "Could not find Flink job (\(id))", root: nil)
  }
}
