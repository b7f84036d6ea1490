extension SourceError: CustomStringConvertible {
  /// One line: what failed, on what, and what to do about it.
  package var description: String { description(in: .flink) }

  /// The same in the words of a system.
  package func description(in traits: SystemTraits) -> String {
    switch self {
    case .unreachable(let reason):
      "Cluster not reachable: \(reason)"
    case .timedOut(let limit, let endpoint):
      "No answer to \(endpoint) within \(Phrase.duration(limit)): "
        + "the \(traits.controller) is busy or the network slow; --timeout waits longer"
    case .tls(let reason):
      "TLS failed: \(reason)"
    case .redirected(let place):
      "Redirected to \(place), which is not followed: give that address if it is the cluster's"
    case .notFlink(let url, let reason):
      "No REST API of \(traits.shortName) at this address: \(url) answers 404"
        + "\(reason.map { " (\($0))" } ?? ""); check the path before it (a prefix?) "
        + "and the port (\(traits.port) is \(traits.shortName)'s own)"
    case .unauthorized(isForbidden: false, let endpoint, let reason):
      "\(endpoint) wants a login (401\(reason.map { ", \($0)" } ?? "")): "
        + "see --username, --bearer-token-file and --client-cert"
    case .unauthorized(isForbidden: true, let endpoint, let reason):
      "\(endpoint) is forbidden for this login (403)\(reason.map { ": \($0)" } ?? "")"
    case .notFound(let what):
      "Not found: \(what)"
    case .conflict(let what):
      "Not possible now: \(what)"
    case .unavailable(let what):
      "Cluster not ready: \(what)"
    case .server(let status, let message):
      "The server answered \(status): \(message)"
    case .malformed(let what, let endpoint):
      "Not an answer of \(traits.shortName) to \(endpoint): \(what)"
    case .tooLarge(let limit, let endpoint):
      "The answer to \(endpoint) is over \(Self.text(limit)), the most that flinktop reads"
    case .readOnly(let what):
      "Refused under --read-only: \(what)"
    case .unsupported(let what):
      "Not supported: \(what)"
    case .unusable(let what), .keyRefused(let what):
      what
    case .cancelled:
      "Given up: no longer needed"
    }
  }

  private static func text(_ size: ByteCount) -> String {
    let mebibyte: Int64 = 1 << 20
    return size.bytes % mebibyte == 0 ? "\(size.bytes / mebibyte) MiB" : "\(size.bytes) bytes"
  }
}
