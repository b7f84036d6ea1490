import Dashboard
import StreamModel
import TerminalUI
import Testing

@Suite("The viewport")
struct GraphViewportTests {
  private static let layout = GraphLayout(GraphFixture.graph("a -> b -> c -> d -> e -> f"))

  @Test("a drawing that is smaller than the pane is centred")
  func centred() {
    let pane = Size(columns: Self.layout.size.columns + 10, rows: Self.layout.size.rows + 6)
    let viewport = GraphViewport(column: 40, row: 9).revealing(nil, of: Self.layout, in: pane)
    #expect(viewport == GraphViewport(column: -5, row: -3))
  }

  @Test(
    "a vertex that is selected comes into view whole", arguments: ["a", "b", "c", "d", "e", "f"])
  func reveals(name: String) throws {
    let box = try #require(Self.layout.box(of: VertexID(name)))
    for start in stride(from: -50, through: 200, by: 25) {
      let viewport = GraphViewport(column: start, row: 0).revealing(
        box, of: Self.layout, in: Size(columns: 40, rows: 10))
      #expect(viewport.column <= box.column)
      #expect(viewport.column + 40 >= box.endColumn)
    }
  }

  @Test("a vertex in view moves nothing")
  func still() throws {
    let box = try #require(Self.layout.box(of: VertexID("c")))
    let pane = Size(columns: 60, rows: 10)
    let viewport = GraphViewport(column: box.column - 20, row: -3)
    #expect(viewport.revealing(box, of: Self.layout, in: pane) == viewport)
  }

  @Test("of a box larger than the pane its beginning is shown")
  func largeBox() throws {
    let box = try #require(Self.layout.box(of: VertexID("c")))
    let viewport = GraphViewport(column: 300, row: 0).revealing(
      box, of: Self.layout, in: Size(columns: 6, rows: 2))
    #expect(viewport == GraphViewport(column: box.column, row: 0))
  }
}
