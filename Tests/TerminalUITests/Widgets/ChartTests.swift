import Testing

@testable import TerminalUI

@Suite("Charts")
struct ChartTests {
  private func ticks(
    _ least: Double, _ greatest: Double, _ count: Int = 5,
    _ steps: TickSteps = .decimal(isWhole: false)
  ) -> [Double] {
    ChartScale(least: least, greatest: greatest, ticks: count, steps: steps).ticks
  }

  @Test("ticks stand at 1, 2 or 5 times a power of ten")
  func decimal() {
    #expect(ticks(0, 10) == [0, 5, 10])
    #expect(ticks(0, 97) == [0, 50, 100])
    #expect(ticks(3, 1812) == [0, 500, 1000, 1500, 2000])
    #expect(ticks(0, 0.37, 3) == [0, 0.2, 0.4])
    #expect(ticks(-4, 9) == [-5, 0, 5, 10])
    #expect(ticks(0, 2, 5, .decimal(isWhole: true)) == [0, 1, 2])
  }

  @Test("bytes go by 1024, times by what clocks have")
  func units() {
    #expect(ticks(0, 3_000_000, 4, .binary) == [0, 1 << 20, 2 << 20, 3 << 20].map(Double.init))
    #expect(ticks(0, 600, 4, .binary) == [0, 200, 400, 600])
    #expect(ticks(0, 600_000, 3, .time(second: 1000)) == [0, 300_000, 600_000])
    #expect(ticks(0, 7, 3, .time(second: 1000)) == [0, 5, 10])
  }

  @Test(
    "values far from 0 and close together have the axis to themselves, a steady one stands on 0")
  func zero() {
    #expect(ticks(1_000_000, 1_000_400, 3) == [1_000_000, 1_000_200, 1_000_400])
    #expect(ticks(700, 700, 3).first == 0 && (ticks(700, 700, 3).last ?? 0) >= 700)
    #expect(ticks(0, 0) == [0, 0.5, 1] || ticks(0, 0).first == 0)
  }

  @Test(
    "whatever the values, they lie within the axis, and the ticks are few",
    arguments: [
      (0, 1e-12), (-9.2e18, 9.2e18), (1.795e12, 1.795e12 + 5), (5, 5), (-3, -3), (0, 1e300),
      (.infinity, 0), (.nan, 1), (-7, -6.5), (99, 101),
    ] as [(Double, Double)], [2, 3, 7])
  func any(range: (Double, Double), count: Int) {
    let steps: [TickSteps] = [
      .decimal(isWhole: false), .decimal(isWhole: true), .binary, .time(second: 1000),
    ]
    for steps in steps {
      let scale = ChartScale(least: range.0, greatest: range.1, ticks: count, steps: steps)
      #expect(scale.high > scale.low && scale.step > 0)
      #expect((2...max(3, count + 1)).contains(scale.ticks.count), "\(scale)")
      if range.0.isFinite, range.1.isFinite {
        #expect(scale.low <= range.0 && scale.high >= range.1 - abs(range.1) * 1e-8)
      }
    }
  }

  private func lines(
    _ runs: [[(Double, Double)]], columns: Int, rows: Int, _ style: ChartStyle
  ) -> [String] {
    let scale = ChartScale(least: 0, greatest: 10, ticks: 2, steps: .decimal(isWhole: false))
    return LineChart(runs.map { $0.map { PlotPoint(x: $0.0, y: $0.1) } }, scale: scale)
      .lines(columns: columns, rows: rows, style: style)
  }

  @Test("a line rises from the lower left to the upper right in every style")
  func styles() {
    let rise: [[(Double, Double)]] = [[(0, 0), (1, 10)]]
    #expect(lines(rise, columns: 4, rows: 2, .braille) == [" ⢀⣠⠞", "⡴⠋  "])
    #expect(lines(rise, columns: 4, rows: 1, .blocks) == ["▃▅▆█"])
    #expect(lines(rise, columns: 6, rows: 2, .ascii).joined().allSatisfy { $0.isASCII })
    #expect(lines([[(0, 5), (1, 5)]], columns: 3, rows: 3, .ascii) == ["   ", "---", "   "])
  }

  @Test("between two runs there is nothing, in every style", arguments: ChartStyle.allCases)
  func gaps(style: ChartStyle) {
    let rows = lines(
      [[(0, 5), (0.2, 5)], [(0.8, 5), (1, 5)]], columns: 20, rows: 3, style)
    for row in rows {
      let middle = row.dropFirst(6).prefix(8)
      #expect(middle.allSatisfy { $0 == " " }, "\(row)")
    }
    #expect(rows.joined().contains { $0 != " " })
  }

  @Test("two lines over each other leave what is between them, and blocks fill up to the higher")
  func several() {
    let scale = ChartScale(least: 0, greatest: 10, ticks: 2, steps: .decimal(isWhole: false))
    let flat = [1.0, 9.0].map { [[PlotPoint(x: 0, y: $0), PlotPoint(x: 1, y: $0)]] }
    func rows(_ style: ChartStyle) -> [String] {
      LineChart(lines: flat, scale: scale).lines(columns: 3, rows: 3, style: style)
    }
    #expect(rows(.braille) == ["⠒⠒⠒", "   ", "⠤⠤⠤"])
    #expect(rows(.ascii) == ["---", "   ", "---"])
    #expect(rows(.blocks) == ["▆▆▆", "███", "███"])
  }

  @Test("a spike within one cell is seen, a point alone too, and what is outside is not")
  func spikes() {
    let spike: [[(Double, Double)]] = [[(0, 0), (0.5, 0), (0.51, 10), (0.52, 0), (1, 0)]]
    for style in ChartStyle.allCases {
      #expect(lines(spike, columns: 10, rows: 4, style)[0].contains { $0 != " " })
      #expect(lines([[(0.5, 3)]], columns: 10, rows: 2, style).joined().contains { $0 != " " })
      let outside = lines([[(-0.5, 3), (-0.1, 3)], [(1.2, 3)]], columns: 10, rows: 2, style)
      #expect(outside.joined().allSatisfy { $0 == " " })
      #expect(lines(spike, columns: 0, rows: 4, style) == [])
    }
  }
}
