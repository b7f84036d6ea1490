import TerminalUI

/// The Job screen: four panes two by two where there is room, else one at a time under tabs.
struct JobLayout {
  var panes: [(pane: JobPane, rect: Rect)]
  /// The line of tabs, where panes are shown one at a time.
  var tabs: Int?
  /// Lines of the verdict, the first of which every screen has.
  let verdictRows: Int

  /// True where all four panes can be seen at once, below a verdict of one line.
  static func hasRoomForAll(_ size: Size) -> Bool {
    size.columns >= 100 && ScreenLayout(size).body.rows >= leastRows
  }

  /// Rows that four panes need.
  private static let leastRows = 22

  /// Lines that the verdict may take: a second one where the panes keep what they need.
  static func mostVerdictRows(_ size: Size, isZoomed: Bool) -> Int {
    let least = hasRoomForAll(size) && !isZoomed ? leastRows : 16
    return ScreenLayout(size).body.rows > least ? 2 : 1
  }

  init(_ size: Size, pane: JobPane, isZoomed: Bool, verdictRows: Int = 1) {
    self.verdictRows = verdictRows
    var body = ScreenLayout(size).body.inset(top: verdictRows - 1)
    guard Self.hasRoomForAll(size), !isZoomed else {
      tabs = isZoomed && size.columns >= 100 ? nil : body.row
      if tabs != nil { body = body.inset(top: 1) }
      panes = [(pane, body)]
      return
    }
    let left = size.columns * (size.columns >= 150 ? 58 : 54) / 100
    let upper = (body.rows + 1) / 2
    func rect(_ isLeft: Bool, _ isUpper: Bool, _ split: Int) -> Rect {
      Rect(
        column: isLeft ? 0 : split, row: isUpper ? body.row : body.row + upper,
        columns: isLeft ? split : size.columns - split, rows: isUpper ? upper : body.rows - upper)
    }
    panes = [
      (.vertices, rect(true, true, left)), (.graph, rect(false, true, left)),
      (.watermarks, rect(true, false, size.columns / 2)),
      (.checkpoints, rect(false, false, size.columns / 2)),
    ]
  }
}

/// The checkpoints pane: bars, the list, and a line or two for the selected row or the last savepoint.
struct CheckpointsPaneLayout {
  var inside: Rect
  /// Duration and size of one checkpoint a column; empty where rows are scarce.
  var bars: Rect
  var table: TableLayout

  init(framed rect: Rect) {
    inside = rect.inset(left: 1, top: 1, right: 1, bottom: 1)
    let rows = inside.rows >= 9 ? 3 : inside.rows >= 6 ? 2 : 0
    bars = Rect(column: inside.column, row: inside.row, columns: inside.columns, rows: rows)
    table = TableLayout(in: inside.inset(top: rows))
  }
}
