import StreamModel
import TerminalUI

/// A text that lies over the screen to be read, in a window that may be lower than it is.
struct ReadingText {
  var title: String
  var lines: [[Span]]
  /// Of the window.
  var width: Int
  /// Lines that are seen at once.
  var rows: Int
  /// The first line that is seen.
  var offset: Int

  /// The offset at which the end is in view.
  var lastOffset: Int { max(0, lines.count - rows) }

  init(title: String, lines: [[Span]], width: Int, offset: Int, in size: Size) {
    self.title = title
    self.lines = lines
    self.width = width
    rows = max(1, min(lines.count, size.rows - 5))
    self.offset = 0
    self.offset = offset.clamped(to: 0...lastOffset)
  }

  /// The offset that a key leads to, or nil where the key closes the text.
  func scrolled(by key: Key) -> Int? {
    let wanted: Int? =
      switch key {
      case .down, .character("j"): offset + 1
      case .up, .character("k"): offset - 1
      case .pageDown, .space, .control("f"): offset + max(1, rows - 1)
      case .pageUp, .control("b"): offset - max(1, rows - 1)
      case .home, .character("g"): 0
      case .end, .character("G"): lastOffset
      default: nil
      }
    return wanted?.clamped(to: 0...lastOffset)
  }
}

extension DashboardState {
  /// The help or the operation that is being read, as it is laid out now.
  var readingText: ReadingText? {
    switch overlay {
    case .help(let offset):
      return ReadingText(
        title: "Help: \(visits.top.sign.title)", lines: helpLines, width: min(76, size.columns - 2),
        offset: offset, in: size)
    case .operation(let id, let offset):
      guard let operation = operations.first(where: { $0.id == id }) else { return nil }
      let width = min(size.columns - 4, 110)
      let lines = operationDetails(operation).flatMap { line in
        CellWidth.of(line) <= width - 4
          ? [line] : Wrapping.lines(line, width: width - 4, isASCII: settings.charset.isASCII)
      }
      return ReadingText(
        title: "\(operation.request.kind.name) of \(operation.request.jobName)",
        lines: lines.map { [Span($0)] }, width: width, offset: offset, in: size)
    case .filter, .commandLine, .dialog, .columns, nil: return nil
    }
  }

  private var helpLines: [[Span]] {
    var lines: [[Span]] = []
    func section(_ title: String, _ rows: [(String, String)]) {
      guard !rows.isEmpty else { return }
      if !lines.isEmpty { lines.append([]) }
      lines.append([Span(title, .title, isBold: true)])
      for (left, right) in rows {
        let padding = String(repeating: " ", count: max(1, 19 - CellWidth.of(left)))
        lines.append([Span("  \(left)\(padding)", .key), Span(right)])
      }
    }
    func isOff(_ binding: KeyBinding) -> Bool {
      ActionKind(rawValue: binding.name).map { disabledReason($0) != nil } ?? false
    }
    for group in KeyGroup.allCases {
      let bindings = KeyMap.bindings(on: visits.top.sign).filter {
        $0.group == group && !isOff($0)
      }
      section(group.rawValue, bindings.map { ($0.keyText, $0.title) })
    }
    let entries = CommandLineEntry.table.filter { entry in
      entry.action.map { disabledReason($0) == nil } ?? true
    }
    section("Command line", entries.map { (":\($0.usage)", $0.title) })
    return lines + [[]] + legend
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
        Span("\(charset.backpressuredFill) backpressured (backp., bp) ", .backpressured),
        Span("\(charset.idleFill) idle", .idle), Span("  of the worst subtask"),
      ],
      [
        Span("  \(charset.failed) ", .critical, isBold: true), Span("failed   "),
        Span("\(charset.inProgress) ", .accent), Span("in progress   "),
        Span("S ", .accent, isBold: true), Span("savepoint, among the checkpoints"),
      ],
      [Span("  dim figures are old; the README says what each one means", .dim)],
    ]
  }
}
