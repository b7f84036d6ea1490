import HTTPTransport
import Synchronization

/// Answers whatever the test says, and notes what was asked.
final class ScriptedTransport: HTTPTransport {
  private let script: @Sendable (HTTPRequest) throws(TransportError) -> HTTPResponse
  private let requests = Mutex<[HTTPRequest]>([])

  init(_ script: @escaping @Sendable (HTTPRequest) throws(TransportError) -> HTTPResponse) {
    self.script = script
  }

  /// The same answer to everything.
  convenience init(
    status: Int = 200, contentType: String? = "application/json", location: String? = nil,
    _ body: String
  ) {
    self.init { _ in
      .json(body, status: status, contentType: contentType, location: location)
    }
  }

  /// No answer to anything.
  convenience init(failing error: TransportError) {
    self.init { _ throws(TransportError) in throw error }
  }

  /// The answer of each path, without its query; 404 as Flink says it for any other.
  convenience init(paths: [String: String]) {
    self.init { request in
      let path = String(request.path.prefix { $0 != "?" })
      guard let body = paths[path] else {
        return .json(
          #"{"errors":["Unable to load requested file \#(path)."]}"#, status: 404)
      }
      return .json(body)
    }
  }

  var asked: [HTTPRequest] { requests.withLock { $0 } }
  var requestsSent: Int { asked.count }
  let address = "http://jm:8081/prefix"

  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    requests.withLock { $0.append(request) }
    return try script(request)
  }
}

extension HTTPResponse {
  /// An answer with a body of text.
  static func json(
    _ body: String, status: Int = 200, contentType: String? = "application/json",
    location: String? = nil
  ) -> HTTPResponse {
    HTTPResponse(
      status: status, contentType: contentType, location: location, body: Array(body.utf8),
      answerTime: .milliseconds(1))
  }
}
