import TerminalUI

@testable import Dashboard

/// What a frame's cells mean, as text: a character a role, so that a wrong colour is seen in a test and a new theme
/// changes nothing.
enum RoleGrid {
  /// The characters; a cell in plain `text` is blank, a bold one `.`, any other bold one has its capital letter.
  private static let letters: [Role: Character] = [
    .text: " ", .dim: "d", .title: "t", .accent: "a", .border: "b", .borderFocused: "f",
    .header: "h", .tableHead: "e", .selection: "s", .marked: "m", .good: "g", .warning: "w",
    .critical: "c", .busy: "u", .backpressured: "p", .idle: "i", .graph: "r", .key: "k",
    .keyLabel: "l", .input: "n", .dialog: "o", .danger: "x", .match: "q",
  ]

  /// Rows in which anything is not plain: their number, and the roles up to the last that is not. A second line with
  /// `*` follows where cells are reversed (`r`) or lie on the bar at the top (`h`).
  static func lines(of frame: Frame) -> [String] {
    rows(of: frame) { style in
      let letter = letters[style.role] ?? "?"
      guard style.isBold else { return letter }
      return letter == " " ? "." : Character(letter.uppercased())
    } attributes: { style in
      style.isReversed ? "r" : style.isOnHeader ? "h" : " "
    }
  }

  /// The same as a terminal without colours shows it: `b` bold, `d` dim, `u` underlined, `r` reversed, `B` bold and
  /// underlined, `R` bold and reversed, `+` any other two.
  static func monochromeLines(of frame: Frame) throws -> [String] {
    let mono = try Theme.builtIn(named: "mono").resolved(colors: 0)
    return rows(of: frame) { style in
      let look = mono.terminalStyle(of: style)
      return switch (look.isBold, look.isDim, look.isUnderlined, look.isReversed) {
      case (false, false, false, false): " "
      case (true, false, false, false): "b"
      case (false, true, false, false): "d"
      case (false, false, true, false): "u"
      case (false, false, false, true): "r"
      case (true, false, true, false): "B"
      case (true, false, false, true): "R"
      default: "+"
      }
    } attributes: { _ in
      " "
    }
  }

  private static func rows(
    of frame: Frame, _ letter: (Style) -> Character,
    attributes: (Style) -> Character
  ) -> [String] {
    (0..<frame.size.rows).flatMap { row -> [String] in
      let styles = (0..<frame.size.columns).map { frame[$0, row].style }
      let number = (row < 10 ? " " : "") + String(row)
      return [("|", styles.map(letter)), ("*", styles.map(attributes))].compactMap { sign, cells in
        guard let last = cells.lastIndex(where: { $0 != " " }) else { return nil }
        return number + sign + String(cells[...last])
      }
    }
  }
}
