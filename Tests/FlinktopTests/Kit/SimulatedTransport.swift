import FlinkSimulator
import HTTPTransport
import Locking

/// Answers requests out of a simulated cluster in this process, and notes them.
struct SimulatedTransport: HTTPTransport {
  private let cluster: Locked<SimulatedCluster>
  private let noted = Locked<[HTTPRequest]>([])

  init(_ configuration: SimulationConfiguration) {
    cluster = Locked(SimulatedCluster(configuration: configuration, startedAt: Self.start))
  }

  private static let start = SimulatedTime(epochMilliseconds: 1_800_000_000_000)

  let address = "http://simulated"

  /// What was asked, in order.
  var requests: [HTTPRequest] { noted.withLock { $0 } }
  var requestsSent: Int { noted.withLock { $0.count } }

  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    noted.withLock { $0.append(request) }
    let response = cluster.withLock {
      $0.respond(method: request.method.rawValue, path: request.path, body: [])
    }
    return HTTPResponse(
      status: response.status,
      contentType: response.headers.first { $0.name.lowercased() == "content-type" }?.value,
      location: nil, body: response.body, answerTime: .milliseconds(4))
  }

  /// Lets the cluster's time pass.
  func advance(to uptime: Duration) {
    cluster.withLock { $0.advance(to: Self.start + uptime) }
  }
}
