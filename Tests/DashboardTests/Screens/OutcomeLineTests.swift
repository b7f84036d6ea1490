import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite("The line that tells of operations")
struct OutcomeLineTests {
  private func operation(
    _ id: String, _ name: String, _ state: OperationState, kind: OperationKind? = nil,
    endedAfter seconds: Int? = 1
  ) -> Operation {
    let kind = kind ?? .savepoint(targetDirectory: nil, format: nil)
    var operation = Operation(
      request: OperationRequest(
        in: Fixture.identity.id, id: id, kind: kind, job: JobID(Fixture.identifier(name)),
        jobName: name),
      startedAt: Fixture.now)
    operation.state = state
    if state.isSettled, let seconds { operation.endedAt = later(seconds) }
    return operation
  }

  private func later(_ seconds: Int) -> Timestamp { Fixture.now.advanced(by: .seconds(seconds)) }

  private let done = OperationState.completed(location: "s3://sp/1", jobState: nil)

  private func state(_ operations: [Operation], at seconds: Int = 2) -> DashboardState {
    var state = Fixture.state(columns: 120, rows: 30)
    _ = state.reduce(.snapshot(state.cluster, operations), at: later(seconds))
    return state
  }

  @Test("several that were asked for together are told together")
  func batch() {
    var state = state([])
    state.context.watched.operationGroups = [["1", "2", "3"]]
    func line(_ third: OperationState) -> String {
      let operations = [
        operation("3", "audit", third), operation("2", "payments", done),
        operation("1", "orders", done),
      ]
      _ = state.reduce(.snapshot(state.cluster, operations), at: later(2))
      return state.outcomeLine?.text ?? ""
    }
    #expect(line(.inProgress) == "Savepoint of 3 jobs: 2 of 3 done, 1 under way")
    #expect(line(done) == "Savepoint of 3 jobs: 3 of 3 done")
    #expect(
      line(.failed(cause: "no space")).hasPrefix(
        "Savepoint of 3 jobs: 2 of 3 done; audit failed: no space"))
  }

  @Test("the line of several has the colour of the worst of them, wherever it stands")
  func batchRole() {
    func role(_ states: OperationState...) -> Role? {
      var state = state([])
      let ids = states.indices.map(String.init)
      state.context.watched.operationGroups = [ids]
      let operations = zip(ids, states).map { operation($0, "job-\($0)", $1) }
      _ = state.reduce(.snapshot(state.cluster, operations), at: later(2))
      return state.outcomeLine?.role
    }
    let failed = OperationState.failed(cause: "no space")
    let uncertain = OperationState.uncertain(reason: "No answer came.")
    #expect(role(done, done) == .good)
    #expect(role(done, .inProgress) == .accent && role(.inProgress, done) == .accent)
    #expect(role(done, uncertain) == .warning && role(uncertain, done) == .warning)
    #expect(role(done, uncertain, failed) == .critical && role(failed, done) == .critical)
  }

  @Test("a dialog for several jobs makes one such group of them")
  func groupMade() {
    var state = Fixture.state()
    state.jobs.table.marked = [
      JobID(Fixture.identifier("orders")), JobID(Fixture.identifier("payments")),
    ]
    state.press(.character("s"), .character("y"))
    #expect(state.context.watched.operationGroups.map(\.count) == [2])
    state.jobs.table.selected = JobID(Fixture.identifier("orders"))
    #expect(state.press(.character("s"), .character("y")).count == 1)
    #expect(state.context.watched.operationGroups.count == 1)
  }

  @Test("where a failure is told, the foot line says that Esc clears it, and Esc does so first")
  func escClears() {
    var state = state([operation("1", "orders", .failed(cause: "no space"))])
    state.jobs.table.filter = "orders"
    #expect(state.picture.contains("Savepoint of orders: failed. no space"))
    #expect(state.frame().lines.last?.contains("Esc clear  q quit") == true)
    state.press(.escape)
    #expect(state.outcomeLine == nil)
    #expect(state.frame().lines.last?.contains("clear") == false)
    #expect(state.jobs.table.filter == "orders")
    state.press(.escape)
    #expect(state.jobs.table.filter.isEmpty)
  }

  @Test("a failure does not come back after a later success, which counts it while both are new")
  func noComeback() {
    let failed = operation("1", "orders", .failed(cause: "no space"), endedAfter: 1)
    let success = operation("2", "payments", done, endedAfter: 10)
    var state = state([success, failed], at: 11)
    #expect(state.outcomeLine?.text.contains("Savepoint of payments: completed") == true)
    #expect(
      state.outcomeLine?.text.contains(
        "An operation before that did not end as asked: 9 lists them.") == true)
    // The success is told for half a minute, and then nothing is.
    _ = state.reduce(.tick, at: later(45))
    #expect(state.outcomeLine == nil)
  }

  @Test("a failure stays for five minutes, a success for half a minute")
  func lifetimes() {
    var failed = state([operation("1", "orders", .failed(cause: "no space"))])
    _ = failed.reduce(.tick, at: later(290))
    #expect(failed.outcomeLine != nil)
    _ = failed.reduce(.tick, at: later(302))
    #expect(failed.outcomeLine == nil)
    var success = state([operation("1", "orders", done)])
    _ = success.reduce(.tick, at: later(32))
    #expect(success.outcomeLine == nil)
  }

  @Test("a stop that did not end as asked is trouble, whatever the cluster calls it")
  func notAsAsked() {
    let stop = OperationKind.stop(drain: false, targetDirectory: nil, format: nil)
    let state = state([
      operation("1", "orders", .completed(location: "s3://sp/1", jobState: .failed), kind: stop)
    ])
    #expect(state.outcomeLine?.isTrouble == true)
    #expect(state.outcomeLine?.role == .warning)
  }

  @Test("the cursor of the Operations screen goes to a new one")
  func cursor() {
    var state = state([operation("1", "orders", done)])
    state.press(.character("9"))
    #expect(state.selectedOperation?.id == "1")
    let two = [operation("2", "payments", .inProgress), operation("1", "orders", done)]
    _ = state.reduce(.snapshot(state.cluster, two), at: later(3))
    #expect(state.selectedOperation?.id == "2")
    state.press(.down)
    _ = state.reduce(.snapshot(state.cluster, two), at: later(4))
    #expect(state.selectedOperation?.id == "1")
  }

  @Test(
    "a savepoint that is there is shown and copied, however the operation came out",
    arguments: [
      OperationState.failed(
        cause: "the savepoint was made, but the job failed: boom", location: "s3://sp/7"),
      .uncertain(reason: "No answer came.", location: "s3://sp/7"),
      .completed(location: "s3://sp/7", jobState: .failed),
    ])
  func location(outcome: OperationState) {
    let stop = OperationKind.stop(drain: false, targetDirectory: nil, format: nil)
    var state = state([operation("1", "orders", outcome, kind: stop)])
    #expect(state.outcomeLine?.text.contains("s3://sp/7") == true)
    let told = state.frame().lines.suffix(3).joined()
    #expect(told.contains(". s3://sp/7") || told.contains("s  s3://sp/7"), "\(told)")
    #expect(state.press(.character("9"), .character("y")) == [.copy("s3://sp/7")])
    #expect(state.picture.contains("s3://sp/7"))
    state.press(.enter)
    #expect(state.picture.contains("location   s3://sp/7"))
  }
}
