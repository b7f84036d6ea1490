internal import CCurl
internal import Glibc

/// A transfer that ended without an answer, and what that means to a person.
struct TransferFailure {
  let code: CURLcode
  /// libcurl's own words, in one line.
  let detail: String
  /// The `errno` of the connection, 0 for none.
  let systemError: Int32
  let endpoint: Endpoint
  let options: TransportOptions
  let elapsed: Duration
  let timeout: Duration
  let wasSent: Bool

  var error: TransportError {
    switch code {
    case CURLE_OPERATION_TIMEDOUT: .timedOut(after: exceededTimeout, wasSent: wasSent)
    case CURLE_COULDNT_RESOLVE_HOST:
      .connectFailed("\(name): the host name does not resolve: check it, and the DNS")
    case CURLE_COULDNT_RESOLVE_PROXY, CURLE_PROXY: .connectFailed(proxyText)
    case CURLE_COULDNT_CONNECT: .connectFailed(connectText)
    case CURLE_GOT_NOTHING:
      .connectionLost("\(name) closed the connection without an answer")
    case CURLE_PARTIAL_FILE:
      .connectionLost("\(name) closed the connection in the middle of its answer: \(detail)")
    case CURLE_SEND_ERROR, CURLE_RECV_ERROR: broken
    case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM,
      CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CIPHER, CURLE_SSL_ENGINE_INITFAILED,
      CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_CLIENTCERT:
      .tls("\(name): \(tlsText)")
    case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY:
      .failed(
        "\(name) answers, but not in HTTP\(tlsHint): is it the port of the REST API? (\(detail))",
        wasSent: wasSent)
    default: .failed("\(name): \(detail)", wasSent: wasSent)
    }
  }

  private var name: String { endpoint.name }

  /// A server that speaks TLS may end a connection without a word where it is spoken to in plain HTTP.
  private var tlsHint: String {
    endpoint.scheme == .http ? " (if it speaks TLS, write https://\(name))" : ""
  }

  /// libcurl does not say which: while connecting it is the shorter one.
  private var exceededTimeout: Duration {
    elapsed + .milliseconds(50) < timeout ? options.connectTimeout : timeout
  }

  private var broken: TransportError {
    if detail.contains("CONNECT") { return .connectFailed(proxyText) }
    // With TLS 1.3 a server refuses a client only when that has sent its request, which it does not read.
    // Any other alert may come at any time.
    let refusals = ["certificate", "unknown ca", "access denied", "handshake failure"]
    if detail.contains("alert"), refusals.contains(where: detail.contains) {
      return .tls("\(name): \(tlsText)")
    }
    return .connectionLost("\(name): the connection broke: \(detail)")
  }

  private var proxyText: String {
    "\(name): its proxy fails: \(detail); check http_proxy, HTTPS_PROXY, ALL_PROXY and NO_PROXY"
  }

  private var connectText: String {
    if isProxyLikely { return proxyText }
    return switch systemError {
    case 0: "\(name): \(detail)"
    case ECONNREFUSED: "\(name): connection refused: nothing listens there"
    default: "\(name): \(systemMessage(systemError))"
    }
  }
}

extension TransferFailure {
  /// True if libcurl names another host or port than the endpoint's for the connection that failed. It
  /// may also spell an address its own way, so a proxy must be set too.
  private var isProxyLikely: Bool {
    let variables = ["http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"]
    return !endpoint.isLoopback && detail.contains("Failed to connect to ")
      && !detail.contains("Failed to connect to \(endpoint.host) port \(endpoint.port)")
      && variables.contains { getenv($0) != nil }
  }

  private var tlsText: String {
    switch code {
    case CURLE_PEER_FAILED_VERIFICATION: serverCertificateText
    case CURLE_SSL_CACERT_BADFILE:
      "the CA certificates \(options.caFile?.oneLine ?? "of this system") cannot be used: \(detail)"
    case CURLE_SSL_CERTPROBLEM: clientCertificateText
    default: handshakeText
    }
  }

  private var serverCertificateText: String {
    let reason = detail.without(prefix: "SSL certificate problem: ").without(prefix: "SSL: ")
    if reason.contains("expired") || reason.contains("not yet valid") {
      return "the server's certificate is out of date: \(reason)"
    }
    if reason.contains("target host name") || reason.contains("common name") {
      return "the server's certificate is for another name: \(reason)"
    }
    return "the server's certificate is not trusted: \(reason); give its CA by --ca-cert"
  }

  private var clientCertificateText: String {
    let certificate = options.clientCertificateFile?.oneLine ?? ""
    let key = options.clientKeyFile.map { " with the key \($0.oneLine)" } ?? ""
    return "the client certificate \(certificate)\(key) cannot be used (a PEM file and its "
      + "unencrypted key?): \(detail)"
  }

  /// What TLS libraries say of an answer in plain HTTP: OpenSSL up to 3.1, from 3.2, GnuTLS.
  private static let signsOfPlainText = [
    "wrong version number", "packet length too long", "record layer failure", "http request",
    "unexpected TLS packet", "unknown protocol",
  ]

  private var handshakeText: String {
    if Self.signsOfPlainText.contains(where: detail.contains) {
      return "the server answers, but not in TLS: if it is plain HTTP, write http://\(name)"
    }
    guard detail.contains("alert") else {
      return
        "the TLS handshake failed (if the server speaks plain HTTP, write http://\(name)): \(detail)"
    }
    if options.clientCertificateFile != nil {
      return "the server refuses the TLS handshake, perhaps our client certificate: \(detail)"
    }
    return ["certificate required", "bad certificate"].contains(where: detail.contains)
      ? "the server wants a client certificate: give it by --client-cert and --client-key"
      : "the server refuses the TLS handshake, perhaps for want of a client certificate "
        + "(--client-cert): \(detail)"
  }
}

extension String {
  fileprivate func without(prefix: String) -> String {
    hasPrefix(prefix) ? String(dropFirst(prefix.count)) : self
  }
}
