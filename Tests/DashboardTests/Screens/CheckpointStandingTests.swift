import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

/// How checkpoints stand, on the Checkpoints screen.
@Suite("Checkpoints that say nothing they do not know")
struct CheckpointStandingTests {
  private func checkpoint(
    _ id: Int64, _ status: CheckpointStatus, ago: Double = 60, acknowledged: Int = 15,
    isInJobManagerOnly: Bool = false
  ) -> Checkpoint {
    Checkpoint(
      id: CheckpointID(id), status: status, isSavepoint: false, savepointFormat: nil,
      type: "CHECKPOINT", triggeredAt: Fixture.now.advanced(by: .seconds(-ago)),
      lastAcknowledgedAt: nil, duration: .milliseconds(3), stateSize: nil, checkpointedSize: nil,
      processedData: nil, persistedData: nil, subtasks: 15, acknowledgedSubtasks: acknowledged,
      isInJobManagerOnly: isInJobManagerOnly)
  }

  /// The Checkpoints screen with only these, the first under the cursor.
  private func state(_ history: [Checkpoint], columns: Int = 120) -> DashboardState {
    var state = OrdersFixture.state(columns: columns, rows: 40)
    var cluster = state.cluster
    let newer = history.map { entry in
      var entry = entry
      entry.id = CheckpointID(entry.id.number + 100_000)
      return entry
    }
    let statistics = CheckpointStatistics(
      counts: .init(
        total: 20, inProgress: history.count { $0.status == .inProgress }, completed: 20, failed: 0,
        restored: 0),
      duration: nil, checkpointedSize: nil, stateSize: nil, processedData: nil, persistedData: nil,
      latestCompleted: nil, latestFailed: nil, latestSavepoint: nil, restored: nil, history: newer)
    cluster.apply(
      statistics, to: .checkpoints(OrdersFixture.job), at: Fixture.now)
    state.press(.enter)
    state.press(.character("3"))
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    state.checkpoints?.history.selected = newer.first?.id
    return state
  }

