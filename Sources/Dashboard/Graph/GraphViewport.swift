package import TerminalUI

/// Which part of a layout a pane shows: the layout's cell at the pane's top left. Negative where the
/// drawing begins further in.
package struct GraphViewport: Hashable, Sendable {
  package var column: Int
  package var row: Int

  package init(column: Int = 0, row: Int = 0) {
    self.column = column
    self.row = row
  }

  /// Cells kept between a vertex that is brought into view and the pane's edge, where the signs for
  /// "more" are.
  private static let margin = Size(columns: 2, rows: 1)

  /// The viewport moved as little as possible so that `box` is in view and no room is wasted; a drawing
  /// that is smaller than the pane is centred.
  package func revealing(_ box: Rect?, of layout: GraphLayout, in pane: Size) -> GraphViewport {
    GraphViewport(
      column: Self.start(
        column, show: box.map { ($0.column, $0.endColumn) }, margin: Self.margin.columns,
        length: layout.size.columns, room: pane.columns),
      row: Self.start(
        row, show: box.map { ($0.row, $0.endRow) }, margin: Self.margin.rows,
        length: layout.size.rows, room: pane.rows))
  }

  private static func start(
    _ start: Int, show: (low: Int, high: Int)?, margin: Int, length: Int, room: Int
  ) -> Int {
    if length <= room { return (length - room) / 2 }
    var start = start
    if let show {
      let margin = max(0, min(margin, (room - (show.high - show.low)) / 2))
      start = max(start, show.high + margin - room)
      start = min(start, show.low - margin)
    }
    return max(0, min(start, length - room))
  }
}
