import StreamModel
import Testing

@Suite("Times of states")
struct StateTimesTests {
  private func at(_ seconds: Int64) -> Timestamp { Timestamp(milliseconds: seconds * 1000) }

  private func attempt(
    _ state: TaskState, _ durations: [(TaskState, Int)], start: Int64? = 100, end: Int64? = nil
  ) -> Subtask {
    Subtask(
      index: 0, state: state, startTime: start.map { at($0) }, endTime: end.map { at($0) },
      stateDurations: durations.map { .init($0, .seconds($1)) },
      counters: VertexCounters(
        recordsIn: nil, recordsOut: nil, bytesIn: nil, bytesOut: nil, busyTime: nil,
        backpressuredTime: nil, idleTime: nil))
  }

  @Test("are in the order they came in, whatever the server's, and the last goes on")
  func order() {
    let times = StateTimes([
      .init(.running, at(5)), .init(.deploying, at(3)), .init(.scheduled, at(3)),
      .init(.created, at(1)),
    ])
    #expect(times.entries.map(\.state) == [.created, .scheduled, .deploying, .running])
    #expect(times.state == .running && times.start == at(3) && times.end == nil)
    #expect(
      times.durations(now: at(9)) == [
        .init(.created, .seconds(2)), .init(.scheduled, .zero), .init(.deploying, .seconds(2)),
        .init(.running, .seconds(4)),
      ])
  }

  @Test("of an attempt lie around its start, before it what it waited")
  func attempt() {
    let times = StateTimes(
      attempt: attempt(
        .failed,
        [
          (.created, 1), (.scheduled, 2), (.deploying, 3), (.initializing, 4), (.running, 5),
        ], end: 112))
    #expect(
      times.entries == [
        .init(.created, at(97)), .init(.scheduled, at(98)), .init(.deploying, at(100)),
        .init(.initializing, at(103)), .init(.running, at(107)), .init(.failed, at(112)),
      ])
  }

  @Test(
    "nothing is known of an attempt that never started, and no more than its ends of an old one")
  func unknown() {
    #expect(StateTimes(attempt: attempt(.scheduled, [], start: nil)).entries.isEmpty)
    let old = StateTimes(attempt: attempt(.canceled, [], end: 130))
    #expect(old.entries == [.init(.running, at(100)), .init(.canceled, at(130))])
    #expect(StateTimes([]).state == nil && StateTimes([]).durations(now: at(1)).isEmpty)
  }
}
