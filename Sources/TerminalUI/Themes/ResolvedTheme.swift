/// How cells look on one terminal, as curses wants it.
package struct TerminalStyle: Hashable, Sendable {
  /// A colour's number there, or -1 for the terminal's own colour.
  package var foreground: Int16
  package var background: Int16
  package var isBold: Bool
  package var isDim: Bool
  package var isUnderlined: Bool
  package var isReversed: Bool

  package init(
    foreground: Int16 = -1, background: Int16 = -1, isBold: Bool = false, isDim: Bool = false,
    isUnderlined: Bool = false, isReversed: Bool = false
  ) {
    self.foreground = foreground
    self.background = background
    self.isBold = isBold
    self.isDim = isDim
    self.isUnderlined = isUnderlined
    self.isReversed = isReversed
  }
}

/// A theme brought down to the colours that a terminal has.
package struct ResolvedTheme: Hashable, Sendable {
  // By `Role.rawValue`.
  private var styles: [TerminalStyle]

  package init(_ style: (Role) -> TerminalStyle) {
    styles = Role.allCases.map(style)
  }

  /// How a role looks.
  package subscript(_ role: Role) -> TerminalStyle { styles[Int(role.rawValue)] }

  /// What a cell's style comes to: the role's look with the cell's attributes on top of it.
  package func terminalStyle(of style: Style) -> TerminalStyle {
    var result = self[style.role]
    if style.isOnHeader {
      let header = self[.header]
      result.background = header.background
      result.isReversed = header.isReversed
    }
    if style.isReversed { result.isReversed = true }
    if style.isBold { result.isBold = true }
    return result
  }
}
