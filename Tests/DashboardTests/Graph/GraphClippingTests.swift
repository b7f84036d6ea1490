import Dashboard
import StreamModel
import TerminalUI
import Testing

@Suite("Panning and clipping")
struct GraphClippingTests {
  private static let layout = GraphLayout(GraphFixture.graph("a -> b -> c", "a -> d -> e"))

  private func pane(_ viewport: GraphViewport, charset: Charset = .unicode) -> String {
    GraphFixture.picture(
      Self.layout, size: Size(columns: 30, rows: 6), viewport: viewport, charset: charset)
  }

  @Test("a drawing larger than its pane says where there is more")
  func moreSigns() {
    #expect(
      pane(GraphViewport()) == """
        ┌────────────────┐    ┌───────
        │a               ├─┬─▶│b
        │                │ │  │      ▸
        └────────────────┘ │  └───────
                           │
                       ▾   │  ┌───────
        """)
    #expect(
      pane(GraphViewport(column: 12, row: 2)) == """
             │ │  │    ▴           │
        ─────┘ │  └────────────────┘
               │
        ◂      │  ┌────────────────┐ ▸
               ╰─▶│d               ├──
                  │    ▾           │
        """)
    #expect(
      pane(GraphViewport(column: 31, row: 3), charset: .ascii) == """
        --------+  ^+----------------+

        --------+   +----------------+
        <       |-->|e               |
                |   |                |
        --------+   +----------------+
        """)
  }

  @Test("a negative offset moves the drawing in")
  func negativeOffset() {
    #expect(
      pane(GraphViewport(column: -4, row: -1)) == """

            ┌────────────────┐    ┌───
            │a               ├─┬─▶│b
            │                │ │  │  ▸
            └────────────────┘ │  └───
                       ▾       │
        """)
  }

  @Test(
    "beyond the drawing there is only the way back",
    arguments: [
      (GraphViewport(column: 500, row: 0), "◂"), (GraphViewport(column: -500, row: 0), "▸"),
      (GraphViewport(column: 0, row: 500), "▴"), (GraphViewport(column: 0, row: -500), "▾"),
      (GraphViewport(column: Int.max, row: 0), "◂"), (GraphViewport(column: 0, row: Int.min), "▾"),
    ])
  func farAway(viewport: GraphViewport, sign: String) {
    let signs = pane(viewport).filter { $0 != " " && $0 != "\n" }
    #expect(signs.contains(Character(sign)))
    #expect(signs.allSatisfy { "◂▸▴▾".contains($0) })
  }

  @Test("nothing outside the pane is touched, and inside it is the same part of the picture")
  func clipping() {
    let whole = GraphFixture.picture(Self.layout).split(
      separator: "\n", omittingEmptySubsequences: false
    ).map(Array.init)
    let rect = Rect(column: 5, row: 3, columns: 17, rows: 5)
    var differences: [String] = []
    for column in stride(from: -20, through: 70, by: 5) {
      for row in stride(from: -7, through: 12, by: 2) {
        var frame = Frame(size: Size(columns: 40, rows: 14))
        frame.fill(frame.bounds, with: "x")
        frame.fill(rect)
        drawGraph(
          Self.layout, appearance: GraphFixture.plain(Self.layout.model), in: rect,
          viewport: GraphViewport(column: column, row: row), frame: &frame, charset: .unicode)
        for y in 0..<frame.size.rows {
          for x in 0..<frame.size.columns {
            let scalar = frame[x, y].scalar
            let isInside =
              x >= rect.column && x < rect.endColumn && y >= rect.row && y < rect.endRow
            let (sourceRow, sourceColumn) = (y - rect.row + row, x - rect.column + column)
            var expected: Character = "x"
            if isInside {
              if "◂▸▴▾".unicodeScalars.contains(scalar) { continue }
              let line = whole.indices.contains(sourceRow) ? whole[sourceRow] : []
              expected = line.indices.contains(sourceColumn) ? line[sourceColumn] : " "
            }
            if Character(scalar) != expected {
              differences.append(
                "\(scalar) for \(expected) at \(x), \(y), panned by \(column), \(row)")
            }
          }
        }
      }
    }
    #expect(differences == [])
  }

  @Test(
    "a pane of any size and place is drawn without harm",
    arguments: [
      Rect(column: 0, row: 0, columns: 0, rows: 0), Rect(column: 3, row: 2, columns: 1, rows: 1),
      Rect(column: -5, row: -5, columns: 12, rows: 9),
      Rect(column: 18, row: 8, columns: 50, rows: 50),
      Rect(column: 90, row: 90, columns: 5, rows: 5), Rect(column: 0, row: 4, columns: 20, rows: 1),
      Rect(column: 4, row: 0, columns: 1, rows: 10),
    ])
  func oddPanes(rect: Rect) {
    var frame = Frame(size: Size(columns: 20, rows: 10))
    frame.fill(frame.bounds, with: "x")
    drawGraph(
      Self.layout, appearance: GraphFixture.plain(Self.layout.model), in: rect,
      viewport: GraphViewport(column: 2, row: 1), frame: &frame, charset: .unicode)
    for row in 0..<10 {
      for column in 0..<20 where frame[column, row].scalar != "x" {
        #expect(column >= rect.column && column < rect.endColumn)
        #expect(row >= rect.row && row < rect.endRow)
      }
    }
  }

  @Test("text cut at the left edge begins with the part that is seen")
  func textAtEdge() {
    var frame = Frame(size: Size(columns: 8, rows: 4))
    drawGraph(
      Self.layout, appearance: { _ in GraphNodeAppearance(title: "0123456789") },
      in: frame.bounds, viewport: GraphViewport(column: 5, row: 0), frame: &frame,
      charset: .unicode)
    #expect(frame.lines[1].hasPrefix("456789"))
  }
}
