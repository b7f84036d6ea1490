package import StreamModel
import TerminalUI

extension GraphLayout {
  /// A direction on the screen, as an arrow key names it.
  package enum Direction: Hashable, Sendable, CaseIterable {
    case up, down, left, right
  }

  /// The vertex to go to from `id`: along the flow the nearest one it is joined to, else the nearest in
  /// that direction; nil if there is none.
  package func neighbour(of id: VertexID, direction: Direction) -> VertexID? {
    guard let here = box(of: id) else { return nil }
    var joined: Set<VertexID> = []
    for line in lines {
      if line.from == id { joined.insert(line.to) }
      if line.to == id { joined.insert(line.from) }
    }
    let isAlong = (orientation == .leftToRight) == (direction == .left || direction == .right)
    var best: (cost: [Int], id: VertexID)?
    for node in model.nodes where node.id != id {
      guard let there = box(of: node.id) else { continue }
      let (ahead, aside) = Self.distances(from: here, to: there, direction)
      if ahead <= 0 { continue }
      // Across the flow those of the same layer come first. The nearest layer, and in it the nearest
      // box, come before what lies straight ahead: so no vertex is out of reach.
      let isFavoured = isAlong ? joined.contains(node.id) : overlaps(here, there, direction)
      let cost = isFavoured ? [0, ahead, aside] : [1, ahead + 3 * aside, ahead]
      if best.map({ cost.lexicographicallyPrecedes($0.cost) }) ?? true { best = (cost, node.id) }
    }
    return best?.id
  }

  /// How far a box is in a direction, not positive if it is not, and how far off to the side.
  private static func distances(
    from here: Rect, to there: Rect, _ direction: Direction
  ) -> (ahead: Int, aside: Int) {
    let middles = (here.column * 2 + here.columns, there.column * 2 + there.columns)
    switch direction {
    case .left: return (here.column - there.endColumn + 1, abs(here.row - there.row))
    case .right: return (there.column - here.endColumn + 1, abs(here.row - there.row))
    case .up: return (here.row - there.endRow + 1, abs(middles.0 - middles.1) / 2)
    case .down: return (there.row - here.endRow + 1, abs(middles.0 - middles.1) / 2)
    }
  }

  private func overlaps(_ here: Rect, _ there: Rect, _ direction: Direction) -> Bool {
    switch direction {
    case .up, .down: here.column < there.endColumn && there.column < here.endColumn
    case .left, .right: here.row < there.endRow && there.row < here.endRow
    }
  }
}
