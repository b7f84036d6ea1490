import Foundation

/// A connection that sees what really comes over the wire: half an answer, none, or a refusal.
final class RawConnection {
  enum Failure: Error, Equatable {
    case refused
    /// Nothing came within the time.
    case silence
    /// The connection ended after so many bytes.
    case ended(received: Int)
  }

  struct Answer: Equatable {
    var status: Int
    var headers: [String: String]
    var body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }
  }

  private let descriptor: Int32
  private var buffer: [UInt8] = []

  init(port: Int, timeout: Duration = .seconds(20)) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else {
      close(descriptor)
      throw Failure.refused
    }
    let milliseconds = Int(timeout / .milliseconds(1))
    var limit = timeval(tv_sec: milliseconds / 1000, tv_usec: milliseconds % 1000 * 1000)
    setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close(descriptor) }

  func send(_ method: String, _ path: String, body: String = "", version: String = "1.1") {
    let text =
      "\(method) \(path) HTTP/\(version)\r\nhost: localhost\r\n"
      + "content-length: \(body.utf8.count)\r\n\r\n\(body)"
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, bytes.count) }
  }

  /// Reads one answer to its announced end.
  func answer() throws -> Answer {
    let separator = Array("\r\n\r\n".utf8)
    var end = buffer.firstRange(of: separator)
    while end == nil {
      try receive()
      end = buffer.firstRange(of: separator)
    }
    let headEnd = end?.upperBound ?? 0
    let lines = String(decoding: buffer[..<headEnd], as: UTF8.self).components(separatedBy: "\r\n")
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      let sides = line.split(separator: ":", maxSplits: 1)
      guard sides.count == 2 else { continue }
      headers[sides[0].lowercased()] = sides[1].trimmingCharacters(in: .whitespaces)
    }
    let length = Int(headers["content-length"] ?? "") ?? 0
    while buffer.count < headEnd + length { try receive() }
    let body = Array(buffer[headEnd..<(headEnd + length)])
    buffer.removeFirst(headEnd + length)
    let status = Int(lines[0].split(separator: " ").dropFirst().first ?? "") ?? 0
    return Answer(status: status, headers: headers, body: body)
  }

  func get(_ path: String) throws -> Answer {
    send("GET", path)
    return try answer()
  }

  private func receive() throws {
    var chunk = [UInt8](repeating: 0, count: 65_536)
    let count = read(descriptor, &chunk, chunk.count)
    guard count != 0 else { throw Failure.ended(received: buffer.count) }
    guard count > 0 else {
      throw errno == EAGAIN ? Failure.silence : Failure.ended(received: buffer.count)
    }
    buffer += chunk[..<count]
  }
}
