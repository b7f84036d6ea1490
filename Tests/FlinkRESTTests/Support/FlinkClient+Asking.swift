import StreamModel

@testable import FlinkREST

extension FlinkClient {
  /// Asks a question of any type, for what comes of asking.
  func ask(_ question: some Question) async throws { _ = try await answer(question) }
}
