import StreamModel
import Testing

@Suite("Model of a job")
struct JobModelTests {
  @Test(
    "levels of backpressure are Flink's",
    arguments: [
      (0.0, BackpressureLevel.ok), (0.1, .ok), (0.11, .low), (0.5, .low), (0.51, .high),
      (1, .high),
    ])
  func level(share: Double, expected: BackpressureLevel) throws {
    #expect(BackpressureLevel(try #require(Ratio(share))) == expected)
  }

  @Test("a connection says why something is wrong, where it is")
  func connection() {
    let error = SourceError.timedOut(after: .seconds(1), on: "/jobs")
    #expect(Connection.connecting.error == nil)
    #expect(Connection.live.error == nil)
    #expect(Connection.degraded(error).error == error)
    #expect(Connection.stale(since: at(0), error).error == error)
    #expect(Connection.unreachable(since: nil, error).error == error)
  }
}
