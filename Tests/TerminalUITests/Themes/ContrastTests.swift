import Testing

@testable import TerminalUI

@Suite("Contrast")
struct ContrastTests {
  /// Lines and areas, which need less than text does.
  private static let graphs: Set<Role> = [.border, .borderFocused, .graph]
  /// Roles of what stands in the bar at the top.
  private static let onHeader: [Role] = [
    .header, .text, .dim, .title, .accent, .good, .warning, .critical,
  ]
  static let measured = ["dark", "light", "okabe-ito", "okabe-ito-light"]
  // xterm's blue and magenta are a hair below; terminals that lighten them are many, that darken them none.
  private static let ansiLimit = 4.4

  @Test("the ratio is the one of WCAG 2")
  func ratio() {
    let (black, white) = (RGB(0, 0, 0), RGB(255, 255, 255))
    #expect(abs(black.contrast(with: white) - 21) < 0.001)
    #expect(white.contrast(with: white) == 1)
    #expect(abs(RGB(118, 118, 118).contrast(with: white) - 4.54) < 0.01)
    // The yellow of xterm's palette, of which the default theme once made its warnings.
    #expect(abs(RGB(205, 205, 0).contrast(with: white) - 1.69) < 0.02)
  }

  @Test(
    "every theme with colours of its own says for which background", arguments: Theme.builtInNames)
  func stated(name: String) throws {
    let theme = try Theme.builtIn(named: name)
    #expect((theme.background != nil) == Self.measured.contains(name))
  }

  @Test(
    "with 256 colours, text reaches 4.5 and graphs 3 on the stated background", arguments: measured)
  func fixedColors(name: String) throws {
    let theme = try Theme.builtIn(named: name)
    let background = try #require(theme.background)
    let resolved = theme.resolved(colors: 256)
    for role in Role.allCases {
      let style = resolved[role]
      let (ink, paper) = Self.colors(style, on: background, ColorPalette.color)
      guard let ink else { continue }
      let least = Self.graphs.contains(role) ? 3 : 4.5
      #expect(ink.contrast(with: paper) >= least, "\(role) \(ink.contrast(with: paper))")
    }
    for role in Self.onHeader {
      let style = resolved.terminalStyle(
        of: {
          var style = Style(role)
          style.isOnHeader = true
          return style
        }())
      let (ink, paper) = Self.colors(style, on: background, ColorPalette.color)
      guard let ink else { continue }
      #expect(ink.contrast(with: paper) >= 4.5, "\(role) in the bar \(ink.contrast(with: paper))")
    }
  }

  @Test(
    "with 16 colours, the same holds for xterm's palette on black or white", arguments: measured)
  func ansi(name: String) throws {
    let theme = try Theme.builtIn(named: name)
    let stated = try #require(theme.background)
    let background =
      TerminalBackground(stated) == .dark ? RGB(0, 0, 0) : RGB(255, 255, 255)
    let resolved = theme.resolved(colors: 16)
    for role in Role.allCases {
      let (ink, paper) = Self.colors(resolved[role], on: background, ColorPalette.color)
      guard let ink else { continue }
      let least = Self.graphs.contains(role) || role == .idle ? 3 : Self.ansiLimit
      #expect(ink.contrast(with: paper) >= least, "\(role) \(ink.contrast(with: paper))")
    }
  }

  @Test("a theme for any background says nothing by a colour that black or white swallows")
  func anyBackground() throws {
    for colors in [8, 16, 256] {
      let theme = try Theme.builtIn(named: "default").resolved(colors: colors)
      for role in Role.allCases where theme[role].foreground >= 0 {
        let style = theme[role]
        let ink = ColorPalette.color(UInt8(style.foreground))
        let least = [RGB(0, 0, 0), RGB(255, 255, 255)].map { ink.contrast(with: $0) }.min() ?? 0
        let isSaidOtherwise = style.isBold || style.isUnderlined
        #expect(least >= Self.ansiLimit || isSaidOtherwise && least >= 2, "\(role) \(least)")
      }
      #expect(theme[.warning].foreground == -1 && theme[.warning].isUnderlined)
      // What is critical has the one colour that can be read on both, besides what it is told by without colours.
      for role in [Role.critical, .danger] {
        let ink = ColorPalette.color(UInt8(clamping: theme[role].foreground))
        #expect(theme[role].foreground == 1 && theme[role].isBold && theme[role].isUnderlined)
        #expect(
          ink.contrast(with: RGB(0, 0, 0)) >= 3 && ink.contrast(with: RGB(255, 255, 255)) >= 3)
      }
      #expect(theme[.key].foreground == -1 && theme[.key].isBold)
    }
  }

  /// Ink and paper; nil ink where both are the terminal's own.
  private static func colors(
    _ style: TerminalStyle, on background: RGB, _ color: (UInt8) -> RGB
  ) -> (ink: RGB?, paper: RGB) {
    let ink = style.foreground < 0 ? nil : color(UInt8(style.foreground))
    let paper = style.background < 0 ? background : color(UInt8(style.background))
    return (ink, paper)
  }
}
