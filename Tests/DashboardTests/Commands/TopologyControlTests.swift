import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite("The keys of a system that has topologies")
struct TopologyControlTests {
  private static let all = Set(TopologyControl.Kind.allCases)

  /// The fixture's jobs as topologies, with somebody to tell what is to be done, or without.
  private func state(controls: Set<TopologyControl.Kind> = all) -> DashboardState {
    var state = OrdersFixture.state(columns: 120, rows: 40)
    state.jobs.table.hasMoved = true
    state.jobs.table.selected = OrdersFixture.job
    var cluster = state.cluster
    cluster.capabilities.traits.hasTopologies = true
    cluster.capabilities.traits.controls = controls
    if controls.isEmpty {
      cluster.capabilities.traits.operationRefusal = "--api-server URL is not given: nothing acts."
    } else {
      cluster.capabilities.traits.cancelsOnly = "Not provided: that."
      cluster.capabilities.traits.cancelName = "Kill"
      cluster.capabilities.traits.cancelWords = "Kills the topology: its state is lost."
    }
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    return state
  }

  /// The list as it is, but for the state of the one topology.
  private func stand(_ standing: JobState, in state: inout DashboardState) {
    var cluster = state.cluster
    let jobs = cluster.jobs.map { job in
      JobSummary(
        id: job.id, name: job.name, state: job.id == OrdersFixture.job ? standing : job.state,
        startTime: nil, endTime: nil, duration: nil, lastModification: nil,
        tasks: TaskCounts(byState: [:]))
    }
    cluster.apply(jobs, to: .jobs, at: Fixture.now)
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
  }

  private func read(_ state: inout DashboardState) {
    _ = state.reduce(.dialogReadable(state.dialogsOpened), at: Fixture.now)
  }

  private func requests(_ effects: [Effect]) -> [OperationRequest] {
    effects.compactMap { if case .perform(let request) = $0 { request } else { nil } }
  }

  @Test(
    "each asks first, names topology, id and cluster, and asks for just that",
    arguments: [
      ("A", "Its spouts emit again", TopologyControl.activate),
      ("D", "Its spouts emit nothing", .deactivate),
      ("R", "in memory is lost", .restart(container: nil)),
    ])
  func asks(key: Character, words: String, control: TopologyControl) {
    var state = state()
    // One that runs can't be activated.
    if control == .activate {
      state.press(.character(key))
      #expect(state.overlay == nil && state.notice?.text.contains("active already") == true)
      stand(.paused, in: &state)
    }
    _ = state.reduce(.event(.key(.character(key))), at: Fixture.now)
    let text = state.picture
    #expect(text.contains(words) && text.contains("orders"), "\(text)")
    #expect(text.contains(OrdersFixture.job.text) && text.contains(state.cluster.identity.endpoint))
    // Not before it could be read.
    #expect(requests(state.reduce(.event(.key(.character("y"))), at: Fixture.now)).isEmpty)
    read(&state)
    let asked = requests(state.press(.character("y")))
    #expect(asked.map(\.kind) == [.topology(control)])
    #expect(asked.first?.job == OrdersFixture.job)
  }

