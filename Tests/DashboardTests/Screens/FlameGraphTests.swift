import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite("Flame graph")
struct FlameGraphTests {
  private let graph = WorkersFixture.flameGraph

  private func opened(columns: Int = 120) -> DashboardState {
    var state = OrdersFixture.state(columns: columns, rows: 40)
    state.jobs.table.hasMoved = true
    state.jobs.table.selected = OrdersFixture.job
    state.press(.enter, .character("5"), .character("f"))
    return state
  }

  private func screen(_ state: DashboardState) -> FlameGraphScreen? {
    state.visits.top as? FlameGraphScreen
  }

  @Test("places are as wide as they were frequent, without gap or overlap, below their callers")
  func widths() {
    for width in [1, 7, 80, 200] {
      let cells = graph.cells(zoomed: nil, width: width, depths: 0..<100)
      for depth in 0..<6 {
        let row = cells.filter { $0.depth == depth }
        for (left, right) in zip(row, row.dropFirst()) {
          #expect(left.columns.upperBound <= right.columns.lowerBound)
        }
        #expect(row.allSatisfy { $0.columns.upperBound <= width && !$0.columns.isEmpty })
      }
      for cell in cells {
        guard let parent = graph.parent(of: cell.place),
          let above = cells.first(where: { $0.place == parent })
        else { continue }
        #expect(above.columns.contains(cell.columns.lowerBound))
      }
    }
    let row = graph.cells(zoomed: nil, width: 400, depths: 3..<4)
    #expect(row.map(\.columns) == [0..<260, 260..<380, 380..<400])
  }

  @Test("zoomed, a place has the whole width")
  func zoom() {
    let cells = graph.cells(zoomed: 4, width: 230, depths: 4..<6)
    #expect(cells.map(\.columns) == [0..<230, 0..<150, 150..<210])
  }

  @Test("it opens where half of the samples are, and says how many")
  func start() {
    let state = opened()
    #expect(screen(state)?.view.cursor.last == "com.example.fraud.Score.process:88")
    let text = state.frame().lines.joined(separator: "\n")
    #expect(text.contains("in 230 of 400 samples, 57%"))
    #expect(text.contains("itself 5%"))
  }

  @Test(
    "arrows go to what was called, to callers and to neighbours, Enter zooms, Esc goes out and back"
  )
  func keys() {
    var state = opened()
    state.press(.down)
    #expect(screen(state)?.view.cursor.last == "com.example.fraud.Model.apply:131")
    state.press(.right)
    #expect(screen(state)?.view.cursor.last == "java.util.HashMap.getNode:569")
    state.press(.right, .left, .up)
    #expect(screen(state)?.view.cursor.last == "com.example.fraud.Score.process:88")
    state.press(.enter)
    #expect(screen(state)?.view.zoom.last == "com.example.fraud.Score.process:88")
    state.press(.up)
    #expect(screen(state)?.view.cursor.last == "com.example.fraud.Score.process:88")
    state.press(.escape)
    #expect(screen(state)?.view.zoom == [])
    state.press(.escape)
    #expect(state.shown == "Subtasks")
  }

  @Test("the cursor is found again by names in the next sample")
  func nextSample() {
    var state = opened()
    state.press(.down)
    var next = graph
    (next.places[5].name, next.places[6].name) = (next.places[6].name, next.places[5].name)
    var cluster = state.context.watched.model
    cluster.apply(
      next, to: .flameGraph(OrdersFixture.job, OrdersFixture.vertexID(2)), at: Fixture.now)
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    #expect(screen(state)?.view.cursor.last == "com.example.fraud.Model.apply:131")
    #expect(state.frame().lines.joined().contains("com.example.fraud.Model.apply:131"))
  }

  @Test("a search says in which share of the samples it was found, each counted once")
  func search() {
    var state = opened()
    state.press(.character("/"))
    state.type("fraud")
    state.press(.enter)
    #expect(state.frame().lines.joined().contains("'fraud' in 57% of the samples"))
  }

  @Test(
    "why there is nothing is said",
    arguments: [
      (FlameGraph.Standing.waiting, "are being sampled"),
      (.disabled, "rest.flamegraph.enabled: true"),
      (.ended, "the task has ended"), (.sampled(at: Fixture.now), "Tab shows the others"),
    ])
  func nothing(standing: FlameGraph.Standing, text: String) {
    var state = opened()
    var cluster = state.context.watched.model
    cluster.apply(
      FlameGraph(standing), to: .flameGraph(OrdersFixture.job, OrdersFixture.vertexID(2)),
      at: Fixture.now)
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    #expect(state.frame().lines.joined().contains(text))
  }

  @Test("calls with more samples than what called them draw nothing beyond the edge")
  func hostile() {
    let most = 1 << 32
    let graph = FlameGraph(
      .sampled(at: Fixture.now), total: 10,
      places: [
        FlameGraph.Place(name: "a", samples: 10, depth: 0, end: 3),
        FlameGraph.Place(name: "b", samples: most, depth: 1, end: 2),
        FlameGraph.Place(name: "c", samples: most, depth: 1, end: 3),
      ])
    for zoomed in [nil, 0, 1, 2] {
      let cells = graph.cells(zoomed: zoomed, width: 300, depths: 0..<9)
      #expect(cells.allSatisfy { $0.columns.upperBound <= 300 && !$0.columns.isEmpty })
    }
    #expect(graph.hottest != nil)
  }

  @Test("other samples are asked for alone, and by subtask only where the version tells")
  func demand() {
    var state = opened()
    state.press(.tab, .character("]"))
    #expect(
      state.demand.questions == [
        AnyQuestion(.flameGraph(OrdersFixture.job, OrdersFixture.vertexID(2), .onCPU))
      ])
    #expect(state.notice?.text.contains("does not tell by subtask") == true)
    var cluster = state.context.watched.model
    cluster.capabilities.hasSubtaskFlameGraphs = true
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    state.press(.character("]"), .character("]"))
    #expect(
      state.demand.questions == [
        AnyQuestion(.flameGraph(OrdersFixture.job, OrdersFixture.vertexID(2), .onCPU, subtask: 1))
      ])
    state.press(.character("["), .character("["), .character("["))
    #expect(screen(state)?.subtask == 3)
  }
}
