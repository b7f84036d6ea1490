import StreamModel
import TerminalUI

extension DashboardState {
  /// What lies over the screen, if anything does.
  func drawOverlay(in frame: inout Frame) {
    switch overlay {
    case .dialog(let dialog): drawDialog(dialog, in: &frame)
    case .help, .operation:
      if let readingText { drawText(readingText, in: &frame) }
    case .filter, .commandLine, nil: break
    }
  }

  /// A box in the middle of the screen over what was there.
  private func window(
    columns: Int, rows: Int, title: String, remark: String = "", role: Role?, in frame: inout Frame
  )
    -> Rect
  {
    let columns = min(columns, size.columns - 2)
    let rows = min(rows, size.rows - 2)
    let rect = Rect(
      column: (size.columns - columns) / 2, row: max(1, (size.rows - rows) / 2), columns: columns,
      rows: rows)
    frame.fill(rect, style: Style(.dialog))
    return Box.draw(
      rect, title: title, remark: remark, isFocused: role == nil, role: role,
      charset: settings.charset, in: &frame)
  }

  private func drawText(_ text: ReadingText, in frame: inout Frame) {
    let more = text.lastOffset - text.offset
    let inside = window(
      columns: text.width, rows: text.rows + 2, title: text.title,
      remark: more > 0 ? "\(more) more lines below" : "any key closes", role: nil, in: &frame)
    for (index, line) in text.lines.dropFirst(text.offset).prefix(inside.rows).enumerated() {
      frame.put(
        line, column: inside.column + 1, row: inside.row + index, limit: inside.columns - 2,
        charset: settings.charset)
    }
  }

  private func drawDialog(_ dialog: ActionDialog, in frame: inout Frame) {
    let width = min(max(72, size.columns * 6 / 10), 84, size.columns - 4)
    let fieldWidth = width - 16
    let directory = defaultDirectory(of: dialog, width: fieldWidth - 1)
    let standing = standing(of: dialog)
    let text = DialogText(
      dialog: dialog, reasons: standing.reasons, advice: advice(for: dialog),
      directory: directory.line, identity: cluster.identity, width: width - 4,
      names: ActionDialog.namesShown(rows: size.rows))
    let inside = window(
      columns: width, rows: text.rows + 2, title: dialog.kind.title,
      role: dialog.kind.confirmationWord == nil ? nil : .danger, in: &frame)
    var row = inside.row
    // Fields and question are seen, whatever has no room.
    let room = max(1, inside.rows - (text.rows - text.lines.count))
    for line in text.lines.prefix(room) {
      frame.put(
        line, column: inside.column + 1, row: row, limit: inside.columns - 2,
        charset: settings.charset)
      row += 1
    }
    let column = inside.column + 1
    if dialog.kind.takesSavepoint {
      row += 1
      frame.put("into", column: column, row: row, style: .dim)
      frame.put("[", column: column + 9, row: row, style: .dim)
      dialog.directory.draw(
        column: column + 11, row: row, width: fieldWidth - 1,
        placeholder: directory.placeholder, isFocused: dialog.focus == .directory, in: &frame)
      frame.put("]", column: column + 10 + fieldWidth, row: row, style: .dim)
      row += 1
      if dialog.canChooseFormat { drawFormats(dialog, column: column, row: row, in: &frame) }
      row += dialog.canChooseFormat ? 1 : 0
    }
    // However little room there is, what the keys do is seen.
    row = min(row + 1, inside.endRow - 2)
    frame.fill(
      Rect(column: inside.column, row: row, columns: inside.columns, rows: 2), style: Style(.dialog)
    )
    drawQuestion(
      dialog, isOpen: !standing.targets.isEmpty, column: column, row: row, in: &frame)
    if let hint = dialog.hint {
      frame.put(
        hint, column: column, row: row + 1, limit: inside.columns - 2, style: Style(.warning),
        charset: settings.charset)
    }
  }

  /// Where a savepoint goes unless a directory is typed: in the field, or where it is too long for that in a line of
  /// its own, so that it can be read whole.
  private func defaultDirectory(
    of dialog: ActionDialog, width: Int
  ) -> (placeholder: String, line: String?) {
    let plain = "cluster default (Tab to change)"
    guard dialog.kind.takesSavepoint, let path = cluster.capabilities.defaultSavepointDirectory
    else { return (plain, nil) }
    let text = "cluster default: \(path)"
    return CellWidth.of(text) <= width ? (text, nil) : (plain, "Cluster default: \(path)")
  }

  private func drawFormats(
    _ dialog: ActionDialog, column: Int, row: Int, in frame: inout Frame
  ) {
    frame.put("format", column: column, row: row, style: .dim)
    var end = column + 9
    for format in SavepointFormat.allCases {
      let isChosen = format == dialog.format
      let mark = isChosen ? (settings.charset.isASCII ? "(*)" : "(•)") : "( )"
      end +=
        frame.put(
          "\(mark) \(format.rawValue.lowercased())", column: end, row: row,
          style: Style(
            isChosen ? .input : .dim, isReversed: dialog.focus == .format && isChosen)) + 3
    }
    if dialog.focus == .confirm || dialog.focus == .format {
      frame.put([Span("f", .key), Span(" changes it", .keyLabel)], column: end, row: row)
    } else {
      frame.put([Span("Tab", .key), Span(" leads to it", .keyLabel)], column: end, row: row)
    }
  }

