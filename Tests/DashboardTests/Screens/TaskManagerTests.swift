import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite("The TaskManager screen")
struct TaskManagerTests {
  private func opened(columns: Int = 160, rows: Int = 44) -> DashboardState {
    var state = OrdersFixture.state(columns: columns, rows: rows)
    state.press(.character("7"), .enter)
    return state
  }

  private func line(_ text: String, _ state: DashboardState) -> String {
    state.frame().lines.first { $0.contains(text) } ?? ""
  }

  private func questions(_ vertices: [Int]) -> [AnyQuestion] {
    [AnyQuestion(.taskManagers), AnyQuestion(.taskManager(WorkersFixture.id(1)))]
      + vertices.map { AnyQuestion(.vertexWorkers(OrdersFixture.job, OrdersFixture.vertexID($0))) }
  }

  @Test("Enter on the list opens one, Esc leads back to its row, and its word takes an id")
  func opening() {
    var state = OrdersFixture.state(columns: 120, rows: 40)
    state.press(.character("7"), .down, .enter)
    #expect(state.shown == "TaskManager")
    #expect(state.visits.top.subject == .taskManager(WorkersFixture.id(2)))
    state.press(.escape)
    #expect(state.shown == "TaskManagers")
    #expect(state.press(.character("y")) == [.copy(WorkersFixture.id(2).text)])
    state.press(.character(":"))
    state.type("taskmanager")
    state.press(.enter)
    #expect(state.visits.top.subject == .taskManager(WorkersFixture.id(2)))
    state.press(.escape, .escape, .character(":"))
    state.type("taskmanager 1.13:")
    state.press(.enter)
    #expect(line("10.42.1.13", state).contains("blocked: it takes no new tasks"))
    #expect(line("10.42.1.13", state).contains("heartbeat 31s ago"))
  }

  @Test("it asks for the list and itself, and of the rows that are seen where their subtasks are")
  func demand() {
    var state = opened()
    #expect(state.demand.questions == questions([0, 1, 2, 3, 4]))
    state.resize(columns: 80, rows: 24)
    #expect(state.demand.questions == questions([0, 1, 2]))
    for _ in 0..<5 { state.press(.down) }
    #expect(state.demand.questions == questions([1, 2, 3, 4]))
  }

