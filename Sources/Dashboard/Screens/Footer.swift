import StreamModel
import TerminalUI

extension DashboardState {
  /// The line of keys that work right now, and above it a rule, or what there is to say.
  func drawFooter(in frame: inout Frame) {
    let layout = ScreenLayout(size)
    drawNotice(row: layout.notice.row, in: &frame)
    switch overlay {
    case .filter(let field):
      frame.put("/", column: 1, row: layout.keys.row, style: Style(.accent, isBold: true))
      field.draw(
        column: 2, row: layout.keys.row, width: size.columns - 40,
        placeholder: "words in name, id or state; !word excludes", isFocused: true, in: &frame)
      frame.putRight(
        [
          Span("Enter", .key), Span(" keep  ", .keyLabel), Span("Esc", .key),
          Span(" clear", .keyLabel),
        ],
        endColumn: size.columns - 1, row: layout.keys.row)
    case .commandLine(let line): drawCommandLine(line, row: layout.keys.row, in: &frame)
    default: drawKeys(row: layout.keys.row, in: &frame)
    }
  }

  private func drawCommandLine(_ line: CommandLineState, row: Int, in frame: inout Frame) {
    frame.put(":", column: 1, row: row, style: Style(.accent, isBold: true))
    line.field.draw(
      column: 2, row: row, width: max(20, size.columns / 2), isFocused: true, in: &frame)
    let hint = commandHint(line.field.text)
    let start = 2 + max(20, size.columns / 2) + 2
    frame.put(
      hint, column: start, row: row, limit: size.columns - start - 1, style: .dim,
      charset: settings.charset)
  }

  /// What the word does and wants where it is whole or the only one, else what it could become.
  private func commandHint(_ text: String) -> String {
    let matches = CommandLineEntry.table.filter { $0.word.hasPrefix(text) }
    if let entry = matches.count == 1 ? matches[0] : CommandLineEntry.named(text.trimmingBlanks) {
      return "\(entry.usage): \(entry.title)"
    }
    guard matches.isEmpty else { return matches.prefix(6).map(\.word).joined(separator: " ") }
    let arguments = completions(of: text).compactMap { line in
      line.firstIndex(of: " ").map { String(line[line.index(after: $0)...]) }
    }
    return arguments.prefix(6).joined(separator: "  ")
  }

  /// Bindings that the foot line names: those with a word for it that work now, from the table.
  private var footerBindings: [KeyBinding] {
    KeyMap.bindings.filter { binding in
      guard binding.footer != nil, binding.works(on: screen) else { return false }
      switch binding.command {
      case .act(let kind): return canAct(kind)
      case .open: return canOpen
      case .mark: return jobs.isSelectionShown
      case .zoom: return JobLayout.hasRoomForAll(size)
      default: return true
      }
    }
  }

  private var canOpen: Bool {
    switch screen {
    case .jobs: return jobs.isSelectionShown
    case .job:
      guard let job, !job.isVertexOpen else { return false }
      return job.pane == .checkpoints ? job.checkpoint != nil : job.vertex != nil
    case .checkpoints:
      guard let checkpoints, checkpoints.openVertex == nil else { return false }
      return checkpoints.open == nil ? checkpoints.selected != nil : checkpoints.vertex != nil
    case .operations: return selectedOperation != nil
    }
  }

  private func drawKeys(row: Int, in frame: inout Frame) {
    var ending: [Span] = []
    switch screen {
    case .jobs:
      if isOutcomeClearedByBack { ending = [Span("Esc", .key), Span(" clear  ", .keyLabel)] }
      ending += [Span("q", .key), Span(" quit", .keyLabel)]
    default: ending = [Span("Esc", .key), Span(" back", .keyLabel)]
    }
    let start = frame.putRight(ending, endColumn: size.columns - 1, row: row)
    // Help and the command line are never left out; what is too much goes from the end of the rest.
    let all = footerBindings.enumerated().sorted { left, right in
      let ranks = (left.element.footerRank, right.element.footerRank)
      return ranks.0 == ranks.1 ? left.offset < right.offset : ranks.0 < ranks.1
    }.map(\.element)
    let kept = all.filter {
      $0.group == .program && ($0.command == .help || $0.command == .commandLine)
    }
    var rest = all.filter { binding in !kept.contains { $0.command == binding.command } }
    func width(_ bindings: [KeyBinding]) -> Int {
      bindings.reduce(0) { $0 + CellWidth.of($1.keys[0].label) + CellWidth.of($1.footer ?? "") + 3 }
    }
    while !rest.isEmpty, width(rest + kept) > start - 2 { rest.removeLast() }
    var column = 1
    for binding in rest + kept where column < start - 2 {
      column += frame.put(binding.keys[0].label, column: column, row: row, style: Style(.key))
      column +=
        frame.put(
          " \(binding.footer ?? "")", column: column, row: row, style: Style(.keyLabel)) + 2
    }
  }

  /// The most pressing thing to say: a fresh notice, an operation under way, one just settled; else a rule.
  private func drawNotice(row: Int, in frame: inout Frame) {
    Box.rule(row: row, columns: size.columns, charset: settings.charset, in: &frame)
    guard let (text, role) = noticeText else { return }
    // What is too long for a line takes rows of the body for as long as it is told.
    let lines = Wrapping.lines(
      text, width: size.columns - 4, limit: size.rows < 20 ? 1 : size.rows < 40 ? 2 : 3,
      isASCII: settings.charset.isASCII)
    let style = Style(role, isBold: role != .text)
    let first = row - lines.count + 1
    if lines.count > 1 {
      frame.fill(Rect(column: 0, row: first, columns: size.columns, rows: lines.count))
    }
    for (index, line) in lines.enumerated() {
      frame.put(" \(line) ", column: 1, row: first + index, style: style)
    }
  }

  private var noticeText: (String, Role)? {
    let told = outcomeLine
    if let notice, told.map({ notice.at >= $0.at }) ?? true {
      return (notice.text, notice.severity.role)
    }
    return told.map { ($0.text, $0.role) }
  }
}
