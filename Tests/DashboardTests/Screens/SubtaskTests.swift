import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite("One subtask")
struct SubtaskTests {
  private let job = OrdersFixture.job
  private let vertex = TimesFixture.vertex

  /// The last subtask of `fraud score`, from the list of them.
  private func opened(columns: Int = 120, rows: Int = 40) -> DashboardState {
    var state = OrdersFixture.state(columns: columns, rows: rows)
    state.jobs.table.hasMoved = true
    state.jobs.table.selected = job
    state.press(.enter, .character("5"), .end)
    if let screen = state.visits.top as? SubtasksScreen, screen.table.cursor != 3 {
      while (state.visits.top as? SubtasksScreen)?.table.cursor != 3 { state.press(.up) }
    }
    state.press(.enter)
    return state
  }

  private func screen(_ state: DashboardState) -> SubtaskScreen? {
    state.visits.top as? SubtaskScreen
  }

  @Test("Enter on a subtask shows its attempts, the current one first, and what it adds up")
  func attempts() {
    let state = opened()
    #expect(state.shown == "Subtask")
    #expect(screen(state)?.rows(in: state.context).map(\.number) == [1, 0])
    #expect(state.picture.contains("FAILED") && state.picture.contains("orders-scored"))
    #expect(state.picture.contains("5364128"))
  }

  @Test("it asks for the subtask, for each former attempt that is seen, and for one's accumulators")
  func asked() {
    var state = opened()
    func questions() -> Set<AnyQuestion> {
      Set(screen(state)?.demand(in: state.context).questions ?? [])
    }
    let standing = [
      AnyQuestion(.subtask(job, vertex, 3)), AnyQuestion(.attempt(job, vertex, 3, attempt: 0)),
      AnyQuestion(.subtaskWatermarks(job, vertex)),
    ]
    func accumulators(_ attempt: Int) -> AnyQuestion {
      AnyQuestion(.accumulators(.attempt(job, vertex, subtask: 3, attempt: attempt)))
    }
    #expect(questions() == Set(standing + [accumulators(1)]))
    state.press(.down)
    #expect(questions() == Set(standing + [accumulators(0)]))
  }

