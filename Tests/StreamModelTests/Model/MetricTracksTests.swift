import Testing

@testable import StreamModel

@Suite("Tracks of metrics")
struct MetricTracksTests {
  private let source = MetricSource.vertex(.orders, VertexID("v"))

  private func series(_ values: [(Double, Double)]) -> Series {
    var series = Series()
    for (time, value) in values { series.append(value, at: at(time)) }
    return series
  }

  private func spread(_ value: Double) -> MetricFigure {
    .spread(
      SubtaskAggregate(
        min: value, max: value * 4, average: value * 2, sum: value * 8, skewPercent: nil))
  }

  private func cluster() -> ClusterModel { Bench().cluster }

  @Test("runs end where nothing was known for longer than metrics take to step")
  func gaps() {
    let runs = series([(0, 1), (10, 2), (20, 3), (60, 4), (70, 5)]).segments()
    #expect(runs.map { $0.map(\.value) } == [[1, 2, 3], [4, 5]])
    #expect(Series().segments().isEmpty)
  }

  @Test("a rate is never taken across a reset, nor across a gap")
  func rates() {
    let rates = series([
      (0, 100), (10, 200), (20, 300), (30, 50), (40, 250), (90, 900), (100, 1000),
    ]).rateSegments()
    #expect(rates.map { $0.map(\.value) } == [[10, 10], [20], [10]])
    #expect(rates.joined().allSatisfy { $0.value >= 0 })
  }

  @Test("the same value read twice of one fetch halves no rate; what stands still has a rate of 0")
  func readTwice() {
    let twice = series([(0, 100), (10, 100), (20, 300), (30, 400)]).rateSegments()
    #expect(twice.map { $0.map(\.value) } == [[10, 10]])
    let still = series([(0, 100), (10, 100), (20, 100), (30, 100), (40, 100)]).rateSegments()
    #expect(still.map { $0.map(\.value) } == [[0, 0]])
  }

  @Test("of several things together each figure is followed by itself")
  func summaries() throws {
    var cluster = cluster()
    for step in 0..<3 {
      cluster.apply(
        [MetricReading("m", spread(Double(step + 1)))], to: .metricValues(source, ["m"]),
        at: at(Double(10 * step)))
    }
    let track = try #require(cluster.metricTracks[source, "m"])
    #expect(track.series(.smallest).samples.map(\.value) == [1, 2, 3])
    #expect(track.series(.largest).samples.map(\.value) == [4, 8, 12])
    #expect(track.series(.mean).samples.map(\.value) == [2, 4, 6])
    #expect(track.series(.sum).samples.map(\.value) == [8, 16, 24])
  }

  @Test(
    "a past that is told of several things takes the place of what was known of it, in each figure")
  func spreads() throws {
    var cluster = cluster()
    let question = MetricValuesQuestion(
      source, ["m"], past: MetricPast(span: .seconds(300), step: .seconds(60)))
    func told(_ range: ClosedRange<Int>) -> MetricReading {
      let past = range.map { minute -> PastSpread in
        let value = Double(minute)
        return PastSpread(
          at: at(60 * value),
          spread: SubtaskAggregate(
            min: value, max: value * 4, average: value * 2, sum: value * 8, skewPercent: nil))
      }
      return MetricReading("m", past[past.count - 1].spread, past: past)
    }
    cluster.apply([told(1...3)], to: question, at: at(200))
    cluster.apply([told(2...4)], to: question, at: at(260))
    let track = try #require(cluster.metricTracks[source, "m"])
    #expect(track.isSummarised && track.receivedAt == at(260))
    #expect(track.series(.smallest).samples.map(\.value) == [1, 2, 3, 4])
    #expect(track.series(.largest).samples.map(\.value) == [4, 8, 12, 16])
    #expect(track.series(.sum).samples.map(\.value) == [8, 16, 24, 32])
    #expect(track.series(.mean).samples.map(\.at) == [at(60), at(120), at(180), at(240)])
  }

  @Test("an hour is kept, of so many metrics, and what was not followed the longest goes first")
  func bounded() throws {
    var tracks = MetricTracks()
    for step in 0..<1000 {
      let time = at(Double(10 * step))
      tracks.take([MetricReading("m", spread(1))], of: source, heldAt: time, receivedAt: time)
    }
    let kept = try #require(tracks[source, "m"]?.series(.sum).samples)
    #expect(kept.count == 360)
    for number in 0..<1000 {
      let time = at(Double(20_000 + number))
      tracks.take(
        [MetricReading("n\(number)", spread(1))], of: source, heldAt: time, receivedAt: time)
    }
    #expect(tracks.count == MetricTracks.capacity / MetricSummary.allCases.count)
    #expect(tracks[source, "m"] == nil && tracks[source, "n999"] != nil)
  }

