import Foundation
import SeededRandom
import Testing

@testable import FlinkTraces

@Suite("Logs that were damaged")
struct SpanFuzzTests {
  /// For longer: `FLINKTOP_FUZZ=100000 swift test -c release --filter SpanFuzzTests`, or without `-c release`.
  private static let rounds =
    ProcessInfo.processInfo.environment["FLINKTOP_FUZZ"].flatMap { Int($0) } ?? 60

  @Test("neither stop the reader nor say something else when they come in other pieces")
  func damaged() throws {
    let logs = try Recording.logs.map { try Recording.bytes($0) }
    let seed = ProcessInfo.processInfo.environment["FLINKTOP_SEED"].flatMap { UInt64($0) } ?? 384
    var generator = SeededGenerator(seed: seed)
    var (spans, unread) = (0, 0)
    for round in 0..<Self.rounds {
      let log = try #require(logs.randomElement(using: &generator))
      var bytes = log.part(using: &generator)
      for _ in 0..<Int.random(in: 0...3, using: &generator) {
        bytes = bytes.mutated(using: &generator)
      }
      let whole = Recording.read(bytes)
      var reader = SpanLogReader()
      var found: [LoggedSpan] = []
      var rest = bytes[...]
      while !rest.isEmpty {
        let piece = rest.prefix(Int.random(in: 1...3000, using: &generator))
        found += reader.take(Array(piece))
        rest = rest.dropFirst(piece.count)
      }
      found += reader.end()
      #expect(found == whole.spans, "round \(round) of seed \(seed)")
      #expect(reader.unread == whole.reader.unread, "round \(round) of seed \(seed)")
      for span in found { touch(span.span) }
      spans += found.count
      unread += reader.unread.count
    }
    // Damage is neither so small that all is read nor so great that nothing is.
    #expect(spans > Self.rounds / 4 && unread > Self.rounds / 10)
    if Self.rounds > 1000 { print("seed \(seed): \(spans) spans, \(unread) lines unread") }
  }

  /// Everything that is made of a span.
  private func touch(_ span: TraceSpan) {
    #expect(span.duration ?? .zero >= .zero && span.spanCount > span.children.count)
    let meaning: [Any?] = [
      span.job, span.jobName, span.checkpoint, span.vertex, span.subtask, span.status,
      span.fullSize, span.isSavepoint, span.isUnaligned, span.canRestart,
    ]
    #expect(meaning.count == 10)
    #expect(span.parts.count <= span.durations.count && span.sizes.count >= 0)
    for child in span.children { touch(child) }
  }
}

extension [UInt8] {
  /// A few thousand bytes out of the middle, as a tail or a rotation leaves them.
  fileprivate func part(using generator: inout SeededGenerator) -> [UInt8] {
    let start = Int.random(in: 0..<count, using: &generator)
    return Array(self[start...].prefix(Int.random(in: 1...6000, using: &generator)))
  }
}
