import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

/// A system that keeps what metrics stood at, of jobs only, and has documents about them.
@Suite("Charts of what a system kept")
struct KeptMetricsTests {
  private static let source = MetricSource.job(OrdersFixture.job)

  private func opened(columns: Int = 120, keeps: Bool = true) -> DashboardState {
    var state = OrdersFixture.state(columns: columns, rows: 40)
    var cluster = state.cluster
    cluster.capabilities.traits.keepsMetrics = keeps
    cluster.capabilities.traits.measuresJobsOnly = keeps
    if keeps {
      cluster.capabilities.traits.metricNotes = [
        "delay": MetricNote(title: "business delay", unit: .milliseconds),
        "rss": MetricNote(title: "memory of a process", unit: .kilobytes),
        "a.very.long.name.of.a.metric.that.leaves.no.room": MetricNote(
          title: "its title", unit: .nanosecondsPerSecond),
      ]
    }
    cluster.apply(
      ["delay", "rss", "a.very.long.name.of.a.metric.that.leaves.no.room"],
      to: .metricIDs(Self.source), at: Fixture.now)
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    state.jobs.table.hasMoved = true
    state.jobs.table.selected = OrdersFixture.job
    for key in [Key.enter, .character("6"), .character("/")] { state.press(key) }
    return state
  }

  private func question(_ state: DashboardState) -> MetricValuesQuestion? {
    state.demand.questions.compactMap { $0.base as? MetricValuesQuestion }.first
  }

  @Test("from a vertex the metrics of its job are chosen, as there are no others")
  func ofJobs() {
    let state = opened()
    #expect(state.picture.contains("[ ] delay"))
    #expect(state.picture.contains("business delay, time"))
    #expect(state.picture.contains("memory of a process, kB"))
    // A title that would cut an id is left out, and its unit is not.
    #expect(state.picture.contains("that.leaves.no.room ms/s") || state.picture.contains("ms/s"))
    #expect(!state.picture.contains("its title"))
    #expect(!opened(keeps: false).picture.contains("[ ] delay"))
  }

  @Test("the stretch of the window is asked for, and with another window another one")
  func window() throws {
    var state = opened()
    for key in [Key.space, .escape] { state.press(key) }
    #expect(question(state)?.past == MetricPast(span: .seconds(900), step: .seconds(10)))
    state.press(.character("w"))
    #expect(question(state)?.past == MetricPast(span: .seconds(3600), step: .seconds(60)))
    state.press(.character("w"))
    #expect(question(state)?.past == MetricPast(span: .seconds(60), step: .seconds(5)))
  }

  @Test("the first answer fills the chart, in steps as wide as those of an hour")
  func filled() throws {
    var state = opened()
    for key in [Key.space, .escape, .character("w")] { state.press(key) }
    let asked = try #require(question(state))
    let samples = (0...60).map { minute in
      Series.Sample(
        at: Fixture.now.advanced(by: .seconds(60 * (minute - 60))), value: Double(minute) * 1000)
    }
    var cluster = state.cluster
    cluster.apply(
      [MetricReading("delay", .single(text: "60000", number: 60_000), past: samples)], to: asked,
      at: Fixture.now)
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    let chart = try #require(state.context.board.charts.first)
    let reading = state.context.reading(of: chart)
    // One line through all of them, and no gap between two that lie a minute apart.
    #expect(reading.runs.count == 1 && reading.runs.first?.count == 61)
    #expect(state.picture.contains("delay  business delay"))
    #expect(state.picture.contains("1m 00s  min 0ms  max 1m 00s"))
  }

  @Test("a metric without a point says that nothing is known, and shows no figure")
  func unknown() throws {
    var state = opened()
    for key in [Key.space, .escape] { state.press(key) }
    var cluster = state.cluster
    cluster.apply(
      [MetricReading("delay", .single(text: MetricReading.unknown, number: nil))],
      to: try #require(question(state)), at: Fixture.now)
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    #expect(state.picture.contains("Nothing is known of the last 15m."))
  }

  @Test(
    "figures have the units of the documents",
    arguments: [
      (MetricNote.Unit.kilobytes, 2048.0, "2.0 MiB"), (.nanosecondsPerSecond, 4.1e8, "410 ms/s"),
      (.nanoseconds, 2e9, "2.0s"), (.milliseconds, 1500, "1.5s"), (.share, 0.4, "40%"),
    ])
  func units(unit: MetricNote.Unit, value: Double, text: String) {
    var traits = SystemTraits.flink
    traits.metricNotes = ["x": MetricNote(title: "t", unit: unit)]
    #expect(
      MetricUnit("x", in: traits).text(value, clock: LocalClock(secondsFromUTC: { _ in 0 })) == text
    )
    #expect(MetricUnit("x", in: .flink) == .unknown)
  }
}
