import StreamModel
import TerminalUI

/// The columns of the list that has the keys, each with whether it is shown: `:columns`.
extension DashboardState {
  /// Those that may be left out, in their order.
  private var choosableColumns: [ColumnHead] { list?.heads.filter(\.canBeHidden) ?? [] }

  mutating func handleInColumns(_ cursor: Int, _ key: Key) {
    let columns = choosableColumns
    guard let last = columns.indices.last else {
      overlay = nil
      return
    }
    let place = min(cursor, last)
    switch key {
    case .down, .character("j"): overlay = .columns(cursor: min(last, place + 1))
    case .up, .character("k"): overlay = .columns(cursor: max(0, place - 1))
    case .home, .character("g"), .pageUp: overlay = .columns(cursor: 0)
    case .end, .character("G"), .pageDown: overlay = .columns(cursor: last)
    case .space:
      inList(.toggle(column: columns[place].name))
      overlay = .columns(cursor: min(last, place + 1))
    case .character("a"):
      for name in list?.hidden ?? [] { inList(.toggle(column: name)) }
      say("All columns are shown.")
    case .escape, .enter, .character("q"), .control("c"): overlay = nil
    default: break
    }
  }

  func drawColumns(_ cursor: Int, in frame: inout Frame) {
    let columns = choosableColumns
    guard let list, let last = columns.indices.last else { return }
    let place = min(cursor, last)
    let words = columns.map { $0.spec.title.isEmpty ? $0.name : $0.spec.title }
    let width = (words.map { CellWidth.of($0) }.max() ?? 0) + 18
    let inside = window(
      columns: max(width, CellWidth.of(list.title) + 16), rows: columns.count + 2,
      title: "Columns: \(list.title)", role: nil, in: &frame)
    let offset = Scrolling.offset(
      selected: place, count: columns.count, height: inside.rows, current: 0)
    let shown = Set(list.placement.shown.map(\.name))
    for (line, index) in columns.indices.dropFirst(offset).prefix(inside.rows).enumerated() {
      let isHidden = list.hidden.contains(columns[index].name)
      let mark = isHidden ? "[ ] " : "[x] "
      // Wanted, and dropped where the terminal is too narrow.
      let remark = isHidden || shown.contains(columns[index].name) ? "" : "  no room"
      let row = inside.row + line
      frame.put(
        [
          Span(mark, isHidden ? .dim : .accent), Span(words[index], isHidden ? .dim : .text),
          Span(remark, .dim),
        ], column: inside.column + 1, row: row, limit: inside.columns - 2,
        charset: settings.charset)
      guard index == place else { continue }
      frame.restyle(Rect(column: inside.column, row: row, columns: inside.columns, rows: 1)) {
        $0.isReversed = true
      }
    }
  }
}
