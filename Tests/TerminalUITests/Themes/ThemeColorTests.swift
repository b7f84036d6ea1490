import Testing

@testable import TerminalUI

@Suite("Theme colours")
struct ThemeColorTests {
  @Test(
    "names, numbers and hexadecimal values are read",
    arguments: [
      ("default", ThemeColor.terminal), ("black", .palette(0)), ("red", .palette(1)),
      ("white", .palette(7)),
      ("bright-black", .palette(8)), ("gray", .palette(8)), ("bright-white", .palette(15)),
      ("0", .palette(0)),
      ("255", .palette(255)), ("#ff8000", .rgb(red: 255, green: 128, blue: 0)),
      ("#FFFFFF", .rgb(red: 255, green: 255, blue: 255)),
    ])
  func read(_ text: String, _ color: ThemeColor) {
    #expect(ThemeColor(text) == color)
  }

  @Test(
    "anything else is no colour",
    arguments: [
      "", "Red", "bright-orange", "256", "-1", "+1", "#fff", "#ff80000", "ff8000", "#-ff800",
      "#＋1234", " red",
    ])
  func refuse(_ text: String) {
    #expect(ThemeColor(text) == nil)
  }

  @Test(
    "a colour becomes the nearest that the terminal has",
    arguments: [
      ("default", 256, -1), ("default", 16, -1), ("red", 256, 1), ("red", 16, 1), ("208", 256, 208),
      ("208", 16, 3),
      ("#ff5f5f", 256, 203), ("#ff0000", 256, 196), ("#ff0000", 16, 9), ("#cd0000", 16, 1),
      ("#000000", 256, 16),
      ("#ffffff", 256, 231), ("#ffffff", 16, 15), ("#808080", 256, 244), ("#808080", 16, 8),
      ("#121212", 256, 233),
      ("#0000ee", 16, 4), ("21", 16, 4), ("244", 16, 8), ("231", 16, 15),
    ])
  func nearest(_ text: String, _ colors: Int, _ number: Int16) {
    #expect(ThemeColor(text)?.number(colors: colors) == number)
  }

  @Test("each colour of the cube and the greys is nearest to itself")
  func palette() {
    for number in UInt8(16)...255 {
      let nearest = ColorPalette.nearest(to: ColorPalette.color(number))
      #expect(ColorPalette.color(nearest) == ColorPalette.color(number))
    }
  }

  @Test(
    "with 8 colours bright ones are bold and gray is dim",
    arguments: [
      ("bright-red", TerminalStyle(foreground: 1, isBold: true)),
      ("red", TerminalStyle(foreground: 1)),
      ("bright-black", TerminalStyle(isDim: true)), ("default", TerminalStyle()),
    ])
  func eight(_ text: String, _ style: TerminalStyle) throws {
    let color = try #require(ThemeColor(text))
    #expect(RoleLook(foreground: color).resolved(colors: 8) == style)
  }

  @Test("a bright background has no bold form with 8 colours")
  func eightBackground() {
    #expect(
      RoleLook(foreground: .palette(0), background: .palette(11)).resolved(colors: 8)
        == TerminalStyle(foreground: 0, background: 3))
  }

  @Test("the ANSI colours of a role are taken with 16 colours, not with 256")
  func ansi() {
    let look = RoleLook(
      foreground: .rgb(red: 255, green: 95, blue: 95), background: .palette(17),
      ansiForeground: .palette(9), ansiBackground: .terminal)
    #expect(look.resolved(colors: 256) == TerminalStyle(foreground: 203, background: 17))
    #expect(look.resolved(colors: 16) == TerminalStyle(foreground: 9, background: -1))
  }

  @Test("a cell's attributes come on top of its role's")
  func attributes() {
    let theme = ResolvedTheme { $0 == .good ? TerminalStyle(foreground: 2, isDim: true) : .init() }
    #expect(
      theme.terminalStyle(of: Style(.good, isReversed: true, isBold: true))
        == TerminalStyle(foreground: 2, isBold: true, isDim: true, isReversed: true))
    #expect(theme.terminalStyle(of: .text) == TerminalStyle())
  }
}
