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
      let end = (footKeys.first?.cells.lowerBound ?? size.columns) - 2
      let matches = list.flatMap { $0.filter.isEmpty ? nil : "\($0.count) of \($0.total)" }
      let width = end - 2 - (matches.map { CellWidth.of($0) + 1 } ?? 0)
      let hints = screen == .jobs ? Self.filterHints : Self.listFilterHints
      field.draw(
        column: 2, row: layout.keys.row, width: width,
        placeholder: LinePart.first(hints, width: width), isFocused: true, in: &frame)
      if let matches {
        frame.putRight([Span(matches, .match)], endColumn: end, row: layout.keys.row)
      }
      drawKeys(row: layout.keys.row, in: &frame)
    case .commandLine(let line): drawCommandLine(line, row: layout.keys.row, in: &frame)
    default: drawKeys(row: layout.keys.row, in: &frame)
    }
  }

  /// What a filter may be, in fewer and fewer words.
  private static let filterHints = [
    "words in name, id or state; !word excludes", "words in name, id or state",
    "name, id or state", "words",
  ]

  private static let listFilterHints = ["words to find; !word excludes", "words to find", "words"]

  private func drawCommandLine(_ line: CommandLineState, row: Int, in frame: inout Frame) {
    frame.put(":", column: 1, row: row, style: Style(.accent, isBold: true))
    line.field.draw(
      column: 2, row: row, width: max(20, size.columns / 2), isFocused: true, in: &frame)
    let start = 2 + max(20, size.columns / 2) + 2
    let hint = commandHint(line.field.text, width: size.columns - start - 1)
    frame.put(hint, column: start, row: row, style: .dim)
  }

  /// What the word does and wants where it is whole or the only one, else what it could become.
  private func commandHint(_ text: String, width: Int) -> String {
    let arguments = completions(of: text).compactMap { line in
      line.firstIndex(of: " ").map { String(line[line.index(after: $0)...]) }
    }
    // Behind the word: what may follow it.
    if text.contains(" "), !arguments.isEmpty {
      return LinePart.words(arguments, width: width)
    }
    let matches = CommandLineEntry.table.filter { $0.word.hasPrefix(text) }
    if let entry = matches.count == 1 ? matches[0] : CommandLineEntry.named(text.trimmingBlanks) {
      return LinePart.first(
        ["\(entry.usage): \(entry.title)", entry.title, entry.usage], width: width)
    }
    return LinePart.words(matches.map(\.word), separator: " ", width: width)
  }

  /// Bindings that the foot line names: those with a word for it that work now, from the table.
  private var footerBindings: [KeyBinding] {
    KeyMap.bindings.filter { binding in
      guard binding.footer != nil, binding.works(on: screen) else { return false }
      switch binding.command {
      case .act(let kind): return canAct(kind)
      case .open: return canOpen
      case .filter: return list != nil
      case .mark: return jobs.table.cursor != nil
      case .zoom: return JobLayout.hasRoomForAll(size)
      default: return true
      }
    }
  }

  private var canOpen: Bool {
    switch screen {
    case .jobs: return jobs.table.cursor != nil
    case .job:
      guard let job, !job.isVertexOpen else { return false }
      return job.pane == .checkpoints ? job.checkpoints.cursor != nil : job.cursor != nil
    case .checkpoints:
      guard let checkpoints, checkpoints.openVertex == nil else { return false }
      return checkpoints.open == nil
        ? checkpoints.history.cursor != nil : checkpoints.vertices.cursor != nil
    case .operations: return selectedOperation != nil
    }
  }

  private func drawKeys(row: Int, in frame: inout Frame) {
    for key in footKeys {
      let used = frame.put(
        key.key.label, column: key.cells.lowerBound, row: row, style: Style(.key))
      frame.put(
        " \(key.label)", column: key.cells.lowerBound + used, row: row, style: Style(.keyLabel))
    }
  }

  /// The keys of the foot line, where each of them stands.
  var footKeys: [FootKey] {
    switch overlay {
    case .commandLine: return []
    case .filter:
      return FootKey.row([(.enter, "keep"), (.escape, "clear")], endColumn: size.columns - 1)
    case .dialog(let dialog):
      let keys: [(Key, String)] = dialog.fields.count > 1 ? [(.tab, "next field")] : []
      return FootKey.row(keys, startColumn: 1)
        + FootKey.row([(.escape, "leave")], endColumn: size.columns - 1)
    case .help, .operation:
      let text = readingText.flatMap { $0.lastOffset > 0 ? $0 : nil }
      let keys = text.map { [($0.offset < $0.lastOffset ? Key.down : .up, "scroll")] }
      return FootKey.row(keys ?? [], startColumn: 1)
        + FootKey.row([(.escape, "close")], endColumn: size.columns - 1)
    case nil: break
    }
    var ending: [(Key, String)]
    switch screen {
    case .jobs:
      ending = isOutcomeClearedByBack ? [(.escape, "clear")] : []
      ending.append((.character("q"), "quit"))
    default: ending = [(.escape, "back")]
    }
    let endingKeys = FootKey.row(ending, endColumn: size.columns - 1)
    let start = endingKeys.first?.cells.lowerBound ?? size.columns
    // Help and the command line are never left out; what is too much goes from the end of the rest.
    let all = footerBindings.enumerated().sorted { left, right in
      let ranks = (left.element.footerRank, right.element.footerRank)
      return ranks.0 == ranks.1 ? left.offset < right.offset : ranks.0 < ranks.1
    }.map(\.element)
    let kept = all.filter {
      $0.group == .program && ($0.command == .help || $0.command == .commandLine)
    }
    var rest = all.filter { binding in !kept.contains { $0.command == binding.command } }
    func keys() -> [FootKey] {
      FootKey.row((rest + kept).map { ($0.keys[0], $0.footer ?? "") }, startColumn: 1)
    }
    while !rest.isEmpty, (keys().last?.cells.upperBound ?? 0) > start - 2 { rest.removeLast() }
    return keys().filter { $0.cells.lowerBound < start - 2 } + endingKeys
  }

  /// The most pressing thing to say: a fresh notice, an operation under way, one just settled, why the cluster does not
  /// answer; else a rule.
  private func drawNotice(row: Int, in frame: inout Frame) {
    Box.rule(row: row, columns: size.columns, charset: settings.charset, in: &frame)
    guard let told = noticeText else { return }
    // What is too long for a line takes rows of the body for as long as it is told.
    let usual = size.rows < 20 ? 1 : size.rows < 40 ? 2 : 3
    let lines = Wrapping.lines(
      told.text, width: size.columns - 4,
      limit: told.isWhole ? max(usual, ScreenLayout(size).body.rows / 2) : usual,
      isASCII: settings.charset.isASCII)
    let style = Style(told.role, isBold: told.role != .text)
    let first = row - lines.count + 1
    if lines.count > 1 {
      frame.fill(Rect(column: 0, row: first, columns: size.columns, rows: lines.count))
    }
    for (index, line) in lines.enumerated() {
      frame.put(" \(line) ", column: 1, row: first + index, style: style)
    }
  }

  /// `isWhole`: as many lines as it needs.
  private var noticeText: (text: String, role: Role, isWhole: Bool)? {
    let told = outcomeLine
    if let notice, told.map({ notice.at >= $0.at }) ?? true {
      return (notice.text, notice.severity.role, false)
    }
    if let told { return (told.text, told.role, false) }
    return cutTrouble.map { ($0.text, $0.style.role, true) }
  }

  /// Why the cluster does not answer, where the line at the top has no room for all of it.
  private var cutTrouble: Span? {
    guard let spans = troubleSpans, let first = spans.first, spans.width > size.columns - 2 else {
      return nil
    }
    return Span(spans.map(\.text).joined(), first.style.role)
  }

  /// True while the line above the keys tells of something that a slip of the finger is not to hide.
  var isSomethingTold: Bool {
    (notice?.severity ?? .note) >= .warning || outcomeLine != nil || cutTrouble != nil
  }
}

/// A key in the foot line, with what it does.
struct FootKey: Hashable {
  var key: Key
  var label: String
  /// The cells that both take.
  var cells: Range<Int>

  /// Keys side by side with two blanks between them, from a column on.
  static func row(_ keys: [(Key, String)], startColumn: Int) -> [FootKey] {
    var column = startColumn
    return keys.map { key, label in
      let end = column + CellWidth.of(key.label) + 1 + CellWidth.of(label)
      let cells = column..<end
      column = end + 2
      return FootKey(key: key, label: label, cells: cells)
    }
  }

  /// The same up to a column.
  static func row(_ keys: [(Key, String)], endColumn: Int) -> [FootKey] {
    let width = row(keys, startColumn: 0).last?.cells.upperBound ?? 0
    return row(keys, startColumn: endColumn - width)
  }
}
