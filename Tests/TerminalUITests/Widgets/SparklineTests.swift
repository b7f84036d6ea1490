import Testing

@testable import TerminalUI

@Suite("Sparklines and bars")
struct SparklineTests {
  @Test("a share between 0 and 1 uses the whole ramp")
  func ramp() {
    let values = stride(from: 0.0, through: 1.0, by: 1.0 / 8).map { Optional($0) }
    #expect(
      Sparkline.text(values, scale: .fixed(0, 1), charset: .unicode) == "▁▂▃▄▅▆▇██")
    #expect(Sparkline.text(values, scale: .fixed(0, 1), charset: .ascii) == "_.:=+*#@@")
  }

  @Test("one enormous value does not break the line")
  func enormous() {
    let values: [Double?] = [-9.2e18, 1e-9, 9.2e18]
    #expect(Sparkline.text(values, scale: .fromZero, charset: .unicode).count == 3)
  }

  @Test("what is not known is a blank, not the lowest level")
  func gaps() {
    #expect(Sparkline.text([0, nil, .nan, 1], scale: .fixed(0, 1), charset: .unicode) == "▁  █")
  }

  @Test("a steady figure is a steady line below the top")
  func steady() {
    #expect(Sparkline.text([5, 5, 5], scale: .fromZero, charset: .unicode) == "▇▇▇")
    #expect(Sparkline.text([0, 0], scale: .fromZero, charset: .unicode) == "▁▁")
  }

  @Test(
    "of a figure whose change matters, what stands still is low and flat, however high it stands")
  func change() {
    func text(_ values: [Double?]) -> String {
      Sparkline.text(values, scale: .change, charset: .unicode)
    }
    #expect(text([144, 144, 144]) == "▁▁▁")
    #expect(text([140, 144, 141]) == "▁▁▁")
    #expect(text([0, 60, 120]) == "▁▄▇")
    #expect(text([nil, .nan]) == "  ")
    #expect(text([-9.2e18, 0, 9.2e18]).count == 3)
  }

  @Test("several rows have eight levels each, the top one first")
  func rows() {
    let lines = Sparkline.lines([0, 0.5, 1, nil], scale: .fixed(0, 1), rows: 2, charset: .unicode)
    #expect(lines == [" ▁█ ", "▁██ "])
    #expect(Sparkline.lines([], scale: .change, rows: 3, charset: .ascii) == ["", "", ""])
  }

  @Test(
    "a bar has parts of cells",
    arguments: [(0.0, "····"), (0.5, "██··"), (0.56, "██▎·"), (1, "████")])
  func bar(share: Double, text: String) {
    #expect(Bar.text(share, width: 4, charset: .unicode) == text)
  }

  @Test("a bar is exactly as wide as asked", arguments: [0, 1, 2, 7, 80])
  func barWidth(width: Int) {
    for share in stride(from: -0.5, through: 1.5, by: 0.09) {
      #expect(Bar.text(share, width: width, charset: .unicode).count == width)
      #expect(Bar.text(share, width: width, charset: .ascii).count == width)
    }
  }

  @Test("shares fill the width, and a small one is still seen")
  func shares() {
    #expect(Bar.cells([0.99, 0, 0.01], width: 20) == [19, 0, 1])
    #expect(Bar.cells([0.5, 0.5, 0], width: 10) == [5, 5, 0])
    #expect(Bar.cells([1, 1, 0], width: 10) == [5, 5, 0])
    for width in [1, 2, 3, 80] {
      #expect(Bar.cells([0.2, 0.3, 0.5], width: width).reduce(0, +) <= width)
    }
  }
}
