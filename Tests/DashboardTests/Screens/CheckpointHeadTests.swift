import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite("What is said of one checkpoint")
struct CheckpointHeadTests {
  /// The Checkpoints screen with a failed checkpoint open, of which two vertices did not answer in full.
  private func state() throws -> DashboardState {
    var state = OrdersFixture.state(columns: 120, rows: 40)
    var cluster = state.cluster
    let failed = try #require(
      cluster.job(OrdersFixture.job)?.checkpoints?.history.first { entry in
        if case .failed = entry.status { true } else { false }
      })
    let parts = (0..<5).map { index in
      CheckpointDetail.VertexPart(
        vertex: OrdersFixture.vertexID(index), status: "FAILED", lastAcknowledgedAt: nil,
        duration: .seconds(1), stateSize: nil, checkpointedSize: nil, subtasks: 4,
        acknowledgedSubtasks: index == 2 || index == 3 ? 0 : 4)
    }
    cluster.apply(
      CheckpointDetail(checkpoint: failed, vertices: parts),
      to: .checkpoint(OrdersFixture.job, failed.id), at: Fixture.now)
    let subtasks = (0..<4).map { index in
      SubtaskCheckpoint(
        index: index, acknowledgedAt: index == 1 ? nil : Fixture.now, duration: nil, phases: nil,
        stateSize: nil, checkpointedSize: nil, processedData: nil, persistedData: nil,
        isUnaligned: false, isAborted: false)
    }
    cluster.apply(
      subtasks,
      to: .checkpointSubtasks(OrdersFixture.job, failed.id, OrdersFixture.vertexID(2)),
      at: Fixture.now)
    state.press(.enter)
    state.press(.character("3"))
    state.checkpoints?.open = failed.id
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    return state
  }

  @Test(
    "a checkpoint that failed names the subtasks that never acknowledged it, from the sources on")
  func missing() throws {
    let picture = try state().picture
    // Of the first the list of subtasks is known, which tells of late answers that the count leaves out.
    #expect(
      picture.contains("Not acknowledged: fraud score 1 of 4 (subtask 1), alerts 4 of 4."))
    #expect(!picture.contains("Slowest: "))
  }
}
