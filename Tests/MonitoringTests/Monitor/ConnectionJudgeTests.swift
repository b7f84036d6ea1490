import StreamModel
import Testing

@testable import Monitoring

/// What few answers make of the connection, one by one.
@Suite struct ConnectionJudgeTests {
  private static let list = AnyQuestion(.jobs).key
  private static let checkpoints = AnyQuestion(.checkpoints(.numbered(0))).key
  private static let server = SourceError.server(status: 500, message: "x")

  private func moment(_ seconds: Double) -> Moment {
    let uptime = Duration.seconds(seconds)
    return Moment(uptime: uptime, now: Playback.epoch.advanced(by: uptime))
  }

  @Test("three failed lists in a row are a cluster that is gone, an answer between begins anew")
  func rounds() {
    var judge = ConnectionJudge()
    judge.answered(Self.list, at: moment(9))
    for start in [10.0, 20] {
      for second in [start, start + 1] {
        judge.failed(Self.list, with: .refused, at: moment(second))
        let since = moment(start == 10 ? 9 : 19).now
        #expect(
          judge.connection(at: moment(second), overdue: nil) == .stale(since: since, .refused))
      }
      judge.answered(Self.list, at: moment(start + 9))
      #expect(judge.connection(at: moment(start + 9), overdue: nil) == .live)
    }
    for second in [30.0, 31, 32] { judge.failed(Self.list, with: .refused, at: moment(second)) }
    #expect(
      judge.connection(at: moment(32), overdue: nil)
        == .unreachable(since: moment(29).now, .refused))
  }

  @Test("a kind that goes on failing degrades until it is answered, or was not asked for long")
  func forgotten() {
    var judge = ConnectionJudge()
    judge.answered(Self.list, at: moment(0))
    for second in [1.0, 2, 3] {
      #expect(judge.connection(at: moment(second), overdue: nil) == .live)
      judge.failed(Self.checkpoints, with: Self.server, at: moment(second))
    }
    judge.answered(Self.list, at: moment(90))
    #expect(judge.connection(at: moment(92), overdue: nil) == .degraded(Self.server))
    // Nobody asks on, as the screen that did was left.
    #expect(judge.connection(at: moment(93), overdue: nil) == .live)
  }
}
