import Glibc

/// Plain sockets on 127.0.0.1.
enum Loopback {
  /// A listening socket on a free port.
  static func listen() throws -> (socket: Int32, port: UInt16) {
    let listener = newSocket()
    var address = address(port: 0)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withSocketAddress(&address) { bind(listener, $0, length) }
    guard listener >= 0, bound == 0, Glibc.listen(listener, 64) == 0,
      withSocketAddress(&address, { getsockname(listener, $0, &length) }) == 0
    else {
      throw KitError("cannot listen on 127.0.0.1: \(String(cString: strerror(errno)))")
    }
    return (listener, UInt16(bigEndian: address.sin_port))
  }

  /// A connection to a local server; nil when nobody listens.
  static func connect(to port: UInt16) -> Int32? {
    let connection = newSocket()
    var address = address(port: port)
    let length = socklen_t(MemoryLayout<sockaddr_in>.size)
    guard withSocketAddress(&address, { Glibc.connect(connection, $0, length) }) == 0 else {
      close(connection)
      return nil
    }
    return connection
  }

  /// The next connection; nil when the listening socket was shut down.
  static func accept(on listener: Int32) -> Int32? {
    let client = Glibc.accept(listener, nil, nil)
    guard client >= 0 else { return nil }
    _ = fcntl(client, F_SETFD, FD_CLOEXEC)
    return client
  }

  /// A port on which nobody listens (until somebody takes it).
  static func unusedPort() throws -> UInt16 {
    let (socket, port) = try listen()
    close(socket)
    return port
  }

  /// Copies until the sender ends, then tells the receiver so.
  static func copy(from source: Int32, to target: Int32, seen: ([UInt8]) -> Void) {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = recv(source, &buffer, buffer.count, 0)
      guard count > 0 else { break }
      seen(Array(buffer[..<count]))
      var sent = 0
      while sent < count {
        let written = buffer[sent..<count].withUnsafeBytes {
          send(target, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        guard written > 0 else { break }
        sent += written
      }
      guard sent == count else { break }
    }
    shutdown(target, Int32(SHUT_WR))
  }

  private static func newSocket() -> Int32 {
    socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
  }

  private static func address(port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr = in_addr(s_addr: UInt32(0x7f00_0001).bigEndian)
    return address
  }

  private static func withSocketAddress(
    _ address: inout sockaddr_in, _ body: (UnsafeMutablePointer<sockaddr>) -> Int32
  ) -> Int32 {
    withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1, body)
    }
  }
}
