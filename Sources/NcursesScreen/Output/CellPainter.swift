import CNcurses
import TerminalUI

/// Puts a frame's cells into curses' window, in as few calls as their styles allow. Nothing is sent yet.
struct CellPainter {
  private struct Look: Equatable {
    var attributes: attr_t
    var pair: Int32
  }

  private let isUnicode: Bool
  private var pairs: ColorPairs?
  private var looks: [Style: Look] = [:]
  private var text: [wchar_t] = []

  /// Without `pairs` there is no colour.
  init(isUnicode: Bool, pairs: ColorPairs?) {
    self.isUnicode = isUnicode
    self.pairs = pairs
  }

  /// To be called when the theme is another one.
  mutating func forgetStyles() { looks.removeAll(keepingCapacity: true) }

  /// Puts one stretch of a row.
  mutating func paint(_ run: CellRun, of frame: Frame, theme: ResolvedTheme) {
    var column = run.columns.lowerBound
    while column < run.columns.upperBound {
      let start = column
      let look = look(of: frame[column, run.row].style, theme: theme)
      text.removeAll(keepingCapacity: true)
      if hasMarks(frame, column: column, row: run.row) {
        append(frame[column, run.row])
        text += frame.marks(column: column, row: run.row).lazy.map { wchar_t($0.value) }
          .filter { nc_width($0) == 0 }
        text.append(0)
        nc_put_cell(nc_stdscr(), Int32(run.row), Int32(start), text, look.attributes, look.pair)
        column += Int(max(1, frame[column, run.row].width))
        continue
      }
      repeat {
        append(frame[column, run.row])
        column += 1
      } while column < run.columns.upperBound && !hasMarks(frame, column: column, row: run.row)
        && self.look(of: frame[column, run.row].style, theme: theme) == look
      nc_put_run(
        nc_stdscr(), Int32(run.row), Int32(start), text, Int32(text.count), look.attributes,
        look.pair)
    }
  }

  /// Curses takes marks for one cell at a time only; and a base that is not shown has none.
  private func hasMarks(_ frame: Frame, column: Int, row: Int) -> Bool {
    isUnicode && frame.hasMarks && !frame.marks(column: column, row: row).isEmpty
      && isShown(frame[column, row])
  }

  private mutating func append(_ cell: Cell) {
    switch cell.width {
    case 0:
      if !isUnicode { text.append(wchar_t(UInt8(ascii: "?"))) }
    case _ where isUnicode && isShown(cell):
      text.append(wchar_t(cell.scalar.value))
    default:
      let spelling = wchar_t(ASCIISpelling.of(cell.scalar).value)
      text.append(spelling)
      if isUnicode, cell.width == 2 { text.append(spelling) }
    }
  }

  /// Whether the C library, and so curses, gives a character the cells that the frame gave it. An old one does not
  /// know new emoji: shown, they would move the rest of the row.
  private func isShown(_ cell: Cell) -> Bool {
    cell.scalar.isASCII || Self.libraryWidth(of: cell.scalar) == Int(cell.width)
  }

  static func libraryWidth(of scalar: Unicode.Scalar) -> Int {
    Int(nc_width(wchar_t(scalar.value)))
  }

  private mutating func look(of style: Style, theme: ResolvedTheme) -> Look {
    if let look = looks[style] { return look }
    let wanted = theme.terminalStyle(of: style)
    var attributes = NC_NORMAL
    if wanted.isBold { attributes |= NC_BOLD }
    if wanted.isDim { attributes |= NC_DIM }
    if wanted.isUnderlined { attributes |= NC_UNDERLINE }
    if wanted.isReversed { attributes |= NC_REVERSE }
    let pair =
      pairs?.pair(foreground: wanted.foreground, background: wanted.background) ?? 0
    let look = Look(attributes: attributes, pair: pair)
    looks[style] = look
    return look
  }
}
