import StreamModel
import Testing

@testable import FlinkREST

extension FlinkClient {
  /// Asks a question whose answer has a value.
  func ask<Value>(_ question: Question, as type: Value.Type = Value.self) async throws -> Value {
    try #require(try await payload(of: question) as? Value)
  }

  /// True where the answer is that there is none.
  func hasNone(_ question: Question) async throws -> Bool {
    Mirror(reflecting: try await payload(of: question)).children.isEmpty
  }

  private func payload(of question: Question) async throws -> Any {
    try #require(Mirror(reflecting: try await answer(question)).children.first).value
  }
}

extension Timestamp {
  init(_ milliseconds: Int64) { self.init(milliseconds: milliseconds) }
}
