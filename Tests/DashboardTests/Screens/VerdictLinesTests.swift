import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite("The verdict above a job's panes")
struct VerdictLinesTests {
  private func opened(columns: Int, rows: Int) -> DashboardState {
    var state = OrdersFixture.state(columns: columns, rows: rows)
    state.jobs.table.hasMoved = true
    state.jobs.table.selected = OrdersFixture.job
    state.press(.enter)
    return state
  }

  @Test("it has a second line where it needs one and the panes keep what they need")
  func secondLine() {
    #expect(opened(columns: 80, rows: 24).jobLayout.verdictRows == 2)
    #expect(opened(columns: 120, rows: 40).jobLayout.verdictRows == 2)
    #expect(opened(columns: 240, rows: 60).jobLayout.verdictRows == 1)
    let scarce = opened(columns: 120, rows: 26)
    #expect(scarce.jobLayout.verdictRows == 1)
    #expect(scarce.jobLayout.panes.count == 4)
    #expect(opened(columns: 80, rows: 16).jobLayout.verdictRows == 1)
  }

  @Test("every finding has its sign, and nothing is cut where two lines are enough")
  func wholeSentences() {
    let lines = opened(columns: 120, rows: 40).frame().lines
    #expect(lines[1].hasPrefix(" ! fraud score is the bottleneck"))
    #expect(lines[2].contains("2 vertices above it are backpressured."))
    #expect(lines[2].contains("! Lag grows"))
    #expect(!lines[1...2].joined().contains("…"))
  }

  @Test("where even short forms are too long, an ellipsis says so", arguments: [40, 50, 60])
  func cut(columns: Int) {
    let lines = opened(columns: columns, rows: 16).frame().lines
    #expect(lines[1].hasSuffix("…"))
  }
}

@Suite("Notices")
struct NoticeTests {
  @Test("a long failure is told over more than one line, whole where it fits")
  func longFailure() {
    var state = Fixture.state()
    let request = OperationRequest(
      in: Fixture.identity.id, id: "1", kind: .savepoint(targetDirectory: nil, format: nil),
      job: JobID(Fixture.identifier("orders")), jobName: "orders")
    var operation = Operation(request: request, startedAt: Fixture.now)
    operation.state = .failed(
      cause: "IOException: Failed to create savepoint directory at s3://savepoints/orders/now")
    operation.endedAt = Fixture.now
    _ = state.reduce(.snapshot(state.cluster, [operation]), at: Fixture.now)
    let lines = state.frame().lines.suffix(3)
    #expect(lines.joined(separator: " ").contains("s3://savepoints/orders/now"))
    state.press(.character("9"))
    let detail = state.frame().lines.suffix(5).prefix(2).joined(separator: " ")
    #expect(detail.contains("s3://savepoints/orders/now"))
  }
}