  @Test("what a restart of a job contradicts is not counted, and its vertices tell what they were")
  func restarted() {
    var state = opened(columns: 200)
    #expect(line("  fraud score", state).contains("RUNNING"))
    var cluster = state.cluster
    var job = Fixture.summary("orders", .restarting, tasks: [.canceled: 4])
    job.lastModification = Fixture.now.advanced(by: .seconds(1))
    let later = Fixture.now.advanced(by: .seconds(2))
    cluster.apply([job], to: .jobs, at: later)
    _ = state.reduce(.snapshot(cluster, []), at: later)
    let row = line("▌orders ", state)
    #expect(row.contains("RESTARTING") && row.contains(#/ 8 +- +RESTARTING/#))
    #expect(line("  fraud score", state).contains("RUNNING?"))
    #expect(!line("  fraud score", state).contains("%"))
    // Told after it the vertices are as they are, whatever the slots were told with.
    let vertex = OrdersFixture.vertexID(2)
    cluster.apply(
      WorkersFixture.workers(of: 2, after: 1020), to: .vertexWorkers(OrdersFixture.job, vertex),
      metrics: .current, at: Fixture.now.advanced(by: .seconds(9)))
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now.advanced(by: .seconds(9)))
    #expect(line("  fraud score", state).contains(" RUNNING"))
    #expect(!line("  fraud score", state).contains("?"))
    #expect(line("▌orders ", state).contains(#/ 8 +- /#))
  }

  @Test(
    "keys of a TaskManager that is gone are not offered, and say since when it is",
    arguments: ["l", "O", "T", "P"])
  func goneKeys(key: String) {
    var state = opened(columns: 200)
    let words = ["logs", "stdout", "threads", "profiles"]
    func offered() -> [String] { state.footKeys.map(\.label).filter(words.contains) }
    #expect(offered() == words || offered().count >= 3)
    var cluster = state.cluster
    cluster.apply(
      Array(WorkersFixture.taskManagers.dropFirst()), to: .taskManagers, at: Fixture.now)
    let later = Fixture.now.advanced(by: .seconds(12))
    _ = state.reduce(.snapshot(cluster, []), at: later)
    #expect(offered().isEmpty)
    state.press(.character(Character(key)))
    #expect(state.shown == "TaskManager")
    #expect(state.notice?.text.contains("is gone since 14:02:31") == true)
  }

  @Test("the word for one that is not there says which there are, and opens nothing")
  func invented() {
    var state = OrdersFixture.state(columns: 120, rows: 40)
    for line in ["taskmanager nosuch", "threads zz", "logs zz", "profiles zz"] {
      state.press(.character(":"))
      state.type(line)
      state.press(.enter)
      #expect(state.shown == "Jobs")
      #expect(state.notice?.text.contains("; there are \(WorkersFixture.id(1).text), ") == true)
      #expect((state.notice?.text.count ?? 200) <= 116)
    }
  }

  @Test("before it is known which there are the list is waited for, and any key gives that up")
  func awaited() {
    var state = OrdersFixture.state(columns: 120, rows: 40)
    let full = state.cluster
    var empty = full
    empty.answers = AnswerStore()
    func ask(_ line: String) {
      _ = state.reduce(.snapshot(empty, []), at: Fixture.now)
      state.press(.character(":"))
      state.type(line)
      state.press(.enter)
      #expect(state.shown == "Jobs")
      #expect(state.demand.questions.contains(AnyQuestion(.taskManagers)))
    }
    ask("threads zz")
    _ = state.reduce(.snapshot(full, []), at: Fixture.now)
    #expect(state.shown == "Jobs" && state.notice?.text.contains("'zz'") == true)
    ask("threads 1.12:")
    _ = state.reduce(.snapshot(full, []), at: Fixture.now)
    #expect(state.visits.top.subject == .taskManager(WorkersFixture.id(2)))
    state.press(.escape)
    ask("threads 1.12:")
    state.press(.down)
    #expect(!state.demand.questions.contains(AnyQuestion(.taskManagers)))
    _ = state.reduce(.snapshot(full, []), at: Fixture.now)
    #expect(state.shown == "Jobs")
  }

  @Test("each part of the memory has its size, what is in use of it, and what else is known")
  func memory() {
    let state = opened(columns: 200)
    #expect(state.picture.contains("Memory: 4.0 GiB"))
    #expect(
      line(" heap ", state).contains("1.8 GiB of 2.0 GiB, 92%  framework 128 MiB + tasks 1.9 GiB"))
    #expect(line(" managed ", state).contains("1.0 GiB of 1.0 GiB, 100%"))
    #expect(line(" network ", state).contains("12.0 MiB of 128 MiB, 9%  3712 of 4096 buffers free"))
    #expect(line(" metaspace ", state).contains("118 MiB of 256 MiB, 46%"))
    #expect(line(" overhead ", state).contains("512 MiB"))
    // A heap that is nearly full is coloured, managed memory that is taken as a whole is not.
    let frame = state.frame()
    for (name, role) in [(" heap ", Role.warning), (" managed ", .text)] {
      let row = frame.lines.firstIndex { $0.contains(name) } ?? 0
      let end = TaskManagerLayout(state.size).memory.endColumn
      let roles = Set((40..<end).map { frame[$0, row].style.role })
      #expect(roles.contains(.warning) == (role == .warning), "\(name)")
    }
  }

  @Test("the bar deals out the memory by part, each with the mark that stands before its name")
  func bar() {
    let state = opened(columns: 160)
    let inside = TaskManagerLayout(state.size).memory.inset(left: 2, top: 1, right: 2)
    let bar = state.frame().lines[inside.row].dropFirst(inside.column).prefix(inside.columns)
    // Heap and managed memory are 3 of 4 GiB.
    #expect(bar.count { $0 == "▓" } > inside.columns / 2)
    #expect(bar.contains("░") && bar.contains("·") && !bar.contains(" "))
  }

  @Test("the process has load, threads, garbage and what its slots have to give")
  func process() {
    let state = opened()
    #expect(line("process ", state).contains("CPU 42% of 8 cores, 142 threads, 32.0 GiB"))
    #expect(line(" GC ", state).contains("13% of the time lately   G1 Young Generation 120 in 40"))
    #expect(state.picture.contains("1.8 GiB → 1.8 GiB"))
    #expect(state.picture.contains("8: 8.0 cores, 1.9 GiB heap, 1.0 GiB managed, 128 MiB network"))
    #expect(line(" free ", state).contains("0: 0.0 cores"))
    #expect(state.picture.contains("8 of 8 slots used   heartbeat 4s ago   data port 40123"))
  }

  @Test("jobs are followed by their tasks: how many are here, and how they fare")
  func work() {
    let state = opened()
    let row = line("orders  ", state).split(separator: " ").map(String.init)
    #expect(row.contains("8") && row.contains("28") && row.contains("RUNNING"))
    #expect(line("  fraud score ", state).contains("2/4 RUNNING        95%      0%    600    580"))
    // Flink counts neither what a source reads nor what a sink writes.
    #expect(line("  Source: orders ", state).contains("      -    580"))
    #expect(line("  alerts ", state).contains("0/4 none here"))
  }

  @Test("Enter leads from a job to it, and from a task to its subtasks; Esc back to the row")
  func leads() {
    var state = opened()
    state.press(.enter)
    #expect(state.shown == "Job" && state.visits.top.subject == .job(OrdersFixture.job))
    state.press(.escape, .down, .down, .enter)
    #expect(state.shown == "Subtasks")
    #expect(
      state.visits.top.subject == .vertex(OrdersFixture.job, OrdersFixture.vertexID(1)))
    state.press(.escape)
    let top = state.visits.top as? TaskManagerScreen
    #expect(top?.table.cursor == .vertex(OrdersFixture.job, OrdersFixture.vertexID(1)))
  }

  @Test("logs, standard output, threads, profiles and metrics of it are a key away")
  func keys() {
    let subject = Subject.taskManager(WorkersFixture.id(1))
    for (key, screen) in [
      ("l", "Logs"), ("O", "Logs"), ("T", "Thread dump"), ("P", "Profiles"), ("6", "Metrics"),
    ] as [(Character, String)] {
      var state = opened()
      state.press(.character(key))
      #expect(state.shown == screen && state.visits.top.subject == subject, "\(key)")
      if key == "O" { #expect((state.visits.top as? LogsScreen)?.reader?.file == "stdout") }
      state.press(.escape)
      #expect(state.shown == "TaskManager", "\(key)")
    }
  }

  @Test("one that goes is said to be gone since when, what was known stays, and nothing is asked")
  func gone() {
    var state = opened()
    var cluster = state.cluster
    let time = Fixture.now.advanced(by: .seconds(30))
    cluster.apply(Array(WorkersFixture.taskManagers.dropFirst()), to: .taskManagers, at: time)
    _ = state.reduce(.snapshot(cluster, []), at: time)
    _ = state.reduce(.tick, at: time.advanced(by: .seconds(400)))
    #expect(
      state.picture.contains("is gone since 14:03:01, 6m 40s ago: what was known of it stays"))
    #expect(line(" heap ", state).contains("1.8 GiB of 2.0 GiB"))
    #expect(line("  fraud score ", state).contains("2/4"))
    #expect(state.picture.contains("What it ran"))
    #expect(state.demand.questions == [AnyQuestion(.taskManagers)])
    state.resize(columns: 80, rows: 24)
    #expect(state.frame().lines[1].hasSuffix("is gone since 14:03:01, 6m 40s ago."))
  }

  @Test("figures of one that is there and does not tell are not shown once they are old")
  func old() {
    var state = opened()
    _ = state.reduce(.tick, at: Fixture.now.advanced(by: .seconds(300)))
    #expect(!line(" heap ", state).contains("1.8 GiB of"))
    #expect(line("process ", state).contains("CPU - of 8 cores, - threads"))
  }

  @Test("a version that does not tell whose the slots are is said not to")
  func oldVersion() {
    var state = opened()
    var cluster = state.cluster
    cluster.capabilities.version = "1.13.6"
    let detail = TaskManagerDetail(
      taskManager: WorkersFixture.taskManagers[0], metrics: TaskManagerMetrics())
    cluster.apply(detail, to: .taskManager(WorkersFixture.id(1)), at: Fixture.now)
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    #expect(state.picture.contains("Flink 1.13.6 does not tell which jobs have its slots."))
    #expect(state.demand.questions == questions([]))
  }

  @Test("of a job that nothing is known of the plan is asked, and names its tasks then")
  func plan() {
    var state = opened()
    var cluster = state.cluster
    let job = JobID(Fixture.identifier("payments"))
    let detail = TaskManagerDetail(
      taskManager: WorkersFixture.taskManagers[0], allocatedSlots: [.init(job: job)],
      metrics: TaskManagerMetrics())
    cluster.apply(detail, to: .taskManager(WorkersFixture.id(1)), at: Fixture.now)
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    #expect(state.demand.questions == questions([]) + [AnyQuestion(.jobPlan(job))])
    // Before 2.x no tasks are told by slot.
    #expect(line("payments  ", state).contains("1      - RUNNING"))
    let node = PlanNode(
      id: VertexID("v"), name: "Source: cards -> \u{1B}[31mred", parallelism: 4, inputs: [])
    cluster.apply(
      JobPlan(name: "payments", type: nil, nodes: [node]), to: .jobPlan(job), at: Fixture.now)
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    #expect(
      state.demand.questions.contains(AnyQuestion(.vertexWorkers(job, VertexID("v")))))
    #expect(!state.picture.contains("\u{1B}"))
  }
}
