import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite("Charts that are kept")
struct PinnedChartsTests {
  private static let charts = [
    BoardChart(.job("a\tb\nc\\d\r\ne"), "id with\ttab", isPinned: true),
    BoardChart(
      .vertex(job: "orders", vertex: "Sink: x -> y"), "numRecordsIn", summary: .mean, isRate: true,
      isPinned: true),
    BoardChart(.subtask(job: "orders", vertex: "v", index: 7), "x", isPinned: true),
    BoardChart(.coordinator(job: "orders", vertex: "v"), "x", isPinned: true),
    BoardChart(.controller, "Status.JVM.CPU.Load", isPinned: true),
    BoardChart(.worker("10.0.0.1:1-a"), "x", isPinned: true),
  ]

  @Test("whatever their names are, they come back as they were")
  func roundTrip() {
    var board = MetricBoard()
    board.charts = Self.charts
    var other = MetricBoard()
    #expect(other.adopt(pinnedText: board.pinnedText) == nil)
    #expect(other.charts == Self.charts && other.pinnedText == board.pinnedText)
  }

  @Test("only those that are pinned are kept, and it is saved when that changes")
  func saved() {
    var state = OrdersFixture.state(columns: 120, rows: 40)
    state.jobs.table.hasMoved = true
    state.jobs.table.selected = OrdersFixture.job
    for key in Scene.sixCharts { #expect(state.press(key).isEmpty) }
    guard case .savePins(let text)? = state.press(.character("P")).first else {
      Issue.record("not saved")
      return
    }
    #expect(text.contains("vertex\torders\tfraud score\tbusyTimeMsPerSecond\tmax\tvalue\n"))
    #expect(text.split(separator: "\n").count == 2)
    #expect(state.press(.character("w")).isEmpty)
    #expect(!state.press(.character("u")).isEmpty)
    guard case .savePins(let empty)? = state.press(.character("x")).first else {
      Issue.record("not saved")
      return
    }
    #expect(empty == "# flinktop charts 1\n")
  }

  @Test(
    "lines that are no charts are told of and go back into the file; more than six are not lost")
  func broken() {
    var board = MetricBoard()
    board.charts = Self.charts
    let nonsense = [
      "what is this", "job\torders\tid\tsum", "job\torders\t\tsum\trate", "\u{0}\u{1B}",
    ]
    let seventh = "workers\tx\tsum\tvalue"
    let text = board.pinnedText + nonsense.joined(separator: "\n") + "\n" + seventh + "\n"
    var other = MetricBoard()
    #expect(other.adopt(pinnedText: text) == "line 8 is no chart: it is left as it is")
    #expect(other.charts == Self.charts)
    for line in nonsense + [seventh] { #expect(other.pinnedText.contains(line)) }
    var empty = MetricBoard()
    #expect(empty.adopt(pinnedText: "") == nil && empty.charts.isEmpty)
  }
}
