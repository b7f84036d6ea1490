/// Why a system could not answer. Every case reads as one line that says what failed and what to do.
package enum SourceError: Error, Hashable, Sendable {
  /// Nobody answers: refused, no route, name not found, connection lost. `reason` names host and port.
  case unreachable(reason: String)
  /// No (whole) answer in time.
  case timedOut(after: Duration, on: String)
  /// The TLS handshake failed; `reason` says whose certificate is at fault.
  case tls(reason: String)
  /// 301, 302, 307 or 308 to another place; not followed.
  case redirected(to: String)
  /// Whoever answers there knows none of what every Flink knows: another server, or another path of this one.
  /// `reason` is what it says to that, where it says more than 404.
  case notFlink(at: String, reason: String? = nil)
  /// 401 (`isForbidden` false) or 403. `reason` is that of whoever refuses, where it gives one.
  case unauthorized(isForbidden: Bool, on: String, reason: String? = nil)
  /// Who asks is not believed: an unknown key, a signature or a clock that is wrong. The whole sentence says which.
  case keyRefused(String)
  /// 404: the thing (a job, a checkpoint) is gone, or the path is not Flink's.
  case notFound(String)
  /// 409: the thing exists, but its state forbids it.
  case conflict(String)
  /// 503, as during a leader election.
  case unavailable(String)
  /// Any other status; `message` is the one useful line of the body.
  case server(status: Int, message: String)
  /// 200, but not what Flink answers: HTML of a proxy, half a document, a missing field.
  case malformed(what: String, on: String)
  /// The answer is longer than the limit.
  case tooLarge(limit: ByteCount, on: String)
  /// Refused by flinktop itself: `--read-only`.
  case readOnly(String)
  /// This system or version cannot do it.
  case unsupported(String)
  /// What was asked for can't be sent as it is, and nothing was: the whole sentence says why.
  case unusable(String)
  /// Given up by us: the screen it was for was left.
  case cancelled

  /// True where the server as a whole is not there, so that asking for something else is as vain.
  package var isAboutTheServer: Bool {
    switch self {
    case .unreachable, .timedOut, .tls, .redirected, .notFlink, .unauthorized, .keyRefused,
      .unavailable:
      true
    case .notFound, .conflict, .server, .malformed, .tooLarge, .readOnly, .unsupported,
      .unusable, .cancelled:
      false
    }
  }
}