  private static func confirmation(_ kind: ActionKind) -> String {
    switch kind {
    case .savepoint: "take it"
    case .checkpoint: "trigger it"
    case .stop, .drain, .cancel: "\(kind.rawValue) it"
    }
  }

  private func drawQuestion(
    _ dialog: ActionDialog, isOpen: Bool, column: Int, row: Int, in frame: inout Frame
  ) {
    // Keys that do nothing yet, or nothing any more, are not offered.
    guard isOpen, dialog.isReadable else {
      frame.put([Span("Esc", .key), Span(" leave", .keyLabel)], column: column, row: row)
      return
    }
    guard let word = dialog.kind.confirmationWord else {
      let isAsking = dialog.focus == .confirm
      var spans =
        isAsking
        ? [
          Span("y", .key, isBold: true), Span(" \(Self.confirmation(dialog.kind))    ", .keyLabel),
        ]
        : [Span("Enter", .key), Span(" done    ", .keyLabel)]
      if dialog.kind.takesSavepoint {
        spans += [Span("Tab", .key), Span(" change target    ", .keyLabel)]
      }
      spans += [Span("Esc", .key), Span(" leave", .keyLabel)]
      frame.put(spans, column: column, row: row)
      return
    }
    let used = frame.put(
      [
        Span("type "), Span(word, .danger, isBold: true), Span(" and Enter: "),
      ], column: column, row: row)
    dialog.word.draw(
      column: used, row: row, width: 12, placeholder: "", isFocused: dialog.focus == .word,
      in: &frame)
    frame.put(
      [Span("Esc", .key), Span(" leave", .keyLabel)], column: used + 14, row: row)
  }
}

/// The wording of a dialog: targets in full, and what will happen.
struct DialogText {
  var lines: [[Span]]
  var rows: Int

  /// `reasons` are of targets that it cannot be done to any more; `names` is the number of lines that jobs may take,
  /// those left out included.
  init(
    dialog: ActionDialog, reasons: [String], advice: [String], directory: String?,
    identity: ClusterIdentity, width: Int, names: Int
  ) {
    var lines: [[Span]] = []
    func field(_ label: String, _ value: String, isBold: Bool = false) {
      let padded = label + String(repeating: " ", count: max(1, 9 - label.count))
      lines.append([Span(padded, .dim), Span(value, .text, isBold: isBold)])
    }
    if dialog.targets.count == 1, let target = dialog.targets.first {
      field("job", target.name, isBold: true)
      field("id", target.id.text)
    } else {
      field("jobs", "\(dialog.targets.count), all of them:", isBold: true)
      for target in dialog.targets { field("", "\(target.id.text.prefix(8))  \(target.name)") }
    }
    let leftOut = Self.leftOut(
      dialog.leftOut + (dialog.targets.count > 1 ? reasons : []), width: width - 9,
      limit: max(1, names - dialog.targets.count))
    for (index, line) in leftOut.enumerated() { field(index == 0 ? "left out" : "", line) }
    field("cluster", "\(identity.name)  \(identity.endpoint)")
    lines.append([])
    for line in Wrapping.lines(Self.consequence(dialog.kind), width: width) {
      lines.append([Span(line)])
    }
    if let directory, dialog.directory.text.isEmpty {
      for line in Wrapping.lines(directory, width: width, limit: 3) { lines.append([Span(line)]) }
    }
    for advice in advice {
      for line in Wrapping.lines(advice, width: width) { lines.append([Span(line, .warning)]) }
    }
    if dialog.targets.count == reasons.count {
      let end = (reasons.count == 1 ? reasons : []) + ["There is nothing to confirm any more."]
      for line in Wrapping.lines(end.joined(separator: " "), width: width) {
        lines.append([Span(line, .warning, isBold: true)])
      }
    }
    self.lines = lines
    let fields = dialog.kind.takesSavepoint ? (dialog.canChooseFormat ? 3 : 2) : 0
    rows = lines.count + fields + 3
  }

  /// The reasons in at most `limit` lines, the last of which counts those that have no room.
  private static func leftOut(_ reasons: [String], width: Int, limit: Int) -> [String] {
    var lines: [String] = []
    for (index, reason) in reasons.enumerated() {
      let next = Wrapping.lines(reason, width: width, limit: 2)
      let rest = reasons.count - index
      guard lines.count + next.count <= (rest == 1 ? limit : limit - 1) else {
        return lines + ["\(rest) more marked job\(rest == 1 ? "" : "s")"]
      }
      lines += next
    }
    return lines
  }

  static func consequence(_ kind: ActionKind) -> String {
    switch kind {
    case .savepoint: "Takes a savepoint. The job goes on."
    case .stop: "Takes a savepoint, then stops the sources; the job ends FINISHED."
    case .drain:
      "Sends the final watermark, which fires every pending window and timer, takes a savepoint and stops; "
        + "the job ends FINISHED. Only for a job that will not be resumed from it."
    case .cancel: "Ends the job at once, without a savepoint; it ends CANCELED."
    case .checkpoint: "Triggers a checkpoint now. The job goes on."
    }
  }
}
