import FlinkREST
import Monitoring
import StreamModel

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
    try check(request, capabilities, job)
    if format == .text {
      Console.note("\(request.kind.name) of \(job.name.cutForSentence) (\(job.id.text)): sending")
    }
    let runner = OperationRunner(system: connection.client, capabilities: capabilities)
    guard isDetached else { return await runner.run(request, progress: listener(progress)) }
    return await runner.send(request, progress: listener(progress))
  }

  private func listener(_ progress: ActionProgress) -> @Sendable (Operation) -> Void {
    let isText = format == .text
    let traits = connection.traits
    return { operation in
      progress.note(operation)
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

  /// Refuses what this version or this job cannot do, before anything is sent.
  private func check(
    _ request: OperationRequest, _ capabilities: Capabilities, _ job: JobSummary
  ) throws(Failure) {
    let refusal =
      capabilities.refusal(of: request.kind)
      ?? job.state.refusal(of: request.kind, for: job.name.cutForSentence)
    if let refusal { throw Failure(.operationFailed, refusal) }
  }
}
