import StreamModel
import TerminalUI

extension DashboardState {
  func drawOverlay(in frame: inout Frame) {
    switch overlay {
    case .help(let offset): drawHelp(offset: offset, in: &frame)
    case .dialog(let dialog): drawDialog(dialog, in: &frame)
    case .operation(let id, let offset):
      guard let operation = operations.first(where: { $0.id == id }) else { return }
      let width = min(size.columns - 4, 110)
      let lines = operationDetails(operation).flatMap { line in
        CellWidth.of(line) <= width - 4
          ? [line] : Wrapping.lines(line, width: width - 4, isASCII: settings.charset.isASCII)
      }
      drawText(
        title: "\(operation.request.kind.name) of \(operation.request.jobName)",
        lines: lines.map { [Span($0)] }, offset: offset, width: width, in: &frame)
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

  private func drawText(
    title: String, lines: [[Span]], offset: Int, width: Int, in frame: inout Frame
  ) {
    let rows = min(lines.count + 2, size.rows - 3)
    let offset = min(offset, max(0, lines.count - (rows - 2)))
    let more = lines.count - offset - (rows - 2)
    let inside = window(
      columns: width, rows: rows, title: title,
      remark: more > 0 ? "\(more) more lines below" : "any key closes", role: nil, in: &frame)
    for (index, line) in lines.dropFirst(offset).prefix(inside.rows).enumerated() {
      frame.put(line, column: inside.column + 1, row: inside.row + index, limit: inside.columns - 2)
    }
  }

  private func drawHelp(offset: Int, in frame: inout Frame) {
    var lines: [[Span]] = []
    for group in KeyBinding.Group.allCases {
      let bindings = KeyMap.bindings.filter { binding in
        guard binding.group == group, binding.works(on: screen) else { return false }
        if case .act(let kind) = binding.command { return disabledReason(kind) == nil }
        return true
      }
      guard !bindings.isEmpty else { continue }
      if !lines.isEmpty { lines.append([]) }
      lines.append([Span(group.rawValue, .title, isBold: true)])
      for binding in bindings {
        let keys = binding.keyText
        let padding = String(repeating: " ", count: max(1, 16 - CellWidth.of(keys)))
        lines.append([Span("  \(keys)\(padding)", .key), Span(binding.title)])
      }
    }
    lines.append([])
    lines += legend
    drawText(title: "Help: \(screen.title)", lines: lines, offset: offset, width: 76, in: &frame)
  }

  /// What the signs mean.
  private var legend: [[Span]] {
    let charset = settings.charset
    return [
      [Span("Signs", .title, isBold: true)],
      [
        Span("  \(charset.critical) ", .critical, isBold: true), Span("needs a person now   "),
        Span("\(charset.warning) ", .warning, isBold: true), Span("will need one   "),
        Span("-", .dim), Span(" not known"),
      ],
      [
        Span("  \(charset.busyFill) busy ", .busy),
        Span("\(charset.backpressuredFill) backpressured ", .backpressured),
        Span("\(charset.idleFill) idle", .idle), Span("  of the worst subtask"),
      ],
      [Span("  dim figures are old; the README says what each one means", .dim)],
    ]
  }

  private func drawDialog(_ dialog: ActionDialog, in frame: inout Frame) {
    let width = min(max(64, size.columns * 6 / 10), 84, size.columns - 4)
    let text = DialogText(dialog: dialog, identity: cluster.identity, width: width - 4)
    let inside = window(
      columns: width, rows: text.rows + 2, title: dialog.kind.title,
      role: dialog.kind.confirmationWord == nil ? nil : .danger, in: &frame)
    var row = inside.row
    for line in text.lines {
      frame.put(line, column: inside.column + 1, row: row, limit: inside.columns - 2)
      row += 1
    }
    let column = inside.column + 1
    let fieldWidth = inside.columns - 14
    if dialog.kind.takesSavepoint {
      row += 1
      frame.put("into", column: column, row: row, style: .dim)
      frame.put("[", column: column + 9, row: row, style: .dim)
      dialog.directory.draw(
        column: column + 11, row: row, width: fieldWidth - 1,
        placeholder: "cluster default (Tab to change)", isFocused: dialog.focus == .directory,
        in: &frame)
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
    drawQuestion(dialog, column: column, row: row, in: &frame)
    if let hint = dialog.hint {
      frame.put(
        hint, column: column, row: row + 1, limit: inside.columns - 2, style: Style(.warning))
    }
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
  }

  private static func confirmation(_ kind: ActionKind) -> String {
    switch kind {
    case .savepoint: "take it"
    case .checkpoint: "trigger it"
    case .stop, .drain, .cancel: "\(kind.rawValue) it"
    }
  }

  private func drawQuestion(
    _ dialog: ActionDialog, column: Int, row: Int, in frame: inout Frame
  ) {
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

  init(dialog: ActionDialog, identity: ClusterIdentity, width: Int) {
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
    field("cluster", "\(identity.name)  \(identity.endpoint)")
    lines.append([])
    for line in Wrapping.lines(Self.consequence(dialog.kind), width: width) {
      lines.append([Span(line)])
    }
    for advice in dialog.advice {
      for line in Wrapping.lines(advice, width: width) { lines.append([Span(line, .warning)]) }
    }
    self.lines = lines
    let fields = dialog.kind.takesSavepoint ? (dialog.canChooseFormat ? 3 : 2) : 0
    rows = lines.count + fields + 3
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