  @Test(
    "O asks for spans, once; what they tell of is listed as far as they do, and opened with its phases"
  )
  func spans() {
    var state = state([checkpoint(7, .completed(path: "file:/7", isDiscarded: false))])
    func isAsked(_ state: DashboardState) -> Bool {
      state.demand.questions.contains { $0.kind == .recoveryTrace }
    }
    #expect(!isAsked(state))
    state.press(.character("O"))
    #expect(isAsked(state))
    var cluster = state.cluster
    func told(_ id: Int64) -> Checkpoint {
      var told = checkpoint(
        100_000 + id, .completed(path: nil, isDiscarded: false), ago: 600 - Double(id))
      told.isUnlisted = true
      told.isOfSpan = true
      told.type = nil
      return told
    }
    cluster.apply(
      RecoveryTrace(jobs: [:], spanCount: 0), to: RecoveryTraceQuestion(), at: Fixture.now)
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    #expect(state.picture.contains("no span of its checkpoints in the log"))
    var six = told(6)
    six.type = "Checkpoint"
    six.span = CheckpointSpan(
      isUnaligned: true, longest: [.alignment: .seconds(38), .sync: .seconds(2)])
    cluster.apply(
      RecoveryTrace(jobs: [:], checkpoints: [OrdersFixture.job: [told(5), six]], spanCount: 0),
      to: RecoveryTraceQuestion(), at: Fixture.now)
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    let rows = state.picture.split(separator: "\n")
    let five = rows.first { $0.contains(" 100005 ") } ?? ""
    // Neither its type nor its subtasks are known.
    #expect(five.contains("completed   -  ") && five.contains("told by its span"), "\(five)")
    let text = rows.first { $0.contains(" 100006 ") } ?? ""
    #expect(
      text.contains("unaligned") && text.contains("alignment of a subtask up to 38s"), "\(text)")
    #expect(state.picture.contains("2 of them by spans"))
    state.press(.character("O"))
    #expect(state.picture.contains("looked through for spans already"))
    // What is told by both is told of by its span where nothing else is to be said.
    var discarded = checkpoint(7, .completed(path: nil, isDiscarded: true))
    if let model = state.cluster.job(OrdersFixture.job) {
      #expect(state.context.checkpointRow(discarded, of: model).note.text == "")
      discarded.span = six.span
      let note = state.context.checkpointRow(discarded, of: model).note.text
      #expect(note == "alignment of a subtask up to 38s, by its span")
    }
    state.press(.down, .enter)
    #expect(
      state.picture.contains(
        "By its span: at most of one subtask alignment 38s, sync 2.0s; unaligned."),
      "\(state.picture)")
  }

  private func copied(_ state: DashboardState) -> String? {
    var state = state
    for effect in state.press(.character("y")) {
      if case .copy(let text) = effect { return text }
    }
    return nil
  }

  @Test("a discarded one is marked, at 80 columns too, and its path is not offered to copy")
  func discarded() {
    for columns in [80, 120] {
      let state = state(
        [checkpoint(1, .completed(path: "s3://c/1", isDiscarded: true))], columns: columns)
      #expect(state.picture.contains("discarded"))
      #expect(!state.picture.contains("s3://c/1"))
      #expect(copied(state) == OrdersFixture.job.text)
    }
    let kept = state([checkpoint(1, .completed(path: "s3://c/1", isDiscarded: false))])
    #expect(copied(kept) == "s3://c/1")
  }

  @Test("one that the JobManager keeps in its memory has no path, and says what that means")
  func inMemory() {
    var state = state([
      checkpoint(1, .completed(path: nil, isDiscarded: false), isInJobManagerOnly: true)
    ])
    #expect(copied(state) == OrdersFixture.job.text)
    #expect(state.picture.contains("not to restore from once it is gone"))
    state.press(.enter)
    #expect(state.picture.contains("can't be restored from once that is gone"))
  }

  @Test("one that all subtasks have acknowledged waits for none of them")
  func allAcknowledged() {
    var state = state([checkpoint(1, .inProgress)])
    #expect(state.picture.contains("all subtasks have acknowledged"))
    #expect(!state.picture.contains("waits for 0"))
    state.press(.enter)
    #expect(state.picture.contains("All 15 subtasks have acknowledged."))
    let waiting = self.state([checkpoint(1, .inProgress, acknowledged: 11)])
    #expect(waiting.picture.contains("waits for 4 of 15 subtasks"))
  }

  @Test("one under way has lasted since its trigger, in its head too")
  func duration() {
    var state = state([checkpoint(1, .inProgress, ago: 95)])
    #expect(state.picture.contains("1m 35s"))
    state.press(.enter)
    #expect(state.picture.contains("for 1m 35s"))
    #expect(!state.picture.contains("took"))
  }

  @Test("the list's word counts where details that are no longer asked for say in progress")
  func ended() {
    var state = state([checkpoint(1, .completed(path: nil, isDiscarded: false))])
    var cluster = state.cluster
    let id = CheckpointID(100_001)
    cluster.apply(
      CheckpointDetail(checkpoint: checkpoint(100_001, .inProgress), vertices: []),
      to: .checkpoint(OrdersFixture.job, id), at: Fixture.now)
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    #expect(state.cluster.job(OrdersFixture.job)?.knownCheckpoint(id)?.status != .inProgress)
  }

  @Test("one that was under way when its job ended goes on no more")
  func endedJob() throws {
    var state = state([checkpoint(1, .inProgress, ago: 95)])
    var cluster = state.cluster
    var summaries = cluster.jobs.map(\.summary.value)
    let index = try #require(summaries.firstIndex { $0.id == OrdersFixture.job })
    summaries[index].state = .canceled
    cluster.apply(summaries, to: .jobs, at: Fixture.now)
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    #expect(state.picture.contains("unfinished"))
    #expect(!state.picture.contains("1m 35s"))
    #expect(!state.picture.contains("in progress"))
  }

  @Test("one that was under way when its job was last heard of goes on no more either")
  func goneJob() {
    var state = state([checkpoint(1, .inProgress)])
    #expect(state.picture.contains("1 in progress"))
    var cluster = state.cluster
    let others = cluster.jobs.map(\.summary.value).filter { $0.id != OrdersFixture.job }
    for second in [2.0, 4] {
      cluster.apply(others, to: .jobs, at: Fixture.now.advanced(by: .seconds(second)))
    }
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now.advanced(by: .seconds(4)))
    #expect(state.picture.contains("GONE"))
    #expect(!state.picture.contains("in progress"))
  }
}