  /// The list tells a second later that the job is in another state, or that it is not there.
  private func told(_ job: JobSummary?, _ state: inout DashboardState) {
    var cluster = state.cluster
    for second in [1, 2] {
      cluster.apply(
        job.map { [$0] } ?? [], to: .jobs, at: Fixture.now.advanced(by: .seconds(second)))
    }
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now.advanced(by: .seconds(2)))
  }

  private func summary(_ jobState: JobState) -> JobSummary {
    var job = Fixture.summary("orders", jobState, tasks: [.canceled: 4])
    job.lastModification = Fixture.now.advanced(by: .seconds(1))
    job.endTime = jobState.isTerminal ? job.lastModification : nil
    return job
  }

  @Test(
    "what its job's state contradicts is what it was, dim and with why, and has no thread or figures",
    arguments: [JobState.restarting, .canceled, nil])
  func contradicted(jobState: JobState?) {
    for isSubtask in [true, false] {
      var state = opened()
      if !isSubtask { state.press(.escape) }
      #expect(state.frame().role(of: "RUNNING") == .good)
      told(jobState.map { summary($0) }, &state)
      let body = state.frame().lines.dropFirst(2).joined(separator: "\n")
      #expect(body.contains("was RUNNING") && body.contains("RUNNING? "))
      let told = #/(was|last known: 4) RUNNING|RUNNING\?/#
      #expect(!body.replacing(told, with: "").contains("RUNNING"))
      #expect(state.frame().role(of: "was RUNNING for") == .dim)
      let why =
        jobState.map { "from before the job was \($0.name)" } ?? "from before the job was gone"
      #expect(body.contains(why))
      #expect(!body.contains(#/\d/s/#))
      state.press(.character("T"))
      #expect(state.notice?.text == "No thread runs it any more: it is \(why).")
    }
  }

  @Test("told anew after that, it is what it is")
  func toldAnew() {
    var state = opened()
    told(summary(.restarting), &state)
    var cluster = state.cluster
    let next = Subtask(
      index: 3, state: .scheduled, attempt: 2, host: nil, taskManager: nil, startTime: nil,
      counters: VertexCounters(
        recordsIn: nil, recordsOut: nil, bytesIn: nil, bytesOut: nil, busyTime: nil,
        backpressuredTime: nil, idleTime: nil))
    cluster.apply(
      VertexSubtasks([next]), to: .subtask(job, vertex, 3),
      at: Fixture.now.advanced(by: .seconds(3)))
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now.advanced(by: .seconds(3)))
    #expect(state.picture.contains("SCHEDULED") && !state.picture.contains("RUNNING?"))
  }

  @Test("of two answers about it the later one counts")
  func laterAnswer() {
    var state = opened()
    var cluster = state.cluster
    var subtasks = WorkersFixture.subtasks(after: 1020).subtasks
    subtasks[3].attempt = 7
    cluster.apply(
      VertexSubtasks(subtasks), to: .subtasks(job, vertex),
      at: Fixture.now.advanced(by: .seconds(1)))
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now.advanced(by: .seconds(1)))
    #expect(screen(state)?.rows(in: state.context).first?.number == 7)
  }

  @Test("a watermark that was told before the attempt began is another one's")
  func formerWatermark() throws {
    var state = opened()
    func watermark() -> String {
      state.frame().lines.first { $0.contains("watermark") } ?? ""
    }
    #expect(watermark().contains("behind"))
    var subtask = try #require(
      state.cluster.answers[.subtask(job, vertex, 3)]?.value.subtasks.first)
    subtask.startTime = Fixture.now.advanced(by: .seconds(60))
    state.cluster.apply(
      VertexSubtasks([subtask]), to: .subtask(job, vertex, 3),
      at: Fixture.now.advanced(by: .seconds(61)))
    #expect(!watermark().contains("behind"))
  }

  @Test("from an attempt to its TaskManager, its thread while it runs, its log when it ended")
  func ways() {
    var state = opened()
    state.press(.enter)
    #expect((state.visits.top as? TaskManagersScreen)?.table.cursor == WorkersFixture.id(2))
    state.press(.escape, .character("w"))
    #expect((state.visits.top as? TaskManagersScreen)?.table.cursor == WorkersFixture.id(2))
    state.press(.escape, .character("T"))
    #expect(state.shown == "Thread dump")
    state.press(.escape, .down, .character("T"))
    #expect(state.shown == "Subtask" && state.notice?.text.contains("over") == true)
    state.press(.character("l"))
    #expect(state.shown == "Logs")
    state.press(.escape, .character("L"))
    let timeline = state.visits.top as? TimelineScreen
    #expect(timeline?.table.cursor == TimelineID(vertex: vertex, subtask: 3))
  }

  @Test("an attempt that was not told yet has a number and nothing else")
  func untold() {
    var state = opened()
    var cluster = state.cluster
    cluster.apply(
      VertexSubtasks([TimesFixture.subtask(20, .running, from: 30, to: nil)]),
      to: .subtask(job, vertex, 3), metrics: .current, at: Fixture.now)
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    let rows = screen(state)?.rows(in: state.context) ?? []
    // As many as a cluster keeps.
    #expect(rows.map(\.number) == Array((4...20).reversed()))
    #expect(rows.dropFirst().allSatisfy { $0.attempt == nil && $0.place == nil })
    #expect(state.frame().lines.contains { $0.contains("#19") && $0.contains(" - ") })
  }

  @Test("a value is read whole over the screen, and nothing in it reaches the terminal as it came")
  func values() {
    var state = opened()
    var cluster = state.cluster
    cluster.apply(
      [Accumulator(name: "a\u{1B}", type: nil, value: "{10=\u{1B}[31m3,\n100=1}")],
      to: .accumulators(.attempt(job, vertex, subtask: 3, attempt: 1)), at: Fixture.now)
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    state.press(.tab, .enter)
    #expect(state.picture.contains("10=") && state.picture.contains("100=1}"))
    #expect(!state.picture.contains("\u{1B}"))
    state.press(.escape)
    #expect(state.overlay == nil && state.shown == "Subtask")
  }
}

@Suite("What a job carries")
struct CarriedTests {
  private let job = OrdersFixture.job

