import HTTPTransport
import Locking

/// A tracker that answers by path, whatever the query.
final class ScriptedTracker: HTTPTransport {
  struct Answer: Sendable {
    var status = 200
    var body: String
    var type = "application/json"
  }

  private let script: @Sendable (String) -> Answer
  private let targets = Locked<[String]>([])

  init(_ script: @escaping @Sendable (_ target: String) -> Answer) { self.script = script }

  var asked: [String] { targets.withLock { $0 } }
  var requestsSent: Int { asked.count }
  let address = "http://tracker.lab:8888"

  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    targets.withLock { $0.append(request.path) }
    let answer = script(request.path)
    return HTTPResponse(
      status: answer.status, contentType: answer.type, location: nil, body: Array(answer.body.utf8),
      answerTime: .zero)
  }
}
