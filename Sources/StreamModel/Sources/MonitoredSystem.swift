/// A system that flinktop can watch and act on: Flink's REST API, or a test's script.
///
/// Implementations are safe to call from any task; the caller limits how many calls are under way.
package protocol MonitoredSystem: Sendable {
  /// Asks one question. Cancelling the calling task closes the connection.
  func answer(_ question: Question) async throws(SourceError) -> Answer

  /// Sends an operation, once. Never sends again by itself.
  func trigger(
    _ request: OperationRequest, capabilities: Capabilities
  ) async throws(TriggerError) -> TriggerReceipt

  /// Asks how a savepoint, stop or checkpoint that was accepted stands.
  func status(
    of receipt: TriggerReceipt, for request: OperationRequest
  ) async throws(SourceError) -> TriggerStatus

  /// What has gone over the wire so far, for the header.
  var traffic: TrafficCounters { get }
}

/// Totals since the start, over all requests to one cluster.
package struct TrafficCounters: Hashable, Sendable {
  package var requests: Int
  package var failures: Int
  package var bytesReceived: ByteCount
  /// Time from sending to the last byte, of the last answered request.
  package var lastAnswerTime: Duration?

  package init(
    requests: Int = 0, failures: Int = 0, bytesReceived: ByteCount = ByteCount(bytes: 0),
    lastAnswerTime: Duration? = nil
  ) {
    self.requests = requests
    self.failures = failures
    self.bytesReceived = bytesReceived
    self.lastAnswerTime = lastAnswerTime
  }
}
