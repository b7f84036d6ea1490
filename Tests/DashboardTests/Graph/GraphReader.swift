import Dashboard
import StreamModel
import TerminalUI

/// Reads a drawn graph as a person does: from a box along its line, at a branch both ways, across
/// crossings straight on, never against the flow, until there is an arrow.
struct GraphReader {
  private struct Step: Hashable {
    var column: Int
    var row: Int
    var way: Way
  }

  private enum Way: Hashable, CaseIterable {
    case up, right, down, left

    var opposite: Way {
      switch self {
      case .up: .down
      case .right: .left
      case .down: .up
      case .left: .right
      }
    }
  }

  private let layout: GraphLayout
  private let frame: Frame
  private let corners: Set<GraphPoint>

  private static let exits: [Unicode.Scalar: Set<Way>] = [
    "─": [.left, .right], "│": [.up, .down], "╭": [.right, .down], "╮": [.left, .down],
    "╯": [.left, .up], "╰": [.right, .up], "├": [.up, .right, .down], "┤": [.up, .left, .down],
    "┬": [.left, .right, .down], "┴": [.left, .right, .up], "┼": Set(Way.allCases),
  ]
  private static let arrows: [Unicode.Scalar: Way] = ["▶": .right, "▼": .down]

  init(_ layout: GraphLayout) {
    self.layout = layout
    var frame = Frame(size: layout.size)
    drawGraph(
      layout, appearance: GraphFixture.plain(layout.model), in: frame.bounds,
      viewport: GraphViewport(), frame: &frame, charset: .unicode)
    self.frame = frame
    corners = Set(layout.lines.flatMap { $0.points.dropFirst().dropLast() })
  }

  /// The vertices that the lines out of a vertex seem to lead to.
  func successors(of id: VertexID) -> Set<VertexID> {
    guard let box = layout.box(of: id) else { return [] }
    var reached: Set<VertexID> = []
    var seen: Set<Step> = []
    var steps = starts(at: box)
    while let step = steps.popLast() {
      guard seen.insert(step).inserted, step.column < frame.size.columns,
        step.row < frame.size.rows, step.column >= 0, step.row >= 0
      else { continue }
      let scalar = frame[step.column, step.row].scalar
      if let way = Self.arrows[scalar], way == step.way {
        let target = moved(step, way)
        for node in layout.model.nodes {
          guard let box = layout.box(of: node.id) else { continue }
          if box.column <= target.column, target.column < box.endColumn, box.row <= target.row,
            target.row < box.endRow
          {
            reached.insert(node.id)
          }
        }
        continue
      }
      guard let exits = Self.exits[scalar], exits.contains(step.way.opposite) else { continue }
      let isCrossing =
        scalar == "┼" && !corners.contains(GraphPoint(column: step.column, row: step.row))
      for way in exits where way != step.way.opposite && way != against {
        if isCrossing && way != step.way { continue }
        steps.append(moved(step, way))
      }
    }
    return reached
  }

  private var against: Way { layout.orientation == .leftToRight ? .left : .up }

  private func starts(at box: Rect) -> [Step] {
    layout.orientation == .leftToRight
      ? (box.row..<box.endRow).map { Step(column: box.endColumn, row: $0, way: .right) }
      : (box.column..<box.endColumn).map { Step(column: $0, row: box.endRow, way: .down) }
  }

  private func moved(_ step: Step, _ way: Way) -> Step {
    switch way {
    case .up: Step(column: step.column, row: step.row - 1, way: way)
    case .down: Step(column: step.column, row: step.row + 1, way: way)
    case .left: Step(column: step.column - 1, row: step.row, way: way)
    case .right: Step(column: step.column + 1, row: step.row, way: way)
    }
  }
}
