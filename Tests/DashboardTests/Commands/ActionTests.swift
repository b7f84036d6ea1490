import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite("Acting on jobs")
struct ActionTests {
  private func select(_ name: String, in state: inout DashboardState) {
    state.jobs.table.hasMoved = true
    state.jobs.table.selected = JobID(Fixture.identifier(name))
  }

  private func operations(_ effects: [Effect]) -> [OperationRequest] {
    effects.compactMap { if case .perform(let request) = $0 { request } else { nil } }
  }

  @Test("a savepoint is asked for with s and y, for the selected job")
  func savepoint() {
    var state = Fixture.state()
    select("orders", in: &state)
    #expect(operations(state.press(.character("s"))).isEmpty)
    #expect(state.picture.contains("Takes a savepoint. The job goes on."))
    let asked = operations(state.press(.character("y")))
    #expect(asked.map(\.targetName) == ["orders"])
    #expect(asked.first?.kind == .savepoint(targetDirectory: nil, format: .canonical))
    #expect(state.overlay == nil)
  }

  @Test("Enter alone confirms nothing, in any dialog", arguments: ["s", "S", "D", "X", "c"])
  func enterConfirmsNothing(key: Character) {
    var state = Fixture.state()
    select("orders", in: &state)
    state.press(.character(key))
    #expect(operations(state.press(.enter, .enter, .tab, .enter, .tab, .enter)).isEmpty)
    #expect(state.overlay != nil)
    #expect(operations(state.press(.escape)).isEmpty)
    #expect(state.overlay == nil)
  }

  @Test("cancel and drain want their word", arguments: [("X", "cancel"), ("D", "drain")])
  func typedWord(key: Character, word: String) {
    var state = Fixture.state()
    select("orders", in: &state)
    state.press(.character(key))
    state.type("yes")
    #expect(operations(state.press(.enter)).isEmpty)
    #expect(state.picture.contains("Type \(word), then Enter."))
    state.press(.control("u"))
    state.type(word)
    #expect(operations(state.press(.enter)).count == 1)
  }

  @Test("pasting the word and a newline does not cancel")
  func pastedWord() {
    var state = Fixture.state()
    select("orders", in: &state)
    state.press(.character("X"))
    #expect(operations(state.reduce(.event(.paste("cancel\n")), at: Fixture.now)).isEmpty)
    #expect(operations(state.press(.enter)).isEmpty)
  }

