package import HTTPTransport
package import StreamModel

/// Plain HTTP that was asked of a port that speaks TLS.
package enum WrongScheme {
  /// How nginx, Go, Tomcat and Apache put it, each with status 400.
  private static let complaints = [
    "plain HTTP request was sent to HTTPS port", "HTTP request to an HTTPS server",
    "combination of host and port requires TLS",
    "speaking plain HTTP to an SSL-enabled server port",
  ]

  /// What to do about it, where that is what an answer from `address` means; nil for any other answer.
  ///
  /// Flink itself redirects to the same host and port with `https` (`RedirectingSslHandler`).
  package static func error(_ response: HTTPResponse, from address: String) -> SourceError? {
    let scheme = "http://"
    guard address.hasPrefix(scheme) else { return nil }
    let place = address.dropFirst(scheme.count).prefix { $0 != "/" }
    let secure = "https://\(place)"
    let rest = response.location.flatMap { $0.hasPrefix(secure) ? $0.dropFirst(secure.count) : nil }
    let isSent =
      (300..<400).contains(response.status)
      && rest.map { $0.isEmpty || $0.first == "/" || $0.first == "?" } ?? false
    guard isSent || isComplaint(response) else { return nil }
    let path = address.dropFirst(scheme.count + place.count)
    return .tls(
      reason: FailureText.oneLine("\(place) speaks TLS, not plain HTTP: write \(secure)\(path)"))
  }

  /// The same address with `https`; nil where it has that.
  package static func secure(_ address: String) -> String? {
    address.hasPrefix("http://") ? "https" + address.dropFirst(4) : nil
  }

  private static func isComplaint(_ response: HTTPResponse) -> Bool {
    guard response.status == 400 else { return false }
    let text = String(decoding: response.body.prefix(4096), as: UTF8.self)
    return complaints.contains(where: text.contains)
  }
}
