import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite("Lists stay at their newest or worst until the cursor is moved")
struct NewestFirstTests {
  private func later(_ seconds: Int) -> Timestamp { Fixture.now.advanced(by: .seconds(seconds)) }

  /// Eleven minutes in which a checkpoint completes every 40 seconds.
  private func watch(_ state: inout DashboardState) {
    var cluster = state.cluster
    for step in 1...16 {
      let now = later(40 * step)
      cluster.apply(
        OrdersFixture.checkpoints(Fixture.now, newest: 77 + step),
        to: .checkpoints(OrdersFixture.job), at: now)
      cluster.lastAnswerAt = now
      _ = state.reduce(.snapshot(cluster, []), at: now)
    }
  }

  @Test("the pane of an open job shows the newest checkpoints after eleven minutes")
  func pane() {
    var state = OrdersFixture.opened()
    #expect(state.job?.checkpoints.selected == CheckpointID(77))
    watch(&state)
    #expect(state.job?.checkpoints.selected == CheckpointID(93))
    #expect(state.job?.checkpoints.offset == 0)
    #expect(state.picture.contains("93"))
  }

  @Test("once the cursor was moved there, it stays on its checkpoint")
  func movedPane() {
    var state = OrdersFixture.opened()
    state.press(.tab, .tab, .tab, .down)
    #expect(state.job?.checkpoints.selected == CheckpointID(76))
    watch(&state)
    #expect(state.job?.checkpoints.selected == CheckpointID(76))
  }

  @Test("so does the Checkpoints screen, where one that was opened counts as moved to")
  func screen() {
    var state = OrdersFixture.opened()
    state.press(.character("3"))
    watch(&state)
    #expect(state.checkpoints?.history.selected == CheckpointID(93))
    #expect(state.checkpoints?.history.offset == 0)
    var other = OrdersFixture.opened()
    other.press(.character("3"), .enter, .escape)
    watch(&other)
    #expect(other.checkpoints?.history.selected == CheckpointID(77))
  }

  @Test("the worst job is selected until the user moves, then the row is followed")
  func jobs() {
    var state = Fixture.state()
    state.press(.character("?"), .escape)
    let worse = Fixture.jobs + [Fixture.summary("aaa", .failed)]
    _ = state.reduce(.snapshot(Fixture.cluster(worse), []), at: Fixture.now)
    #expect(state.jobs.table.selected == state.jobs.table.order.first)
    state.press(.up)
    let selected = state.jobs.table.selected
    // It is well again, and below the others.
    let name = state.cluster.jobs.first { $0.id == selected }?.name ?? ""
    let better = worse.map { $0.id == selected ? Fixture.summary(name) : $0 }
    _ = state.reduce(.snapshot(Fixture.cluster(better), []), at: Fixture.now)
    #expect(state.jobs.table.selected == selected)
    #expect(state.jobs.table.selected != state.jobs.table.order.first)
  }

  @Test("the newest operation is selected until the user moves, and when the screen is opened anew")
  func operations() {
    func operations(_ count: Int) -> [StreamModel.Operation] {
      (0..<count).reversed().map { index in
        Operation(
          request: OperationRequest(
            in: Fixture.identity.id, id: "\(index)", kind: .checkpoint, job: OrdersFixture.job,
            jobName: "orders"),
          startedAt: later(index))
      }
    }
    var state = Fixture.state()
    func take(_ count: Int) {
      _ = state.reduce(.snapshot(state.cluster, operations(count)), at: later(count))
    }
    take(3)
    state.press(.character("9"))
    #expect(state.operationsTable?.selected == "2")
    take(4)
    #expect(state.operationsTable?.selected == "3")
    state.press(.down)
    take(5)
    #expect(state.operationsTable?.selected == "2")
    state.press(.escape, .character("9"))
    #expect(state.operationsTable?.selected == "4")
  }
}
