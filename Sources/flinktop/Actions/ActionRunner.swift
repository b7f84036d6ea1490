import Dashboard
import FlinkREST
import Monitoring
import StreamModel
import Synchronization

/// Does or follows one operation from the command line, and waits for its real outcome.
struct ActionRunner: Sendable {
  var connection: ClusterConnection
  var format: OutputFormat
  var isDetached: Bool
  var followUp: FollowUp

  /// Does `kind` to the job that `reference` means, and ends with an error unless it comes out as asked.
  func perform(_ kind: OperationKind, on reference: String) async throws(Failure) {
    try await conclude(isReading: false) { progress throws(Failure) in
      try await send(kind, to: reference, progress)
    }
  }

  /// Does what is about no listed job, or about one of which more has to be known first: `prepare` finds that out, and
  /// says what is to be sent.
  func perform(
    _ prepare: @escaping @Sendable (Capabilities) async throws(Failure) -> OperationRequest
  ) async throws(Failure) {
    try await conclude(isReading: false) { progress throws(Failure) in
      let capabilities = try await capabilities(progress)
      return try await send(try await prepare(capabilities), capabilities, progress)
    }
  }

  /// Follows what was asked for before. Without a `kind` it is looked for among savepoints and checkpoints.
  func follow(
    _ trigger: String, kind: OperationKind?, of reference: String
  ) async throws(Failure) {
    try await conclude(isReading: true) { progress throws(Failure) in
      let job = try await JobChoice.followed(reference, listedBy: connection)
      let capabilities = try await capabilities(progress)
      let search = TriggerSearch(connection: connection, trigger: trigger, followUp: followUp)
      let found = try await search.find(
        kind, of: job, capabilities: capabilities, id: OperationIDs.make())
      return try await search.outcome(
        of: found, capabilities: capabilities, isWaiting: !isDetached,
        progress: listener(progress))
    }
  }

  /// Works until the outcome is known or a signal ends the waiting, and says which.
  private func conclude(
    isReading: Bool,
    _ work: @escaping @Sendable (ActionProgress) async throws(Failure) -> Operation
  ) async throws(Failure) {
    let progress = ActionProgress()
    let outcome = await Interruption.outcome { () -> Result<Operation, Failure> in
      do throws(Failure) { return .success(try await work(progress)) } catch {
        return .failure(error)
      }
    }
    let known = progress.known
    let report = ActionReport(
      format: format, identity: connection.identity, capabilities: known.capabilities,
      followUp: followUp)
    switch (outcome.value, outcome.signal) {
    case (.success(let operation)?, let signal) where signal == nil || operation.endedAt != nil:
      let isSent = isDetached && !isReading
      if isSent, !operation.state.isSettled { return report.writeAccepted(operation) }
      try report.write(operation, isDetached: isSent)
    case (.failure(let failure)?, nil): throw failure
    case (let value, let signal):
      if known.operation == nil, isReading {
        Console.complain("interrupted: the cluster has not said yet how it stands.")
      } else {
        report.writeInterrupted(known, hasReturned: value != nil)
      }
      throw Failure(.interrupted(signal: signal ?? 0))
    }
  }

  private func send(
    _ kind: OperationKind, to reference: String, _ progress: ActionProgress
  ) async throws(Failure) -> Operation {
    let job = try await JobChoice.job(reference, listedBy: connection)
    let capabilities = try await capabilities(progress)
    let request = OperationRequest(
      in: connection.identity.id, id: OperationIDs.make(), kind: kind, job: job.id,
      jobName: job.name)
    try check(request, job)
    return try await send(request, capabilities, progress)
  }

  private func send(
    _ request: OperationRequest, _ capabilities: Capabilities, _ progress: ActionProgress
  ) async throws(Failure) -> Operation {
    if let refusal = capabilities.refusal(of: request.kind) {
      throw Failure(.operationFailed, refusal)
    }
    if format == .text {
      let job = request.job.map { " (\($0.text))" } ?? ""
      Console.note(
        "\(request.kind.name) of \(request.targetName.cutForSentence)\(job): sending")
    }
    let runner = OperationRunner(system: connection.client, capabilities: capabilities)
    guard isDetached else { return await runner.run(request, progress: listener(progress)) }
    return await runner.send(request, progress: listener(progress))
  }

  private func listener(_ progress: ActionProgress) -> @Sendable (Operation) -> Void {
    let isText = format == .text
    let traits = connection.traits
    let remarks = RemarkNotes()
    return { operation in
      progress.note(operation)
      if isText, let remark = remarks.new(of: operation) { Console.note(remark) }
      guard isText, case .waiting(let error) = operation.state else { return }
      Console.note("the cluster does not answer now, asking on: \(error.description(in: traits))")
    }
  }

  private func capabilities(_ progress: ActionProgress) async throws(Failure) -> Capabilities {
    do {
      let capabilities = try await connection.client.answer(.capabilities)
      progress.note(capabilities)
      return capabilities
    } catch {
      throw Failure(.clusterUnreachable, error.description(in: connection.traits))
    }
  }

  /// Refuses what this job cannot do, before anything is sent.
  private func check(_ request: OperationRequest, _ job: JobSummary) throws(Failure) {
    let refusal = job.state.refusal(of: request.kind, for: job.name.cutForSentence)
    if let refusal { throw Failure(.operationFailed, refusal) }
  }
}

/// What is said of an operation under way: each thing once.
private final class RemarkNotes: Sendable {
  private let last = Mutex<String?>(nil)

  func new(of operation: Operation) -> String? {
    let text: String? =
      if let upload = operation.upload, operation.state == .sending {
        // In tenths, so that a log that takes it all in stays short.
        "\(upload.sent.bytes * 10 / max(1, upload.total.bytes) * 10)% of "
          + "\(upload.total.bytes) bytes sent"
      } else if operation.state == .inProgress {
        operation.remark
      } else {
        nil
      }
    guard let text else { return nil }
    return last.withLock { last in
      defer { last = text }
      return last == text ? nil : text
    }
  }
}
