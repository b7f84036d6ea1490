import TerminalUI

/// The lines of a graph as far as they are seen: for each cell of a clip where its line goes on to, so
/// that corners, branches and crossings come out right however lines meet.
struct GraphLineGrid {
  private struct Cell {
    var joint: LineJoint = []
    /// The direction of an arrow head.
    var head: LineJoint = []
    var role = Role.border
    var isBold = false
  }

  private let clip: Rect
  private var cells: [Cell]

  init(clip: Rect) {
    self.clip = clip
    cells = Array(repeating: Cell(), count: clip.columns * clip.rows)
  }

  /// The joint of a cell; none outside the clip.
  func joint(column: Int, row: Int) -> LineJoint {
    guard let index = index(column, row) else { return [] }
    return cells[index].joint
  }

  /// Adds a line with its corners moved by some cells, and an arrow at its end.
  mutating func add(_ line: GraphLine, movedBy columns: Int, _ rows: Int, style: Style) {
    var direction: LineJoint = []
    var last: GraphPoint?
    for point in line.points {
      let point = GraphPoint(column: point.column + columns, row: point.row + rows)
      if let last, last != point { direction = add(from: last, to: point, style) }
      last = point
    }
    if let last, let index = index(last.column, last.row) { cells[index].head = direction }
  }

  /// Adds a straight piece and says which way it goes.
  private mutating func add(from: GraphPoint, to: GraphPoint, _ style: Style) -> LineJoint {
    if from.row == to.row {
      let (low, high) = (min(from.column, to.column), max(from.column, to.column))
      for column in max(low, clip.column)..<max(low, clip.column, min(high + 1, clip.endColumn)) {
        mark(
          column, from.row, low: column > low ? .left : [], high: column < high ? .right : [], style
        )
      }
      return to.column > from.column ? .right : .left
    }
    let (low, high) = (min(from.row, to.row), max(from.row, to.row))
    for row in max(low, clip.row)..<max(low, clip.row, min(high + 1, clip.endRow)) {
      mark(from.column, row, low: row > low ? .up : [], high: row < high ? .down : [], style)
    }
    return to.row > from.row ? .down : .up
  }

  private mutating func mark(
    _ column: Int, _ row: Int, low: LineJoint, high: LineJoint, _ style: Style
  ) {
    guard let index = index(column, row) else { return }
    cells[index].joint.formUnion(low.union(high))
    if Self.urgency(style.role) > Self.urgency(cells[index].role) { cells[index].role = style.role }
    if style.isBold { cells[index].isBold = true }
  }

  private func index(_ column: Int, _ row: Int) -> Int? {
    guard column >= clip.column, column < clip.endColumn, row >= clip.row, row < clip.endRow else {
      return nil
    }
    return (row - clip.row) * clip.columns + column - clip.column
  }

  /// Where lines of several vertices are one, the most urgent of their roles is shown.
  private static func urgency(_ role: Role) -> Int {
    switch role {
    case .critical: 5
    case .warning: 4
    case .backpressured: 3
    case .busy: 2
    case .border, .dim: 0
    default: 1
    }
  }

  /// Draws the cells that lines go through.
  func draw(into frame: inout Frame, _ characters: GraphCharacters) {
    for row in 0..<clip.rows {
      for column in 0..<clip.columns {
        let cell = cells[row * clip.columns + column]
        if cell.joint.isEmpty { continue }
        frame.fill(
          Rect(column: clip.column + column, row: clip.row + row, columns: 1, rows: 1),
          with: cell.head.isEmpty ? characters.line(cell.joint) : characters.arrowHead(cell.head),
          style: Style(cell.role, isBold: cell.isBold))
      }
    }
  }
}
