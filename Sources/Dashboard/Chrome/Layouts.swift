package import TerminalUI

/// Where the parts of every screen lie: two lines of header, the body, a line for notices, the keys.
package struct ScreenLayout: Hashable, Sendable {
  /// Below this nothing useful fits: one line says so instead.
  package static let smallest = Size(columns: 40, rows: 10)

  package var header: Rect
  package var body: Rect
  package var notice: Rect
  package var keys: Rect

  package init(_ size: Size) {
    let rows = size.rows
    header = Rect(column: 0, row: 0, columns: size.columns, rows: min(2, rows))
    keys = Rect(column: 0, row: rows - 1, columns: size.columns, rows: 1)
    notice = Rect(column: 0, row: rows - 2, columns: size.columns, rows: 1)
    body = Rect(column: 0, row: 2, columns: size.columns, rows: rows - 4)
  }
}

/// The Jobs screen: a rule, the table with its head, and the selected job in a few lines.
package struct JobsLayout: Sendable {
  package var head: Int
  package var table: Rect
  /// The selected job's part with its rule; empty where there is no room.
  package var detail: Rect
  /// The table with its head.
  package var placement: TablePlacement

  /// Columns named in `hidden` are left out.
  package init(_ size: Size, hiding hidden: Set<String> = []) {
    let body = ScreenLayout(size).body
    let detailRows =
      switch size.rows {
      case ..<16: 0
      case ..<24: 4
      case ..<30: 6
      case ..<45: 9
      default: 11
      }
    head = body.row + 1
    detail = Rect(
      column: 0, row: body.endRow - detailRows, columns: size.columns, rows: detailRows)
    table = Rect(
      column: 0, row: body.row + 2, columns: size.columns, rows: body.rows - 2 - detailRows)
    placement = JobTable.fitted(columns: size.columns).placement(
      hiding: hidden,
      in: Rect(column: 0, row: head, columns: size.columns, rows: table.rows + 1))
  }
}

/// The Checkpoints screen: summary and configuration above, the history below.
struct CheckpointsLayout {
  var summary: Rect
  /// With its frame.
  var history: Rect
  /// Inside of the history's frame.
  var table: TableLayout

  init(_ size: Size) {
    let body = ScreenLayout(size).body
    let rows = min(body.rows / 2, size.columns >= 100 ? 10 : 8)
    summary = Rect(column: 0, row: body.row, columns: body.columns, rows: rows)
    history = Rect(
      column: 0, row: body.row + rows, columns: body.columns, rows: body.rows - rows)
    table = TableLayout(in: history.inset(left: 1, top: 1, right: 1, bottom: 1))
  }
}

/// The Operations screen: one list.
struct OperationsLayout {
  /// With its frame.
  var box: Rect
  var table: TableLayout

  init(_ size: Size) {
    box = ScreenLayout(size).body
    table = TableLayout(in: box.inset(left: 1, top: 1, right: 1, bottom: 1))
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
