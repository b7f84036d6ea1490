import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite("The Metrics screen")
struct MetricsTests {
  private func opened(_ keys: [Key] = Scene.sixCharts, columns: Int = 120) -> DashboardState {
    var state = OrdersFixture.state(columns: columns, rows: 40)
    state.jobs.table.hasMoved = true
    state.jobs.table.selected = OrdersFixture.job
    for key in keys { state.press(key) }
    return state
  }

  private func values(_ state: DashboardState) -> [MetricValuesQuestion] {
    state.demand.questions.compactMap { $0.base as? MetricValuesQuestion }
  }

  @Test(
    "is opened for what is under the cursor: a job, a vertex, a TaskManager; by its word for anything"
  )
  func subjects() {
    #expect(opened([.character("6")]).visits.top.subject == .job(OrdersFixture.job))
    #expect(
      opened([.enter, .character("6")]).visits.top.subject
        == .vertex(OrdersFixture.job, OrdersFixture.vertexID(2)))
    #expect(
      opened([.character("7"), .character("6")]).visits.top.subject
        == .taskManager(WorkersFixture.id(1)))
    for (word, subject) in [
      ("jobmanager", Subject.cluster), ("payments", .job(JobID(Fixture.identifier("payments")))),
      ("enrich", .vertex(OrdersFixture.job, OrdersFixture.vertexID(1))),
    ] {
      var state = opened([.enter, .character(":")])
      state.type("metrics \(word)")
      state.press(.enter)
      #expect(state.shown == "Metrics" && state.visits.top.subject == subject, "\(word)")
    }
    var state = opened([.character(":")])
    state.type("metrics nosuch")
    state.press(.enter)
    #expect(state.shown == "Jobs" && state.picture.contains("nosuch"))
  }

  @Test("what is chosen is asked for together, on whatever screen, and once more no more")
  func together() {
    var state = opened()
    #expect(values(state).count == 1)
    #expect(values(state).first?.ids == MetricsFixture.followed.sorted())
    #expect(!state.demand.questions.contains(AnyQuestion(.metricIDs(MetricsFixture.source))))
    state.press(.character("1"))
    #expect(state.shown == "Jobs" && values(state).count == 1)
    state.press(.character("6"))
    for _ in 0..<6 { state.press(.character("x")) }
    #expect(values(state).isEmpty && state.context.board.charts.isEmpty)
  }

  @Test("the list is asked for while it is open, or where one of several is not in it")
  func list() {
    var state = opened([.enter, .character("6"), .character("/")])
    let list = AnyQuestion(.metricIDs(MetricsFixture.source))
    #expect(state.demand.questions.contains(list))
    state.press(.escape)
    #expect(!state.demand.questions.contains(list))
    let chart = { (id: String) in
      BoardChart(.vertex(job: "orders", vertex: "fraud score"), id)
    }
    state.context.board.charts = [chart("numRecordsIn"), chart("gone")]
    #expect(state.demand.questions.contains(list))
    state.context.board.charts = [chart("numRecordsIn")]
    #expect(!state.demand.questions.contains(list))
  }

  @Test("there are six charts at most; what is chosen again is taken away")
  func limit() {
    var state = opened(Scene.sixCharts + [.character("/")])
    state.type("outpool")
    state.press(.enter)
    #expect(state.context.board.charts.count == 6 && state.picture.contains("6 charts already"))
    state.press(.control("u"))
    state.type("busytime")
    state.press(.enter)
    #expect(state.context.board.charts.count == 5)
    state.press(.enter)
    #expect(state.context.board.charts.count == 6)
  }

  @Test("an id with a comma is refused with a word; others are asked for, however strange")
  func strange() {
    var state = opened([.enter, .character("6"), .character("/")])
    state.type("com,ma")
    state.press(.space)
    #expect(state.context.board.charts.isEmpty && state.picture.contains("comma"))
    for letters in ["blank", "quote", "red"] {
      state.press(.control("u"))
      state.type(letters)
      state.press(.space)
    }
    #expect(state.context.board.charts.count == 3)
    let frame = state.frame()
    #expect(frame.cells.allSatisfy { $0.scalar.value >= 0x20 })
  }

  @Test("letters that were typed are marked in the ids they are in")
  func marks() {
    var state = opened([.enter, .character("6"), .character("/")], columns: 80)
    state.type("nri")
    let frame = state.frame()
    let row = PickerLayout(state.size).list.row
    let marked = (0..<80).filter { frame[$0, row].style.role == .match }
      .map { Character(frame[$0, row].scalar) }
    #expect(String(marked) == "nRI" && frame.lines[row].contains("numRecordsIn"))
  }

  @Test("a list of ten thousand is searched by its letters")
  func tenThousand() {
    var state = opened([.enter, .character("6"), .character("/")])
    let ids = (0..<10_000).map { "window_\($0 % 40).user.keyGroup_\($0 / 40).cacheHitRatio_\($0)" }
    var cluster = state.cluster
    cluster.apply(ids, to: .metricIDs(MetricsFixture.source), at: Fixture.now)
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    state.type("ratio9999")
    guard case .picker(let picker) = state.overlay else {
      Issue.record("no list")
      return
    }
    #expect(picker.id == ids[9999])
  }

  @Test(
    "what was not known for a while is a gap in the picture, and old figures say how old they are")
  func gaps() {
    var state = opened()
    let chart = state.context.board.charts[2]
    #expect(chart.metric?.id == "mailboxLatencyMs_p99")
    #expect(state.context.reading(of: chart).runs.count == 2)
    #expect(!state.picture.contains("2m 00s ago"))
    state.context.now = Fixture.now.advanced(by: .seconds(120))
    #expect(state.picture.contains("2m 00s ago"))
  }

  @Test("a counter is shown as its rise per second, never across a restart, or as it is")
  func rates() {
    var state = opened()
    let rate = state.context.reading(of: state.context.board.charts[4])
    #expect(state.context.board.charts[4].metric?.id == "numRecordsIn")
    #expect(rate.runs.count == 2 && rate.unit == .perSecond)
    #expect(rate.samples.allSatisfy { abs($0.value - 22_400) < 1 })
    state.press(.down, .down, .character("d"))
    let plain = state.context.reading(of: state.context.board.charts[4])
    #expect(plain.unit == .count && plain.runs.count == 1)
    #expect((plain.last?.value ?? 0) > 1_000_000)
  }

  @Test("keys change the figure, the window and the style, zoom, copy and take away")
  func keys() {
    var state = opened()
    let former = state.context.board
    state.press(.character("u"), .character("w"), .character("b"))
    #expect(state.context.board.charts[0].metric?.summary != former.charts[0].metric?.summary)
    #expect(state.context.board.window == .hour && former.window == .quarter)
    #expect(state.context.board.style(.unicode) == .blocks)
    #expect(state.context.board.style(.ascii) == .ascii)
    let copied = state.press(.character("y"))
    guard case .copy(let text)? = copied.first else {
      Issue.record("nothing copied")
      return
    }
    #expect(text.hasPrefix("busyTimeMsPerSecond "))
    state.press(.right, .enter)
    #expect(state.picture.contains("currentInputWatermark"))
    #expect(!state.picture.contains("mailboxLatencyMs_p99"))
    state.press(.escape)
    #expect(state.shown == "Metrics" && state.picture.contains("busyTimeMsPerSecond"))
  }

  @Test("a chart of what is not there says so, and one of a job that came back goes on with it")
  func standing() {
    var state = opened()
    state.context.board.charts = [
      BoardChart(.job("nosuch"), "uptime"), BoardChart(.job("audit-archive"), "uptime"),
      BoardChart(.vertex(job: "orders", vertex: "nosuch vertex"), "x"),
      BoardChart(.worker("10.9.9.9:1-a"), "x"),
      BoardChart(.job("orders"), "uptime", chosen: .job(JobID("gone"))),
    ]
    let standings = state.context.board.charts.compactMap(\.metric).map {
      state.context.standing(of: $0)
    }
    for index in 0..<4 {
      guard case .missing = standings[index] else { Issue.record("\(index)"); continue }
    }
    #expect(standings[4] == .there(.job(OrdersFixture.job)))
    #expect(state.picture.contains("No job is called nosuch here."))
    #expect(values(state).map(\.source) == [.job(OrdersFixture.job)])
  }
}
