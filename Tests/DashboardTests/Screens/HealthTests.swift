import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite("Health: what is wrong, and the way to where it shows")
struct HealthTests {
  private func titles(_ state: DashboardState) -> [String] {
    state.visits.stack.map { $0.sign.title }
  }

  private func health(_ state: DashboardState) -> HealthScreen? {
    state.visits.stack.lazy.compactMap { $0 as? HealthScreen }.last
  }

  @Test("v leads from every screen of a job to its worst finding")
  func fromEverywhere() {
    for digit in "234579" {
      var state = OrdersFixture.opened()
      state.press(.character(digit), .character("v"))
      #expect(state.shown == "Health", "from \(digit)")
      #expect(health(state)?.table.cursor?.job == OrdersFixture.job, "from \(digit)")
      #expect(health(state)?.table.cursor?.rule == .bottleneck, "from \(digit)")
    }
  }

  @Test("Enter shows what a finding speaks of, and Esc leads back to it and to where one came from")
  func thereAndBack() {
    var state = OrdersFixture.opened()
    state.press(.character("v"), .enter)
    #expect(titles(state) == ["Jobs", "Job", "Health", "Subtasks"])
    #expect(
      state.visits.top.subject == .vertex(OrdersFixture.job, OrdersFixture.vertexID(2)))
    state.press(.escape)
    #expect(health(state)?.table.cursor?.rule == .bottleneck)
    state.press(.escape)
    #expect(titles(state) == ["Jobs", "Job"])
  }

  @Test(
    "evidence on a screen one came through is shown above Health, so that Esc leads back to that")
  func screenBelow() {
    var state = OrdersFixture.opened()
    state.press(.character("5"), .character("v"), .enter)
    #expect(titles(state) == ["Jobs", "Job", "Health", "Subtasks"])
    state.press(.escape)
    #expect(state.shown == "Health")
  }

  @Test("Esc leads from a checkpoint that a finding speaks of to that finding")
  func checkpointAndBack() {
    var state = OrdersFixture.opened()
    state.press(.character("v"))
    let screen = state.visits.top
    let checkpoint = Subject.checkpoint(OrdersFixture.job, CheckpointID(77))
    let context = state.context
    let isThere = state.visits.go(CheckpointsScreen.self, checkpoint, in: context)
    #expect(isThere)
    state.press(.down)
    #expect(state.checkpoints?.open == CheckpointID(77))
    state.press(.enter, .escape)
    #expect(state.checkpoints?.openVertex == nil && state.shown == "Checkpoints")
    state.press(.escape)
    #expect(state.shown == "Health" && state.visits.top.subject == screen.subject)
    // One that was opened in the list leads back to the list.
    var listed = OrdersFixture.opened()
    listed.press(.character("3"), .enter, .escape)
    #expect(listed.shown == "Checkpoints" && listed.checkpoints?.open == nil)
  }

  @Test("each job's findings stand together, the worst job first")
  func order() {
    let state = Fixture.state()
    let rows = state.context.findingRows
    var jobs: [JobID] = []
    for job in rows.compactMap(\.id.job) where jobs.last != job { jobs.append(job) }
    #expect(jobs.count == Set(jobs).count)
    #expect(jobs == state.context.watched.judgements.order.filter { jobs.contains($0) })
    #expect(Set(rows.map(\.id)).count == rows.count)
  }

  @Test("the finding that is read is asked about in full, its vertices included")
  func demand() {
    var state = OrdersFixture.opened()
    state.press(.character("v"))
    let demand = state.demand
    #expect(demand.openJob == OrdersFixture.job)
    #expect(demand.visibleVertices == [OrdersFixture.vertexID(2)])
    #expect(demand.visibleJobs.first == OrdersFixture.job)
    #expect(demand.questions.contains(AnyQuestion(.controller)))
  }

  @Test(
    "what is wrong with the cluster itself stands above jobs no worse, and Enter shows the JobManager"
  )
  func ofCluster() {
    var state = OrdersFixture.opened()
    state.press(.character("0"))
    var cluster = state.cluster
    cluster.polling.answerTime = .milliseconds(3200)
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    let rows = state.context.findingRows
    let place = rows.firstIndex { $0.id.job == nil } ?? 0
    func severities(_ rows: ArraySlice<FindingRow>) -> [Severity] {
      rows.compactMap(\.id.job).map { state.context.verdict($0).severity }
    }
    #expect(severities(rows[..<place]).allSatisfy { $0 > .warning } && place > 0)
    #expect(severities(rows[place...]).allSatisfy { $0 <= .warning })
    state.press(.home)
    for _ in 0..<place { state.press(.down) }
    let first = rows[place...].first
    #expect(first?.id.job == nil && first?.finding.severity == .warning)
    let lines = state.frame().lines
    #expect(lines.contains { $0.contains("▲ (cluster)") && $0.contains("3.2s") })
    #expect(lines.contains { $0.contains("Enter shows the JobManager.") })
    // No job is under the cursor, so that none is acted on.
    #expect(state.press(.character("S")).isEmpty && state.overlay == nil)
    state.press(.enter)
    #expect(state.shown == "JobManager")
  }

  @Test("that nothing is wrong is not claimed of jobs of which something is not known")
  func honesty() {
    var state = OrdersFixture.state(columns: 120, rows: 40, isWell: true)
    state.press(.character("v"))
    #expect(
      state.frame().lines.joined().contains("Nothing is found wrong with the cluster or any job."))
    var unknown = Fixture.state(Fixture.jobs(at: Fixture.now).filter { $0.state == .running })
    unknown.press(.character("v"))
    #expect(unknown.frame().lines.joined().contains("not all that the rules go by is known"))
  }
}
