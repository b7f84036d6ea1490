/// A request to one cluster; the path is relative to the endpoint.
package struct HTTPRequest: Hashable, Sendable {
  /// What is to be done with the thing at the path.
  package enum Method: String, Hashable, Sendable {
    case get = "GET"
    case post = "POST"
    case patch = "PATCH"
    case put = "PUT"
    case delete = "DELETE"
  }

  package var method: Method
  /// From the slash on, percent-encoded, with query: `/jobs/overview`.
  package var path: String
  /// A JSON document, or nil for none.
  package var body: [UInt8]?
  /// The most bytes of an answer that are read; the transfer is ended beyond it.
  package var sizeLimit: Int
  /// Longest time from start to last byte, waiting for a place not counted; nil for the transport's own.
  package var timeout: Duration?

  package init(
    _ method: Method = .get, _ path: String, body: [UInt8]? = nil, sizeLimit: Int = 32 << 20,
    timeout: Duration? = nil
  ) {
    self.method = method
    self.path = path
    self.body = body
    self.sizeLimit = sizeLimit
    self.timeout = timeout
  }
}

/// An answer of any status.
package struct HTTPResponse: Hashable, Sendable {
  package var status: Int
  package var contentType: String?
  /// Where a redirect leads, as an absolute URL; nil for anything else.
  package var location: String?
  package var body: [UInt8]
  /// From the start of the request to the last byte.
  package var answerTime: Duration

  package init(
    status: Int, contentType: String?, location: String?, body: [UInt8], answerTime: Duration
  ) {
    self.status = status
    self.contentType = contentType
    self.location = location
    self.body = body
    self.answerTime = answerTime
  }
}

/// Why there is no answer.
package enum TransportError: Error, Hashable, Sendable {
  /// Refused by `--read-only`: nothing was sent. Names method and path.
  case readOnly(String)
  /// The name does not resolve, connection refused, no route: nothing was sent. One line with host and port.
  case connectFailed(String)
  /// The TLS handshake failed or a certificate file is no good. One line.
  case tls(String)
  case timedOut(after: Duration, wasSent: Bool)
  /// The connection broke after the request went out.
  case connectionLost(String)
  /// The answer grew past `limit` bytes.
  case tooLarge(limit: Int)
  case cancelled(wasSent: Bool)
  /// Anything else libcurl says.
  case failed(String, wasSent: Bool)

  /// True where the request may have reached the server, so that it must not be blindly sent again.
  package var mayHaveBeenSent: Bool {
    switch self {
    case .readOnly, .connectFailed, .tls: false
    case .timedOut(_, let wasSent), .cancelled(let wasSent), .failed(_, let wasSent): wasSent
    case .connectionLost, .tooLarge: true
    }
  }
}

/// One place that speaks HTTP: libcurl in the program, a script in tests.
package protocol HTTPTransport: Sendable {
  /// Sends a request once and waits for the whole answer. Cancelling the task ends the transfer.
  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse
  /// Requests that were started since the start; what is refused or cancelled before that does not count.
  var requestsSent: Int { get }
  /// The URL that all paths follow, fit to be shown.
  var address: String { get }
}
