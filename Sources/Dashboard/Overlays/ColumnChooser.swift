import StreamModel
import TerminalUI

/// The columns of the list that has the keys, each with whether it is shown: `:columns`.
extension DashboardState {
  /// Those that may be left out, in their order.
  private var choosableColumns: [ColumnHead] { list?.heads.filter(\.canBeHidden) ?? [] }

  /// Does something with the column under the cursor, where there is one, and puts the cursor where that says.
  mutating func inColumns(_ change: (inout DashboardState, _ place: Int, _ last: Int) -> Int) {
    guard case .columns(let cursor) = overlay, let last = choosableColumns.indices.last else {
      overlay = nil
      return
    }
    let next = change(&self, min(cursor, last), last)
    overlay = .columns(cursor: next.clamped(to: 0...last))
  }

  mutating func toggleColumn(at place: Int) {
    inList(.toggle(column: choosableColumns[place].name))
  }

  mutating func showAllColumns() {
    for name in list?.hidden ?? [] { inList(.toggle(column: name)) }
    say("All columns are shown.")
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

extension OverlayKeys {
  static let columns = OverlayKeys(
    name: "the columns",
    bindings: [
      moving([.down, .character("j")], "down") { place, _ in place + 1 },
      moving([.up, .character("k")], "up") { place, _ in place - 1 },
      moving([.home, .character("g"), .pageUp], "first") { _, _ in 0 },
      moving([.end, .character("G"), .pageDown], "last") { _, last in last },
      OverlayBinding(
        keys: [.space], title: "leave the column out, or take it in", footer: "leave out, take in"
      ) { state, _ in
        state.inColumns { state, place, _ in
          state.toggleColumn(at: place)
          return place + 1
        }
        return []
      },
      OverlayBinding(keys: [.character("a")], title: "show all columns", footer: "all") {
        state, _ in
        state.showAllColumns()
        return []
      },
      OverlayBinding(
        keys: [.escape, .enter, .character("q"), .control("c")], title: "close", footer: "close",
        isEnding: true
      ) { state, _ in
        state.overlay = nil
        return []
      },
    ]
  ) { _, _ in [] }

  private static func moving(
    _ keys: [Key], _ title: String, _ next: @escaping @Sendable (_ place: Int, _ last: Int) -> Int
  ) -> OverlayBinding {
    OverlayBinding(keys: keys, title: title) { state, _ in
      state.inColumns { _, place, last in next(place, last) }
      return []
    }
  }
}
