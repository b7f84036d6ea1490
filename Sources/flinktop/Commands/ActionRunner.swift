import FlinkREST
import Monitoring
import StreamModel
import TerminalUI

/// Performs one operation from the command line and waits for its real outcome.
struct ActionRunner {
  var connection: ClusterConnection
  var format: OutputFormat
  var isDetached: Bool

  /// Does `kind` to the job that `reference` means, and ends with an error unless it comes out as asked.
  func perform(_ kind: OperationKind, on reference: String) async throws(Failure) {
    let job = try await JobChoice.job(reference, listedBy: connection)
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
      case .notSent(let reason): operation.state = .failed(cause: "Not sent. \(reason)")
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
    let refusal =
      capabilities.refusal(of: request.kind)
      ?? job.state.refusal(of: request.kind, for: job.name)
    if let refusal { throw Failure(.operationFailed, refusal) }
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
    case .failed(let cause, _): throw Failure(.operationFailed, "\(what) failed: \(cause)")
    case .uncertain(let reason, _):
      throw Failure(.operationFailed, "\(what): the outcome is not known. \(reason)")
    }
  }
}