  @Test(
    "what is as old as somebody else's last question, what is no number and what goes back in time")
  func odd() throws {
    var cluster = cluster()
    let job = MetricSource.job(.orders)
    let question = MetricValuesQuestion(job, ["a", "b"])
    func reading(_ text: String, _ number: Double?) -> [MetricReading] {
      [MetricReading("a", .single(text: text, number: number))]
    }
    cluster.apply(reading("1", 1), to: question, metrics: .unknown, at: at(0))
    #expect(cluster.metricTracks[job, "a"] == nil)
    cluster.apply(reading("2", 2), to: question, at: at(10))
    cluster.apply(reading("NaN", nil), to: question, at: at(20))
    cluster.apply(reading("3", 3), to: question, metrics: .asOf(at(5)), at: at(30))
    let track = try #require(cluster.metricTracks[job, "a"])
    #expect(track.last == .single(text: "3", number: 3) && track.receivedAt == at(30))
    let times = track.series(.sum).samples.map(\.at)
    #expect(times == times.sorted())
  }

  @Test(
    "of a vertex only those ids are asked for that are there, as one that is not empties the answer"
  )
  func informed() {
    var cluster = cluster()
    let question = MetricValuesQuestion(source, ["b", "a", "gone", "a"])
    #expect(question.informed(by: cluster).asked == ["a", "b", "gone"])
    cluster.apply(["a", "b", "c"], to: .metricIDs(source), at: at(0))
    #expect(question.informed(by: cluster).asked == ["a", "b"])
    #expect(QuestionKey(question.informed(by: cluster)) == QuestionKey(question))
    // A job that restarts has none for a moment.
    cluster.apply([], to: .metricIDs(source), at: at(30))
    #expect(question.informed(by: cluster).asked == ["a", "b"])
    let plain = MetricValuesQuestion(.job(.orders), ["x"])
    #expect(plain.informed(by: cluster).asked == ["x"])
  }

  @Test(
    "what a system kept takes the place of what was known of that time, and what lies before stays")
  func past() throws {
    var cluster = cluster()
    let job = MetricSource.job(.orders)
    func told(_ values: [(Double, Double)], by step: Int64) {
      let samples = values.map { Series.Sample(at: at($0.0), value: $0.1) }
      let last = samples.last?.value
      let question = MetricValuesQuestion(
        job, ["a"], past: MetricPast(span: .seconds(60), step: .seconds(step)))
      cluster.apply(
        [MetricReading("a", .single(text: "x", number: last), past: samples)], to: question,
        metrics: .unknown, at: at(100))
    }
    told([(0, 1), (20, 2), (40, 3)], by: 20)
    told([(30, 7), (35, 8), (40, 9)], by: 5)
    let track = try #require(cluster.metricTracks[job, "a"])
    #expect(track.series(.sum).samples.map(\.value) == [1, 2, 7, 8, 9])
    #expect(track.series(.sum).samples.map(\.at) == [0, 20, 30, 35, 40].map { at($0) })
    #expect(track.receivedAt == at(100) && track.last == .single(text: "x", number: 9))
  }

  @Test("another stretch is another question")
  func stretches() {
    let plain = MetricValuesQuestion(.job(.orders), ["a"])
    let short = MetricValuesQuestion(
      .job(.orders), ["a"], past: MetricPast(span: .seconds(60), columns: 100))
    let long = MetricValuesQuestion(
      .job(.orders), ["a"], past: MetricPast(span: .seconds(900), columns: 100))
    #expect(Set([plain, short, long].map { QuestionKey($0) }).count == 3)
  }

  @Test(
    "steps are about a column, never finer than metrics are collected, and at most some hundred",
    arguments: [
      (60, 104, 5), (300, 104, 5), (900, 104, 10), (3600, 104, 60), (3600, 200, 20),
      (3600, 100_000, 15), (86_400, 120, 900), (1, 1, 5),
    ])
  func steps(seconds: Int64, columns: Int, step: Int64) {
    let past = MetricPast(span: .seconds(seconds), columns: columns)
    #expect(past.step == .seconds(step))
    #expect(past.span / past.step <= 300)
  }
}
