import StreamModel
import Testing

@Suite("Series")
struct SeriesTests {
  private func series(_ values: [(Double, Double)], capacity: Int = 360) -> Series {
    var series = Series(capacity: capacity)
    for (time, value) in values { series.append(value, at: at(time)) }
    return series
  }

  @Test("what is not known leaves a gap", arguments: [nil, Double.nan, .infinity, -.infinity])
  func unknown(value: Double?) {
    var series = series([(0, 1)])
    series.append(value, at: at(10))
    #expect(series.samples.count == 1)
  }

  @Test("it is bounded, and drops the oldest")
  func bounded() {
    let series = series((0..<50).map { (Double($0), Double($0)) }, capacity: 10)
    #expect(series.samples.map(\.value) == (40..<50).map(Double.init))
  }

  @Test("a sample that is not newer replaces the last")
  func replaced() {
    #expect(series([(0, 1), (0, 2)]).samples.map(\.value) == [2])
  }

  @Test("parts without a sample hold the value before for a while, then they are gaps")
  func buckets() {
    let series = series([(0, 1), (10, 3), (12, 5), (60, 7)])
    let parts = series.buckets(count: 7, span: .seconds(70), endingAt: at(69))
    #expect(parts == [1, 4, 4, 4, nil, nil, 7])
    #expect(series.buckets(count: 0, span: .seconds(70), endingAt: at(69)) == [])
    #expect(series.buckets(count: 2, span: .zero, endingAt: at(69)) == [])
    #expect(Series().buckets(count: 2, span: .seconds(9), endingAt: at(9)) == [nil, nil])
  }

  @Test("a line is found with its slope, level and fit")
  func trend() throws {
    let series = series((0...10).map { (Double($0) * 10, 5 + Double($0) * 10) })
    let trend = try #require(series.trend(over: .seconds(60), endingAt: at(100)))
    #expect(abs(trend.slopePerSecond - 1) < 1e-9)
    #expect(abs(trend.level - 105) < 1e-9)
    #expect(abs(trend.fit - 1) < 1e-9)
    #expect(trend.samples == 7)
    #expect(trend.span == .seconds(60))
    #expect(abs(trend.rise - 60) < 1e-9)
  }

  @Test("samples after the end and before the window do not count")
  func trendWindow() throws {
    let series = series([(0, 1000), (70, 1), (80, 1), (90, 1), (200, 1000)])
    let trend = try #require(series.trend(over: .seconds(60), endingAt: at(100)))
    #expect(trend.samples == 3)
    #expect(trend.slopePerSecond == 0)
    #expect(trend.fit == 0)
  }

  @Test("two samples are no trend")
  func noTrend() {
    #expect(series([(0, 1), (10, 2)]).trend(over: .seconds(60), endingAt: at(10)) == nil)
    #expect(Series().trend(over: .seconds(60), endingAt: at(10)) == nil)
  }

  @Test("a rise began at the last sample at its foot")
  func risingSince() {
    let flat = (0..<10).map { (Double($0) * 10, 2.0 + Double($0 % 2)) }
    let rise = (0..<5).map { (100 + Double($0) * 10, 3 + Double($0) * 10) }
    #expect(series(flat + rise).risingSince(tolerance: 3) == at(100))
    #expect(series(flat).risingSince(tolerance: 3) == nil)
    #expect(series([(0, 50), (10, 40), (20, 60)]).risingSince(tolerance: 3) == at(10))
    #expect(Series().risingSince(tolerance: 3) == nil)
  }
}
