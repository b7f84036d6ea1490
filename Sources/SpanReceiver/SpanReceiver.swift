package import FlinkTraces
import NIOConcurrencyHelpers
import NIOCore
import NIOHTTP1
import NIOPosix

#if canImport(Glibc)
  import Glibc
#endif

/// What came to a receiver.
package enum ReceivedReport: Hashable, Sendable {
  case spans([ReceivedSpan])
  /// Of 2.x (FLIP-481).
  case events([ReceivedEvent])
  /// A request that was refused: who sent it, and why in a few words.
  case refused(String)
}

/// Why an address can't be listened on.
package struct ReceiverFailure: Error, CustomStringConvertible {
  var reason: String
  package var description: String { reason }
}

/// Takes what Flink's OpenTelemetry reporters send over HTTP (`exporter.protocol: HTTP`): posts of protobuf, plain or as
/// gzip, to `/v1/traces` and `/v1/logs`, and to `/`, as Flink appends no path to an endpoint.
package final class SpanReceiver: Sendable {
  /// Bytes of a body at most, as it comes and unpacked. A checkpoint with its subtasks as children takes some 40 kB.
  package static let bodyLimit = 64 << 20

  private let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
  private let listener = NIOLockedValueBox<(any Channel)?>(nil)
  private let receive: @Sendable (ReceivedReport) -> Void

  /// `receive` is called in the order in which things come, and never at the same time.
  package init(receive: @escaping @Sendable (ReceivedReport) -> Void) { self.receive = receive }

  /// Begins to listen, on any free port if it is 0, and says on which.
  @discardableResult
  package func start(host: String, port: Int) async throws(ReceiverFailure) -> Int {
    do {
      return try await listen(host: host, port: port)
    } catch let error as IOError {
      throw ReceiverFailure(reason: String(cString: strerror(error.errnoCode)))
    } catch {
      throw ReceiverFailure(reason: "\(error)")
    }
  }

  private func listen(host: String, port: Int) async throws -> Int {
    let channel = try await ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 64)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { [receive] channel in
        channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          try pipeline.configureHTTPServerPipeline()
          try pipeline.addHandler(ReceiverConnection(receive: receive))
        }
      }
      .bind(host: host, port: port).get()
    listener.withLockedValue { $0 = channel }
    return channel.localAddress?.port ?? port
  }

  /// Ends everything. A receiver that was stopped cannot be started again.
  package func stop() async throws {
    try await listener.withLockedValue { $0 }?.close()
    try await group.shutdownGracefully()
  }
}
