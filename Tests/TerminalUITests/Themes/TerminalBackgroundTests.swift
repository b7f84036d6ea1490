import Testing

@testable import TerminalUI

@Suite("What a terminal tells of its background")
struct TerminalBackgroundTests {
  @Test(
    "an answer to OSC 11 is read in every form that terminals give it",
    arguments: [
      ("rgb:0000/0000/0000", TerminalBackground.dark), ("rgb:ffff/ffff/ffff", .light),
      ("rgb:ff/ff/ff", .light), ("rgb:f/f/f", .light), ("rgb:fdfd/f6f6/e3e3", .light),
      ("rgb:0000/2b2b/3636", .dark), ("rgba:2828/2c2c/3434/ffff", .dark), ("#ffffff", .light),
      ("#1e1e1e", .dark), ("rgb:8080/8080/8080", .light),
    ])
  func answers(text: String, background: TerminalBackground) {
    #expect(TerminalBackground(answer: text) == background)
  }

  @Test(
    "what is no such answer tells nothing",
    arguments: [
      "", "rgb:", "rgb:ffff/ffff", "rgb:ffff/ffff/", "rgb:fffff/ffff/ffff", "rgb:gggg/ffff/ffff",
      "rgb:-1/ff/ff", "rgba:ff/ff/ff", "hsl:1/2/3", "?", "white", "#fff", "rgb:ff/ff/ff/ff",
    ])
  func nonsense(text: String) {
    #expect(TerminalBackground(answer: text) == nil)
  }

  @Test(
    "$COLORFGBG is read as rxvt and Konsole write it",
    arguments: [
      ("15;0", TerminalBackground.dark), ("0;15", .light), ("0;default;15", .light),
      ("0;7", .light),
      ("7;8", .dark), ("12;8", .dark),
    ])
  func environment(text: String, background: TerminalBackground) {
    #expect(TerminalBackground(colorFGBG: text) == background)
  }

  @Test(
    "a $COLORFGBG without a number tells nothing",
    arguments: ["", ";", "0;default", "15;16", "a;b"])
  func noEnvironment(text: String) {
    #expect(TerminalBackground(colorFGBG: text) == nil)
  }

  @Test("default and okabe-ito stand for a dark and a light theme, the others for themselves")
  func variants() throws {
    func name(_ theme: String, _ background: TerminalBackground?) throws -> String {
      try Theme.builtIn(named: theme, on: background).name
    }
    #expect(try name("default", .dark) == "dark")
    #expect(try name("default", .light) == "light")
    #expect(try name("default", nil) == "default")
    #expect(try name("okabe-ito", .light) == "okabe-ito-light")
    #expect(try name("okabe-ito", .dark) == "okabe-ito")
    for theme in ["dark", "light", "mono"] {
      #expect(try name(theme, .dark) == theme)
      #expect(try name(theme, .light) == theme)
    }
  }
}
