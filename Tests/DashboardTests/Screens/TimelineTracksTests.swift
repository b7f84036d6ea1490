import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite("Checkpoints, backpressure and lag along a timeline")
struct TimelineTracksTests {
  private func checkpoint(
    _ number: Int64, _ status: CheckpointStatus, at second: Int, for length: Int = 0,
    isSavepoint: Bool = false
  ) -> Checkpoint {
    Checkpoint(
      id: CheckpointID(number), status: status, isSavepoint: isSavepoint, savepointFormat: nil,
      type: nil, triggeredAt: Timestamp(milliseconds: Int64(second) * 1000),
      lastAcknowledgedAt: nil, duration: .seconds(length), stateSize: nil, checkpointedSize: nil,
      processedData: nil, persistedData: nil, subtasks: 2, acknowledgedSubtasks: 2)
  }

  /// A job with these checkpoints, newest first, seen for 100 seconds.
  private func tracks(
    _ history: [Checkpoint], charset: Charset = .ascii,
    _ change: (inout ClusterModel) -> Void = { _ in }
  ) throws -> TimelineTracks {
    var state = OrdersFixture.state(columns: 120, rows: 40)
    state.settings.charset = charset
    let counts = CheckpointStatistics.Counts(
      total: history.count, inProgress: 0, completed: history.count, failed: 0, restored: 0)
    state.cluster.apply(
      CheckpointStatistics(
        counts: counts, duration: nil, checkpointedSize: nil, stateSize: nil, processedData: nil,
        persistedData: nil, latestCompleted: nil, latestFailed: nil, latestSavepoint: nil,
        restored: nil, history: history), to: .checkpoints(OrdersFixture.job), at: Fixture.now)
    change(&state.cluster)
    return TimelineTracks(
      context: state.context, job: try #require(state.cluster.job(OrdersFixture.job)),
      window: TimeWindow(
        from: Timestamp(milliseconds: 0), to: Timestamp(milliseconds: 100_000)))
  }

  private func text(_ track: TimelineTracks.Track?) -> String {
    (track?.marks ?? []).map { $0?.text ?? " " }.joined()
  }

  @Test(
    "a checkpoint is drawn from its trigger to its end, and what went wrong over what went well")
  func checkpoints() throws {
    let completed = CheckpointStatus.completed(path: nil, isDiscarded: false)
    // The fixture's own lie far behind the window.
    let track = try tracks([
      checkpoint(1006, .inProgress, at: 95, for: 5),
      checkpoint(1005, .failed(cause: nil), at: 72, for: 1),
      checkpoint(1004, completed, at: 71, for: 2),
      checkpoint(1003, completed, at: 41, for: 2, isSavepoint: true),
      checkpoint(1002, completed, at: 12, for: 27), checkpoint(1001, completed, at: 1),
    ]).all(width: 10).first
    #expect(track?.name == "checkpoints" && track?.remark == "4, 1 failed")
    #expect(text(track) == ".--.S  x o")
  }

  @Test("backpressure and lag are those of the time that is seen, on the JobManager's clock")
  func series() throws {
    let whole = try tracks([]).all(width: 10)
    #expect(whole.map(\.name) == ["checkpoints"])
    var tracks = try tracks([])
    let now = Fixture.now
    tracks.window = TimeWindow(from: now.advanced(by: .seconds(-600)), to: now)
    let seen = tracks.all(width: 20)
    #expect(seen.map(\.name) == ["checkpoints", "backpressured", "lag"])
    #expect(!text(seen[1]).contains(" ") || !text(seen[2]).contains(" "))
    #expect(seen[2].remark.hasPrefix("to "))
    tracks.context.watched.model.clockOffset = .seconds(300)
    let shifted = tracks.all(width: 20)
    // What was seen ten minutes ago was seen five minutes later on that clock.
    #expect(text(shifted[2]).prefix(9).allSatisfy { $0 == " " })
    #expect(!text(shifted[2]).suffix(9).contains(" "))
  }
}
