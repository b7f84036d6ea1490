import StreamModel
import TerminalUI

/// What of a dialog is shown, row by row.
struct DialogLayout {
  var rows: [DialogRow]
  /// False where not even what is needed has room: then it confirms nothing.
  var isWhole: Bool
  /// Rows of a terminal that shows what is needed.
  var terminalRows: Int

  /// `room` is the rows inside of the window; what is least needed goes first.
  init(_ all: [DialogRow], room: Int, frame: Int) {
    rows = all
    for rank in DialogRow.Rank.allCases.dropFirst().reversed() {
      while rows.count > room, let last = rows.lastIndex(where: { $0.rank == rank }) {
        rows.remove(at: last)
      }
    }
    terminalRows = all.count { $0.rank == .needed } + frame
    isWhole = rows.count <= room
    // The end says why it asks nothing.
    if !isWhole { rows = rows.prefix(max(0, room - 2)) + rows.suffix(2) }
  }
}

extension DashboardState {
  /// Rows around a dialog: its border, and one of the screen above and below.
  private static let dialogFrame = 4

  private var dialogWidth: Int { min(max(72, size.columns * 6 / 10), 84, size.columns - 4) }

  /// The width of the directory's field.
  private var dialogFieldWidth: Int { dialogWidth - 16 }

  /// How a dialog is laid out on the terminal as it is now.
  func dialogLayout(_ dialog: ActionDialog) -> DialogLayout {
    let text = DialogText(
      dialog: dialog, reasons: standing(of: dialog).reasons, advice: advice(for: dialog),
      directory: defaultDirectory(of: dialog).line, identity: dialog.cluster,
      width: dialogWidth - 4, names: ActionDialog.namesShown(rows: size.rows),
      cancelWords: context.clusters[place(of: dialog)].model.traits.cancelWords)
    var rows = text.rows
    if dialog.kind.takesSavepoint {
      rows += [.blank, DialogRow(content: .directory)]
      if dialog.canChooseFormat { rows.append(DialogRow(content: .format)) }
    }
    rows += [.blank, DialogRow(content: .question), DialogRow(content: .hint)]
    return DialogLayout(rows, room: size.rows - Self.dialogFrame, frame: Self.dialogFrame)
  }

  func drawDialog(_ dialog: ActionDialog, in frame: inout Frame) {
    let layout = dialogLayout(dialog)
    let inside = window(
      columns: dialogWidth, rows: layout.rows.count + 2, title: dialog.title,
      role: dialog.confirmationWord == nil ? nil : .danger, in: &frame)
    let column = inside.column + 1
    for (index, row) in layout.rows.prefix(inside.rows).enumerated() {
      let line = Rect(column: column, row: inside.row + index, columns: inside.columns - 2, rows: 1)
      switch row.content {
      case .text(let spans):
        frame.put(
          spans, column: column, row: line.row, limit: line.columns, charset: settings.charset)
      case .blank: break
      case .directory: drawDirectory(dialog, line, in: &frame)
      case .format: drawFormats(dialog, line, in: &frame)
      case .question: drawQuestion(dialog, layout, line, in: &frame)
      case .hint:
        frame.put(
          dialog.hint ?? "", column: column, row: line.row, limit: line.columns,
          style: Style(.warning), charset: settings.charset)
      }
    }
  }

  /// Where a savepoint goes unless a directory is typed: in the field, or where it is too long for that in a line of
  /// its own, so that it can be read whole.
  private func defaultDirectory(of dialog: ActionDialog) -> (placeholder: String, line: String?) {
    let plain = "cluster default (Tab to change)"
    guard dialog.kind.takesSavepoint,
      let path = context.clusters[place(of: dialog)].model.capabilities
        .defaultSavepointDirectory
    else { return (plain, nil) }
    let text = "cluster default: \(path)"
    let hasRoom = CellWidth.of(text) < dialogFieldWidth
    return hasRoom ? (text, nil) : (plain, "Cluster default: \(path)")
  }

  private func drawDirectory(_ dialog: ActionDialog, _ line: Rect, in frame: inout Frame) {
    frame.put("into", column: line.column, row: line.row, style: .dim)
    frame.put("[", column: line.column + 9, row: line.row, style: .dim)
    dialog.directory.draw(
      column: line.column + 11, row: line.row, width: dialogFieldWidth - 1,
      placeholder: defaultDirectory(of: dialog).placeholder,
      isFocused: dialog.focus == .directory, in: &frame)
    frame.put("]", column: line.column + 10 + dialogFieldWidth, row: line.row, style: .dim)
  }

  private func drawFormats(_ dialog: ActionDialog, _ line: Rect, in frame: inout Frame) {
    var spans = [Span("format   ", .dim)]
    for format in SavepointFormat.allCases {
      let isChosen = format == dialog.format
      let mark = isChosen ? (settings.charset.isASCII ? "(*)" : "(•)") : "( )"
      var span = Span("\(mark) \(format.rawValue.lowercased())", isChosen ? .input : .dim)
      span.style.isReversed = dialog.focus == .format && isChosen
      spans += [span, Span("   ")]
    }
    if dialog.focus == .confirm || dialog.focus == .format {
      spans += [Span("f", .key), Span(" changes it", .keyLabel)]
    } else {
      spans += [Span("Tab", .key), Span(" leads to it", .keyLabel)]
    }
    frame.put(
      spans, column: line.column, row: line.row, limit: line.columns, charset: settings.charset)
  }

  private static func confirmation(_ kind: ActionKind) -> String {
    switch kind {
    case .savepoint: "take it"
    case .checkpoint: "trigger it"
    case .stop, .drain, .cancel: "\(kind.rawValue) it"
    }
  }

  /// The keys that confirm and leave. Those that do nothing yet, or nothing any more, are not offered.
  private func drawQuestion(
    _ dialog: ActionDialog, _ layout: DialogLayout, _ line: Rect, in frame: inout Frame
  ) {
    let leave = [Span("Esc", .key), Span(" leave", .keyLabel)]
    func put(_ spans: [Span]) {
      frame.put(
        spans, column: line.column, row: line.row, limit: line.columns, charset: settings.charset)
    }
    guard layout.isWhole else {
      let rows = Span("needs \(layout.terminalRows) rows    ", .warning, isBold: true)
      return put([rows] + leave)
    }
    guard dialog.isReadable, !standing(of: dialog).targets.isEmpty else { return put(leave) }
    guard let word = dialog.confirmationWord else {
      var spans =
        dialog.focus == .confirm
        ? [
          Span("y", .key, isBold: true), Span(" \(Self.confirmation(dialog.kind))    ", .keyLabel),
        ] : [Span("Enter", .key), Span(" done    ", .keyLabel)]
      let change = [Span("Tab", .key), Span(" change target    ", .keyLabel)]
      let width = (spans + change + leave).reduce(0) { $0 + CellWidth.of($1.text) }
      if dialog.kind.takesSavepoint, width <= line.columns { spans += change }
      return put(spans + leave)
    }
    let question = [Span("type "), Span(word, .danger, isBold: true), Span(" and Enter: ")]
    put(question)
    let start = line.column + question.reduce(0) { $0 + CellWidth.of($1.text) }
    let width = min(12, line.endColumn - start)
    dialog.word.draw(
      column: start, row: line.row, width: width, placeholder: "",
      isFocused: dialog.focus == .word, in: &frame)
    if start + 14 + 9 <= line.endColumn {
      frame.put(leave, column: start + 14, row: line.row)
    }
  }
}
