import Dashboard
import StreamModel
import Testing

@Suite("Arrow keys on the graph")
struct GraphNavigationTests {
  private static let model = GraphFixture.graph(
    "source -> a -> sink", "source -> b", "source -> c -> other", "alone")

  private func next(
    _ name: String, _ direction: GraphLayout.Direction,
    _ orientation: GraphOrientation = .leftToRight
  ) -> String? {
    GraphLayout(Self.model, orientation: orientation)
      .neighbour(of: VertexID(name), direction: direction)?.text
  }

  @Test("along the flow they follow the lines")
  func alongTheFlow() {
    #expect(next("source", .right) == "b")
    #expect(next("a", .right) == "sink")
    #expect(next("c", .right) == "other")
    #expect(next("other", .left) == "c")
    #expect(next("sink", .right) == nil)
    #expect(next("source", .left) == nil)
  }

  @Test("across the flow they go to the neighbour in the layer")
  func acrossTheFlow() {
    #expect(next("a", .down) == "b")
    #expect(next("b", .down) == "c")
    #expect(next("c", .up) == "b")
    #expect(next("a", .up) == nil)
  }

  @Test("from top to bottom the keys mean what the eye sees")
  func topToBottom() {
    #expect(next("source", .down, .topToBottom) == "b")
    #expect(next("b", .left, .topToBottom) == "a")
    #expect(next("b", .up, .topToBottom) == "source")
  }

  @Test("where no line leads they go to what is nearest in that direction")
  func nearest() {
    #expect(next("alone", .up) == "source")
    #expect(next("b", .right) == "sink")
  }

  @Test("a vertex that is not there has no neighbour")
  func unknown() {
    #expect(next("gone", .right) == nil)
  }

  @Test("every vertex can be reached from every other", arguments: 1...60)
  func reachability(seed: Int) {
    let model = GraphFixture.random(seed: seed)
    for (orientation, zoom) in GraphFixture.shapes where zoom == .compact || zoom == .normal {
      let layout = GraphLayout(model, orientation: orientation, zoom: zoom)
      let neighbours = Dictionary(
        uniqueKeysWithValues: model.nodes.map { node in
          let all = GraphLayout.Direction.allCases
          return (node.id, all.compactMap { layout.neighbour(of: node.id, direction: $0) })
        })
      for start in model.nodes {
        var reached: Set<VertexID> = [start.id]
        var open = [start.id]
        while let id = open.popLast() {
          for next in neighbours[id] ?? [] where reached.insert(next).inserted {
            open.append(next)
          }
        }
        #expect(reached.count == model.nodes.count)
      }
    }
  }
}
