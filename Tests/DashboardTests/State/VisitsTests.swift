import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite("The way back")
struct VisitsTests {
  private static let payments = JobID(Fixture.identifier("payments"))

  private func titles(_ state: DashboardState) -> [String] {
    state.visits.stack.map { $0.sign.title }
  }

  @Test("Esc goes back to the screen one came from, whichever it was")
  func whereFrom() {
    var state = OrdersFixture.opened()
    state.press(.character("9"))
    #expect(titles(state) == ["Jobs", "Job", "Operations"])
    state.press(.escape)
    #expect(state.shown == "Job")
    state.press(.character("1"), .character("3"))
    #expect(titles(state) == ["Jobs", "Checkpoints"])
    state.press(.escape)
    #expect(state.shown == "Jobs")
  }

  @Test("a screen one came through is gone back to, and none lies on the stack twice")
  func noneTwice() {
    var state = OrdersFixture.opened()
    state.press(
      .character("3"), .character("2"), .character("3"), .character("9"), .character("2"))
    #expect(titles(state) == ["Jobs", "Job"])
    state.press(.character("9"), .character("1"))
    #expect(titles(state) == ["Jobs"])
  }

  @Test("the cursor is on the row that one came from, though another was typed")
  func cursor() {
    var state = OrdersFixture.opened()
    state.press(.character(":"))
    state.type("checkpoints payments")
    state.press(.enter)
    #expect(state.checkpoints?.job == Self.payments)
    state.press(.character("1"))
    #expect(state.jobs.table.cursor == Self.payments)
    state.press(.character("2"), .escape)
    #expect(state.jobs.table.cursor == Self.payments)
  }

  @Test("a job that is opened again is as it was left, another begins anew")
  func asItWas() {
    var state = OrdersFixture.opened()
    state.press(.tab, .escape, .enter)
    #expect(state.job?.pane == .graph)
    state.press(.escape, .end, .enter)
    #expect(state.job?.id != OrdersFixture.job)
    #expect(state.job?.pane == .vertices)
  }

  @Test("the trail at the top names the way, and what is open")
  func trail() {
    var state = OrdersFixture.opened()
    state.press(.character("3"), .enter)
    #expect(state.frame().lines[0].hasPrefix(" prod-eu › orders › checkpoints › 77 "))
    state.press(.escape, .escape)
    #expect(state.frame().lines[0].hasPrefix(" prod-eu › orders   RUNNING"))
  }

  @Test("marks stay while an action is confirmed on another job's screen")
  func marksElsewhere() {
    var state = Fixture.state()
    state.jobs.table.marked = [Self.payments]
    state.jobs.table.hasMoved = true
    state.jobs.table.selected = JobID(Fixture.identifier("orders"))
    let asked = state.press(.enter, .character("s"), .character("y"))
    let jobs = asked.compactMap { effect -> String? in
      if case .perform(let request) = effect { request.targetName } else { nil }
    }
    #expect(jobs == ["orders"])
    state.press(.escape)
    #expect(state.jobs.table.marked == [Self.payments])
  }
}
