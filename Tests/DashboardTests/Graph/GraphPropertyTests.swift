import Dashboard
import StreamModel
import TerminalUI
import Testing

@Suite("Any graph")
struct GraphPropertyTests {
  static let seeds = 1...120

  private func layouts(_ seed: Int) -> [GraphLayout] {
    let model = GraphFixture.random(seed: seed)
    return GraphFixture.shapes.map { GraphLayout(model, orientation: $0, zoom: $1) }
  }

  @Test("a person who follows the lines finds every edge and no other", arguments: seeds)
  func linesTellTheTruth(seed: Int) {
    for layout in layouts(seed) {
      #expect(misread(layout) == [], "\(layout.orientation) \(layout.zoom)")
    }
  }

  @Test("that is so even where everything is joined to everything", arguments: 1...40)
  func tangledLinesTellTheTruth(seed: Int) {
    let model = GraphFixture.dense(seed: seed)
    for orientation in GraphOrientation.allCases {
      for zoom in [GraphZoom.compact, .normal] {
        let layout = GraphLayout(model, orientation: orientation, zoom: zoom)
        #expect(misread(layout) == [], "\(orientation) \(zoom)")
      }
    }
  }

  /// Vertices whose lines seem to lead elsewhere than they do.
  private func misread(_ layout: GraphLayout) -> [GraphNode] {
    let reader = GraphReader(layout)
    return layout.model.nodes.filter { node in
      let expected = Set(layout.model.edges.filter { $0.from == node.id }.map(\.to))
      return reader.successors(of: node.id) != expected
    }
  }

  @Test("no two boxes overlap, and all are inside the picture", arguments: 1...50)
  func boxes(seed: Int) {
    for layout in layouts(seed) {
      var taken: Set<GraphPoint> = []
      for node in layout.model.nodes {
        guard let box = layout.box(of: node.id) else {
          Issue.record("\(node.id) has no box")
          continue
        }
        for row in box.row..<box.endRow {
          for column in box.column..<box.endColumn {
            let isFree = taken.insert(GraphPoint(column: column, row: row)).inserted
            if !isFree { Issue.record("\(node.id) overlaps another box") }
          }
        }
        #expect(box.column >= 0 && box.row >= 0)
        #expect(box.endColumn <= layout.size.columns && box.endRow <= layout.size.rows)
      }
    }
  }

  @Test("lines are straight pieces from the rim of one box to beside another", arguments: seeds)
  func lines(seed: Int) throws {
    let model = GraphFixture.random(seed: seed)
    let layout = GraphLayout(model)
    #expect(layout.lines.count == Set(model.edges).count)
    for line in layout.lines {
      let from = try #require(layout.box(of: line.from))
      let to = try #require(layout.box(of: line.to))
      let (first, last) = (try #require(line.points.first), try #require(line.points.last))
      #expect(first.column == from.endColumn - 1 && first.row == from.row + 1)
      #expect(last.column == to.column - 1 && last.row == to.row + 1)
      for (a, b) in zip(line.points, line.points.dropFirst()) {
        #expect((a.column == b.column) != (a.row == b.row))
      }
    }
  }

  @Test("lines cross no box", arguments: 1...50)
  func linesAvoidBoxes(seed: Int) {
    for layout in layouts(seed) {
      let boxes = layout.model.nodes.compactMap { layout.box(of: $0.id) }
      for line in layout.lines {
        let from = layout.box(of: line.from)
        for (a, b) in zip(line.points, line.points.dropFirst()) {
          let piece = Rect(
            column: min(a.column, b.column), row: min(a.row, b.row),
            columns: abs(a.column - b.column) + 1, rows: abs(a.row - b.row) + 1)
          let hit = boxes.filter { box in
            box.column < piece.endColumn && piece.column < box.endColumn
              && box.row < piece.endRow && piece.row < box.endRow
          }
          if !hit.allSatisfy({ $0 == from }) { Issue.record("\(line) crosses a box") }
        }
      }
    }
  }

  @Test("the same graph gives the same layout", arguments: 1...30)
  func deterministic(seed: Int) {
    for layout in layouts(seed) {
      #expect(
        layout
          == GraphLayout(
            GraphFixture.random(seed: seed), orientation: layout.orientation, zoom: layout.zoom))
    }
  }

  @Test("any edges at all, cycles included, end in a layout", arguments: 1...100)
  func wildEdges(seed: Int) {
    var random = FixedRandom(seed: seed)
    let count = Int.random(in: 1...20, using: &random)
    let ids = (0..<count + 3).map { VertexID("v\($0)") }
    let edges = (0..<Int.random(in: 0...60, using: &random)).map { _ in
      (
        ids[Int.random(in: 0..<ids.count, using: &random)],
        ids[Int.random(in: 0..<ids.count, using: &random)]
      )
    }
    let nodes = (0..<count).map {
      GraphNode(id: ids[Int.random(in: 0...$0, using: &random)], label: "node \($0)")
    }
    let model = GraphModel(nodes: nodes, edges: edges)
    for (orientation, zoom) in GraphFixture.shapes {
      let layout = GraphLayout(model, orientation: orientation, zoom: zoom)
      let known = Set(nodes.map(\.id))
      let drawable = Set(model.edges).filter {
        known.contains($0.from) && known.contains($0.to) && $0.from != $0.to
      }
      #expect(layout.lines.count == drawable.count)
      #expect(known.allSatisfy { layout.box(of: $0) != nil })
    }
  }

  @Test("a graph of 300 vertices is laid out whole")
  func large() {
    var random = FixedRandom(seed: 300)
    let nodes = (0..<300).map { GraphNode(id: VertexID("v\($0)"), label: "operator \($0)") }
    let edges = (1..<300).flatMap { head in
      (0...Int.random(in: 0...1, using: &random)).map { _ in
        (nodes[max(0, head - Int.random(in: 1...20, using: &random))].id, nodes[head].id)
      }
    }
    let layout = GraphLayout(GraphModel(nodes: nodes, edges: edges), zoom: .compact)
    #expect(nodes.allSatisfy { layout.box(of: $0.id) != nil })
    let reader = GraphReader(layout)
    for node in nodes.prefix(40) {
      let expected = Set(layout.model.edges.filter { $0.from == node.id }.map(\.to))
      #expect(reader.successors(of: node.id) == expected)
    }
  }

  @Test("a chain of 3,000 vertices is one straight line")
  func longChain() {
    let nodes = (0..<3_000).map { GraphNode(id: VertexID("v\($0)"), label: "x") }
    let layout = GraphLayout(
      GraphModel(nodes: nodes, edges: zip(nodes, nodes.dropFirst()).map { ($0.id, $1.id) }),
      zoom: .compact)
    #expect(layout.size.rows == 1)
  }
}
