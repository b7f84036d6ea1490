import HTTPTransport
import StreamModel

extension SourceError {
  /// What a request without an answer means; `endpoint` is `GET /jobs/overview`.
  init(_ error: TransportError, on endpoint: String) {
    switch error {
    case .readOnly(let what): self = .readOnly(FailureText.oneLine(what))
    case .connectFailed(let reason), .connectionLost(let reason), .failed(let reason, _):
      self = .unreachable(reason: FailureText.oneLine(reason))
    case .tls(let reason): self = .tls(reason: FailureText.oneLine(reason))
    case .timedOut(let after, _): self = .timedOut(after: after, on: endpoint)
    case .tooLarge(let limit): self = .tooLarge(limit: ByteCount(bytes: Int64(limit)), on: endpoint)
    case .cancelled: self = .cancelled
    }
  }
}
