import FlinkREST
import Monitoring
import StreamModel
import TerminalUI

/// Performs one operation from the command line and waits for its real outcome.
struct ActionRunner {
  var connection: ClusterConnection
  var format: OutputFormat
  var isDetached: Bool

  func perform(_ kind: OperationKind, on reference: String) async throws(Failure) {
    let job = try await ClusterQuery(connection: connection).job(reference)
    let capabilities = try await capabilities()
    let request = OperationRequest(
      id: OperationIDs.make(), kind: kind, job: job.id, jobName: job.name)
    try check(request, capabilities, job)
    if format == .text {
      Console.note("\(request.kind.name) of \(job.name) (\(job.id.text)): sending")
    }
    if isDetached {
      try await detach(request, capabilities)
      return
    }
    let isText = format == .text
    let operation = await OperationRunner(system: connection.client, capabilities: capabilities)
      .run(request) { operation in
        guard isText, case .waiting(let error) = operation.state else { return }
        Console.note("the cluster does not answer now, asking on: \(error.description)")
      }
    try report(operation)
  }

  /// Sends the operation and says only whether it was accepted.
  private func detach(_ request: OperationRequest, _ capabilities: Capabilities)
    async throws(Failure)
  {
    var operation = Operation(request: request, startedAt: SystemClock.now)
    do {
      operation.triggerID = try await connection.client.trigger(
        request, capabilities: capabilities
      ).triggerID
      operation.state = .inProgress
    } catch {
      switch error {
      case .refused(let reason): operation.state = .failed(cause: reason.description)
      case .answerLost(let reason): operation.state = .uncertain(reason: reason.description)
      }
    }
    try report(operation)
  }

  private func capabilities() async throws(Failure) -> Capabilities {
    do {
      if case .capabilities(let capabilities) = try await connection.client.answer(.capabilities) {
        return capabilities
      }
      return .unknown
    } catch {
      throw Failure(.clusterUnreachable, error.description)
    }
  }

  /// Refuses what this version or this job cannot do, before anything is sent.
  private func check(
    _ request: OperationRequest, _ capabilities: Capabilities, _ job: JobSummary
  ) throws(Failure) {
    let version = capabilities.version ?? "of this version"
    switch request.kind {
    case .checkpoint where !capabilities.canTriggerCheckpoint:
      throw Failure(
        .operationFailed, "Flink \(version) cannot be asked for a checkpoint (1.17 on).")
    case .savepoint(_, .some(_)), .stop(_, _, .some(_)):
      guard capabilities.canChooseSavepointFormat else {
        throw Failure(
          .operationFailed,
          "Flink \(version) knows one savepoint format only (1.15 on): leave out --format-type.")
      }
    case .cancel where !capabilities.allowsCancel:
      throw Failure(
        .operationFailed,
        "This cluster is configured not to let its users cancel (web.cancel.enable: false).")
    default: break
    }
    if job.state.isTerminal {
      throw Failure(
        .operationFailed, "\(job.name) is \(job.state.name): nothing to \(request.kind.name).")
    }
  }

  private func report(_ operation: Operation) throws(Failure) {
    if format == .json { Console.output(Documents.operation(operation).text) }
    let what = "\(operation.request.kind.name) of \(operation.request.jobName)"
    switch operation.state {
    case .sending, .inProgress, .waiting:
      if format == .text {
        Console.note("\(what): accepted, trigger \(operation.triggerID ?? "-")")
      }
    case .completed(let location, let state):
      guard operation.endedAsAsked else {
        throw Failure(
          .operationFailed,
          "\(what): the job ended \(state?.name ?? "otherwise")"
            + (location.map { ", the savepoint is \($0)" } ?? ""))
      }
      guard format == .text else { return }
      if let state { Console.note("\(what): the job is \(state.name)") }
      if let location {
        Console.output(SafeText.plain(location))
      } else {
        Console.note("\(what): completed")
      }
    case .failed(let cause): throw Failure(.operationFailed, "\(what) failed: \(cause)")
    case .uncertain(let reason):
      throw Failure(.operationFailed, "\(what): the outcome is not known. \(reason)")
    }
  }
}
