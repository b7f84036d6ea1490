internal import Glibc

/// Why options can't be used. One line, without any secret.
package enum TransportOptionsError: Error, Hashable, Sendable, CustomStringConvertible {
  case headerWithoutColon
  case badHeaderName
  case reservedHeader(String)
  case controlCharacter(in: String)
  case unreadableFile(what: String, path: String, reason: String)
  case keyWithoutCertificate
  case passwordWithoutUsername
  case usernameWithColon
  case severalAuthorizations
  case timeoutNotPositive
  case noConcurrentRequests

  package var description: String {
    switch self {
    case .headerWithoutColon: "a header has no colon: write it as Name: value"
    case .badHeaderName: "a header's name must be letters, digits and dashes: write Name: value"
    case .reservedHeader(let name): "header \(name) is set by flinktop itself: leave it out"
    case .controlCharacter(let place): "\(place) has a line break or control character: remove it"
    case .unreadableFile(let what, let path, let reason):
      "cannot read the \(what) \(path.oneLine): \(reason)"
    case .keyWithoutCertificate: "a client key was given without a client certificate: give both"
    case .passwordWithoutUsername: "a password was given without a user name: give both"
    case .usernameWithColon: "a user name cannot have a colon"
    case .severalAuthorizations:
      "a bearer token, a user name and an Authorization header exclude each other: give one"
    case .timeoutNotPositive: "a time-out must be longer than 0"
    case .noConcurrentRequests: "at least one request at a time must be allowed"
    }
  }
}

extension TransportOptions {
  /// Throws what is wrong with these options, files that can't be read included.
  package func validate() throws(TransportOptionsError) {
    guard connectTimeout > .zero, requestTimeout > .zero else { throw .timeoutNotPositive }
    guard maximumConcurrentRequests > 0 else { throw .noConcurrentRequests }
    try validateAuthorization()
    if clientKeyFile != nil, clientCertificateFile == nil { throw .keyWithoutCertificate }
    try checkReadable(caFile, what: "CA certificates")
    try checkReadable(clientCertificateFile, what: "client certificate")
    try checkReadable(clientKeyFile, what: "client key")
  }

  private func validateAuthorization() throws(TransportOptionsError) {
    let hasHeader = headers.contains { $0.name.lowercased() == "authorization" }
    if [username != nil, bearerToken != nil, hasHeader].count(where: { $0 }) > 1 {
      throw .severalAuthorizations
    }
    if password != nil, username == nil { throw .passwordWithoutUsername }
    if let username, username.contains(":") { throw .usernameWithColon }
    let texts = [
      ("the user name", username), ("the password", password?.text),
      ("the bearer token", bearerToken?.text),
    ]
    for case (let place, let text?) in texts
    where text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
      throw .controlCharacter(in: place)
    }
  }

  private func checkReadable(
    _ path: String?, what: String
  ) throws(TransportOptionsError) {
    guard let path, access(path, R_OK) != 0 else { return }
    throw .unreadableFile(what: what, path: path, reason: systemMessage(errno))
  }
}
