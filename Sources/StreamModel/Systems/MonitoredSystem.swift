/// A system that flinktop can watch and act on: Flink's REST API, or a test's script.
///
/// Implementations are safe to call from any task; the caller limits how many calls are under way.
package protocol MonitoredSystem: Sendable {
  /// What it is called and how it behaves, whatever its version.
  var traits: SystemTraits { get }

  /// Asks one question. Cancelling the calling task closes the connection.
  func answer<Q: Question>(_ question: Q) async throws(SourceError) -> Q.Answer

  /// The same, told of a long answer now and then how much of it has come. Called on any thread.
  func answer<Q: Question>(
    _ question: Q, arrived: @escaping @Sendable (ByteCount) -> Void
  ) async throws(SourceError) -> Q.Answer

  /// Sends an operation, once. Never sends again by itself.
  func trigger(
    _ request: OperationRequest, capabilities: Capabilities
  ) async throws(TriggerError) -> TriggerReceipt

  /// The same, told of a file how much of it has gone out. Called on any thread.
  func trigger(
    _ request: OperationRequest, capabilities: Capabilities,
    progress: @escaping @Sendable (UploadProgress) -> Void
  ) async throws(TriggerError) -> TriggerReceipt

  /// Asks how a savepoint, stop or checkpoint that was accepted stands.
  func status(
    of receipt: TriggerReceipt, for request: OperationRequest
  ) async throws(SourceError) -> TriggerStatus

  /// Requests that went over the wire so far, for the header.
  var requestsSent: Int { get }
}

extension MonitoredSystem {
  /// For one that can't tell how far it is.
  package func trigger(
    _ request: OperationRequest, capabilities: Capabilities,
    progress: @escaping @Sendable (UploadProgress) -> Void
  ) async throws(TriggerError) -> TriggerReceipt {
    try await trigger(request, capabilities: capabilities)
  }

  /// For one that can't tell how far it is.
  package func answer<Q: Question>(
    _ question: Q, arrived: @escaping @Sendable (ByteCount) -> Void
  ) async throws(SourceError) -> Q.Answer {
    try await answer(question)
  }
}
