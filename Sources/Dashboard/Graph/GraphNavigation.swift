package import StreamModel
package import TerminalUI

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
    let isAlong = isLeftToRight == (direction == .left || direction == .right)
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

  /// The vertex to go to from `id` by a page: down where the drawing is higher than the pane, else on along the
  /// flow. The last one that way where a page is more than is left.
  package func page(from id: VertexID, by direction: Int, in pane: Size) -> VertexID? {
    guard let here = box(of: id) else { return nil }
    let isDown = size.rows > pane.rows || (size.columns <= pane.columns && !isLeftToRight)
    let reach = isDown ? max(1, pane.rows - 2) : max(1, pane.columns - 4)
    func place(_ box: Rect) -> (along: Int, aside: Int) {
      isDown
        ? (box.row * 2 + box.rows, box.column * 2 + box.columns)
        : (box.column * 2 + box.columns, box.row * 2 + box.rows)
    }
    let start = place(here)
    let target = start.along + direction * reach * 2
    return nearest { box in
      let there = place(box)
      guard (there.along - start.along) * direction > 0 else { return nil }
      return [abs(there.along - target), abs(there.aside - start.aside)]
    }
  }

  /// The vertex where the flow begins (a negative direction), or where it ends.
  package func end(_ direction: Int) -> VertexID? {
    nearest { box in
      isLeftToRight ? [-direction * box.column, box.row] : [-direction * box.row, box.column]
    }
  }

  private var isLeftToRight: Bool { orientation == .leftToRight }

  /// The vertex with the least cost; one without a cost is out of the question.
  private func nearest(_ cost: (Rect) -> [Int]?) -> VertexID? {
    var best: (cost: [Int], id: VertexID)?
    for node in model.nodes {
      guard let cost = box(of: node.id).flatMap(cost) else { continue }
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
