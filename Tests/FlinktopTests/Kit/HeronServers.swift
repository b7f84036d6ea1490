import Foundation
import Glibc
import Synchronization

/// A Heron cluster with one topology, on two ports of 127.0.0.1: a tracker that tells how it stands, and an API server that
/// does what it is asked. Written after Heron's documents, with nothing of flinktop's own in it; it keeps what it was asked.
final class HeronServers: Sendable {
  /// What the API server answers; nil hangs up without a word.
  enum Mood: Sendable {
    case willing
    case refuses(status: Int, body: String)
    /// It does what it is asked, and hangs up before it says so.
    case silent
  }

  private struct State {
    var status: String? = "Running"
    var parallelism = ["sentence": 1, "split": 2]
    var role: String? = "ops"
    var mood = Mood.willing
    var toTracker: [String] = []
    var toAPIServer: [String] = []
  }

  let tracker: String
  let apiServer: String
  private let listeners: [Int32]
  private let state = Mutex(State())

  init() throws {
    let sockets = [try Loopback.listen(), try Loopback.listen()]
    listeners = sockets.map(\.socket)
    tracker = "http://127.0.0.1:\(sockets[0].port)"
    apiServer = "http://127.0.0.1:\(sockets[1].port)"
    serve(sockets[0].socket) { [weak self] request in self?.tell(request) }
    serve(sockets[1].socket) { [weak self] request in self?.act(request) }
  }

  deinit { for listener in listeners { shutdown(listener, Int32(SHUT_RDWR)) } }

  /// Method, target and form of each request: `POST /api/v1/... container_id=-1`.
  var toAPIServer: [String] { state.withLock { $0.toAPIServer } }
  var toTracker: [String] { state.withLock { $0.toTracker } }
  var status: String? { state.withLock { $0.status } }

  func set(status: String?) { state.withLock { $0.status = status } }
  func set(mood: Mood) { state.withLock { $0.mood = mood } }
  /// Nil where states do not tell it, as of older trackers; the list does.
  func set(role: String?) { state.withLock { $0.role = role } }

  // MARK: The tracker (0.20.5)

  private func tell(_ request: Request) -> (Int, String)? {
    state.withLock { state in
      state.toTracker.append("\(request.method) \(request.target)")
      func execution() -> String {
        let role = state.role.map { "\"role\":\"\($0)\"," } ?? ""
        return """
          {"cluster":"east",\(role)"environ":"devel","jobname":"words","submission_time":1700000000,\
          "status":"\(state.status ?? "")","instances":3}
          """
      }
      let isThere = state.status != nil
      switch request.path {
      case "/clusters": return (200, #"["east"]"#)
      case "/topologies":
        return (200, isThere ? #"{"east":{"ops":{"devel":["words"]}}}"# : "{}")
      case "/topologies/states":
        return (200, isThere ? "{\"east\":{\"devel\":{\"words\":\(execution())}}}" : "{}")
      case "/topologies/info" where isThere:
        let instances = state.parallelism.sorted { $0.key < $1.key }.flatMap { name, count in
          (0..<count).map { index in
            let id = "container_1_\(name)_\(index + 1)"
            return "\"\(id)\":{\"id\":\"\(id)\",\"name\":\"\(name)\",\"stmgr_id\":\"stmgr-1\"}"
          }
        }
        return (
          200,
          """
          {"execution_state":\(execution()),"logical_plan":{"spouts":{"sentence":{"outputs":[]}},\
          "bolts":{"split":{"outputs":[],"inputs":[{"component_name":"sentence","stream_name":"default"}]}}},\
          "physical_plan":{"instances":{\(instances.joined(separator: ","))},\
          "stmgrs":{"stmgr-1":{"host":"worker-1"}}}}
          """
        )
      default: return (500, #""request failed: 'Topology not found for east, devel, words'""#)
      }
    }
  }

  // MARK: The API server

  private func act(_ request: Request) -> (Int, String)? {
    state.withLock { state in
      state.toAPIServer.append("\(request.method) \(request.target) \(request.body)")
      if case .refuses(let status, let body) = state.mood { return (status, body) }
      let place = "/api/v1/topologies/east/ops/devel/words"
      let done: String
      switch (request.method, request.path) {
      case ("DELETE", place):
        state.status = nil
        done = "words killed"
      case ("POST", place + "/activate"):
        state.status = "Running"
        done = "words activated"
      case ("POST", place + "/deactivate"):
        state.status = "Paused"
        done = "words deactivated"
      case ("POST", place + "/restart"): done = "words restarted"
      case ("POST", place + "/update"):
        guard !request.body.contains("dry_run=true") else {
          return (200, #"{"message":"split 2 -> 4\n  container 1: \u001b[31m4 instances"}"#)
        }
        for field in request.body.split(separator: "&") {
          let parts = (field.removingPercentEncoding ?? "").split { "=:".contains($0) }
          if parts.count == 3, parts[0] == "component_parallelism" {
            state.parallelism[String(parts[1])] = Int(parts[2])
          }
        }
        done = "words updated"
      default: return (404, #"{"message":"topology does not exist"}"#)
      }
      if case .silent = state.mood { return nil }
      return (200, "{\"message\":\"\(done)\"}")
    }
  }

  // MARK: HTTP

  struct Request: Sendable {
    var method: String
    var target: String
    var body: String
    var path: String { String(target.prefix { $0 != "?" }) }
  }

  private func serve(
    _ listener: Int32, _ answer: @escaping @Sendable (Request) -> (Int, String)?
  ) {
    Thread.detachNewThread {
      while let client = Loopback.accept(on: listener) {
        if let request = Self.request(from: client), let (status, body) = answer(request) {
          let head =
            "HTTP/1.1 \(status) x\r\nContent-Type: application/json\r\n"
            + "Content-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n"
          let bytes = Array((head + body).utf8)
          _ = bytes.withUnsafeBytes {
            send(client, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
          }
        }
        close(client)
      }
      close(listener)
    }
  }

  private static func request(from client: Int32) -> Request? {
    guard let bytes = RawServer.request(from: client) else { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
    let line = text.prefix { $0 != "\r\n" }.split(separator: " ")
    guard line.count == 3, let end = text.range(of: "\r\n\r\n") else { return nil }
    return Request(
      method: String(line[0]), target: String(line[1]), body: String(text[end.upperBound...]))
  }
}
