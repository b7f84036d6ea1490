import TerminalUI

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
