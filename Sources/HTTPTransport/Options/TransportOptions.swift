/// How a cluster is reached: time-outs, TLS, authentication, and whether anything may be changed.
///
/// Proxies are libcurl's own: `http_proxy`, `HTTPS_PROXY`, `ALL_PROXY`, less what `NO_PROXY` names.
/// An endpoint on this machine (`localhost`, 127.0.0.0/8, ::1) is never asked through a proxy.
package struct TransportOptions: Hashable, Sendable {
  /// Longest time for name, connection and TLS handshake.
  package var connectTimeout: Duration
  /// Longest time from the start of a request to its last byte, where the request has none of its own.
  package var requestTimeout: Duration
  /// A PEM file with the only authorities to trust; nil for the system's.
  package var caFile: String?
  /// A PEM file with the certificate that names us to the server.
  package var clientCertificateFile: String?
  /// A PEM file with its private key, unencrypted; nil where the certificate's file holds it.
  package var clientKeyFile: String?
  /// True if any certificate of the server will do.
  package var isInsecure: Bool
  package var username: String?
  package var password: Secret?
  package var bearerToken: Secret?
  package var headers: [RequestHeader]
  /// True if only what changes nothing may be sent: see `ReadOnlyGuard`.
  package var isReadOnly: Bool
  package var maximumConcurrentRequests: Int
  /// How long a connection may have been idle to be used again. Load balancers drop idle ones from 60 s on, some without
  /// a word.
  package var longestIdleTime: Duration

  package init(
    connectTimeout: Duration = .seconds(3), requestTimeout: Duration = .seconds(10),
    caFile: String? = nil, clientCertificateFile: String? = nil, clientKeyFile: String? = nil,
    isInsecure: Bool = false, username: String? = nil, password: Secret? = nil,
    bearerToken: Secret? = nil, headers: [RequestHeader] = [], isReadOnly: Bool = false,
    maximumConcurrentRequests: Int = 2, longestIdleTime: Duration = .seconds(55)
  ) {
    self.connectTimeout = connectTimeout
    self.requestTimeout = requestTimeout
    self.caFile = caFile
    self.clientCertificateFile = clientCertificateFile
    self.clientKeyFile = clientKeyFile
    self.isInsecure = isInsecure
    self.username = username
    self.password = password
    self.bearerToken = bearerToken
    self.headers = headers
    self.isReadOnly = isReadOnly
    self.maximumConcurrentRequests = maximumConcurrentRequests
    self.longestIdleTime = longestIdleTime
  }
}
