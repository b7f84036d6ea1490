import FlinkTraces
import Locking
import SpanReceiver
import StreamModel

/// Takes what Flink's OpenTelemetry reporters send for as long as the program runs (`--otlp`), and keeps what tells of starts and
/// restarts.
final class SpanInbox: Sendable {
  private struct Kept {
    var assembly = SpanAssembly()
    var shelf = SpanShelf()
    var refused = 0
  }

  private let kept: Locked<Kept>
  private let receiver: SpanReceiver
  /// Where it listens.
  let place: String

  /// Begins to listen.
  init(at address: ListeningAddress) async throws(Failure) {
    let kept = Locked(Kept())
    self.kept = kept
    receiver = SpanReceiver { report in
      switch report {
      case .spans(let spans):
        kept.withLock { kept in
          let whole = kept.assembly.take(spans)
          kept.shelf.take(whole)
        }
      case .refused: kept.withLock { $0.refused += 1 }
      case .events: break
      }
    }
    let port: Int
    do {
      port = try await receiver.start(host: address.host, port: address.port)
    } catch {
      throw Failure(.operationFailed, "Cannot listen on \(address.text): \(error).")
    }
    place = "\(address.host.contains(":") ? "[\(address.host)]" : address.host):\(port)"
  }

  var feed: SpanFeed { SpanFeed { [kept] in kept.withLock { $0.shelf.spans } } }

  /// Listens no more.
  func stop() async { try? await receiver.stop() }
}

extension SpanInbox {
  /// Nil where no address is given.
  static func opened(at address: ListeningAddress?) async throws(Failure) -> SpanInbox? {
    guard let address else { return nil }
    return try await SpanInbox(at: address)
  }
}
