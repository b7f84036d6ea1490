import TerminalUI

/// What a table shows in one cell.
struct TextCell: ExpressibleByStringInterpolation {
  var text: String
  /// Shown instead where `text` is too long for its column.
  var short: String?

  init(_ text: String, short: String? = nil) {
    self.text = text
    self.short = short
  }

  init(stringLiteral value: String) { self.init(value) }
}

/// A column of a table in plain text.
struct TextColumn {
  var head: String
  var isRight = false
  /// The narrowest it is cut to where the table is too wide; nil for what is never cut, as it is copied or compared.
  var minimum: Int?
  /// Columns leave in falling order of this number where nothing more can be cut; 0 never leaves.
  var dropOrder = 0

  init(_ head: String, isRight: Bool = false, minimum: Int? = nil, dropOrder: Int = 0) {
    self.head = head
    self.isRight = isRight
    self.minimum = minimum
    self.dropOrder = dropOrder
  }
}

/// How wide a text may be.
struct TextWidth: Equatable {
  /// Cells in a line; nil for as many as it takes (`--wide`).
  var columns: Int?
  /// True on a terminal, where a line that is too long wraps: columns are left out for it, and ids cut to a prefix.
  /// What goes into a pipe keeps them all.
  var isTerminal: Bool

  /// `--wide`.
  static let unlimited = TextWidth(columns: nil, isTerminal: false)
  /// Where stdout is no terminal.
  static let pipe = TextWidth(columns: 120, isTerminal: false)
}

/// Aligned columns, two blanks apart; nothing in them is obeyed by a terminal.
struct TextTable {
  private static let gap = 2

  var columns: [TextColumn]
  var rows: [[TextCell]]
  var width: TextWidth
  var charset: Charset

  /// The lines of the table, its head first. No line ends in blanks.
  var text: String {
    let safe = rows.map { $0.map { TextCell(SafeText.plain($0.text), short: $0.short) } }
    var (kept, widths) = layout(safe)
    // Short forms may leave room, which nothing else needs.
    for column in kept {
      let cells = safe.map { CellWidth.of(fitted($0[column], to: widths[column])) }
      widths[column] = max(CellWidth.of(columns[column].head), cells.max() ?? 0)
    }
    let head = columns.map { TextCell($0.head) }
    return ([head] + safe).map { line($0, kept, widths) }.joined(separator: "\n")
  }

  private func line(_ row: [TextCell], _ kept: [Int], _ widths: [Int]) -> String {
    var line = ""
    for (place, column) in kept.enumerated() {
      let cell = fitted(row[column], to: widths[column])
      let padding = String(repeating: " ", count: max(0, widths[column] - CellWidth.of(cell)))
      if place > 0 { line += String(repeating: " ", count: Self.gap) }
      line += columns[column].isRight ? padding + cell : cell + padding
    }
    while line.last == " " { line.removeLast() }
    return line
  }

  private func fitted(_ cell: TextCell, to width: Int) -> String {
    guard CellWidth.of(cell.text) > width else { return cell.text }
    return CellWidth.truncate(cell.short ?? cell.text, to: width, isASCII: charset.isASCII)
  }

  /// The columns that stay, and the width of each column: that of its widest cell, less where that is too much.
  private func layout(_ rows: [[TextCell]]) -> (kept: [Int], widths: [Int]) {
    var widths = columns.indices.map { column in
      (rows.map { CellWidth.of($0[column].text) } + [CellWidth.of(columns[column].head)]).max() ?? 0
    }
    var kept = Array(columns.indices)
    guard let most = width.columns else { return (kept, widths) }
    let natural = widths
    while true {
      widths = natural
      shrink(&widths, of: kept, to: most)
      guard width.isTerminal, needed(kept, widths) > most,
        let next = kept.filter({ columns[$0].dropOrder > 0 }).max(by: {
          columns[$0].dropOrder < columns[$1].dropOrder
        })
      else { return (kept, widths) }
      kept.removeAll { $0 == next }
    }
  }

  /// Takes from the widest column that may be cut until the table fits, or nothing more can be cut.
  private func shrink(_ widths: inout [Int], of kept: [Int], to most: Int) {
    for column in kept where columns[column].minimum != nil {
      widths[column] = min(widths[column], most)
    }
    while needed(kept, widths) > most {
      let widest = kept.filter { widths[$0] > columns[$0].minimum ?? .max }
        .max { widths[$0] < widths[$1] }
      guard let widest else { return }
      widths[widest] -= 1
    }
  }

  private func needed(_ kept: [Int], _ widths: [Int]) -> Int {
    kept.reduce(0) { $0 + widths[$1] } + Self.gap * max(0, kept.count - 1)
  }
}
