import Foundation
import Glibc
import Locking

/// A socket on loopback that takes one request, keeps its bytes, and answers `{}`.
final class Catcher: Sendable {
  let url: String
  private let listener: Int32
  private let seen = Locked<[UInt8]>([])

  init?() {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        bind(listener, generic, length) == 0 && listen(listener, 4) == 0
          && getsockname(listener, generic, &length) == 0
      }
    }
    guard listener >= 0, isBound else { return nil }
    self.listener = listener
    url = "http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))"
    Thread.detachNewThread { [listener, seen] in
      let client = accept(listener, nil, nil)
      guard client >= 0 else { return }
      var bytes: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: 65_536)
      while !Self.isWhole(bytes) {
        let count = recv(client, &buffer, buffer.count, 0)
        guard count > 0 else { break }
        bytes += buffer.prefix(count)
      }
      let taken = bytes
      seen.withLock { $0 = taken }
      let answer =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
      _ = answer.withCString { Glibc.send(client, $0, strlen($0), 0) }
      close(client)
    }
  }

  deinit {
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
  }

  private static func isWhole(_ bytes: [UInt8]) -> Bool {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let end = text.range(of: "\r\n\r\n") else { return false }
    let head = text[..<end.lowerBound].lowercased()
    let length = head.components(separatedBy: "content-length: ").dropFirst().first
      .flatMap { Int($0.prefix { $0.isNumber }) }
    return text[end.upperBound...].utf8.count >= length ?? 0
  }

  /// The first line, the headers by their names as they were written, and the body.
  var request: (line: String, headers: [String: String], body: String) {
    let text = seen.withLock { String(decoding: $0, as: UTF8.self) }
    let halves = text.components(separatedBy: "\r\n\r\n")
    let lines = halves[0].components(separatedBy: "\r\n")
    let headers = lines.dropFirst().compactMap { line -> (String, String)? in
      guard let colon = line.range(of: ": ") else { return nil }
      return (String(line[..<colon.lowerBound]), String(line[colon.upperBound...]))
    }
    return (
      lines[0], Dictionary(headers, uniquingKeysWith: { "\($0) and \($1)" }),
      halves.dropFirst().joined(separator: "\r\n\r\n")
    )
  }
}
