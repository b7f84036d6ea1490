import Dashboard
import StreamModel
import TerminalUI
import Testing

@Suite("The layout that fits best")
struct GraphBestLayoutTests {
  private func best(_ model: GraphModel, _ columns: Int, _ rows: Int) -> GraphLayout {
    GraphLayout.best(for: model, in: Size(columns: columns, rows: rows))
  }

  @Test("with room it goes from left to right with figures in the boxes")
  func room() {
    let layout = best(GraphFixture.orders, 118, 36)
    #expect(layout.orientation == .leftToRight)
    #expect(layout.zoom == .normal)
  }

  @Test("in a narrow high pane it goes from top to bottom")
  func narrow() {
    let layout = best(GraphFixture.orders, 46, 30)
    #expect(layout.orientation == .topToBottom)
    #expect(layout.zoom == .normal)
  }

  @Test("in a low wide pane only names are left")
  func low() {
    let layout = best(GraphFixture.orders, 90, 3)
    #expect(layout.orientation == .leftToRight)
    #expect(layout.zoom == .compact)
  }

  @Test("where nothing fits it is a line a box with its figure, to be panned over")
  func nothingFits() {
    let layout = best(GraphFixture.wide, 40, 8)
    #expect(layout.zoom == .line)
    #expect(layout.size.columns > 40 || layout.size.rows > 8)
  }

  @Test("what is said to fit does fit", arguments: 1...60)
  func fits(seed: Int) {
    let model = GraphFixture.random(seed: seed)
    for pane in [Size(columns: 56, rows: 16), Size(columns: 100, rows: 40)] {
      let layout = GraphLayout.best(for: model, in: pane)
      let isSmaller = layout.size.columns <= pane.columns && layout.size.rows <= pane.rows
      #expect(isSmaller || layout.zoom == .line)
    }
  }

  @Test("an empty pane and an empty graph do no harm")
  func empty() {
    #expect(best(GraphFixture.orders, 0, 0).zoom == .line)
    #expect(best(GraphModel(nodes: [], edges: [GraphEdge]()), 10, 10).size.rows == 0)
  }
}
