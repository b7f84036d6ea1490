import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite("The Applications screen")
struct ApplicationsTests {
  private let job = OrdersFixture.job
  private let backfill = ApplicationsFixture.backfill
  private var own: ApplicationID { ApplicationID(job.text) }

  private func opened(refused: String? = nil) -> DashboardState {
    var state = OrdersFixture.state(columns: 120, rows: 40)
    state.jobs.table.hasMoved = true
    state.jobs.table.selected = job
    var cluster = state.cluster
    cluster.apply(
      Capabilities(
        version: "2.3.0", canTriggerCheckpoint: true, canChooseSavepointFormat: true,
        acceptsTriggerID: true, hasAccumulatedTimes: true, allowsCancel: true,
        refusals: refused.map { [.applications: $0] } ?? [:]), to: .capabilities, at: Fixture.now)
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    state.press(.character(":"))
    state.type("applications")
    state.press(.enter)
    return state
  }

  private func asked(_ state: DashboardState) -> [AnyQuestion] {
    state.visits.top.demand(in: state.context).questions
  }

  @Test("it asks for the list, and for the one under the cursor with what failed in it")
  func demand() {
    var state = opened()
    #expect(
      asked(state) == [
        AnyQuestion(.applications), AnyQuestion(.application(own)),
        AnyQuestion(.applicationFailures(own)),
      ])
    #expect(state.picture.contains("SingleJobApplication(orders)"))
    #expect(state.picture.contains("2 applications   1 not ended"))
    state.press(.down)
    #expect(asked(state).contains(AnyQuestion(.application(backfill))))
    #expect(state.picture.contains("no partition 7 of orders-v1"))
    #expect(state.picture.contains("1 FAILED, 1 FINISHED"))
  }

  @Test("Enter opens the only job, and of several their list, from which Esc leads back")
  func jobs() {
    var state = opened()
    state.press(.enter)
    #expect(state.shown == "Job" && state.visits.top.subject == .job(job))
    state.press(.escape)
    #expect(state.shown == "Applications")
    state.press(.down, .enter)
    #expect(state.shown == "Applications" && state.picture.contains("backfill 2025"))
    #expect(asked(state) == [AnyQuestion(.applications), AnyQuestion(.application(backfill))])
    state.press(.escape)
    #expect(asked(state).contains(AnyQuestion(.applicationFailures(backfill))))
  }

  @Test("e shows the traces of what failed, and says so where nothing did")
  func failures() {
    var state = opened()
    state.press(.character("e"))
    #expect(state.overlay == nil && state.notice?.text.contains("Nothing is known") == true)
    state.press(.down, .character("e"))
    #expect(state.picture.contains("Exceptions of shop.Backfill"))
    #expect(state.picture.contains("Caused by: java.lang.IllegalStateException"))
  }

  @Test("an application whose job failed and restarted leads to the exceptions of that job")
  func failuresOfItsJob() {
    var state = opened()
    var cluster = state.cluster
    cluster.apply(
      JobFailure(cause: "disk full", at: Fixture.now, task: nil, location: nil), to: .failure(job),
      at: Fixture.now)
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    #expect(state.picture.contains("disk full"))
    state.press(.character("e"))
    #expect(state.shown == "Exceptions" && state.visits.top.subject == .job(job))
    state.press(.escape)
    #expect(state.shown == "Applications")
  }

  @Test("how long it has run goes on between two answers, and ends with it")
  func duration() {
    var state = opened()
    #expect(state.picture.contains("13m 20s") && state.picture.contains("1h 40m"))
    var cluster = state.cluster
    let later = Fixture.now.advanced(by: .seconds(7))
    cluster.apply(cluster.jobs.map(\.summary.value), to: .jobs, at: later)
    _ = state.reduce(.snapshot(cluster, []), at: later)
    // In the list and in the box below it.
    #expect(state.frame().lines.count { $0.contains("13m 27s") } == 2)
    #expect(state.picture.contains("1h 40m"))
  }

  @Test("c lists what an application runs with, secrets masked, and asks for that alone")
  func configuration() {
    var state = opened()
    state.press(.character("c"))
    #expect(
      asked(state) == [
        AnyQuestion(.applications), AnyQuestion(.applicationConfiguration(own)),
      ])
    #expect(state.picture.contains("s3.secret-key") && !state.picture.contains("hunter2"))
  }

  @Test("X asks for the word and names the application, and what has ended is not cancelled")
  func cancel() {
    var state = opened()
    state.press(.character("X"))
    guard case .form(let form)? = state.overlay else {
      Issue.record("no form")
      return
    }
    #expect(
      form.purpose == .cancelApplication(own, name: "SingleJobApplication(orders)"))
    #expect(state.picture.contains("Cancels the application with every job of it"))
    state.press(.escape)
    state.press(.down, .character("X"))
    #expect(state.overlay == nil)
    #expect(state.notice?.text.contains("shop.Backfill is FAILED") == true)
  }

  @Test("under --read-only X says why it does nothing")
  func readOnly() {
    var state = opened()
    state.settings.isReadOnly = true
    state.press(.character("X"))
    #expect(state.overlay == nil && state.notice?.text.hasPrefix("Read-only") == true)
  }

  @Test("a version without applications is told so, and asked for none")
  func older() {
    let state = opened(refused: "Flink 1.20.5 does not tell: that came with 2.3")
    #expect(state.shown == "Jobs")
    #expect(state.notice?.text.contains("that came with 2.3") == true)
  }
}
