import Dashboard
import FlinkREST
import Monitoring
import StreamModel

/// Finds an operation by the trigger id that Flink gave it.
struct TriggerSearch: Sendable {
  /// What the cluster knows of it.
  struct Found: Sendable {
    var request: OperationRequest
    var status: TriggerStatus
    /// The user said what it is; else it is only known where it was found.
    var isKindGiven: Bool
  }

  var connection: ClusterConnection
  var trigger: String
  var followUp: FollowUp

  /// Asks once. Flink keeps savepoints and stops in one place and checkpoints in another; without a kind both are
  /// looked through.
  func find(
    _ kind: OperationKind?, of job: FollowedJob, capabilities: Capabilities, id: String
  ) async throws(Failure) -> Found {
    if let kind, let refusal = capabilities.refusal(of: kind) {
      throw Failure(.operationFailed, refusal)
    }
    let places: [OperationKind] =
      [.savepoint(targetDirectory: nil, format: nil)]
      + (capabilities.canTriggerCheckpoint ? [.checkpoint] : [])
    for place in kind.map({ [$0] }) ?? places {
      let request = OperationRequest(
        in: connection.identity.id, id: id, kind: place, job: job.id, jobName: job.name)
      let status: TriggerStatus
      do {
        status = try await connection.client.status(
          of: TriggerReceipt(triggerID: trigger), for: request)
      } catch {
        throw Failure(.clusterUnreachable, error.description(in: capabilities.traits))
      }
      if status != .unknown {
        return Found(request: request, status: status, isKindGiven: kind != nil)
      }
    }
    let traits = capabilities.traits
    throw Failure(
      .notFound,
      "\(connection.identity.endpoint) knows no operation \(trigger) of \(job.name.cutForSentence): "
        + "\(traits.shortName) forgets it \(traits.operationMemory), and with the "
        + "\(traits.controller). Look with: "
        + followUp.checkpoints(of: job.id))
  }

  /// How it came out, waited for where asked.
  func outcome(
    of found: Found, capabilities: Capabilities, isWaiting: Bool,
    progress: @escaping @Sendable (Operation) -> Void
  ) async throws(Failure) -> Operation {
    let runner = OperationRunner(system: connection.client, capabilities: capabilities)
    var operation = await runner.follow(
      found.request, trigger: trigger, status: found.status, isWaiting: isWaiting,
      progress: progress)
    // It may have been a stop. Whether the job has ended is then what the user wants to know.
    if !found.isKindGiven, case .completed(let location, nil) = operation.state,
      let jobs = try? await connection.client.answer(.jobs)
    {
      let state = jobs.first { $0.id == found.request.job }?.state
      operation.state = .completed(location: location, jobState: state)
    }
    return operation
  }
}

/// A job as far as it has to be known to ask for its operations.
struct FollowedJob: Hashable, Sendable {
  var id: JobID
  var name: String
}
