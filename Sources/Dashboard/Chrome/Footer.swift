import StreamModel
import TerminalUI

extension DashboardState {
  /// The line of keys that work right now, and above it a rule, or what there is to say.
  func drawFooter(in frame: inout Frame) {
    let layout = ScreenLayout(size)
    drawNotice(row: layout.notice.row, in: &frame)
    switch overlay {
    case .filter(let field), .search(let field):
      frame.put("/", column: 1, row: layout.keys.row, style: Style(.accent, isBold: true))
      let end = (footKeys.first?.cells.lowerBound ?? size.columns) - 2
      let matches = list.flatMap { $0.filter.isEmpty ? nil : "\($0.count) of \($0.total)" }
      let width = end - 2 - (matches.map { CellWidth.of($0) + 1 } ?? 0)
      let isSearch = if case .search = overlay { true } else { false }
      let hints =
        isSearch
        ? ["what to search for", "text"] : visits.isAtRoot ? Self.filterHints : Self.listFilterHints
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

  /// Bindings that the foot line names: those with a word for it that work now, in the order of their worth.
  private var footerBindings: [KeyBinding] {
    let named = KeyMap.bindings(on: visits.top.sign).filter { binding in
      // A key that means something else while something is open is not offered for what it means then.
      binding.footer != nil && binding.refusal(self) == nil
        && KeyMap.binding(for: binding.keys[0], in: self)?.name == binding.name
    }
    return named.enumerated().sorted { left, right in
      let ranks = (left.element.rank, right.element.rank)
      return ranks.0 == ranks.1 ? left.offset < right.offset : ranks.0 < ranks.1
    }.map(\.element)
  }

  /// What a key leads to by Flink's word for its workers is called by the system's.
  private func footerWord(of binding: KeyBinding) -> String {
    let word = binding.footer ?? ""
    return word == SystemTraits.flink.worker ? cluster.traits.worker : word
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
    if let overlay { return footKeys(of: overlay.keys) }
    let isHome = visits.isAtRoot
    var ending: [(Key, String)] = isOutcomeClearedByBack ? [(.escape, "clear")] : []
    ending.append(isHome ? (.character("q"), "quit") : (.escape, "back"))
    let endingKeys = FootKey.row(ending, endColumn: size.columns - 1)
    let start = endingKeys.first?.cells.lowerBound ?? size.columns
    // Help and the command line are never left out; what is too much goes from the end of the rest.
    let all = footerBindings
    let kept = all.filter { ["help", "command-line"].contains($0.name) }
    var rest = all.filter { binding in !kept.contains { $0.name == binding.name } }
    func keys() -> [FootKey] {
      FootKey.row((rest + kept).map { ($0.keys[0], footerWord(of: $0)) }, startColumn: 1)
    }
    while !rest.isEmpty, (keys().last?.cells.upperBound ?? 0) > start - 2 { rest.removeLast() }
    return keys().filter { $0.cells.lowerBound < start - 2 } + endingKeys
  }
}
