import Foundation

/// Swift's own threads are as few as the cores: what blocks one of them holds up other tests.
enum Blocking {
  static func runThread(_ body: @escaping @Sendable () -> Void) {
    Thread.detachNewThread(body)
  }

  /// The result of `body`, run on a thread of its own.
  static func run<Value: Sendable>(
    _ body: @escaping @Sendable () throws -> Value
  ) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      runThread { continuation.resume(with: Result(catching: body)) }
    }
  }
}
