import HTTPTransport
import Locking

/// A TSP, or a Flink, that answers by path as a test says.
final class ScriptedTSP: HTTPTransport {
  struct Answer: Sendable {
    var status = 200
    var body: String
    var type = "application/json"

    init(_ body: String, status: Int = 200) {
      self.body = body
      self.status = status
    }

    /// What TSP answers where it has no such route, job, or answer of Flink's.
    static let noRoute = Answer(
      #"{"errorCode":4004,"message":"Path not found: `/x`","errors":[]}"#, status: 404)
    static let noJob = Answer(
      #"{"errorCode":4006,"message":"No such job.","errors":[]}"#, status: 400)
    static let noFlink = Answer(
      #"{"errorCode":5005,"message":"Internal server error","errors":["Connection refused","java.net.ConnectException: Connection refused\n\tat ru.itclover"]}"#,
      status: 500)
  }

  private let script: Locked<@Sendable (String) -> Answer>
  private let targets = Locked<[String]>([])
  private let failure = Locked<TransportError?>(nil)

  init(_ script: @escaping @Sendable (_ target: String) -> Answer) {
    self.script = Locked(script)
  }

  /// By paths, all others being unknown.
  convenience init(_ answers: [String: String]) {
    self.init { answers[$0].map { Answer($0) } ?? .noRoute }
  }

  var asked: [String] { targets.withLock { $0 } }
  var requestsSent: Int { asked.count }
  let address = "http://tsp.lab:8080"

  /// From now on it answers so.
  func answer(_ script: @escaping @Sendable (_ target: String) -> Answer) {
    self.script.withLock { $0 = script }
  }

  /// From now on nothing comes back.
  func fail(with error: TransportError?) { failure.withLock { $0 = error } }

  func forget() { targets.withLock { $0 = [] } }

  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    targets.withLock { $0.append(request.path) }
    if let error = failure.withLock({ $0 }) { throw error }
    let answer = script.withLock { $0 }(request.path)
    return HTTPResponse(
      status: answer.status, contentType: answer.type, location: nil, body: Array(answer.body.utf8),
      answerTime: .zero)
  }
}
