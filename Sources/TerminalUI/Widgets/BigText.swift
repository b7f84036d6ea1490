/// Text to be read from across the room: letters of three by five dots, in half blocks two dots high.
package enum BigText {
  /// Each letter as five rows of three dots, the top row in the highest bits.
  private static let letters: [Character: UInt16] = [
    "A": 0b010_101_111_101_101, "B": 0b110_101_110_101_110, "C": 0b011_100_100_100_011,
    "D": 0b110_101_101_101_110, "E": 0b111_100_110_100_111, "F": 0b111_100_110_100_100,
    "G": 0b011_100_101_101_011, "H": 0b101_101_111_101_101, "I": 0b111_010_010_010_111,
    "J": 0b001_001_001_101_010, "K": 0b101_101_110_101_101, "L": 0b100_100_100_100_111,
    "M": 0b101_111_111_101_101, "N": 0b110_101_101_101_101, "O": 0b010_101_101_101_010,
    "P": 0b110_101_110_100_100, "Q": 0b010_101_101_110_011, "R": 0b110_101_110_101_101,
    "S": 0b011_100_010_001_110, "T": 0b111_010_010_010_010, "U": 0b101_101_101_101_111,
    "V": 0b101_101_101_101_010, "W": 0b101_101_111_111_101, "X": 0b101_101_010_101_101,
    "Y": 0b101_101_010_010_010, "Z": 0b111_001_010_100_111, "0": 0b111_101_101_101_111,
    "1": 0b010_110_010_010_111, "2": 0b111_001_111_100_111, "3": 0b111_001_111_001_111,
    "4": 0b101_101_111_001_001, "5": 0b111_100_111_001_111, "6": 0b111_100_111_101_111,
    "7": 0b111_001_010_010_010, "8": 0b111_101_111_101_111, "9": 0b111_101_111_001_111,
    "-": 0b000_000_111_000_000, "_": 0b000_000_000_000_111, ".": 0b000_000_000_000_010,
    ":": 0b000_010_000_010_000, "/": 0b001_001_010_100_100, "%": 0b101_001_010_100_101,
    "(": 0b001_010_010_010_001, ")": 0b100_010_010_010_100, "+": 0b000_010_111_010_000,
    "!": 0b010_010_010_000_010, "#": 0b101_111_101_111_101, " ": 0,
    "…": 0b000_000_000_000_101,
  ]

  /// Cells that a text takes when nothing is cut.
  package static func width(_ text: String) -> Int { max(0, text.count * 4 - 1) }

  /// The lines of a text in at most `columns` cells, cut with an ellipsis: three of half blocks, or five of `#` in
  /// ASCII. A text with a letter that there is no shape for, such as CJK, comes back as it is, in one line.
  package static func lines(_ text: String, columns: Int, charset: Charset) -> [String] {
    let upper = text.uppercased()
    guard upper.allSatisfy({ letters[$0] != nil }) else {
      return [CellWidth.truncate(text, to: columns, isASCII: charset.isASCII)]
    }
    let most = max(0, (columns + 1) / 4)
    let shown = upper.count <= most || most == 0 ? upper.prefix(most) : upper.prefix(most - 1) + "…"
    let shapes = shown.compactMap { letters[$0] }
    if charset.isASCII {
      return (0..<5).map { row in line(shapes) { dot($0, row, $1) ? "#" : " " } }
    }
    return (0..<3).map { half in
      line(shapes) { shape, column in
        let upper = dot(shape, half * 2, column)
        let lower = half < 2 && dot(shape, half * 2 + 1, column)
        return upper ? (lower ? "█" : "▀") : (lower ? "▄" : " ")
      }
    }
  }

  private static func line(_ shapes: [UInt16], _ cell: (UInt16, Int) -> Character) -> String {
    shapes.map { shape in String((0..<3).map { cell(shape, $0) }) }.joined(separator: " ")
  }

  private static func dot(_ shape: UInt16, _ row: Int, _ column: Int) -> Bool {
    shape >> UInt16(14 - row * 3 - column) & 1 == 1
  }
}
