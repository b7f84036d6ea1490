import SeededRandom
import Testing

@testable import TerminalUI

@Suite("Frames")
struct FrameTests {
  private func frame(_ columns: Int, _ rows: Int = 1) -> Frame {
    var frame = Frame(size: Size(columns: columns, rows: rows))
    frame.fill(frame.bounds, with: "x")
    return frame
  }

  @Test(
    "text is clipped at the edges of the frame and at its limit",
    arguments: [
      (0, Int.max, "abcdef"), (3, Int.max, "xxxabc"), (-2, Int.max, "cdefxx"), (0, 2, "abxxxx"),
      (5, Int.max, "xxxxxa"),
      (6, Int.max, "xxxxxx"), (-9, Int.max, "xxxxxx"), (0, 0, "xxxxxx"), (-2, 3, "cxxxxx"),
    ])
  func clipping(_ column: Int, _ limit: Int, _ expected: String) {
    var frame = frame(6)
    frame.put("abcdef", column: column, row: 0, limit: limit)
    #expect(frame.lines == [expected])
  }

  @Test("a wide character that does not fit is left out")
  func wideAtTheEdge() {
    var frame = frame(4)
    #expect(frame.put("日本語", column: 1, row: 0) == 2)
    #expect(frame.lines == ["x日x"])
  }

  @Test(
    "overwriting half a wide character blanks its other half",
    arguments: [(0, "a xx"), (1, " axx"), (2, "日ax")])
  func halves(_ column: Int, _ expected: String) {
    var frame = frame(4)
    frame.put("日", column: 0, row: 0)
    frame.put("a", column: column, row: 0)
    #expect(frame.lines == [expected])
  }

  @Test("a wide character over the halves of two others blanks what is left of them")
  func wideOverWide() {
    var frame = frame(4)
    frame.put("日本", column: 0, row: 0)
    frame.put("語", column: 1, row: 0)
    #expect(frame.lines == [" 語"])
    #expect(frame.cells.map(\.width) == [1, 2, 0, 1])
  }

  @Test("filling cuts wide characters at the border of the rectangle")
  func fillCuts() {
    var frame = frame(6)
    frame.put("日本語", column: 0, row: 0)
    frame.fill(Rect(column: 1, row: 0, columns: 4, rows: 1), with: "#")
    #expect(frame.lines == [" ####"])
  }

  @Test(
    "a fill character that is wide or unsafe is taken as a blank",
    arguments: ["日", "\u{1B}", "\u{301}"])
  func unsafeFill(_ scalar: Unicode.Scalar) {
    var frame = frame(3)
    frame.fill(frame.bounds, with: scalar)
    #expect(frame.lines == [""])
  }

  @Test("marks go with the cell they were put on")
  func marks() {
    var frame = frame(3)
    frame.put("e\u{301}", column: 1, row: 0)
    #expect(frame.lines == ["xe\u{301}x"])
    #expect(frame.marks(column: 1, row: 0) == ["\u{301}"])
    frame.put("abc", column: 0, row: 0)
    #expect(!frame.hasMarks)
    var plain = self.frame(3)
    plain.put("abc", column: 0, row: 0)
    #expect(frame == plain)
  }

  @Test("restyling keeps the text and is clipped")
  func restyle() {
    var frame = frame(4, 2)
    frame.restyle(Rect(column: 2, row: 1, columns: 9, rows: 9)) { $0.isReversed = true }
    #expect(
      frame.cells.map(\.style.isReversed) == [false, false, false, false, false, false, true, true])
    #expect(frame.lines == ["xxxx", "xxxx"])
  }

  @Test(
    "frames without room can be drawn on",
    arguments: [
      Size(columns: 0, rows: 0), Size(columns: 0, rows: 3), Size(columns: 1, rows: 1),
      Size(columns: -4, rows: 2),
    ])
  func tiny(_ size: Size) {
    var frame = Frame(size: size)
    frame.fill(Rect(column: -3, row: -3, columns: 40, rows: 40), with: "x")
    frame.put("日本 orders", column: -1, row: 0)
    frame.restyle(Rect(column: 0, row: 0, columns: 9, rows: 9)) { $0.isBold = true }
    #expect(frame.lines.count == max(0, size.rows))
  }

  @Test("a cell is eight bytes")
  func cellSize() {
    #expect(MemoryLayout<Cell>.stride == 8)
  }

  @Test("whatever is put, a row keeps its cells, whole and harmless")
  func hostile() {
    var generator = SeededGenerator(seed: 11)
    var frame = Frame(size: Size(columns: 40, rows: 3))
    for _ in 0..<3000 {
      let text = HostileText.random(60, using: &generator)
      let column = Int.random(in: -10...45, using: &generator)
      let row = Int.random(in: -1...3, using: &generator)
      let limit =
        Bool.random(using: &generator) ? Int.max : Int.random(in: 0...20, using: &generator)
      let before = frame
      let used = frame.put(text, column: column, row: row, limit: limit)
      #expect(used <= limit)
      if limit == Int.max, column >= 0, column + CellWidth.of(text) <= 40, (0..<3).contains(row) {
        #expect(used == CellWidth.of(text))
      }
      #expect(isSound(frame))
      #expect(untouched(before, frame, row: row, columns: column..<(column + used)))
    }
  }

  private func isSound(_ frame: Frame) -> Bool {
    for row in 0..<frame.size.rows {
      var column = 0
      while column < frame.size.columns {
        let cell = frame[column, row]
        let scalars = [cell.scalar] + frame.marks(column: column, row: row)
        guard scalars.allSatisfy(HostileText.isSafe), (1...2).contains(cell.width) else {
          return false
        }
        if cell.width == 2 {
          guard column + 1 < frame.size.columns, frame[column + 1, row].width == 0 else {
            return false
          }
        }
        column += Int(cell.width)
      }
    }
    return true
  }

  /// Outside of what was written only the other half of a cut wide character may have changed.
  private func untouched(_ before: Frame, _ after: Frame, row: Int, columns: Range<Int>) -> Bool {
    for other in 0..<before.size.rows {
      for column in 0..<before.size.columns where before[column, other] != after[column, other] {
        if other != row { return false }
        if !columns.contains(column), !columns.contains(column - 1), !columns.contains(column + 1) {
          return false
        }
      }
    }
    return true
  }
}
