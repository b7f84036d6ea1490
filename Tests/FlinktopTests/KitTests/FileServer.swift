import Foundation
import Glibc

/// A server that is not ours, to try the kit against: Python's, with one JSON file.
final class FileServer: Sendable {
  let url: String
  private let child: ChildProcess

  private init(url: String, child: ChildProcess) {
    self.url = url
    self.child = child
  }

  static func start() async throws -> FileServer {
    let directory = Scratch.directory("served")
    try Data(#"{"works": true}"#.utf8).write(to: URL(fileURLWithPath: directory + "/answer.json"))
    let child = try ChildProcess([
      "python3", "-u", "-m", "http.server", "--bind", "127.0.0.1", "--directory", directory, "0",
    ])
    let port = try await eventually("the file server's port") {
      child.standardOutput.firstMatch(of: /port ([0-9]+)/).map { String($0.1) }
    }
    return FileServer(url: "http://127.0.0.1:\(port)", child: child)
  }
}

/// Sends bytes to a local port and closes the sending side.
func send(_ text: String, to port: UInt16) throws {
  guard let socket = Loopback.connect(to: port) else { throw KitError("nobody on \(port)") }
  defer { close(socket) }
  _ = text.withCString { Glibc.send(socket, $0, strlen($0), Int32(MSG_NOSIGNAL)) }
  shutdown(socket, Int32(SHUT_WR))
  var byte: UInt8 = 0
  while recv(socket, &byte, 1, 0) > 0 {}
}
