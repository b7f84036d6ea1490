/// How every role looks, before it is known how many colours there are.
package struct Theme: Hashable, Sendable {
  package let name: String
  /// The background it is for, on which its contrasts are measured; nil for one that is for any.
  let background: RGB?
  // By `Role.rawValue`.
  private var looks: [RoleLook]

  init(name: String, background: RGB? = nil, look: (Role) -> RoleLook) {
    self.name = name
    self.background = background
    looks = Role.allCases.map(look)
  }

  subscript(_ role: Role) -> RoleLook { looks[Int(role.rawValue)] }

  /// The theme on a terminal with 256, 16, 8 or no colours. Without colours, a theme that has some looks like the
  /// built-in `mono`: its attributes alone would leave roles alike.
  package func resolved(colors: Int) -> ResolvedTheme {
    if colors < 8, looks.contains(where: \.isColored), let mono = try? Theme.builtIn(named: "mono")
    {
      return ResolvedTheme { mono[$0].resolved(colors: 0) }
    }
    return ResolvedTheme { self[$0].resolved(colors: colors) }
  }
}

/// One role's colours and attributes.
struct RoleLook: Hashable, Sendable {
  var foreground = ThemeColor.terminal
  var background = ThemeColor.terminal
  /// Taken in place of the others where there are 16 colours or 8; the nearest are, where a theme names none.
  var ansiForeground: ThemeColor?
  var ansiBackground: ThemeColor?
  var isBold = false
  var isDim = false
  var isUnderlined = false
  var isReversed = false

  var isColored: Bool { foreground != .terminal || background != .terminal }

  func resolved(colors: Int) -> TerminalStyle {
    var style = TerminalStyle(
      isBold: isBold, isDim: isDim, isUnderlined: isUnderlined, isReversed: isReversed)
    if colors >= 256 {
      style.foreground = foreground.number(colors: colors)
      style.background = background.number(colors: colors)
    } else if colors >= 8 {
      style.foreground = (ansiForeground ?? foreground).number(colors: 16)
      style.background = (ansiBackground ?? background).number(colors: 16)
      if colors < 16 { reduceToEight(&style) }
    }
    return style
  }

  /// Bright colours become bold ones; gray, which would be bold black, the dim form of the terminal's own colour.
  private func reduceToEight(_ style: inout TerminalStyle) {
    if style.foreground == 8 {
      style.foreground = -1
      style.isDim = !style.isBold
    } else if style.foreground > 8 {
      style.foreground -= 8
      style.isBold = true
    }
    if style.background >= 8 { style.background -= 8 }
  }
}
