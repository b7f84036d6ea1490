import Foundation
import Glibc
import Synchronization

/// A TCP proxy on loopback that writes down every request passing through: what the server was
/// asked, seen from outside the program.
final class RequestLogProxy: Sendable {
  typealias Request = HTTPRequestReader.Request

  let url: String
  private let state: State

  /// Forwards to the server of `url` ("http://127.0.0.1:8081").
  init(forwardingTo target: String) throws {
    guard let port = URL(string: target)?.port else { throw KitError("no port in \(target)") }
    let (listener, ownPort) = try Loopback.listen()
    url = "http://127.0.0.1:\(ownPort)"
    state = State(listener: listener, targetPort: UInt16(port))
    let state = state
    Thread.detachNewThread { state.acceptConnections() }
  }

  deinit {
    state.stop()
  }

  /// All requests so far, in order of arrival.
  var requests: [Request] { state.log.withLock { $0 } }

  /// All that clients sent so far, heads and bodies, in the order of arrival.
  var sent: String { state.sent.withLock { String(decoding: $0, as: UTF8.self) } }

  func clear() {
    state.log.withLock { $0 = [] }
    state.sent.withLock { $0 = [] }
  }

  /// Waits until `count` more requests have come: the program has gone on working.
  func waitForTraffic(_ count: Int = 4, within limit: Duration = .seconds(20)) async throws {
    let before = requests.count
    try await eventually("\(count) more requests", within: limit) {
      requests.count >= before + count
    }
  }

  /// The requests that could change anything: all but GETs, and the GETs that act.
  var harmfulRequests: [Request] {
    requests.filter { request in
      request.method != "GET" || request.target.contains("yarn-cancel")
        || request.target.contains("yarn-stop")
    }
  }
}

extension RequestLogProxy {
  /// What the threads of the proxy share.
  private final class State: Sendable {
    let listener: Int32
    let targetPort: UInt16
    let log = Mutex<[Request]>([])
    let sent = Mutex<[UInt8]>([])
    /// Open sockets, so that `stop` can end the threads that read from them.
    private let sockets = Mutex<Set<Int32>>([])

    init(listener: Int32, targetPort: UInt16) {
      self.listener = listener
      self.targetPort = targetPort
    }

    func acceptConnections() {
      while let client = Loopback.accept(on: listener) {
        guard let server = Loopback.connect(to: targetPort) else {
          close(client)
          continue
        }
        sockets.withLock { $0.formUnion([client, server]) }
        Thread.detachNewThread { self.serve(client, server) }
      }
      close(listener)
    }

    /// Carries one connection: answers on a thread of their own, requests on this one.
    private func serve(_ client: Int32, _ server: Int32) {
      let answersDone = DispatchSemaphore(value: 0)
      Thread.detachNewThread {
        Loopback.copy(from: server, to: client) { _ in }
        answersDone.signal()
      }
      var reader = HTTPRequestReader()
      Loopback.copy(from: client, to: server) { bytes in
        let found = reader.read(bytes)
        sent.withLock { $0 += bytes }
        log.withLock { $0 += found }
      }
      answersDone.wait()
      sockets.withLock { $0.subtract([client, server]) }
      close(client)
      close(server)
    }

    func stop() {
      shutdown(listener, Int32(SHUT_RDWR))
      sockets.withLock { sockets in
        for socket in sockets { shutdown(socket, Int32(SHUT_RDWR)) }
      }
    }
  }
}
