import StreamModel
import TerminalUI

/// The columns of the vertices pane.
package enum VertexColumn: String, CaseIterable, Hashable, Sendable {
  case severity, name, parallelism, busy, backpressure, bar
  case recordsIn = "in", recordsOut = "out", trend, skew

  var spec: ColumnSpec {
    switch self {
    case .severity: ColumnSpec("", minimum: 1)
    case .name: ColumnSpec("VERTEX", minimum: 14, maximum: 44)
    case .parallelism: ColumnSpec("P", minimum: 3, alignment: .right, dropOrder: 3)
    case .busy: ColumnSpec("BUSY", minimum: 5, alignment: .right)
    case .backpressure: ColumnSpec("BACKP.", minimum: 6, alignment: .right)
    case .bar: ColumnSpec("", minimum: 5, maximum: 30)
    case .recordsIn: ColumnSpec("IN/s", minimum: 6, alignment: .right, dropOrder: 2)
    case .recordsOut: ColumnSpec("OUT/s", minimum: 6, alignment: .right, dropOrder: 1)
    case .trend: ColumnSpec("5 min", minimum: 6, maximum: 20, dropOrder: 4)
    case .skew: ColumnSpec("SKEW", minimum: 4, alignment: .right, dropOrder: 5)
    }
  }

  /// The columns that have room, the fixed order deciding which have to go. `isHistory` leaves out what only a job that
  /// runs has.
  static func place(width: Int, isHistory: Bool) -> [PlacedColumn] {
    let shown = allCases.indices.filter { !isHistory || !allCases[$0].isOfNow }
    var placed = ColumnLayout.place(shown.map { allCases[$0].spec }, width: width)
    for place in placed.indices { placed[place].index = shown[placed[place].index] }
    return placed
  }

  /// True for what a history server never tells.
  private var isOfNow: Bool {
    switch self {
    case .busy, .backpressure, .bar, .trend, .skew: true
    case .severity, .name, .parallelism, .recordsIn, .recordsOut: false
    }
  }

  /// The columns of the framed pane and the cells each has on the screen, with the blank behind it.
  static func placed(
    inPane rect: Rect, isHistory: Bool
  ) -> [(column: VertexColumn, cells: Range<Int>)] {
    let inside = rect.inset(left: 1, right: 1)
    return place(width: inside.columns - 2, isHistory: isHistory).map { placed in
      let start = inside.column + 1 + placed.column
      return (allCases[placed.index], start..<start + placed.width + 1)
    }
  }

  /// True for a column with an order of its own.
  var isSortable: Bool { self != .bar && self != .trend }

  /// The order in words, with the column named as its head does: `worst first`, `by BUSY`.
  var orderWords: String { self == .severity ? "worst first" : "by \(spec.title)" }
}
