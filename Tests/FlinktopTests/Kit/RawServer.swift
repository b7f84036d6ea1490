import Foundation
import Glibc
import Synchronization

/// A server on loopback that sends bytes of a test's own, one answer a connection, and keeps what it was sent.
final class RawServer: Sendable {
  let url: String
  private let listener: Int32
  private let seen = Mutex<[UInt8]>([])

  /// Answers each request, once it has come whole, with `head` and `count` times `piece`, and then hangs up, or waits
  /// for the client to do so.
  init(
    head: String, piece: [UInt8] = [], times count: Int = 1, hangsUp: Bool = true
  ) throws {
    let (listener, port) = try Loopback.listen()
    self.listener = listener
    url = "http://127.0.0.1:\(port)"
    Thread.detachNewThread { [weak self] in
      while let client = Loopback.accept(on: listener) {
        if let request = Self.request(from: client) { self?.seen.withLock { $0 += request } }
        var isOpen = Self.send(Array(head.utf8), to: client)
        for _ in 0..<count where isOpen { isOpen = Self.send(piece, to: client) }
        if hangsUp { shutdown(client, Int32(SHUT_WR)) }
        var byte: UInt8 = 0
        while recv(client, &byte, 1, 0) > 0 {}
        close(client)
      }
      close(listener)
    }
  }

  /// An answer of JSON or of another type.
  convenience init(
    _ body: [UInt8], status: String = "200 OK", type: String = "application/json; charset=UTF-8"
  ) throws {
    try self.init(
      head: "HTTP/1.1 \(status)\r\nContent-Type: \(type)\r\nContent-Length: \(body.count)\r\n\r\n",
      piece: body)
  }

  convenience init(_ body: String, status: String = "200 OK") throws {
    try self.init(Array(body.utf8), status: status)
  }

  deinit { shutdown(listener, Int32(SHUT_RDWR)) }

  /// All that came so far, heads and bodies.
  var received: String { seen.withLock { String(decoding: $0, as: UTF8.self) } }

  /// Head and body; nil when the client has hung up before.
  static func request(from client: Int32) -> [UInt8]? {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = recv(client, &buffer, buffer.count, 0)
      guard count > 0 else { return nil }
      bytes += buffer.prefix(count)
      let text = String(decoding: bytes, as: UTF8.self)
      guard let end = text.range(of: "\r\n\r\n") else { continue }
      let length = text[..<end.lowerBound].firstMatch(of: /(?i)content-length: ([0-9]+)/)
      let body = text[end.upperBound...].utf8.count
      if body >= length.flatMap({ Int($0.1) }) ?? 0 { return bytes }
    }
  }

  private static func send(_ bytes: [UInt8], to client: Int32) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Glibc.send(client, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }
}
