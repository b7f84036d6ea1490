import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

/// A dialog is confirmed by somebody who could read it, and for jobs that can still be acted on.
@Suite("Dialogs are read before they are confirmed")
struct DialogReadingTests {
  private func asked(_ effects: [Effect]) -> [String] {
    effects.compactMap { if case .perform(let request) = $0 { request.targetName } else { nil } }
  }

  /// The dialog of a key, not yet on the screen, and its number.
  private func opened(_ key: Character) throws -> (state: DashboardState, dialog: Int) {
    var state = Fixture.state()
    state.jobs.table.hasMoved = true
    state.jobs.table.selected = JobID(Fixture.identifier("orders"))
    let effects = state.reduce(.event(.key(.character(key))), at: Fixture.now)
    let numbers = effects.compactMap {
      if case .awaitReading(let number) = $0 { number } else { nil }
    }
    return (state, try #require(numbers.first))
  }

  /// As `press`, but nothing tells that a dialog was seen.
  private func send(_ keys: Key..., to state: inout DashboardState) -> [Effect] {
    keys.flatMap { state.reduce(.event(.key($0)), at: Fixture.now) }
  }

  @Test("y confirms only once the dialog could be read", arguments: ["s", "S", "c"])
  func yes(key: Character) throws {
    var (state, dialog) = try opened(key)
    #expect(asked(send(.character("y"), to: &state)).isEmpty)
    #expect(state.picture.contains("Too quick: read, then press y."))
    #expect(state.overlay != nil)
    _ = state.reduce(.dialogReadable(dialog), at: Fixture.now)
    #expect(!state.picture.contains("Too quick"))
    #expect(asked(send(.character("y"), to: &state)) == ["orders"])
  }

  @Test(
    "what was typed before the dialog was drawn is not its word",
    arguments: [("X", "cancel"), ("D", "drain")])
  func word(key: Character, word: String) throws {
    var (state, dialog) = try opened(key)
    for letter in word { _ = send(.character(letter), to: &state) }
    _ = state.reduce(.dialogReadable(dialog), at: Fixture.now)
    #expect(asked(send(.enter, to: &state)).isEmpty)
    for letter in word { _ = send(.character(letter), to: &state) }
    _ = state.reduce(.event(.keys([.enter])), at: Fixture.now)
    #expect(state.picture.contains("Too quick: read, then type \(word) and press Enter."))
    #expect(asked(send(.enter, to: &state)) == ["orders"])
  }

  @Test("the key that confirms is offered once it works")
  func offered() throws {
    var (state, dialog) = try opened("S")
    #expect(!state.picture.contains("y stop it"))
    #expect(state.picture.contains("Esc leave"))
    _ = state.reduce(.dialogReadable(dialog), at: Fixture.now)
    #expect(state.picture.contains("y stop it"))
    var (cancel, number) = try opened("X")
    #expect(!cancel.picture.contains("type cancel"))
    _ = cancel.reduce(.dialogReadable(number), at: Fixture.now)
    #expect(cancel.picture.contains("type cancel and Enter"))
  }

  @Test(
    "a dialog that was not on the screen meanwhile has to be read again",
    arguments: [Event.resumed, .resize(Size(columns: 100, rows: 30))])
  func hidden(event: Event) throws {
    var (state, dialog) = try opened("s")
    _ = state.reduce(.dialogReadable(dialog), at: Fixture.now)
    let effects = state.reduce(.event(event), at: Fixture.now)
    // The time that ran before does not count.
    _ = state.reduce(.dialogReadable(dialog), at: Fixture.now)
    #expect(asked(send(.character("y"), to: &state)).isEmpty)
    for case .awaitReading(let number) in effects {
      _ = state.reduce(.dialogReadable(number), at: Fixture.now)
    }
    #expect(asked(send(.character("y"), to: &state)) == ["orders"])
  }

  @Test("a terminal too small to show a dialog gives it no keys, and no time to be read")
  func unseen() throws {
    var (state, dialog) = try opened("s")
    #expect(state.reduce(.event(.resize(Size(columns: 20, rows: 5))), at: Fixture.now).isEmpty)
    _ = state.reduce(.dialogReadable(dialog), at: Fixture.now)
    _ = send(.tab, .character("a"), to: &state)
    guard case .dialog(let open) = state.overlay else {
      Issue.record("the dialog is gone")
      return
    }
    #expect(!open.isReadable && open.directory.text.isEmpty && open.focus == .confirm)
    #expect(send(.character("q"), to: &state) == [.quit])
  }

  @Test("an earlier dialog's time does not count for a later one")
  func otherDialog() throws {
    var (state, dialog) = try opened("s")
    _ = send(.escape, .character("S"), to: &state)
    _ = state.reduce(.dialogReadable(dialog), at: Fixture.now)
    #expect(asked(send(.character("y"), to: &state)).isEmpty)
  }

  @Test("Esc leaves a dialog at any time")
  func leave() throws {
    var (state, _) = try opened("X")
    #expect(send(.escape, to: &state).isEmpty)
    #expect(state.overlay == nil)
    var (quick, _) = try opened("X")
    _ = quick.reduce(.event(.keys([.escape])), at: Fixture.now)
    #expect(quick.overlay == nil)
  }

  @Test("a terminal too small to show the dialog confirms nothing")
  func tooSmall() throws {
    var (state, dialog) = try opened("s")
    _ = state.reduce(.dialogReadable(dialog), at: Fixture.now)
    _ = state.reduce(.event(.resize(Size(columns: 30, rows: 8))), at: Fixture.now)
    #expect(asked(send(.character("y"), to: &state)).isEmpty)
  }

  @Test("nor does one that is too small ask at all", arguments: ["s", "X"])
  func neverTooSmall(key: Character) {
    var state = Fixture.state(columns: 39, rows: 12)
    state.jobs.table.hasMoved = true
    state.jobs.table.selected = JobID(Fixture.identifier("orders"))
    state.press(.character(key))
    #expect(state.overlay == nil)
  }

  @Test(
    "a job that ended meanwhile is said to have, and nothing is confirmed",
    arguments: [JobState.finished, .failed, .canceled])
  func ended(end: JobState) throws {
    var (state, dialog) = try opened("S")
    _ = state.reduce(.dialogReadable(dialog), at: Fixture.now)
    let cluster = Fixture.cluster([Fixture.summary("orders", end), Fixture.summary("payments")])
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    #expect(state.picture.contains("orders is \(end.name): there is nothing to stop."))
    #expect(!state.picture.contains("y stop it"))
    #expect(asked(send(.character("y"), to: &state)).isEmpty)
    #expect(state.overlay != nil)
  }

  @Test("a job that is not listed any more is said to be gone, and nothing is confirmed")
  func vanished() throws {
    var (state, dialog) = try opened("s")
    _ = state.reduce(.dialogReadable(dialog), at: Fixture.now)
    _ = state.reduce(.snapshot(Fixture.cluster([]), []), at: Fixture.now)
    #expect(state.picture.contains("orders is not on the cluster any more."))
    #expect(asked(send(.character("y"), to: &state)).isEmpty)
  }

  @Test("of several jobs, those that ended meanwhile are left out and named")
  func someEnded() {
    var state = Fixture.state()
    state.jobs.table.marked = [
      JobID(Fixture.identifier("orders")), JobID(Fixture.identifier("payments")),
    ]
    state.press(.character("S"))
    let cluster = Fixture.cluster([Fixture.summary("orders", .failed), Fixture.summary("payments")])
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    #expect(state.picture.contains("left out orders is FAILED: there is nothing to stop."))
    #expect(asked(state.press(.character("y"))) == ["payments"])
  }

  @Test("a second operation of the job that began meanwhile is not doubled")
  func underWayMeanwhile() throws {
    var (state, dialog) = try opened("s")
    _ = state.reduce(.dialogReadable(dialog), at: Fixture.now)
    var other = Operation(
      request: OperationRequest(
        in: Fixture.identity.id, id: "1", kind: .savepoint(targetDirectory: nil, format: nil),
        job: JobID(Fixture.identifier("orders")), jobName: "orders"), startedAt: Fixture.now)
    other.state = .inProgress
    _ = state.reduce(.snapshot(state.cluster, [other]), at: Fixture.now)
    #expect(asked(send(.character("y"), to: &state)).isEmpty)
    #expect(state.picture.contains("A savepoint of this job is under way"))
  }

  @Test("the savepoint dialog names the cluster's directory, and f changes the format")
  func savepointDialog() {
    var state = Fixture.state(columns: 100, rows: 30)
    state.cluster.capabilities.defaultSavepointDirectory = "s3://savepoints/prod"
    state.jobs.table.hasMoved = true
    state.jobs.table.selected = JobID(Fixture.identifier("orders"))
    state.press(.character("s"))
    #expect(state.picture.contains("[ cluster default: s3://savepoints/prod "))
    let long = "s3://savepoints/a-team-with-a-long-name/" + String(repeating: "deep/", count: 8)
    state.cluster.capabilities.defaultSavepointDirectory = long
    #expect(state.picture.contains("[ cluster default (Tab to change)"))
    let lines = state.frame().lines
    let first = lines.firstIndex { $0.contains("Cluster default: ") } ?? 0
    let shown = lines[first...].prefix(3).map { $0.filter { !" │".contains($0) } }.joined()
    #expect(shown.contains(long))
    #expect(state.picture.contains("(•) canonical   ( ) native   f changes it"))
    state.press(.character("f"))
    #expect(state.picture.contains("( ) canonical   (•) native"))
    #expect(state.picture.contains("y take it"))
  }
}
