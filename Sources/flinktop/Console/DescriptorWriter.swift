#if canImport(Glibc)
  import Glibc
#endif

/// Writes to a descriptor and notices when that fails.
struct DescriptorWriter {
  /// Why not all was written.
  struct Failure: Error {
    let code: Int32
    /// How many bytes went out before.
    let written: Int

    /// The system's words for it.
    var reason: String { String(cString: strerror(code)) }
    /// True where it is a pipe that nobody reads from any more.
    var isReaderGone: Bool { code == EPIPE }
  }

  private let descriptor: Int32

  init(_ descriptor: Int32) { self.descriptor = descriptor }

  /// Writes all of it, in as many pieces as it takes; nil when that is done.
  func write(_ bytes: [UInt8]) -> Failure? {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if count == 0 {
        return Failure(code: EIO, written: bytes.count - rest.count)
      } else if errno == EAGAIN {
        waitForRoom()
      } else if errno != EINTR {
        return Failure(code: errno, written: bytes.count - rest.count)
      }
    }
    return nil
  }

  /// Another program that shares the descriptor may have made it non-blocking.
  private func waitForRoom() {
    var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    poll(&request, 1, -1)
  }
}