  private func opened(_ word: String, version: String = "2.3.0") -> DashboardState {
    var state = OrdersFixture.state(columns: 120, rows: 40)
    state.jobs.table.hasMoved = true
    state.jobs.table.selected = job
    var cluster = state.cluster
    cluster.apply(
      Capabilities(
        version: version, canTriggerCheckpoint: true, canChooseSavepointFormat: true,
        acceptsTriggerID: true, hasAccumulatedTimes: true, allowsCancel: true,
        refusals: version == "2.3.0" ? [:] : [.rescales: "Flink 1.20.5 does not tell"]),
      to: .capabilities, at: Fixture.now)
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    state.press(.character(":"))
    for letter in word { state.press(.character(letter)) }
    state.press(.enter)
    return state
  }

  private func asked(_ state: DashboardState) -> [AnyQuestion] {
    state.visits.top.demand(in: state.context).questions
  }

  @Test("accumulators of the job, then by ] of each vertex alone, one question each time")
  func accumulators() {
    var state = opened("accumulators orders")
    #expect(asked(state) == [AnyQuestion(.accumulators(.job(job)))])
    #expect(state.picture.contains("amounts") && state.picture.contains("LongCounter"))
    state.press(.character("]"))
    let first = OrdersFixture.vertexID(0)
    #expect(asked(state) == [AnyQuestion(.accumulators(.vertex(job, first)))])
    #expect(state.picture.contains("Source: orders"))
    state.press(.character("["), .character("["))
    let last = OrdersFixture.vertexID(4)
    #expect(asked(state) == [AnyQuestion(.accumulators(.vertex(job, last)))])
  }

  @Test(
    "a vertex opens to the accumulators of its subtasks, which are one question, and a job does not"
  )
  func bySubtask() {
    var state = opened("accumulators orders")
    state.press(.tab)
    #expect(asked(state) == [AnyQuestion(.accumulators(.job(job)))])
    #expect(state.notice?.text.contains("] goes to a vertex") == true)
    for _ in 0..<3 { state.press(.character("]")) }
    state.press(.tab)
    #expect(asked(state) == [AnyQuestion(.subtaskAccumulators(job, TimesFixture.vertex))])
    #expect(state.picture.contains("fraud score by subtask"))
    #expect(state.picture.contains("10.42.1.12:38047") && state.picture.contains("1341032"))
    state.press(.down)
    #expect(state.visits.top.subtask(in: state.context) == 1)
    state.press(.escape)
    #expect(asked(state) == [AnyQuestion(.accumulators(.vertex(job, TimesFixture.vertex)))])
  }

  @Test("the configuration of a job shows no secret")
  func configuration() {
    let state = opened("configuration")
    #expect(asked(state) == [AnyQuestion(.jobConfiguration(job))])
    #expect(state.picture.contains("input.topic") && state.picture.contains("******"))
    #expect(!state.picture.contains("hunter2") && !state.picture.contains(":pw@"))
    #expect(state.picture.contains("restart strategy"))
  }

  @Test("a rescale is shown by vertex, and where a release tells of none it is not asked")
  func rescales() {
    var state = opened("rescales")
    #expect(state.picture.contains("UPDATE_REQUIREMENT") && state.picture.contains("in progress"))
    #expect(state.picture.contains("Restarting") && state.picture.contains("fraud score"))
    #expect(
      asked(state) == [
        AnyQuestion(.rescales(job)), AnyQuestion(.rescaleOverview(job)),
        AnyQuestion(.rescaleSummary(job)), AnyQuestion(.rescaleSettings(job)),
        AnyQuestion(RescaleQuestion(job, "b", isOver: false)),
      ])
    #expect(state.picture.contains("2 completed, 1 failed, 0 ignored, 1 in progress"))
    #expect(state.picture.contains("p99 2.3s") && state.picture.contains("cooldown 30s"))
    #expect(state.picture.contains("RESOURCE_REQUIREMENTS_UPDATED"))
    state.press(.down)
    #expect(asked(state).last == AnyQuestion(RescaleQuestion(job, "a", isOver: true)))
    let old = opened("rescales", version: "1.20.5")
    #expect(old.shown == "Jobs" && old.notice?.text.contains("does not tell") == true)
  }
}
