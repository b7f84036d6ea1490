import MetricExpressions
import StreamModel
import TerminalUI

/// Where the parts of a typed expression lie.
struct FormulaLayout {
  /// With its frame.
  var window: Rect
  /// What could stand at the cursor.
  var list: Rect

  init(_ size: Size) {
    let body = ScreenLayout(size).body
    window = size.columns < 120 ? body : body.inset(right: body.columns - 100)
    list = window.inset(left: 1, top: 5, right: 1, bottom: 1)
  }
}

extension DashboardState {
  func drawFormula(_ entry: FormulaEntry, in frame: inout Frame) {
    let layout = FormulaLayout(size)
    let charset = settings.charset
    frame.fill(layout.window, style: .text)
    let inside = Box.draw(
      layout.window, title: "Expression",
      remark: "\(context.board.charts.count) of \(MetricBoard.limit) charts", isFocused: true,
      charset: charset, in: &frame)
    frame.put("=", column: inside.column + 1, row: inside.row, style: Style(.accent, isBold: true))
    entry.field.draw(
      column: inside.column + 3, row: inside.row, width: max(8, inside.columns - 4),
      placeholder: "SUM(TS(orders/sink, *, numRecordsIn)), or NAME = EXPRESSION > LIMIT",
      isFocused: true, in: &frame)
    let (text, role) = remark(entry)
    for (line, words) in Wrapping.lines(
      text, width: inside.columns - 2, limit: 2, isASCII: charset.isASCII
    ).enumerated() {
      frame.put(words, column: inside.column + 1, row: inside.row + 1 + line, style: Style(role))
    }
    let suggestions = entry.suggestions(in: context)
    frame.put(
      suggestions.heading, column: inside.column + 1, row: inside.row + 3,
      limit: inside.columns - 2, style: .dim, charset: charset)
    guard !suggestions.rows.isEmpty else {
      return context.drawReason(suggestions.reason, in: layout.list, frame: &frame)
    }
    for (line, row) in suggestions.rows.dropFirst(entry.offset).prefix(layout.list.rows)
      .enumerated()
    {
      let rect = Rect(
        column: layout.list.column, row: layout.list.row + line, columns: layout.list.columns,
        rows: 1)
      let room = rect.columns - 4 - CellWidth.of(row.word)
      frame.put(
        [Span(SafeText.plain(row.text))], column: rect.column + 2, row: rect.row,
        limit: max(4, room), charset: charset)
      frame.putRight([Span(row.word, .dim)], endColumn: rect.endColumn - 1, row: rect.row)
      if entry.offset + line == entry.cursor { frame.restyle(rect) { $0.isReversed = true } }
    }
  }

  /// What is wrong with it, else what it comes to.
  private func remark(_ entry: FormulaEntry) -> (String, Role) {
    guard !entry.field.text.isEmpty else { return ("", .dim) }
    switch entry.formula {
    case .failure(let error):
      return (error.description.capitalizedFirst.asSentence, entry.isRefused ? .critical : .dim)
    case .success(let formula):
      let reading = FormulaReader(context: context).reading(of: formula.expression)
      let made = reading.count == 0 ? "" : "From \(reading.count) series. "
      if let warning = reading.warning { return (warning, .warning) }
      return (reading.count == 0 ? reading.note ?? "" : made + "Enter charts it.", .dim)
    }
  }
}

extension FormulaSuggestions {
  /// What the list is of.
  fileprivate var heading: String {
    switch spot.kind {
    case .operand: "operators"
    case .component: "components: a job, a vertex of one, or processes"
    case .instance(let component): "instances of \(SafeText.plain(component))"
    case .metric(let component): "metrics of \(SafeText.plain(component))"
    }
  }
}