  @Test("the dialog holds on to its job while the list moves underneath")
  func holdsOn() {
    var state = Fixture.state()
    select("orders", in: &state)
    state.press(.character("S"))
    let others = Fixture.cluster([
      Fixture.summary("another"), Fixture.summary("payments"), Fixture.summary("orders"),
    ])
    _ = state.reduce(.snapshot(others, []), at: Fixture.now)
    #expect(state.picture.contains("orders"))
    #expect(
      operations(state.press(.character("y"))).map(\.job) == [JobID(Fixture.identifier("orders"))])
  }

  @Test("y typed into the directory is a letter, not a yes")
  func directory() {
    var state = Fixture.state()
    select("orders", in: &state)
    state.press(.character("s"), .tab)
    #expect(operations(state.type("s3://my/bucket")).isEmpty)
    state.press(.enter)
    let asked = operations(state.press(.character("y")))
    #expect(
      asked.first?.kind == .savepoint(targetDirectory: "s3://my/bucket", format: .canonical))
  }

  @Test("a y that went into a field is answered")
  func strayYes() {
    var state = Fixture.state()
    select("orders", in: &state)
    state.press(.character("s"), .tab, .character("y"))
    #expect(state.picture.contains("This y is part of the path"))
    state.press(.tab, .character("y"))
    #expect(state.picture.contains("Enter leads back to the question, where y confirms."))
  }

  @Test("the format can be chosen where the version has it")
  func format() {
    var state = Fixture.state()
    select("orders", in: &state)
    state.press(.character("s"), .tab, .tab, .space)
    let asked = operations(state.press(.tab, .character("y")))
    #expect(asked.first?.kind == .savepoint(targetDirectory: nil, format: .native))
  }

  @Test("a version without formats is offered none")
  func noFormat() {
    var state = Fixture.state()
    state.cluster.capabilities.canChooseSavepointFormat = false
    select("orders", in: &state)
    state.press(.character("s"))
    #expect(!state.picture.contains("canonical"))
    let asked = operations(state.press(.character("y")))
    #expect(asked.first?.kind == .savepoint(targetDirectory: nil, format: nil))
  }

  @Test("all marked jobs are named and asked for together")
  func marked() {
    var state = Fixture.state()
    select("orders", in: &state)
    state.jobs.table.marked = [
      JobID(Fixture.identifier("orders")), JobID(Fixture.identifier("payments")),
    ]
    state.press(.character("S"))
    #expect(state.picture.contains("these 2:"))
    #expect(
      Set(operations(state.press(.character("y"))).map(\.targetName)) == ["orders", "payments"])
    #expect(state.jobs.table.marked.isEmpty)
  }

  @Test("read-only: acting keys do nothing but say so", arguments: ["s", "S", "D", "X", "c"])
  func readOnly(key: Character) {
    var state = Fixture.state(isReadOnly: true)
    select("orders", in: &state)
    #expect(operations(state.press(.character(key))).isEmpty)
    #expect(state.overlay == nil)
    #expect(state.picture.contains("Read-only"))
    state.press(.character("?"))
    #expect(!state.picture.contains("cancel, without a savepoint"))
  }

  @Test("a second press while one is under way only says so")
  func underWay() {
    var state = Fixture.state()
    select("orders", in: &state)
    let request = OperationRequest(
      in: Fixture.identity.id, id: "1", kind: .savepoint(targetDirectory: nil, format: nil),
      job: JobID(Fixture.identifier("orders")), jobName: "orders")
    var operation = Operation(request: request, startedAt: Fixture.now)
    operation.state = .inProgress
    _ = state.reduce(.snapshot(state.cluster, [operation]), at: Fixture.now)
    state.press(.character("s"))
    #expect(state.overlay == nil)
    #expect(state.picture.contains("A savepoint of this job is under way"))
  }

  @Test("a job that has ended is nothing to act on")
  func ended() {
    var state = Fixture.state()
    select("audit-archive", in: &state)
    state.press(.character("X"))
    #expect(state.overlay == nil)
    #expect(state.picture.contains("audit-archive is FINISHED"))
  }

  @Test("a failed savepoint is shown as failed, with the cluster's reason")
  func failureShown() {
    var state = Fixture.state()
    let request = OperationRequest(
      in: Fixture.identity.id, id: "1", kind: .savepoint(targetDirectory: nil, format: nil),
      job: JobID(Fixture.identifier("orders")), jobName: "orders")
    var operation = Operation(request: request, startedAt: Fixture.now)
    operation.state = .failed(cause: "Failed to create savepoint directory")
    operation.endedAt = Fixture.now
    _ = state.reduce(.snapshot(state.cluster, [operation]), at: Fixture.now)
    #expect(state.picture.contains("Savepoint of orders: failed. Failed to create savepoint"))
    state.press(.character("9"))
    #expect(state.picture.contains("failed"))
  }

  @Test("a stop whose job failed is not shown as a success")
  func endedOtherwise() {
    var state = Fixture.state()
    let request = OperationRequest(
      in: Fixture.identity.id, id: "1",
      kind: .stop(drain: false, targetDirectory: nil, format: nil),
      job: JobID(Fixture.identifier("orders")), jobName: "orders")
    var operation = Operation(request: request, startedAt: Fixture.now)
    operation.state = .completed(location: "s3://sp/1", jobState: .failed)
    operation.endedAt = Fixture.now
    #expect(!operation.endedAsAsked)
    _ = state.reduce(.snapshot(state.cluster, [operation]), at: Fixture.now)
    #expect(state.picture.contains("did not end as asked"))
    #expect(!state.picture.contains("completed in"))
  }

  @Test("more jobs than a dialog can name are not asked for")
  func tooMany() {
    let many = (0..<30).map { Fixture.summary("job-\($0)") }
    var state = Fixture.state(many)
    state.jobs.table.marked = Set(many.map(\.id))
    state.press(.character("X"))
    #expect(state.overlay == nil)
    #expect(state.picture.contains("Too many at once"))
  }

  @Test("marked jobs are the targets, whether or not the filter shows them")
  func markedBehindFilter() {
    var state = Fixture.state()
    state.jobs.table.marked = [
      JobID(Fixture.identifier("orders")), JobID(Fixture.identifier("payments")),
    ]
    state.press(.character("/"))
    state.type("orders")
    state.press(.enter, .character("S"))
    #expect(
      Set(operations(state.press(.character("y"))).map(\.targetName)) == ["orders", "payments"])
  }

  @Test(
    "a dialog is whole inside its box, or asks nothing and says how many rows it needs",
    arguments: ["s", "S", "D", "X", "c"],
    [
      Size(columns: 40, rows: 10), Size(columns: 40, rows: 16), Size(columns: 80, rows: 12),
      Size(columns: 80, rows: 14), Size(columns: 80, rows: 24),
    ])
  func smallDialog(key: Character, size: Size) {
    var state = Fixture.state(columns: size.columns, rows: size.rows)
    select("orders", in: &state)
    state.cluster.capabilities.defaultSavepointDirectory =
      "s3://" + String(repeating: "long/", count: 20)
    state.press(.character(key))
    let lines = state.frame().lines
    let top = lines.firstIndex { $0.contains("╭ ") } ?? 0
    let bottom = lines.lastIndex { $0.contains("╰──") } ?? 0
    let box = lines[top...bottom].map { $0.filter { $0 != " " } }
    #expect(lines[bottom].contains("╯"))
    #expect(box.dropFirst().dropLast().allSatisfy { $0.filter { $0 == "│" }.count >= 2 })
    let isOffered = state.picture.contains(/(y (take|trigger|stop) it)|(and Enter)/)
    let isRefused = lines.contains { $0.contains(/needs \d+ rows/) }
    #expect(isOffered != isRefused)
    if key == "X" || key == "D" { state.type(key == "X" ? "cancel" : "drain") }
    let asked = operations(state.press(key == "X" || key == "D" ? .enter : .character("y")))
    #expect(asked.count == (isRefused ? 0 : 1))
    if size.rows == 24 || (key == "c" && size.rows > 10) { #expect(!isRefused) }
  }

  @Test("targets that a smaller terminal cannot name any more are not asked for")
  func shrunk() {
    let many = (0..<20).map { Fixture.summary("job-\($0 + 10)") }
    var state = Fixture.state(many, columns: 120, rows: 60)
    state.jobs.table.marked = Set(many.map(\.id))
    state.press(.character("s"))
    state.resize(columns: 80, rows: 24)
    #expect(state.picture.contains(/needs \d+ rows/))
    #expect(operations(state.press(.character("y"))).isEmpty)
    state.resize(columns: 80, rows: 40)
    #expect(operations(state.press(.character("y"))).count == 20)
  }

  @Test("a cancel of several jobs names those whose state would be lost")
  func stateAtStake() {
    var state = Fixture.state()
    state.jobs.table.marked = [
      JobID(Fixture.identifier("orders")), JobID(Fixture.identifier("payments")),
    ]
    state.press(.character("X"))
    #expect(state.picture.contains("2 of 2 have checkpoints that are not known yet"))
    #expect(state.picture.contains("Ends the jobs at once"))
  }

  @Test("an outcome is told over an older notice, and a newer notice over it")
  func newestIsTold() {
    var state = Fixture.state()
    state.press(.character("9"), .character("y"))
    #expect(state.picture.contains("Nothing to copy here."))
    state.press(.character("1"))
    let request = OperationRequest(
      in: Fixture.identity.id, id: "1", kind: .cancel, job: JobID(Fixture.identifier("orders")),
      jobName: "orders")
    var operation = Operation(request: request, startedAt: Fixture.now)
    operation.state = .completed(location: nil, jobState: .canceled)
    operation.endedAt = Fixture.now.advanced(by: .seconds(1))
    let later = Fixture.now.advanced(by: .seconds(2))
    _ = state.reduce(.snapshot(state.cluster, [operation]), at: later)
    #expect(state.picture.contains("Cancel of orders: completed"))
    _ = state.reduce(.notice("Saved.", .note), at: later)
    #expect(state.picture.contains("Saved."))
  }
}
