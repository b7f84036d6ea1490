import Dashboard
import StreamModel
import TerminalUI
import Testing

@Suite("Drawing a graph")
struct GraphDrawingTests {
  private static let layout = GraphLayout(GraphFixture.graph("a -> b -> c", "a -> d"))

  private func draw(
    of layout: GraphLayout = Self.layout, _ appearance: (VertexID) -> GraphNodeAppearance
  ) -> Frame {
    var frame = Frame(size: layout.size)
    drawGraph(
      layout, appearance: appearance, in: frame.bounds, viewport: GraphViewport(), frame: &frame,
      charset: .unicode)
    return frame
  }

  private func look(_ id: VertexID) -> GraphNodeAppearance {
    GraphNodeAppearance(title: id.text, details: ["busy 12%"], role: .idle)
  }

  @Test("frame and figures have the role of the pressure, the name that of a title")
  func roles() throws {
    let frame = draw(look)
    let box = try #require(Self.layout.box(of: VertexID("b")))
    #expect(frame[box.column, box.row].style == Style(.idle))
    #expect(frame[box.column + 1, box.row + 1].style == Style(.title))
    #expect(frame[box.column + 1, box.row + 2].style == Style(.idle))
  }

  @Test("a failed vertex is critical, whatever its pressure")
  func failed() throws {
    let frame = draw { id in
      var look = look(id)
      look.stateRole = .critical
      return look
    }
    let box = try #require(Self.layout.box(of: VertexID("b")))
    #expect(frame[box.column, box.row].style.role == .critical)
    #expect(frame[box.column + 1, box.row + 1].style.role == .critical)
  }

  @Test("the selected vertex has its name reversed over the width of its box, and bold lines")
  func selected() throws {
    let frame = draw { id in
      var look = look(id)
      look.isSelected = id == VertexID("b")
      return look
    }
    let box = try #require(Self.layout.box(of: VertexID("b")))
    for column in (box.column + 1)..<(box.endColumn - 1) {
      #expect(frame[column, box.row + 1].style.isReversed)
    }
    #expect(!frame[box.column + 1, box.row + 2].style.isReversed)
    #expect(frame[box.endColumn, box.row + 1].style.isBold)
    let other = try #require(Self.layout.box(of: VertexID("d")))
    #expect(!frame[other.column + 1, other.row + 1].style.isReversed)
    #expect(!frame[other.column - 1, other.row + 1].style.isBold)
  }

  @Test("lines have the role their upstream vertex gives them, the more urgent where they meet")
  func lineRoles() throws {
    let layout = GraphLayout(GraphFixture.graph("a -> c", "b -> c"), zoom: .compact)
    let frame = draw(of: layout) { id in
      GraphNodeAppearance(
        title: id.text, lineRole: id == VertexID("b") ? .backpressured : .border)
    }
    #expect(frame.lines == [" a ─┬─▶ c", " b ─╯"])
    #expect(frame[3, 0].style.role == .border)
    #expect(frame[3, 1].style.role == .backpressured)
    #expect(frame[4, 0].style.role == .backpressured)
    #expect(frame[6, 0].style.role == .backpressured)
  }

  @Test("figures that come and go move nothing")
  func stillness() {
    let blank = draw { GraphNodeAppearance(title: $0.text) }
    let full = draw { id in
      GraphNodeAppearance(
        title: id.text, details: ["busy 100%  12.4M/s and more than fits"], role: .busy)
    }
    for row in 0..<blank.size.rows {
      for column in 0..<blank.size.columns where blank[column, row].scalar != " " {
        #expect(blank[column, row].scalar == full[column, row].scalar)
      }
    }
  }

  @Test("of several forms of the figures the longest that fits is drawn, none cut")
  func forms() {
    let frame = draw { id in
      GraphNodeAppearance(
        title: id.text, details: ["backp. 88%  9.3k/s", "bp 88%  9.3k/s", "bp 88%"],
        role: .backpressured)
    }
    let text = frame.lines.joined()
    #expect(text.contains("bp 88%  9.3k/s"))
    #expect(!text.contains("…") && !text.contains("backp."))
  }

  @Test("text that is longer than a box ends inside it")
  func longText() throws {
    let frame = draw { _ in
      GraphNodeAppearance(
        title: String(repeating: "t", count: 99), details: [String(repeating: "d", count: 99)])
    }
    for id in ["a", "b", "c", "d"] {
      let box = try #require(Self.layout.box(of: VertexID(id)))
      for row in [box.row + 1, box.row + 2] {
        #expect(["│", "├"].contains(frame[box.endColumn - 1, row].scalar))
        #expect(frame[box.endColumn - 3, row].scalar != " ")
      }
    }
  }

  @Test("a very long name takes no more room than the limit", arguments: GraphZoom.allCases)
  func longLabel(zoom: GraphZoom) throws {
    let id = VertexID("a")
    let node = GraphNode(id: id, label: String(repeating: "long ", count: 80))
    let layout = GraphLayout(GraphModel(nodes: [node], edges: [GraphEdge]()), zoom: zoom)
    let box = try #require(layout.box(of: id))
    #expect(box.columns <= GraphLayout.labelLimit + GraphLayout.figureColumns + 3)
  }

  @Test("control characters in names do no harm")
  func controlCharacters() {
    let frame = draw { _ in GraphNodeAppearance(title: "\u{1B}[31m\nred", details: ["\t\u{7}"]) }
    let scalars = frame.cells.map(\.scalar.value)
    #expect(scalars.allSatisfy { $0 >= 0x20 && !(0x7F...0x9F).contains($0) })
  }
}
