import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite("Time along a line")
struct TimeWindowTests {
  private func at(_ milliseconds: Int64) -> Timestamp { Timestamp(milliseconds: milliseconds) }

  private let window = TimeWindow(
    from: Timestamp(milliseconds: 1_000_000), to: Timestamp(milliseconds: 1_100_000))

  @Test("a stretch has the columns that it lies in, one at least, and none out of sight")
  func columns() {
    #expect(window.columns(from: at(1_000_000), to: at(1_100_000), width: 50) == 0..<50)
    #expect(window.columns(from: at(1_010_000), to: at(1_020_000), width: 10) == 1..<2)
    #expect(window.columns(from: at(1_015_000), to: at(1_015_000), width: 10) == 1..<2)
    #expect(window.columns(from: at(1_100_000), to: at(1_100_000), width: 10) == 9..<10)
    #expect(window.columns(from: at(1), to: at(1_050_000), width: 10) == 0..<5)
    #expect(window.columns(from: at(1), to: at(999_999), width: 10) == nil)
    #expect(window.columns(from: at(1_100_001), to: at(1_200_000), width: 10) == nil)
    #expect(window.columns(from: at(1_050_000), to: at(1_040_000), width: 10) == nil)
    #expect(window.columns(from: at(1_000_000), to: at(1_100_000), width: 0) == nil)
  }

  @Test("no time is too far off", arguments: [Int64.min, -1, 0, 1, Int64.max])
  func hostile(milliseconds: Int64) {
    for other in [Int64.min, 0, 1_000_000, Int64.max] {
      let window = TimeWindow(from: at(milliseconds), to: at(other))
      #expect(window.duration > .zero && window.start < window.end)
      for width in [0, 1, 79] {
        let columns = window.columns(from: at(milliseconds), to: at(other), width: width)
        #expect(columns.map { $0.lowerBound >= 0 && $0.upperBound <= width } ?? true)
        #expect(window.ticks(width: width, clock: .utc).count <= width)
      }
    }
  }

  @Test(
    "ticks are whole steps of the clock, with room between them",
    arguments: [
      (1, ["46.000", "46.200", "46.400", "46.600", "46.800"]),
      (100, ["00:16:40", "00:17:00", "00:17:20", "00:17:40"]),
      (3600, ["00:20", "00:30", "00:40", "00:50", "01:00", "01:10"]),
      (86_400, ["02:00", "04:00", "06:00", "08:00"]),
      (86_400 * 30, ["01-03", "01-05"]),
    ])
  func ticks(seconds: Int, first: [String]) {
    let start: Int64 = seconds == 1 ? 1_606_000 : 1_000_000
    let window = TimeWindow(from: at(start), to: at(start + Int64(seconds) * 1000))
    let ticks = window.ticks(width: 70, clock: .utc)
    let labels = ticks.map(\.label)
    #expect(labels.count >= 3, "\(labels)")
    #expect(zip(ticks, ticks.dropFirst()).allSatisfy { $0.column + $0.label.count < $1.column })
    #expect(ticks.allSatisfy { $0.column >= 0 && $0.column + $0.label.count <= 70 })
    if seconds == 3600 { #expect(Array(labels.prefix(3)) == Array(first.prefix(3))) }
    if seconds == 100 { #expect(labels.first == first[0] && labels.contains("00:17:20")) }
    if seconds == 1 { #expect(labels.first == first[0]) }
  }

  @Test("a midnight is a day, and a zone has its own")
  func zones() {
    let day: Int64 = 86_400_000
    let window = TimeWindow(from: at(day * 20_000 - 7_200_000), to: at(day * 20_000 + 7_200_000))
    #expect(window.ticks(width: 80, clock: .utc).map(\.label).contains("10-04"))
    let half = LocalClock { _ in 19_800 }
    let labels = window.ticks(width: 80, clock: half).map(\.label)
    #expect(labels.allSatisfy { $0.hasSuffix("0") } && labels.contains("05:00"))
  }
}

@Suite("Stretches of a timeline")
struct TimelineSegmentTests {
  private func at(_ seconds: Int64) -> Timestamp { Timestamp(milliseconds: seconds * 1000) }

  @Test("a job that began anew tells only that it ran before, as the cluster forgot when")
  func restarted() {
    let segments = TimelineSegment.all(
      of: [
        .initializing: at(1), .created: at(2), .failing: at(50), .restarting: at(51),
        .running: at(60),
      ], now: at(90))
    #expect(segments.map(\.look) == [.waiting, .earlier, .deploying, .deploying, .running])
    #expect(segments.map(\.from) == [1, 2, 50, 51, 60].map(at))
    #expect(segments.last?.to == at(90))
    // While it restarts once more, when it ran last is after the failures before.
    let again = TimelineSegment.all(
      of: [.created: at(2), .running: at(60), .restarting: at(80)], failures: [at(50), at(80)],
      now: at(90))
    #expect(again.map(\.look) == [.earlier, .running, .deploying])
  }

  @Test("one that never failed has nothing before, and one that ended has an end")
  func plain() {
    let running = TimelineSegment.all(of: [.created: at(2), .running: at(3)], now: at(9))
    #expect(running.map(\.look) == [.waiting, .running])
    let ended = TimelineSegment.all(
      of: [.created: at(2), .running: at(3), .canceled: at(7)], now: at(9))
    #expect(ended.map(\.look) == [.waiting, .running, .canceled])
    #expect(ended.map(\.to) == [3, 7, 7].map(at))
  }

  @Test("what has no time has no stretch")
  func unknown() {
    #expect(TimelineSegment.all(of: StateTimes([]), now: at(9)).isEmpty)
    #expect(TimelineSegment.all(of: [JobState: Timestamp](), now: at(9)).isEmpty)
    let failed = TimelineSegment.all(
      of: StateTimes([.init(.running, at(4)), .init(.failed, at(6))]), now: at(9))
    #expect(failed.map(\.look) == [.running, .failed] && failed.map(\.to) == [6, 6].map(at))
  }
}