  @Test("a restart takes one container, and no nonsense")
  func container() {
    var state = state()
    state.press(.character("R"))
    read(&state)
    state.press(.tab)
    state.type("x")
    state.press(.enter)
    #expect(requests(state.press(.character("y"))).isEmpty)
    #expect(state.picture.contains("A container is a number from 0 on"))
    state.press(.tab, .backspace)
    state.type("3")
    state.press(.enter)
    #expect(
      requests(state.press(.character("y"))).map(\.kind) == [.topology(.restart(container: 3))])
  }

  @Test("an update sends what is other than it is, and nothing where nothing is")
  func update() throws {
    var state = state()
    let vertices = try #require(state.cluster.job(OrdersFixture.job)?.detail?.value.vertices)
    let first = vertices[0]
    state.press(.character("U"))
    read(&state)
    #expect(state.picture.contains("runs with \(try #require(first.parallelism))"))
    state.press(.character("y"))
    #expect(state.picture.contains("Nothing is changed yet."))
    state.press(.tab)
    for _ in 0..<4 { state.press(.backspace) }
    state.type("7")
    state.press(.enter)
    #expect(
      requests(state.press(.character("y"))).map(\.kind)
        == [.topology(.update(TopologyUpdate(parallelism: [first.id.text: 7])))])
  }

  @Test("without an API server they say what is missing, and are not offered")
  func missing() {
    for key in ["A", "D", "R", "U", "X"] as [Character] {
      var state = state(controls: [])
      #expect(!state.footKeys.contains { $0.key == .character(key) })
      state.press(.character(key))
      #expect(state.overlay == nil)
      #expect(state.notice?.text == "--api-server URL is not given: nothing acts.", "\(key)")
      state.press(.character("?"))
      #expect(!state.picture.contains("(Heron)") && !state.picture.contains("activate"))
    }
  }

  @Test("read-only opens none of them")
  func readOnly() {
    for key in ["A", "D", "R", "U"] as [Character] {
      var state = state()
      state.settings.isReadOnly = true
      state.press(.character(key))
      #expect(state.overlay == nil && state.notice?.text.hasPrefix("Read-only: ") == true)
    }
  }

  @Test("a system with jobs has its own keys there, and says so of the words")
  func elsewhere() {
    var state = OrdersFixture.state(columns: 120, rows: 40)
    state.jobs.table.hasMoved = true
    state.jobs.table.selected = OrdersFixture.job
    var dialog = state
    dialog.press(.character("D"))
    guard case .dialog(let drain)? = dialog.overlay, drain.kind == .drain else {
      Issue.record("D is not drain")
      return
    }
    state.press(.character("U"))
    #expect(state.overlay == nil)
    state.press(.character(":"))
    state.type("restart")
    state.press(.enter)
    #expect(state.overlay == nil)
    #expect(state.notice?.text == "Flink has no topologies to restart.")
  }

  @Test("the kill says what it does, and no more of checkpoints")
  func kill() {
    var state = state()
    state.press(.character("X"))
    #expect(state.picture.contains("Kills the topology: its state is lost."))
    #expect(!state.picture.contains("checkpoint"))
  }

  @Test("the kill is called so, and wants that word; a job of Flink's is cancelled")
  func killWord() {
    func asked(_ word: String, _ state: DashboardState) -> (picture: String, [OperationRequest]) {
      var state = state
      state.press(.character("X"))
      read(&state)
      let picture = state.picture
      state.type(word)
      return (picture, requests(state.press(.enter)))
    }
    let (picture, none) = asked("cancel", state())
    #expect(picture.contains(" Kill ") && picture.contains("type kill and Enter"), "\(picture)")
    #expect(!picture.contains("Cancel") && none.isEmpty)
    #expect(asked("kill", state()).1.map(\.kind) == [.cancel])
    var flink = OrdersFixture.state(columns: 120, rows: 40)
    flink.jobs.table.hasMoved = true
    flink.jobs.table.selected = OrdersFixture.job
    #expect(asked("kill", flink).1.isEmpty)
    #expect(asked("cancel", flink).1.map(\.kind) == [.cancel])
  }

  @Test(
    "help leaves out what only Heron does by what the key says of itself, whatever it is called")
  func helpOfKeys() {
    let all = (Screens.all + [WallScreen.self]).flatMap { KeyMap.bindings(on: $0.sign) }
    let herons = all.filter { $0.title.contains("(Heron)") }
    #expect(Set(herons.map(\.name)).count >= 9)
    #expect(herons.allSatisfy { $0.isOffered != nil }, "\(herons.map(\.name))")
    var flink = OrdersFixture.opened()
    flink.press(.character("5"), .character("?"))
    let text = flink.readingText?.lines.map { $0.map(\.text).joined() }.joined(separator: "\n")
    #expect(text?.contains("(Heron)") == false && text?.contains("savepoint") == true)
    #expect(text?.contains("rescale (adaptive") == true)
    var heron = state()
    heron.press(.character("?"))
    let words = heron.readingText?.lines.map { $0.map(\.text).joined() }.joined(separator: "\n")
    #expect(words?.contains("activate the topology") == true)
    #expect(words?.contains("rescale (adaptive") == false)
  }

  @Test("the foot line calls what runs subtasks as the system does", arguments: ["5", "7"])
  func worker(screen: Character) {
    var state = OrdersFixture.opened()
    state.resize(columns: 200, rows: 40)
    state.press(.character(screen))
    if screen == "7" { state.press(.escape, .character("5"), .enter) }
    #expect(state.footKeys.contains { $0.label == "TaskManager" }, "\(state.footKeys)")
    var cluster = state.cluster
    cluster.capabilities.traits.worker = "container"
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    #expect(state.footKeys.contains { $0.label == "container" })
    #expect(!state.footKeys.contains { $0.label == "TaskManager" })
  }
}
