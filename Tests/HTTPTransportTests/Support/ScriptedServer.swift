import Glibc

/// A server on 127.0.0.1 that does to the byte what a script says, and notes what it sees.
final class ScriptedServer: Sendable {
  struct Request: Sendable {
    /// Counts from 1, in the order of accepting.
    let connection: Int
    let method: String
    let target: String
    /// By names in lower case; one that came several times has all its values, as in `a, b`.
    let headers: [String: String]
    let body: String
  }

  enum Step: Sendable {
    case send(String)
    /// Sends till the client hangs up.
    case sendForever(String)
    case waitFor(Gate)
    /// Reads till the client hangs up.
    case waitForHangUp
    case close
    /// Closes by RST.
    case reset
  }

  typealias Script = @Sendable (Request) -> [Step]

  let port: Int
  private let listener: Int32
  private let record: ServerRecord

  init(_ script: @escaping Script) throws {
    let (listener, port) = try Socket.listen(backlog: 16)
    let record = ServerRecord()
    self.listener = listener
    self.port = port
    self.record = record
    Blocking.runThread {
      // Closed by who accepts, lest it accept on the next socket of that number.
      defer { close(listener) }
      while true {
        let connection = Socket.accept(listener)
        guard connection >= 0 else { return }
        let number = record.opened(connection)
        Blocking.runThread {
          ServerConnection(socket: connection, number: number, record: record, script: script)
            .serve()
        }
      }
    }
  }

  /// One that answers each request with `response`.
  convenience init(answering response: String) throws {
    try self.init { _ in [.send(response)] }
  }

  deinit {
    shutdown(listener, Int32(SHUT_RDWR))
    record.closeAll()
  }

  var acceptCount: Int { record.acceptCount }
  var requests: [Request] { record.requests }
  var mostAtOnce: Int { record.mostAtOnce }

  /// Returns when that many requests were seen in all.
  func sawRequests(_ count: Int) async { await record.wait { $0.requests.count >= count } }

  /// Returns when that many connections were seen to be closed by the client.
  func sawHangUps(_ count: Int) async { await record.wait { $0.hangUps >= count } }
}

/// One connection: reads requests and performs the script's steps, on a thread of its own.
private struct ServerConnection {
  let socket: Int32
  let number: Int
  let record: ServerRecord
  let script: ScriptedServer.Script

  func serve() {
    defer { record.closed(socket) }
    var pending: [UInt8] = []
    while let request = readRequest(&pending) {
      record.began(request)
      let steps = script(request)
      for step in steps where !perform(step) {
        record.ended()
        return
      }
      record.ended()
    }
  }

  /// False where it was the connection's last step.
  private func perform(_ step: ScriptedServer.Step) -> Bool {
    switch step {
    case .send(let text): return Socket.send(socket, text)
    case .sendForever(let text):
      while Socket.send(socket, text) {}
      return false
    case .waitFor(let gate):
      gate.wait()
      return true
    case .waitForHangUp:
      while let bytes = Socket.receive(socket), !bytes.isEmpty {}
      record.hungUp()
      return false
    case .close: return false
    case .reset:
      var option = linger(l_onoff: 1, l_linger: 0)
      setsockopt(socket, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
      return false
    }
  }

  /// nil when the client has hung up.
  private func readRequest(_ pending: inout [UInt8]) -> ScriptedServer.Request? {
    while true {
      if let (request, length) = parse(pending) {
        pending.removeFirst(length)
        return request
      }
      guard let bytes = Socket.receive(socket), !bytes.isEmpty else { return nil }
      pending += bytes
    }
  }

  private func parse(_ bytes: [UInt8]) -> (ScriptedServer.Request, length: Int)? {
    let mark = Array("\r\n\r\n".utf8)
    guard
      let end = bytes.indices.first(where: { bytes[$0...].starts(with: mark) })
    else { return nil }
    let lines = String(decoding: bytes[..<end], as: UTF8.self).split(separator: "\r\n")
    let words = lines[0].split(separator: " ")
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      let (name, value) = (parts[0].lowercased(), parts.last?.drop { $0 == " " } ?? "")
      headers[name] = (headers[name].map { $0 + ", " } ?? "") + (parts.count < 2 ? "" : value)
    }
    let bodyStart = end + mark.count
    let length = headers["content-length"].flatMap { Int($0) } ?? 0
    guard bytes.count >= bodyStart + length else { return nil }
    let body = String(decoding: bytes[bodyStart..<(bodyStart + length)], as: UTF8.self)
    let request = ScriptedServer.Request(
      connection: number, method: String(words[0]), target: String(words[1]), headers: headers,
      body: body)
    return (request, bodyStart + length)
  }
}
