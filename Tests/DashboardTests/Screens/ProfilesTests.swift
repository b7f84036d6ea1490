import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite("The Profiles screen")
struct ProfilesTests {
  private let owner = ProfilesFixture.owner

  private func opened(isReadOnly: Bool = false) -> DashboardState {
    var state = OrdersFixture.state(columns: 160, rows: 40)
    state.settings.isReadOnly = isReadOnly
    state.press(.character("7"), .character("P"))
    return state
  }

  private func line(_ text: String, _ state: DashboardState) -> String {
    state.frame().lines.first { $0.contains(text) } ?? ""
  }

  @Test("the profiles of a process are listed, the newest first, with state, length and message")
  func list() {
    let state = opened()
    #expect(state.shown == "Profiles")
    #expect(state.visits.top.subject == .taskManager(WorkersFixture.id(1)))
    #expect(
      state.demand.questions == [AnyQuestion(.taskManagers), AnyQuestion(.profiles(owner))])
    let lines = state.frame().lines
    let places = ["CPU", "ITIMER", "ALLOC"].map { mode in
      lines.firstIndex { $0.contains(" \(mode) ") } ?? 0
    }
    #expect(places == places.sorted() && !places.contains(0))
    #expect(line("RUNNING ", state).contains("12s of 30s"))
    #expect(line("FINISHED", state).contains("30s Profiling Successful"))
    #expect(line("FAILED", state).contains("Stop profiler failed. No such file or directory"))
  }

  @Test("those of the JobManager are there too, and one that has none says so")
  func controller() {
    var state = OrdersFixture.state(columns: 120, rows: 40)
    state.press(.character("8"), .character("P"))
    #expect(state.visits.top.subject == .cluster)
    #expect(state.demand.questions == [AnyQuestion(.profiles(.controller))])
    #expect(state.picture.contains("Waiting for the first answer."))
    var cluster = state.cluster
    cluster.apply([], to: .profiles(.controller), at: Fixture.now)
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    #expect(state.picture.contains("Profiles of the JobManager   0 kept"))
    #expect(state.picture.contains("None was made. P makes one."))
  }

  @Test("P asks what and for how long, and y starts it; nothing is asked without either")
  func start() throws {
    var state = opened()
    #expect(state.press(.character("P")).isEmpty)
    #expect(state.picture.contains("ITIMER: CPU time, by a timer"))
    state.press(.tab, .space, .tab)
    state.press(.control("u"))
    state.type("0")
    state.press(.enter)
    #expect(state.press(.character("y")).isEmpty)
    #expect(state.picture.contains("Seconds are a number from 1 to 300."))
    state.press(.tab, .tab, .control("u"))
    state.type("45")
    state.press(.enter)
    let effects = state.press(.character("y"))
    guard case .perform(let request)? = effects.first else {
      Issue.record("\(effects)")
      return
    }
    #expect(request.kind == .profile(owner, .cpu, seconds: 45))
    #expect(request.targetName == WorkersFixture.id(1).text && request.job == nil)
  }

  @Test("read-only starts none, and saves what is there")
  func readOnly() {
    var state = opened(isReadOnly: true)
    state.press(.character("P"))
    #expect(state.overlay == nil)
    #expect(state.picture.contains("Read-only: profiling is switched off (--read-only)."))
    state.press(.down, .character("W"))
    #expect(state.picture.contains("Save a profile"))
  }

  @Test("a finished one is opened as a flame graph, in which Enter zooms and a search marks")
  func graph() {
    var state = opened()
    #expect(state.press(.enter).isEmpty)
    #expect(state.picture.contains("There is nothing to open here."))
    state.press(.down, .enter)
    #expect(
      state.demand.questions == [
        AnyQuestion(.taskManagers), AnyQuestion(.profilePage(owner, ProfilesFixture.file)),
      ])
    #expect(state.picture.contains("400 samples"))
    #expect(line("Score.process", state).contains("Score.process"))
    func view() -> FlameView? { (state.visits.top as? ProfilesScreen)?.view }
    #expect(view()?.cursor.last == "com.example.fraud.Score.process:88")
    state.press(.enter)
    #expect(view()?.zoom.last == "com.example.fraud.Score.process:88")
    state.press(.down, .right)
    #expect(view()?.cursor.last == "java.util.HashMap.getNode:569")
    state.press(.character("/"))
    state.type("model")
    state.press(.enter)
    #expect(state.picture.contains("'model' in 38% of the samples"))
    state.press(.escape)
    #expect(view()?.zoom == [])
    state.press(.escape)
    #expect(state.picture.contains("Stop profiler failed"))
  }

  @Test("W takes a path, and writes the page once it has come")
  func save() {
    var state = opened()
    state.press(.character("W"))
    #expect(state.picture.contains("Nothing has come of it that could be saved."))
    state.press(.down, .character("W"))
    #expect(state.demand.questions.contains(AnyQuestion(.profilePage(owner, ProfilesFixture.file))))
    #expect(
      line("file [ ", state).contains(
        "flinktop-10.42.1.11_38047-749252_ITIMER_2026-11-21_13_57_01.html"))
    state.press(.tab, .control("u"))
    state.press(.enter)
    #expect(state.press(.character("y")).isEmpty)
    #expect(state.picture.contains("Tab to the file, and type its path."))
    state.press(.tab)
    state.type("/tmp/a.html")
    state.press(.enter)
    #expect(
      state.press(.character("y"))
        == [.saveFile(path: "/tmp/a.html", bytes: ProfilesFixture.page.bytes)])
  }

  @Test("a page that has not come is not saved, and one that can't be drawn is said to be so")
  func noPage() {
    var state = opened()
    var cluster = Fixture.cluster(Fixture.jobs)
    cluster.apply(WorkersFixture.taskManagers, to: .taskManagers, at: Fixture.now)
    cluster.apply(ProfilesFixture.profiles, to: .profiles(owner), at: Fixture.now)
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    state.press(.down, .character("W"))
    #expect(state.press(.character("y")).isEmpty)
    #expect(state.picture.contains("It has not come yet: a moment."))
    state.press(.escape, .enter)
    #expect(state.picture.contains("Waiting for the first answer."))
    cluster.apply(
      ProfilePage(bytes: [1], graph: nil), to: .profilePage(owner, ProfilesFixture.file),
      at: Fixture.now)
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    #expect(state.picture.contains("There are no samples in it that can be drawn here."))
  }

  @Test("where the profiler is off the key says so, with the option's name")
  func off() {
    var state = OrdersFixture.state(columns: 120, rows: 40)
    var cluster = state.cluster
    cluster.capabilities.refusals = [
      .profiles: "the profiler is off (rest.profiling.enabled: true turns it on)"
    ]
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    state.press(.character("7"), .character("P"))
    #expect(state.shown == "TaskManagers")
    #expect(
      state.picture.contains("The profiler is off (rest.profiling.enabled: true turns it on)."))
  }
}
