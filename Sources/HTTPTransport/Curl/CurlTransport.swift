internal import Glibc
import Locking

/// HTTP/1.1 by libcurl. One thread of its own runs all transfers of one endpoint, sleeps while there are
/// none, and keeps the connections.
///
/// Redirects are not followed: they come back as answers. A request that could do harm when it comes
/// twice goes out on a new connection, since libcurl sends again what a kept connection swallowed.
package final class CurlTransport: HTTPTransport {
  private let endpoint: Endpoint
  private let isReadOnly: Bool
  private let judge: ReadOnlyGuard
  private let queue = TransferQueue()
  private let thread: Locked<pthread_t?>

  /// Starts the thread, which prepares libcurl while the caller goes on. Options that can't be used
  /// make every request fail with the reason; `TransportOptions.validate()` tells it beforehand.
  ///
  /// `harmless` are the requests that change nothing on the system at the endpoint.
  package init(
    endpoint: Endpoint, harmless: HarmlessRoutes, options: TransportOptions = TransportOptions()
  ) {
    self.endpoint = endpoint
    isReadOnly = options.isReadOnly
    judge = ReadOnlyGuard(harmless: harmless, basePath: endpoint.basePath)
    thread = Locked(nil)
    do {
      try options.validate()
      let started = try startThread { [queue] in
        CurlLoop.run(queue, endpoint: endpoint, options: options)
      }
      thread.withLock { $0 = started }
    } catch let error as TransportOptionsError {
      queue.close(with: error.transportError)
    } catch {
      queue.close(
        with: .failed("\(endpoint.name): no thread for requests: \(error)", wasSent: false))
    }
  }

  deinit { close() }

  /// Cancels every request, and returns when the thread has ended. Worth calling before `exit`, which
  /// takes OpenSSL apart while the thread may still be using it.
  package func close() {
    queue.close(with: .cancelled(wasSent: false))
    let ended = thread.withLock { thread in
      defer { thread = nil }
      return thread
    }
    if let ended { pthread_join(ended, nil) }
  }

  package var requestsSent: Int { queue.requestsSent }
  package var address: String { endpoint.displayText }

  /// Why read-only refuses a request, in one line; nil where it is known to change nothing.
  package func refusal(of request: HTTPRequest) -> String? { judge.refusal(of: request) }

  package func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    try await perform(request)
  }

  package func send(
    _ request: HTTPRequest, progress: @escaping @Sendable (TransferProgress) -> Void
  ) async throws(TransportError) -> HTTPResponse {
    try await perform(request, progress: progress)
  }

  /// The same, with the answer given to `sink` while it comes; what is returned has no body. The time-out is that of a
  /// pause in which nothing comes or goes, in whole seconds, and `keeps` does not count.
  package func send(
    _ request: HTTPRequest, to sink: AnswerSink
  ) async throws(TransportError) -> HTTPResponse {
    try await perform(request, sink: sink)
  }

  private func perform(
    _ request: HTTPRequest, progress: (@Sendable (TransferProgress) -> Void)? = nil,
    sink: AnswerSink? = nil
  ) async throws(TransportError) -> HTTPResponse {
    let refusal = refusal(of: request)
    if isReadOnly, let refusal { throw .readOnly(refusal) }
    // What does not begin with a slash could change the host, a `#` would be cut off.
    guard request.path.hasPrefix("/"),
      request.path.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "#") })
    else {
      throw .failed(
        "\(endpoint.name): not a path: \(request.path.oneLine.prefix(120))", wasSent: false)
    }
    let id = queue.newID()
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        queue.enqueue(
          Transfer(
            id: id, request: request, isHarmless: refusal == nil, progress: progress, sink: sink,
            continuation: continuation))
      }
    } onCancel: {
      queue.cancel(id)
    }
    queue.forget(id)
    return try result.get()
  }
}

extension TransportOptionsError {
  /// What every request fails with.
  fileprivate var transportError: TransportError {
    switch self {
    case .unreadableFile, .keyWithoutCertificate: .tls(description)
    default: .failed(description, wasSent: false)
    }
  }
}
