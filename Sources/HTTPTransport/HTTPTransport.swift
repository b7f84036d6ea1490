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
  package var body: HTTPBody?
  /// Headers of this request alone; they take the place of the transport's own of the same name.
  package var headers: [RequestHeader]
  /// The most bytes of an answer that are read; the transfer is ended beyond it.
  package var sizeLimit: Int
  /// How much of what is read is kept.
  package var keeps: AnswerPart
  /// Longest time from start to last byte, waiting for a place not counted; nil for the transport's own.
  package var timeout: Duration?

  package init(
    _ method: Method = .get, _ path: String, body: HTTPBody? = nil, headers: [RequestHeader] = [],
    sizeLimit: Int = 32 << 20, keeps: AnswerPart = .whole, timeout: Duration? = nil
  ) {
    self.method = method
    self.path = path
    self.body = body
    self.headers = headers
    self.sizeLimit = sizeLimit
    self.keeps = keeps
    self.timeout = timeout
  }
}

/// What a request carries.
package enum HTTPBody: Hashable, Sendable {
  case json([UInt8])
  /// A document of another type, such as `application/x-www-form-urlencoded`.
  case document([UInt8], type: String)
  /// A form with one file, read from the disk as it goes out.
  case upload(FormFile)
  /// A form with any fields.
  case form([FormField])
}

/// A file as the field of a form (`multipart/form-data`).
package struct FormFile: Hashable, Sendable {
  /// The form's name for it.
  package var field: String
  /// Where it lies on this machine.
  package var path: String
  /// The name that the server is told.
  package var fileName: String
  package var type: String

  package init(
    field: String, path: String, fileName: String, type: String = "application/octet-stream"
  ) {
    self.field = field
    self.path = path
    self.fileName = fileName
    self.type = type
  }
}

/// How much of an answer's body is kept while it is read.
package enum AnswerPart: Hashable, Sendable {
  case whole
  /// The last bytes only, so that a log of any length takes no more room than this.
  case tail(Int)
}

/// How far a request has gone out, and its answer has come.
package struct TransferProgress: Hashable, Sendable {
  /// Bytes of the body that were sent, the form around a file included.
  package var sent: Int
  /// Bytes that there are to send.
  package var total: Int
  /// Bytes of the answer's body that have come, told each time that another megabyte has.
  package var received: Int

  package init(sent: Int, total: Int, received: Int = 0) {
    self.sent = sent
    self.total = total
    self.received = received
  }
}

/// An answer of any status.
package struct HTTPResponse: Hashable, Sendable {
  package var status: Int
  package var contentType: String?
  /// Where a redirect leads, as an absolute URL; nil for anything else.
  package var location: String?
  /// The server's clock as it wrote it, `Tue, 14 Nov 2023 22:14:00 GMT`; nil where it tells none.
  package var date: String?
  package var body: [UInt8]
  /// Bytes that came before `body` and were not kept.
  package var bytesDropped: Int
  /// From the start of the request to the last byte.
  package var answerTime: Duration

  package init(
    status: Int, contentType: String?, location: String?, date: String? = nil, body: [UInt8],
    bytesDropped: Int = 0, answerTime: Duration
  ) {
    self.status = status
    self.contentType = contentType
    self.location = location
    self.date = date
    self.body = body
    self.bytesDropped = bytesDropped
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
  /// The same, told on a thread of the transport's each time that more of the body has gone out or
  /// come back.
  func send(
    _ request: HTTPRequest, progress: @escaping @Sendable (TransferProgress) -> Void
  ) async throws(TransportError) -> HTTPResponse
  /// Requests that were started since the start; what is refused or cancelled before that does not count.
  var requestsSent: Int { get }
  /// The URL that all paths follow, fit to be shown.
  var address: String { get }
}

extension HTTPTransport {
  /// For one that can't tell how far it is.
  package func send(
    _ request: HTTPRequest, progress: @escaping @Sendable (TransferProgress) -> Void
  ) async throws(TransportError) -> HTTPResponse {
    try await send(request)
  }
}
