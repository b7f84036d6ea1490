import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite("The order of rows")
struct OrderTests {
  @Test("what is sorted by is called as its column's head is", arguments: [80, 120, 200])
  func words(columns: Int) {
    var state = Fixture.state(columns: columns, rows: 40)
    let head = JobsLayout(state.size).head
    for _ in JobsLayout(state.size).placement.columns {
      state.press(.character(">"))
      let said = state.notice?.text ?? ""
      guard state.jobs.table.sort != "health" else {
        #expect(said == "Sorted worst first.")
        continue
      }
      #expect(said.hasPrefix("Sorted by ") && said.hasSuffix("."))
      let name = said.dropFirst("Sorted by ".count).dropLast()
      #expect(state.frame().lines[head].contains(name), "\(said)")
    }
  }

  @Test(
    "the command line takes a column by its head, in any case",
    arguments: [
      ("OUT 5m", "trend"), ("out 5m", "trend"), ("lag", "lag"), ("IN/s", "in"),
    ])
  func named(word: String, column: String) {
    var state = Fixture.state(columns: 120, rows: 40)
    state.press(.character(":"))
    state.type("sort \(word)")
    state.press(.enter)
    #expect(state.jobs.table.sort == column)
    #expect(state.notice?.text == "Sorted \(JobTable.table.orderWords(column)).")
  }

  @Test("a figure that is too old to be shown moves no row, in either direction")
  func expired() {
    for column in ["lag", "busy", "out", "in", "trend", "backpressure", "busiest"] {
      var state = OrdersFixture.state(columns: 200, rows: 60)
      state.jobs.table.sort = column
      _ = state.reduce(.tick, at: Fixture.now)
      #expect(state.jobs.table.order.first == OrdersFixture.job, "\(column)")
      _ = state.reduce(.tick, at: Fixture.now.advanced(by: .seconds(200)))
      let byName = state.cluster.jobs.sorted { $0.name < $1.name }.map(\.id)
      #expect(state.jobs.table.order == byName, "\(column)")
      state.press(.character("I"))
      #expect(state.jobs.table.order == byName, "\(column)")
    }
  }

  @Test("a vertex whose figures are too old to be shown keeps its place in the plan")
  func expiredVertices() {
    var state = OrdersFixture.state(columns: 200, rows: 60)
    state.jobs.table.selected = OrdersFixture.job
    state.jobs.table.hasMoved = true
    state.press(.enter)
    for column in ["busy", "backpressure", "in", "out", "skew"] {
      state.job?.vertices.sort = column
      _ = state.reduce(.tick, at: Fixture.now)
      let now = (state.job?.vertices.order ?? [])
      _ = state.reduce(.tick, at: Fixture.now.advanced(by: .seconds(200)))
      let plan = (0..<5).map { OrdersFixture.vertexID($0) }
      #expect((state.job?.vertices.order ?? []) == plan, "\(column)")
      if column == "busy" { #expect(now != plan) }
    }
  }

  @Test("two that read the same are in the order of their names, whatever the digits not shown")
  func rounded() {
    func key(_ value: Double) -> SortKey { .number(value, shown: Format.percent(value)) }
    #expect(key(0.9912).isAbove(key(0.9908), isReversed: false) == nil)
    #expect(key(0.99).isAbove(key(0.98), isReversed: false) == true)
    #expect(key(0.99).isAbove(key(0.98), isReversed: true) == false)
    #expect(SortKey.number(nil).isAbove(key(0.1), isReversed: true) == false)
    #expect(key(0.1).isAbove(.number(nil), isReversed: true) == true)
  }
}
