import HTTPTransport
import StreamModel
import Synchronization

/// Tells of two megabytes of each answer, and answers with nothing.
struct TellingTransport: HTTPTransport {
  let requestsSent = 0
  let address = "http://jm:8081"

  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse { .json("") }

  func send(
    _ request: HTTPRequest, progress: @escaping @Sendable (TransferProgress) -> Void
  ) async throws(TransportError) -> HTTPResponse {
    for count in 1...2 { progress(TransferProgress(sent: 0, total: 0, received: count << 20)) }
    return .json("")
  }
}

/// What was told.
final class ToldBytes: Sendable {
  private let told = Mutex<[ByteCount]>([])
  var all: [ByteCount] { told.withLock { $0 } }
  func add(_ count: ByteCount) { told.withLock { $0.append(count) } }
}
