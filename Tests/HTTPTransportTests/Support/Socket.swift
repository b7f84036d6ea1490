import Glibc

/// The few POSIX calls that the test servers need.
enum Socket {
  struct Failure: Error {
    let call: String
    let code: Int32
  }

  /// A listening socket on a free port of 127.0.0.1.
  static func listen(backlog: Int32) throws -> (socket: Int32, port: Int) {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = loopback(port: 0)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(listener, $0, length) }
    }
    guard bound == 0, Glibc.listen(listener, backlog) == 0 else {
      throw Failure(call: "listen", code: errno)
    }
    _ = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(listener, $0, &length) }
    }
    return (listener, Int(UInt16(bigEndian: address.sin_port)))
  }

  /// The next connection, below 0 when the listener is closed.
  static func accept(_ listener: Int32) -> Int32 {
    let connection = Glibc.accept(listener, nil, nil)
    // A program that another test starts would keep it open.
    _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
    return connection
  }

  /// Starts to connect and does not wait; true if the connection stood at once.
  static func startConnecting(to port: Int) -> (socket: Int32, isConnected: Bool) {
    let flags = SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue
    let client = socket(AF_INET, Int32(flags), 0)
    var address = loopback(port: port)
    let length = socklen_t(MemoryLayout<sockaddr_in>.size)
    _ = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(client, $0, length) }
    }
    var poller = pollfd(fd: client, events: Int16(POLLOUT), revents: 0)
    return (client, poll(&poller, 1, 100) == 1)
  }

  static func send(_ socket: Int32, _ text: String) -> Bool {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// Empty at the end, nil when the connection is broken.
  static func receive(_ socket: Int32) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = bytes.withUnsafeMutableBytes { recv(socket, $0.baseAddress, $0.count, 0) }
    return count < 0 ? nil : Array(bytes.prefix(count))
  }

  /// The next connection, after its first bytes came.
  static func accepted(by listener: Int32) async throws -> Int32 {
    try await Blocking.run {
      let connection = accept(listener)
      _ = receive(connection)
      return connection
    }
  }

  /// Answers the next connection after its first bytes came, and keeps it until the other side ends it. From a thread that is
  /// there at once, as a task may have to wait for one while other tests work.
  static func answerNext(on listener: Int32, with answer: String) {
    Blocking.runThread {
      let connection = accept(listener)
      _ = receive(connection)
      _ = send(connection, answer)
      _ = receive(connection)
      close([connection])
    }
  }

  static func close(_ sockets: [Int32]) {
    for socket in sockets { Glibc.close(socket) }
  }

  private static func loopback(port: Int) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    return address
  }
}
