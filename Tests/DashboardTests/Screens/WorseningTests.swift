import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite("A job that turns bad while another one is open")
struct WorseningTests {
  private func later(_ seconds: Int) -> Timestamp { Fixture.now.advanced(by: .seconds(seconds)) }

  /// A snapshot in which jobs are in these states, so many seconds later.
  private func take(
    _ states: [String: JobState], at seconds: Int, _ state: inout DashboardState
  ) {
    var cluster = state.cluster
    let jobs = Fixture.jobs.map { job in
      var job = job
      if let new = states[job.name] {
        job.state = new
        job.lastModification = later(seconds - 1)
        if new.isTerminal { job.endTime = later(seconds - 1) }
      }
      return job
    }
    cluster.apply(jobs, to: .jobs, at: later(seconds))
    cluster.lastAnswerAt = later(seconds)
    _ = state.reduce(.snapshot(cluster, []), at: later(seconds))
  }

  @Test("it is named, with what is wrong, in the line of notices", arguments: ["2", "3", "9"])
  func told(screen: String) throws {
    var state = OrdersFixture.opened()
    state.press(.character(Character(screen)))
    take(["payments": .failed], at: 2, &state)
    let notice = try #require(state.notice)
    #expect(notice.severity == .critical)
    let short = state.verdict(JobID(Fixture.identifier("payments"))).findings.first?.short ?? "?"
    #expect(notice.text == "Another job turned bad. payments: \(short).")
    #expect(state.picture.contains("payments: \(short)"))
  }

  @Test("it is told once, and again only after it was well in between")
  func once() {
    var state = OrdersFixture.opened()
    take(["payments": .restarting], at: 2, &state)
    #expect(state.notice?.text.contains("payments") == true)
    state.notice = nil
    take(["payments": .restarting], at: 4, &state)
    take(["payments": .restarting], at: 30, &state)
    #expect(state.notice == nil)
    take([:], at: 32, &state)
    #expect(state.notice == nil)
    take(["payments": .restarting], at: 60, &state)
    #expect(state.notice?.text.contains("payments") == true)
  }

  @Test(
    "what was bad when the screen was opened is not told, nor the open job, nor on the Jobs screen")
  func knownBefore() {
    var state = OrdersFixture.opened()
    take([:], at: 2, &state)
    #expect(state.notice == nil)
    take(["orders": .failed], at: 4, &state)
    #expect(state.notice == nil)
    var list = OrdersFixture.state(columns: 120, rows: 40)
    take(["payments": .failed], at: 2, &list)
    #expect(list.notice == nil)
    list.jobs.table.hasMoved = true
    list.jobs.table.selected = OrdersFixture.job
    list.press(.enter)
    take(["payments": .failed], at: 4, &list)
    #expect(list.notice == nil)
  }

  @Test("a turn for the worse is told unless it is that of the open job", arguments: [true, false])
  func openJob(isOpen: Bool) {
    var state = OrdersFixture.state(columns: 120, rows: 40, isWell: true)
    state.jobs.table.hasMoved = true
    state.jobs.table.selected =
      isOpen ? OrdersFixture.job : JobID(Fixture.identifier("audit-archive"))
    state.press(.enter)
    var cluster = state.cluster
    let jobs = cluster.jobs.map { model in
      var job = model.summary.value
      guard job.id == OrdersFixture.job else { return job }
      job.state = .failed
      job.endTime = later(1)
      return job
    }
    cluster.apply(jobs, to: .jobs, at: later(2))
    cluster.lastAnswerAt = later(2)
    _ = state.reduce(.snapshot(cluster, []), at: later(2))
    #expect((state.notice == nil) == isOpen)
  }

  @Test("what is not so any more is told no longer", arguments: [true, false])
  func over(isGone: Bool) {
    var state = OrdersFixture.opened()
    take(["payments": .restarting], at: 2, &state)
    #expect(state.notice?.text.contains("payments") == true)
    if isGone {
      var cluster = state.cluster
      let rest = Fixture.jobs.filter { $0.name != "payments" }
      cluster.apply(rest, to: .jobs, at: later(4))
      _ = state.reduce(.snapshot(cluster, []), at: later(4))
    } else {
      take([:], at: 4, &state)
    }
    #expect(state.notice == nil)
  }

  @Test(
    "of several those that still are bad go on being told, and nobody else's words go with them")
  func stillBad() {
    var state = OrdersFixture.opened()
    take(["payments": .restarting, "audit-archive": .failed], at: 2, &state)
    take(["audit-archive": .failed], at: 4, &state)
    #expect(state.notice?.text.hasPrefix("Another job turned bad. audit-archive: ") == true)
    #expect(state.notice?.at == later(2))
    state.say("Something else.", .warning)
    take([:], at: 6, &state)
    #expect(state.notice?.text == "Something else.")
  }

  @Test("several at once are told together, and one that follows soon does not hide them")
  func several() {
    var state = OrdersFixture.opened()
    take(["payments": .restarting], at: 2, &state)
    take(["payments": .restarting, "audit-archive": .failed], at: 6, &state)
    let text = state.notice?.text ?? ""
    #expect(text.hasPrefix("2 other jobs turned bad. audit-archive: "))
    #expect(text.contains("; payments: "))
  }
}
