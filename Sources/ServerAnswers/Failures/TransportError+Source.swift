package import HTTPTransport
package import StreamModel

extension SourceError {
  /// What a request without an answer means; `endpoint` is `GET /jobs/overview`. Whoever is silent at `address` is
  /// busy only if it `hasAnswered` before: else nothing says that there is a JobManager.
  package init(_ error: TransportError, on endpoint: String, at address: String, hasAnswered: Bool)
  {
    switch error {
    case .readOnly(let what): self = .readOnly(FailureText.oneLine(what))
    case .connectionLost(let reason) where !hasAnswered:
      // A server that speaks TLS ends a connection without a word where it is spoken to in plain HTTP.
      let secure = WrongScheme.secure(address).map { " (if it speaks TLS, write \($0))" } ?? ""
      self = .unreachable(reason: FailureText.oneLine(reason + secure))
    case .connectFailed(let reason), .connectionLost(let reason), .failed(let reason, _):
      self = .unreachable(reason: FailureText.oneLine(reason))
    case .tls(let reason): self = .tls(reason: FailureText.oneLine(reason))
    case .timedOut(let after, _) where hasAnswered: self = .timedOut(after: after, on: endpoint)
    case .timedOut(let after, let wasSent):
      let place = FailureText.oneLine(address)
      let time = after.phrase
      self = .unreachable(
        reason: wasSent
          ? "\(place) takes the connection, but gives no answer within \(time): is it the port of the "
            + "REST API? --timeout waits longer"
          : "nothing answers at \(place), no connection within \(time): check host and port, and "
            + "firewalls on the way" + (place.hasPrefix("https:") ? ", and that it speaks TLS" : "")
      )
    case .tooLarge(let limit): self = .tooLarge(limit: ByteCount(bytes: Int64(limit)), on: endpoint)
    case .cancelled: self = .cancelled
    }
  }
}
